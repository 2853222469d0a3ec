"""The pages of shifts and turns, as people use them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commissions.actions import ask_swap, enter_absence, give_up_turn, join_rota
from commissions.forms.rotas import RotaForm
from commissions.home_panels import rotas_of_circle, swaps_waiting, turns_waiting
from commissions.models import Absence, Rota, RotaTurn, TurnSwap
from commissions.rota_presenters import how_many, how_often
from journal.clock import telling
from members.combined_reads import fetch
from realtime.pages import Audience, live_pages
from tests.commissions.rotas import MONDAY, SUNDAY, cleaning, coming, shift_of, turn_of

FORM = {
    "title": "Ménage",
    "kind": "chore",
    "every": "week",
    "weekdays": ["0", "3"],
    "first_on": "2026-06-08",
    "hour": "18:00",
    "minutes": "90",
    "places": "2",
    "experienced": "1",
}


@pytest.fixture(autouse=True)
def sunday(db):
    with telling(SUNDAY):
        yield


@pytest.fixture
def rota(vie_quotidienne, omar, noe) -> Rota:
    """Omar has the first Monday, Noé the second."""
    return cleaning(vie_quotidienne, omar, omar, noe)


def board(client) -> str:
    return client.get(reverse("commissions:circle-rotas", args=["vie-quotidienne"])).content.decode()


def test_a_rota_is_made_on_a_page_and_leads_to_its_volunteers(client, vie_quotidienne, omar):
    client.force_login(omar)
    answer = client.post(reverse("commissions:rota-new", args=["vie-quotidienne"]), FORM)
    rota = Rota.objects.get()
    assert answer["Location"] == reverse("commissions:rota-volunteering", args=[rota.pk])
    assert (rota.rule, rota.shifts.count()) == ("FREQ=WEEKLY;BYDAY=MO,TH", 10)
    client.post(answer["Location"], {"weekdays": ["3"], "is_experienced": "on"})
    volunteer = rota.volunteers.get()
    assert (volunteer.member, volunteer.weekdays, volunteer.is_experienced) == (omar, [3], True)


def test_what_is_wrong_keeps_what_was_typed(client, vie_quotidienne, omar):
    client.force_login(omar)
    answer = client.post(reverse("commissions:rota-new", args=["vie-quotidienne"]), {**FORM, "experienced": "3"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Ce nombre ne peut pas dépasser celui des personnes à chaque créneau." in page
    assert 'value="Ménage"' in page


def test_a_rota_is_changed_paused_resumed_and_ended(client, rota, omar):
    client.force_login(omar)
    shown = {name: value for name, value in RotaForm.shown(rota).items() if value is not None}
    client.post(reverse("commissions:rota-edit", args=[rota.pk]), {**shown, "title": "Grand ménage"})
    for act, is_running in [("pausing", False), ("resuming", True), ("ending", False)]:
        assert client.post(reverse(f"commissions:rota-{act}", args=[rota.pk])).status_code == 303
        rota.refresh_from_db()
        assert (rota.title, rota.is_running) == ("Grand ménage", is_running)


def test_the_page_shows_who_comes_what_is_free_and_ones_next_turn_first(client, rota, omar, noe):
    client.force_login(noe)
    page = board(client)
    assert page.index("Votre prochain tour") < page.index("La semaine prochaine")
    assert "Votre prochain tour\xa0: Ménage du foyer, lundi 15\xa0juin à 18\xa0h." in page
    assert page.count("Je prends une place") == 3
    assert "Semaine du 22\xa0juin · 1 volontaire bienvenu·e" in page
    assert f'data-person="{omar.pk}"' in page
    assert "chaque semaine\xa0: lundi · 18\xa0h · 1\xa0h" in page


def test_without_a_rota_the_circle_is_invited_to_make_one(client, vie_quotidienne, omar, noe):
    client.force_login(omar)
    assert "Ménage, permanence, journée au jardin" in board(client)
    client.force_login(noe)
    assert "Aucun créneau dans les semaines qui viennent." in board(client)


def test_the_questions_of_the_page_do_not_grow_with_its_rows(vie_quotidienne, omar, noe, django_assert_num_queries):
    page = live_pages["rotas"]

    def drawn():
        data = page.load("vie-quotidienne")
        for name in page.regions:
            page.regions[name].html(data, Audience("member", "fr"))

    cleaning(vie_quotidienne, omar, omar, noe)
    with django_assert_num_queries(6):
        drawn()
    for number in range(4):
        cleaning(vie_quotidienne, omar, omar, noe, title=f"Jardin {number}")
    with django_assert_num_queries(6):
        drawn()


def test_a_place_is_taken_and_given_up_in_one_tap(client, rota, noe):
    client.force_login(noe)
    shift = shift_of(rota, 2)
    assert client.post(reverse("commissions:shift-taking", args=[shift.pk])).status_code == 303
    assert coming(shift) == ["Noé"]
    turn = RotaTurn.objects.get(shift=shift)
    answer = client.post(reverse("commissions:turn-giving-up", args=[turn.pk]), headers={"X-Act": "1"})
    assert answer.json()["undo"]["url"] == reverse("commissions:shift-taking", args=[shift.pk])
    assert coming(shift) == []


def test_a_turn_of_tomorrow_is_confirmed_on_ones_own_page(client, rota, omar):
    client.force_login(omar)
    turn = turn_of(omar, rota)
    address = reverse("commissions:turn-confirming", args=[turn.pk])
    assert address in client.get(reverse("commissions:turns")).content.decode()
    client.post(address)
    page = client.get(reverse("commissions:turns")).content.decode()
    assert address not in page
    assert "y sera" in page


def test_a_turn_that_has_begun_offers_no_act(client, rota, omar):
    client.force_login(omar)
    turn = turn_of(omar, rota)
    with telling(turn.shift.starts_at):
        page = client.get(reverse("commissions:turns")).content.decode()
    assert str(turn.shift) in page
    assert f"/turns/{turn.pk}/" not in page


def test_an_exchange_takes_two_taps(client, rota, omar, noe):
    client.force_login(omar)
    address = reverse("commissions:turn-swap", args=[turn_of(omar, rota).pk])
    assert "Demander à Noé" in client.get(address).content.decode()
    client.post(address, {"wanted": turn_of(noe, rota).pk})
    swap = TurnSwap.objects.get()
    client.force_login(noe)
    page = client.get(reverse("commissions:turns")).content.decode()
    assert "Omar vous propose\xa0: Ménage du foyer, lundi 8\xa0juin à 18\xa0h, contre votre tour" in page
    client.post(reverse("commissions:swap-acceptance", args=[swap.pk]))
    assert coming(shift_of(rota)) == ["Noé"]


@pytest.mark.parametrize(("act", "who", "state"), [("refusal", "noe", "declined"), ("withdrawal", "omar", "withdrawn")])
def test_an_exchange_is_refused_or_asked_no_more(client, rota, omar, noe, act, who, state):
    swap = ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar)
    client.force_login({"noe": noe, "omar": omar}[who])
    client.post(reverse(f"commissions:swap-{act}", args=[swap.pk]))
    swap.refresh_from_db()
    assert swap.state == state


def test_somebody_elses_turn_is_not_offered(client, rota, omar, noe):
    client.force_login(noe)
    answer = client.post(
        reverse("commissions:turn-swap", args=[turn_of(omar, rota).pk]), {"wanted": turn_of(noe, rota).pk}
    )
    assert answer.status_code == 403
    client.force_login(omar)
    address = reverse("commissions:turn-swap", args=[turn_of(omar, rota).pk])
    assert client.post(address, {"wanted": turn_of(omar, rota).pk}).status_code == 422


def test_an_absence_is_entered_and_removed_on_a_page(client, rota, omar):
    client.force_login(omar)
    client.post(reverse("commissions:turns"), {"first_on": "2026-06-08", "last_on": "2026-06-14"})
    absence = Absence.objects.get()
    assert coming(shift_of(rota)) == []
    assert "du lundi 8\xa0juin au dimanche 14\xa0juin 2026" in client.get(reverse("commissions:turns")).content.decode()
    client.post(reverse("commissions:absence-removal", args=[absence.pk]))
    assert Absence.objects.count() == 0


def test_leaving_is_asked_first(client, rota, noe):
    client.force_login(noe)
    address = reverse("commissions:rota-leaving", args=[rota.pk])
    asked = client.post(address, {"confirmed": ""}, headers={"X-Act": "1"})
    assert asked.status_code == 200
    client.post(address)
    assert rota.volunteers.get(member=noe).left_at is not None


def test_home_tells_ones_turns_of_the_week_and_the_exchanges_that_wait(rota, omar, noe):
    assert [thing.title for thing in fetch(turns_waiting(omar))] == ["Ménage du foyer, lundi 8\xa0juin à 18\xa0h"]
    assert fetch(turns_waiting(noe)) == []
    ask_swap(turn_of(omar, rota), turn_of(noe, rota), actor=omar)
    assert [thing.title for thing in fetch(swaps_waiting(noe))] == ["Omar vous propose d’échanger un tour"]
    give_up_turn(turn_of(omar, rota), actor=omar)
    assert (fetch(turns_waiting(omar)), fetch(swaps_waiting(noe))) == ([], [])


def test_the_page_of_a_circle_tells_its_next_shifts(rota, vie_quotidienne, omar):
    panel = rotas_of_circle(vie_quotidienne, omar)
    assert [line.title for line in panel.lines] == [str(shift_of(rota, weeks)) for weeks in range(3)]
    assert panel.more_url == reverse("commissions:circle-rotas", args=["vie-quotidienne"])


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"every": "day"}, "chaque jour · 18\xa0h · 1\xa0h"),
        ({"every": "fortnight", "weekdays": [1, 5]}, "une semaine sur deux\xa0: mardi, samedi · 18\xa0h · 1\xa0h"),
        ({"every": "month"}, "chaque mois\xa0: le deuxième lundi · 18\xa0h · 1\xa0h"),
        (
            {"every": "month", "first_on": MONDAY + timedelta(days=21)},
            "chaque mois\xa0: le dernier lundi · 18\xa0h · 1\xa0h",
        ),
    ],
)
def test_how_often_it_comes_back_is_said_in_words(vie_quotidienne, omar, fields, words):
    assert how_often(cleaning(vie_quotidienne, omar, **fields)) == words


def test_how_many_people_it_takes_is_said_in_words(vie_quotidienne, omar):
    assert how_many(cleaning(vie_quotidienne, omar)) == "1 personne à chaque fois"
    rota = cleaning(vie_quotidienne, omar, places=3, experienced=1)
    assert how_many(rota) == "3 personnes à chaque fois, dont 1 qui a l’habitude"
    enter_absence(actor=omar, first_on=MONDAY, last_on=MONDAY)
    join_rota(rota, actor=omar)
    assert [card.often for card in live_pages["rotas"].load("vie-quotidienne").cards] == [how_often(rota)] * 2
