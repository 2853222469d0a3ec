"""Three questions that help to choose how something is decided."""

from django import forms
from django.utils.translation import gettext_lazy as _

from proposals.ways import Reach, Time, Undoing

REACH = [
    (Reach.FEW.value, _("one or two people")),
    (Reach.CIRCLE.value, _("the whole circle")),
    (Reach.BEYOND.value, _("people beyond the circle")),
    (Reach.OPTIONS.value, _("there are several options: which one?")),
    (Reach.NOTHING.value, _("nobody decides: it is to be known")),
    (Reach.ROLE.value, _("choosing who takes on a role")),
]
UNDOING = [(Undoing.EASY.value, _("yes, without harm")), (Undoing.HARD.value, _("no, or at a cost"))]
TIME = [(Time.WEEK.value, _("within a week")), (Time.LATER.value, _("it can wait two or three weeks"))]


class WaysForm(forms.Form):
    """What was answered so far, in the address of the page: nothing is kept of it."""

    reach = forms.ChoiceField(label=_("Whom does it touch?"), choices=REACH, required=False)
    undoing = forms.ChoiceField(label=_("Can it be undone?"), choices=UNDOING, required=False)
    time = forms.ChoiceField(label=_("How soon is it needed?"), choices=TIME, required=False)

    def answers(self) -> dict[str, str]:
        """By question, what was answered to it; an answer that is none is left out."""
        self.full_clean()
        return {name: answer for name, answer in self.cleaned_data.items() if answer}

    def question(self, name: str) -> str:
        return str(self.fields[name].label)

    def choices_of(self, name: str) -> list[tuple[str, str]]:
        """The answers to a question, each with its words."""
        return [(value, str(label)) for value, label in self.fields[name].choices]  # type: ignore[attr-defined]
