"""What statutes say of an assembly or of a board, asked in plain words."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.changes import ChangeKind
from commissions.forms.changes import GroundedForm
from commissions.models import Circle
from commissions.models.circle import LONGEST_ARTICLE
from commissions.statutes import StatutesQuestion, answer_today, article_today, questions_for


class StatutesForm(GroundedForm, forms.Form):
    """One choice for each question, and the article that says so, where one is known.

    `tried` holds answers that were not adopted.
    """

    def __init__(self, *args: Any, circle: Circle, person: Any, tried: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in questions_for(circle):
            if question.answers:
                chosen = tried.get(question.name) or answer_today(question, circle)
                self.fields[question.name] = _choice(question, chosen)
            if question.article:
                article = tried.get(question.article, article_today(question, circle))
                self.fields[question.article] = _article(question, article)
        self.question_names = list(self.fields)
        self.ask_for_ground(ChangeKind.RULES, circle, person)

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.question_names]


def _choice(question: StatutesQuestion, chosen: str) -> forms.Field:
    return forms.ChoiceField(
        label=str(question.text),
        help_text=str(question.help),
        choices=[(answer.key, answer.label) for answer in question.answers],
        widget=forms.RadioSelect,
        required=False,
        initial=chosen,
    )


def _article(question: StatutesQuestion, article: str) -> forms.Field:
    alone = not question.answers
    return forms.CharField(
        label=str(question.text if alone else question.asks_article),
        help_text=str(question.help) if alone else _("Such as: statutes, article 12."),
        max_length=LONGEST_ARTICLE,
        required=False,
        initial=article,
    )
