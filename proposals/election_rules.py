"""Who may do what in an election without candidate: roles, then the table of `election_process.py`."""

from typing import Any

import rules

from commissions.rules import can_read_circle, in_circle
from journal.actions import CLOCK
from journal.rules import is_clock
from members.rules import is_member
from proposals import occasions
from proposals.election_process import ElectionAct, ElectionRole, may
from proposals.models import Candidacy, CandidacyAnswer, Election, Nomination, WordingHelp
from proposals.queries.elections import is_elector, open_candidacy


def election_of(obj: Any) -> Election:
    """The election that is meant: the object itself, or the one it belongs to."""
    if isinstance(obj, Election):
        return obj
    if isinstance(obj, CandidacyAnswer):
        return obj.candidacy.election
    election: Election = obj.election
    return election


def election_roles(person: Any, obj: Election | Candidacy | CandidacyAnswer | Nomination) -> frozenset[ElectionRole]:
    """What this person is to the election, and to the answer that is asked about."""
    election = election_of(obj)
    if person is CLOCK:
        return frozenset({ElectionRole.CLOCK})
    if not is_member(person):
        return frozenset()
    candidacy = open_candidacy(election)
    held = {
        ElectionRole.FACILITATOR: facilitates(person, election),
        ElectionRole.INVITED: election.facilitator_id == person.pk and election.facilitator_since is None,
        ElectionRole.MEMBER: in_circle(person, election),
        ElectionRole.ELECTOR: is_elector(election, person),
        ElectionRole.PROPOSED: candidacy is not None and candidacy.person_id == person.pk,
        ElectionRole.OBJECTOR: isinstance(obj, CandidacyAnswer) and obj.member_id == person.pk,
        ElectionRole.HELPER: isinstance(obj, CandidacyAnswer) and is_helper(person, obj),
    }
    return frozenset(role for role, is_held in held.items() if is_held)


def is_helper(person: Any, answer: CandidacyAnswer) -> bool:
    """Whether this person was asked to help to word the objection, and is still in the circle."""
    was_asked = WordingHelp.objects.filter(answer=answer, helper=person).exists()
    return was_asked and bool(in_circle(person, election_of(answer)))


def facilitates(person: Any, election: Election) -> bool:
    """Who was asked to and agreed, until then who started it; and whoever conducts the meeting that it was put to."""
    leads = election.facilitator_id if election.facilitator_since is not None else election.started_by_id
    return person.pk == leads or occasions.conducts(person, election.occasion)


@rules.predicate
def can_read_election(person: Any, election: Election | None) -> bool:
    """As the circle itself: any member where it is open."""
    return election is not None and bool(can_read_circle(person, election))


@rules.predicate
def notes_aloud(person: Any, election: Election) -> bool:
    """Whoever facilitates, or holds a role in the meeting, for somebody in the room without a phone."""
    if not is_member(person):
        return False
    return facilitates(person, election) or occasions.vouches(person, election.occasion)


@rules.predicate
def confirms_aloud(person: Any, note: Nomination | CandidacyAnswer) -> bool:
    """The person whose words they are; else a second holder of a role, who neither noted them nor facilitates."""
    if not is_member(person) or person.pk == note.noted_by_id:
        return False
    if person.pk == note.member_id:
        return True
    election = election_of(note)
    return occasions.vouches(person, election.occasion) and not facilitates(person, election)


@rules.predicate
def drops_aloud(person: Any, note: Nomination | CandidacyAnswer) -> bool:
    """Whoever noted it, and the person whose words they would be."""
    return is_member(person) and person.pk in (note.noted_by_id, note.member_id)


def _may(act: ElectionAct) -> Any:
    @rules.predicate(f"may_{act}_in_an_election")
    def predicate(person: Any, obj: Any) -> bool:
        return obj is not None and may(act, election_roles(person, obj))

    return predicate


rules.add_perm("proposals.read_election", can_read_election)
rules.add_perm("proposals.start_election", in_circle)  # in a circle
rules.add_perm("proposals.seat_elected", is_clock)
rules.add_perm("proposals.bring_election_online", is_clock)
rules.add_perm("proposals.remind_in_election", is_clock)
rules.add_perm("proposals.note_in_election", notes_aloud)
rules.add_perm("proposals.confirm_in_election", confirms_aloud)
rules.add_perm("proposals.drop_in_election", drops_aloud)
for act in ElectionAct:
    rules.add_perm(f"proposals.election_{act}", _may(act))
