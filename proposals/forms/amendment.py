"""What an author types of the next version, and what becomes in it of what others said."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissions.forms.changes import ChangingForm
from commissions.models import Circle
from journal.numbers import number
from journal.texts import clean
from proposals.anchoring import ChangedParagraph, changed_paragraphs
from proposals.forms.suggested_edits import EditAnswersForm
from proposals.models import Objection, SuggestedEdit
from web.diff import DiffChange
from web.widgets import ProseArea, text_area

SHOWN = 3  # changes of a paragraph that its question quotes
WORDS = 12  # that it quotes of each


class AmendForm(EditAnswersForm, ChangingForm, forms.Form):
    """The next version: its text, what it lets be changed, and what becomes of the changes suggested in place.

    Once it answers several objections, it asks of each paragraph that changed which of them it answers.
    """

    text = forms.CharField(label=gettext_lazy("The new text"), widget=ProseArea(12))
    note = forms.CharField(
        label=gettext_lazy("What changed, and why?"),
        required=False,
        widget=text_area(2),
        help_text=gettext_lazy("One sentence: people read it beside the difference."),
    )
    answers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Which objections does this version answer?"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Each word that changes then shows the objection that it answers. Where you choose several, you are asked "
            "next which of them each paragraph answers."
        ),
    )
    is_substantial = forms.BooleanField(
        label=gettext_lazy("This changes the substance: go back to the questions first"), required=False
    )

    def __init__(
        self,
        *args: Any,
        circle: Circle,
        former: str,
        edits: Sequence[SuggestedEdit],
        objections: Sequence[Objection],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        names = [(objection.pk, objection.position.member.name) for objection in objections]
        self.fields["answers"].choices = names  # type: ignore[attr-defined]
        self.fields["answers"].widget.choices = names
        if not names:
            del self.fields["answers"]
        self.paragraphs: list[ChangedParagraph] = []
        self._ask_by_paragraph(former, names)
        self.ask_for_change(circle)
        self.ask_about_edits(edits)

    def _ask_by_paragraph(self, former: str, names: Sequence[tuple[int, str]]) -> None:
        """Of each paragraph that changed, which of the objections that were chosen it answers, or none."""
        sent = (self["answers"].data or []) if self.is_bound and names else []
        chosen = [(pk, name) for pk, name in names if pk in {number(one) for one in sent}]
        if len(chosen) < 2:
            return
        self.paragraphs = changed_paragraphs(former, clean(self.data.get("text", "")).strip())
        for paragraph in self.paragraphs:
            self.fields[f"answers_{paragraph.key}"] = forms.TypedMultipleChoiceField(
                label=_("Which objection does this answer? %(changes)s") % {"changes": in_words(paragraph)},
                choices=[*chosen, (0, _("none of them"))],
                coerce=int,
                widget=forms.CheckboxSelectMultiple,
                error_messages={"required": _("Say which objection it answers, or none of them.")},
            )

    def by_paragraph(self) -> list[BoundField]:
        """The questions about each paragraph that changed; none where at most one objection is answered."""
        return [self[f"answers_{paragraph.key}"] for paragraph in self.paragraphs]

    def clean(self) -> dict[str, Any]:
        """`answered` instead of the fields about each paragraph: by its key, the objections that it answers."""
        data = super().clean() or self.cleaned_data
        answered = {one.key: data.pop(f"answers_{one.key}", []) for one in self.paragraphs}
        return {**data, "answered": answered or None}


def in_words(paragraph: ChangedParagraph) -> str:
    """The first of its changes, a few words of each."""
    quoted = [_change_in_words(change) for change in paragraph.changes[:SHOWN]]
    return " · ".join([*quoted, "…"] if len(paragraph.changes) > SHOWN else quoted)


def _change_in_words(change: DiffChange) -> str:
    removed, added = (Truncator(text.strip()).words(WORDS, truncate="…") for text in (change.removed, change.added))
    if not removed:
        return _("added: “%(words)s”") % {"words": added}
    if not added:
        return _("taken out: “%(words)s”") % {"words": removed}
    return _("“%(before)s” becomes “%(after)s”") % {"before": removed, "after": added}
