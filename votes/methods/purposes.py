"""What a question is for, with an example each: it leads to a method, and to sensible rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from votes.methods.rules import OptionRules
from votes.methods.tallying import Rules

Words = str | Promise


@dataclass(frozen=True)
class Aim:
    """One thing that a circle may want to know. The first of its methods is proposed, the others are finer."""

    key: str
    title: Words
    example: Words
    icon: str
    methods: tuple[str, ...]
    is_secret: bool = False  # proposed as a secret ballot: it is about people
    several: bool = False  # several may be chosen
    options: Words = ""  # what to call the options, one a line
    lines: Words = ""  # an example of such lines


AIMS: tuple[Aim, ...] = (
    Aim(
        "yes-no",
        _("Have one question answered, for or against"),
        _("“Do we buy the kiln together?”"),
        "thumbs-up",
        ("majority",),
    ),
    Aim(
        "date",
        _("Find a date"),
        _("“Which evening suits most of us for the day of works?”"),
        "calendar-days",
        ("dates",),
    ),
    Aim(
        "choice",
        _("Choose among a few options"),
        _("“Which colour for the door: blue, green or yellow?”"),
        "list-checks",
        ("approval", "score", "irv", "schulze"),
        several=True,
        options=_("The options, one a line"),
        lines=_("Blue\nGreen\nYellow"),
    ),
    Aim(
        "person",
        _("Elect one person"),
        _("“Who represents us at the federation?”"),
        "user-round",
        ("irv", "schulze", "majority_judgment", "approval"),
        is_secret=True,
        options=_("The people, one a line"),
        lines=_("Inès\nMalo\nRose"),
    ),
    Aim(
        "people",
        _("Elect several people"),
        _("“Four people for the team that welcomes: so that each part of us finds itself there.”"),
        "users-round",
        ("stv_scottish", "stv_meek", "pav", "approval"),
        is_secret=True,
        several=True,
        options=_("The people, one a line"),
        lines=_("Inès\nMalo\nRose"),
    ),
    Aim(
        "ranking",
        _("Put projects in order"),
        _("“The roof, the lift, the garden: what do we begin with?”"),
        "list-ordered",
        ("schulze", "ranked_pairs", "borda", "irv"),
        options=_("The projects, one a line"),
        lines=_("The roof\nThe lift\nThe garden"),
    ),
    Aim(
        "opinion",
        _("Find out what everybody thinks of each"),
        _("“Three logos: excellent, passable, to reject?”"),
        "scale",
        ("majority_judgment", "score"),
        options=_("The options, one a line"),
        lines=_("First logo\nSecond logo\nThird logo"),
    ),
    Aim(
        "budget",
        _("Share a budget"),
        _("“5,000 for the year: which projects do we fund?”"),
        "coins",
        ("equal_shares",),
        options=_("The projects with what each costs, one a line"),
        lines=_("Kiln: 1800\nBicycle shed: 650\nProjector: 400"),
    ),
)

METHODS: dict[str, Words] = {
    "approval": _("By ticks: each person ticks all that suits them, and what has the most ticks is chosen."),
    "score": _("By numbers: each person gives each a number, and the best total is chosen."),
    "irv": _("By ranking, in rounds: the last one leaves, until one has more than half (instant run-off)."),
    "schulze": _("By ranking, in duels: whoever beats each of the others is chosen (Schulze)."),
    "ranked_pairs": _("By ranking, in duels, the clearest counting first (ranked pairs)."),
    "borda": _("By ranking, with points for each place (Borda)."),
    "majority_judgment": _("By mentions: each person says what each is worth; the mention in the middle counts."),
    "stv_scottish": _("By ranking, each part of the voters having its share of the places (single transferable vote)."),
    "stv_meek": _("The same, counted again at each step by a machine (Meek’s rules)."),
    "pav": _("By ticks, each part of the voters having its share of the places (proportional approval)."),
}
GRADES: tuple[Words, ...] = (  # the best first, as people write them
    pgettext_lazy("a mention", "Very good"),
    pgettext_lazy("a mention", "Good"),
    pgettext_lazy("a mention", "Quite good"),
    pgettext_lazy("a mention", "Passable"),
    pgettext_lazy("a mention", "Insufficient"),
    pgettext_lazy("a mention", "To reject"),
)


def aim(key: Any) -> Aim | None:
    """The aim of that name."""
    return next((one for one in AIMS if one.key == key), None)


def aim_of(method: str, rules: Rules) -> Aim:
    """What a question that is already written is for: the aim that proposes its method, or allows it."""
    fitting = [one for one in AIMS if method in one.methods and (one.several or _seats(rules) == 1)]
    return next((one for one in fitting if one.methods[0] == method), fitting[0])


def _seats(rules: Rules) -> int:
    return rules.seats if isinstance(rules, OptionRules) else 1


def known(methods: Iterable[str]) -> list[tuple[str, Words]]:
    """Methods with what each does, as choices of a form."""
    return [(method, METHODS[method]) for method in methods]
