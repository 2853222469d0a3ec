"""Names and things in a sentence: « Alix, Inès et Omar »."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


class Listed(str):
    """A list in words that remembers its items: French repeats words before each (`journal/elision.py`)."""

    items: tuple[str, ...]


def listed(items: Iterable[str]) -> Listed:
    """« Alix, Inès et Omar », in the language of today; empty for none."""
    *first, last = kept = tuple(items) or ("",)
    text = Listed(_("%(some)s and %(last)s") % {"some": ", ".join(first), "last": last} if first else last)
    text.items = kept
    return text
