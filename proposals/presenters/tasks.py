"""What was to be done for a decision, and what of it is done: so that whoever looks at it again sees it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from members.models import Member
from proposals.models import Decision
from proposals.queries.life import LifeEvent, task_forms, tasks_of
from web import dates
from web.components import Badge


@dataclass(frozen=True)
class DecisionTaskLine:
    """One task: what it is, whether it is done, who has it and for when, or when it was done."""

    title: str
    url: str
    badge: Badge
    note: str


@dataclass(frozen=True)
class DecisionTasks:
    """`form_url` is where this person adds one; empty where they may not."""

    title: str
    counted: str
    lines: Sequence[DecisionTaskLine]
    form_url: str


def decision_tasks(decision: Decision, reader: Member, *, offers_form: bool = False) -> DecisionTasks:
    """Those that this reader may read, the ones that are not done first. While the decision is tried until a day, they
    are the tasks of its trial."""
    events = sorted(tasks_of(decision, reader), key=lambda event: event.state == "done")
    done = sum(event.state == "done" for event in events)
    counted = ngettext("%(done)d of %(count)d task is done.", "%(done)d of %(count)d tasks are done.", len(events))
    urls = [url for fn in task_forms.values() if offers_form and (url := fn(decision, reader))]
    return DecisionTasks(
        title=_("The tasks of its trial") if decision.looked_at_on else _("The tasks that carry it out"),
        counted=counted % {"done": done, "count": len(events)},
        lines=[_line(event) for event in events],
        form_url=urls[0] if urls else "",
    )


def _line(event: LifeEvent) -> DecisionTaskLine:
    is_done = event.state == "done"
    badge = (
        Badge(pgettext("task", "done"), "leaf", "check")
        if is_done
        else Badge(pgettext("task", "not done yet"), "lamp", "clock")
    )
    who = event.person.name if event.person else ("" if is_done else _("a volunteer is wanted"))
    return DecisionTaskLine(event.title, event.url, badge, ", ".join(part for part in (who, _when(event)) if part))


def _when(event: LifeEvent) -> str:
    if event.at is None:
        return ""
    words = {"day": dates.day(event.at, year=True, weekday=False)}
    return _("on %(day)s") % words if event.state == "done" else _("for %(day)s") % words
