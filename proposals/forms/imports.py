"""The file of a proposal that comes from elsewhere."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.models import Circle
from proposals.history_shape import LARGEST
from web.widgets import FileInput


class ImportForm(forms.Form):
    """For which circle, and the file."""

    circle = forms.ModelChoiceField(label=_("For which circle?"), queryset=Circle.objects.none(), to_field_name="slug")
    file = forms.FileField(
        label=_("Its file"),
        help_text=_(
            "The “Markdown file” or the “Data (JSON)” that the page of a proposal gives, here or elsewhere; "
            "10 MB at most."
        ),
        widget=FileInput(accept=".md,.json,text/markdown,application/json", most=LARGEST),
    )

    def __init__(self, *args: Any, circles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["circle"].queryset = circles  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The circle and the `content` of the file, of which no more is read than a file may hold."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if file := values.pop("file", None):
            values["content"] = file.read(LARGEST + 1)
        return values
