"""Ranked ballots as short texts, for counts that move papers from pile to pile.

Each option is one character, and so is each group of options ranked equal: equal ballots are equal texts,
and the next preference of a paper is what is left of it once those who are out are stripped from its start.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from votes.counting.profile import Ranking


class Letters(dict[tuple[str, ...], str]):
    """The character of each option, and of each group of equals in the order in which they are met."""

    def __init__(self, options: Sequence[str]) -> None:
        super().__init__(((option,), chr(place)) for place, option in enumerate(sorted(options)))
        self.groups = {letter: group for group, letter in self.items()}

    def __missing__(self, group: tuple[str, ...]) -> str:
        members = tuple(sorted(group))
        if members not in self:
            self[members] = chr(len(self.groups))
            self.groups[self[members]] = members
        self[group] = self[members]
        return self[group]


def write(options: Sequence[str], ballots: Iterable[tuple[int, Ranking]]) -> tuple[dict[str, int], Letters]:
    """How many there are of each paper, those that rank nobody left out."""
    letters, papers = Letters(options), defaultdict[str, int](int)
    letter = letters.__getitem__
    for number, ranking in ballots:
        papers["".join(map(letter, ranking))] += number
    papers.pop("", None)
    return papers, letters
