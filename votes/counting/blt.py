"""A file of ranked ballots in the BLT format (Hill, Wichmann, Woodall 1987), as one object of the recount format.

The first line holds how many candidates and how many seats; then withdrawn candidates, -3; then a line a kind of
ballot: how many there are, the candidates' numbers in order of preference (2=3 for equal ones), 0; a line with 0
alone; the names in quotes, one a line (what follows a name, like a party, is passed over); the title in quotes.
# begins a comment. Linear in the length of the file. Who has withdrawn is no option, and no ballot names them.
"""

import re
from collections.abc import Iterable

from votes.counting.result import Plain

LINE = re.compile(r'((?:[^#"]|"[^"]*")*)(#.*)?')  # what it says, then a comment
QUOTED = re.compile(r'\s*"([^"]*)"')
NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)


def read(text: str) -> Plain:
    """`id` (the title, if it has one), `options`, `seats`, `ballots`. Raises ValueError, which names the line."""
    file = File(text)
    counts = file.words("how many candidates and how many seats")
    if len(counts) != 2:
        raise file.wrong("how many candidates and how many seats, like “4 2”")
    candidates, seats = (file.number(word, least=1) for word in counts)
    withdrawn: set[int] = set()
    ballots: list[tuple[int, list[list[int]]]] = []
    while (words := file.words("ballots end with a line that is 0")) != ["0"]:
        if all(word.startswith("-") for word in words) and not ballots:
            withdrawn |= {file.number(word[1:], 1, candidates) for word in words}
        else:
            ballots.append(file.ballot(words, candidates))
    names = file.names(candidates)
    title = file.title()
    return {
        **({"id": title} if title else {}),
        "options": [name for number, name in names.items() if number not in withdrawn],
        "seats": seats,
        "ballots": [
            {"n": number, "ranking": _named(ranking, {n: names[n] for n in names if n not in withdrawn})}
            for number, ranking in ballots
        ],
    }


def _named(ranking: Iterable[Iterable[int]], names: dict[int, str]) -> list[str | list[str]]:
    groups = [[names[number] for number in group if number in names] for group in ranking]
    return [group[0] if len(group) == 1 else group for group in groups if group]


class File:
    """A file read line by line; blank lines and comments are passed over."""

    def __init__(self, text: str) -> None:
        self.lines = iter(enumerate(text.splitlines(), start=1))
        self.at = 0

    def wrong(self, message: str) -> ValueError:
        return ValueError(f"line {self.at}: {message}")

    def line(self, expected: str) -> str:
        """The next line that says something. `expected` tells what is missing if there is none."""
        for at, line in self.lines:
            self.at = at
            match = LINE.fullmatch(line)
            if match is None:
                raise self.wrong("a quotation mark that nothing closes")
            if match[1].strip():
                return match[1]
        raise self.wrong(f"the file ends here, and this is missing: {expected}")

    def words(self, expected: str) -> list[str]:
        return self.line(expected).split()

    def number(self, word: str, least: int = 0, most: int = 10**9) -> int:
        if not NUMBER.fullmatch(word) or not least <= int(word) <= most:
            raise self.wrong(f"a whole number from {least} to {most}, not “{word[:40]}”")
        return int(word)

    def ballot(self, words: list[str], candidates: int) -> tuple[int, list[list[int]]]:
        """How many there are, and the candidates by preference."""
        number, *places = words
        if not places or places.pop() != "0":
            raise self.wrong("a ballot ends with 0")
        ranking = [[self.number(word, 1, candidates) for word in place.split("=")] for place in places]
        ranked = [candidate for group in ranking for candidate in group]
        if len(set(ranked)) < len(ranked):
            raise self.wrong("a candidate stands twice on this ballot")
        return self.number(number), ranking

    def names(self, candidates: int) -> dict[int, str]:
        names: dict[int, str] = {}
        for number in range(1, candidates + 1):
            match = QUOTED.match(self.line(f"the name of candidate {number}, in quotes"))
            name = match[1].strip() if match else ""
            if not name or name in names.values():
                raise self.wrong(f"the name of candidate {number}, in quotes, that no other has")
            names[number] = name
        return names

    def title(self) -> str:
        """What the count is called; empty if the file does not say."""
        for _, line in self.lines:
            if match := QUOTED.match(line):
                return match[1].strip()
        return ""
