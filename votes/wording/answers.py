"""Options and answers in words: « mardi 24 novembre, 18 h 30 », « 1. Le four, 2. L’atelier »."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from votes.counting.majority import Choice
from votes.methods.rules import Asks, OptionRules
from web import dates

ANSWERS: dict[str, str | Promise] = {
    Choice.FOR: pgettext_lazy("an answer", "For"),
    Choice.AGAINST: pgettext_lazy("an answer", "Against"),
    Choice.ABSTAIN: pgettext_lazy("an answer", "Abstention"),
    Choice.BLANK: pgettext_lazy("an answer", "Blank"),
    Choice.NO_PART: gettext_lazy("Takes no part"),
    "spoilt": pgettext_lazy("an answer", "Spoilt"),
}
AVAILABILITY: dict[int, str | Promise] = {
    2: pgettext_lazy("on that date", "Yes"),
    1: pgettext_lazy("on that date", "If need be"),
    0: pgettext_lazy("on that date", "No"),
}


def option(method: str, name: str) -> str:
    """An option as people read it: a date in words, anything else as it was written."""
    if method != "dates":
        return name
    instant = datetime.fromisoformat(name)
    if len(name) <= len("2026-12-03"):
        return dates.day(date.fromisoformat(name))
    at = instant if timezone.is_aware(instant) else timezone.make_aware(instant)
    return _("%(day)s, %(time)s") % {"day": dates.day(at), "time": dates.clock(at)}


def answer(rules: OptionRules | None, choice: Any) -> str:
    """A whole answer in one line; `rules` is None for a majority. An empty one is blank."""
    if isinstance(choice, str) or rules is None:
        return str(ANSWERS[choice])
    said = choice[rules.asks.value]
    if not said:
        return str(ANSWERS[Choice.BLANK])
    if rules.asks == Asks.RANKING:
        return _ranking(said)
    if rules.asks == Asks.APPROVE:
        return pgettext("between things of a list", ", ").join(said)
    return _numbers(rules, said)


def _ranking(groups: list[Any]) -> str:
    """Equals stand under one number."""
    places = (" = ".join([group] if isinstance(group, str) else group) for group in groups)
    return pgettext("between things of a list", ", ").join(f"{place}. {names}" for place, names in enumerate(places, 1))


def _numbers(rules: OptionRules, given: Mapping[str, int]) -> str:
    """Each option with its number, its mention or whether one can come."""
    if rules.method == "dates":
        words: Any = AVAILABILITY
    else:
        words = rules.grades if rules.asks == Asks.GRADES else range(rules.best + 1)
    said = [
        _("%(option)s: %(answer)s") % {"option": option(rules.method, name), "answer": words[number]}
        for name, number in given.items()
    ]
    return pgettext("between several answers", "; ").join(said)
