"""The form widgets that several apps use. A widget of one app's domain stands with that app."""

from typing import Any

from django import forms


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


def people_choice() -> forms.CheckboxSelectMultiple:
    """People to tick, in a box that scrolls where they are many."""
    return forms.CheckboxSelectMultiple(attrs={"class": "people-choice"})


class SeveralInputs(forms.Widget):
    """A widget whose field is typed into several inputs: what they hold is read as a list of texts."""

    def read(self, data: Any, name: str) -> list[str]:
        raise NotImplementedError

    def write(self, data: Any, name: str, values: list[str]) -> None:
        """Put the values where the inputs were."""
        raise NotImplementedError
