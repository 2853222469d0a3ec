"""The steps that every method among options ends with: who is chosen, what is level, what the lot says."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from votes.counting.result import Plain
from votes.wording import answers
from votes.wording.option_results import listed
from votes.wording.steps import Teller
from web.numbers import amount

SHOWN = 12  # characters of a long seed


def named(option: str) -> str:
    """An option as people read it: a date in words, where it is one."""
    try:
        return answers.option("dates", option)
    except ValueError:
        return option


def together(options: Iterable[str]) -> str:
    """« Chloé, Malo et Rose »."""
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


def nobody(values: Plain) -> str:
    return _("No ballot ranks or marks an option: nothing is chosen.")


def undrawn(values: Plain) -> str:
    return ngettext(
        "%(options)s are level for the last place; nobody has drawn the lot.",
        "%(options)s are level for the last %(seats)d places; nobody has drawn the lot.",
        values["seats"],
    ) % {"options": together(values["between"]), "seats": values["seats"]}


def drawn(values: Plain) -> str:
    return _("%(options)s are level: the lot drawn from “%(lot)s” gives %(drawn)s.") % {
        "options": together(values["between"]),
        "lot": seed(values["lot"]),
        "drawn": together(values["drawn"]),
    }


def elected(values: Plain) -> str:
    winners = values["winners"]
    text = ngettext("Chosen: %(options)s", "Chosen: %(options)s", len(winners)) % {"options": together(winners)}
    return f"{text}."


STEPS: dict[str, Teller] = {
    "seats.nobody": nobody,
    "seats.undrawn": undrawn,
    "seats.drawn": drawn,
    "seats.elected": elected,
}
