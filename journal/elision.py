"""French words before a name or a title: « d’Alix », « de Malo », « qu’Adèle »; « d’Alix et de Malo ».

A catalogue writes « l’objection de %(name)s » as if nothing were elided; the name decides when the sentence is filled.
Whoever fills a translated message with `%`, as Django's templates do, gets it so.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django.utils.translation import trans_real

from journal.lists import Listed

ELIDED = "de que jusque lorsque puisque quoique je me te se ne le la".split()
REPEATED = ("de", "à")  # said again before each item of a list: « de Rose et d’Omar »
WORD = "|".join({*ELIDED, *REPEATED})
PLACEHOLDER = re.compile(rf"(?<![\w’-])({WORD})[ \u00a0]((?:<[^<>]+>)*)%\(([^()]+)\)s", re.IGNORECASE)
TAGS = re.compile(r"(?:<[^<>]+>)*")
# A vowel, with an accent or not, and h; y before a consonant (« d’Yves », but « de Yanis »).
OPEN = re.compile(r"[aeiouhàâäáãåæéèêëíîïìóôöòõøœúùûü]|y(?![aeiouéèêë])|yeux|yonne", re.IGNORECASE)
# Nothing is elided before a letter that stands alone (« le plan de A »), a sound that is no vowel's (« oui », « onze »,
# « Ouassim ») or an aspirated h. The dictionaries mark it in some words. First names hesitate: here those in Ha- have
# it, except Hadrien, and Hugo, Hugues and names of languages that sound the h; all others are mute (Hélène, Hervé).
CLOSED = re.compile(
    r"\w(?!\w)|oui\b|ouistiti|ou[aéi]|onz|uhlan|(?-i:H[A-Z])"
    r"|ha(?!bi[lt]|dri|gio|lein|lt[eè]r|lluc|meço|rmoni)"
    r"|he(?:idi|inz|lmut|nn[aé]|rnie|rse|urt)|hé(?:ris|ron\b|ros\b)|hêtre|hi(?:bou|érar|p\b|roshi|ss)"
    r"|ho(?:ang|ckey|lding|lland|mard|ngr|nt|rs|tte|u)|hu(?:blot|ch|ée|go\b|gues\b|it|rl|ss|tt)",
    re.IGNORECASE,
)


class ElidingMessage(str):
    """A French message that is elided when it is filled: `message % {"name": "Alix"}`."""

    def __str__(self) -> str:
        return self  # what is lazy is filled after `str()`

    def __mod__(self, values: Any) -> str:
        text, words = elided(self, values) if isinstance(values, Mapping) else (self, values)
        return str.__mod__(text, words)


class ElidingTranslation(trans_real.DjangoTranslation):
    """A catalogue whose messages elide where it is French."""

    def gettext(self, message: str) -> str:
        text = super().gettext(message)
        return _eliding(text) if self.language() == "fr" else text

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        text = super().ngettext(msgid1, msgid2, n)
        return _eliding(text) if self.language() == "fr" else text


def install() -> None:
    """From now on catalogues are read as `ElidingTranslation`: Django names the class in no setting."""
    trans_real.DjangoTranslation = ElidingTranslation  # type: ignore[misc]


def elided(message: str, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The message with the words before its placeholders as these values ask, and what is to fill it.

    The placeholders stay. One that stands for several after a word that French repeats has a value of its own.
    """
    filling = dict(values)

    def before(place: re.Match[str]) -> str:
        word, tags, name = place.groups()
        value = values.get(name, "")
        if isinstance(value, Listed) and word.lower() in REPEATED:
            filling[f"{word} {name}"] = _repeating(word.lower(), value.items)
            name = f"{word} {name}"
        elif word.lower() not in ELIDED:
            return place[0]
        return f"{joined(word, str(value))}{tags}%({name})s"

    return PLACEHOLDER.sub(before, message), filling


def _repeating(word: str, items: Sequence[str]) -> str:
    """What follows « d’ »: « Alix, de Malo et d’Omar »."""
    first, *others = items
    *middle, last = [joined(word, item) + item for item in others] or [""]
    return ", ".join([first, *middle]) + (f" et {last}" if last else "")


def joined(word: str, following: str) -> str:
    """The word as it stands before these, which may be HTML, with its apostrophe or space: « d’ », « de »."""
    text = TAGS.sub("", following, count=1)
    is_elided = word.lower() in ELIDED and OPEN.match(text) and not CLOSED.match(text)
    return f"{word[:-1]}’" if is_elided else f"{word} "


@cache
def _eliding(message: str) -> str:
    return ElidingMessage(message) if PLACEHOLDER.search(message) else message
