"""What every act on an election without candidate begins and ends with."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import CLOCK, Actor, record, require
from journal.clock import now
from proposals import occasions
from proposals.actions.election_notifications import ask_in_election
from proposals.election_process import ENDED, ElectionAct, ElectionState, leads_to
from proposals.election_rules import election_of
from proposals.models import Election, ElectionPause
from proposals.queries.election_deadlines import election_stage_end
from proposals.queries.elections import ends_by_hand, is_election_in_meeting, missing_in, waits_for_meeting
from proposals.sentences import too_early


def lock_election(election: Election) -> Election:
    """The election, alone in our hands until the end of the action. Nothing is joined to a lock."""
    return Election.objects.select_for_update().get(pk=election.pk)


def begin_election(act: ElectionAct, obj: Any, *, actor: Any) -> Election:
    """Lock the election that `obj` belongs to, ask whether the actor may, and whether it is the time for it."""
    election = lock_election(election_of(obj))
    if not isinstance(obj, Election) and hasattr(obj, "election"):
        obj.election = election
    require(f"proposals.election_{act}", actor, election if isinstance(obj, Election) else obj)
    check_election_time(act, election)
    return election


def check_election_time(act: ElectionAct, election: Election) -> None:
    """Raise `ValidationError` where the election is at another stage than the act is for."""
    if not leads_to(act, ElectionState(election.state)):
        raise ValidationError(
            _("The election has moved on: it is now at “%(stage)s”. Look at the page again to see what you can do.")
            % {"stage": election.get_state_display()},
            code="stage",
        )


def check_ended(election: Election, *, actor: Actor) -> None:
    """Raise `ValidationError` `early` where somebody shows hidden answers before the end that was announced online."""
    if actor is not CLOCK and not ends_by_hand(election):
        raise ValidationError(too_early(election.stage_ends_at, len(missing_in(election))), code="early")


def check_electable(election: Election) -> None:
    """Raise `ValidationError` where nobody may be elected now: `meeting`, and what the meeting says."""
    if waits_for_meeting(election):
        raise ValidationError(
            _(
                "No article of its rules lets %(circle)s elect outside a meeting: what was said is kept, and the "
                "election goes on in its next meeting."
            )
            % {"circle": election.circle.name},
            code="meeting",
        )
    occasions.check_electable(election.occasion, election.pk)


def move_election(election: Election, act: ElectionAct, to: ElectionState, *, reason: str = "") -> None:
    """Bring it to its next stage, along the table, with the time that people have there."""
    if to not in leads_to(act, ElectionState(election.state)):
        raise RuntimeError(f"{act} does not lead from {election.state} to {to}")
    election.state, election.is_extended = to, False
    if to == ElectionState.OPENING:
        election.revealed_at = now()
    set_time(election)
    election.ended_at = now() if to in ENDED else None
    election.end_reason = reason
    election.save()
    ask_in_election(election)


TIMES = ["stage_ends_at", "is_timeboxed", "extra_minutes", "reminded_at"]
"""The columns that `set_time` writes."""


def set_time(election: Election) -> None:
    """How long the stage where it stands lasts from now: minutes in a meeting, days online, nothing where it waits.

    A pause that holds is over."""
    instant = now()
    ElectionPause.objects.filter(election_id=election.pk, ended_at=None, until__gt=instant).update(ended_at=instant)
    election.is_timeboxed, election.reminded_at = is_election_in_meeting(election), None
    election.stage_ends_at, election.extra_minutes = election_stage_end(election, instant), 0


def tell_election(verb: str, election: Election, *, private: dict[str, str] | None = None, **body: Any) -> None:
    """Record what happened to it, for those who follow it and its circle."""
    texts = {key: text for key, text in (private or {}).items() if text}
    record(verb, topics=election.topics, body={"election": election.pk, **body}, private=texts)
