"""Three questions that help to choose how something is decided."""

from django import forms
from django.utils.translation import gettext_lazy as _

from proposals.ways import Reach, Time, Undoing

REACH = [
    (Reach.FEW, _("one or two people")),
    (Reach.CIRCLE, _("the whole circle")),
    (Reach.BEYOND, _("people beyond the circle")),
    (Reach.NOTHING, _("nothing has to be decided: people are to know it")),
    (Reach.ROLE, _("it is to choose who takes on a role")),
]
UNDOING = [(Undoing.EASY, _("yes, without harm")), (Undoing.HARD, _("no, or at a cost"))]
TIME = [(Time.WEEK, _("within a week")), (Time.LATER, _("it can wait two or three weeks"))]


class WaysForm(forms.Form):
    """A GET form: nothing is kept of the answers."""

    reach = forms.ChoiceField(label=_("Whom does it touch?"), choices=REACH, widget=forms.RadioSelect)
    undoing = forms.ChoiceField(label=_("Can it be undone?"), choices=UNDOING, widget=forms.RadioSelect)
    time = forms.ChoiceField(label=_("How soon is it needed?"), choices=TIME, widget=forms.RadioSelect)
