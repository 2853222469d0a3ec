"""What people type about proposals. The rules are the actions'; a form reads, and keeps what was typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.models import Circle
from proposals.models import (
    CandidacyAnswer,
    Objection,
    Position,
    ProposalAudience,
)
from proposals.objection_reasons import HINTS
from web.widgets import text_area


class PersonField(forms.ModelChoiceField):
    """A person of the circle."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class PositionForm(forms.Form):
    """One of the four answers."""

    kind = forms.ChoiceField(label=_("Your position"), choices=Position.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In a few words"),
        required=False,
        widget=text_area(3),
        help_text=_("Write your concern here: it is kept with the decision and blocks nothing."),
    )

    def __init__(self, data: Any = None, *, position: Position | CandidacyAnswer | None) -> None:
        super().__init__(data, initial={"kind": position.kind, "text": position.text} if position else {})


class ObjectionForm(forms.Form):
    """A reason in four parts. What is missing may be written later: the objection stands all the same."""

    kind = forms.ChoiceField(
        label=_("What kind of difficulty is it?"),
        choices=Objection.Kind.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=HINTS["kind"],
    )
    consequence = forms.CharField(
        label=_("If we do this, then…"),
        required=False,
        widget=text_area(3),
        help_text=HINTS["consequence"],
    )
    fact = forms.CharField(
        label=_("What have we seen that makes us think so?"),
        required=False,
        widget=text_area(3),
        help_text=HINTS["fact"],
    )
    aim = forms.CharField(
        label=_("Which of our aims does it touch?"),
        required=False,
        widget=text_area(2),
        help_text=HINTS["aim"],
    )
    suggestion = forms.CharField(
        label=_("What would make it possible?"),
        required=False,
        widget=text_area(2),
        help_text=HINTS["suggestion"],
    )


class TextForm(forms.Form):
    """A single text: a question, an answer, a reaction, a suggestion, a reason."""

    text = forms.CharField(label=_("Your words"), widget=text_area(4))

    def __init__(self, *args: Any, label: Any = "", hint: Any = "", required: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label or self.fields["text"].label
        self.fields["text"].help_text = hint
        self.fields["text"].required = required


class HandOnForm(TextForm):
    """Another circle, and why."""

    to = forms.ModelChoiceField(label=_("To which circle?"), queryset=Circle.objects.none())
    field_order = ["to", "text"]

    def __init__(self, *args: Any, circles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = circles  # type: ignore[attr-defined]


class TestForm(forms.Form):
    """What an objection, tested aloud, shows: either, both, or neither."""

    shows_harm = forms.BooleanField(required=False)
    shows_better_way = forms.BooleanField(required=False)


class AgreementForm(forms.Form):
    """By name: yes, or no."""

    agrees = forms.TypedChoiceField(choices=[("yes", "yes"), ("no", "no")], coerce=lambda value: value == "yes")


class ReadersForm(forms.Form):
    audience = forms.ChoiceField(
        label=_("Who may read it?"),
        help_text=_("Everybody sees on its page that you chose it, and when."),
        choices=ProposalAudience.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, was_closed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if was_closed:
            choices = [choice for choice in ProposalAudience.choices if choice[0] != ProposalAudience.PUBLIC]
            self.fields["audience"].choices = choices  # type: ignore[attr-defined]
            self.fields["audience"].help_text = _(
                "It was decided about a person’s situation: it is never made public. Everybody sees on its page that "
                "you chose it, and when."
            )
