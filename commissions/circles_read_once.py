"""For a page that asks much about the same circles and changes nothing: which circles are whose is read once."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from commissions.models import Circle, CircleQuerySet

_read: ContextVar[dict[tuple[str, int, date], list[int]] | None] = ContextVar("circles_read", default=None)


@contextmanager
def circles_read_once() -> Iterator[None]:
    """Inside, what is asked about somebody's circles is asked by their keys, as they were when first read."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def once(which: tuple[str, int, date], circles: CircleQuerySet) -> CircleQuerySet:
    """The circles as they are, or, inside the block, by their keys; `which` says whose on which day."""
    known = _read.get()
    if known is None:
        return circles
    if which not in known:
        known[which] = list(circles.values_list("pk", flat=True))
    return Circle.objects.filter(pk__in=known[which])
