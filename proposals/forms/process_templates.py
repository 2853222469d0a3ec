"""What people type about a template of process: its name, and how long each stage lasts."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from commissions.forms.lengths import DAYS_LABELS, MINUTES_LABELS
from commissions.lengths import LONGEST, LONGEST_MINUTES
from proposals.process_templates import IN_MEETING, LONGEST_REVIEW, ONLINE
from web.widgets import text_area


class ProcessTemplateForm(forms.Form):
    """A name, when to choose it, what it suggests, and the days and minutes of the stages of one way to decide."""

    name = forms.CharField(
        label=_("What is it called?"), max_length=60, help_text=_("Such as: “Consent before the summer”.")
    )
    note = forms.CharField(label=_("When is it a good choice?"), required=False, widget=text_area(2))
    review_months = forms.IntegerField(
        label=_("Looked at again after how many months?"),
        required=False,
        min_value=1,
        max_value=LONGEST_REVIEW,
        help_text=_("Left empty: the author chooses a day. They may choose another day than yours, too."),
    )
    subject = forms.CharField(
        label=_("Under which subject is it filed?"),
        required=False,
        max_length=60,
        help_text=_("Where its author names none."),
    )

    def __init__(self, data: Any = None, *, process: str, days: Any, minutes: Any, **initial: Any) -> None:
        super().__init__(data, initial=initial)
        for stage in ONLINE[process]:
            self.fields[f"days_{stage}"] = forms.IntegerField(
                label=DAYS_LABELS[stage], min_value=1, max_value=LONGEST, initial=days[stage]
            )
        for stage in IN_MEETING[process]:
            self.fields[f"minutes_{stage}"] = forms.IntegerField(
                label=MINUTES_LABELS[stage], min_value=1, max_value=LONGEST_MINUTES, initial=minutes[stage]
            )

    def clean(self) -> dict[str, Any]:
        """The lengths by stage, as the actions take them."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        lengths = {
            kind: {name.partition("_")[2]: data.pop(name) for name in list(data) if name.startswith(f"{kind}_")}
            for kind in ("days", "minutes")
        }
        return data | lengths

    def online(self) -> Iterator[BoundField]:
        return (self[name] for name in self.fields if name.startswith("days_"))

    def in_meeting(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith("minutes_")]
