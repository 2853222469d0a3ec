"""What is typed about the time of a proposal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from proposals.process import LONGEST_PAUSE
from web.widgets import text_area


class PauseForm(forms.Form):
    """For how long, and why."""

    days = forms.IntegerField(
        label=_("For how many days?"),
        min_value=1,
        max_value=LONGEST_PAUSE,
        initial=7,
        help_text=_("Fourteen at most, and once: the end of the stage is put off by as much."),
    )
    reason = forms.CharField(label=_("Why?"), widget=text_area(3), help_text=_("Everybody who reads it sees this."))
