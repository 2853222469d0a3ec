"""A decision noted in one line: before those present for a minute, then decided, unless somebody taps.

The minute's end decides, not the hour at which a server woke: from then on nobody makes a proposal of it or takes it
back, and it bears that instant in the register. What ends meanwhile (its item) does not end it; a meeting is closed
once it is settled.
"""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from assembly.actions.common import check_current, enter, enter_at, record_item
from assembly.actions.minutes import keep_task
from assembly.handover import conductor_of
from assembly.models import AgendaItem, Meeting, NotedDecision
from assembly.noted_decisions import obstacle_at_end, obstacle_to_noting, result_of
from assembly.queries.noted_decisions import standing_in
from commissions.actions import add_task
from commissions.queries import is_in
from journal.actions import CLOCK, Actor, action, require
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from proposals.actions import propose_noted
from proposals.actions.register import enter_in_register
from proposals.models import Decision, Proposal, ProposalAudience
from votes.wording.ballots import to_the_second

State, End = AgendaItem.State, NotedDecision.End


@action
def note_decision(
    item: AgendaItem,
    *,
    text: str,
    actor: Member,
    task_title: str = "",
    task_assignee: Member | None = None,
    task_due_on: date | None = None,
) -> NotedDecision:
    """Note on the current item what is decided, in one line, and the task that it gives: in a minute it holds.

    The same text of the same person again changes nothing while it stands. Raises ValidationError on `text` or
    `task_title` (`blank`), on `task_assignee` (`outside`); `standing` while another one stands, `absent` to who is not
    there, and as `check_current` and `obstacle_to_noting` say.
    """
    item = enter_at("note_decision", item, actor)
    settle_due(item.meeting)
    standing = standing_in(item.meeting)
    if standing and (standing.text, standing.noted_by) == (text.strip(), actor):
        return standing
    if standing:
        message = _("A decision is noted already, until %(end)s: one after the other.")
        raise ValidationError(message % {"end": to_the_second(standing.until)}, code="standing")
    check_current(item)
    if obstacle := obstacle_to_noting(item):
        raise ValidationError(obstacle.reason, code=obstacle.code)
    _check_there(item.meeting, actor)
    noted = NotedDecision(
        meeting=item.meeting,
        item=item,
        text=text,
        noted_by=actor,
        noted_at=now(),
        task_title=task_title.strip(),
        task_assignee=task_assignee,
        task_due_on=task_due_on,
    )
    noted.full_clean()
    _check_task(noted)
    noted.save()
    record_item("noted_decision.noted", item, noted=noted.pk, until=noted.until, text=noted.text)
    return noted


@action
def propose_noted_decision(noted: NotedDecision, *, actor: Member) -> NotedDecision:
    """Make a proposal of it: any member of the circle may, until its minute is over. Nothing is decided then.

    The item goes on with that proposal; where it has one already, and in an assembly, which was not convened for that
    text, the proposal has the next item. A second tap changes nothing. Raises ValidationError: `over`, `taken_back`.
    """
    noted = _lock(noted, "propose_noted", actor)
    if noted.end == End.PROPOSED:
        return noted
    _check_stands(noted)
    item = noted.item
    proposal = _propose(noted, actor)
    noted.proposal = proposal
    _end(noted, End.PROPOSED, by=actor)
    record_item("noted_decision.proposed", item, noted=noted.pk, proposal=proposal.pk, text=noted.text)
    _put_on_agenda(item, proposal, noted)
    return noted


@action
def take_back_noted_decision(noted: NotedDecision, *, actor: Member) -> NotedDecision:
    """Whoever noted it takes it back, until its minute is over. Twice changes nothing.

    Raises ValidationError: `over`, `proposed`.
    """
    noted = _lock(noted, "propose_noted", actor)
    require("assembly.take_back_noted", actor, noted)
    if noted.end == End.TAKEN_BACK:
        return noted
    _check_stands(noted)
    _end(noted, End.TAKEN_BACK, by=actor)
    record_item("noted_decision.taken_back", noted.item, noted=noted.pk, text=noted.text)
    return noted


@action
def settle_noted_decision(noted: NotedDecision, *, actor: Actor) -> NotedDecision:
    """By the clock, once its minute is over: a decision of the register, with its task; or the reason why it is none.

    Before that, and a second time, it changes nothing.
    """
    meeting = Meeting.objects.select_for_update().get(pk=noted.meeting_id)
    require("assembly.settle", actor, meeting)
    noted = _fresh(noted, meeting)
    if not noted.is_standing or now() < noted.until:
        return noted
    if reason := obstacle_at_end(noted):
        noted.reason = reason
        _end(noted, End.UNDECIDED)
        record_item("noted_decision.undecided", noted.item, noted=noted.pk, text=noted.text, reason=reason)
        return noted
    noted.decision = _decide(noted)
    _end(noted, End.DECIDED)
    record_item("noted_decision.decided", noted.item, noted=noted.pk, decision=noted.decision.pk, text=noted.text)
    if noted.task_title:
        _give_task(noted, actor)
    return noted


def settle_due(meeting: Meeting) -> None:
    """Within an act that changes who is there, what its item is for, or ends the meeting: what a minute's end decided
    comes first."""
    standing = standing_in(meeting)
    if standing and standing.until <= now():
        settle_noted_decision(standing, actor=CLOCK)


def check_none_stands(meeting: Meeting, item: AgendaItem | None = None) -> None:
    """Raise `ValidationError` (`noted`) while a decision noted stands, on that item or on any: it is settled first."""
    standing = standing_in(meeting)
    if standing and item in {None, standing.item}:
        message = _("A decision is noted, and stands until %(end)s: you can do this then.")
        raise ValidationError(message % {"end": to_the_second(standing.until)}, code="noted")


def _lock(noted: NotedDecision, act: str, actor: Member) -> NotedDecision:
    """It as it is once its meeting is locked, for whoever may read its item and act in the meeting."""
    meeting = enter(act, noted.meeting, actor)
    noted = _fresh(noted, meeting)
    require("assembly.read_item", actor, noted.item)
    return noted


def _fresh(noted: NotedDecision, meeting: Meeting) -> NotedDecision:
    noted = NotedDecision.objects.select_related("item__proposal").get(pk=noted.pk)
    noted.meeting = noted.item.meeting = meeting
    return noted


def _check_there(meeting: Meeting, actor: Member) -> None:
    if meeting.gathering is None or not meeting.gathering.presences.here().filter(member=actor).exists():
        raise ValidationError(_("Say first that you are here: those who are there decide."), code="absent")


def _check_task(noted: NotedDecision) -> None:
    if (noted.task_assignee or noted.task_due_on) and not noted.task_title:
        raise wrong("task_title", _("Say what is to be done."), code="blank")
    if noted.task_assignee and not _may_be_given(noted):
        message = _("%(name)s is not in this circle: choose one of its members.")
        raise wrong("task_assignee", message % {"name": noted.task_assignee.name}, code="outside")


def _check_stands(noted: NotedDecision) -> None:
    """Raise `ValidationError` once it has ended, or once its minute is over: the clock decides at that instant."""
    if noted.end == End.TAKEN_BACK:
        raise ValidationError(_("It was taken back: nothing is decided."), code="taken_back")
    if noted.end == End.PROPOSED:
        raise ValidationError(_("Somebody made a proposal of it: nothing is decided."), code="proposed")
    if not noted.is_standing or noted.until <= now():
        message = _("Its minute was over at %(end)s. What is decided is changed by a proposal.")
        raise ValidationError(message % {"end": to_the_second(noted.until)}, code="over")


def _end(noted: NotedDecision, end: str, *, by: Member | None = None) -> None:
    noted.end, noted.ended_by = end, by
    noted.ended_at = now() if by else noted.until
    noted.save(update_fields=["end", "ended_by", "ended_at", "reason", "decision", "proposal"])


def _propose(noted: NotedDecision, actor: Member) -> Proposal:
    """Its text under the name of whoever noted it, conducted by whoever conducts the meeting."""
    item, circle = noted.item, noted.meeting.circle
    conductor = conductor_of(noted.meeting)
    with override(settings.LANGUAGE_CODE):
        need = _("Noted as decided during “%(title)s”; somebody asked to talk about it first.") % {"title": item.title}
    proposal: Proposal = propose_noted(
        circle,
        text=noted.text,
        need=need,
        author=noted.noted_by,
        facilitator=conductor if conductor and is_in(conductor, circle) else actor,
        process=Proposal.Process.MAJORITY if item.kind == AgendaItem.Kind.VOTE else Proposal.Process.CONSENT,
        audience=_audience(item),
        occasion=noted.meeting.topic,
        actor=actor,
    )
    return proposal


def _put_on_agenda(item: AgendaItem, proposal: Proposal, noted: NotedDecision) -> None:
    """Its own item goes on with the proposal, and comes again if it is over; or else the next one is for it.

    In an assembly always the next one: what it was convened for is decided on the text that people were sent.
    """
    if item.proposal_id is None and not noted.meeting.circle.is_assembly:
        item.proposal = proposal
        was_done, item.state = item.state == State.DONE, State.PENDING if item.state == State.DONE else item.state
        item.save(update_fields=["proposal", "state"])
        record_item("item.proposal_brought", item, proposal=proposal.pk)
        if was_done:
            record_item("item.reopened", item)
        return
    noted.meeting.items.filter(position__gt=item.position).update(position=F("position") + 1)
    kind = AgendaItem.Kind.VOTE if proposal.is_by_vote else AgendaItem.Kind.CONSENT
    following = AgendaItem.objects.create(
        meeting=noted.meeting,
        position=item.position + 1,
        title=noted.text,
        kind=kind,
        minutes=5,
        owner=noted.noted_by,
        proposal=proposal,
        is_closed=item.is_closed,
    )
    values = {"title": following.title, "kind": following.kind, "minutes": following.minutes}
    record_item("item.added", following, **values)


def _decide(noted: NotedDecision) -> Decision:
    return enter_in_register(
        circle=noted.meeting.circle,
        decided_at=noted.until,
        occasion=noted.meeting.topic,
        title=noted.text,
        text=noted.text,
        process=Decision.Process.NOTED,
        result=result_of(noted),
        audience=_audience(noted.item),
    )


def _give_task(noted: NotedDecision, actor: Actor) -> None:
    """The task that was noted beside it; for a volunteer, where that person has left the circle in that minute."""
    assignee = noted.task_assignee if _may_be_given(noted) else None
    task = add_task(
        noted.meeting.circle, title=noted.task_title, assignee=assignee, due_on=noted.task_due_on, actor=actor
    )
    keep_task(task, meeting=noted.meeting, item=noted.item, decision=noted.decision)


def _may_be_given(noted: NotedDecision) -> bool:
    assignee = noted.task_assignee
    return assignee is not None and assignee.is_active and is_in(assignee, noted.meeting.circle)


def _audience(item: AgendaItem) -> str:
    return ProposalAudience.CIRCLE if item.is_closed else ProposalAudience.MEMBERS
