"""The outbox: one letter for one thing, read by the administrator, leaving at most once."""

import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse

from config.mail import smtp
from journal.actions import CLOCK, action
from journal.clock import telling
from members import outbox
from members.actions import invite, reveal_mail
from members.actions.mail import claim_mail
from members.due import send_mail
from members.models import Mail, Member
from members.outbox import wording_now
from members.panels import waiting_for
from tests.refusals import refused

DAY = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)  # 21:00 in Crest
MORNING = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)


@action
def write(to: Member | str, *, actor: object, key: str = "1", **more: object) -> Mail:
    return outbox.send(to=to, kind="note", key=key, subject="Ce\nsoir", text="À 18 h 30.", actor=actor, **more)


@pytest.fixture
def leaves(settings) -> Iterator[None]:
    """There is a mail server, and it is the afternoon."""
    settings.MAIL_LEAVES = True
    with telling(DAY):
        yield


class Refuses(EmailBackend):
    """A mail server that refuses whatever it is given."""

    def send_messages(self, messages: list) -> int:
        raise smtplib.SMTPRecipientsRefused({"noe@example.org": (550, b"unknown")})


class HangsUp(EmailBackend):
    """A mail server that hangs up while it is given a letter."""

    def send_messages(self, messages: list) -> int:
        raise TimeoutError("timed out")


class Absent(EmailBackend):
    """No mail server there."""

    def open(self) -> bool:
        raise ConnectionRefusedError("refused")


def backend(settings, kind: type) -> None:
    settings.EMAIL_BACKEND = f"{kind.__module__}.{kind.__name__}"


def test_the_same_thing_is_written_once(ines, malo) -> None:
    first, second = write(ines, actor=CLOCK), write(ines, actor=CLOCK)
    assert first == second
    write(malo, actor=CLOCK)
    write(ines, actor=CLOCK, key="2")
    assert Mail.objects.count() == 3
    assert first.subject == "Ce soir"


def test_a_letter_is_written_only_if_the_act_holds(ines) -> None:
    @action
    def fails(*, actor: object) -> None:
        write(ines, actor=actor)
        raise ValidationError("no")

    with refused(None):
        fails(actor=CLOCK)
    assert not Mail.objects.exists()


def test_without_a_mail_server_letters_lie_there(ines) -> None:
    write(ines, actor=CLOCK)
    assert send_mail() == 0
    assert Mail.objects.get().sent_at is None


def test_a_letter_leaves_once_with_its_files(ines, leaves) -> None:
    write(ines, actor=CLOCK, attachments=[("soiree.ics", "text/calendar", b"BEGIN:VCALENDAR")])
    assert send_mail() == 1
    assert send_mail() == 0
    letter = mail.outbox[0]
    assert (letter.to, letter.subject, letter.body) == (["ines@example.org"], "Ce soir", "À 18 h 30.")
    assert letter.attachments[0].filename == "soiree.ics"


def test_what_can_wait_waits_until_morning(ines, malo, leaves) -> None:
    write(ines, actor=CLOCK)
    write(malo, actor=CLOCK, urgent=True)
    with telling(NIGHT):
        assert send_mail() == 1
    assert mail.outbox[0].to == ["malo@example.org"]
    with telling(MORNING):
        assert send_mail() == 1


@pytest.mark.parametrize("kind", [Refuses, Absent])
def test_a_refused_letter_is_tried_again_later_and_later_then_left(ines, leaves, settings, kind: type) -> None:
    backend(settings, kind)
    write(ines, actor=CLOCK, urgent=True)
    minutes, tried = 0, []
    while minutes < 90:
        with telling(DAY + timedelta(minutes=minutes)):
            before = Mail.objects.get().attempts
            assert send_mail() == 0
            tried += [minutes] if Mail.objects.get().attempts > before else []
        minutes += 1
    assert tried == [0, 2, 6, 14, 30, 62]
    letter = Mail.objects.get()
    assert letter.sent_at is None
    assert letter.error


def test_a_letter_whose_fate_is_unknown_is_never_sent_again(ines, leaves, settings) -> None:
    backend(settings, HangsUp)
    write(ines, actor=CLOCK)
    send_mail()
    backend(settings, EmailBackend)
    assert send_mail() == 0
    letter = Mail.objects.get()
    assert letter.claimed_at
    assert letter.sent_at is None


def test_a_letter_claimed_by_another_process_is_left_to_it(ines, leaves) -> None:
    write(ines, actor=CLOCK)
    letter = Mail.objects.get()
    assert claim_mail(letter, wording_now(letter), actor=CLOCK)
    assert claim_mail(letter, wording_now(letter), actor=CLOCK) is None
    assert send_mail() == 0
    assert mail.outbox == []


def test_only_the_clock_sends(admin, ines) -> None:
    for actor in (admin, ines):
        with refused("members.send_mail"):
            claim_mail(Mail(), None, actor=actor)


def test_a_secret_is_forgotten_once_it_has_left(admin, leaves) -> None:
    invite(actor=admin, email="zoe@example.org")
    send_mail()
    assert "/invitations/" in mail.outbox[0].body
    assert Mail.objects.get().text == ""


def test_a_secret_is_read_on_purpose_and_the_journal_says_so(admin, ines, client, told) -> None:
    invite(actor=admin, email="zoe@example.org")
    letter = Mail.objects.get()
    client.force_login(admin)
    assert "/invitations/" not in client.get(reverse("members:mail", args=[letter.pk])).content.decode()
    assert "/invitations/" in client.post(reverse("members:mail-reading", args=[letter.pk])).content.decode()
    assert told() == ["member.invited", "mail.revealed"]
    with refused("members.read_letter"):
        reveal_mail(letter, actor=ines)


def test_where_letters_leave_nobody_else_reads_a_secret(admin, settings) -> None:
    settings.MAIL_LEAVES = True
    invite(actor=admin, email="zoe@example.org")
    with refused("leaves"):
        reveal_mail(Mail.objects.get(), actor=admin)


def test_the_administrator_reads_the_outbox_and_its_files(admin, ines, client) -> None:
    letter = write(ines, actor=CLOCK, attachments=[("soiree.ics", "text/calendar", b"BEGIN:VCALENDAR")])
    client.force_login(admin)
    assert "Ce soir" in client.get(reverse("members:outbox")).content.decode()
    assert "À 18 h 30." in client.get(reverse("members:mail", args=[letter.pk])).content.decode()
    file = client.get(reverse("members:attachment", args=[letter.attachments.get().pk]))
    assert file.content == b"BEGIN:VCALENDAR"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://a%40b:p%2Fw@mail.example.org", ("mail.example.org", 587, "a@b", "p/w", True, False)),
        ("smtps://mail.example.org:4650", ("mail.example.org", 4650, "", "", False, True)),
        ("smtp+plain://localhost", ("localhost", 25, "", "", False, False)),
    ],
)
def test_the_mail_server_is_one_address(url: str, expected: tuple) -> None:
    read = smtp(url)
    names = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    assert tuple(read[f"EMAIL_{name}"] for name in names) == expected


def test_an_address_that_is_no_mail_server_stops_everything() -> None:
    with pytest.raises(ValueError, match="EMAIL_URL"):
        smtp("https://example.org")


# What a letter says is asked again when it leaves


def test_a_letter_says_what_holds_when_it_leaves_and_is_dropped_when_nothing_does(
    ines, malo, leaves, monkeypatch
) -> None:
    said = {ines.pk: outbox.Wording("Demain matin", "À 9 h."), malo.pk: None}
    write(ines, actor=CLOCK)
    write(malo, actor=CLOCK)
    with outbox.renewals.replaced({"note": lambda letter: said[letter.member_id]}):
        assert send_mail() == 1
    assert [(letter.to, letter.subject, letter.body) for letter in mail.outbox] == [
        (["ines@example.org"], "Demain matin", "À 9 h.")
    ]
    assert Mail.objects.get(member=malo).dropped_at
    assert send_mail() == 0


def test_every_letter_says_that_no_answer_by_a_machine_is_wanted(ines, leaves) -> None:
    write(ines, actor=CLOCK)
    send_mail()
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


@pytest.mark.parametrize(
    ("address", "sender"), [("noé@", "avant-minuit@localhost"), ("noe@example.org", "Avant Minuit\n<a@example.org>")]
)
def test_an_address_that_is_none_is_tried_then_told_to_administrators(
    admin, client, leaves, settings, address, sender
) -> None:
    settings.DEFAULT_FROM_EMAIL = sender
    write(address, actor=CLOCK, urgent=True)
    for minutes in (0, 2, 6, 14, 30, 62):
        with telling(DAY + timedelta(minutes=minutes)):
            assert send_mail() == 0
    letter = Mail.objects.get()
    assert letter.is_given_up
    assert letter.error
    assert "1 courriel n’a pas pu partir" in [thing.title for thing in waiting_for(admin)]
    client.force_login(admin)
    page = client.get(reverse("members:outbox"), {"state": "undelivered"}).content.decode()
    assert "refusé, pas envoyé" in page


def test_what_left_or_waits_is_not_told_as_undelivered(admin, ines, leaves) -> None:
    write(ines, actor=CLOCK)
    assert not [thing for thing in waiting_for(admin) if thing.kind == "letter"]
    send_mail()
    assert not [thing for thing in waiting_for(admin) if thing.kind == "letter"]


def test_what_is_said_now_is_cut_and_stands_on_one_line_as_what_was_written(ines, malo, leaves) -> None:
    write(ines, actor=CLOCK)
    write(malo, actor=CLOCK)
    said = {ines.pk: outbox.Wording("Répondre\n: " + "mot " * 100, "À 9 h."), malo.pk: outbox.Wording("Midi", "Oui.")}
    with outbox.renewals.replaced({"note": lambda letter: said[letter.member_id]}):
        assert send_mail() == 2
    [first, second] = mail.outbox
    assert first.subject == ("Répondre : " + "mot " * 100)[:200].strip()
    assert second.to == ["malo@example.org"]


def test_a_letter_that_cannot_be_worded_is_tried_again_and_holds_no_other_back(ines, malo, leaves) -> None:
    write(ines, actor=CLOCK, urgent=True)
    write(malo, actor=CLOCK, urgent=True)
    with outbox.renewals.replaced({"note": _fails_for(ines)}):
        assert send_mail() == 1
        assert send_mail() == 0
    assert [letter.to for letter in mail.outbox] == [["malo@example.org"]]
    stays = Mail.objects.get(member=ines)
    assert (stays.attempts, stays.error, stays.claimed_at) == (1, "LookupError", None)
    with telling(DAY + timedelta(minutes=2)):
        assert send_mail() == 1
    assert mail.outbox[1].body == "À 18 h 30."


def test_a_letter_that_can_never_be_worded_is_told_to_administrators(admin, ines, leaves) -> None:
    write(ines, actor=CLOCK, urgent=True)
    with outbox.renewals.replaced({"note": _fails_for(ines)}):
        for minutes in (0, 2, 6, 14, 30, 62):
            with telling(DAY + timedelta(minutes=minutes)):
                assert send_mail() == 0
    assert Mail.objects.get().is_given_up
    assert "1 courriel n’a pas pu partir" in [thing.title for thing in waiting_for(admin)]


def _fails_for(member: Member) -> outbox.Renew:
    """What a thing said that is there no more for this person, and as it was for the others."""

    def renew(letter: Mail) -> outbox.Wording | None:
        if letter.member_id == member.pk:
            raise LookupError("what nobody else reads")
        return outbox.as_written(letter, holds=True)

    return renew


def test_a_letter_that_cannot_be_made_holds_no_other_back_and_is_told_to_administrators(
    admin, ines, malo, leaves
) -> None:
    write(ines, actor=CLOCK, attachments=[("soiree.ics", "calendar", b"BEGIN:VCALENDAR")])
    write(malo, actor=CLOCK)
    assert send_mail() == 1
    assert [letter.to for letter in mail.outbox] == [["malo@example.org"]]
    assert Mail.objects.get(member=ines).error == "ValueError"
    assert "1 courriel n’a pas pu partir" in [thing.title for thing in waiting_for(admin)]
    assert send_mail() == 0


def test_a_letter_that_was_being_sent_when_everything_stopped_is_told_to_administrators_and_not_sent_again(
    admin, client, ines, leaves
) -> None:
    letter = write(ines, actor=CLOCK)
    claim_mail(letter, wording_now(letter), actor=CLOCK)
    client.force_login(admin)
    for minutes, is_told in ((9, False), (10, True)):
        with telling(DAY + timedelta(minutes=minutes)):
            assert send_mail() == 0
            told_titles = [thing.title for thing in waiting_for(admin)]
            assert ("1 courriel n’a pas pu partir" in told_titles) == is_told
            page = client.get(reverse("members:outbox")).content.decode()
            assert ("peut-être pas parti" in page) == is_told
    assert mail.outbox == []
