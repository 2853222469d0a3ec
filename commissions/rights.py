"""Who may read what the journal keeps of circles and of tasks: whoever may read the circle."""

from typing import Any

from commissions import queries
from commissions.models import Circle, Task
from commissions.rules import can_read_circle
from members.rules import is_member


def reads_circle(person: Any, pk: str) -> bool:
    return bool(can_read_circle(person, Circle.objects.filter(pk=pk).first()))


def reads_task(person: Any, pk: str) -> bool:
    return bool(can_read_circle(person, Task.objects.select_related("circle").filter(pk=pk).first()))


def readable_circles(person: Any, pks: set[str]) -> set[str]:
    """Those of the circles that this person may read, in one question."""
    if not is_member(person):
        return set()
    return {str(pk) for pk in queries.readable_circles(person).filter(pk__in=pks).values_list("pk", flat=True)}


def readable_tasks(person: Any, pks: set[str]) -> set[str]:
    if not is_member(person):
        return set()
    found = Task.objects.filter(pk__in=pks, circle__in=queries.readable_circles(person).values("pk"))
    return {str(pk) for pk in found.values_list("pk", flat=True)}
