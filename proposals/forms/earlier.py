"""What people type about a decision older than the platform."""

from django import forms
from django.utils.translation import gettext_lazy as _

from web.widgets import DateInput, ProseArea


class EarlierForm(forms.Form):
    """A decision as the papers of the circle tell it."""

    title = forms.CharField(label=_("What was decided, in one line"), max_length=120)
    text = forms.CharField(label=_("The text that was decided"), widget=ProseArea(6))
    decided_on = forms.DateField(label=_("Decided on"), widget=DateInput())
    source = forms.CharField(
        label=_("Where it is written"), max_length=160, help_text=_("The minutes of that day, a letter, the statutes.")
    )
