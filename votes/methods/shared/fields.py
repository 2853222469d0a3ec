"""A field of lines: options, mentions."""

from typing import Any

from django import forms


class LinesField(forms.CharField):
    """What stands on the lines of a text, those left empty aside."""

    def __init__(self, *, example: Any = "", **more: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 5, "placeholder": example} if example else {"rows": 6})
        super().__init__(widget=widget, **more)

    def prepare_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, str) else "\n".join(value)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
