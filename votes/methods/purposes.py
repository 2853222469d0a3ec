"""What a question is for, with an example each: it leads to a method, and to sensible rules."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from votes.methods.method import Method, Words
from votes.methods.registry import methods
from votes.methods.rules import OptionRules
from votes.methods.tallying import Rules
from votes.models import MAJORITY


@dataclass(frozen=True)
class Purpose:
    """One thing that a circle may want to know."""

    key: str
    title: Words
    example: Words
    icon: str
    is_secret: bool = False  # proposed as a secret ballot: it is about people
    several: bool = False  # several may be chosen
    options: Words = ""  # what to call the options, one a line
    lines: Words = ""  # an example of such lines

    @property
    def is_election(self) -> bool:
        """Whether its options are people."""
        return self.key in {"person", "people"}

    @property
    def methods(self) -> list[Method]:
        """The methods that suit it: the first one is proposed, the others are finer."""
        suiting = [method for method in methods().values() if self.key in method.purposes]
        return sorted(suiting, key=lambda method: method.purposes[self.key])

    @property
    def by_majority(self) -> bool:
        """Whether it asks for or against, and offers no options."""
        return [method.name for method in self.methods] == [MAJORITY]


PURPOSES: tuple[Purpose, ...] = (
    Purpose(
        "yes-no",
        _("Have one question answered, for or against"),
        _("“Do we buy the kiln together?”"),
        "thumbs-up",
    ),
    Purpose(
        "date",
        _("Find a date"),
        _("“Which evening suits most of us for the day of works?”"),
        "calendar-days",
    ),
    Purpose(
        "choice",
        _("Choose among a few options"),
        _("“Which colour for the door: blue, green or yellow?”"),
        "list-checks",
        several=True,
        options=_("The options, one a line"),
        lines=_("Blue\nGreen\nYellow"),
    ),
    Purpose(
        "person",
        _("Elect one person"),
        _("“Who represents us at the federation?”"),
        "user-round",
        is_secret=True,
        options=_("The people, one a line"),
        lines=_("Inès\nMalo\nRose"),
    ),
    Purpose(
        "people",
        _("Elect several people"),
        _("“Four people for the team that welcomes: so that each part of us finds itself there.”"),
        "users-round",
        is_secret=True,
        several=True,
        options=_("The people, one a line"),
        lines=_("Inès\nMalo\nRose"),
    ),
    Purpose(
        "ranking",
        _("Put projects in order"),
        _("“The roof, the lift, the garden: what do we begin with?”"),
        "list-ordered",
        options=_("The projects, one a line"),
        lines=_("The roof\nThe lift\nThe garden"),
    ),
    Purpose(
        "opinion",
        _("Find out what everybody thinks of each"),
        _("“Three logos: excellent, passable, to reject?”"),
        "scale",
        options=_("The options, one a line"),
        lines=_("First logo\nSecond logo\nThird logo"),
    ),
    Purpose(
        "budget",
        _("Share a budget"),
        _("“5,000 for the year: which projects do we fund?”"),
        "coins",
        options=_("The projects with what each costs, one a line"),
        lines=_("Kiln: 1800\nBicycle shed: 650\nProjector: 400"),
    ),
)


def find(key: Any) -> Purpose | None:
    """The purpose of that name."""
    return next((one for one in PURPOSES if one.key == key), None)


def purpose_of(method: str, rules: Rules) -> Purpose:
    """What a question that is already written is for: the purpose that proposes its method, or allows it."""
    suiting = methods()[method].purposes
    fitting = [one for one in PURPOSES if one.key in suiting and (one.several or _seats(rules) == 1)]
    return next((one for one in fitting if one.methods[0].name == method), fitting[0])


def _seats(rules: Rules) -> int:
    return rules.seats if isinstance(rules, OptionRules) else 1
