"""Readings of one table that every act or page asks, whose SQL Django composes once a process.

Django takes 0.2 to 0.6 ms of processor to compose such a reading, and SQLite 0.02 to answer it. What is asked, and
when, stays the same: nothing that was read is kept. `select_related` and `prefetch_related` have no place here.

This is the only place that asks Django for the SQL of a queryset with its values apart (`Query.sql_with_params`, which
is not documented); in public one can only write that SQL by hand. `tests/journal/test_statements.py` fails when Django
changes.
"""

from collections.abc import Callable
from datetime import date
from functools import cache, cached_property
from typing import Any, Generic, TypeVar, cast

from django.db.models import Model, QuerySet

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
        sql, given = self._composed
        return list(
            self._model.objects.raw(sql, [one if place is None else _as(one, values[place]) for one, place in given])
        )

    def first(self, *values: int | str | date) -> M | None:
        return next(iter(self.rows(*values)), None)

    @cached_property
    def _composed(self) -> tuple[str, list[tuple[Any, int | None]]]:
        """The SQL, and each value in it with the place of its sample (None: a value of the queryset's own)."""
        queryset = self._compose(*self._samples)
        self._model: Any = queryset.model
        sql, given = queryset.query.sql_with_params()
        return sql, [(one, self._place(one)) for one in given]

    def _place(self, given: Any) -> int | None:
        return next((at for at, sample in enumerate(self._samples) if given in (sample, str(sample))), None)


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
