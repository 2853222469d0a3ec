"""What an owner says when it opens a gathering: who may vote, and how many it takes."""

from dataclasses import dataclass, field

from votes.counting.quorum import QuorumRule


@dataclass(frozen=True)
class RollRules:
    """The roll and its rules, as a circle has them. `electors` are member ids.

    `quorum` is None where there is none.
    `proxy_cap` is how many proxies one person may hold: 0 for no proxies at all, None for no limit.
    `online`: no room; the quorum is counted over those who cast a ballot.
    """

    electors: frozenset[int] = field(default_factory=frozenset)
    quorum: QuorumRule | None = None
    proxies_count: bool = True
    proxy_cap: int | None = 2
    online: bool = False


@dataclass(frozen=True)
class QuorumState:
    """The quorum of a meeting as it stands now. `needed` is None where there is no quorum."""

    needed: int | None
    present: int
    represented: int
    counted: int  # present, and represented where proxies count
    roll: int

    @property
    def reached(self) -> bool:
        return self.needed is None or self.counted >= self.needed
