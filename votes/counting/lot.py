"""A lot that anyone can redraw.

Each option's place is the SHA-256 of `SEED`, a line feed and the option's name (UTF-8), read as
hexadecimal: the smallest comes first. The seed of a ballot is its closing hash (`ballots_hash`), which
nobody knows before the last vote. Nothing depends on the order in which options or votes were entered.
"""

import hashlib
from collections.abc import Iterable


def place(option: str, seed: str) -> str:
    return hashlib.sha256(f"{seed}\n{option}".encode()).hexdigest()


def draw(options: Iterable[str], seed: str) -> list[str]:
    """The options in the order of the lot: the first is preferred for a seat, the last is excluded first."""
    return sorted(options, key=lambda option: place(option, seed))
