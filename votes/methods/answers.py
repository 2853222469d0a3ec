"""What a person answers, read and put into the one form in which it is kept and counted.

A choice is `"no_part"`; of a majority one of its answers; of a method among options
`{"ranking": ["A", ["B", "C"]]}`, `{"approve": ["A"]}`, `{"scores": {"A": 5}}` or `{"grades": {"A": 4}}`,
a blank one naming no option. The same answer is always kept in the same words.
"""

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.numbers import number
from votes.counting.majority import Choice
from votes.methods import tallying
from votes.methods.rules import Asks, OptionRules
from votes.methods.tallying import BLANK, NO_PART
from votes.models import Ballot

FIELDS = {Asks.RANKING: "rank", Asks.APPROVE: "approve", Asks.SCORES: "score", Asks.GRADES: "grade"}


def read(ballot: Ballot, choice: Any) -> Any:
    """A choice of this ballot, in the form in which it is kept. Raises ValidationError: `choice`."""
    rules = tallying.read_rules(ballot)
    if choice == NO_PART:
        return NO_PART
    if not isinstance(rules, OptionRules):
        if not isinstance(choice, str) or choice not in tuple(Choice):
            _refuse(_("Choose one of the answers of the ballot."))
        return str(choice)
    asks = rules.asks
    if choice == BLANK:
        return {asks.value: blank(asks)}
    if not isinstance(choice, dict) or set(choice) != {asks.value}:
        _refuse(_("This is not an answer to this ballot: open its page again, and answer there."))
    return {asks.value: _READERS[asks](ballot.options, rules, choice[asks.value])}


def blank(asks: Asks) -> Any:
    """What is answered when no option is named."""
    return [] if asks in (Asks.RANKING, Asks.APPROVE) else {}


def from_form(ballot: Ballot, sent: Mapping[str, str]) -> Any:
    """The choice of a sent form: its button `choice`, and for options one field each, by their place.

    `rank-0=1` (the same number twice: equal), `approve-0=on` (or `approve=0` where one alone is chosen), `score-0=5`,
    `grade-0=4`. Sent with
    the button `cast` (or none) it is what the fields say, and one of them must say something: a blank
    ballot has its own button. Raises ValidationError: `choice`.
    """
    button = sent.get("choice", "cast")
    rules = tallying.read_rules(ballot)
    if button != "cast" or not isinstance(rules, OptionRules):
        return read(ballot, button)
    field = FIELDS[rules.asks]
    one = sent.get(field) if rules.asks == Asks.APPROVE else None
    typed = {
        option: text.strip()
        for index, option in enumerate(ballot.options)
        if (text := sent.get(f"{field}-{index}", "on" if one == str(index) else "")).strip()
    }
    if not typed:
        _refuse(_("Answer for one option at least, or vote blank."))
    if rules.asks == Asks.APPROVE:
        return read(ballot, {"approve": list(typed)})
    numbers = {option: _number(text) for option, text in typed.items()}
    if rules.asks != Asks.RANKING:
        return read(ballot, {rules.asks.value: numbers})
    places = sorted(set(numbers.values()))
    groups = [[option for option, number in numbers.items() if number == place] for place in places]
    return read(ballot, {"ranking": groups})


def _ranking(options: list[str], rules: OptionRules, given: Any) -> list[str | list[str]]:
    if not isinstance(given, list):
        _refuse(_("A ranking is a list of options, the one that you prefer first."))
    groups = [group if isinstance(group, list) else [group] for group in given]
    _known(options, [option for group in groups for option in group])
    ordered = [sorted(group, key=options.index) for group in groups if group]
    if not rules.allows_equal and any(len(group) > 1 for group in ordered):
        _refuse(_("Give each a place of its own: by this method two options cannot be equal."))
    return [group[0] if len(group) == 1 else group for group in ordered]


def _approve(options: list[str], rules: OptionRules, given: Any) -> list[str]:
    if not isinstance(given, list):
        _refuse(_("Say which options you approve, as a list."))
    _known(options, given)
    most = rules.descriptor.most(rules)
    if most is not None and len(given) > most:
        _refuse(
            ngettext(
                "Choose %(most)d option at most: you have chosen %(chosen)d.",
                "Choose %(most)d options at most: you have chosen %(chosen)d.",
                most,
            )
            % {"most": most, "chosen": len(given)}
        )
    return sorted(given, key=options.index)


def _numbers(options: list[str], rules: OptionRules, points_given: Any) -> dict[str, int]:
    if not isinstance(points_given, dict):
        _refuse(_("Give each option a whole number."))
    _known(options, list(points_given))
    for points in points_given.values():
        if isinstance(points, bool) or not isinstance(points, int) or not 0 <= points <= rules.best:
            _refuse(_("Give each option a whole number from 0 to %(best)d.") % {"best": rules.best})
    limit, given = rules.descriptor.limit(rules), sum(points_given.values())
    if limit is not None and given > limit:
        _refuse(
            ngettext(
                "Spread %(limit)d point at most: you have given %(given)d.",
                "Spread %(limit)d points at most: you have given %(given)d.",
                limit,
            )
            % {"limit": limit, "given": given}
        )
    return {option: points_given[option] for option in options if option in points_given}


def _known(options: list[str], named: list[Any]) -> None:
    """Each of them is an option of the ballot, named once."""
    if any(not isinstance(option, str) or option not in options for option in named):
        _refuse(_("Choose among the options of this ballot alone."))
    if len(set(named)) != len(named):
        _refuse(_("Name each option once."))


def _number(text: str) -> int:
    if (value := number(text, most=10**9)) is None:
        _refuse(_("Write a whole number: 1, 2, 3…"))
    return value


def _refuse(sentence: str) -> NoReturn:
    raise ValidationError(sentence, code="choice")


_READERS: dict[Asks, Callable[[list[str], OptionRules, Any], Any]] = {
    Asks.RANKING: _ranking,
    Asks.APPROVE: _approve,
    Asks.SCORES: _numbers,
    Asks.GRADES: _numbers,
}
