"""The form widgets that several apps use. A widget of one app's domain stands with that app."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from journal.numbers import number


class DateInput(forms.DateInput):
    """The browser's own picker of a day, which wants ISO dates."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own picker of a time of day, to the minute."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    """The browser's own picker of a day and a time."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def text_area(rows: int, **attrs: Any) -> forms.Textarea:
    """A field of several lines; the browser lets it be made larger."""
    return forms.Textarea(attrs={"rows": rows, **attrs})


class ProseArea(forms.Textarea):
    """A long text that is laid out: `{% field %}` puts over it what helps to write it (`{% prose_tools %}`)."""

    def __init__(self, rows: int) -> None:
        super().__init__(attrs={"rows": rows})


class FileInput(forms.FileInput):
    """A file of at most so many bytes, which the browser says before it sends one in vain (`web/limits.js`)."""

    def __init__(self, *, accept: str, most: int) -> None:
        super().__init__(attrs={"accept": accept, "data-most": most})

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        megabytes = self.attrs["data-most"] // 1_000_000
        sentence = _("This file is too large: %(number)d MB at most.") % {"number": megabytes}
        return super().get_context(name, value, {**(attrs or {}), "data-text-large": sentence})


class SuggestedInput(forms.TextInput):
    """One line, for which the browser offers what was written before; anything else may be typed."""

    suggestions: Sequence[str] = ()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        if not self.suggestions:
            return super().render(name, value, attrs, renderer)
        offered = f"{(attrs or {}).get('id', name)}-offered"
        field = super().render(name, value, {**(attrs or {}), "list": offered}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', field, offered, options)


class PersonSelect(forms.Select):
    """One person of a list, found by letters where the list is long (`web/finder.js`)."""

    template_name = "web/person_select.html"


class PeopleField(forms.ModelMultipleChoiceField):
    """People to tick, in a box that scrolls where they are many."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, widget=forms.CheckboxSelectMultiple(attrs={"class": "people-choice"}), **kwargs)

    def clean(self, value: Any) -> Any:
        """A number that no database holds is nobody's: refused as any other that is not among the choices."""
        for text in value or ():
            if number(text) is None:
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": text})
        return super().clean(value)


class SeveralInputs(forms.Widget):
    """A widget whose field is typed into several inputs: what they hold is read as a list of texts."""

    def read(self, data: Any, name: str) -> list[str]:
        raise NotImplementedError

    def write(self, data: Any, name: str, values: list[str]) -> None:
        """Put the values where the inputs were."""
        raise NotImplementedError
