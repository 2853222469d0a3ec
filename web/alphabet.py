"""The order of names as a dictionary has it: É beside E, Œ beside OE, capitals beside small letters."""

import unicodedata
from functools import lru_cache

COLLATION = "alphabetical"  # made in PostgreSQL by a migration of `members`; `config.sqlite` tells SQLite of `compare`
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE"})


def fold(text: str) -> str:
    """Without accents, ligatures and capitals: how names are compared and searched."""
    decomposed = unicodedata.normalize("NFKD", text.translate(LIGATURES).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).strip()


@lru_cache(maxsize=4096)
def place(text: str) -> tuple[str, str]:
    """A key for `sorted`: alike but for accents and capitals, names have an order all the same."""
    return fold(text), text


def compare(one: str, other: str) -> int:
    """-1, 0 or 1, as a database asks it; 0 for the same text alone."""
    return (place(one) > place(other)) - (place(one) < place(other))
