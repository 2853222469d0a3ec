"""No page asks the database more when there is more of everything (DESIGN §7)."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rights.house import House, undone
from tests.rights.table import Row, table
from tests.world import world

# The big world is built once, by one worker.
pytestmark = pytest.mark.xdist_group("world of many")
READ = [row for row in table() if row.method == "GET" and row.roles]
MANY = 30


@pytest.fixture(scope="module")
def asked(database) -> Iterator[dict[str, dict[int, list[str]]]]:
    """The queries of each page, in a world with 1 of everything and in one with 30."""
    queries: dict[str, dict[int, list[str]]] = {str(row): {} for row in READ}
    for size in (1, MANY):
        with undone():
            house = House(world(size))
            for row in READ:
                queries[str(row)][size] = queries_of(house, row)
    return queries


def queries_of(house: House, row: Row) -> list[str]:
    """What a page asks the database; what is read once per process is not counted."""
    try:
        house.ask(row, row.reader)
        with CaptureQueriesContext(connection) as captured:
            house.ask(row, row.reader)
    except Exception as error:  # that page's own failure, not the others'
        return [f"{type(error).__name__}: {error}"]
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.parametrize("row", READ, ids=str)
def test_more_of_everything_asks_nothing_more(asked: dict[str, dict[int, list[str]]], row: Row) -> None:
    few, many = asked[str(row)][1], asked[str(row)][MANY]
    assert len(few) > 1, few
    assert len(many) <= len(few), "\n".join(sql for sql in many if many.count(sql) > 1 or sql not in few)[:4000]
