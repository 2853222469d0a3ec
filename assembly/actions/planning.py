"""An evening is planned: when, where, by whom; a second one after a quorum that was missing; who does what."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import rules
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from assembly.actions import agenda
from assembly.actions.brought_decisions import bring_decisions
from assembly.actions.brought_proposals import bring_proposals
from assembly.actions.common import enter
from assembly.models import AgendaItem, Meeting, MeetingRole, Support
from assembly.notifications import ROLE
from assembly.queries.meetings import online_without_quorum, without_quorum
from commissions.actions.living import lock_living
from commissions.models import Circle
from commissions.queries import is_in, may_convene
from journal.actions import action, record, require, touch
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from members.notifications import notify
from proposals.models import ProposalVote
from proposals.process import State
from votes.models import Ballot


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
    is_second: bool = False,
) -> Meeting:
    """Plan an evening of the circle. Whoever plans it facilitates it, until somebody else is named.

    What the circle has not carried out in time, or is to look at again, is on its agenda at once, unless it
    `is_second`.

    A member of an assembly whom its rules do not name asks for it instead: nobody conducts it until enough
    members support it (`support_meeting`), or somebody whom the rules name takes it up (`take_up`).
    """
    circle = lock_living(circle)  # its rules as they are now
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
    if is_called and not is_second:
        bring_decisions(meeting, actor=actor)
        bring_proposals(meeting, actor=actor)
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
    """Convene the assembly again for what its quorum was missing for (PRODUCT §3.1): the same items, another evening,
    each with the same question.

    By the article that its rules cite, with the delay and the quorum of that article; nothing is added.
    Raises ValidationError: `article` where the rules cite none, `settled` when nothing is left to decide.
    """
    if first.circle.is_assembly and not first.circle.second_article:
        raise ValidationError(
            _("The rules of this assembly cite no article on a second convocation: plan an ordinary meeting."),
            code="article",
        )
    first = Meeting.objects.select_for_update().get(pk=first.pk)
    items = [item for item in without_quorum(first) if rules.has_perm("assembly.read_item", actor, item)]
    if not items:
        raise ValidationError(_("Nothing waits for a second meeting: plan an ordinary one."), code="settled")
    second = plan_meeting(
        first.circle,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        link=link,
        is_second=True,
        actor=actor,
    )
    for item in items:
        again = agenda.add_item(
            second,
            title=item.decided_as,
            kind=item.kind,
            minutes=item.minutes,
            note=item.note,
            owner=item.owner,
            proposal=item.proposal,
            is_closed=item.is_closed,
            change=item.change,
            actor=actor,
        )
        again.repeats_id = item.last_vote  # type: ignore[attr-defined]
        again.save(update_fields=["repeats"])
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
    """The same after a vote online that missed its quorum: its question is the whole agenda, and asked as it was.

    Raises ValidationError: `settled` where that vote waits for no second meeting.
    """
    if not online_without_quorum(circle).select_for_update(of=("self",)).filter(pk=ballot.pk).first():
        raise ValidationError(_("Nothing waits for a second meeting: plan an ordinary one."), code="settled")
    second = plan_meeting(
        circle, title=title, starts_at=starts_at, ends_at=ends_at, place=place, link=link, is_second=True, actor=actor
    )
    title_of_item, note = agenda.titled(ballot.question, ballot.consultation.text)
    vote = ProposalVote.objects.filter(consultation=ballot.consultation).select_related("proposal").first()
    proposal = vote.proposal if vote and vote.proposal.state == State.SET_ASIDE else None
    is_vote = ballot.by_majority or proposal is not None
    kind = AgendaItem.Kind.VOTE if is_vote else AgendaItem.Kind.ELECTION
    again = agenda.add_item(second, title=title_of_item, kind=kind, note=note, proposal=proposal, actor=actor)
    again.repeats = ballot
    again.save(update_fields=["repeats"])
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
    """The hard end comes after the start, on the same day: before midnight, where the circle lives.

    Raises ValidationError on `ends_at`: `order`, `midnight`.
    """
    start, end = timezone.localtime(starts_at), timezone.localtime(ends_at)
    if end <= start:
        raise wrong("ends_at", _("The meeting ends before it begins: check the two times."), code="order")
    if end.date() != start.date():
        raise wrong("ends_at", _("A meeting ends before midnight: choose an earlier end."), code="midnight")


@action
def name_roles(meeting: Meeting, *, roles: Mapping[str, Member | None], actor: Member) -> Meeting:
    """Share out the meeting's roles among the circle: those named change hands, the others stay.

    Before the meeting those who may convene it, and whoever facilitates it; during it and after it, where any
    member convenes, those who hold a role. Before it, a letter tells whoever was given one by somebody else.
    """
    meeting = enter("name_roles", meeting, actor, later="hand_over_roles")
    held: dict[str, Member | None] = {role.role: role.member for role in meeting.roles.select_related("member")}
    wanted = held | dict(roles)
    check_roles(meeting, wanted)
    given: dict[Member, list[str]] = defaultdict(list)
    for role, member in wanted.items():
        if member == held.get(role):
            continue
        meeting.roles.filter(role=role).delete()
        if member is not None:
            MeetingRole.objects.create(meeting=meeting, role=role, member=member)
            given[member].append(role)
        record(
            "meeting.role_named",
            topics=[meeting.topic],
            body={"meeting": meeting.pk, "role": role, "member": member.pk if member else None},
        )
    if meeting.opened_at is None:  # later, their page tells them
        _tell_holders(meeting, given, actor)
    touch(meeting.roles_topic)
    return meeting


def _tell_holders(meeting: Meeting, given: Mapping[Member, Sequence[str]], actor: Member) -> None:
    """Those who were given roles by somebody else: the same roles again are told once."""
    for member, roles in given.items():
        if member != actor:
            notify([member], ROLE, meeting.topic, key=",".join(roles), within=meeting.circle.topic)


def check_roles(meeting: Meeting, roles: Mapping[str, Member | None]) -> None:
    """Raise `ValidationError`: `signed`, `role`; on the role that needs another person: `nobody`, `same`, `circle`."""
    Role = MeetingRole.Role
    if meeting.signatures.exists():
        raise ValidationError(_("The minutes are signed: the roles do not change any more."), code="signed")
    refusals: dict[str, ValidationError] = {}
    if roles.get(Role.FACILITATOR) is None:
        message = _("A meeting keeps somebody to facilitate it: name that person.")
        refusals[Role.FACILITATOR] = ValidationError(message, code="nobody")
    if roles.get(Role.CHAIR) is not None and roles.get(Role.CHAIR) == roles.get(Role.SECRETARY):
        message = _("Chair and secretary are two people: each vouches for what the other signs.")
        refusals[Role.SECRETARY] = ValidationError(message, code="same")
    for role, member in roles.items():
        if role not in Role.values or (role in MeetingRole.OF_AN_ASSEMBLY and not meeting.circle.is_assembly):
            raise ValidationError(_("There is no such role in a meeting."), code="role")
        if member is not None and not is_in(member, meeting.circle):
            message = _("%(name)s is not in this circle: its roles are held by its members.") % {"name": member.name}
            refusals[role] = ValidationError(message, code="circle")
    if refusals:
        raise ValidationError(refusals)
