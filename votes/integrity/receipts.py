"""Receipt codes of secret ballots: what a voter keeps, and finds again in the published list.

80 random bits as 16 characters of Crockford's base 32 (https://www.crockford.com/base32.html), which has
no I, L, O nor U; shown in fours. The voter's browser makes the code (`receipt.js`); without JavaScript
the server does, while it draws the form, and keeps no copy.
"""

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
_AS_READ = str.maketrans("OIL", "011", "- ")


class Code(str):
    """A code is shown where it is meant to be, and not where logs and reports show what a value looks like."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<receipt code>"


def make() -> Code:
    """A new code."""
    return Code("".join(secrets.choice(ALPHABET) for _place in range(LENGTH)))


def read(text: Any) -> Code:
    """A code as people write it: in small letters, with or without hyphens, o for 0, i or l for 1.

    Raises ValidationError: `code`.
    """
    code = text.upper().translate(_AS_READ) if isinstance(text, str) else ""
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        raise ValidationError(
            _("A receipt code has 16 letters and digits, like 4F7K-2MNP-Q9RT-8VWX. Open the ballot's page again."),
            code="code",
        )
    return Code(code)


def show(code: str) -> str:
    """« 4F7K-2MNP-Q9RT-8VWX »"""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))
