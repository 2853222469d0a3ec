"""The small cast that every test knows."""

import os
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test.client import MULTIPART_CONTENT, Client
from django.utils import timezone, translation
from django.utils.text import slugify

import config.api  # noqa: F401  (tests name its addresses, which a server loads with the first that is asked for)
from commissions.models import Circle, Mandate
from journal.clock import telling
from members.models import Member
from tests import saved
from tests.restored import remembered, undo_what_tests_commit

undo_what_tests_commit()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The tests find their database there, migrated."""
    return True


@pytest.fixture(scope="session", autouse=True)
def attached_files(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Where the files lie that tests attach."""
    settings.ATTACHED_FILES = tmp_path_factory.mktemp("attached")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """What tests commit is undone by what was remembered here."""
    with django_db_blocker.unblock():
        remembered.take()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> Iterator[None]:
    """This worker's database is a copy of the one that was migrated once."""
    database = settings.DATABASES["default"]
    if settings.IS_EMBEDDED:
        file = Path(database["TEST"]["NAME"])
        saved.copy_file(file, settings.VAR_DIR)
        yield
        saved.remove_file(file)
    else:
        server, name = os.environ["DATABASE_URL"], database["TEST"]["NAME"] or f"test_{database['NAME']}"
        saved.copy_database(server, name, settings.VAR_DIR)
        yield
        saved.drop_database(server, name)


class FormClient(Client):
    """A browser without scripts, of somebody who means it: each form that it sends names itself with a key of its
    own, as those of our pages, and is confirmed (`tests/rights/test_confirmations.py` asks without)."""

    def post(self, path, data=None, content_type=MULTIPART_CONTENT, **extra):
        if content_type == MULTIPART_CONTENT:
            data = {"request_key": uuid.uuid4().hex, "confirmed": "yes", **(data or {})}
        return super().post(path, data, content_type, **extra)


@pytest.fixture
def noon() -> Iterator[None]:
    """The middle of the day: around midnight it is PostgreSQL that says which day it is, with a question of its own."""
    with telling(timezone.localtime().replace(hour=12)):
        yield


@pytest.fixture
def client() -> FormClient:
    return FormClient()


@pytest.fixture
def ca(db) -> Circle:
    """The board: Inès, Malo and Rose sit in it."""
    return Circle.objects.create(kind=Circle.Kind.BOARD, name="CA", slug="ca")


@pytest.fixture
def vie_quotidienne(db) -> Circle:
    """A commission: Omar sits in it."""
    return Circle.objects.create(kind=Circle.Kind.COMMISSION, name="Vie Quotidienne", slug="vie-quotidienne")


def person(name: str, *circles: Circle, **fields) -> Member:
    member = Member.objects.create_user(f"{slugify(name)}@example.org", name=name, **fields)
    for circle in circles:
        Mandate.objects.create(member=member, circle=circle, since=date(2026, 1, 1))
    return member


@pytest.fixture
def ines(ca) -> Member:
    """Sits in the CA; facilitates its meetings."""
    return person("Inès", ca)


@pytest.fixture
def malo(ca) -> Member:
    return person("Malo", ca)


@pytest.fixture
def rose(ca) -> Member:
    return person("Rose", ca)


@pytest.fixture
def omar(vie_quotidienne) -> Member:
    """Sits in Vie Quotidienne, not in the CA."""
    return person("Omar", vie_quotidienne)


@pytest.fixture
def noe(db) -> Member:
    """A newcomer: a member without any mandate."""
    return person("Noé")


@pytest.fixture
def lise(ca) -> Member:
    """Sat in the CA; her mandate ended."""
    member = person("Lise")
    Mandate.objects.create(member=member, circle=ca, since=date(2025, 1, 1), until=date(2026, 1, 1))
    return member


@pytest.fixture
def admin(db) -> Member:
    """Administers accounts and settings; sits in no circle."""
    return person("Ada", is_administrator=True)


def pytest_configure() -> None:
    settings.MAY_TELL_TIME = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]


def pytest_runtest_setup() -> None:
    """Each test begins in the collective's language, whatever the reader of the last page spoke."""
    translation.deactivate()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test marked `postgres` or `sqlite` belongs to the run on that database, and to no other."""
    from django.db import connection

    other = "sqlite" if connection.vendor == "postgresql" else "postgres"
    elsewhere = [item for item in items if item.get_closest_marker(other)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]
