"""How long each stage of a consent, of a vote and of an election lasts, online and in a meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commissions.lengths import ALL_USUAL_DAYS, ALL_USUAL_MINUTES, LONGEST, LONGEST_MINUTES, REVIEW, of_election
from commissions.models import Circle

DAYS, MINUTES = "days_", "minutes_"

DAYS_LABELS = {
    "presented": _("Days of the presentation online"),
    "clarification": _("Days of the questions online"),
    "reactions": _("Days of the reactions online"),
    "amending": _("Days of the amending online"),
    "objections": _("Days of the objections online"),
    "examination": _("Days to examine an objection online"),
    "integration": _("Days to improve the text online"),
    "voting": _("Days of a vote online"),
    REVIEW: _("Days to keep, change or stop a decision, online"),
    of_election("role"): _("Election without candidate: days to say the role"),
    of_election("nominations"): _("Election: days of the nominations online"),
    of_election("opening"): _("Election: days to read the reasons online"),
    of_election("change"): _("Election: days of the changes online"),
    of_election("proposal"): _("Election: days to propose somebody online"),
    of_election("objections"): _("Election: days of the objections online"),
    of_election("acceptance"): _("Election: days for the answer of the person"),
    of_election("ratification"): _("Election: days of the secret ballot, where there is one"),
    "advising": _("Days to give advice"),
    "deciding": _("Days to decide once advice is given"),
    "reading": _("Days to read what is for information"),
}

MINUTES_LABELS = {
    "presented": _("Minutes of the presentation in a meeting"),
    "clarification": _("Minutes of the questions in a meeting"),
    "reactions": _("Minutes of the reactions in a meeting"),
    "amending": _("Minutes of the amending in a meeting"),
    "objections": _("Minutes of the objections in a meeting"),
    "examination": _("Minutes to examine an objection in a meeting"),
    "integration": _("Minutes to improve the text in a meeting"),
    of_election("role"): _("Election without candidate: minutes to say the role in a meeting"),
    of_election("nominations"): _("Election: minutes of the nominations in a meeting"),
    of_election("opening"): _("Election: minutes to hear the reasons in a meeting"),
    of_election("change"): _("Election: minutes of the changes in a meeting"),
    of_election("proposal"): _("Election: minutes to propose somebody in a meeting"),
    of_election("objections"): _("Election: minutes of the objections in a meeting"),
    of_election("acceptance"): _("Election: minutes for the answer of the person in a meeting"),
    of_election("ratification"): _("Election: minutes of the secret ballot in a meeting, where there is one"),
}


class LengthsForm(forms.BaseForm):
    """A form that asks how long each stage lasts: the usual length, where nothing is typed."""

    def ask_for_lengths(self, circle: Circle) -> None:
        for stage, usual in ALL_USUAL_DAYS.items():
            standing = circle.stage_days.get(stage, usual)
            self.fields[DAYS + stage] = _number(DAYS_LABELS[stage], LONGEST, standing)
        for stage, usual in ALL_USUAL_MINUTES.items():
            standing = circle.stage_minutes.get(stage, usual)
            self.fields[MINUTES + stage] = _number(MINUTES_LABELS[stage], LONGEST_MINUTES, standing)

    @property
    def length_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith((DAYS, MINUTES))]

    @property
    def opens_lengths(self) -> bool:
        """Whether one of them is not the usual one, or something is wrong: then they are to be looked at."""
        usual = {DAYS + stage: days for stage, days in ALL_USUAL_DAYS.items()}
        usual |= {MINUTES + stage: minutes for stage, minutes in ALL_USUAL_MINUTES.items()}
        return bool(self.errors) or any(str(bound.value()) != str(usual[bound.name]) for bound in self.length_fields)


def read_lengths(values: dict[str, Any]) -> dict[str, Any]:
    """What was typed, with the lengths as two rules, `stage_days` and `stage_minutes`: those that are not the usual."""
    days = {stage: values.pop(DAYS + stage, None) or usual for stage, usual in ALL_USUAL_DAYS.items()}
    minutes = {stage: values.pop(MINUTES + stage, None) or usual for stage, usual in ALL_USUAL_MINUTES.items()}
    return {
        **values,
        "stage_days": {stage: one for stage, one in days.items() if one != ALL_USUAL_DAYS[stage]},
        "stage_minutes": {stage: one for stage, one in minutes.items() if one != ALL_USUAL_MINUTES[stage]},
    }


def _number(label: Any, most: int, standing: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=most, required=False, initial=standing)
