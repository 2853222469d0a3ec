"""What a text may be made of: the one cleaning of everything that people type, paste or import.

Signs that nobody sees, or that turn the text around them, are taken out: two names that look alike
are the same, a name reads as it is written, and an address pasted with a hidden sign is its owner's.
"""

import re
import unicodedata
from typing import Any

LONG = 20_000  # characters: six pages
LONGEST = 100_000  # a document, a proposal, the notes of an item: thirty pages
NEW_LINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2800\u3164\uffa0"  # blanks that are no spaces
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb\ufffe\uffff"  # zero width, changes of direction
    "\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"  # half characters, hidden letters
)
JOINERS = "\u200c\u200d"  # within a word they are spelling, or make one picture of several
LOOSE_JOINERS = re.compile(rf"(?:^|(?<=\s))[{JOINERS}]+|[{JOINERS}]+(?=\s|$)")
SPACES = re.compile("[ \t\n]+")  # a no-break space is somebody's choice
NEVER = frozenset({"password"})  # taken sign by sign


def clean(text: str) -> str:
    """The text without what nobody sees. Its lines end in one way, its accents are written in one way."""
    seen = HIDDEN.sub("", NEW_LINES.sub("\n", text))
    return unicodedata.normalize("NFC", LOOSE_JOINERS.sub("", seen))


def line(text: str) -> str:
    """A name, a title, an address: one line without stray spaces; empty when there is nothing to see in it."""
    kept = SPACES.sub(" ", clean(text)).strip()
    return kept if any(unicodedata.category(sign)[0] in "LNPS" for sign in kept) else ""


def address(text: str) -> str:
    """An address of email: nothing around it, and no hidden sign in it."""
    return "".join(sign for sign in clean(text) if sign not in JOINERS).strip()


def cleaned(given: dict[str, Any]) -> dict[str, Any]:
    """What an action is given by name: each text clean, and each text of a mapping (the parts of a reason).

    The names in a list are for its own rules: they refuse what is not clean, rather than change it.
    """
    return {name: value if name in NEVER else _cleaned(value) for name, value in given.items()}


def _cleaned(value: Any) -> Any:
    if type(value) is str:
        return clean(value)
    if type(value) is dict:
        return {name: clean(text) if type(text) is str else text for name, text in value.items()}
    return value
