"""Whether two names look the same, and whether one is a name at all."""

from unicodedata import category, normalize

from journal import texts


def is_broken(name: str) -> bool:
    """Whether it is more than one line, or holds what nobody sees."""
    return normalize("NFC", name) != texts.clean(name) or "\n" in name or "\t" in name


def looks(name: str) -> str:
    """What a reader makes of a name: neither capitals, nor spaces, nor signs that nobody sees make another of it."""
    seen = "".join(sign for sign in normalize("NFC", name.casefold()) if category(sign) != "Cf")
    return " ".join(seen.split())
