"""Majority judgment: each option has the grade that a majority gives it, or better.

Source: M. Balinski, R. Laraki, "Majority Judgment" (MIT Press, 2011). An option's majority grade is the middle of
its grades, the lower of the two middle ones for an even number. Whoever gave an option no grade gave it the worst.
Ties, by the same source: one majority grade of each option is taken away, then the next one, until the middle of
what remains differs; options whose grades are all the same in number stay equal, and the lot fills the seats.
Time: linear in the judgments; comparing takes options x grades, whatever the number of judgments.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, pairwise

from votes.counting import seats as filling
from votes.counting.method import CountingMethod
from votes.counting.parsing import Fields
from votes.counting.profile import Ranking, Scores
from votes.counting.result import BrokenTie, CountStep, OptionsResult, Plain

UNGRADED = -1
MOST_GRADES = 1000
Tally = tuple[int, ...]  # how many gave each grade, the worst first
Value = tuple[tuple[int, int, int], ...]  # (j, lower grade, higher grade) of some of the pairs taken away


def count(
    options: Sequence[str],
    ballots: Iterable[tuple[int, Scores]],
    *,
    seats: int = 1,
    lot: str | None = None,
    grades: Sequence[str] = (),
) -> OptionsResult:
    """Rank options by ballots of grades, 0 the worst. `grades`: their words, the worst first, for the steps."""
    same: defaultdict[int, list[Scores]] = defaultdict(list)  # the ballots that stand for as many, to count together
    for number, given in ballots:
        if given:
            same[number].append(given)
    given_to = {option: graded_by(option, same) for option in sorted(options)}
    width = max(len(grades), 1, *(grade + 1 for had in given_to.values() for grade in had))
    tallies = {option: [had[grade] for grade in range(width)] for option, had in given_to.items()}
    voters = sum(number * len(papers) for number, papers in same.items())
    return count_tallies(options, tallies, seats=seats, lot=lot, grades=grades, voters=voters)


def graded_by(option: str, same: Mapping[int, Sequence[Scores]]) -> Counter[int]:
    """How many gave an option each grade; who gave it none is not counted here."""
    had = Counter[int]()
    for number, papers in same.items():
        for grade, times in Counter([paper.get(option, UNGRADED) for paper in papers]).items():
            had[grade] += number * times
    del had[UNGRADED]
    return had


def count_tallies(
    options: Sequence[str],
    tallies: Mapping[str, Sequence[int]],
    *,
    seats: int = 1,
    lot: str | None = None,
    grades: Sequence[str] = (),
    voters: int = 0,
) -> OptionsResult:
    """The same from the number of each grade. `voters`: how many gave grades, if more than any option got."""
    voters = max(voters, *(sum(tallies.get(option, ())) for option in options))
    width = max(1, len(grades), *(len(tallies.get(option, ())) for option in options))
    full = {option: completed(tallies.get(option, ()), voters, width) for option in sorted(options)}
    counts: Plain = {option: list(tally) for option, tally in full.items()}
    if not voters:
        return filling.result((tuple(full),), seats=seats, lot=None, voters=0, counts=counts)
    values = majority_values(full, voters)
    ranking = ranked(values)
    order = [(option, values[option][0][1]) for group in ranking for option in group]
    return filling.result(
        ranking,
        seats=seats,
        lot=lot,
        voters=voters,
        counts=counts,
        steps=[*graded(order, full, grades), *compared(ranking, values, voters, grades)],
        stages=[{"option": option, "median": grade} for option, grade in order],
        tie=settled(ranking, values, voters, seats),
    )


def completed(tally: Sequence[int], voters: int, width: int) -> Tally:
    """Every voter's grade for an option: whoever gave none gave the worst."""
    worst, *others = [*tally, *(0 for _ in range(width - len(tally)))]
    return (worst + voters - sum(tally), *others)


def grade_at(tally: Tally, place: int) -> int:
    """The grade at a place, from the worst (place 0) to the best."""
    return next(grade for grade, below in enumerate(accumulate(tally)) if place < below)


def majority_values(tallies: Mapping[str, Tally], voters: int) -> dict[str, Value]:
    """For each option the grades that are taken away one after the other, as far as any two options can differ.

    The lower middle goes first, then by turns from just below and just above what is gone: pair j holds the
    grades at the places low - j and high + j. It only changes where some option's grade does, at the `turns`.
    """
    low, high = (voters - 1) // 2, voters // 2
    ends = {end for tally in tallies.values() for end in accumulate(tally)}
    turns = sorted({0} | {j for end in ends for j in (low - end + 1, end - high) if 0 < j <= low})
    return {
        option: tuple((j, grade_at(tally, low - j), grade_at(tally, high + j)) for j in turns)
        for option, tally in tallies.items()
    }


def ranked(values: Mapping[str, Value]) -> Ranking:
    return tuple(
        tuple(sorted(option for option in values if values[option] == value))
        for value in sorted(set(values.values()), reverse=True)
    )


def difference(one: Value, other: Value, voters: int) -> tuple[int, int, int]:
    """How many grades of each are taken away before they differ, and the grade of each then."""
    pair, (_, low, high) = next((a, b) for a, b in zip(one, other, strict=True) if a != b)
    removed = max(0, 2 * pair[0] - voters % 2)
    return (removed, pair[1], low) if pair[1] != low else (removed + 1, pair[2], high)


def graded(order: Iterable[tuple[str, int]], tallies: Mapping[str, Tally], grades: Sequence[str]) -> list[CountStep]:
    """Each option's majority grade, and how many gave it or better."""
    return [
        CountStep(
            "majority_judgment.graded",
            {
                "option": option,
                **worded("grade", grade, grades),
                "or_better": sum(tallies[option][grade:]),
                "voters": sum(tallies[option]),
            },
        )
        for option, grade in order
    ]


def compared(ranking: Ranking, values: Mapping[str, Value], voters: int, grades: Sequence[str]) -> list[CountStep]:
    """How neighbours in the ranking with the same majority grade are told apart."""
    steps = []
    for better, worse in pairwise(ranking):
        removed, higher, lower = difference(values[better[0]], values[worse[0]], voters)
        if removed:
            between = {"better": list(better), "worse": list(worse), "removed": removed}
            words = {**worded("higher", higher, grades), **worded("lower", lower, grades)}
            steps.append(CountStep("majority_judgment.compared", {**between, **words}))
    return steps


def worded(name: str, grade: int, grades: Sequence[str]) -> Plain:
    return {name: grade, f"{name}_word": grades[grade] if grade < len(grades) else None}


def settled(ranking: Ranking, values: Mapping[str, Value], voters: int, seats: int) -> BrokenTie | None:
    """The tie that the rule settled for the last seat: options of one majority grade, on both sides of it."""
    filled = 0
    for better, worse in pairwise(ranking):
        filled += len(better)
        if filled == seats:
            removed, _, _ = difference(values[better[0]], values[worse[0]], voters)
            level = tuple(sorted(o for o in values if values[o][0][1] == values[better[0]][0][1]))
            return BrokenTie(level, by="rule", of=f"{removed} removed") if removed else None
    return None


def best_grade(rules: Fields) -> int:
    """Of the words that the rules give, or of as many as anyone would want."""
    return len(rules.texts("grades") or range(MOST_GRADES)) - 1


METHOD = CountingMethod(
    "majority_judgment",
    "grades",
    count,
    rules={"grades": "the words of the grades, worst first"},
    answers="from 0, the worst, which is also that of who is not named",
    highest=best_grade,
    own=lambda rules: {"grades": rules.texts("grades") or ()},
    count_tallies=count_tallies,
)
