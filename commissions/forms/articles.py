"""The articles on which the rules of a circle stand, and the texts in which they are read."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissions.models import Circle
from commissions.models.circle import LONGEST_ARTICLE
from commissions.panels import texts_to_cite
from commissions.rule_subjects import ARTICLE_OF, ARTICLES
from commissions.sentences import TOLD, rules_without_exception

TEXT = "text_of_"


class ArticlesForm(forms.BaseForm):
    """A form that asks, of each subject of rules, for its article, and for the text that has it, where there are texts.

    Where the article is a rule, its own field asks for it.
    """

    def ask_for_articles(self, circle: Circle, person: Any) -> None:
        texts = texts_to_cite(person)
        for key in rules_without_exception(circle):
            label = str(TOLD[key].label)
            if key not in ARTICLES:
                self.fields[ARTICLE_OF + key] = forms.CharField(
                    label=label, max_length=LONGEST_ARTICLE, required=False, initial=circle.articles.get(key, "")
                )
            standing = circle.article_texts.get(key, "")
            if texts or standing:
                offered = texts if standing in texts or not standing else {standing: _("as it is today"), **texts}
                self.fields[TEXT + key] = forms.ChoiceField(
                    label=_("%(subject)s: where it is read") % {"subject": label},
                    choices=[("", gettext_lazy("no text of the memory")), *offered.items()],
                    required=False,
                    initial=standing,
                )

    def check_articles(self, circle: Circle, values: dict[str, Any]) -> None:
        """A text is where an article is read: chosen alone, it would be lost."""
        for name, topic in values.items():
            key = name.removeprefix(TEXT)
            is_new = name.startswith(TEXT) and topic and topic != circle.article_texts.get(key, "")
            if is_new and key not in ARTICLES and not values.get(ARTICLE_OF + key):
                self.add_error(ARTICLE_OF + key, _("Write the article that is read there, or choose no text."))

    @property
    def article_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith((ARTICLE_OF, TEXT))]

    @property
    def cites(self) -> bool:
        """Whether an article, or a text, is cited, or something is wrong: then the fields are to be looked at."""
        return bool(self.errors) or any(bound.value() for bound in self.article_fields)


def read_articles(values: dict[str, Any]) -> dict[str, Any]:
    """What was typed, with the articles and the texts by subject, as `set_rules` takes them."""
    articles = {name.removeprefix(ARTICLE_OF): values.pop(name) for name in list(values) if name.startswith(ARTICLE_OF)}
    texts = {name.removeprefix(TEXT): values.pop(name) for name in list(values) if name.startswith(TEXT)}
    return {**values, "articles": articles, "article_texts": texts}
