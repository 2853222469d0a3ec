"""What people type about some words of a text."""

from django import forms
from django.utils.translation import gettext_lazy as _

from journal.numbers import LARGEST
from web.widgets import text_area


class PassageForm(forms.Form):
    """The words that are meant: from `start` until before `end` of the version with that number."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=LARGEST)
    start = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST)
    end = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST)


class CommentForm(PassageForm):
    """What is said of them."""

    text = forms.CharField(
        label=_("Your comment"),
        widget=text_area(3),
        error_messages={"required": _("Write your comment.")},
        help_text=_("What you would like to say of these words. Everybody who reads the proposal reads it."),
    )
