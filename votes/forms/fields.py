"""Options written one a line, with what each costs where a budget is shared."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.numbers import number
from votes.methods.rules import LARGEST


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


class CostsField(LinesField):
    """Lines like « Four : 1 800 »: what is proposed, then a whole number after the last colon."""

    def clean(self, value: Any) -> dict[str, int]:
        costs: dict[str, int] = {}
        for line in super().clean(value):
            name, sep, cost = line.rpartition(":")
            units = number("".join(cost.split()), most=LARGEST)
            if not sep or not name.strip() or units is None:
                raise ValidationError(
                    _("“%(line)s”: write the project, a colon, then what it costs, like “Kiln: 1800”.")
                    % {"line": line},
                    code="costs",
                )
            if name.strip() in costs:
                raise ValidationError(_("Two options have the same name."), code="options")
            costs[name.strip()] = units
        return costs


def costs_as_lines(costs: Mapping[str, int]) -> list[str]:
    """The same, as one writes them."""
    return [_("%(name)s: %(cost)d") % {"name": name, "cost": cost} for name, cost in costs.items()]
