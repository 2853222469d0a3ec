"""Lists that are read together."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from members.combined_reads import fetch, fetch_all
from members.models import Member


def named(name: str):
    (people,) = yield [Member.objects.filter(name=name)]
    return [person.name for person in people]


def asked_twice(first: str, second: str):
    (people,) = yield [Member.objects.filter(name=first)]
    if not people:
        return []
    (others,) = yield [Member.objects.filter(name=second)]
    return [person.name for person in (*people, *others)]


def test_each_reader_gets_its_own_lists_in_its_own_place(ines, malo):
    assert fetch_all([named("Malo"), ["as it is"], asked_twice("Inès", "Malo"), named("Nobody")]) == [
        ["Malo"],
        ["as it is"],
        ["Inès", "Malo"],
        [],
    ]


def test_one_question_says_which_lists_have_rows_and_only_those_are_read(ines):
    with CaptureQueriesContext(connection) as asked:
        assert fetch_all([named(name) for name in ("A", "B", "Inès", "C", "D")]) == [[], [], ["Inès"], [], []]
    assert len(asked) == 2


def test_one_list_is_read_at_once(ines):
    with CaptureQueriesContext(connection) as asked:
        assert fetch(named("Inès")) == ["Inès"]
    assert len(asked) == 1


def test_where_there_is_nobody_each_list_is_read(db):
    assert fetch_all([named(name) for name in ("A", "B", "C")]) == [[], [], []]
