"""Whole numbers as people and programs send them: the one place where a text becomes one."""

from collections.abc import Iterable

LARGEST = 2**63 - 1  # what both databases keep


def number(text: object, *, most: int = LARGEST) -> int | None:
    """The number that a text says in the digits 0 to 9 and nothing else; None when it says none, or more than `most`.

    `str.isdigit` also takes « ² », which is no number to `int`, and `int` refuses thousands of digits.
    """
    if not isinstance(text, str) or not text.isascii() or not text.isdigit() or len(text) > len(str(LARGEST)):
        return None
    value = int(text)
    return value if value <= most else None


def numbers(texts: Iterable[object]) -> set[int]:
    """Those that are said."""
    return {value for text in texts if (value := number(text)) is not None}
