"""One world for the whole table, built once and undone at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rights.house import House, undone
from tests.world import world


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The database is only made for tests that ask for it by this mark."""
    for item in items:
        asks = {"house", "asked"} & set(getattr(item, "fixturenames", ()))
        if asks and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="module")
def database(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def house(database) -> Iterator[House]:
    with undone():
        yield House(world())
