"""Who is elected, once a method has ranked the options: the seats are filled from the top.

Options that are level for the last seats are settled by the lot of `votes.counting.lot`, or left to one: where
none is given, the result says who is sure and who is level, and stops there. Where no ballot was counted
all are level, and no lot is drawn: nobody is elected by nobody.
"""

from collections.abc import Iterable

from votes.counting.lot import draw
from votes.counting.profile import Ranking
from votes.counting.result import BrokenTie, CountStep, OptionsOutcome, OptionsResult, Plain

UNDRAWN = "none"


def result(
    ranking: Ranking,
    *,
    seats: int,
    lot: str | None,
    voters: int,
    counts: Plain,
    steps: Iterable[CountStep] = (),
    stages: Iterable[Plain] = (),
    tie: BrokenTie | None = None,
) -> OptionsResult:
    """The result of a ranking: its first `seats` options win. `voters`: how many ballots were counted.

    `tie`: one that the method settled on its way to the ranking; a tie for a seat comes after it and is told instead.
    """
    winners, level = filled(ranking, seats) if voters else ((), tuple(sorted(sum(ranking, ()))))
    left, outcome, told_steps = seats - len(winners), OptionsOutcome.ELECTED, list(steps)
    if not voters:
        outcome, tie = OptionsOutcome.TIE, BrokenTie(level, by="lot", of=UNDRAWN)
        told_steps = [CountStep("seats.nobody", {})]
    elif level and lot is None:
        outcome, tie = OptionsOutcome.TIE, BrokenTie(level, by="lot", of=UNDRAWN)
        told_steps.append(CountStep("seats.undrawn", {"between": list(level), "seats": left}))
    elif level and lot is not None:
        drawn = draw(level, lot)[:left]
        winners, tie = (*winners, *drawn), BrokenTie(level, by="lot", of=lot)
        told_steps.append(CountStep("seats.drawn", {"between": list(level), "drawn": drawn, "lot": lot}))
    if winners:
        told_steps.append(CountStep("seats.elected", {"winners": list(winners)}))
    return OptionsResult(outcome, winners, ranking, counts, tuple(told_steps), tuple(stages), tie=tie)


def filled(ranking: Ranking, seats: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those who are sure of a seat, best first, and those who are level for the last ones."""
    winners: tuple[str, ...] = ()
    for group in ranking:
        if len(winners) == seats:
            break
        if len(winners) + len(group) > seats:
            return winners, group
        winners += group
    return winners, ()
