"""Rounds of objections: what counts, and what may be shown of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from commissions.models import Circle
from commissions.queries import members_of, voters_of
from members.models import Member
from proposals import occasions
from proposals.models import (
    CircleAgreement,
    Decision,
    NotedPosition,
    Objection,
    Position,
    Proposal,
    Round,
    RoundElector,
    Stage,
    Version,
    WrittenObjection,
)
from proposals.process import State
from proposals.queries.objections import is_in_assembly, is_in_meeting
from proposals.queries.texts import current_version
from votes.counting import consent
from votes.counting.quorum import NumberOfPeople

CONSENTING = (Position.Kind.CONSENT, Position.Kind.CONCERN)


def open_round_of(proposal: Proposal) -> Round | None:
    """The round in which positions are being taken, if there is one."""
    return Round.objects.open().filter(proposal=proposal).select_related("version").first()


def last_round_of(proposal: Proposal) -> Round | None:
    """The latest round, open or not."""
    return Round.objects.filter(proposal=proposal).select_related("version").order_by("-number").first()


def asked_now(proposal: Proposal) -> set[int]:
    """Whom a round that opens now asks: those who vote in the circle; in an assembly's meeting those of them who are
    present, and whoever objected in writing to the text as it stands (PRODUCT §3.2)."""
    voters = set(voters_of(proposal.circle).values_list("pk", flat=True))
    if not is_in_assembly(proposal):
        return voters
    written = WrittenObjection.objects.filter(proposal=proposal, version=current_version(proposal))
    return voters & {*occasions.those_counted(proposal.occasion), *written.values_list("member", flat=True)}


def is_elector(round: Round, person: Any) -> bool:
    """On the list frozen when the round opened, and still in the circle."""
    is_elector = RoundElector.objects.filter(round=round, member=person).exists()
    return is_elector and members_of(round.proposal.circle).filter(pk=person.pk).exists()


def electors_there(round: Round) -> QuerySet[Member]:
    """Those on its list who have not left the circle, whether they have answered or not."""
    electors = RoundElector.objects.filter(round=round, has_left=False)
    return members_of(round.proposal.circle).filter(pk__in=electors.values("member"))


def unanswered_in(round: Round) -> QuerySet[Member]:
    """Those of them who have not answered."""
    return electors_there(round).exclude(pk__in=round.positions.values("member"))


def silent_in(round: Round) -> QuerySet[Member]:
    """Those of them who are waited for: in an assembly's meeting, who has left the room is not."""
    members = unanswered_in(round)
    if is_in_assembly(round.proposal):
        members = members.filter(pk__in=occasions.those_counted(round.proposal.occasion))
    return members


def closes_by_hand(round: Round) -> bool:
    """Whether whoever facilitates may close it now: in a meeting, or once nobody is waited for any more."""
    return is_in_meeting(round.proposal) or not silent_in(round).exists()


def consent_rules(circle: Circle) -> consent.ConsentRules:
    """The circle's own rule: a share of those asked, at least 3 people; none where it chose no minimum."""
    return consent.ConsentRules(circle.consent_quorum)


def evaluate(round: Round) -> consent.ConsentResult:
    """How the round stands with the objections as they are now. Reads what may be hidden: for the actions.

    Where somebody else than the author is asked, nothing passes without one consent from somebody else, unless their
    silence is presumed to be one. Who has left without an answer is neither silent, nor missed for the quorum.
    """
    positions = list(Position.objects.filter(round=round).select_related("objection"))
    people = {one.member_id for one in positions} | set(electors_there(round).values_list("pk", flat=True))
    silent = RoundElector.objects.filter(round=round).exclude(member__in=[one.member_id for one in positions])
    presumed = set(silent.filter(is_presumed=True).values_list("member", flat=True))  # as it was closed
    people |= presumed
    quorum = NumberOfPeople(round.quorum) if round.quorum else None
    rules = consent.ConsentRules(quorum, at_least=0)  # frozen at the opening
    result = consent.evaluate([kind_now(position) for position in positions], len(people), rules)
    result = replace(result, presumed=len(presumed), silent=result.silent - len(presumed))
    author = round.proposal.author_id
    consenting = any(kind_now(one) in CONSENTING and one.member_id != author for one in positions)
    consenting = consenting or bool(presumed - {author})
    if result.outcome == consent.ConsentOutcome.PASSES and not consenting and people - {author}:
        return replace(result, outcome=consent.ConsentOutcome.NO_QUORUM)
    return result


def kind_now(position: Position) -> str:
    """What the position is by now: an objection that was lifted is a consent, one carried by the circle a concern."""
    objection = getattr(position, "objection", None)
    if objection is None or objection.stands:
        return position.kind
    lifted = objection.end == Objection.End.LIFTED
    return Position.Kind.CONSENT if lifted else Position.Kind.CONCERN


def may_fall_back(proposal: Proposal) -> bool:
    """Whether a vote may follow the objections: after the rounds that the circle's rules ask for or, where they allow
    it, once the time to improve the text was over without a new version, and the clock extended it. Never about a
    version of which nobody was asked."""
    if not is_asked_about(proposal):
        return False
    circle, after = proposal.circle, proposal.circle.fallback_rounds
    if after is not None and rounds_held(proposal) >= after:
        return True
    return circle.fallback_at_deadline and has_passed_deadline(proposal)


def is_asked_about(proposal: Proposal) -> bool:
    """Whether the last round was about the text as it stands: the objections that stand are to another, otherwise."""
    last = last_round_of(proposal)
    return last is not None and last.version_id == current_version(proposal).pk


def has_passed_deadline(proposal: Proposal) -> bool:
    """Whether the integration where it stands was over once. One that a person extended is not: nobody makes it so."""
    stages = Stage.objects.filter(proposal=proposal, state=State.INTEGRATION, left_at__isnull=True)
    return stages.filter(extended_at__isnull=False, extended_by__isnull=True).exists()


def rounds_held(proposal: Proposal) -> int:
    """How many rounds ended with an objection that stands."""
    return Round.objects.filter(proposal=proposal, outcome=Round.Outcome.OBJECTED).count()


@dataclass(frozen=True)
class Seat:
    """One person asked in a round, and what may be shown of their answer."""

    member: Member
    has_answered: bool
    position: Position | None  # only once it is revealed
    is_presumed: bool = False  # silent at the close of a round that takes silence for a consent

    @property
    def kind(self) -> str:
        """What they answered, as far as it is shown; `presumed` for a silence that is taken for a consent."""
        if self.is_presumed:
            return "presumed"
        return self.position.kind if self.position else ""


@dataclass(frozen=True)
class RoundView:
    """A round as everybody may see it. Hidden positions are not in it, so that no template can leak them."""

    round: Round
    version: Version
    seats: Sequence[Seat]
    objections: Sequence[Objection] = ()
    is_extended_by_somebody: bool = False  # its stage, where it stands: not because too few had answered
    noted: Sequence[NotedPosition] = ()  # answers that somebody else noted: whose they are, never which to everybody

    @property
    def answered(self) -> int:
        return sum(seat.has_answered for seat in self.seats)

    @property
    def is_revealed(self) -> bool:
        return self.round.revealed_at is not None

    @property
    def is_short_of_answers(self) -> bool:
        """It goes on once more since too few people had answered at its end."""
        return self.round.extended_at is not None and not self.is_extended_by_somebody

    @property
    def concerns(self) -> list[Position]:
        return [seat.position for seat in self.seats if seat.position and seat.kind == Position.Kind.CONCERN]

    @property
    def standing(self) -> list[Objection]:
        return [objection for objection in self.objections if objection.stands]


def rounds_of(proposal: Proposal) -> list[RoundView]:
    """Every round, the latest first, without what is hidden."""
    return _views(Round.objects.filter(proposal=proposal).order_by("-number"))


def rounds_between(proposals: Iterable[int], since: datetime, until: datetime) -> list[RoundView]:
    """The rounds of these proposals that were closed in that time, in order, whatever they gave."""
    closed = Round.objects.filter(proposal__in=proposals, closed_at__gte=since, closed_at__lte=until)
    return _views(closed.order_by("proposal", "number"))


def deciding_rounds(decisions: Iterable[Decision]) -> dict[int, RoundView]:
    """By decision, the round that it came from: the one that adopted it, or the last before a vote."""
    decisions = list(decisions)
    proposals = [one.proposal_id for one in decisions if one.proposal_id]
    last = dict(Round.objects.filter(proposal__in=proposals).order_by("number").values_list("proposal", "pk"))
    keys = {one.pk: one.round_id or last.get(one.proposal_id or 0) for one in decisions}
    views = {view.round.pk: view for view in _views(Round.objects.filter(pk__in=[key for key in keys.values() if key]))}
    return {decision: views[key] for decision, key in keys.items() if key}


def versions_between(proposals: Iterable[int], since: datetime, until: datetime) -> QuerySet[Version]:
    """The texts of these proposals that were written in that time, in order."""
    written = Version.objects.filter(proposal__in=proposals, created_at__gte=since, created_at__lte=until)
    return written.select_related("author").order_by("proposal", "number")


def _views(rounds: QuerySet[Round]) -> list[RoundView]:
    positions = Position.objects.select_related(
        "member", "objection__circle_request__asked_by", "objection__test__tested_by"
    ).prefetch_related(
        Prefetch("objection__circle_request__agreements", CircleAgreement.objects.select_related("member"))
    )
    noted = NotedPosition.objects.select_related("member", "noted_by", "confirmed_by")
    by_somebody = Stage.objects.filter(proposal=OuterRef("proposal"), left_at=None, extended_by__isnull=False)
    rounds = rounds.annotate(is_extended_by_somebody=Exists(by_somebody))
    rounds = rounds.select_related("version", "proposal__circle").prefetch_related(
        Prefetch("noted", noted),
        Prefetch("electors", RoundElector.objects.select_related("member")),
        Prefetch("positions", positions),
    )
    return [_view(round) for round in rounds]


def is_revealed(position: Position, round: Round) -> bool:
    """Whether everybody may see it: it was there when the round's positions were shown together."""
    return round.revealed_at is not None and position.taken_at <= round.revealed_at


def is_told(position: Position, round: Round) -> bool:
    """Whether others may know that this person has answered: only an objection is written beforehand."""
    return not position.is_beforehand or is_revealed(position, round)


def _view(round: Round) -> RoundView:
    taken = {position.member_id: position for position in round.positions.all()}
    there = set(electors_there(round).values_list("pk", flat=True)) if round.is_open else set()
    seats = []
    objections = []
    for elector in round.electors.all():
        position = taken.get(elector.member_id)
        if position is None and (elector.has_left or (round.is_open and elector.member_id not in there)):
            continue
        shown = position if position is not None and is_revealed(position, round) else None
        is_presumed = position is None and elector.is_presumed and not round.is_open
        seats.append(Seat(elector.member, position is not None and is_told(position, round), shown, is_presumed))
        if shown is not None and hasattr(shown, "objection"):
            shown.round = round
            shown.objection.position = shown
            objections.append(shown.objection)
    return RoundView(
        round,
        round.version,
        seats=tuple(seats),
        objections=tuple(objections),
        is_extended_by_somebody=round.is_extended_by_somebody,  # type: ignore[attr-defined]
        noted=tuple(round.noted.all()),
    )


def answerable_aloud(round: Round, noter: Member) -> list[int]:
    """The people of the round whose answer this person may note: those who are there and have not answered."""
    answered = Position.objects.filter(round=round, is_beforehand=False)
    electors = electors_there(round).exclude(pk__in=answered.values("member")).exclude(pk=noter.pk)
    there = occasions.those_present(round.proposal.occasion)
    return [pk for pk in electors.order_by("name").values_list("pk", flat=True) if pk in there]


def written_by(member: Member, proposal: Proposal) -> WrittenObjection | None:
    """What this person objected beforehand, which nobody else sees yet."""
    objections = WrittenObjection.objects.filter(proposal=proposal, member=member)
    return objections.select_related("version").first()


def position_of(round: Round, member: Member) -> Position | None:
    """This person's own answer, which they may always see."""
    return Position.objects.filter(round=round, member=member).select_related("objection").first()
