"""Dates to choose from: lines of a day and a time, as many as one needs, without a script."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from web.merging import SeveralInputs

FIRST_ROWS = 4
MORE_ROWS = 4
MOST_ROWS = 40

Row = tuple[str, str]  # a day and a time, as typed


class DateRows(SeveralInputs):
    """Rows of two inputs, and the button that asks for more: it sends the form, which is shown again as it was."""

    use_fieldset = True

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        rows: list[Row] = [split(one) if isinstance(one, str) else one for one in value or []]
        wanted = max(FIRST_ROWS, len(rows) + 1)
        rows += [("", "")] * (min(wanted, MOST_ROWS) - len(rows))
        return render_to_string("votes/_date_rows.html", {"name": name, "rows": rows, "described": attrs or {}})

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Row]:
        rows: list[Row] = []
        while len(rows) < MOST_ROWS and f"{name}-{len(rows)}-day" in data:
            at = f"{name}-{len(rows)}"
            rows.append((str(data.get(f"{at}-day", "")).strip(), str(data.get(f"{at}-time", "")).strip()))
        return rows + [("", "")] * (MORE_ROWS if "more" in data else 0)

    def format_value(self, value: Any) -> list[str]:
        return [one if isinstance(one, str) else join(*one) for one in value or []]

    def read(self, data: Any, name: str) -> list[str]:
        return [join(*row) for row in self.value_from_datadict(data, None, name) if any(row)]

    def write(self, data: Any, name: str, values: list[str]) -> None:
        typed = len(self.value_from_datadict(data, None, name))
        rows = [split(one) for one in values] + [("", "")] * (typed - len(values))
        for number, (day, at) in enumerate(rows):
            data[f"{name}-{number}-day"], data[f"{name}-{number}-time"] = day, at

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-0-day" not in data


class DatesField(forms.Field):
    """The dates as a ballot keeps them: "2026-12-03T18:30", or "2026-12-03" for a whole day; empty rows left out."""

    widget = DateRows

    def clean(self, value: Sequence[Row]) -> list[str]:
        found = [_read(day, at) for day, at in value if day or at]
        if len(found) < 2:
            raise ValidationError(_("Offer at least two dates."), code="options")
        return list(dict.fromkeys(sorted(found)))


def split(text: str) -> Row:
    """A date as it is kept, as its row shows it."""
    day, _sep, at = text.partition("T")
    return day, at


def join(day: str, at: str) -> str:
    return f"{day}T{at}" if at else day


def _read(day: str, at: str) -> str:
    if not day:
        raise ValidationError(_("Give each time its day."), code="options")
    try:
        found = date.fromisoformat(day).isoformat()
        return f"{found}T{time.fromisoformat(at).strftime('%H:%M')}" if at else found
    except ValueError:
        raise ValidationError(_("One of these dates cannot be read. Choose it again."), code="options") from None
