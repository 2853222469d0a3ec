"""Addresses that refuse letters: nothing more leaves for them, somebody is told, somebody puts it right."""

import smtplib
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command

from journal.actions import CLOCK, action
from journal.clock import telling
from members import outbox
from members.actions import refuse_address, try_address_again
from members.due import send_mail
from members.management.commands.bounce import refused_addresses
from members.models import Mail, RefusedAddress
from members.panels import waiting_for
from tests.refusals import refused

DAY = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
REPORT = """From: MAILER-DAEMON@example.org
To: avant-minuit@example.org
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It did not arrive.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; Rose@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 unknown user

--b--
"""


def report(action: str = "failed", status: str = "5.1.1") -> BytesIO:
    return BytesIO(REPORT.format(action=action, status=status).encode())


@action
def write(to, *, actor: object, key: str = "1", **more: object) -> Mail:
    return outbox.send(to=to, kind="note", key=key, subject="Ce soir", text="À 18 h 30.", actor=actor, **more)


class Refuses(EmailBackend):
    """A mail server that knows nobody."""

    def send_messages(self, messages: list) -> int:
        raise smtplib.SMTPRecipientsRefused({"rose@example.org": (550, b"unknown")})


@pytest.fixture
def leaves(settings):
    settings.MAIL_LEAVES = True
    with telling(DAY):
        yield


def test_a_bounce_says_which_address_failed_for_good() -> None:
    assert refused_addresses(report()) == {"rose@example.org": "smtp; 550 5.1.1 unknown user"}


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.2.2"), ("failed", "4.2.2"), ("delivered", "2.0.0")])
def test_what_may_still_arrive_suspends_nothing(action, status) -> None:
    assert refused_addresses(report(action, status)) == {}


@pytest.mark.parametrize("message", [b"", b"hello", b"Content-Type: message/delivery-status\n\n\xff\xfe"])
def test_what_is_no_bounce_suspends_nothing(message) -> None:
    assert refused_addresses(BytesIO(message)) == {}


def test_the_command_reads_a_message(rose, tmp_path) -> None:
    file = tmp_path / "bounce"
    file.write_bytes(report().getvalue())
    call_command("bounce", file=str(file))
    call_command("bounce", file=str(file))
    assert RefusedAddress.objects.get().member == rose


def test_nothing_more_leaves_but_what_signs_in(rose, leaves) -> None:
    refuse_address(rose.email, reason="550", actor=CLOCK)
    write(rose, actor=CLOCK)
    write(rose, key="code", urgent=True, secret=True, actor=CLOCK)
    assert send_mail() == 1
    assert len(mail.outbox) == 1


def test_its_owner_and_the_administrators_are_told(rose, malo, admin) -> None:
    refuse_address(rose.email, reason="550", actor=CLOCK)
    assert "Vérifier votre adresse\u00a0: les courriels y sont refusés" in [one.title for one in waiting_for(rose)]
    assert "1 adresse refuse les courriels" in [one.title for one in waiting_for(admin)]
    assert not [one for one in waiting_for(malo) if one.kind == "letter"]


def test_its_owner_lets_letters_leave_again(rose, leaves, client) -> None:
    address = refuse_address(rose.email, reason="550", actor=CLOCK)
    write(rose, actor=CLOCK)
    client.force_login(rose)
    assert "sont revenus" in client.get("/me/").content.decode()
    client.post(f"/administration/refused-addresses/{address.pk}/retry/")
    assert send_mail() == 1
    with refused("not_refused"):
        try_address_again(address, actor=rose)


def test_nobody_else_does(rose, malo) -> None:
    address = refuse_address(rose.email, reason="550", actor=CLOCK)
    with refused("members.try_address_again"):
        try_address_again(address, actor=malo)
    with refused("members.send_mail"):
        refuse_address(malo.email, reason="", actor=rose)


def test_a_stranger_s_address_is_not_kept(db) -> None:
    assert refuse_address("nobody@example.org", reason="550", actor=CLOCK) is None
    assert not RefusedAddress.objects.exists()


def test_an_address_that_the_server_refuses_often_enough_is_suspended(rose, settings) -> None:
    settings.MAIL_LEAVES, settings.EMAIL_BACKEND = True, f"{__name__}.Refuses"
    with telling(DAY):
        write(rose, urgent=True, actor=CLOCK)
    for attempt in range(Mail.ATTEMPTS):
        assert not RefusedAddress.objects.exists()
        with telling(DAY + timedelta(days=attempt)):
            send_mail()
    assert RefusedAddress.objects.get().address == rose.email


def test_another_address_is_written_to(rose, admin, leaves) -> None:
    refuse_address(rose.email, reason="550", actor=CLOCK)
    rose.email = "rosa@example.org"
    rose.save()
    write(rose, actor=CLOCK)
    assert send_mail() == 1
    assert waiting_for(rose) == [one for one in waiting_for(rose) if one.kind != "letter"]
