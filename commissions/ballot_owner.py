"""A circle may be asked a question online; `votes/` knows it by its key alone.

Any member of a circle may prepare a question for it, and conducts their own; whoever coordinates the
circle conducts them all. An assembly is everybody: its questions are put by those who sit on a board,
or coordinate the assembly.
"""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from commissions.models import Circle, Mandate
from commissions.panels import CirclePanel, CirclePanelLine
from commissions.queries import coordinates, majority_rules, mandates_in_force, roll_rules
from commissions.rules import can_read_circle
from journal.numbers import number
from members.rules import is_member
from votes.counting.majority import MajorityRules
from votes.presenters.consultations import current_of, url_of
from votes.rolls import RollRules
from web import dates
from web.alphabet import place


def conducts(person: Any, key: str) -> bool:
    circle = _circle(key)
    if circle is None or not is_member(person):
        return False
    return coordinates(person, circle) or (circle.is_assembly and _sits_on_a_board(person))


def reads(person: Any, key: str) -> bool:
    return bool(can_read_circle(person, _circle(key)))


def url(key: str) -> str:
    circle = _circle(key)
    return circle.get_absolute_url() if circle else ""


def roll(key: str) -> RollRules:
    """Nobody, for a circle that is not there."""
    circle = _circle(key)
    return roll_rules(circle) if circle else RollRules()


def majority(key: str) -> MajorityRules:
    circle = _circle(key)
    return majority_rules(circle) if circle else MajorityRules()


def is_opinion(key: str) -> bool:
    """Whether what it answers online decides nothing: no article of its rules allows it."""
    circle = _circle(key)
    return circle is not None and not circle.decides_online


def label(key: str) -> str:
    circle = _circle(key)
    return circle.name if circle else ""


def hosts(person: Any) -> list[tuple[str, str]]:
    """The circles to which this person may put a question, the smallest first: everybody is not asked by mistake."""
    if not is_member(person):
        return []
    mine = list(mandates_in_force().filter(member=person).select_related("circle"))
    allowed = {mandate.circle for mandate in mine if not mandate.circle.is_assembly}
    allowed |= {mandate.circle for mandate in mine if mandate.role == Mandate.Role.COORDINATOR}
    if any(circle.kind == Circle.Kind.BOARD for circle in allowed):
        allowed |= set(Circle.objects.filter(kind=Circle.Kind.ASSEMBLY))
    board = Circle.Kind.BOARD
    in_order = sorted(allowed, key=lambda circle: (circle.is_assembly, circle.kind == board, place(circle.name)))
    return [(circle.topic, circle.name) for circle in in_order]


def panel(circle: Circle, person: Any) -> CirclePanel | None:
    """What is asked of the circle online, and the way to ask. Where there is nothing, only whoever may ask is told."""
    asked = current_of(circle.topic)
    may_ask = circle.topic in dict(hosts(person))
    if not asked and not may_ask:
        return None
    ask = f"{reverse('votes:consultation-new')}?{urlencode({'host': circle.topic})}"
    return CirclePanel(
        title=_("Asked online"),
        lines=[CirclePanelLine(one.question, url_of(one), dates.human(one.closes_at)) for one in asked],
        more_url=ask if may_ask else reverse("votes:consultations"),
        more_label=_("Ask a question online") if may_ask else _("All that is asked online"),
        empty=_("Nothing is asked online for now."),
    )


def _sits_on_a_board(person: Any) -> bool:
    return mandates_in_force().filter(member=person, circle__kind=Circle.Kind.BOARD).exists()


def _circle(key: str) -> Circle | None:
    return Circle.objects.filter(pk=number(key) or 0).first()
