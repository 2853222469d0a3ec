"""Nobody takes a place while they are at another shift, or on days on which they said to be away."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from commissions.actions import (
    enter_absence,
    give_up_turn,
    remove_absence,
    take_place,
)
from commissions.models import Rota, RotaTurn
from commissions.rota_notifications import WANTED
from journal.clock import telling
from tests.commissions.helpers import at_once, told, verbs
from tests.commissions.rotas import MONDAY, SUNDAY, cleaning, coming, shift_of, turn_of
from tests.letters import letters_of
from tests.refusals import refused


@pytest.fixture(autouse=True)
def sunday(db):
    with telling(SUNDAY):
        yield


@pytest.fixture
def rota(vie_quotidienne, omar, noe, ines) -> Rota:
    """Omar has the first Monday, Noé the second; Inès comes after them."""
    return cleaning(vie_quotidienne, omar, omar, noe, ines)


def garden_of(rota: Rota, by, **fields) -> Rota:
    return cleaning(rota.circle, by, title="Jardin", **fields)


@pytest.mark.parametrize(("hour", "minutes"), [(time(18), 60), (time(17, 30), 31), (time(18, 59), 60), (time(12), 600)])
def test_a_place_at_the_time_of_another_turn_is_refused_and_the_other_is_named(rota, omar, hour, minutes):
    garden = garden_of(rota, omar, hour=hour, minutes=minutes)
    with override("fr"), refused("busy") as refusal:
        take_place(shift_of(garden), actor=omar)
    assert refusal.value.messages == [
        "Vous avez un autre tour à cette heure\xa0: Ménage du foyer, lundi 8\xa0juin à 18\xa0h. Échangez-le, ou dites "
        "que vous ne pouvez pas y venir\xa0; puis prenez cette place."
    ]
    assert (coming(shift_of(garden)), verbs().count("turn.taken")) == ([], 0)


@pytest.mark.parametrize("hour", [time(17), time(19)])
def test_what_ends_when_another_turn_begins_is_taken(rota, omar, hour):
    garden = garden_of(rota, omar, hour=hour)
    take_place(shift_of(garden), actor=omar)
    assert coming(shift_of(garden)) == ["Omar"]


def test_what_the_refusal_says_opens_the_place(rota, omar):
    garden = garden_of(rota, omar)
    with refused("busy"):
        take_place(shift_of(garden), actor=omar)
    mine = give_up_turn(turn_of(omar, rota), actor=omar)
    take_place(shift_of(garden), actor=omar)
    assert told("turn.taken")["shift"] == shift_of(garden).pk
    with refused("busy"):  # the other way round, undoing it
        take_place(mine.shift, actor=omar)
    give_up_turn(turn_of(omar, garden), actor=omar)
    take_place(mine.shift, actor=omar)
    assert (coming(mine.shift), coming(shift_of(garden))) == (["Omar"], [])


def test_a_turn_that_is_theirs_is_theirs_again_whatever_they_have_elsewhere(rota, omar):
    """Pressed twice, or taken before the hours of the other were changed: it is not asked anew."""
    garden = garden_of(rota, omar, hour=time(19))
    turn = take_place(shift_of(garden), actor=omar)
    garden.shifts.filter(pk=turn.shift_id).update(starts_at=shift_of(rota).starts_at)
    assert take_place(shift_of(garden), actor=omar) == turn


@pytest.mark.parametrize(("first", "last"), [(MONDAY, MONDAY), (date(2026, 6, 1), date(2026, 6, 20))])
def test_a_day_on_which_one_is_away_is_refused_until_it_is_taken_off(rota, omar, noe, first, last):
    shift = give_up_turn(turn_of(omar, rota), actor=omar).shift
    absence = enter_absence(actor=noe, first_on=first, last_on=last)
    with override("fr"), refused("away") as refusal:
        take_place(shift, actor=noe)
    [sentence] = refusal.value.messages
    assert sentence.startswith("Vous avez dit que vous n’êtes pas là ce jour-là (")
    assert "Si finalement vous y êtes, dites-le sur la page de vos tours\xa0; puis prenez cette place." in sentence
    assert coming(shift) == []
    remove_absence(absence, actor=noe)
    take_place(shift, actor=noe)
    assert coming(shift) == ["Noé"]


def test_days_away_next_to_it_keep_nobody_from_a_place(rota, omar, noe):
    shift = give_up_turn(turn_of(omar, rota), actor=omar).shift
    for day in (MONDAY - timedelta(days=1), MONDAY + timedelta(days=1)):
        enter_absence(actor=noe, first_on=day, last_on=day)
    take_place(shift, actor=noe)
    assert coming(shift) == ["Noé"]


def test_the_page_and_the_api_refuse_it_with_the_same_sentence(client, rota, omar):
    garden, sentence = garden_of(rota, omar), "Vous avez un autre tour à cette heure\xa0: Ménage du foyer"
    client.force_login(omar)
    page = client.post(reverse("commissions:shift-taking", args=[shift_of(garden).pk]), follow=True)
    assert sentence in page.content.decode()
    answer = client.post(f"/api/v1/shifts/{shift_of(garden).pk}/taking/", headers={"Accept-Language": "fr"})
    assert answer.status_code == 400
    assert answer.json()["errors"]["__all__"][0].startswith(sentence)
    assert coming(shift_of(garden)) == []


def test_the_link_of_a_letter_gives_no_place_at_the_time_of_another(client, rota, omar, noe):
    """Noé was asked to come instead of Omar, and took the garden before answering."""
    shift = give_up_turn(turn_of(omar, rota), actor=omar).shift
    [letter] = [one for one in letters_of(WANTED) if one.member == noe]
    garden = garden_of(rota, omar)
    take_place(shift_of(garden), actor=noe)
    address = letter.text.partition("http://")[2].partition("\n")[0].partition("/")[2]
    client.post(f"/{address}", {"value": "take"})
    assert (coming(shift), coming(shift_of(garden))) == ([], ["Noé"])


@pytest.mark.django_db(transaction=True)
def test_two_places_at_one_time_taken_at_once_are_one(rota, omar, malo):
    garden = garden_of(rota, omar)
    shifts = [shift_of(rota, 4), shift_of(garden, 4)]

    def take(shift):
        def act():
            with telling(SUNDAY):
                return take_place(shift, actor=malo)

        return act

    outcomes = at_once(*(take(shift) for shift in shifts))
    assert len([one for one in outcomes if isinstance(one, RotaTurn)]) == 1
    assert [one.code for one in outcomes if isinstance(one, ValidationError)] == ["busy"]
    assert sorted(name for shift in shifts for name in coming(shift)) == ["Malo"]


@pytest.mark.django_db(transaction=True)
def test_a_place_and_an_absence_at_once_leave_nobody_with_a_turn_while_away(rota, noe, malo):
    shift = shift_of(rota, 4)
    day = MONDAY + timedelta(weeks=4)

    def take():
        with telling(SUNDAY):
            return take_place(shift, actor=malo)

    def be_away():
        with telling(SUNDAY):
            return enter_absence(actor=malo, first_on=day, last_on=day)

    taken, absence = at_once(take, be_away)
    assert absence.member == malo
    assert isinstance(taken, RotaTurn) or taken.code == "away"
    assert coming(shift) == []
