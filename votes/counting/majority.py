"""Majority, counted exactly (PRODUCT §3.1).

Source: the collective's rules, in the words of French associations (loi de 1901: free choice
of base, threshold and quorum). Linear in the number of answers, all on whole numbers.
Tie: rejected, or the casting vote of a person named before the ballot opens, only where
`MajorityRules.allows_casting` says so; elsewhere a casting vote has no effect.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from votes.counting.quorum import Attendance, Quorum, QuorumRule
from votes.counting.result import CountStep

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


class TieRule(StrEnum):
    REJECTED = "rejected"
    CASTING = "casting"


class MajorityOutcome(StrEnum):
    ADOPTED = "adopted"
    REJECTED = "rejected"
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True)
class MajorityRules:
    """How a question is decided. A qualified threshold is a `Fraction` above 1/2 (for ≥ p/q of the base)."""

    base: Base = Base.EXPRESSED
    threshold: Threshold | Fraction = Threshold.RELATIVE
    tie: TieRule = TieRule.REJECTED
    no_part_counts: bool = False  # those who take no part count towards the quorum
    secret: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "base", Base(self.base))
        object.__setattr__(self, "threshold", read_threshold(self.threshold))
        object.__setattr__(self, "tie", TieRule(self.tie))

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
class MajorityTally:
    """What was counted. `present` is None online, where there is a roll and no room."""

    roll: int
    votes_for: int = 0
    votes_against: int = 0
    abstain: int = 0
    blank: int = 0
    no_part: int = 0
    spoilt: int = 0  # of the paper ballots: cast, like a blank, and shown apart
    present: int | None = None  # there in person when the ballot opened
    represented: int = 0  # absent, with a proxy in the hands of someone present
    by_proxy: int = 0  # ballots cast by a proxy's holder, of all those cast
    no_part_represented: int = 0  # of those who take no part, the represented ones
    casting: Choice | None = None  # what the person with the casting vote answered

    def __post_init__(self) -> None:
        if min(self.votes_for, self.votes_against, self.abstain, self.blank, self.spoilt, self.by_proxy) < 0:
            raise ValueError("a count is never below 0")
        if self.by_proxy > self.cast:
            raise ValueError("more ballots by proxy than ballots")
        _ = self.attendance

    @property
    def expressed(self) -> int:
        return self.votes_for + self.votes_against

    @property
    def cast(self) -> int:
        return self.expressed + self.abstain + self.blank + self.spoilt

    @property
    def attendance(self) -> Attendance:
        """Who is there and who answered. Raises ValueError for numbers that cannot be."""
        return Attendance(self.roll, self.cast, self.no_part, self.present, self.represented, self.no_part_represented)

    def on(self, base: Base) -> int:
        """The number that a base stands for. Raises ValueError for "present" online."""
        if base == Base.PRESENT and self.present is None:
            raise ValueError("online nobody is present: choose another base")
        return {
            Base.EXPRESSED: self.expressed,
            Base.CAST: self.cast,
            Base.PRESENT: self.attendance.entitled,
            Base.ROLL: self.roll,
        }[base]


@dataclass(frozen=True)
class MajorityResult:
    outcome: MajorityOutcome
    tally: MajorityTally
    rules: MajorityRules
    base: int
    needed: int  # votes for, to reach the threshold
    threshold_reached: bool
    quorum: Quorum | None
    proxies_count: bool  # whether the represented were counted for it
    tied: bool  # as many for as against, and at least one
    casting: Choice | None  # the casting vote that decided, if one did
    steps: tuple[CountStep, ...]


def count(
    tally: MajorityTally, rules: MajorityRules, quorum: QuorumRule | None = None, *, proxies_count: bool = True
) -> MajorityResult:
    """Decide. `proxies_count`: whether the represented count towards a meeting's quorum."""
    base = tally.on(rules.base)
    needed = votes_needed(tally, rules)
    reached = base > 0 and tally.votes_for >= needed
    standing = None
    if quorum:
        counted = tally.attendance.counted(no_part_counts=rules.no_part_counts, proxies_count=proxies_count)
        standing = Quorum(quorum.needed(tally.roll), counted)
    tied = tally.votes_for == tally.votes_against > 0
    casting = casting_vote(tally, rules) if tied else None
    if standing and not standing.reached:
        outcome, casting = MajorityOutcome.NO_QUORUM, None
    elif casting:
        outcome = MajorityOutcome.ADOPTED if casting == Choice.FOR else MajorityOutcome.REJECTED
    else:
        outcome = MajorityOutcome.ADOPTED if reached else MajorityOutcome.REJECTED
    result = MajorityResult(outcome, tally, rules, base, needed, reached, standing, proxies_count, tied, casting, ())
    return MajorityResult(**{**vars(result), "steps": tuple(_steps(result))})


def votes_needed(tally: MajorityTally, rules: MajorityRules) -> int:
    """The threshold as a number of votes: 2/3 of 10 is 7, more than half of 17 is 9."""
    if rules.threshold == Threshold.RELATIVE:
        return tally.votes_against + 1
    base = tally.on(rules.base)
    if rules.threshold == Threshold.ABSOLUTE:
        return base // 2 + 1
    part = Fraction(rules.threshold) * base
    return -(-part.numerator // part.denominator)


def casting_vote(tally: MajorityTally, rules: MajorityRules) -> Choice | None:
    """The casting vote, where it may decide: the rules allow it, and that person voted for or against."""
    if rules.tie == TieRule.CASTING and rules.allows_casting and tally.casting in (Choice.FOR, Choice.AGAINST):
        return tally.casting
    return None


def _steps(result: MajorityResult) -> list[CountStep]:
    """The count as one would do it by hand. Each step holds every number that its sentence needs."""
    tally, rules = result.tally, result.rules
    steps = [
        CountStep(
            "majority.counted",
            {
                "for": tally.votes_for,
                "against": tally.votes_against,
                "abstain": tally.abstain,
                "blank": tally.blank,
                "spoilt": tally.spoilt,
                "no_part": tally.no_part,
                "cast": tally.cast,
                "roll": tally.roll,
            },
        )
    ]
    if result.quorum:
        steps.append(result.quorum.step(tally.attendance.who(proxies_count=result.proxies_count)))
    steps.append(CountStep("majority.base", {"kind": rules.base.value, "base": result.base}))
    steps.append(
        CountStep(
            "majority.threshold",
            {
                "kind": str(rules.threshold),
                "base": result.base,
                "needed": result.needed,
                "for": tally.votes_for,
                "reached": result.threshold_reached,
            },
        )
    )
    if result.tied and result.outcome != MajorityOutcome.NO_QUORUM:
        casting = result.casting and result.casting.value
        steps.append(CountStep("majority.tie", {"casting": casting, "for": tally.votes_for}))
    steps.append(CountStep("majority.outcome", {"outcome": result.outcome.value}))
    return steps
