"""Several lists that one page may show, read together: one question says which of them have any row, and only those
are read.

A reader asks for its querysets with `yield`, gets a list for each of them, and may ask again by what it found:

    def tasks_waiting(member: Member) -> Reader[list[Waiting]]:
        (tasks,) = yield [tasks_of(member)]
        return [Waiting(task.title, ...) for task in tasks]
"""

from collections.abc import Generator, Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Exists, QuerySet

from members.models import Member

T = TypeVar("T")
Reader = Generator[Sequence[QuerySet[Any]], list[list[Any]], T]
FEW = 2  # querysets that are read at once: to ask which have rows would be a question more


def fetch(reader: Reader[T]) -> T:
    """What one reader gives."""
    only: list[T] = fetch_all([reader])
    return only[0]


def fetch_all(readers: Iterable[Reader[T] | T]) -> list[T]:
    """What each reader gives, in their order; what is no reader is given as it is. Each time that readers ask, there is
    one question for all of them, and one for each list that has rows."""
    reading = together(readers)
    lists: Any = None
    while True:
        try:
            lists = _lists(reading.send(lists))
        except StopIteration as end:
            given: list[T] = end.value
            return given


def together(readers: Iterable[Reader[T] | T]) -> Reader[list[T]]:
    """The same as one reader, for a reader that asks others: what they ask at one time is asked with it."""
    given: list[Any] = list(readers)
    answers: dict[int, list[list[Any]] | None] = {
        place: None for place, one in enumerate(given) if isinstance(one, Generator)
    }
    while answers:
        querysets_of: dict[int, Sequence[QuerySet[Any]]] = {}
        for place, answer in answers.items():
            try:
                querysets_of[place] = given[place].send(answer)
            except StopIteration as end:
                given[place] = end.value
        if querysets_of:
            lists = iter((yield [queryset for querysets in querysets_of.values() for queryset in querysets]))
        answers = {place: [next(lists) for _queryset in querysets] for place, querysets in querysets_of.items()}
    return given


def _lists(querysets: Sequence[QuerySet[Any]]) -> list[list[Any]]:
    if len(querysets) <= FEW:
        return [list(queryset) for queryset in querysets]
    has_rows = Member.objects.order_by().values_list(*(Exists(queryset) for queryset in querysets))[:1]
    row = next(iter(has_rows), (True,) * len(querysets))  # where nobody is there to ask of, each is read
    return [list(queryset) if any_row else [] for queryset, any_row in zip(querysets, row, strict=True)]
