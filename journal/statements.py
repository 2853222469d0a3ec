"""Readings that every act or page asks, whose SQL Django composes once a process.

Django takes 0.2 to 0.6 ms of processor to compose a reading of one table, 4 where it joins a dozen, and SQLite 0.02 to
answer it. What is asked, and when, stays the same: nothing that was read is kept. `select_related` is composed with the
rest; `prefetch_related` has no place here, since it asks more than one question.

This is the only place that keeps a compiler of Django's (`Query.get_compiler`, which is not documented) and gives it
other values to ask with: in public one can only write that SQL by hand. `tests/journal/test_statements.py` fails when
Django changes, and `run.py bench agenda_cpu_1000` measures it.
"""

from collections.abc import Callable
from copy import copy
from datetime import date
from functools import cache, cached_property
from threading import local
from typing import Any, ClassVar, Generic, TypeVar, cast

from django.db import connections
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable

M = TypeVar("M", bound=Model)

NUMBER, TEXT, DAY = -2_147_480_000, "a value of a statement ", date(1, 1, 1).toordinal()  # no row holds such values


class Statement(Generic[M]):
    """`compose(1, "x")` is the queryset for these values; `Statement(compose, int, str)` asks it for any others.

    An instant or a day is one of the values: what `compose` reads of a clock itself would stay as it was at first.
    """

    def __init__(self, compose: Callable[..., QuerySet[M]], *kinds: type[int] | type[str] | type[date]) -> None:
        self._compose = compose
        self._samples: list[Any] = [_sample(kind, place) for place, kind in enumerate(kinds)]

    def rows(self, *values: int | str | date) -> list[M]:
        """What the queryset gives for these values, one for each of its kinds and in their order."""
        if len(values) != len(self._samples):
            raise TypeError(f"{len(self._samples)} values are needed, not {len(values)}")
        return list(ModelIterable(cast(Any, _Asked(self._composed, values))))

    def first(self, *values: int | str | date) -> M | None:
        return next(iter(self.rows(*values)), None)

    @cached_property
    def _composed(self) -> "_Composed":
        return _Composed(self._compose(*self._samples), self._samples)


class _Composed:
    """A queryset's compiler once it has composed, and where in the SQL the values stand that it is asked with."""

    def __init__(self, queryset: QuerySet[Any], samples: list[Any]) -> None:
        self.db = queryset.db
        self.compiler: Any = queryset.query.get_compiler(self.db)
        self.sql, given = self.compiler.as_sql()
        self.given = [(one, self._place(one, samples)) for one in given]
        self._mine = local()

    def of(self, connection: Any) -> Any:
        """The compiler for this connection, with what makes its values those of Django found out once."""
        compiler = getattr(self._mine, "compiler", None)
        if compiler is None or compiler.connection is not connection:
            compiler = self._mine.compiler = copy(self.compiler)
            compiler.connection = connection
            converters = compiler.get_converters([column for column, *_ in compiler.select])
            compiler.get_converters = lambda _columns: converters
        return compiler

    @staticmethod
    def _place(given: Any, samples: list[Any]) -> int | None:
        """Of which sample this is the value; None for a value of the queryset's own."""
        return next((at for at, sample in enumerate(samples) if given in (sample, str(sample))), None)


class _Asked:
    """All that Django's `ModelIterable` asks of a queryset and of its query: what was composed, with these values."""

    _known_related_objects: ClassVar[dict[Any, Any]] = {}

    def __init__(self, composed: _Composed, values: tuple[Any, ...]) -> None:
        self.db, self.query, self._composed = composed.db, self, composed
        self._params = tuple(one if place is None else _as(one, values[place]) for one, place in composed.given)

    def get_compiler(self, using: str) -> Any:
        """A compiler that has composed already, of this thread's connection; one reading is whole before the next."""
        compiler = self._composed.of(connections[using])
        compiler.as_sql = lambda: (self._composed.sql, self._params)
        return compiler


def row(model: type[M], key: int) -> M:
    """The row with this key. Raises the model's `DoesNotExist`."""
    return _existing(model, _by_key(model).first(key))


def locked(model: type[M], key: int) -> M:
    """The same, alone on it until the transaction ends: what it says is as it is after the wait."""
    return _existing(model, _to_lock(model).first(key))


def _existing(model: type[M], instance: M | None) -> M:
    if instance is None:
        raise cast(Any, model).DoesNotExist(model._meta.label)
    return instance


@cache
def _by_key(model: type[M]) -> Statement[M]:
    return Statement(lambda key: model._base_manager.filter(pk=key), int)


@cache
def _to_lock(model: type[M]) -> Statement[M]:
    return Statement(lambda key: model._base_manager.select_for_update().filter(pk=key), int)


def _sample(kind: type, place: int) -> int | str | date:
    if kind is date:
        return date.fromordinal(DAY + place)
    return NUMBER - place if kind is int else f"{TEXT}{place}"


def _as(sample: Any, value: Any) -> Any:
    """SQLite is given a day as text."""
    return str(value) if isinstance(sample, str) else value
