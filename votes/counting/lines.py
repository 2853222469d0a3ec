"""The ballots of a recount, line by line, read strictly and merged: equal answers are one, with their number.

Each reader has a short way for what is plainly right, and a long one that finds what is wrong and says so.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from votes.counting.parsing import MOST, shown, whole

Ranking = tuple[tuple[str, ...], ...]  # groups of equals, best first
Answer = Any  # Ranking | frozenset[str] | dict[str, int]
ASIDE = ("blank", "spoilt", "no_part")  # what a line may say in place of an answer among options
canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


@dataclass(frozen=True)
class Lines:
    """What was answered. `answers` are those that a method counts; the next three are not."""

    answers: tuple[tuple[int, Answer], ...] = ()
    blank: int = 0
    spoilt: int = 0
    no_part: int = 0
    key: str = ""  # of the answers
    tallies: dict[str, list[int]] | None = None  # in place of answers: the number of each grade, by option

    @property
    def cast(self) -> int:
        """Every ballot, blank and spoilt ones included."""
        if self.tallies is not None:
            return max(map(sum, self.tallies.values()), default=0)
        return sum(number for number, _answer in self.answers) + self.blank + self.spoilt

    @property
    def seed(self) -> str:
        """The SHA-256 (hexadecimal) of the merged lines, sorted: the same whatever the order of entry.

        Each line is JSON with sorted keys and no space: `{"n":42,"ranking":[["A"],["B","C"]]}`, where each
        place of a ranking is a sorted list and approvals are sorted; lines are joined by line feeds.
        """
        if self.tallies is not None:
            return hashlib.sha256(canonical({"tallies": self.tallies}).encode()).hexdigest()
        plain = sorted if self.key == "approve" else lambda answer: answer
        lines = [canonical({"n": number, self.key: plain(answer)}) for number, answer in self.answers]
        aside = ((number, choice) for choice in ASIDE if (number := getattr(self, choice)))
        lines += [canonical({"n": number, "choice": choice}) for number, choice in aside]
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def read(
    ballots: object,
    key: str,
    options: Sequence[str],
    highest: int | None = None,
    check: Callable[[Any, int | None], None] = lambda answer, highest: None,
) -> Lines:
    """The lines of a method whose answers are under `key`. Raises ValueError, which names the line.

    `highest`: of a score or a grade; of approvals, how many a ballot may give. `check` is what else the method asks
    of an answer: ValueError where it does not hold. Scores and grades come to it as pairs.
    """
    reader = READERS[key](options, MOST if highest is None else highest)
    merged: Counter[Any] = Counter()
    aside: Counter[str] = Counter()
    for index, line in enumerate(listed(ballots)):
        try:
            number, answer_text = split(line, key)
            if answer_text is None:
                choice = line["choice"]
                if choice not in ASIDE:
                    raise ValueError(f"choice: {', '.join(ASIDE)} (or “{key}”), not {shown(choice)}")
                aside[choice] += number
            elif answer := reader(answer_text):
                check(answer, highest)
                merged[answer] += number
            else:
                aside["blank"] += number
        except ValueError as error:
            raise ValueError(f"ballots[{index}]: {error}") from None
    answers: Iterable[tuple[int, Answer]] = ((number, answer) for answer, number in merged.items() if number)
    if key in ("scores", "grades"):
        answers = ((number, dict(answer)) for number, answer in answers)
    return Lines(tuple(answers), aside["blank"], aside["spoilt"], aside["no_part"], key)


def tallies(by_option: object, options: Sequence[str], highest: int | None = None) -> Lines:
    """How many gave each grade, the worst first, by option. Raises ValueError, which names the option."""
    if not isinstance(by_option, dict):
        raise ValueError(f"tallies: an object of lists by option, not {shown(by_option)}")
    for name in names(by_option, options):
        if not isinstance(by_option[name], list) or (highest is not None and len(by_option[name]) > highest + 1):
            raise ValueError(f"tallies: {shown(name)}: a list of numbers, no longer than there are grades")
        for number in by_option[name]:
            whole(number, f"tallies: {shown(name)}")
    return Lines(tallies=by_option)


def choices(ballots: object, words: Collection[str]) -> dict[str, int]:
    """How many gave each of the answers of a method that is answered by a word."""
    counts = dict.fromkeys(words, 0)
    for index, line in enumerate(listed(ballots)):
        try:
            number, word = split(line, "choice")
            if not isinstance(word, str) or word not in counts:
                raise ValueError(f"choice: {', '.join(words)}, not {shown(word)}")
            counts[word] += number
        except ValueError as error:
            raise ValueError(f"ballots[{index}]: {error}") from None
    return counts


def listed(ballots: object) -> list[Any]:
    if not isinstance(ballots, list):
        raise ValueError(f"ballots: a list, not {shown(ballots)}")
    return ballots


def split(line: Any, key: str) -> tuple[int, Any]:
    """How many gave a line's answer, and that answer; None where its `choice` stands in place of one."""
    if not isinstance(line, dict):
        raise ValueError(f"an object, not {shown(line)}")
    number = line.get("n", 1)
    if type(number) is not int or not 0 <= number <= MOST:
        whole(number, "n")
    if len(line) != ("n" in line) + 1:
        raise ValueError(f"“n” and “{key}”, and nothing else")
    answer = line.get(key)
    if answer is None and (key in line or "choice" not in line):
        raise ValueError(f"“{key}” is missing")
    return number, answer


def rankings(options: Sequence[str], highest: int) -> Callable[[Any], Ranking]:
    """A ranking as groups of equals, each sorted; highest is of no use to it."""
    places: dict[str, tuple[str, ...]] = {option: (option,) for option in options}

    def read(given: Any) -> Ranking:
        if not isinstance(given, list):
            raise ValueError(f"ranking: a list, not {shown(given)}")
        try:
            groups = tuple([places[name] for name in given])
        except (KeyError, TypeError):  # a list of equals among them, or what is no option
            groups = tuple(
                tuple(sorted(names(place if isinstance(place, list) else [place], places))) for place in given
            )
        if len({name for group in groups for name in group}) < sum(map(len, groups)):
            raise ValueError("ranking: an option is there twice")
        if () in groups:
            raise ValueError("ranking: a place with nobody in it")
        return groups

    return read


def approvals(options: Sequence[str], highest: int) -> Callable[[Any], frozenset[str]]:
    known = frozenset(options)

    def read(given: Any) -> frozenset[str]:
        if not isinstance(given, list):
            raise ValueError(f"approve: a list, not {shown(given)}")
        approved = frozenset(names(given, known))
        if len(approved) < len(given):
            raise ValueError("approve: an option is there twice")
        if len(approved) > highest:
            raise ValueError(f"approve: at most {highest} options, not {len(approved)}")
        return approved

    return read


def numbers(options: Sequence[str], highest: int) -> Callable[[Any], tuple[tuple[str, int], ...]]:
    """Scores, or grades from the worst (0), by option, as sorted pairs."""
    known, only = frozenset(options), {int}

    def read(points: Any) -> tuple[tuple[str, int], ...]:
        if not isinstance(points, dict):
            raise ValueError(f"an object of whole numbers by option, not {shown(points)}")
        given = points.values()
        if points and not (
            points.keys() <= known and set(map(type, given)) == only and min(given) >= 0 and max(given) <= highest
        ):
            for name in names(points, known):
                whole(points[name], name, 0, highest)
        return tuple(sorted(points.items()))

    return read


def names(values: Iterable[object], options: Collection[str]) -> list[str]:
    """The options that are named. Raises ValueError for what is none."""
    known = []
    for name in values:
        if not isinstance(name, str) or name not in options:
            raise ValueError(f"{shown(name)} is no option")
        known.append(name)
    return known


READERS: dict[str, Callable[[Sequence[str], int], Callable[[Any], Any]]] = {
    "ranking": rankings,
    "approve": approvals,
    "scores": numbers,
    "grades": numbers,
}
