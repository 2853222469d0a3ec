"""No page asks the database more when there is more of everything (DESIGN §7)."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rights.house import House, undone
from tests.rights.table import Row, table
from tests.world import world

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
                house.ask(row, row.reader)  # what is read once per process is not counted
                with CaptureQueriesContext(connection) as captured:
                    house.ask(row, row.reader)
                queries[str(row)][size] = [query["sql"] for query in captured.captured_queries]
    return queries


@pytest.mark.parametrize("row", READ, ids=str)
def test_the_queries_are_constant(asked: dict[str, dict[int, list[str]]], row: Row) -> None:
    few, many = asked[str(row)][1], asked[str(row)][MANY]
    assert len(many) == len(few), "\n".join(sql for sql in many if many.count(sql) > 1 or sql not in few)[:4000]
