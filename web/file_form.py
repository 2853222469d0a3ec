"""A file that somebody attaches, and what it shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from web.attached_files import KeptFile
from web.file_kinds import EXTENSIONS, LARGEST, checked_file
from web.widgets import FileInput


class AttachForm(forms.Form):
    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "PDF, image (PNG, JPEG, WebP) or office file without macros, 10 MB at most. What a photo says of where and "
            "when it was taken is removed; so are the programs, the files and the electronic signature that a PDF "
            "holds."
        ),
        widget=FileInput(accept=EXTENSIONS, most=LARGEST),
    )
    name = forms.CharField(
        label=_("What does it show, in words?"),
        max_length=KeptFile._meta.get_field("name").max_length,
        help_text=_("Its name for everybody, and all that those who cannot see it have of it."),
    )

    def clean_file(self) -> Any:
        """As it is kept. No more is read than a file may hold."""
        return checked_file(self.cleaned_data["file"].read(LARGEST + 1))
