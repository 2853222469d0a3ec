"""A process that froze while it held the journal's head stops the others for seconds, not for as long as it sleeps."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from commissions.actions import add_task
from config import postgres
from journal.models import Head
from tests.journal.reset import journal_reset

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HOUSE = Path(__file__).parents[2]

FREEZE = """
import os, signal
from config import postgres
postgres.IDLE_IN_TRANSACTION = 1000
postgres.set_up_connections()
import django
django.setup()
from django.conf import settings
settings.DATABASES["default"]["NAME"] = os.environ["FROZEN_DATABASE"]
from django.db import transaction
from journal.models import Head
with transaction.atomic():
    Head.objects.select_for_update().get()
    print("held", flush=True)
    os.kill(os.getpid(), signal.SIGSTOP)
"""


def test_a_frozen_process_loses_what_it_holds(ca, ines) -> None:
    with journal_reset():
        Head.objects.get_or_create(pk=1)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "FROZEN_DATABASE": connection.settings_dict["NAME"],
    }
    frozen = subprocess.Popen(
        [sys.executable, "-c", FREEZE], cwd=HOUSE, env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert frozen.stdout is not None
        assert frozen.stdout.readline() == "held\n"
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {postgres.LOCK}")
        assert add_task(ca, title="Balayer", actor=ines).pk
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")
        frozen.send_signal(signal.SIGKILL)
        frozen.wait(10)


def test_those_who_wait_outlast_the_one_who_froze() -> None:
    assert postgres.IDLE_IN_TRANSACTION < postgres.LOCK < postgres.STATEMENT


ASKED = """
from config import postgres
postgres.set_up_connections()
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("SHOW synchronous_commit")
    print(cursor.fetchone()[0])
"""


def test_a_server_process_is_told_of_a_commit_once_it_is_on_the_disk() -> None:
    """The clusters that `launch/postgres.py` makes for tests have it off, for speed."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "PGOPTIONS": ""}
    asked = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=HOUSE, env=environment, capture_output=True, text=True, check=True
    )
    assert asked.stdout == "on\n"


def test_a_long_reading_is_not_compiled_first() -> None:
    """Tables that were never analyzed make PostgreSQL guess millions of rows; to compile for them takes a second."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
