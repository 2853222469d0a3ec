"""What every count among options gives back: the result, how a tie was settled, and its steps."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

Plain = dict[str, Any]  # whole numbers, texts, booleans, None, lists and dicts of them; decimals as texts


class OptionsOutcome(StrEnum):
    ELECTED = "elected"
    TIE = "tie"  # nobody drew the lot
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True)
class CountStep:
    """One step of the count, by name and numbers; `votes.wording` tells it in French and English."""

    name: str  # "irv.excluded"
    values: Plain

    def plain(self) -> Plain:
        return {"name": self.name, "values": self.values}


@dataclass(frozen=True)
class BrokenTie:
    """A tie that decided something: between whom, and whether the method's own rule or a lot settled it."""

    between: tuple[str, ...]
    by: Literal["rule", "lot"]
    of: str  # "stage 2" for a rule; for a lot what it was drawn from, or "none"

    def plain(self) -> Plain:
        return {"between": list(self.between), "by": self.by, "of": self.of}


@dataclass(frozen=True)
class OptionsResult:
    """`ranking` is the method's own, best first, equals together; a lot only fills seats."""

    outcome: OptionsOutcome
    winners: tuple[str, ...]
    ranking: tuple[tuple[str, ...], ...]
    counts: Plain
    steps: tuple[CountStep, ...]
    stages: tuple[Plain, ...] = field(default=())
    quota: str | None = None
    tie: BrokenTie | None = None

    def plain(self) -> Plain:
        """As it is written in JSON; what a method has no use for is left out."""
        ranked = self.outcome != OptionsOutcome.NO_QUORUM
        return {
            "outcome": self.outcome.value,
            "winners": list(self.winners),
            **({"ranking": [list(group) for group in self.ranking]} if ranked else {}),
            "counts": self.counts,
            **({"quota": self.quota} if self.quota is not None else {}),
            **({"stages": list(self.stages)} if self.stages else {}),
            "tie": self.tie and self.tie.plain(),
            "steps": [step.plain() for step in self.steps],
        }

    @classmethod
    def read(cls, plain: Plain) -> "OptionsResult":
        """What `plain` wrote."""
        tie = plain["tie"]
        return cls(
            outcome=OptionsOutcome(plain["outcome"]),
            winners=tuple(plain["winners"]),
            ranking=tuple(tuple(group) for group in plain.get("ranking", ())),
            counts=plain["counts"],
            steps=tuple(CountStep(step["name"], step["values"]) for step in plain["steps"]),
            stages=tuple(plain.get("stages", ())),
            quota=plain.get("quota"),
            tie=tie and BrokenTie(tuple(tie["between"]), tie["by"], tie["of"]),
        )

    def step(self, name: str) -> Plain:
        """The values of a step that the count has."""
        return next(step.values for step in self.steps if step.name == name)

    @property
    def valid(self) -> int:
        """How many ballots the method counts, once it is known how many were cast."""
        values = self.step("cast")
        return int(values["cast"] - values["blank"] - values["spoilt"])
