"""One world for the whole table, built once and undone at the end."""

from collections.abc import Iterator

import pytest

from tests.rights.house import House, undone
from tests.world import world


@pytest.fixture(scope="module")
def database(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="module")
def house(database) -> Iterator[House]:
    with undone():
        yield House(world())
