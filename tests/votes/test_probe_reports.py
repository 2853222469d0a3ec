"""Another attacker, who reads what is told: logs, error reports, journal, exports, sessions, letters, other pages.

They look for a receipt code, or for what was answered, anywhere but in the box itself.
"""

import json
import logging
import re
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils.log import AdminEmailHandler
from rest_framework.test import APIClient

from members.models import Mail
from tests.closing import close_in_time
from tests.votes.conftest import in_the_box, rules_for, the_others_vote
from tests.votes.test_probe_storage import everything
from tests.votes.test_sealing import ONE, TWO, secretly
from votes.actions import open_gathering
from votes.methods.rules import OptionRules
from votes.models import EncryptedVote

pytestmark = pytest.mark.django_db
ANSWER = "Zanzibar"  # what Malo approves


@pytest.fixture
def ballot(crowd, ines):
    online = open_gathering(owner="room:2", rules=rules_for(*crowd, online=True), actor=ines)
    return secretly(online, ines, rules=OptionRules("approval"), options=[ANSWER, "Valparaiso"])


@pytest.fixture
def form(ballot, malo) -> dict:
    return {"elector": malo.pk, "approve-0": "on", "choice": "cast", "code": ONE}


def by_form(ballot, client, form, **headers):
    return client.post(f"/ballots/{ballot.pk}/votes/", form, headers=headers)


def by_api(ballot, elector, code=ONE):
    api = APIClient(raise_request_exception=False)
    api.force_authenticate(elector)
    sent = {"choice": {"approve": [ANSWER]}, "code": code}
    return api.post(f"/api/v1/ballots/{ballot.pk}/sealed-votes/", sent, format="json")


def tells(text: str) -> list[str]:
    """What a text gives away of Malo's ballot."""
    return [word for word in (ONE, "4F7K-2MNP", ANSWER, "approve-0") if word in text]


def test_the_receipt_is_the_answer_and_nothing_keeps_it(ballot, client, malo, form):
    client.force_login(malo)
    session = dict(client.session.items())

    answer = by_form(ballot, client, form)

    assert answer.status_code == 200
    assert "4F7K-2MNP-Q9RT-8VWX" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert set(answer.cookies) <= {"csrftoken"}
    assert dict(client.session.items()) == session
    assert in_the_box(ballot) == {ONE: {"approve": [ANSWER]}}
    assert by_form(ballot, client, form).status_code == 200  # the page sent again


def test_the_script_is_told_that_it_is_counted_and_no_more(ballot, client, malo, form):
    client.force_login(malo)
    answer = by_form(ballot, client, form, **{"X-Act": "1"})
    assert set(answer.json()) == {"done", "message", "to"}
    assert tells(answer.content.decode()) == []
    assert not answer.cookies


def test_a_refusal_shows_the_form_again_and_keeps_nothing(ballot, client, malo, form):
    client.force_login(malo)
    by_form(ballot, client, {**form, "code": TWO})
    session = dict(client.session.items())
    again = by_form(ballot, client, form)
    assert again.status_code == 422
    assert set(again.cookies) <= {"csrftoken"}
    assert dict(client.session.items()) == session
    emptied = by_form(ballot, client, {key: form[key] for key in ("elector", "choice", "code")})
    assert emptied.status_code == 422


def test_what_was_ticked_is_still_there_after_a_refusal(ballot, client, malo, form):
    client.force_login(malo)
    shown = by_form(ballot, client, {**form, "code": "4F7K"}).content.decode()
    assert 'name="approve-0" data-adds="1" checked' in shown.replace("  ", " ")
    assert not EncryptedVote.objects.exists()


@pytest.mark.parametrize("debug", [False, True])
def test_no_log_holds_it(ballot, client, malo, rose, form, settings, caplog, capfd, debug):
    settings.DEBUG = connection.force_debug_cursor = debug
    client.force_login(malo)
    try:
        with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, "django"):
            page = client.get(f"/ballots/{ballot.pk}/").content.decode()
            assert by_form(ballot, client, form).status_code == 200
            by_form(ballot, client, {**form, "code": TWO})
            assert by_api(ballot, rose, "0000-0000-0000-0000").status_code == 200
            by_api(ballot, malo, ONE)
    finally:
        connection.force_debug_cursor = False
    assert ("votes_rollentry" in caplog.text) is debug  # it does hear the other statements
    told = caplog.text + "".join(capfd.readouterr()) + str(connection.queries)
    assert tells(told) == []
    assert "0000000000000000" not in told
    assert re.search('name="code" value="(.+?)"', page)[1] not in told


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("way", ["form", "api"])
def test_no_error_report_holds_it(ballot, client, malo, form, settings, caplog, capfd, debug, way):
    settings.DEBUG, settings.ADMINS = debug, [("Ada", "ada@example.org")]
    client.force_login(malo)
    client.raise_request_exception = False
    broken("votes_encryptedvote")
    with reported():
        answer = by_form(ballot, client, form) if way == "form" else by_api(ballot, malo)

    assert answer.status_code == 500
    (letter,) = mail.outbox
    report = whole(letter)
    assert "Broken" in report  # where it broke is told
    assert "sealing.py" in report
    told = report + answer.content.decode() + caplog.text + "".join(capfd.readouterr())
    assert tells(told) == []


@pytest.mark.postgres
def test_the_log_of_the_database_holds_the_statement_without_its_values(ballot, client, malo, form):
    """PostgreSQL writes down each statement that fails."""
    client.force_login(malo)
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_directory")
        log = Path(cursor.fetchone()[0]).parent / "log"
    broken("votes_encryptedvote")
    assert by_form(ballot, client, form).status_code == 500
    failed = [line for line in log.read_text().splitlines() if "INSERT INTO votes_encryptedvote" in line]
    assert "VALUES ($1, $2, $3)" in failed[-1]
    assert ONE not in log.read_text()


def test_the_reports_would_hold_it_otherwise(consultation, client, malo, ines, settings):
    """The same breakdown in an open ballot: this is what the attacker looks for."""
    ballot = secretly(consultation, ines, secret=False, rules=OptionRules("approval"), options=[ANSWER, "Valparaiso"])
    settings.ADMINS = [("Ada", "ada@example.org")]
    client.force_login(malo)
    client.raise_request_exception = False
    with connection.cursor() as cursor:  # what is written is refused, once all has been read
        cursor.execute("ALTER TABLE votes_vote ADD COLUMN gone integer DEFAULT 0 CHECK (gone > 0)")
    with reported():
        by_form(ballot, client, {"elector": malo.pk, "approve-0": "on", "choice": "cast"})
    (letter,) = mail.outbox
    assert tells(whole(letter)) == [ANSWER, "approve-0"]


def whole(letter) -> str:
    return letter.body + "".join(html for html, _kind in letter.alternatives)


def broken(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME COLUMN content TO gone")


class reported:
    """Errors are written to the administrators, with all that Django's report holds."""

    def __enter__(self):
        self.handler = AdminEmailHandler(include_html=True)
        logging.getLogger("django.request").addHandler(self.handler)

    def __exit__(self, *_error):
        logging.getLogger("django.request").removeHandler(self.handler)


def test_no_table_but_the_box_holds_it(ballot, client, malo, rose, ines, form):
    client.force_login(malo)
    by_form(ballot, client, form)
    by_api(ballot, rose, TWO)
    close_in_time(ballot, actor=ines)
    holding = {table for table, rows in everything().items() if any(ONE in row or TWO in row for row in rows)}
    assert holding == {"votes_sealedvote"}
    assert not Mail.objects.filter(text__contains="4F7K").exists()


def test_the_journal_and_its_export_hold_numbers_alone(ballot, client, malo, rose, ines, form, capsys):
    client.force_login(malo)
    by_form(ballot, client, form)
    by_api(ballot, rose, TWO)
    close_in_time(ballot, actor=ines)
    call_command("journal", "export")
    exported = capsys.readouterr().out
    (closing,) = [line for line in exported.splitlines() if "ballot.closed" in line]
    assert ONE not in exported
    assert ANSWER not in closing
    assert "member" not in json.loads(closing)["body"]


def test_nobody_sees_who_has_voted_before_the_close(ballot, client, malo, rose, ines, form):
    client.force_login(malo)
    by_form(ballot, client, form)
    for other in (rose, ines):
        client.force_login(other)
        shown = client.get(f"/ballots/{ballot.pk}/").content.decode()
        assert "Malo" not in shown
        assert "1 vote" in shown  # how many, and no more
    api = APIClient()
    api.force_authenticate(ines)
    told = api.get(f"/api/v1/ballots/{ballot.pk}/").content.decode()
    assert "Malo" not in told
    the_others_vote(ballot, "blank")
    close_in_time(ballot, actor=ines)
    assert "Malo" in client.get(f"/ballots/{ballot.pk}/").content.decode()


def test_the_published_list_has_every_code_in_order_and_no_name(ballot, client, malo, rose, ines, form):
    client.force_login(malo)
    by_form(ballot, client, form)
    by_api(ballot, rose, TWO)
    address = f"/ballots/{ballot.pk}/list.json"
    assert client.get(address).status_code == 403
    the_others_vote(ballot, "blank")
    close_in_time(ballot, actor=ines)
    published = client.get(address).content.decode()
    assert published.index(TWO) < published.index(ONE)
    assert not any(word in published for word in ("Malo", "Rose", "cast_at", f'"{malo.pk}"'))


def test_who_looks_for_their_code_leaves_it_nowhere(ballot, client, malo, ines, form, settings, caplog, capfd):
    """Without our script the code is sent to the page of the published list, which looks for it and forgets it."""
    client.force_login(malo)
    by_form(ballot, client, form)
    the_others_vote(ballot, "blank")
    close_in_time(ballot, actor=ines)
    settings.DEBUG = connection.force_debug_cursor = True
    session = dict(client.session.items())
    try:
        with caplog.at_level(logging.DEBUG), caplog.at_level(logging.DEBUG, "django"):
            found = client.post(f"/ballots/{ballot.pk}/verification/", {"code": "4f7k-2mnp-q9rt-8vwx"})
    finally:
        connection.force_debug_cursor = False
    assert 'id="4F7K-2MNP-Q9RT-8VWX" data-code="4F7K2MNPQ9RT8VWX" class="is-found"' in found.content.decode()
    assert "votes_sealedvote" in caplog.text
    told = caplog.text + "".join(capfd.readouterr()) + str(connection.queries)
    assert not any(code in told for code in (ONE, "4F7K-2MNP", "4f7k-2mnp"))
    assert dict(client.session.items()) == session
    assert set(found.cookies) <= {"csrftoken"}
