"""Writing a consultation: a ballot, and to which circle it is put, from when, until when."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from votes.counting.majority import MajorityRules
from votes.forms.ballots import BallotForm
from votes.methods import tallying
from votes.models import Consultation
from votes.questions import QuestionSpec
from web.widgets import DateInput, TimeInput

OPENINGS = [("hand", _("When I open it myself")), ("time", _("By itself, at a time that I choose"))]
USUAL_DAYS, USUAL_HOUR = 7, time(20, 0)


class ConsultationForm(BallotForm):
    """A question put to a circle online."""

    opening = forms.ChoiceField(label=_("It opens"), choices=OPENINGS, widget=forms.RadioSelect, initial="hand")
    opens_day = forms.DateField(label=_("Opens on"), required=False, widget=DateInput())
    opens_time = forms.TimeField(label=_("at"), required=False, widget=TimeInput())
    closes_day = forms.DateField(label=_("Closes on"), widget=DateInput())
    closes_time = forms.TimeField(label=_("at"), widget=TimeInput())

    apart = frozenset({"opening", "opens_day", "opens_time", "closes_day", "closes_time"})

    def __init__(self, data: Any = None, *, hosts: list[tuple[str, str]], **more: Any) -> None:
        closing = timezone.localdate() + timedelta(days=USUAL_DAYS)
        usual = {"host": hosts[0][0], "closes_day": closing, "closes_time": USUAL_HOUR}
        super().__init__(data, online=True, **{**more, "initial": {**usual, **(more.get("initial") or {})}})
        self.fields["host"] = forms.ChoiceField(label=_("Put to"), choices=hosts)
        if len(hosts) == 1:
            self.fields["host"].widget = forms.HiddenInput()
        self.order_fields(self.in_order())

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        values["opens_at"] = None
        if values.get("opening") == "time":
            values["opens_at"] = _instant(values.get("opens_day"), values.get("opens_time"))
            if values["opens_at"] is None and not self.errors.keys() & {"opens_day", "opens_time"}:
                self.add_error("opens_day", _("Choose the day and the time at which it opens."))
        values["closes_at"] = _instant(values.get("closes_day"), values.get("closes_time"))
        return values

    def spec(self) -> QuestionSpec:
        return replace(super().spec(), closes_at=self.cleaned_data["closes_at"])


def written(consultation: Consultation) -> dict[str, Any]:
    """A consultation as its form says it, to be written otherwise."""
    rules = tallying.read_rules(consultation)
    closes_at = timezone.localtime(consultation.closes_at)
    values: dict[str, Any] = {
        "host": consultation.host,
        "question": consultation.question,
        "text": consultation.text,
        "secrecy": "secret" if consultation.is_secret else "named",
        "is_live": consultation.is_live,
        "no_part_counts": rules.no_part_counts,
        "opening": "time" if consultation.opens_at else "hand",
        "closes_day": closes_at.date(),
        "closes_time": closes_at.time(),
    }
    if consultation.opens_at:
        opens_at = timezone.localtime(consultation.opens_at)
        values |= {"opens_day": opens_at.date(), "opens_time": opens_at.time()}
    if isinstance(rules, MajorityRules):
        return {**values, "casting_voter": consultation.casting_voter_id}
    values |= {"method": rules.method, "options": consultation.options, "seats": rules.seats}
    for field in rules.descriptor.fields:
        if rule := getattr(rules, field.rule):
            values[field.name] = field.write(rule)
    return values


def _instant(day: date | None, at: time | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, at)) if day and at else None
