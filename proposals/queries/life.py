"""The whole life of a decision, as data: what led to it, what was done with it, what came after."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, Literal

from django.urls import reverse
from django.utils import timezone

from journal.registry import Registry
from members.models import Member
from members.rules import is_member
from proposals.decision_rules import can_read_decision
from proposals.models import Decision, Objection, Proposal, Review, Round
from proposals.queries.follow_up import follow_up_of
from proposals.queries.objections import shown_objections
from proposals.queries.readers import reader_changes_of
from proposals.queries.reviews import reopening_requests_of
from proposals.rules import can_read_proposal


class LifeKind(StrEnum):
    """What happened."""

    IDEA = "idea"
    VERSION = "version"
    ROUND = "round"
    OBJECTION = "objection"
    DECISION = "decision"
    TASK = "task"
    FOLLOW_UP = "follow_up"
    REVIEW = "review"
    REOPENING = "reopening"
    REPLACEMENT = "replacement"
    REPEAL = "repeal"
    READERS = "readers"


@dataclass(frozen=True)
class LifeEvent:
    """One thing that happened to a decision, or is to come; the presenters put it into words.

    `at` is an instant, or a day where no hour is known; None where no day is known yet. `number` is a version's, a
    round's or a decision's; `text` is what a person wrote; `outcome` is what came of it, in the words of its own model.
    """

    kind: LifeKind
    at: datetime | date | None
    url: str = ""
    number: str = ""
    title: str = ""
    text: str = ""
    outcome: str = ""
    person: Member | None = None
    state: Literal["done", "current", "pending"] = "done"


Tasks = Callable[[Decision, Member | None], Sequence[LifeEvent]]
tasks: Registry[Tasks] = Registry("the tasks of a decision")
"""What the floor above tells this reader of the tasks that came from a decision; None: what it tells every member."""
task_forms: Registry[Callable[[Decision, Member], str]] = Registry("where a task of a decision is written")
"""The address at which this member puts a task that carries it out on the board; "" where they may not."""


def life_of(decision: Decision, reader: Any) -> list[LifeEvent]:
    """All that this reader may know of it, in order; what is to come stands last.

    A visitor reads neither the talk before it nor the tasks: people's names are in both. Always the same number of
    questions to the database.
    """
    knows_before = decision.proposal is not None and is_member(reader) and can_read_proposal(reader, decision.proposal)
    events = list(_before(decision.proposal)) if decision.proposal and knows_before else []
    events += _own_events(decision, reader)
    if is_member(reader):
        events += tasks_of(decision, reader)
        events += _followed(decision)
        events += _looked_at_again(decision)
        events += _readers(decision)
    happened = sorted((event for event in events if event.state != "pending"), key=_instant)
    return happened + sorted((event for event in events if event.state == "pending"), key=_instant)


def tasks_of(decision: Decision, reader: Member | None) -> list[LifeEvent]:
    """The tasks that carry it out, of which this reader may know; None: of which every member may."""
    return [event for fn in tasks.values() for event in fn(decision, reader)]


def _before(proposal: Proposal) -> Iterator[LifeEvent]:
    """From the idea to the last round, each version with its rounds; one instant keeps this order."""
    url = proposal.get_absolute_url()
    yield LifeEvent(LifeKind.IDEA, proposal.created_at, url, title=proposal.title, person=proposal.author)
    versions = reverse("proposals:versions", args=[proposal.pk])
    rounds = list(Round.objects.filter(proposal=proposal))
    shown = shown_objections().filter(position__round__proposal=proposal)
    objections = list(shown.select_related("position__member", "position__round"))
    for version in proposal.versions.select_related("author"):
        number = str(version.number)
        anchor = f"{versions}#version-{number}"
        yield LifeEvent(LifeKind.VERSION, version.created_at, anchor, number, text=version.note, person=version.author)
        for round in (one for one in rounds if one.version_id == version.pk):
            yield _round(round, url)
            yield from (_objection(one, url) for one in objections if one.position.round_id == round.pk)


def _round(round: Round, url: str) -> LifeEvent:
    return LifeEvent(
        LifeKind.ROUND,
        round.opened_at,
        url,
        str(round.number),
        outcome=str(round.get_outcome_display()),
        state="current" if round.is_open else "done",
    )


def _objection(objection: Objection, url: str) -> LifeEvent:
    return LifeEvent(
        LifeKind.OBJECTION,
        objection.position.round.revealed_at,
        url,
        str(objection.position.round.number),
        text=objection.consequence,
        outcome=str(objection.get_end_display()),
        person=objection.position.member,
    )


def _followed(decision: Decision) -> Iterator[LifeEvent]:
    """What was noted of its carrying out; the day by which it is to be done, where it is not."""
    url = decision.get_absolute_url() + "#follow-up-title"
    rows = follow_up_of(decision)
    for row in rows:
        if row.noted_by is not None:
            state = str(row.get_state_display())
            yield LifeEvent(LifeKind.FOLLOW_UP, row.noted_at, url, text=row.reason, outcome=state, person=row.noted_by)
    if rows and not rows[0].is_finished and not hasattr(decision, "replaced_by"):
        state, responsible = str(rows[0].get_state_display()), rows[0].responsible
        yield LifeEvent(LifeKind.FOLLOW_UP, rows[0].due_on, url, outcome=state, person=responsible, state="pending")


def _looked_at_again(decision: Decision) -> Iterator[LifeEvent]:
    """Each review, and each request to decide anew, with what came of it."""
    url = decision.get_absolute_url() + "#review-title"
    for review in Review.objects.filter(decision=decision):
        state = "current" if review.is_open else "done"
        outcome = str(review.get_outcome_display())
        yield LifeEvent(LifeKind.REVIEW, review.opened_at, url, outcome=outcome, state=state)  # type: ignore[arg-type]
    for request in reopening_requests_of(decision):
        state = "current" if request.is_waiting else "done"
        yield LifeEvent(
            LifeKind.REOPENING,
            request.asked_at,
            url,
            text=request.fact,
            person=request.asked_by,
            state=state,  # type: ignore[arg-type]
        )


def _readers(decision: Decision) -> Iterator[LifeEvent]:
    """Who let more people read it, or fewer."""
    for change in reader_changes_of(decision):
        readers = str(change.get_audience_display())
        yield LifeEvent(LifeKind.READERS, change.at, decision.get_absolute_url(), outcome=readers, person=change.by)


def _own_events(decision: Decision, reader: Any) -> Iterator[LifeEvent]:
    """That it was decided, its review to come, and what took its place, of which some may know the number alone."""
    url, number = decision.get_absolute_url(), decision.number
    outcome = str(decision.get_process_display())
    yield LifeEvent(LifeKind.DECISION, decision.decided_at, url, number, title=decision.title, outcome=outcome)
    later: Decision | None = getattr(decision, "replaced_by", None)
    if later is not None:
        yield LifeEvent(
            LifeKind.REPEAL if later.is_repeal else LifeKind.REPLACEMENT,
            later.decided_at,
            later.get_absolute_url(),
            later.number,
            title=later.title if can_read_decision(reader, later) else "",
        )
    elif decision.looked_at_on is not None:
        yield LifeEvent(LifeKind.REVIEW, decision.looked_at_on, url, state="pending")


def _instant(event: LifeEvent) -> datetime:
    """A day without an hour comes after what happened that day; what has no day, last of all."""
    if isinstance(event.at, datetime):
        return event.at
    return timezone.make_aware(datetime.combine(event.at or date.max, time.max.replace(microsecond=0)))
