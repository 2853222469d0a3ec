"""What people type to suggest a change in place, and what an author answers to those that are open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from proposals.actions.suggested_edits import EditAnswer
from proposals.anchoring import overlapping
from proposals.forms.passages import PassageForm
from proposals.models import Objection, SuggestedEdit
from web.widgets import text_area


class SuggestedEditForm(PassageForm):
    """Other words for a passage of the text, and why."""

    replacement = forms.CharField(
        label=_("Your words in their place"),
        required=False,
        widget=text_area(5),
        help_text=_("Change what you would change. Leave it empty to take these words out."),
    )
    reason = forms.CharField(
        label=_("Why?"),
        widget=text_area(2),
        error_messages={"required": _("Say why: it helps to decide.")},
        help_text=_("In one sentence. Everybody reads it beside your words."),
    )


class TakeEditForm(forms.Form):
    """Which of the objections that stand a suggested change answers: the only one, as long as nobody says otherwise."""

    answers = forms.TypedMultipleChoiceField(
        label=_("Which objections does this change answer?"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Its words then show the objection that they answer. Tick none if it answers none."),
    )

    def __init__(self, *args: Any, objections: Sequence[Objection], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(objection.pk, objection.position.member.name) for objection in objections]
        field = self.fields["answers"]
        field.choices = field.widget.choices = names  # type: ignore[attr-defined]
        if len(names) == 1:
            field.initial = [names[0][0]]
        if not names:
            del self.fields["answers"]


@dataclass(frozen=True)
class EditFields:
    """A suggested edit, and what its author's form asks about it."""

    edit: SuggestedEdit
    answer: BoundField
    reason: BoundField


class EditAnswersForm(forms.Form):
    """The part of a form in which an author says what becomes of each suggested edit."""

    ANSWERS = (
        ("", _("decide later")),
        (SuggestedEdit.Status.TAKEN, _("it is in the text")),
        (SuggestedEdit.Status.PARTLY_TAKEN, _("it is partly in the text")),
        (SuggestedEdit.Status.REFUSED, _("I do not take it")),
    )

    def ask_about_edits(self, edits: Sequence[SuggestedEdit]) -> None:
        self.edits = edits
        for edit in edits:
            self.fields[f"edit_{edit.pk}"] = forms.ChoiceField(
                label=_("What becomes of it?"), choices=self.ANSWERS, required=False, widget=forms.RadioSelect
            )
            self.fields[f"why_{edit.pk}"] = forms.CharField(
                label=_("Why do you not take it?"), required=False, widget=text_area(2)
            )

    def edit_groups(self) -> list[list[EditFields]]:
        """The fields about each edit, those on the same words together."""
        return [
            [EditFields(edit, self[f"edit_{edit.pk}"], self[f"why_{edit.pk}"]) for edit in group]
            for group in overlapping(self.edits)
        ]

    def clean(self) -> dict[str, Any]:
        """`edits` instead of the fields about each of them."""
        data = super().clean() or self.cleaned_data
        answers = {}
        for edit in self.edits:
            status, reason = data.pop(f"edit_{edit.pk}", ""), data.pop(f"why_{edit.pk}", "")
            if status == SuggestedEdit.Status.REFUSED and not reason:
                self.add_error(f"why_{edit.pk}", _("Say why you do not take it."))
            if status:
                answers[edit.pk] = EditAnswer(status, reason)
        return {**data, "edits": answers}
