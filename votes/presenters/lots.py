"""A lot, laid open so that a member can draw it again with any tool that computes SHA-256."""

import shlex
from dataclasses import dataclass

from votes.counting.lot import draw, place
from votes.counting.result import Plain
from votes.models import Ballot
from votes.wording import answers


@dataclass(frozen=True)
class LotTicket:
    """One option in the lot: what is hashed after the seed, and what comes out."""

    option: str
    seed: str  # of the whole lot
    name: str  # as it stands in the ballot; what is hashed
    digest: str

    @property
    def command(self) -> str:
        """What draws it again in a terminal."""
        return f"printf '%s\\n%s' {self.seed} {shlex.quote(self.name)} | sha256sum"


@dataclass(frozen=True)
class Lot:
    """The tickets in the order of the lot: the smallest first."""

    tickets: list[LotTicket]


def lot_of(ballot: Ballot, answer: Plain) -> Lot | None:
    """The lot that settled a tie of this result; None if none was drawn."""
    tie = answer.get("tie")
    if not tie or tie["by"] != "lot" or tie["of"] == "none":
        return None
    tickets = [
        LotTicket(answers.option(ballot.method, name), tie["of"], name, place(name, tie["of"]))
        for name in draw(tie["between"], tie["of"])
    ]
    return Lot(tickets)
