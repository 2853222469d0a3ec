"""Who is told by letter of what an election asks of them. In a meeting that is under way, nobody: they sit there."""

from collections.abc import Iterable

from journal.clock import now
from members.models import Member
from members.notifications import notify
from proposals.actions.notifications import WORDING
from proposals.election_process import DECIDING, ElectionState
from proposals.models import Candidacy, Election, WordingHelp
from proposals.queries.elections import (
    electors_now,
    is_election_in_meeting,
    last_candidacy,
    open_candidacy,
    standing_objections,
    unanswered,
    unnamed,
)

# Kinds of notifications, and of what waits on the home page
NOMINATION = "nomination"
CHANGE = "nomination_change"
CANDIDACY = "candidacy"
ACCEPTANCE = "acceptance"
LIFTING = "election_objection"
FACILITATION = "election_facilitation"

FIRST, AGAIN, RESUMED = "first", "again", "resumed"


def ask_in_election(election: Election, time: str = FIRST) -> None:
    """Within the action that brings it to its stage, gives it more time or less, or reminds: ask whose turn it is.

    Once for a person, a stage, a name proposed and a `time`.
    """
    if is_election_in_meeting(election) or (election.state in DECIDING and election.stage_ends_at is None):
        return
    last = last_candidacy(election)
    for kind, people in _asked(election, last):
        notify(
            people,
            kind,
            election.topic,
            key=f"{election.state}:{last.number if last else 0}:{time}",
            within=election.circle.topic,
            due=election.stage_ends_at,
        )


def remind_of_end(election: Election) -> None:
    """Within the action that reminds: whose turn it still is, once for each end that the stage had."""
    ask_in_election(election, f"{election.stage_ends_at:%Y-%m-%dT%H:%M}:reminder")


def ask_for_words_in_election(election: Election, help: WordingHelp) -> None:
    """Within the action that asks them: this person is asked to help to word an objection, of which nothing is said;
    anew each time that they are."""
    if not is_election_in_meeting(election):
        key, due = f"answer:{help.answer_id}:asked:{help.asked_at.isoformat()}", election.stage_ends_at
        notify([help.helper], WORDING, election.topic, key=key, within=election.circle.topic, due=due)


def ask_to_lead_election(election: Election) -> None:
    """Within the action that names them: whoever is asked to facilitate, and who leads until they have agreed."""
    key = f"asked:{now().isoformat()}"
    notify(_leading(election), FACILITATION, election.topic, key=key, within=election.circle.topic)


def _leading(election: Election) -> set[Member]:
    """Whoever facilitates; until somebody who was asked has agreed, who started it too."""
    return {election.facilitator, *([election.started_by] if election.facilitator_since is None else [])}


def _asked(election: Election, last: Candidacy | None) -> list[tuple[str, Iterable[Member]]]:
    """The kinds of what is asked at its stage, each with the people."""
    match ElectionState(election.state):
        case ElectionState.ROLE if election.facilitator_id != election.started_by_id:
            return [(FACILITATION, [election.facilitator])]
        case ElectionState.NOMINATIONS:
            return [(NOMINATION, unnamed(election))]
        case ElectionState.OPENING:
            return [(CHANGE, electors_now(election))]
        case ElectionState.PROPOSAL:
            objectors = [objection.member for objection in standing_objections(last)]
            return [(FACILITATION, _leading(election)), (LIFTING, objectors)]
        case ElectionState.OBJECTIONS if candidacy := open_candidacy(election):
            return [(CANDIDACY, unanswered(candidacy))]
        case ElectionState.ACCEPTANCE if candidacy := open_candidacy(election):
            return [(ACCEPTANCE, [candidacy.person])]
    return []
