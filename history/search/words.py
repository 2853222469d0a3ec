"""From what people write to what is compared: plain functions, no Django.

« L’objection des RÉUNIONS » → objection, reunion. Each word is kept under two stems, that of the
word and that of the word without its accents, so that whoever types neither accents nor capitals
finds the same things. A stem is what Snowball's French stemmer leaves of a word.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

WORD = re.compile(r"[^\W_]+", re.UNICODE)
APOSTROPHES = str.maketrans({"\u2019": "'", "\u02bc": "'", "\u2018": "'"})
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae"})
# « l’objection », « qu’elle », « jusqu’ici »: what stands before the apostrophe is not searched for.
ELISION = re.compile(r"\b(?:l|d|j|m|t|s|n|c|qu|jusqu|lorsqu|puisqu|quoiqu|presqu)'(?=\w)", re.IGNORECASE)
EMPTY_WORDS = frozenset(
    "a au aux avec ce ces cette cet dans de des du elle en et eux il ils je la le les leur lui ma mais me mes moi "
    "mon ne nos notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes toi ton tu un une vos votre "
    "vous y".split()
)
# What Markdown writes around words: titles, quotes, items, emphasis, and where a link leads.
MARKS = re.compile(
    r"^[ \t]*(?:#{1,6}|>|[-*+]|\d+\.)\s+|(?<!\w)[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}(?!\w)|\]\([^)\s]*\)|!?\[",
    re.MULTILINE,
)
EXCERPT = 220  # characters


@dataclass(frozen=True)
class ExcerptPiece:
    """A part of an excerpt: a word that was looked for, or what stands around it."""

    text: str
    is_hit: bool


def plain(text: str) -> str:
    """Lower case, no accents, no ligatures: « Œuvre d’été » → "oeuvre d'ete"."""
    split = unicodedata.normalize("NFKD", text.translate(APOSTROPHES).translate(LIGATURES).lower())
    return "".join(letter for letter in split if not unicodedata.combining(letter))


@lru_cache(maxsize=20_000)
def stems(word: str) -> frozenset[str]:
    """The forms under which a word is found, without accents."""
    lower = unicodedata.normalize("NFC", word).translate(LIGATURES).lower()
    bare = plain(word)
    return frozenset({plain(_french().stemWord(lower)), _french().stemWord(bare)})


@cache
def _french() -> Any:
    """The stemmer; loaded for the first word that is indexed or looked for."""
    import Stemmer

    return Stemmer.Stemmer("french")


def words(text: str) -> Iterator[tuple[int, str]]:
    """Each word with where it begins; what is elided before an apostrophe is none."""
    straight = unicodedata.normalize("NFC", text).translate(APOSTROPHES)
    elided = {spot for match in ELISION.finditer(straight) for spot in range(match.start(), match.end())}
    for match in WORD.finditer(straight):
        if match.start() not in elided:
            yield match.start(), match.group()


def unmarked(text: str) -> str:
    """The words of a Markdown text, as one reads them."""
    return MARKS.sub("", text)


def stemmed(text: str) -> str:
    """What is stored and indexed: the stems of all its words, in order."""
    return " ".join(stem for _start, word in words(text) for stem in sorted(stems(word)))


def wanted(query: str, limit: int = 12) -> list[frozenset[str]]:
    """What a query asks for: for each of its words, the stems of which one is enough. Small words do not count."""
    typed = [word for _start, word in words(query)]
    telling = [word for word in typed if plain(word) not in EMPTY_WORDS] or typed
    return [stems(word) for word in telling[:limit]]


def excerpt(text: str, sought: list[frozenset[str]]) -> list[ExcerptPiece]:
    """The passage around the first word that was looked for, each such word apart."""
    text = unicodedata.normalize("NFC", " ".join(text.split()))
    every = frozenset().union(*sought)
    hits = [(start, start + len(word)) for start, word in words(text) if stems(word) & every]
    begin, end = _window(text, hits[0][0] if hits else 0)
    pieces, spot = [ExcerptPiece("… ", False)] if begin else [], begin
    for start, stop in hits:
        if start < begin or stop > end:
            continue
        pieces += [ExcerptPiece(text[spot:start], False), ExcerptPiece(text[start:stop], True)]
        spot = stop
    pieces.append(ExcerptPiece(text[spot:end] + (" …" if end < len(text) else ""), False))
    return [piece for piece in pieces if piece.text]


def _window(text: str, around: int) -> tuple[int, int]:
    """Some `EXCERPT` characters around a spot, cut between words."""
    begin = max(0, around - EXCERPT // 3)
    if begin:
        begin = text.find(" ", begin, around) + 1 or around
    end = min(len(text), begin + EXCERPT)
    if end < len(text):
        end = max(text.rfind(" ", begin, end), around + 1) if " " in text[begin:end] else end
    return begin, end
