"""What somebody in the room without a phone says in an election, noted by another: what is checked of each note."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from members.models import Member
from proposals import occasions
from proposals.models import CandidacyAnswer, Election, ElectionElector, Nomination
from proposals.queries.elections import is_election_in_meeting

N = TypeVar("N", Nomination, CandidacyAnswer)


def check_noting(election: Election, member: Member, actor: Member) -> None:
    """Whether somebody's words may be noted by another. Raises `online`, `own`, `not_asked`, `absent`."""
    if not is_election_in_meeting(election):
        raise ValidationError(_("Online, each answers for themself."), code="online")
    if member == actor:
        raise ValidationError(_("This is your own answer: give it yourself."), code="own")
    if not ElectionElector.objects.filter(election=election, member=member).exists():
        raise ValidationError(_("This election does not ask %(name)s.") % {"name": member.name}, code="not_asked")
    if member.pk not in occasions.those_present(election.occasion):
        raise ValidationError(
            _("%(name)s is not marked present: note their arrival first.") % {"name": member.name}, code="absent"
        )


def check_note_again(standing: Nomination | CandidacyAnswer | None, member: Member, actor: Member) -> None:
    """Whether what stands may be noted anew: by whoever noted it, before it is confirmed. Raises `answered`."""
    if standing is not None and not (standing.waits and standing.noted_by_id == actor.pk):
        raise ValidationError(_("%(name)s has already answered.") % {"name": member.name}, code="answered")


def fresh_note(note: N | None) -> N:
    """As it stands once its election is locked. Raises `gone` where it was taken back, or the person answered."""
    if note is None or note.noted_by_id is None:
        raise ValidationError(
            _("This was taken back, or the person has answered since. Look at the page again."), code="gone"
        )
    return note


def check_waits(note: Nomination | CandidacyAnswer) -> None:
    """Raises `confirmed`."""
    if not note.waits:
        raise ValidationError(
            _("It is confirmed: only %(name)s can change it.") % {"name": note.member.name}, code="confirmed"
        )
