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
    found: dict[str, Pasted] = {}
    for line in unicodedata.normalize("NFKC", texts.clean(text)).split("\n"):
        for person in _on(line):
            held = found.get(person.email.lower())
            if held is None or (person.name and not held.name):
                found[person.email.lower()] = person
    return list(found.values())


def _on(line: str) -> Iterator[Pasted]:
    """Those of one line."""
    places = list(TOKEN.finditer(line))
    if not places:
        if line.strip():
            yield Pasted(line.strip(), line.strip())
        return
    starts, ends = [place.start() for place in places], [place.end() for place in places]
    before = [line[start:end] for start, end in zip([0, *ends], starts, strict=False)]
    after = [line[start:end] for start, end in zip(ends, [*starts[1:], len(line)], strict=True)]
    comes_first = not _name(before[0]) and "<" not in line
    for place, earlier, later in zip(places, before, after, strict=True):
        name = _name(later, aside=True) if comes_first else _name(earlier)
        for email in _addresses(place[0]):
            yield Pasted(f"{name} <{email}>" if name else email, email, name)


def _addresses(token: str) -> list[str]:
    """« mailto:rose@example.org?subject=… », « rose@example.org. », « rose@example.org/omar@example.org »."""
    plain = LABEL.sub("", token.strip(AROUND)).partition("?")[0]
    parts = plain.split("/") if plain.count("@") > 1 else [plain]
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
