"""Options and numbers in a sentence: « Chloé (12), Malo (9,5) », « Chloé, Malo et Rose »."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from web import dates
from web.numbers import amount

SHOWN = 12  # characters of a long seed


def day_or_instant(name: str) -> str:
    """« mardi 24 novembre, 18 h 30 », from "2026-11-24T18:30". Raises ValueError for what is no date."""
    instant = datetime.fromisoformat(name)
    if len(name) <= len("2026-12-03"):
        return dates.day(date.fromisoformat(name))
    at = instant if timezone.is_aware(instant) else timezone.make_aware(instant)
    return _("%(day)s, %(time)s") % {"day": dates.day(at), "time": dates.clock(at)}


def named(option: str) -> str:
    """An option as people read it: a date in words, where it is one."""
    try:
        return day_or_instant(option)
    except ValueError:
        return option


def listed(things: Sequence[str]) -> str:
    """« Chloé, Malo et Rose »."""
    comma = pgettext("between things of a list", ", ")
    if len(things) < 2:
        return comma.join(things)
    return _("%(first)s and %(last)s") % {"first": comma.join(things[:-1]), "last": things[-1]}


def together(options: Iterable[str]) -> str:
    """Options as people read them, in one list."""
    return listed([named(option) for option in options])


def numbered(numbers: Mapping[str, int | str]) -> str:
    """« Chloé (12), Malo (9,5) », the largest first, equals by name."""
    order = sorted(numbers, key=lambda option: (-Fraction(numbers[option]), option))
    return pgettext("between things of a list", ", ").join(
        _("%(option)s (%(number)s)") % {"option": named(option), "number": amount(Fraction(numbers[option]))}
        for option in order
    )


def seed(lot: str) -> str:
    """What a lot was drawn from, short enough to read."""
    return lot if len(lot) <= SHOWN else f"{lot[:SHOWN]}…"


def votes(number: Fraction) -> str:
    """« 12 voix », « 12,43 voix »."""
    return ngettext("%(votes)s vote", "%(votes)s votes", 1 if number <= 1 else 2) % {"votes": amount(number)}


def points(number: Fraction) -> str:
    return ngettext("%(points)s point", "%(points)s points", 1 if number <= 1 else 2) % {"points": amount(number)}
