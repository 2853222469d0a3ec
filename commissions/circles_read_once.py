"""For a page that asks much about the same circles and changes nothing: which circles are whose is read once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date

from django.db.models import QuerySet, Value

from commissions.models import Circle, CircleQuerySet

Which = tuple[str, int, date]  # whose circles, on which day

_read: ContextVar[dict[Which, list[int]] | None] = ContextVar("circles_read", default=None)
_wanted: ContextVar[dict[Which, CircleQuerySet] | None] = ContextVar("circles_wanted", default=None)


@contextmanager
def circles_read_once() -> Iterator[None]:
    """Inside, what is asked about somebody's circles is asked by their keys, as they were when first read."""
    known = _read.get()
    token = _read.set({} if known is None else known)
    try:
        yield
    finally:
        _read.reset(token)


def once(which: Which, circles: CircleQuerySet) -> CircleQuerySet:
    """The circles as they are, or, inside the block, by their keys."""
    wanted, known = _wanted.get(), _read.get()
    if wanted is not None:
        wanted[which] = circles
    if wanted is not None or known is None:
        return circles
    if which not in known:
        known[which] = list(circles.values_list("pk", flat=True))
    return Circle.objects.filter(pk__in=known[which])


def read_together(*lists: Callable[[], QuerySet[Circle]]) -> list[list[int]]:
    """The keys of the circles in each of these lists, which go by `once`: all in one question."""
    wanted: dict[Which, CircleQuerySet] = {}
    token = _wanted.set(wanted)
    try:
        for circles in lists:
            circles()
    finally:
        _wanted.reset(token)
    known = _read.get()
    if known is None or not known.keys() >= wanted.keys():
        known = {} if known is None else known
        known.update({which: [] for which in wanted})
        marked = [
            circles.order_by().annotate(place=Value(place)).values_list("place", "pk")
            for place, circles in enumerate(wanted.values())
        ]
        whichs = list(wanted)
        for place, pk in marked[0].union(*marked[1:], all=True):
            known[whichs[place]].append(pk)
    return [known[which] for which in wanted]
