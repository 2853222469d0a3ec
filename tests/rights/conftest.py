"""One world for the whole table, built once a run and put back for each module."""

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.restored import Remembered, remembered
from tests.rights.house import House, undone
from tests.world import world


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The database is only made for tests that ask for it by this mark."""
    for item in items:
        asks = {"house", "asked"} & set(getattr(item, "fixturenames", ()))
        if asks and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="session")
def built_world(django_db_setup, django_db_blocker) -> tuple[Remembered, bytes]:
    """The database that holds the world, and the world that names its rows: as bytes, since tests change what they
    are given."""
    with django_db_blocker.unblock():
        names = pickle.dumps(world())
        rows = Remembered("world")
        rows.take()
        remembered.put_back()
    return rows, names


@pytest.fixture(scope="module")
def database(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def house(database: None, built_world: tuple[Remembered, bytes]) -> Iterator[House]:
    rows, names = built_world
    rows.put_back()
    with undone():
        yield House(pickle.loads(names))
    remembered.put_back()
