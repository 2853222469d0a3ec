"""One's turns in a calendar, as two other programs than ours read them."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import vobject
from icalendar import Calendar

from commissions.actions import give_up_turn, take_place
from commissions.models import Rota
from commissions.rota_calendar import address_of, calendar_of
from commissions.rota_due import finish_shifts
from journal.clock import telling
from members.actions import sign_out_everywhere
from tests.commissions.rotas import SUNDAY, cleaning, shift_of, turn_of
from tests.hostile import TEXTS


@pytest.fixture(autouse=True)
def sunday(db):
    with telling(SUNDAY):
        yield


@pytest.fixture
def rota(vie_quotidienne, omar, noe) -> Rota:
    """Omar has the first Monday, Noé the second."""
    return cleaning(vie_quotidienne, omar, omar, noe, note="Le seau est sous l’évier.")


def path_of(member) -> str:
    return urlsplit(address_of(member)).path


def test_a_calendar_reads_it_without_signing_in_and_two_parsers_agree(client, rota, omar):
    take_place(shift_of(rota, 3), actor=omar)
    answer = client.get(path_of(omar))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    expected = [datetime(2026, 6, 8, 16, tzinfo=UTC), datetime(2026, 6, 29, 16, tzinfo=UTC)]
    ours = Calendar.from_ical(answer.content)
    assert [event.decoded("dtstart") for event in ours.walk("VEVENT")] == expected
    assert not [component.errors for component in ours.walk() if component.errors]
    theirs = vobject.readOne(answer.content.decode())
    assert theirs.validate(raiseException=True)
    assert [event.dtstart.value for event in theirs.vevent_list] == expected
    first = theirs.vevent_list[0]
    assert first.dtend.value - first.dtstart.value == timedelta(hours=1)
    assert first.summary.value == "Ménage du foyer (Vie Quotidienne)"
    assert first.description.value == "Le seau est sous l’évier."


def test_what_is_given_up_leaves_it_and_what_is_done_stays_a_month(rota, omar, noe):
    give_up_turn(turn_of(noe, rota), actor=noe)
    assert list(Calendar.from_ical(calendar_of(noe)).walk("VEVENT")) == []
    with telling(SUNDAY + timedelta(days=2)):
        finish_shifts()
        assert len(Calendar.from_ical(calendar_of(omar)).walk("VEVENT")) == 1
    with telling(SUNDAY + timedelta(days=40)):
        assert Calendar.from_ical(calendar_of(omar)).walk("VEVENT") == []


def test_the_same_turn_is_the_same_event_each_time(rota, omar):
    [first] = Calendar.from_ical(calendar_of(omar)).walk("VEVENT")
    [again] = Calendar.from_ical(calendar_of(omar)).walk("VEVENT")
    assert first["uid"] == again["uid"] == f"shift-{shift_of(rota).pk}-{omar.pk}@localhost"


@pytest.mark.parametrize("token", ["1-0", "1-0:abc", "..", "x"])
def test_an_address_that_is_not_ours_is_nobodys(client, omar, token):
    assert client.get(f"/turns/{token}/calendar.ics").status_code == 404


def test_whoever_signs_out_everywhere_has_another_address(client, rota, omar):
    before = path_of(omar)
    sign_out_everywhere(omar, actor=omar)
    omar.refresh_from_db()
    assert client.get(before).status_code == 404
    assert client.get(path_of(omar)).status_code == 200


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_what_somebody_types_adds_nothing_to_the_calendar(vie_quotidienne, omar, noe, text):
    cleaning(vie_quotidienne, omar, omar, noe, title=text[:100] or "x", note=text)
    calendar = Calendar.from_ical(calendar_of(omar))
    assert [one.name for one in calendar.walk()] == ["VCALENDAR", "VEVENT"]
