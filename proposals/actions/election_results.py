"""What an election without candidate comes to: a secret ballot where the rules want one, a decision, a mandate."""

from dataclasses import replace

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.actions import entrust_role, give_mandate
from commissions.changes import ChangeKind
from commissions.models import Circle, CircleRole, Mandate, RoleHolding
from commissions.queries import majority_rules
from journal.actions import CLOCK, Actor, action, require
from journal.clock import now
from members.models import Member
from proposals import election_sentences
from proposals.actions.decisions import sentence_for_register
from proposals.actions.election_common import begin_election, lock_election, move_election, tell_election
from proposals.actions.register import enter_in_register, title_with_answer
from proposals.election_process import ElectionAct, ElectionState
from proposals.models import Candidacy, Decision, Election, ElectionElector, ProposalAudience
from proposals.queries.election_deadlines import election_length_after
from proposals.queries.elections import is_election_in_meeting, open_candidacy
from votes.actions import open_ballot, open_gathering
from votes.counting.majority import MajorityOutcome, TieRule
from votes.models import Ballot
from votes.questions import QuestionSpec
from votes.rolls import RollRules


def elect_or_ratify(election: Election, candidacy: Candidacy) -> None:
    """The person proposed accepts, and no objection stands."""
    if not election.circle.ratifies_elections:
        _elect(election, candidacy, ElectionAct.ACCEPT)
        return
    move_election(election, ElectionAct.ACCEPT, ElectionState.RATIFICATION)
    election.ballot = _open_ratification(election, candidacy)
    election.save(update_fields=["ballot"])


@action
def conclude_ratification(election: Election, *, actor: Actor) -> Election:
    """What its secret ballot, now closed, says: elected, or another name, or, without its quorum, set aside."""
    election = begin_election(ElectionAct.RATIFY, election, actor=actor)
    ballot, candidacy = election.ballot, open_candidacy(election)
    if ballot is None or ballot.closed_at is None or candidacy is None:
        raise ValidationError(_("The secret ballot is not closed yet."), code="ballot")
    if ballot.outcome == MajorityOutcome.ADOPTED:
        _elect(election, candidacy, ElectionAct.RATIFY, ballot)
        return election
    is_short = ballot.outcome == MajorityOutcome.NO_QUORUM
    candidacy.outcome = Candidacy.Outcome.NO_QUORUM if is_short else Candidacy.Outcome.REJECTED
    candidacy.save(update_fields=["outcome"])
    reason = sentence_for_register(ballot)
    if is_short:
        move_election(election, ElectionAct.RATIFY, ElectionState.SET_ASIDE, reason=reason)
        tell_election("election.set_aside", election, private={"reason": reason})
    else:
        move_election(election, ElectionAct.RATIFY, ElectionState.PROPOSAL)
        tell_election("candidacy.not_ratified", election, ballot=ballot.pk, private={"result": reason})
    election.ballot = None  # of a former name: the journal keeps it, another may be opened
    election.save(update_fields=["ballot"])
    return election


@action
def seat_elected(election: Election, *, actor: Actor) -> Mandate | RoleHolding:
    """The mandate, or the role, that it gives, once the meeting that elected is over. The clock's own act; once."""
    election = lock_election(election)
    require("proposals.seat_elected", actor, election)
    elected = Member.objects.get(elections=election)
    if election.change.kind == ChangeKind.HOLDING:
        role = CircleRole.objects.get(pk=election.change.held_role)
        return entrust_role(role, member=elected, until=election.until, ground=election.topic, actor=CLOCK)
    return give_mandate(
        Circle.objects.get(pk=election.change.circle),
        member=elected,
        role=election.change.role,
        until=election.until,
        ground=election.topic,
        actor=CLOCK,
    )


def _elect(election: Election, candidacy: Candidacy, act: ElectionAct, ballot: Ballot | None = None) -> None:
    candidacy.outcome = Candidacy.Outcome.ELECTED
    candidacy.save(update_fields=["outcome"])
    election.decision = enter_in_register(
        circle=election.circle,
        ballot=ballot,
        occasion=election.occasion if is_election_in_meeting(election) else "",
        title=title_with_answer(election.title, candidacy.person.name),
        text=election_sentences.decided_text(election, candidacy),
        reasons=candidacy.argument,
        process=Decision.Process.ELECTION,
        result=election_sentences.decided_result(election, candidacy, sentence_for_register(ballot) if ballot else ""),
        audience=_audience(election.circle),
    )
    election.elected = candidacy.person
    move_election(election, act, ElectionState.ELECTED)
    tell_election(
        "election.elected", election, person=candidacy.person_id, decision=election.decision.pk, until=election.until
    )


def _open_ratification(election: Election, candidacy: Candidacy) -> Ballot:
    """For or against the one name, secret, by those who were asked."""
    electors = frozenset(ElectionElector.objects.filter(election=election).values_list("member", flat=True))
    rules = RollRules(electors=electors, proxies_count=False, proxy_cap=0, online=True)
    gathering = open_gathering(owner=election.topic, rules=rules, actor=CLOCK)
    spec = QuestionSpec(
        election.title,
        replace(majority_rules(election.circle), secret=True, tie=TieRule.REJECTED),
        options=[candidacy.person.name],
        secret=True,
        closes_at=election_length_after(election, ElectionState.RATIFICATION, now()),
    )
    return open_ballot(gathering, spec, owner=election.topic, actor=CLOCK)


def _audience(circle: Circle) -> ProposalAudience:
    return ProposalAudience.MEMBERS if circle.is_open or circle.is_assembly else ProposalAudience.CIRCLE
