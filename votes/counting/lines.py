"""The ballots of a recount, line by line, read strictly and merged: equal answers are one, with their number."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from votes.counting.fields import shown, whole

Ranking = tuple[tuple[str, ...], ...]  # groups of equals, best first
Answer = Any  # Ranking | frozenset[str] | Mapping[str, int]
ASIDE = ("blank", "spoilt", "no_part")  # what a line may say in place of an answer among options


@dataclass(frozen=True)
class Lines:
    """What was answered. `answers` are those that a method counts; the other three are not."""

    answers: tuple[tuple[int, Answer], ...] = ()
    blank: int = 0
    spoilt: int = 0
    no_part: int = 0
    canonical: tuple[str, ...] = field(default=(), compare=False)

    @property
    def cast(self) -> int:
        """Every ballot, blank and spoilt ones included."""
        return sum(number for number, _answer in self.answers) + self.blank + self.spoilt

    @property
    def seed(self) -> str:
        """The SHA-256 (hexadecimal) of the merged lines, sorted: the same whatever the order of entry.

        Each line is JSON with sorted keys and no space: `{"n":42,"ranking":[["A"],["B","C"]]}`, where each
        place of a ranking is a sorted list and approvals are sorted; lines are joined by line feeds.
        """
        return hashlib.sha256("\n".join(self.canonical).encode()).hexdigest()


def read(ballots: object, key: str, options: Collection[str], highest: int | None = None) -> Lines:
    """The lines of a method whose answers are under `key`. Raises ValueError, which names the line."""
    if not isinstance(ballots, list):
        raise ValueError(f"ballots: a list, not {shown(ballots)}")
    known, reader = frozenset(options), READERS[key]
    merged: Counter[Any] = Counter()
    aside: Counter[str] = Counter()
    for index, line in enumerate(ballots):
        try:
            number, value, is_aside = _split(line, key)
            if is_aside:
                aside[value] += number
            elif answer := reader(value, known, highest):
                merged[answer] += number
            else:
                aside["blank"] += number
        except ValueError as error:
            raise ValueError(f"ballots[{index}]: {error}") from None
    answers = tuple((number, answer) for answer, number in merged.items() if number)
    plain = [_line(number, key, PLAIN[key](answer)) for number, answer in answers]
    plain += [_line(number, "choice", choice) for choice, number in aside.items() if number]
    if key in ("scores", "grades"):
        answers = tuple((number, dict(answer)) for number, answer in answers)
    return Lines(answers, **aside, canonical=tuple(sorted(plain)))


def choices(ballots: object, words: Collection[str]) -> dict[str, int]:
    """How many gave each of the answers of a method that is answered by a word."""
    if not isinstance(ballots, list):
        raise ValueError(f"ballots: a list, not {shown(ballots)}")
    said = dict.fromkeys(words, 0)
    for index, line in enumerate(ballots):
        try:
            number, value, _aside = _split(line, "choice")
            if not isinstance(value, str) or value not in said:
                raise ValueError(f"choice: {', '.join(words)}, not {shown(value)}")
            said[value] += number
        except ValueError as error:
            raise ValueError(f"ballots[{index}]: {error}") from None
    return said


def _split(line: object, key: str) -> tuple[int, Any, bool]:
    """How many gave this line's answer, that answer, and whether it is one of those set aside."""
    if not isinstance(line, Mapping):
        raise ValueError(f"an object, not {shown(line)}")
    number = whole(line["n"], "n") if "n" in line else 1
    if len(line) != ("n" in line) + 1:
        raise ValueError(f"“n” and “{key}”, and nothing else")
    if key in line:
        return number, line[key], False
    if "choice" not in line:
        raise ValueError(f"“{key}” is missing")
    if line["choice"] not in ASIDE:
        raise ValueError(f"choice: {', '.join(ASIDE)} (or “{key}”), not {shown(line['choice'])}")
    return number, line["choice"], True


def _line(number: int, key: str, plain: Any) -> str:
    return json.dumps({"n": number, key: plain}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _ranking(value: object, options: frozenset[str], highest: int | None) -> Ranking:
    if not isinstance(value, list):
        raise ValueError(f"ranking: a list, not {shown(value)}")
    groups = tuple(tuple(sorted(_names(place if isinstance(place, list) else [place], options))) for place in value)
    named = [name for group in groups for name in group]
    if len(set(named)) < len(named):
        raise ValueError("ranking: an option is there twice")
    if () in groups:
        raise ValueError("ranking: a place with nobody in it")
    return groups


def _approve(value: object, options: frozenset[str], highest: int | None) -> frozenset[str]:
    """`highest` is how many a ballot may approve."""
    if not isinstance(value, list):
        raise ValueError(f"approve: a list, not {shown(value)}")
    approved = frozenset(_names(value, options))
    if len(approved) < len(value):
        raise ValueError("approve: an option is there twice")
    if highest is not None and len(approved) > highest:
        raise ValueError(f"approve: at most {highest} options, not {len(approved)}")
    return approved


def _numbers(value: object, options: frozenset[str], highest: int | None) -> tuple[tuple[str, int], ...]:
    """Scores, or grades from the worst (0), by option."""
    if not isinstance(value, Mapping):
        raise ValueError(f"an object of whole numbers by option, not {shown(value)}")
    _names(value, options)
    if highest is None:
        return tuple(sorted((name, whole(number, name)) for name, number in value.items()))
    return tuple(sorted((name, whole(number, name, 0, highest)) for name, number in value.items()))


def _names(value: Iterable[object], options: frozenset[str]) -> list[str]:
    names = []
    for name in value:
        if not isinstance(name, str) or name not in options:
            raise ValueError(f"{shown(name)} is no option")
        names.append(name)
    return names


READERS: dict[str, Callable[[object, frozenset[str], int | None], Any]] = {
    "ranking": _ranking,
    "approve": _approve,
    "scores": _numbers,
    "grades": _numbers,
}
PLAIN: dict[str, Callable[[Any], Any]] = {"ranking": list, "approve": sorted, "scores": dict, "grades": dict}
