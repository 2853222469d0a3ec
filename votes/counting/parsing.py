"""What a stranger wrote, read strictly: each refusal is a ValueError that says what is wrong, and where."""

import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import Any

MOST = 10**12  # of anything that is counted
FRACTION = re.compile(r"([0-9]{1,12})(?:/([0-9]{1,12}))?", re.ASCII)


def shown(value: object) -> str:
    """A value as a message quotes it: never long, whatever was written."""
    if isinstance(value, str):
        return f"“{value[:40]}”"
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int) and abs(value) <= MOST:
        return str(value)
    return {int: "so large a number", float: "a number that is not whole", list: "a list", dict: "an object"}.get(
        type(value), "that"
    )


def whole(value: object, name: str, least: int = 0, most: int = MOST) -> int:
    """A whole number; true and false are none, nor is 1.0."""
    if type(value) is not int or not least <= value <= most:
        raise ValueError(f"{name}: a whole number from {least} to {most}, not {shown(value)}")
    return value


def text(value: object, name: str) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError(f"{name}: a text, not {shown(value)}")
    if not value.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise ValueError(f"{name}: a text with half a character")
    return value


def fraction(value: object, name: str) -> Fraction:
    """ "2/3", or "1"."""
    match = FRACTION.fullmatch(value) if isinstance(value, str) else None
    if not match or (match[2] and int(match[2]) == 0):
        raise ValueError(f"{name}: a fraction like 2/3, not {shown(value)}")
    return Fraction(int(match[1]), int(match[2] or 1))


def options(value: object) -> tuple[str, ...]:
    """The names of what there is to choose from, each once."""
    if not isinstance(value, list) or not value:
        raise ValueError(f"options: a list of at least one name, not {shown(value) if value != [] else 'none'}")
    names = tuple(text(name, f"options[{index}]") for index, name in enumerate(value))
    if len(set(names)) < len(names):
        raise ValueError(f"options: {shown(max(names, key=names.count))} is there twice")
    return names


class Fields:
    """The fields of an object, by name. A field that is null is as if it were not there."""

    def __init__(self, values: object, where: str, known: Collection[str]) -> None:
        if not isinstance(values, Mapping):
            raise ValueError(f"{where}: an object, not {shown(values)}")
        unknown = sorted(set(values) - set(known))
        if unknown:
            raise ValueError(f"{where}: {shown(unknown[0])} is not known here; known: {', '.join(sorted(known))}")
        self.values: Mapping[str, Any] = {name: value for name, value in values.items() if value is not None}
        self.where = where

    def has(self, name: str) -> bool:
        return name in self.values

    def whole(self, name: str, least: int = 0) -> int | None:
        return whole(self.values[name], f"{self.where}.{name}", least) if self.has(name) else None

    def number(self, name: str) -> int:
        """A whole number that is 0 when it is not said."""
        return self.whole(name) or 0

    def flag(self, name: str, default: bool) -> bool:
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise ValueError(f"{self.where}.{name}: true or false, not {shown(value)}")
        return value

    def text(self, name: str) -> str | None:
        return text(self.values[name], f"{self.where}.{name}") if self.has(name) else None

    def word(self, name: str, words: Collection[str], default: str) -> str:
        value = self.values.get(name, default)
        if not isinstance(value, str) or value not in tuple(words):
            raise ValueError(f"{self.where}.{name}: {', '.join(words)}, not {shown(value)}")
        return value

    def fraction(self, name: str) -> Fraction | None:
        """ "2/3", or "1"."""
        return fraction(self.values[name], f"{self.where}.{name}") if self.has(name) else None

    def texts(self, name: str) -> tuple[str, ...] | None:
        if not self.has(name):
            return None
        values = self.values[name]
        if not isinstance(values, list):
            raise ValueError(f"{self.where}.{name}: a list, not {shown(values)}")
        return tuple(text(value, f"{self.where}.{name}[{index}]") for index, value in enumerate(values))

    def numbers(self, name: str) -> dict[str, int] | None:
        """A whole number for each of some names."""
        if not self.has(name):
            return None
        values = self.values[name]
        if not isinstance(values, Mapping):
            raise ValueError(f"{self.where}.{name}: an object, not {shown(values)}")
        return {key: whole(value, f"{self.where}.{name}.{key[:40]}") for key, value in values.items()}
