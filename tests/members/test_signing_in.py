"""Signing in by an emailed code or a password; nobody learns who has an account; nobody guesses for long."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from journal.clock import telling
from members.actions import add_member, deactivate
from members.due import end_old_sessions
from members.models import Mail, Member

LOGIN, CODE, CONFIRM = "/account/login/", "/account/login/code/", "/account/login/code/confirm/"
SENTENCE = "une lampe le soir"


def code_in_letter(email: str) -> str:
    text = Mail.objects.filter(to=email, kind="login_code").latest("pk").text
    return next(line.strip() for line in text.splitlines() if line.startswith("    "))


@pytest.fixture
def ines_with_password(ines) -> Member:
    ines.set_password(SENTENCE)
    ines.save()
    return ines


def test_a_code_lets_in(ines, client) -> None:
    client.post(CODE, {"email": "Ines@example.org"})
    answer = client.post(CONFIRM, {"code": code_in_letter("ines@example.org")})
    assert answer.status_code == 302
    assert client.get("/me/").status_code == 200


@pytest.mark.parametrize(
    "pasted", ["ines\u200b@example.org", "\u200eines@example.org\u2060", "\u00a0ines@exam\u00adple.org\ufeff"]
)
def test_an_address_is_known_as_it_was_pasted(ines_with_password, client, pasted: str) -> None:
    client.post(CODE, {"email": pasted})
    assert client.post(CONFIRM, {"code": code_in_letter("ines@example.org")}).status_code == 302
    client.logout()
    client.post(LOGIN, {"login": pasted, "password": SENTENCE})
    assert client.get("/me/").status_code == 200


def test_an_address_entered_with_hidden_signs_is_its_owners(admin, client) -> None:
    add_member(actor=admin, email="z\u200boe@exa\u200emple.org\u2060", name="Zo\u202eé")
    client.post(CODE, {"email": "zoe@example.org"})
    assert client.post(CONFIRM, {"code": code_in_letter("zoe@example.org")}).status_code == 302
    assert Member.objects.get(email="zoe@example.org").name == "Zoé"


def test_a_wrong_code_lets_nobody_in_and_three_are_too_many(ines, client) -> None:
    client.post(CODE, {"email": "ines@example.org"})
    good = code_in_letter("ines@example.org")
    for _try in range(3):
        client.post(CONFIRM, {"code": "000000"})
    client.post(CONFIRM, {"code": good})
    assert client.get("/me/").status_code == 302


def test_a_code_serves_in_one_browser_for_a_quarter_of_an_hour(ines, client, time_machine) -> None:
    client.post(CODE, {"email": "ines@example.org"})
    code = code_in_letter("ines@example.org")
    elsewhere = type(client)()
    elsewhere.post(CONFIRM, {"code": code})
    assert elsewhere.get("/me/").status_code == 302

    time_machine.move_to(datetime.now(UTC) + timedelta(minutes=16))
    client.post(CONFIRM, {"code": code})
    assert client.get("/me/").status_code == 302


def test_a_password_lets_in(ines_with_password, client) -> None:
    assert client.post(LOGIN, {"login": "ines@example.org", "password": SENTENCE}).status_code == 302
    assert client.get("/me/").status_code == 200


def test_a_wrong_password_keeps_the_address_that_was_typed(ines_with_password, client) -> None:
    page = client.post(LOGIN, {"login": "ines@example.org", "password": "faux"}).content.decode()
    assert 'value="ines@example.org"' in page


def test_an_unknown_address_gets_the_same_answers(ines_with_password, client) -> None:
    def answers(email: str) -> list[tuple[int, str, str]]:
        browser = type(client)()
        asked = browser.post(CODE, {"email": email})
        shown = browser.get(CONFIRM)
        typed = browser.post(CONFIRM, {"code": "000000"})
        refused = type(client)().post(LOGIN, {"login": email, "password": "faux"})
        return [
            (answer.status_code, answer.headers.get("Location", ""), without_tokens(answer.content.decode(), email))
            for answer in (asked, shown, typed, refused)
        ]

    assert answers("ines@example.org") == answers("nobody@example.org")
    assert not Mail.objects.filter(to="nobody@example.org").exists()


def test_an_unknown_address_costs_as_many_questions_and_as_much_writing(ines, client) -> None:
    """What takes as long tells as little: both answers ask and write the same, but for the letter taken back."""

    def statements(email: str) -> list[list[str]]:
        browser, answers = type(client)(), []
        for address, fields in ((CODE, {"email": email}), (CONFIRM, {"action": "resend"})):
            with CaptureQueriesContext(connection) as queries:
                browser.post(address, fields)
            answers.append([query["sql"].split()[0] for query in queries.captured_queries])
        return answers

    statements("first@example.org")  # what counts the tries from this network is written the first time
    for known, unknown in zip(statements("ines@example.org"), statements("nobody@example.org"), strict=True):
        assert abs(len(known) - len(unknown)) <= 3, (known, unknown)
        assert known.count("INSERT") == unknown.count("INSERT") > 0
    assert Mail.objects.filter(to="ines@example.org").count() == 2
    assert not Mail.objects.filter(to="nobody@example.org").exists()


@pytest.mark.parametrize("address", ["ines@example.org", "nobody@example.org"])
def test_another_code_is_written_once_however_often_the_button_is_pressed(ines, client, address: str) -> None:
    client.post(CODE, {"email": address})
    for key in ("a" * 32, "a" * 32, "b" * 32):
        answer = client.post(CONFIRM, {"action": "resend", "request_key": key})
        assert answer.status_code in {302, 303}
        assert answer["Location"].startswith(CONFIRM)
    assert Mail.objects.filter(kind="login_code").count() == (3 if address == ines.email else 0)
    if address == ines.email:
        code = Mail.objects.latest("pk").text.partition("\n    ")[2].split()[0]
        assert client.post(CONFIRM, {"code": code})["Location"] == "/"


def test_what_counts_the_tries_is_not_pushed_out_by_other_addresses(ines_with_password, client) -> None:
    for _try in range(5):
        client.post(LOGIN, {"login": "ines@example.org", "password": "faux"})
    for number in range(1000):
        cache.set(f"another-address-{number}", 1, 300)
    client.post(LOGIN, {"login": "ines@example.org", "password": SENTENCE})
    assert client.get("/me/").status_code == 302


def test_sessions_that_ended_are_deleted(ines, client) -> None:
    client.force_login(ines)
    assert end_old_sessions() == 0
    with telling(datetime.now(UTC) + timedelta(days=31)):
        assert end_old_sessions() == 1
    assert not Session.objects.exists()


def without_tokens(page: str, email: str) -> str:
    """The page without what differs each time: the CSRF token, and the address itself."""
    lines = [line for line in page.replace(email, "…").splitlines() if "csrf" not in line]
    return "\n".join(lines)


def test_a_closed_account_gets_no_code_and_does_not_come_in(admin, ines_with_password, client) -> None:
    deactivate(ines_with_password, actor=admin)
    client.post(CODE, {"email": "ines@example.org"})
    assert not Mail.objects.filter(kind="login_code").exists()
    client.post(LOGIN, {"login": "ines@example.org", "password": SENTENCE})
    assert client.get("/me/").status_code == 302


def test_guessing_a_password_stops_after_five_tries(ines_with_password, client) -> None:
    for _try in range(5):
        client.post(LOGIN, {"login": "ines@example.org", "password": "faux"})
    client.post(LOGIN, {"login": "ines@example.org", "password": SENTENCE})
    assert client.get("/me/").status_code == 302


def test_codes_are_not_sent_without_end(ines, client) -> None:
    for _try in range(5):
        type(client)().post(CODE, {"email": "ines@example.org"})
    assert Mail.objects.filter(kind="login_code").count() == 3


def test_an_address_of_the_network_that_insists_is_told_to_wait(db, client, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "3/m/ip"}
    answers = [client.post(LOGIN, {"login": "a@example.org", "password": "x"}).status_code for _try in range(4)]
    assert answers[-1] == 429


def test_an_assembly_of_150_signs_in_from_one_room_within_a_minute(db, client) -> None:
    known = [Member(email=f"p{number}@example.org", name=f"P {number}") for number in range(150)]
    for member in known:
        member.set_password(SENTENCE)
    Member.objects.bulk_create(known)
    answers = [client.post(CODE, {"email": member.email}).status_code for member in known]
    answers += [type(client)().post(LOGIN, {"login": one.email, "password": SENTENCE}).status_code for one in known]
    assert answers == [302] * 300


def test_nobody_signs_up(db) -> None:
    for name in ("account_signup", "account_email", "account_reset_password", "mfa_index"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_the_letter_speaks_its_readers_language(ines, client) -> None:
    ines.language = "en"
    ines.save()
    client.post(CODE, {"email": "ines@example.org"}, headers={"Accept-Language": "fr"})
    assert "Here is the code" in Mail.objects.get(kind="login_code").text


def test_a_code_just_typed_lets_one_choose_another_password(ines_with_password, client, told) -> None:
    client.post(CODE, {"email": "ines@example.org"})
    client.post(CONFIRM, {"code": code_in_letter("ines@example.org")})

    assert client.post(reverse("members:password-forgetting")).headers["Location"] == reverse("account_set_password")
    other = "un soir sous la lampe"
    kept = client.post(reverse("account_set_password"), {"password1": other, "password2": other})

    assert kept.headers["Location"] == "/me/"
    assert Member.objects.get(name="Inès").check_password(other)
    assert client.get("/me/").status_code == 200
    assert told() == ["password.forgotten"]


def test_without_a_code_a_password_is_not_forgotten(ines_with_password, client) -> None:
    client.force_login(ines_with_password)
    assert client.post(reverse("members:password-forgetting")).status_code == 403
    assert Member.objects.get(name="Inès").check_password(SENTENCE)


def test_changing_ones_password_asks_for_the_present_one(ines_with_password, client) -> None:
    client.force_login(ines_with_password)
    new = {"password1": "un soir sous la lampe", "password2": "un soir sous la lampe"}
    assert client.post(reverse("account_change_password"), {"oldpassword": "faux", **new}).status_code == 200
    assert client.post(reverse("account_change_password"), {"oldpassword": SENTENCE, **new}).status_code == 302
    assert client.get("/me/").status_code == 200


def test_the_cookies_are_kept_from_scripts_and_other_sites(ines, client) -> None:
    client.post(CODE, {"email": "ines@example.org"})
    client.post(CONFIRM, {"code": code_in_letter("ines@example.org")})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
