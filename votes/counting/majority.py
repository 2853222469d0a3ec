"""Majority, counted exactly (PRODUCT §3.1).

Source: the collective's rules, in the words of French associations (loi de 1901: free choice
of base, threshold and quorum). Linear in the number of answers, all on whole numbers.
Tie: rejected, or the casting vote of a person named before the ballot opens, only where
`MajorityRules.allows_casting` says so; elsewhere a casting vote has no effect.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from votes.counting.quorum import Quorum, QuorumRule
from votes.counting.result import Step

HALF = Fraction(1, 2)


class Choice(StrEnum):
    """The five answers. `NO_PART` ("ne prend pas part au vote") is outside every ballot count."""

    FOR = "for"
    AGAINST = "against"
    ABSTAIN = "abstain"
    BLANK = "blank"
    NO_PART = "no_part"


class Base(StrEnum):
    """What the threshold is a part of."""

    EXPRESSED = "expressed"  # for + against
    CAST = "cast"  # every ballot cast, abstentions and blanks included
    PRESENT = "present"  # everyone present or represented, those who did not vote included
    ROLL = "roll"  # everyone on the roll


class Threshold(StrEnum):
    RELATIVE = "relative"  # for > against
    ABSOLUTE = "absolute"  # for > base / 2


class Tie(StrEnum):
    REJECTED = "rejected"
    CASTING = "casting"


class Outcome(StrEnum):
    ADOPTED = "adopted"
    REJECTED = "rejected"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True)
class MajorityRules:
    """How a question is decided. A qualified threshold is a `Fraction` above 1/2 (for ≥ p/q of the base)."""

    base: Base = Base.EXPRESSED
    threshold: Threshold | Fraction = Threshold.RELATIVE
    tie: Tie = Tie.REJECTED
    no_part_counts: bool = True  # those who take no part count towards the quorum
    secret: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", Base(self.base))
        object.__setattr__(self, "threshold", read_threshold(self.threshold))
        object.__setattr__(self, "tie", Tie(self.tie))

    @property
    def allows_casting(self) -> bool:
        """A casting vote needs an open ballot, and a threshold that an exact tie just misses."""
        misses_by_one = self.threshold == Threshold.RELATIVE or (
            self.threshold == Threshold.ABSOLUTE and self.base == Base.EXPRESSED
        )
        return misses_by_one and not self.secret


def read_threshold(value: str | Fraction) -> Threshold | Fraction:
    """`relative`, `absolute`, or `2/3`. Raises ValueError for anything else, and for 1/2 and less."""
    if isinstance(value, str) and value in tuple(Threshold):
        return Threshold(value)
    part = Fraction(value)
    if not HALF < part <= 1:
        raise ValueError("a qualified majority is more than 1/2 and at most 1")
    return part


@dataclass(frozen=True)
class Tally:
    """What was counted. `present` is None online, where there is a roll and no room."""

    roll: int
    votes_for: int = 0
    votes_against: int = 0
    abstain: int = 0
    blank: int = 0
    no_part: int = 0
    present: int | None = None  # there in person when the ballot opened
    represented: int = 0  # absent, with a proxy in the hands of someone present
    by_proxy: int = 0  # ballots cast by a proxy's holder, of all those cast
    no_part_represented: int = 0  # of those who take no part, the represented ones
    casting: Choice | None = None  # what the person with the casting vote answered

    def __post_init__(self) -> None:
        answers = (self.votes_for, self.votes_against, self.abstain, self.blank, self.no_part)
        people = (self.roll, self.present or 0, self.represented, self.by_proxy, self.no_part_represented)
        if min(answers + people) < 0:
            raise ValueError("a count is never below 0")
        if self.entitled > self.roll or self.cast + self.no_part > self.entitled:
            raise ValueError("more people than the roll, or more answers than people who may give one")
        if self.by_proxy > self.cast or self.no_part_represented > min(self.no_part, self.represented):
            raise ValueError("more proxies than answers")

    @property
    def expressed(self) -> int:
        return self.votes_for + self.votes_against

    @property
    def cast(self) -> int:
        return self.expressed + self.abstain + self.blank

    @property
    def entitled(self) -> int:
        """How many may answer: present or represented in a meeting, the roll online."""
        return self.roll if self.present is None else self.present + self.represented

    def on(self, base: Base) -> int:
        """The number that a base stands for. Raises ValueError for "present" online."""
        if base == Base.PRESENT and self.present is None:
            raise ValueError("online nobody is present: choose another base")
        return {
            Base.EXPRESSED: self.expressed,
            Base.CAST: self.cast,
            Base.PRESENT: self.entitled,
            Base.ROLL: self.roll,
        }[base]


@dataclass(frozen=True)
class Result:
    outcome: Outcome
    tally: Tally
    rules: MajorityRules
    base: int
    needed: int  # votes for, to reach the threshold
    threshold_reached: bool
    quorum: Quorum | None
    proxies_count: bool  # whether the represented were counted for it
    tied: bool  # as many for as against, and at least one
    casting: Choice | None  # the casting vote that decided, if one did
    steps: tuple[Step, ...]


def count(
    tally: Tally, rules: MajorityRules, quorum: QuorumRule | None = None, *, proxies_count: bool = True
) -> Result:
    """Decide. `proxies_count`: whether the represented count towards a meeting's quorum."""
    base = tally.on(rules.base)
    needed = votes_needed(tally, rules)
    reached = base > 0 and tally.votes_for >= needed
    standing = None
    if quorum:
        standing = Quorum(quorum.needed(tally.roll), counted_for_quorum(tally, rules, proxies_count))
    tied = tally.votes_for == tally.votes_against > 0
    casting = casting_vote(tally, rules) if tied else None
    if standing and not standing.reached:
        outcome, casting = Outcome.NO_QUORUM, None
    elif casting:
        outcome = Outcome.ADOPTED if casting == Choice.FOR else Outcome.REJECTED
    else:
        outcome = Outcome.ADOPTED if reached else Outcome.REJECTED
    result = Result(outcome, tally, rules, base, needed, reached, standing, proxies_count, tied, casting, ())
    return Result(**{**vars(result), "steps": tuple(_steps(result))})


def votes_needed(tally: Tally, rules: MajorityRules) -> int:
    """The threshold as a number of votes: 2/3 of 10 is 7, more than half of 17 is 9."""
    if rules.threshold == Threshold.RELATIVE:
        return tally.votes_against + 1
    base = tally.on(rules.base)
    if rules.threshold == Threshold.ABSOLUTE:
        return base // 2 + 1
    part = Fraction(rules.threshold) * base
    return -(-part.numerator // part.denominator)


def counted_for_quorum(tally: Tally, rules: MajorityRules, proxies_count: bool = True) -> int:
    """In a meeting those present, and represented if proxies count; online those who answered."""
    if tally.present is None:
        return tally.cast + (tally.no_part if rules.no_part_counts else 0)
    there, aside = tally.present, tally.no_part - tally.no_part_represented
    if proxies_count:
        there, aside = there + tally.represented, tally.no_part
    return there if rules.no_part_counts else there - aside


def casting_vote(tally: Tally, rules: MajorityRules) -> Choice | None:
    """The casting vote, where it may decide: the rules allow it, and that person voted for or against."""
    if rules.tie == Tie.CASTING and rules.allows_casting and tally.casting in (Choice.FOR, Choice.AGAINST):
        return tally.casting
    return None


def _steps(result: Result) -> list[Step]:
    tally, rules = result.tally, result.rules
    steps = [
        Step(
            "counted",
            {
                "for": tally.votes_for,
                "against": tally.votes_against,
                "abstain": tally.abstain,
                "blank": tally.blank,
                "no_part": tally.no_part,
                "cast": tally.cast,
                "roll": tally.roll,
            },
        )
    ]
    if result.quorum:
        standing = result.quorum
        steps.append(
            Step("quorum", {"needed": standing.needed, "counted": standing.counted, "reached": standing.reached})
        )
    steps.append(Step("base", {"kind": rules.base.value, "base": result.base}))
    steps.append(
        Step(
            "threshold",
            {
                "kind": str(rules.threshold),
                "needed": result.needed,
                "for": tally.votes_for,
                "reached": result.threshold_reached,
            },
        )
    )
    if result.tied and result.outcome != Outcome.NO_QUORUM and not result.threshold_reached:
        steps.append(Step("tie", {"casting": result.casting and result.casting.value, "for": tally.votes_for}))
    steps.append(Step("outcome", {"outcome": result.outcome.value}))
    return steps
