"""A consent round, evaluated (PRODUCT §3.2).

Source: the collective's rules for "gestion par consentement". Linear in the number of
positions. No tie is possible: one standing objection is enough, whatever the numbers.
An objection counts before the quorum does: it goes to examination either way.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from votes.counting.quorum import Quorum, QuorumRule, ShareOfRoll
from votes.counting.result import CountStep


class PositionKind(StrEnum):
    CONSENT = "consent"
    CONCERN = "concern"
    OBJECTION = "objection"
    STAND_ASIDE = "stand_aside"


class ConsentOutcome(StrEnum):
    PASSES = "passes"  # no objection stands, quorum met
    BLOCKED = "blocked"  # an objection stands, quorum or not
    NO_QUORUM = "no_quorum"  # no objection stands, too few positions


@dataclass(frozen=True)
class ConsentRules:
    """The quorum of positions (half the electorate, at least 3, never more than it; None for none), what silence is."""

    quorum: QuorumRule | None = ShareOfRoll(Fraction(1, 2))  # noqa: RUF009 (frozen: shared safely)
    at_least: int = 3
    presumed: bool = False  # the circle adopted presumed consent: silence is counted, and shown apart

    def needed(self, electorate: int) -> int:
        if self.quorum is None:
            return 0
        return min(electorate, max(self.at_least, self.quorum.needed(electorate)))


@dataclass(frozen=True)
class ConsentResult:
    outcome: ConsentOutcome
    counts: dict[PositionKind, int]
    presumed: int  # silences taken for consent; never part of the quorum
    silent: int  # silences that are nothing
    quorum: Quorum


def evaluate(
    positions: Iterable[PositionKind | str], electorate: int, rules: ConsentRules | None = None
) -> ConsentResult:
    """Whether a text passes. `positions`: one per person who took one; an objection that was lifted is no objection.

    Give the kind that stands now: an objection lifted is a consent, one turned into a concern a concern.
    """
    return count(Counter(PositionKind(kind) for kind in positions), electorate, rules or ConsentRules())


def count(tally: Mapping[PositionKind, int], electorate: int, rules: ConsentRules) -> ConsentResult:
    """The same, from how many took each position. Raises ValueError for more positions than people."""
    tally = Counter(tally)
    taken = tally.total()
    if taken > electorate:
        raise ValueError("more positions than people")
    quorum = Quorum(rules.needed(electorate), taken)
    unopposed = ConsentOutcome.PASSES if quorum.reached else ConsentOutcome.NO_QUORUM
    silent = electorate - taken
    return ConsentResult(
        outcome=ConsentOutcome.BLOCKED if tally[PositionKind.OBJECTION] else unopposed,
        counts={kind: tally[kind] for kind in PositionKind},
        presumed=silent if rules.presumed else 0,
        silent=0 if rules.presumed else silent,
        quorum=quorum,
    )


def steps(result: ConsentResult) -> tuple[CountStep, ...]:
    """The round as anyone can follow it."""
    counts = {kind.value: number for kind, number in result.counts.items()}
    return (
        CountStep("consent.positions", {**counts, "presumed": result.presumed, "silent": result.silent}),
        result.quorum.step("answers"),
        CountStep("consent.outcome", {"outcome": result.outcome.value, "objections": counts[PositionKind.OBJECTION]}),
    )
