"""Whom people name for a role: by themselves, or aloud in the room, as somebody notes it."""

from django.utils.translation import gettext as _

from journal.actions import action, record, require
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from proposals.actions.election_common import begin_election, check_election_time, lock_election, tell_election
from proposals.actions.election_notes import check_note_again, check_noting, check_waits, fresh_note
from proposals.actions.elections import reveal
from proposals.election_process import ElectionAct
from proposals.models import Election, Nomination
from proposals.queries.elections import eligible, latest_nominations, named_people, unnamed


@action
def nominate(election: Election, *, nominee: Member, reason: str, actor: Member) -> Nomination:
    """Name somebody of the circle, oneself if one likes, and say why. It stays hidden, and may change, until all show.

    When everybody has named somebody, all are shown together.
    Raises ValidationError: on `nominee` `outside`, on `reason` `reason`.
    """
    election = begin_election(ElectionAct.NOMINATE, election, actor=actor)
    nomination = _write(election, actor, nominee, reason)
    record("nomination.given", topics=[election.topic], body={"election": election.pk})
    reveal_if_complete(election)
    return nomination


@action
def note_nomination(election: Election, *, member: Member, nominee: Member, reason: str, actor: Member) -> Nomination:
    """Write down whom somebody in the room names aloud. It counts once it is confirmed (`confirm_nomination`).

    Raises ValidationError: `online`, `own`, `not_asked`, `absent`, `answered`, and as `nominate`.
    """
    election = lock_election(election)
    require("proposals.note_in_election", actor, election)
    check_election_time(ElectionAct.NOMINATE, election)
    check_noting(election, member, actor)
    standing = Nomination.objects.filter(election=election, member=member, is_change=False).first()
    check_note_again(standing, member, actor)
    if standing:
        standing.delete()  # a new row, so that nobody confirms what they did not read
    nomination = _write(election, member, nominee, reason, noted_by=actor)
    record("nomination.noted", topics=[election.topic], body={"election": election.pk, "member": member.pk})
    return nomination


@action
def confirm_nomination(nomination: Nomination, *, actor: Member) -> Nomination:
    """The person, or a second holder of a role, confirms what was noted: it counts. Twice changes nothing."""
    election = lock_election(nomination.election)
    fresh = fresh_note(Nomination.objects.filter(pk=nomination.pk).select_related("election", "member").first())
    require("proposals.confirm_in_election", actor, fresh)
    if fresh.waits:
        check_election_time(ElectionAct.NOMINATE, election)
        fresh.confirmed_by = actor
        fresh.save(update_fields=["confirmed_by"])
        record(
            "nomination.confirmed", topics=[election.topic], body={"election": election.pk, "member": fresh.member_id}
        )
        reveal_if_complete(election)
    return fresh


@action
def drop_nomination(nomination: Nomination, *, actor: Member) -> None:
    """Whoever noted it takes it back, or the person says that it is not their word. Once confirmed it stays."""
    election = lock_election(nomination.election)
    fresh = fresh_note(Nomination.objects.filter(pk=nomination.pk).select_related("election", "member").first())
    require("proposals.drop_in_election", actor, fresh)
    check_election_time(ElectionAct.NOMINATE, election)
    check_waits(fresh)
    record(
        "nomination.note_dropped", topics=[election.topic], body={"election": election.pk, "member": fresh.member_id}
    )
    fresh.delete()


@action
def change_nomination(election: Election, *, nominee: Member, reason: str, actor: Member) -> Nomination:
    """Having heard the reasons of all, name somebody else who was named, and say why. What one named before is kept.

    Raises ValidationError: on `nominee` `unnamed`, `same`; on `reason` `reason`.
    """
    election = begin_election(ElectionAct.CHANGE, election, actor=actor)
    if not named_people(election).filter(pk=nominee.pk).exists():
        raise wrong("nominee", _("One changes to somebody whom another has already named."), code="unnamed")
    former = latest_nominations(election).get(actor.pk)
    if former and former.nominee_id == nominee.pk:
        raise wrong("nominee", _("You already name this person: there is nothing to change."), code="same")
    nomination = Nomination.objects.create(
        election=election, member=actor, nominee=nominee, reason=_reason(reason), at=now(), is_change=True
    )
    tell_election(
        "nomination.changed",
        election,
        member=actor.pk,
        former=former.nominee_id if former else None,
        nominee=nominee.pk,
        private={"reason": nomination.reason},
    )
    return nomination


def reveal_if_complete(election: Election) -> None:
    """Once everybody who may has named somebody, all are shown."""
    if not unnamed(election):
        reveal(election, ElectionAct.NOMINATE)


def _write(
    election: Election, member: Member, nominee: Member, reason: str, noted_by: Member | None = None
) -> Nomination:
    if not eligible(election).filter(pk=nominee.pk).exists():
        raise wrong("nominee", _("Name somebody of the circle."), code="outside")
    values = {"nominee": nominee, "reason": _reason(reason), "at": now(), "noted_by": noted_by, "confirmed_by": None}
    nomination, _made = Nomination.objects.update_or_create(
        election=election, member=member, is_change=False, defaults=values
    )
    return nomination


def _reason(text: str) -> str:
    if not text.strip():
        raise wrong("reason", _("Say why in a sentence: the reasons count more than the number."), code="reason")
    return text.strip()
