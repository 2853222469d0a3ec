"""What people type to join a circle, and to answer whoever asks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from web.widgets import text_area


class DeclineForm(forms.Form):
    """Why somebody who would like to join is not welcomed now."""

    reason = forms.CharField(
        label=_("What would you like to tell them?"),
        max_length=600,
        widget=text_area(3),
        help_text=_("They alone read it, by letter, with your name. A kind word, and what they may do instead."),
    )


class RequestForm(forms.Form):
    """A word to those who coordinate a circle that one would like to join."""

    message = forms.CharField(label=_("A word about you"), required=False, max_length=600, widget=text_area(3))
