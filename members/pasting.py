"""People as they are pasted into one box: from letters, lists, spreadsheets.

Whatever stands between them, each address is found, with the name that goes with it. What holds no
address is given back as it was, so that it can be told.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from journal import texts

TOKEN = re.compile(r"[^\s<>,;|\"“”«»()\[\]{}]*@[^\s<>,;|\"“”«»()\[\]{}]*")
AROUND = "'`’‘*.:!?…-–—_=/\\ "  # what sentences and lists put around an address
LABEL = re.compile(r"^(to|cc|bcc|cci|from|à|de|e-?mail|courriel|adresse|mailto|smtp)\s*:\s*", re.IGNORECASE)
BULLET = re.compile(r"^\s*(?:[-–—•*·>]+|\(?\d{1,4}[.)])\s+")
ALMOST = re.compile(r"(?:^|\s)[a-z0-9._%+-]+\.[a-z]{2,}$|[(\[](?:at|a|arobase)[)\]]|\barobase\b")
AND = re.compile(r"^(?:et|and|ou|or|&|\+)\s+", re.IGNORECASE)
JOINED = {"et", "and", "ou", "or"}
BETWEEN = re.compile(r"[,;|\t\"“”«»]+")
LAST_FIRST = re.compile(r"^[\"“«]\s*([^\",“”«»]+?)\s*,\s*([^\",“”«»]+?)\s*[\"”»]$")
ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
EDGES = " <>()[]{}:-–—•*·/=,;|\t\"“”«»'`.&+"


@dataclass(frozen=True)
class Pasted:
    """Somebody of the list: what stood there, and the address in it (or what stands for one)."""

    pasted: str
    email: str
    name: str = ""


def read_people(text: str) -> list[Pasted]:
    """Everybody in the order of the list, each address once."""
    people: dict[str, Pasted] = {}
    for line in unicodedata.normalize("NFKC", texts.clean(text)).split("\n"):
        for person in _on(line):
            held = people.get(person.email.lower())
            if held is None or (person.name and not held.name):
                people[person.email.lower()] = person
    return list(people.values())


def _on(line: str) -> Iterator[Pasted]:
    """Those of one line."""
    places = list(TOKEN.finditer(line))
    if not places:
        if line.strip():
            yield Pasted(line.strip(), line.strip())
        return
    starts, ends = [place.start() for place in places], [place.end() for place in places]
    between = [line[start:end] for start, end in zip([0, *ends], [*starts, len(line)], strict=True)]
    almost = [_almost(text) for text in between]
    between = [_without(text, parts) for text, parts in zip(between, almost, strict=True)]
    comes_first = not _name(between[0]) and "<" not in line
    yield from (Pasted(part, part) for part in almost[0])
    for place, earlier, later, parts in zip(places, between, between[1:], almost[1:], strict=False):
        name = _name(later, aside=True) if comes_first else _name(earlier)
        for email in _addresses(place[0]):
            yield Pasted(f"{name} <{email}>" if name else email, email, name)
        yield from (Pasted(part, part) for part in parts)


def _almost(text: str) -> list[str]:
    """What was meant as an address beside another: « omar (at) example.org », « omarexample.org »."""
    return [part.strip(EDGES) for part in BETWEEN.split(text) if ALMOST.search(part.strip(EDGES))]


def _without(text: str, parts: list[str]) -> str:
    for part in parts:
        text = text.replace(part, "")
    return text


def _addresses(token: str) -> list[str]:
    """« mailto:rose@example.org?cc=omar@example.org », « rose@example.org. », « rose@example.org/omar@example.org »."""
    plain, _sign, query = LABEL.sub("", token.strip(AROUND)).partition("?")
    parts = plain.split("/") if plain.count("@") > 1 else [plain]
    parts += [one for one in re.split("[&=?]", query) if "@" in one]
    return [part.strip(AROUND) for part in parts if part.strip(AROUND)] or [token]


def _name(text: str, *, aside: bool = False) -> str:
    """The name in what stands beside an address, whether in columns, in quotes, or after a label."""
    text = text.lstrip(" \t>)],;|").rstrip(" \t<([")
    text = LABEL.sub("", BULLET.sub("", text))
    if turned := LAST_FIRST.match(text):
        return texts.line(f"{turned[2]} {turned[1]}")[:80]
    if aside and text.startswith("("):
        text = text.strip("() ")
    parts = [AND.sub("", part.strip(EDGES)) for part in BETWEEN.split(ASIDE.sub(" ", text))]
    named = [
        part for part in parts if any(sign.isalpha() for sign in part) and part.lower() not in ("et", "and", "ou", "or")
    ]
    return texts.line(" ".join(named))[:80]
