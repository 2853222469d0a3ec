"""Circles and tasks as topics. A circle may be asked a question online.

Any member of a circle may prepare a question for it, and conducts their own; whoever coordinates the circle conducts
them all. An assembly is everybody: its questions are put by those who sit on a board, or coordinate the assembly.
"""

from typing import Any, ClassVar

from django.db.models import QuerySet

from commissions.models import Circle, CircleRole, Mandate, Rota, Shift, Task, TurnSwap
from commissions.queries import coordinates, majority_rules, readable_circles, roll_rules, voting_mandates
from commissions.rules import can_read_circle
from journal.topics import M, RowKind
from members.rules import is_member
from votes.counting.majority import MajorityRules
from votes.owners import Host
from votes.rolls import RollRules
from web.alphabet import place


class CircleKind(RowKind[Circle], Host):
    prefix = Circle.topic_prefix
    rows = Circle.objects.all()
    is_everybodys = True

    def reads(self, person: Any, pk: str) -> bool:
        return bool(can_read_circle(person, self.find(pk)))

    def readable_by(self, person: Any) -> QuerySet[Circle]:
        return readable_circles(person) if is_member(person) else Circle.objects.none()

    def conducts(self, person: Any, pk: str) -> bool:
        circle = self.find(pk)
        if circle is None or not is_member(person):
            return False
        return coordinates(person, circle) or (circle.is_assembly and _sits_on_a_board(person))

    def hosts(self, person: Any) -> list[tuple[str, str]]:
        """The smallest first: everybody is not asked by mistake."""
        if not is_member(person):
            return []
        mine = list(voting_mandates().filter(member=person).select_related("circle"))
        allowed = {mandate.circle for mandate in mine if not mandate.circle.is_assembly}
        allowed |= {mandate.circle for mandate in mine if mandate.role == Mandate.Role.COORDINATOR}
        if any(circle.kind == Circle.Kind.BOARD for circle in allowed):
            allowed |= set(Circle.objects.filter(kind=Circle.Kind.ASSEMBLY))
        board = Circle.Kind.BOARD
        in_order = sorted(allowed, key=lambda circle: (circle.is_assembly, circle.kind == board, place(circle.name)))
        return [(circle.topic, circle.name) for circle in in_order]

    def roll(self, pk: str) -> RollRules:
        circle = self.find(pk)
        return roll_rules(circle) if circle else RollRules()

    def majority(self, pk: str) -> MajorityRules:
        circle = self.find(pk)
        return majority_rules(circle) if circle else MajorityRules()

    def is_opinion(self, pk: str) -> bool:
        """No article of its rules allows it to decide outside a meeting."""
        circle = self.find(pk)
        return circle is not None and not circle.decides_online


class TaskKind(RowKind[Task]):
    """A task is read by whoever may read its circle."""

    prefix = Task.topic_prefix
    rows = Task.objects.all()

    def readable_by(self, person: Any) -> QuerySet[Task]:
        if not is_member(person):
            return Task.objects.none()
        return Task.objects.filter(circle__in=readable_circles(person).values("pk"))


class OfCircle(RowKind[M]):
    """Read by whoever may read the circle; `path` leads from the row to it."""

    path: ClassVar[str]

    def readable_by(self, person: Any) -> QuerySet[M]:
        if not is_member(person):
            return self.rows.none()
        return self.rows.filter(**{f"{self.path}__in": readable_circles(person).values("pk")})


class RoleKind(OfCircle[CircleRole]):
    prefix = CircleRole.topic_prefix
    rows = CircleRole.objects.select_related("circle")
    path = "circle"


class RotaKind(OfCircle[Rota]):
    prefix = Rota.topic_prefix
    rows = Rota.objects.select_related("circle")
    path = "circle"


class ShiftKind(OfCircle[Shift]):
    prefix = Shift.topic_prefix
    rows = Shift.objects.select_related("rota__circle")
    path = "rota__circle"


class SwapKind(OfCircle[TurnSwap]):
    prefix = TurnSwap.topic_prefix
    rows = TurnSwap.objects.select_related("offered__rota__circle", "wanted__rota__circle")
    path = "offered__rota__circle"


def _sits_on_a_board(person: Any) -> bool:
    return voting_mandates().filter(member=person, circle__kind=Circle.Kind.BOARD).exists()
