"""Elections without candidate as grounds of mandates (PRODUCT §3.7): the one place, for the one person elected."""

from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from commissions.change_sentences import in_words
from commissions.changes import Change, ChangeKind
from commissions.grounds import Offer
from commissions.models import Circle
from journal.clock import now
from journal.numbers import number, numbers
from journal.topics import Known
from proposals import occasions
from proposals.election_process import ElectionState
from proposals.models import Election
from proposals.queries.elections import elections_for

OFFERED = 100


def allowed_by(pk: str, change: Change, circle: Circle) -> Offer:
    """This election, if it gives this place to this person.

    What a meeting elects holds once that meeting is over. Raises ValidationError: `unknown`, `still_meeting`,
    `otherwise`.
    """
    election = (
        Election.objects.select_related("elected").filter(pk=number(pk) or 0, state=ElectionState.ELECTED).first()
    )
    if election is None:
        raise ValidationError(_("This election has elected nobody."), code="unknown")
    if _is_still_meeting(election):
        raise ValidationError(
            _("The meeting that elected is not over: the place holds for what opens afterwards."), code="still_meeting"
        )
    offer = _offer(election)
    if not offer.change.allows(change):
        raise ValidationError(
            _("The election “%(title)s” does not let %(change)s.")
            % {"title": election.title, "change": in_words(change)},
            code="otherwise",
        )
    return offer


def offers(kind: str, circle: Circle | None, person: Any) -> list[Offer]:
    """Those that gave a place, or a role, in the circle (in any, for None), among those that this person may read."""
    if kind not in {ChangeKind.MANDATE, ChangeKind.HOLDING}:
        return []
    elected = elections_for(person).filter(state=ElectionState.ELECTED, until__gt=timezone.localdate(now()))
    elected = elected.filter(change__kind=kind)
    if circle:
        elected = elected.filter(change__circle=circle.pk)
    return [
        _offer(election) for election in elected.select_related("elected")[:OFFERED] if not _is_still_meeting(election)
    ]


def names(pks: set[str]) -> dict[str, Known]:
    elected = Election.objects.filter(pk__in=numbers(pks)).select_related("decision")
    return {
        str(election.pk): Known(
            _("election without candidate, decision %(number)s") % {"number": election.decision.number},
            election.get_absolute_url(),
        )
        for election in elected
        if election.decision
    }


def _is_still_meeting(election: Election) -> bool:
    """It was elected in a meeting that is going on."""
    return bool(election.decision and election.decision.occasion) and occasions.is_under_way(election.occasion)


def _offer(election: Election) -> Offer:
    members = (election.elected_id,) if election.elected_id else ()
    return Offer(election.topic, election.title, replace(election.change, members=members))
