"""What a person is told and asked nothing about: on the home page and in letters, the same, until they have read it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from journal.actions import CLOCK, action
from journal.clock import telling
from members import notifications, panels
from members.actions import read_news, stop_letters
from members.combined_reads import fetch
from members.due import tell_notifications
from members.models import Mail, Member, Mute, Notification
from members.news import AT_MOST, LOOKED_AT, STAYS, news_for
from members.notifications import NotificationKind, notify
from members.outbox import wording_now
from members.panels import Waiting
from tests.refusals import refused

TUESDAY = datetime(2026, 11, 24, 15, 0, tzinfo=ZoneInfo("Europe/Paris"))
holding: set[str] = set()


@pytest.fixture(autouse=True)
def kinds(db: None) -> Iterator[None]:
    """Two kinds of news, one of which nobody mutes; what is recalled; what is asked. All that is in `holding` holds."""

    def still(kind: str) -> Callable[[Member, set[str]], list[Waiting]]:
        return lambda member, topics: [
            Waiting(f"À savoir : {about}", "/there/", kind, about=about) for about in sorted(topics & holding)
        ]

    declared = {
        "news": NotificationKind("News", is_personal=True, still=still("news"), is_news=True),
        "duty": NotificationKind("Duties", is_required=True, still=still("duty"), is_news=True),
        "recalled": NotificationKind("Recalled", still=still("recalled")),
        "answer": NotificationKind("Answers"),
    }
    holding.clear()
    holding.update(f"proposal:{number}" for number in range(1, 60))
    asked = [Waiting("Répondre", "/there/", "answer", about="proposal:1")]
    with (
        notifications.kinds.replaced(declared),
        panels.waiting.replaced({"those": lambda member: asked}),
        telling(TUESDAY),
    ):
        yield


@action
def tell(person: Member, kind: str, about: str, *, actor: object, **more: object) -> None:
    notify([person], kind, about, **more)


def told(person: Member, *abouts: str, kind: str = "news", **more: object) -> None:
    for about in abouts:
        tell(person, kind, about, actor=CLOCK, **more)


def at_home(person: Member, after: timedelta = timedelta()) -> list[str]:
    """The things that the home page tells, by their topics."""
    with telling(TUESDAY + after):
        return [one.thing.about for one in fetch(news_for(person))]


def last_of(person: Member) -> list[int]:
    return [one.last for one in fetch(news_for(person))]


def letters(after: timedelta = timedelta(hours=1)) -> list[str]:
    """The things of which the clock writes that much later."""
    with telling(TUESDAY + after):
        tell_notifications()
    return sorted(one.about for one in Notification.objects.filter(mail__isnull=False))


def test_what_a_letter_tells_is_on_the_home_page_the_latest_first(ines, malo) -> None:
    told(ines, "proposal:1", "proposal:2")
    told(ines, "proposal:3", kind="duty")
    assert at_home(ines) == ["proposal:3", "proposal:2", "proposal:1"]
    assert at_home(malo) == []
    assert letters(timedelta(days=7)) == ["proposal:1", "proposal:2", "proposal:3"]
    assert at_home(ines) == ["proposal:3", "proposal:2", "proposal:1"]


def test_what_is_asked_or_recalled_by_a_letter_is_no_news(ines) -> None:
    told(ines, "proposal:1", kind="answer")
    told(ines, "proposal:2", kind="recalled")
    assert at_home(ines) == []
    assert letters(timedelta(days=7)) == ["proposal:1", "proposal:2"]


def test_one_thing_told_twice_is_one_line(ines) -> None:
    told(ines, "proposal:1", key="first")
    told(ines, "proposal:2")
    told(ines, "proposal:1", key="second")
    assert at_home(ines) == ["proposal:1", "proposal:2"]


def test_what_holds_no_longer_leaves_both(ines) -> None:
    told(ines, "proposal:1", "proposal:2")
    holding.remove("proposal:1")
    assert at_home(ines) == ["proposal:2"]
    assert letters() == ["proposal:2"]


@pytest.mark.parametrize("scope", ["proposal:1", "circle:4", "kind:news"])
def test_what_is_muted_leaves_both_but_for_what_nobody_mutes(ines, scope) -> None:
    Mute.objects.create(member=ines, scope=scope, muted_at=TUESDAY)
    told(ines, "proposal:1", within="circle:4")
    told(ines, "proposal:1", kind="duty", within="circle:4")
    assert at_home(ines) == ["proposal:1"]
    assert letters(timedelta(days=7)) == ["proposal:1"]
    assert [one.kind for one in Notification.objects.filter(mail__isnull=False)] == ["duty"]


def test_who_wants_no_letters_reads_it_at_home(ines) -> None:
    stop_letters(ines, actor=ines)
    told(ines, "proposal:1")
    assert (at_home(ines), letters()) == (["proposal:1"], [])


def test_it_leaves_the_home_page_by_itself(ines) -> None:
    told(ines, "proposal:1")
    assert at_home(ines, STAYS - timedelta(minutes=1)) == ["proposal:1"]
    assert at_home(ines, STAYS) == []


def test_the_home_page_tells_the_latest_ones_alone(ines) -> None:
    told(ines, *(f"proposal:{number}" for number in range(1, AT_MOST + 3)))
    assert at_home(ines) == [f"proposal:{number}" for number in range(AT_MOST + 2, 2, -1)]


@pytest.mark.parametrize(
    ("over", "told_all"), [(AT_MOST + 5, ["proposal:2", "proposal:1"]), (LOOKED_AT - 1, ["proposal:2"])]
)
def test_what_holds_no_longer_hides_nothing_that_does_of_so_many(ines, over, told_all) -> None:
    told(ines, "proposal:1", "proposal:2")
    Notification.objects.bulk_create(
        Notification(member=ines, kind="news", about=f"circle:{number}", asked_at=TUESDAY, leaves_at=TUESDAY)
        for number in range(over)
    )
    assert at_home(ines) == told_all


def test_what_is_read_leaves_the_home_page_and_the_letter_that_was_to_come(ines) -> None:
    told(ines, "proposal:1", "proposal:2")
    _second, first = last_of(ines)
    read_news(ines, [first], actor=ines)
    assert at_home(ines) == ["proposal:2"]
    assert letters() == ["proposal:2"]


def test_what_is_read_leaves_the_letter_that_waits_in_the_outbox(ines) -> None:
    told(ines, "proposal:1")
    assert letters() == ["proposal:1"]
    [letter] = Mail.objects.all()
    assert wording_now(letter).subject == "À savoir : proposal:1"
    read_news(ines, last_of(ines), actor=ines)
    assert wording_now(letter) is None


def test_what_is_told_anew_after_it_was_read_is_news_again(ines) -> None:
    told(ines, "proposal:1", key="first")
    shown = last_of(ines)
    told(ines, "proposal:1", key="while it was read")
    read_news(ines, shown, actor=ines)
    assert at_home(ines) == ["proposal:1"]
    read_news(ines, last_of(ines), actor=ines)
    assert at_home(ines) == []
    told(ines, "proposal:1", key="afterwards")
    assert at_home(ines) == ["proposal:1"]


def test_to_read_twice_changes_nothing(ines) -> None:
    told(ines, "proposal:1")
    shown = last_of(ines)
    read_news(ines, shown, actor=ines)
    with telling(TUESDAY + timedelta(hours=1)):
        read_news(ines, shown, actor=ines)
    assert Notification.objects.get().read_at == TUESDAY


def test_nobody_reads_for_another_nor_what_is_asked(ines, malo) -> None:
    told(ines, "proposal:1")
    told(ines, "proposal:2", kind="answer")
    with refused("members.edit_profile"):
        read_news(ines, last_of(ines), actor=malo)
    every = list(Notification.objects.values_list("pk", flat=True))
    read_news(malo, every, actor=malo)
    assert not Notification.objects.exclude(read_at=None).exists()
    read_news(ines, every, actor=ines)
    assert [one.kind for one in Notification.objects.exclude(read_at=None)] == ["news"]


def test_one_press_on_the_home_page_says_that_it_is_read(ines, client) -> None:
    told(ines, "proposal:1", "proposal:2")
    client.force_login(ines)
    assert "À savoir : proposal:1" in client.get("/").content.decode()
    answer = client.post("/me/news/reading/", {"last": [last_of(ines)[1], "²"]})
    assert (answer.status_code, answer["Location"]) == (303, "/#news")
    assert at_home(ines) == ["proposal:2"]


def test_the_home_page_folds_all_but_the_latest(ines, client) -> None:
    told(ines, *(f"proposal:{number}" for number in range(1, 7)))
    client.force_login(ines)
    page = client.get("/").content.decode()
    shown, _summary, folded = page.partition("<summary>3 autres</summary>")
    assert ["proposal:6<" in shown, "proposal:4<" in shown, "proposal:3<" in folded, "proposal:1<" in folded] == [
        True
    ] * 4


def test_what_is_asked_about_a_thing_hides_what_is_told_of_it_in_the_same_kind(ines, client) -> None:
    told(ines, "proposal:1", "proposal:2")
    client.force_login(ines)
    asked = [Waiting("Faire le premier", "/there/", "news", about="proposal:1")]
    with panels.waiting.replaced({"those": lambda member: asked}):
        page = client.get("/").content.decode()
    assert ("À savoir : proposal:2" in page, "À savoir : proposal:1" in page) == (True, False)
