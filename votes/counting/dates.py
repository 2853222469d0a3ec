"""Dates: for each one everybody says yes (2), if need be (1) or no (0), and it suits most where most can come.

Source: the habit of online polls ("yes, if need be, no"), ours to order: first how many can come, readily
or if need be; of dates equal in this, the one with more plain yeses. A date that a ballot leaves out is a no.
Time: linear in the answers. Tie: by the yeses, as said, then a lot.
"""

from collections.abc import Iterable, Sequence

from votes.counting import seats as places
from votes.counting.method import CountingMethod
from votes.counting.profile import Scores, grouped
from votes.counting.result import BrokenTie, CountStep, OptionsResult


def count(
    options: Sequence[str], ballots: Iterable[tuple[int, Scores]], *, seats: int = 1, lot: str | None = None
) -> OptionsResult:
    """`counts`: how many said no, if need be, yes to each date. A ballot that answers for none is blank."""
    counts, voters = {option: [0, 0, 0] for option in options}, 0
    for number, grades in ballots:
        if grades:
            voters += number
            for option in options:
                counts[option][grades.get(option, 0)] += number
    can_come = {option: if_need_be + yes for option, (_no, if_need_be, yes) in counts.items()}
    readily = {option: yes for option, (_no, _if_need_be, yes) in counts.items()}
    ranking = tuple(
        equal for group in grouped(can_come) for equal in grouped({option: readily[option] for option in group})
    )
    steps, tie = [CountStep("dates.counted", {"voters": voters, "counts": counts})], None
    _sure, level = places.filled(grouped(can_come), seats)
    if level and voters:
        tie = BrokenTie(level, by="rule", of="yes")
        steps.append(CountStep("dates.level", {"between": list(level), "counts": counts}))
    return places.result(ranking, seats=seats, lot=lot, voters=voters, counts=counts, steps=steps, tie=tie)


METHOD = CountingMethod("dates", "grades", count, answers="0 no, 1 if need be, 2 yes", highest=lambda rules: 2)
