"""Why a file is erased."""

from django import forms
from django.utils.translation import gettext_lazy as _

from proposals.models import AttachedFile
from web.widgets import text_area


class ErasureForm(forms.Form):
    reason = forms.CharField(
        label=_("Why should it not be there?"),
        max_length=AttachedFile._meta.get_field("erasure_reason").max_length,
        widget=text_area(3),
        help_text=_("Everybody who reads the text reads this, with your name: say it without repeating what it tells."),
    )
