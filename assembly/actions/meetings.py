"""The life of a meeting: planned, convened, open, closed."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import rules
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from assembly import validity
from assembly.actions import agenda, floor
from assembly.actions.gate import enter
from assembly.letters import calendar_file, convocation_letter
from assembly.models import AgendaItem, Convocation, Meeting, MeetingRole, Support
from assembly.queries import online_without_quorum, without_quorum
from commissions.models import Circle
from commissions.queries import is_in, may_convene, members_of
from journal.actions import CLOCK, Actor, action, record, require, touch
from journal.checkpoint import take_checkpoint, text_of
from journal.clock import now
from members.models import Mail, Member
from members.outbox import edition, send
from votes.actions import close_gathering, mark_present, open_gathering, renew_roll
from votes.models import Ballot, Gathering


@action
def plan_meeting(
    circle: Circle,
    *,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    actor: Member,
    place: str = "",
    link: str = "",
) -> Meeting:
    """Plan an evening of the circle. Whoever plans it facilitates it, until somebody else is named.

    A member of an assembly whom its rules do not name asks for it instead: nobody conducts it until enough
    members support it (`support_meeting`), or somebody whom the rules name takes it up (`take_up`).
    """
    circle = Circle.objects.get(pk=circle.pk)  # its rules as they are now
    require("assembly.plan", actor, circle)
    check_times(starts_at, ends_at)
    is_called = may_convene(actor, circle)
    meeting = Meeting.objects.create(
        circle=circle,
        title=title,
        place=place,
        link=link,
        starts_at=starts_at,
        ends_at=ends_at,
        call=Meeting.Call.CALLED if is_called else Meeting.Call.ASKED,
        created_by=actor,
    )
    if is_called:
        MeetingRole.objects.create(meeting=meeting, role=MeetingRole.Role.FACILITATOR, member=actor)
    else:
        Support.objects.create(meeting=meeting, member=actor, supported_at=now())
    record(
        "meeting.planned" if is_called else "meeting.asked",
        topics=[meeting.topic, circle.topic],
        body={"meeting": meeting.pk, "circle": circle.pk, "starts_at": starts_at, "ends_at": ends_at},
        private={"title": title, "place": place},
    )
    return meeting


@action
def plan_second(
    first: Meeting,
    *,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    actor: Member,
    place: str = "",
    link: str = "",
) -> Meeting:
    """Convene the assembly again for what its quorum was missing for (PRODUCT §3.1): the same items, another evening.

    By the article that its rules cite, with the delay and the quorum of that article; nothing is added.
    Raises ValidationError: `article` where the rules cite none, `settled` when nothing is left to decide.
    """
    if first.circle.is_assembly and not first.circle.second_article:
        raise ValidationError(
            _("The rules of this assembly cite no article on a second convocation: plan an ordinary meeting."),
            code="article",
        )
    items = [item for item in without_quorum(first) if rules.has_perm("assembly.read_item", actor, item)]
    if not items:
        raise ValidationError(_("Nothing waits for a second meeting: plan an ordinary one."), code="settled")
    second = plan_meeting(
        first.circle, title=title, starts_at=starts_at, ends_at=ends_at, place=place, link=link, actor=actor
    )
    for item in items:
        agenda.add_item(
            second,
            title=item.decided_as,
            kind=item.kind,
            minutes=item.minutes,
            note=item.note,
            owner=item.owner,
            proposal=item.proposal,
            is_closed=item.is_closed,
            actor=actor,
        )
    second.second_of = first
    second.save(update_fields=["second_of"])
    return second


@action
def plan_second_of_ballot(
    ballot: Ballot,
    *,
    circle: Circle,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    actor: Member,
    place: str = "",
    link: str = "",
) -> Meeting:
    """The same after a vote online that missed its quorum: its question is the whole agenda.

    Raises ValidationError: `settled` where that vote waits for no second meeting.
    """
    if not online_without_quorum(circle).filter(pk=ballot.pk).exists():
        raise ValidationError(_("Nothing waits for a second meeting: plan an ordinary one."), code="settled")
    second = plan_meeting(
        circle, title=title, starts_at=starts_at, ends_at=ends_at, place=place, link=link, actor=actor
    )
    by_majority = ballot.method == Ballot.Method.MAJORITY
    kind = AgendaItem.Kind.VOTE if by_majority else AgendaItem.Kind.ELECTION
    question, note = Truncator(ballot.question).chars(120), ballot.consultation.text
    agenda.add_item(second, title=question, kind=kind, note=note, actor=actor)
    second.second_of_ballot = ballot
    second.save(update_fields=["second_of_ballot"])
    return second


@action
def change_meeting(
    meeting: Meeting, *, title: str, starts_at: datetime, ends_at: datetime, place: str, link: str, actor: Member
) -> Meeting:
    """Change when, where and under which title the circle meets. The same again changes nothing."""
    meeting = enter("edit", meeting, actor)
    check_times(starts_at, ends_at)
    wanted = {"title": title, "starts_at": starts_at, "ends_at": ends_at, "place": place, "link": link}
    changed = [name for name, value in wanted.items() if getattr(meeting, name) != value]
    if not changed:
        return meeting
    for name in changed:
        setattr(meeting, name, wanted[name])
    meeting.save(update_fields=changed)
    record(
        "meeting.changed",
        topics=[meeting.topic],
        body={"meeting": meeting.pk, "starts_at": starts_at, "ends_at": ends_at},
        private={"title": title, "place": place},
    )
    return meeting


def check_times(starts_at: datetime, ends_at: datetime) -> None:
    """The hard end comes after the start, on the same day: before midnight, where the circle lives."""
    start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    if end <= start:
        raise ValidationError({"ends_at": _("The meeting ends before it begins: check the two times.")})
    if end.date() != start.date():
        raise ValidationError({"ends_at": _("A meeting ends before midnight: choose an earlier end.")})


@action
def name_roles(meeting: Meeting, *, roles: Mapping[str, Member | None], actor: Member) -> Meeting:
    """Share out the meeting's roles among the circle: those named change hands, the others stay.

    Before the meeting those who may convene it, and whoever facilitates it; during it and after it, where any
    member convenes, those who hold a role.
    """
    meeting = enter("name_roles", meeting, actor, later="hand_over_roles")
    held: dict[str, Member | None] = {role.role: role.member for role in meeting.roles.select_related("member")}
    wanted = held | dict(roles)
    check_roles(meeting, wanted)
    for role, member in wanted.items():
        if member == held.get(role):
            continue
        meeting.roles.filter(role=role).delete()
        if member is not None:
            MeetingRole.objects.create(meeting=meeting, role=role, member=member)
        record(
            "meeting.role_named",
            topics=[meeting.topic],
            body={"meeting": meeting.pk, "role": role, "member": member.pk if member else None},
        )
    touch(meeting.roles_topic)
    return meeting


def check_roles(meeting: Meeting, roles: Mapping[str, Member | None]) -> None:
    """Raise `ValidationError` on the role that needs another person."""
    Role = MeetingRole.Role
    if meeting.signatures.exists():
        raise ValidationError(_("The minutes are signed: the roles do not change any more."), code="signed")
    wrong: dict[str, str] = {}
    if roles.get(Role.FACILITATOR) is None:
        wrong[Role.FACILITATOR] = _("A meeting keeps somebody to facilitate it: name that person.")
    if roles.get(Role.CHAIR) is not None and roles.get(Role.CHAIR) == roles.get(Role.SECRETARY):
        wrong[Role.SECRETARY] = _("Chair and secretary are two people: each vouches for what the other signs.")
    for role, member in roles.items():
        if role not in Role.values or (role in MeetingRole.OF_AN_ASSEMBLY and not meeting.circle.is_assembly):
            raise ValidationError(_("There is no such role in a meeting."), code="role")
        if member is not None and not is_in(member, meeting.circle):
            wrong[role] = _("%(name)s is not in this circle: its roles are held by its members.") % {
                "name": member.name
            }
    if wrong:
        raise ValidationError(wrong)


@action
def convene(meeting: Meeting, *, actor: Member) -> Convocation:
    """Write to every member of the circle, with the agenda and the calendar file.

    Sent again after a change, it is a new convocation; without one it stands as it was sent, and goes to those who
    have come into the circle since. It is sent even when the circle's delay is not kept: it then says so, in the
    letter, in the journal and in the minutes.
    """
    meeting = enter("convene", meeting, actor)
    items = list(meeting.items.select_related("owner", "convocation__meeting").order_by("position", "pk"))
    if not items:
        raise ValidationError(_("The agenda is empty: add what you will talk about first."), code="empty")
    sent_at = now()
    if meeting.starts_at <= sent_at:
        raise ValidationError(
            _("This meeting was to begin already: change its time, or open it without a convocation."), code="past"
        )
    said = _said(meeting, items)
    convocation, written = _standing(meeting, said)
    invited = list(members_of(meeting.circle).exclude(pk__in=written))
    if convocation and not invited:
        return convocation
    meeting.gathering = gather(meeting, actor)
    meeting.state = Meeting.State.CONVENED
    meeting.save(update_fields=["gathering", "state"])
    needed = validity.days_needed(meeting)
    convocation = convocation or Convocation.objects.create(
        meeting=meeting,
        sent_at=sent_at,
        sent_by=actor,
        starts_at=meeting.starts_at,
        days_needed=needed,
        is_late=validity.leaves_late(meeting.starts_at, sent_at, needed),
    )
    announce(items, convocation)
    checkpoint = take_checkpoint(actor=actor)
    for member in invited:
        with override(member.language):
            held = text_of(checkpoint, member.language) if checkpoint else ""
            letter = convocation_letter(meeting, items, convocation, checkpoint=held)
        if member.language == actor.language or not convocation.text:
            convocation.text = letter.text
        send(
            to=member,
            kind="convocation",
            key=f"{convocation.pk}:{said}",
            subject=letter.subject,
            text=letter.text,
            attachments=[calendar_file(meeting, letter.text)],
            about=meeting.topic,
            urgent=True,  # its delay begins when it leaves: it does not wait for the morning
            actor=actor,
        )
    convocation.save(update_fields=["text"])
    record(
        "meeting.convened",
        topics=[meeting.topic, meeting.circle.topic],
        body={
            "meeting": meeting.pk,
            "convocation": convocation.pk,
            "items": [item.pk for item in items],
            "invited": len(invited),
            "days_needed": convocation.days_needed,
            "is_late": convocation.is_late,
        },
    )
    return convocation


def _said(meeting: Meeting, items: Sequence[AgendaItem]) -> str:
    """What tells this convocation from one that says something else."""
    with override("fr"):
        letter = convocation_letter(meeting, items, Convocation(meeting=meeting, is_late=False, days_needed=0))
    return edition(letter.subject, letter.text, meeting.ends_at.isoformat(), meeting.link)


def _standing(meeting: Meeting, said: str) -> tuple[Convocation | None, list[int]]:
    """The last convocation, if it says the same, and those who were written to."""
    last = meeting.convocations.last()
    letters = Mail.objects.filter(kind="convocation", key=f"{last.pk}:{said}", member__isnull=False) if last else None
    written = list(letters.values_list("member", flat=True)) if letters is not None else []
    return (last if written else None), written


def announce(items: list[AgendaItem], convocation: Convocation) -> None:
    """What this letter convenes: each item under its title and kind of now.

    An item that an earlier letter convened in time stays convened by that one, under its subject, while it is as it
    was; and however it is said since, when this letter comes too late to convene it anew.
    """
    comes_late = validity.is_late(convocation)
    for item in items:
        earlier = item.convocation
        is_as_it_was = (item.subject, item.convened_kind) == (item.title, item.kind)
        holds = earlier and validity.is_as_convened(convocation.meeting, earlier) and not validity.is_late(earlier)
        if not (holds and (is_as_it_was or comes_late)):
            item.convocation, item.subject, item.convened_kind = convocation, item.title, item.kind
    AgendaItem.objects.bulk_update(items, ["convocation", "subject", "convened_kind"])


def gather(meeting: Meeting, actor: Member) -> Gathering:
    """Let proxies and presence begin, on the circle's roll and rules of today."""
    rules = validity.rules_of_gathering(meeting)
    if meeting.gathering is not None:
        return renew_roll(meeting.gathering, rules=rules, actor=actor)
    return open_gathering(owner=meeting.topic, rules=rules, actor=actor)


@action
def open_meeting(meeting: Meeting, *, actor: Member) -> Meeting:
    """Begin. Whoever opens is present. Opening a meeting that is under way changes nothing."""
    meeting = enter("open", meeting, actor)
    if meeting.is_open:
        return meeting
    meeting.gathering = gathering = gather(meeting, actor)
    for convocation in meeting.convocations.all():  # whether it left in time is settled now
        convocation.is_late = validity.is_late(convocation)
        convocation.save(update_fields=["is_late"])
    meeting.state = Meeting.State.OPEN
    meeting.opened_at = now()
    meeting.save(update_fields=["gathering", "state", "opened_at"])
    record("meeting.opened", topics=[meeting.topic, meeting.circle.topic], body={"meeting": meeting.pk})
    mark_present(gathering, actor, actor=actor)
    return meeting


@action
def close_meeting(meeting: Meeting, *, actor: Actor) -> Meeting:
    """End it: everyone leaves, nobody speaks, what was not talked about is deferred.

    Refused while a vote or a round is open: what is being decided is concluded first. A vote that
    closes by itself goes on without the meeting, and where the clock closes it, so does a round. Closing a
    meeting that is closed changes nothing.
    """
    meeting = enter("close", meeting, actor)
    if meeting.is_closed:
        return meeting
    for item in meeting.items.filter(state=AgendaItem.State.CURRENT):
        agenda.leave(item, AgendaItem.State.DONE, is_overdue=actor is CLOCK)
    deferred = list(meeting.items.filter(state=AgendaItem.State.PENDING).values_list("pk", flat=True))
    meeting.items.filter(pk__in=deferred).update(state=AgendaItem.State.DEFERRED)
    floor.clear(meeting)
    if meeting.gathering:
        meeting.gathering = close_gathering(meeting.gathering, actor=actor)
    meeting.state = Meeting.State.CLOSED
    meeting.closed_at = now()
    checkpoint = take_checkpoint(actor=actor)
    meeting.checkpoint_size = checkpoint.size if checkpoint else None
    meeting.save(update_fields=["state", "closed_at", "checkpoint_size"])
    record(
        "meeting.closed",
        topics=[meeting.topic, meeting.circle.topic],
        body={"meeting": meeting.pk, "deferred": deferred},
    )
    return meeting
