"""Options and answers in words: « mardi 24 novembre, 18 h 30 », « 1. Le four, 2. L’atelier »."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from votes.counting.majority import Choice
from votes.methods.majority import ANSWERS
from votes.methods.registry import option_methods
from votes.methods.rules import Asks, OptionRules

__all__ = ["ANSWERS", "answer", "option"]


def option(method: str, name: str) -> str:
    """An option as people read it: a date in words, anything else as it was written."""
    return option_methods()[method].option(name)


def answer(rules: OptionRules | None, choice: Any) -> str:
    """A whole answer in one line; `rules` is None for a majority. An empty one is blank."""
    if isinstance(choice, str) or rules is None:
        return str(ANSWERS[choice])
    given = choice[rules.asks.value]
    if not given:
        return str(ANSWERS[Choice.BLANK])
    if rules.asks == Asks.RANKING:
        return _ranking(given)
    if rules.asks == Asks.APPROVE:
        return pgettext("between things of a list", ", ").join(given)
    return _numbers(rules, given)


def _ranking(groups: list[Any]) -> str:
    """Equals stand under one number."""
    places = (" = ".join([group] if isinstance(group, str) else group) for group in groups)
    return pgettext("between things of a list", ", ").join(f"{place}. {names}" for place, names in enumerate(places, 1))


def _numbers(rules: OptionRules, given: Mapping[str, int]) -> str:
    """Each option with its number, its mention or whether one can come."""
    words = {degree.value: degree.label for degree in rules.descriptor.degrees(rules)}
    parts = [
        _("%(option)s: %(answer)s") % {"option": option(rules.method, name), "answer": words[number]}
        for name, number in given.items()
    ]
    return pgettext("between several answers", "; ").join(parts)
