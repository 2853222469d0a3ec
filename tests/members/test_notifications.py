"""Notifications: once for one thing, gathered on the days that a person chose, and only while they hold."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client

from journal.actions import CLOCK, action
from journal.clock import telling
from members import notifications, panels
from members.actions import choose_letters, deactivate, mute, stop_letters, unmute
from members.actions.notifications import write_notifications
from members.due import send_mail, tell_notifications
from members.kind_groups import TEXTS
from members.models import LetterPreferences, Mail, Member, Mute, Notification
from members.notification_letters import draft_for
from members.notifications import NotificationKind, leaves_at, notify
from members.outbox import wording_now
from members.panels import Waiting
from tests.refusals import refused

CREST = ZoneInfo("Europe/Paris")
TUESDAY = datetime(2026, 11, 24, 15, 0, tzinfo=CREST)
THURSDAY = datetime(2026, 11, 26, 8, 0, tzinfo=CREST)  # the next day of letters, by default
waits: dict[str, Waiting] = {}


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    """An answer that circles ask, one asked of a person alone, one that nobody mutes; and what waits for everybody."""
    declared = {
        "answer": NotificationKind("Answers"),
        "own": NotificationKind("Own", TEXTS, is_personal=True),
        "duty": NotificationKind("Duties", is_required=True),
    }
    waits.clear()
    with (
        notifications.kinds.replaced(declared),
        panels.waiting.replaced({"those": lambda member: list(waits.values())}),
        telling(TUESDAY),
    ):
        yield


def ask(*people: Member, kind: str = "answer", about: str = "proposal:1", **more: object) -> None:
    waits[about] = Waiting(f"Répondre : {about}", "/there/", kind, more.get("due"), 2, about)
    asking(people, kind, about, actor=CLOCK, **more)


@action
def asking(people: tuple[Member, ...], kind: str, about: str, *, actor: object, **more: object) -> None:
    notify(people, kind, about, **more)


def at(instant: datetime) -> list[Mail]:
    """The letters that the clock writes at that instant."""
    known = set(Mail.objects.values_list("pk", flat=True))
    with telling(instant):
        tell_notifications()
    return list(Mail.objects.exclude(pk__in=known).order_by("pk"))


def test_the_same_thing_is_told_once_ever(ines) -> None:
    ask(ines)
    ask(ines)
    assert len(at(THURSDAY)) == 1
    ask(ines)
    assert at(THURSDAY + timedelta(days=30)) == []
    ask(ines, key="again")
    assert len(at(THURSDAY + timedelta(days=30))) == 1


def test_several_things_of_which_nobody_knows_how_long_they_take_say_how_many_they_are(ines) -> None:
    for about in ("proposal:1", "proposal:2"):
        ask(ines, about=about)
        waits[about] = replace(waits[about], minutes=None)
    [letter] = at(THURSDAY)
    assert letter.text.splitlines()[0] == "2 choses vous attendent."


def test_what_can_wait_is_one_letter_on_the_next_day_of_letters(ines) -> None:
    ask(ines)
    ask(ines, about="proposal:2")
    assert at(TUESDAY + timedelta(days=1)) == []
    [letter] = at(THURSDAY)
    assert letter.subject == "2 choses vous attendent"
    assert letter.text.splitlines()[0] == "2 choses vous attendent\u00a0: 4 minutes en tout."
    assert "1. Répondre : proposal:1. 2 minutes.\n" in letter.text
    assert at(THURSDAY) == []


def test_what_ends_first_comes_first(ines) -> None:
    ask(ines)
    ask(ines, about="proposal:2", due=datetime(2026, 12, 5, 20, 0, tzinfo=CREST))
    [letter] = at(THURSDAY)
    assert "1. Répondre : proposal:2. " in letter.text
    assert "2. Répondre : proposal:1. " in letter.text


def test_the_first_line_says_what_is_asked_how_long_it_takes_and_until_when(ines) -> None:
    ask(ines, due=datetime(2026, 12, 5, 20, 0, tzinfo=CREST))
    [letter] = at(THURSDAY)
    assert letter.subject == "Répondre : proposal:1"
    assert letter.text.splitlines()[0] == (
        "Répondre : proposal:1. 2 minutes\u00a0; se termine le samedi 5\u00a0décembre à 20\u00a0h."
    )


@pytest.mark.parametrize(
    ("kind", "due", "leaves"),
    [
        ("answer", None, THURSDAY),
        ("answer", datetime(2026, 12, 5, 20, 0, tzinfo=CREST), THURSDAY),
        ("answer", datetime(2026, 11, 26, 20, 0, tzinfo=CREST), THURSDAY),
        ("answer", datetime(2026, 11, 26, 18, 0, tzinfo=CREST), datetime(2026, 11, 25, 18, 0, tzinfo=CREST)),
        ("answer", datetime(2026, 11, 26, 6, 0, tzinfo=CREST), datetime(2026, 11, 25, 7, 0, tzinfo=CREST)),
        ("answer", datetime(2026, 11, 25, 14, 0, tzinfo=CREST), TUESDAY + timedelta(minutes=5)),
        ("answer", datetime(2026, 11, 24, 20, 0, tzinfo=CREST), TUESDAY),
        ("own", None, TUESDAY + timedelta(minutes=5)),
    ],
)
def test_what_ends_within_a_day_or_is_for_one_person_does_not_wait(kind, due, leaves) -> None:
    assert leaves_at(notifications.kinds[kind], LetterPreferences(), due, TUESDAY) == leaves


def test_nothing_that_can_wait_leaves_at_night(ines) -> None:
    with telling(datetime(2026, 11, 24, 22, 0, tzinfo=CREST)):
        ask(ines, kind="own")
    assert at(datetime(2026, 11, 24, 23, 0, tzinfo=CREST)) == []
    assert len(at(datetime(2026, 11, 25, 7, 0, tzinfo=CREST))) == 1


def test_what_ends_in_the_night_leaves_in_it(ines) -> None:
    evening = datetime(2026, 11, 24, 22, 0, tzinfo=CREST)
    with telling(evening):
        ask(ines, due=evening + timedelta(hours=3))
    [letter] = at(evening)
    assert letter.is_urgent


def test_a_person_chooses_days_and_hour(ines) -> None:
    LetterPreferences.objects.create(member=ines, first_day=5, second_day=None, hour=18)
    ask(ines)
    assert at(THURSDAY) == []
    assert len(at(datetime(2026, 11, 28, 18, 0, tzinfo=CREST))) == 1


def test_what_was_done_meanwhile_is_not_asked(ines) -> None:
    ask(ines)
    waits.clear()
    assert at(THURSDAY) == []
    assert Notification.objects.get().settled_at == THURSDAY


def test_whether_it_holds_is_asked_again_when_the_letter_leaves(ines) -> None:
    ask(ines)
    ask(ines, about="proposal:2")
    [letter] = at(THURSDAY)
    del waits["proposal:1"]
    assert wording_now(letter).subject == "Répondre : proposal:2"
    waits.clear()
    assert wording_now(letter) is None


@pytest.mark.parametrize("scope", ["proposal:1", "circle:4", "kind:answer"])
def test_a_thing_a_circle_or_a_kind_may_be_muted(ines, malo, scope) -> None:
    Mute.objects.create(member=ines, scope=scope, muted_at=TUESDAY)
    ask(ines, malo, within="circle:4")
    assert [letter.member for letter in at(THURSDAY)] == [malo]


def test_who_wants_no_letters_has_those_that_nobody_mutes(ines) -> None:
    LetterPreferences.objects.create(member=ines, is_stopped=True)
    ask(ines)
    ask(ines, about="ballot:1", kind="duty")
    [letter] = at(THURSDAY)
    assert letter.subject == "Répondre : ballot:1"


def test_a_letter_speaks_the_language_of_its_reader(ines) -> None:
    ines.language = "en"
    ines.save()
    ask(ines)
    ask(ines, about="proposal:2")
    assert at(THURSDAY)[0].subject == "2 things wait for you"


def test_nobody_without_an_address_or_an_account_is_written_to(ines, malo) -> None:
    ines.email = f"ines@{Member.WITHOUT_ADDRESS}"
    malo.is_active = False
    ask(ines, malo)
    assert Notification.objects.count() == 0


def test_who_left_meanwhile_is_not_written_to(ines) -> None:
    ask(ines)
    ines.is_active = False
    ines.save()
    assert at(THURSDAY) == []


def test_an_administrator_reads_no_letter_of_what_is_not_theirs(ines, admin, client) -> None:
    ask(ines, about="proposal:404")
    ask(ines, about="proposal:405")
    [letter] = at(THURSDAY)
    client.force_login(admin)
    assert client.post(f"/administration/outbox/{letter.pk}/reading/").status_code == 403


def token_in(letter: Mail) -> str:
    return letter.text.rpartition("/letters/")[2].rstrip("/")


def test_a_new_choice_of_days_moves_what_already_waits(ines) -> None:
    ask(ines)
    choose_letters(ines, first_day=5, second_day=None, hour=18, actor=ines)
    assert Notification.objects.get().leaves_at == datetime(2026, 11, 28, 18, 0, tzinfo=CREST)


def test_one_chooses_the_kinds_that_one_does_not_want(ines) -> None:
    ask(ines)
    choose_letters(ines, first_day=0, second_day=3, hour=8, unwanted={"answer"}, actor=ines)
    assert at(THURSDAY) == []
    choose_letters(ines, first_day=0, second_day=3, hour=8, actor=ines)
    ask(ines, key="again")
    assert len(at(THURSDAY + timedelta(days=4))) == 1


def test_what_nobody_mutes_cannot_be_refused(ines) -> None:
    with refused("kind"):
        choose_letters(ines, first_day=0, second_day=3, hour=8, unwanted={"duty"}, actor=ines)
    with refused("scope"):
        mute(ines, scope="kind:duty", actor=ines)
    with refused("scope"):
        mute(ines, scope="meeting:404", actor=ines)


def test_nobody_chooses_for_another(ines, malo) -> None:
    with refused("members.edit_profile"):
        choose_letters(ines, first_day=0, second_day=3, hour=8, actor=malo)
    with refused("members.edit_profile"):
        stop_letters(ines, actor=malo)
    with refused("members.edit_profile"):
        mute(ines, scope="kind:answer", actor=malo)
    muted = mute(ines, scope="kind:answer", actor=ines)
    with refused("members.edit_profile"):
        unmute(muted, actor=malo)


def test_one_is_written_to_again_about_what_one_no_longer_mutes(ines) -> None:
    muted = mute(ines, scope="kind:answer", actor=ines)
    assert mute(ines, scope="kind:answer", actor=ines) == muted
    unmute(muted, actor=ines)
    ask(ines)
    assert len(at(THURSDAY)) == 1


def test_to_open_the_link_of_a_letter_refuses_nothing(ines, client) -> None:
    ask(ines, kind="own")
    [letter] = at(THURSDAY)
    for _scan in range(10):
        assert client.get(f"/letters/{token_in(letter)}/").status_code == 200
    assert not Mute.objects.exists()
    assert not LetterPreferences.objects.exists()


def test_a_mail_program_stops_the_letters_in_one_click(ines) -> None:
    ask(ines)
    [letter] = at(THURSDAY)
    browserless = Client(enforce_csrf_checks=True)
    answer = browserless.post(f"/letters/{token_in(letter)}/", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert LetterPreferences.objects.get(member=ines).is_stopped


def test_the_link_of_a_letter_mutes_one_kind_without_signing_in(ines, client) -> None:
    ask(ines)
    [letter] = at(THURSDAY)
    page = client.get(f"/letters/{token_in(letter)}/").content.decode()
    assert "Plus de courriels de ce genre\u00a0: Answers" in page
    client.post(f"/letters/{token_in(letter)}/", {"scope": "kind:answer"})
    assert [one.scope for one in Mute.objects.filter(member=ines)] == ["kind:answer"]


def test_a_link_that_is_not_ours_is_not_found(ines, client) -> None:
    ask(ines)
    [letter] = at(THURSDAY)
    assert client.get(f"/letters/{letter.key}:forged/").status_code == 404
    assert client.get(f"/letters/{letter.key}/").status_code == 404


def test_the_page_of_ones_letters_keeps_what_one_chooses(ines, client) -> None:
    client.force_login(ines)
    client.post("/me/letters/", {"first_day": 1, "second_day": "", "hour": 18, "kinds": ["own"]})
    preferences = LetterPreferences.objects.get(member=ines)
    assert (preferences.days, preferences.hour) == ({1}, 18)
    assert [one.scope for one in Mute.objects.filter(member=ines)] == ["kind:answer"]


def test_kinds_are_ticked_under_their_groups_and_one_of_which_a_part_is_ticked_stands_open(ines, client) -> None:
    declared = {
        "read": NotificationKind("Read"),
        "answer": NotificationKind("Answers"),
        "own": NotificationKind("Own", TEXTS),
    }

    legend = r'<legend class="field__label">(Ce qui attend[^<]*|Mes textes[^<]*)</legend>'
    fold = r'<details class="more"( open)?><summary>([^<]*)'

    def groups() -> list[tuple[str, ...]]:
        return re.findall(f"{legend}.*?{fold}", client.get("/me/letters/").content.decode(), re.S)

    client.force_login(ines)
    with notifications.kinds.replaced(declared):
        assert groups() == [
            ("Ce qui attend ma réponse", "", "Choisir une par une\u00a0: 2 sur 2"),
            ("Mes textes et mes objections", "", "Choisir une par une\u00a0: 1 sur 1"),
        ]
        client.post("/me/letters/", {"first_day": 1, "second_day": "", "hour": 18, "kinds": ["read"]})
        assert [one.scope for one in Mute.objects.filter(member=ines).order_by("scope")] == ["kind:answer", "kind:own"]
        assert groups() == [
            ("Ce qui attend ma réponse", " open", "Choisir une par une\u00a0: 1 sur 2"),
            ("Mes textes et mes objections", "", "Choisir une par une\u00a0: 0 sur 1"),
        ]


def test_a_whole_group_of_kinds_is_received_or_not_by_one_button(ines, client) -> None:
    declared = {
        "read": NotificationKind("Read"),
        "answer": NotificationKind("Answers"),
        "own": NotificationKind("Own", TEXTS),
    }

    def press(name: str, *ticked: str) -> list[str]:
        """What one wants no letters about, after the button of this name of the first group."""
        page = client.get("/me/letters/").content.decode()
        name, value = re.findall(rf'name="(kinds_of)" value="({name}-0)"', page)[0]
        answer = client.post(
            "/me/letters/", {"first_day": 1, "second_day": "", "hour": 18, "kinds": ticked, name: value}, follow=True
        )
        assert "Vos courriels partiront comme vous l’avez choisi." in answer.content.decode()
        return [one.scope for one in Mute.objects.filter(member=ines).order_by("scope")]

    client.force_login(ines)
    with notifications.kinds.replaced(declared):
        assert "all-0" not in client.get("/me/letters/").content.decode()
        assert press("none", "read", "answer", "own") == ["kind:answer", "kind:read"]
        assert "none-0" not in client.get("/me/letters/").content.decode()
        assert press("all") == ["kind:own"]


def test_what_nobody_mutes_is_not_offered_to_be_muted(ines, admin, client) -> None:
    ask(admin, about=ines.topic, kind="duty")
    ask(admin, about=admin.topic)
    [letter] = at(THURSDAY)
    page = client.get(f"/letters/{token_in(letter)}/").content.decode()
    assert "Plus de courriels sur\u00a0: Inès" not in page
    assert f"Plus de courriels sur\u00a0: {admin.name}" in page


@pytest.mark.django_db(transaction=True)
def test_nobody_who_writes_waits_while_a_letter_is_composed(ines, settings) -> None:
    composed: list[bool] = []

    def read(member: Member) -> list[Waiting]:
        composed.append(connection.in_atomic_block)
        return list(waits.values())

    ask(ines)
    settings.MAIL_LEAVES = True
    with panels.waiting.replaced({"those": read}):
        assert len(at(THURSDAY)) == 1
        with telling(THURSDAY):
            assert send_mail() == 1
    assert composed == [False, False]


def test_a_draft_of_what_was_settled_or_put_off_meanwhile_is_not_written(ines) -> None:
    ask(ines)
    with telling(THURSDAY):
        first = draft_for(ines)
        assert first
        choose_letters(ines, first_day=4, second_day=None, hour=18, actor=ines)
        write_notifications(first, actor=CLOCK)
        assert Mail.objects.count() == 0
        assert Notification.objects.filter(settled_at=None).count() == 1
        assert draft_for(ines) is None
    with telling(THURSDAY + timedelta(days=2)):
        third, fourth = draft_for(ines), draft_for(ines)
        assert third
        assert fourth
        write_notifications(third, actor=CLOCK)
        write_notifications(fourth, actor=CLOCK)
        assert Mail.objects.count() == 1


def test_whoever_lost_their_access_while_it_was_composed_has_no_letter(ines, admin) -> None:
    ask(ines)
    with telling(THURSDAY):
        draft = draft_for(ines)
        assert draft
        deactivate(ines, actor=admin)
        write_notifications(draft, actor=CLOCK)
    assert Mail.objects.count() == 0
    assert not Notification.objects.filter(settled_at=None).exists()


def test_what_is_only_told_reads_nothing_that_waits(ines) -> None:
    told = Waiting("À savoir", "/there/", "news", None, None, "proposal:1")

    def fails(member: Member) -> list[Waiting]:
        raise AssertionError("read for nothing")

    news = NotificationKind("News", still=lambda member, topics: [told] if told.about in topics else [])
    with notifications.kinds.replaced({"news": news}), panels.waiting.replaced({"those": fails}):
        asking((ines,), "news", "proposal:1", actor=CLOCK)
        [letter] = at(THURSDAY)
    assert letter.subject == "À savoir"


def test_one_person_whose_letter_cannot_be_composed_holds_nobody_else_s_back(ines, malo) -> None:
    ask(ines, malo)

    def read(member: Member) -> list[Waiting]:
        if member == ines:
            raise LookupError("what nobody else reads")
        return list(waits.values())

    with panels.waiting.replaced({"those": read}):
        for _again in range(2):
            with telling(THURSDAY), pytest.raises(LookupError):
                tell_notifications()
    assert [letter.member for letter in Mail.objects.all()] == [malo]
    assert [letter.member for letter in at(THURSDAY)] == [ines]
