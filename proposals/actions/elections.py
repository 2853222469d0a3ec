"""An election without candidate, from the role that it fills to its end: stages, their time, who facilitates."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from commissions.actions.living import lock_living
from commissions.changes import Change, ChangeKind, checked
from commissions.models import Circle, CircleRole, Mandate
from commissions.queries import voters_of
from journal.actions import Actor, action, require
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from proposals import occasions
from proposals.actions.common import written
from proposals.actions.election_common import (
    TIMES,
    begin_election,
    check_ended,
    lock_election,
    move_election,
    set_time,
    tell_election,
)
from proposals.actions.election_facilitation import name_facilitator
from proposals.actions.election_notifications import ask_in_election, remind_of_end
from proposals.election_process import (
    ASKING,
    AT_DEADLINE,
    PROLONGED,
    ElectionAct,
    ElectionState,
    leads_to,
)
from proposals.models import Candidacy, Election, ElectionElector
from proposals.queries.elections import (
    counted_nominations,
    eligible,
    is_election_in_meeting,
    latest_nominations,
)


@action
def start_election(
    circle: Circle,
    *,
    title: str,
    mission: str,
    until: date,
    actor: Member,
    criteria: str = "",
    place: Circle | None = None,
    role: str = Mandate.Role.MEMBER,
    circle_role: CircleRole | None = None,
    facilitator: Member | None = None,
    occasion: str = "",
) -> Election:
    """Say which role is to be filled: its mission, what it takes, until when, and the mandate that it becomes.

    The `facilitator` is asked first; until they agree, whoever starts it leads it, and any member may in their place.
    `place` is the circle where that mandate is held, its own unless another is named: one for which it decides. Where
    a `circle_role` is named, it is that role of a circle that is held, and `place` and `role` say nothing. The
    nominations open afterwards, when whoever facilitates says so.
    Raises ValidationError: `title`, `mission`, on `until` `past`, on `facilitator` `outside`, on `changes` as
    `commissions.changes.checked`.
    """
    circle = lock_living(circle)
    require("proposals.start_election", actor, circle)
    election = Election(circle=circle, started_by=actor, started_at=now(), occasion=occasion)
    name_facilitator(election, facilitator or actor, actor)
    change = _given(election, place, role, circle_role)
    _describe(election, title=title, mission=mission, criteria=criteria, until=until, change=change)
    set_time(election)
    election.save()
    ask_in_election(election)
    _tell_role("election.started", election)
    return election


@action
def describe_role(
    election: Election,
    *,
    title: str,
    mission: str,
    until: date,
    actor: Member,
    criteria: str = "",
    place: Circle | None = None,
    role: str = Mandate.Role.MEMBER,
    circle_role: CircleRole | None = None,
    facilitator: Member | None = None,
) -> Election:
    """Say the role otherwise, as long as nobody was asked. Raises ValidationError as `start_election` does."""
    election = begin_election(ElectionAct.DESCRIBE, election, actor=actor)
    if facilitator and facilitator != election.facilitator:
        name_facilitator(election, facilitator, actor)
    change = _given(election, place, role, circle_role)
    _describe(election, title=title, mission=mission, criteria=criteria, until=until, change=change)
    election.save()
    ask_in_election(election)
    _tell_role("election.described", election)
    return election


@action
def next_election_stage(election: Election, *, actor: Actor) -> Election:
    """Go on: ask for nominations, show them together, let people change, go to the proposal.

    Who is asked is settled when the nominations open: those who vote in the circle, in an assembly's meeting those
    present. Nothing is shown, and nothing of it is in the journal, before all are.
    Online the nominations are shown at the end that was announced.
    Raises ValidationError: `nobody` to ask, `unnamed` where nobody was named, `early`.
    """
    election = begin_election(ElectionAct.NEXT_STAGE, election, actor=actor)
    check_ended(election, actor=actor)
    (to,) = leads_to(ElectionAct.NEXT_STAGE, ElectionState(election.state))
    if to == ElectionState.NOMINATIONS:
        _freeze_electors(election)
    elif to == ElectionState.OPENING:
        reveal(election, ElectionAct.NEXT_STAGE)
        return election
    move_election(election, ElectionAct.NEXT_STAGE, to)
    tell_election("election.stage_opened", election, stage=str(to))
    return election


def reveal(election: Election, act: ElectionAct) -> None:
    """All nominations are shown together; only now does the journal hear who names whom."""
    named = latest_nominations(election)
    if not named:
        raise ValidationError(_("Nobody was named yet: the nominations go on."), code="unnamed")
    move_election(election, act, ElectionState.OPENING)
    tell_election(
        "nominations.revealed",
        election,
        nominations=[[pk, nomination.nominee_id] for pk, nomination in sorted(named.items())],
        private={f"reason:{pk}": nomination.reason for pk, nomination in named.items()},
    )


@action
def put_election_to_meeting(election: Election, *, occasion: str, actor: Member) -> Election:
    """Go on in a meeting, at the stage where it stands; nothing of it is lost. Twice changes nothing.

    Its minutes begin where the meeting is under way; until then its time online runs on.
    """
    election = begin_election(ElectionAct.PUT_TO_MEETING, election, actor=actor)
    if election.occasion == occasion:
        return election
    election.occasion = occasion
    if is_election_in_meeting(election):
        set_time(election)
    election.save(update_fields=["occasion", *TIMES])
    tell_election("election.put_to_meeting", election, occasion=occasion)
    return election


@action
def set_election_aside(election: Election, *, reason: str, actor: Actor) -> Election:
    """End it without anybody, and say why. What was hidden stays so. Raises ValidationError: `reason`."""
    election = begin_election(ElectionAct.SET_ASIDE, election, actor=actor)
    end_without(
        election, ElectionAct.SET_ASIDE, written(reason, _("Say why it stops here: people will ask."), "reason")
    )
    return election


def end_without(election: Election, act: ElectionAct, reason: str) -> None:
    """Nobody is elected."""
    Candidacy.objects.filter(election=election, outcome="").update(outcome=Candidacy.Outcome.ABANDONED)
    move_election(election, act, ElectionState.SET_ASIDE, reason=reason)
    tell_election("election.set_aside", election, private={"reason": reason})


@action
def bring_election_online(election: Election, *, actor: Actor) -> Election:
    """Its meeting is over: the stage where it stands goes on online, with the days that it has there."""
    election = lock_election(election)
    require("proposals.bring_election_online", actor, election)
    if election.is_live and election.is_timeboxed and not is_election_in_meeting(election):
        set_time(election)
        election.save(update_fields=TIMES)
        ask_in_election(election)
        tell_election("election.brought_online", election, stage=election.state, until=election.stage_ends_at)
    return election


@action
def remind_in_election(election: Election, *, actor: Actor) -> Election:
    """Remind those who have not answered that its stage is nearly over. The clock's own act; once a stage."""
    election = lock_election(election)
    require("proposals.remind_in_election", actor, election)
    if election.state in ASKING and election.reminded_at is None:
        election.reminded_at = now()
        election.save(update_fields=["reminded_at"])
        remind_of_end(election)
        tell_election("election.reminded", election, stage=election.state)
    return election


def is_prolonged(election: Election) -> bool:
    """Whether the clock gives the stage more time first: nobody came, and it was not extended yet."""
    if election.is_extended or election.state not in PROLONGED:
        return False
    return election.state == ElectionState.PROPOSAL or not counted_nominations(election).exists()


def reason_of_clock(election: Election) -> str:
    """Why the clock ends it, in the collective's language."""
    with override(settings.LANGUAGE_CODE):
        return {
            ElectionState.ROLE: _("Nobody opened the nominations in time."),
            ElectionState.NOMINATIONS: _("Nobody was named in time."),
        }.get(ElectionState(election.state), _("Nobody was proposed in time."))


def act_of_clock(election: Election) -> ElectionAct:
    """What the clock does now that the stage's time is over."""
    if is_prolonged(election):
        return ElectionAct.EXTEND
    if election.state == ElectionState.NOMINATIONS and not counted_nominations(election).exists():
        return ElectionAct.SET_ASIDE
    return AT_DEADLINE[ElectionState(election.state)]


def _given(election: Election, place: Circle | None, role: str, circle_role: CircleRole | None) -> Change:
    """What it gives to whoever is elected."""
    if circle_role:
        return Change(ChangeKind.HOLDING, circle_role.circle_id, held_role=circle_role.pk)
    return Change(ChangeKind.MANDATE, (place or election.circle).pk, role=role)


def _describe(election: Election, *, title: str, mission: str, criteria: str, until: date, change: Change) -> None:
    election.title = written(title, _("Name the role in a few words."), "title")
    election.mission = written(mission, _("Say what the role is for: people name somebody who fits it."), "mission")
    election.criteria, election.until = criteria.strip(), until
    if until <= timezone.localdate(now()):
        raise wrong("until", _("The term ends on a day to come."), code="past")
    if not eligible(election).filter(pk=election.facilitator_id).exists():
        raise wrong("facilitator", _("Somebody of the circle facilitates."), code="outside")
    election.change = checked(change, election.circle)


def _freeze_electors(election: Election) -> None:
    electors = set(voters_of(election.circle).values_list("pk", flat=True))
    if election.circle.is_assembly and is_election_in_meeting(election):
        electors &= occasions.those_counted(election.occasion)
    if not electors:
        raise ValidationError(_("There is nobody to ask: note first who is there."), code="nobody")
    ElectionElector.objects.bulk_create([ElectionElector(election=election, member_id=pk) for pk in sorted(electors)])


def _tell_role(verb: str, election: Election) -> None:
    tell_election(
        verb,
        election,
        circle=election.circle_id,
        facilitator=election.facilitator_id,
        until=election.until,
        changes=election.change.for_journal(),
        private={"title": election.title, "mission": election.mission, "criteria": election.criteria},
    )
