"""The agenda: made together, before the meeting and during it."""

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from assembly.actions.common import enter, enter_at, record_item
from assembly.actions.noted_decisions import check_none_stands, settle_due
from assembly.models import AgendaItem, Meeting
from assembly.queries.meetings import consents_to_ratify, opinions_to_ratify
from assembly.questions import ratifying
from commissions.changes import NOTHING, Change, ChangeKind, checked
from journal.actions import action, touch
from journal.refusals import wrong
from members.models import Member
from proposals.actions import bring_opinion as put_opinion_to_meeting
from proposals.actions import put_to_meeting, sentence_for_register
from proposals.models import Proposal
from proposals.process import State as Stage
from proposals.vote_questions import opinion_in_short
from votes.models import Ballot

State = AgendaItem.State


@action
def add_item(
    meeting: Meeting,
    *,
    title: str,
    actor: Member,
    kind: str = AgendaItem.Kind.DISCUSSION,
    minutes: int = 10,
    note: str = "",
    owner: Member | None = None,
    proposal: Proposal | None = None,
    is_closed: bool = False,
    change: Change = NOTHING,
    continues: AgendaItem | None = None,
) -> AgendaItem:
    """Put a point at the end of the agenda. A proposal comes to it by its author's or facilitator's hand.

    `change` is the place that an election gives to those who are elected; `continues`, an item that an earlier meeting
    put off (`backlog.bring_back_item`).
    """
    meeting = enter("prepare_agenda", meeting, actor, later="change_agenda")
    check_first_agenda(meeting)
    check_item(meeting, minutes=minutes, kind=kind, proposal=proposal, is_closed=is_closed)
    change = checked_place(change, meeting, kind)
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=last + 1,
        title=title,
        kind=kind,
        minutes=minutes,
        note=note,
        owner=owner,
        proposal=proposal,
        is_closed=is_closed,
        change=change,
        continues=continues,
    )
    if proposal is not None:
        put = put_opinion_to_meeting if proposal.state == Stage.OPINION else put_to_meeting
        put(proposal, occasion=meeting.topic, actor=actor)
    more = _told(change) | ({"continues": continues.pk} if continues else {})
    record_item("item.added", item, title=title, kind=kind, minutes=minutes, **more)
    return item


@action
def bring_opinion(
    meeting: Meeting, *, ballot: Ballot | None = None, proposal: Proposal | None = None, actor: Member
) -> AgendaItem:
    """Put on the agenda, for one vote, what the circle answered online and could not decide there. Once.

    A vote, or a consent: the text of its `proposal`. Raises ValidationError: `gone`.
    """
    meeting = enter("prepare_agenda", meeting, actor, later="change_agenda")
    if proposal is not None:
        return _bring_consent(meeting, proposal, actor)
    if ballot and (standing := meeting.items.filter(ratifies=ballot).first()):
        return standing
    if ballot is None or not opinions_to_ratify(meeting.circle).filter(pk=ballot.pk).exists():
        raise _gone()
    title, note = titled(ratifying(ballot.question), sentence_for_register(ballot))
    item: AgendaItem = add_item(meeting, title=title, kind=AgendaItem.Kind.VOTE, note=note, actor=actor)
    item.ratifies = ballot
    item.save(update_fields=["ratifies"])
    return item


def titled(question: str, note: str) -> tuple[str, str]:
    """The title and the note of an item that asks that question: one too long for a title is whole in the note."""
    title = Truncator(question).chars(AgendaItem._meta.get_field("title").max_length or 0)
    return title, note if title == question else f"{question}\n\n{note}".strip()


def _bring_consent(meeting: Meeting, proposal: Proposal, actor: Member) -> AgendaItem:
    proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if standing := meeting.items.filter(proposal=proposal, state=State.PENDING).first():
        return standing
    if not consents_to_ratify(meeting.circle).filter(pk=proposal.pk).exists():
        raise _gone()
    title, note = titled(ratifying(opinion_in_short(proposal)), proposal.end_reason)
    item: AgendaItem = add_item(
        meeting,
        title=title,
        kind=AgendaItem.Kind.VOTE,
        note=note,
        proposal=proposal,
        is_closed=proposal.is_closed,
        actor=actor,
    )
    return item


def _gone() -> ValidationError:
    return ValidationError(_("This opinion waits no more: a meeting has taken it up."), code="gone")


@action
def change_item(
    item: AgendaItem,
    *,
    title: str,
    kind: str,
    minutes: int,
    actor: Member,
    note: str = "",
    owner: Member | None = None,
    is_closed: bool = False,
    change: Change | None = None,
) -> AgendaItem:
    """Say it better, or plan another time for it. What is done or deferred does not change.

    The place that an election gives stays, unless another `change` is given. While a decision is noted on it, what it
    is for and who reads it stay (`noted`).
    """
    item = enter_at("prepare_agenda", item, actor, later="change_agenda")
    if item.state in {State.DONE, State.DEFERRED}:
        raise ValidationError(_("This item is over: reopen it to change it."), code=item.state)
    check_item(item.meeting, minutes=minutes, kind=kind, proposal=item.proposal, is_closed=is_closed)
    change = item.change if change is None else change
    wanted = {
        "title": title, "kind": kind, "minutes": minutes, "note": note, "owner": owner, "is_closed": is_closed,
        "change": checked_place(change, item.meeting, kind),
    }  # fmt: skip
    changed = [name for name, value in wanted.items() if getattr(item, name) != value]
    if not changed:
        return item
    if {"title", "kind", "change"} & set(changed):
        check_first_agenda(item.meeting)
    if {"kind", "is_closed", "change"} & set(changed):
        settle_due(item.meeting)
        check_none_stands(item.meeting, item)
    for name in changed:
        setattr(item, name, wanted[name])
    item.save(update_fields=changed)
    record_item("item.changed", item, title=title, kind=kind, minutes=minutes, **_told(item.change))
    return item


def checked_place(change: Change, meeting: Meeting, kind: str) -> Change:
    """The place that an election gives. Whatever else is to be changed, a proposal says it.

    Raises ValidationError on `changes`: `election`, and as `commissions.changes.checked` does.
    """
    if change and (kind != AgendaItem.Kind.ELECTION or change.kind != ChangeKind.MANDATE or change.members):
        message = _("An election gives a place to those who are elected. For anything else, write a proposal.")
        raise wrong("changes", message, code="election")
    return checked(change, meeting.circle)


def _told(change: Change) -> dict[str, object]:
    return {"changes": change.for_journal()} if change else {}


def check_first_agenda(meeting: Meeting) -> None:
    """Raise `ValidationError` where the agenda is the one of a first meeting, that missed its quorum."""
    if meeting.is_second:
        raise ValidationError(
            _("A second convocation has the agenda of the first, and nothing is added: plan another meeting for it."),
            code="second",
        )


def check_item(meeting: Meeting, *, minutes: int, kind: str, proposal: Proposal | None, is_closed: bool) -> None:
    """Raise `ValidationError` on the field that needs another look: `duration`, `text`, `circle`, `readers`."""
    if not 1 <= minutes <= 240:
        raise wrong("minutes", _("An item takes from 1 to 240 minutes."), code="duration")
    if kind == AgendaItem.Kind.CONSENT and proposal is None:
        message = _("A decision by consent needs a text: choose its proposal, or write one first.")
        raise wrong("proposal", message, code="text")
    if proposal is not None and proposal.circle_id != meeting.circle_id:
        raise wrong("proposal", _("This proposal is another circle's: it is decided there."), code="circle")
    if proposal is not None and is_closed and not proposal.is_closed:
        message = _("A proposal is read by the whole circle's readers: its item is open.")
        raise wrong("is_closed", message, code="readers")


@action
def remove_item(item: AgendaItem, *, actor: Member) -> None:
    """Take off the agenda what was not talked about yet. Raises ValidationError: its state, or `kept`."""
    item = enter_at("prepare_agenda", item, actor, later="change_agenda")
    if item.state != State.PENDING or item.spans.exists() or item.ballots.exists():
        raise ValidationError(_("This item was begun: it can be deferred, not removed."), code=item.state)
    if item.note_texts.exists() or item.task_links.exists():
        raise ValidationError(
            _("Notes or tasks are kept with this item: it can be deferred, not removed."), code="kept"
        )
    record_item("item.removed", item, title=item.title)
    item.delete()


@action
def move_item(item: AgendaItem, *, up: bool, actor: Member) -> AgendaItem:
    """Exchange it with the one before, or after. At the end of the list nothing changes."""
    item = enter_at("prepare_agenda", item, actor, later="change_agenda")
    if item.state != State.PENDING:
        raise ValidationError(_("Only what is still to come can be moved."), code=item.state)
    others = item.meeting.items.filter(state=State.PENDING)
    neighbour = (
        others.filter(position__lt=item.position).order_by("-position").first()
        if up
        else others.filter(position__gt=item.position).order_by("position").first()
    )
    if neighbour is None:
        return item
    item.position, neighbour.position = neighbour.position, item.position
    neighbour.save(update_fields=["position"])
    item.save(update_fields=["position"])
    touch(item.meeting.topic)
    return item
