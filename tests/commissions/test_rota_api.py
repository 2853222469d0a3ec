"""Shifts and turns by the API: the same acts, with the same refusals."""

import pytest

from commissions.models import Absence, Rota, RotaTurn
from journal.clock import telling
from tests.commissions.helpers import told, verbs
from tests.commissions.rotas import SUNDAY, cleaning, coming, shift_of, turn_of


@pytest.fixture(autouse=True)
def sunday(db):
    with telling(SUNDAY):
        yield


@pytest.fixture
def rota(vie_quotidienne, omar, noe) -> Rota:
    """Omar has the first Monday, Noé the second."""
    return cleaning(vie_quotidienne, omar, omar, noe)


def post(client, path: str, data=None):
    return client.post(f"/api/v1/{path}", data or {}, content_type="application/json")


def test_a_rota_is_made_read_paused_and_ended(client, vie_quotidienne, omar):
    client.force_login(omar)
    words = {"title": "Ménage", "every": "week", "weekdays": [0, 3], "first_on": "2026-06-08", "hour": "18:00"}
    made = post(client, "rotas/", {"circle": "vie-quotidienne", "minutes": 90, "places": 2, **words})
    assert made.status_code == 201
    assert (made.json()["rule"], made.json()["circle"]) == ("FREQ=WEEKLY;BYDAY=MO,TH", "vie-quotidienne")
    pk = made.json()["id"]
    assert client.get(f"/api/v1/rotas/{pk}/").json() == made.json()
    assert post(client, f"rotas/{pk}/pausing/").json()["paused_at"] is not None
    assert post(client, f"rotas/{pk}/resuming/").json()["paused_at"] is None
    assert post(client, f"rotas/{pk}/volunteering/", {"weekdays": [3]}).status_code == 204
    assert Rota.objects.get().volunteers.get().weekdays == [3]
    assert post(client, f"rotas/{pk}/leaving/").status_code == 204
    assert post(client, f"rotas/{pk}/ending/").json()["ended_at"] is not None
    assert post(client, f"rotas/{pk}/pausing/").status_code == 400


def test_what_is_wrong_is_told_on_its_field(client, vie_quotidienne, omar, noe):
    client.force_login(omar)
    words = {"circle": "vie-quotidienne", "title": "Ménage", "every": "week", "hour": "18:00", "minutes": 90}
    answer = post(client, "rotas/", {**words, "first_on": "2026-06-01"})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["first_on"])
    client.force_login(noe)
    assert post(client, "rotas/", {**words, "first_on": "2026-06-08"}).status_code == 403


def patch(client, rota: Rota, data, **headers):
    return client.patch(f"/api/v1/rotas/{rota.pk}/", data, content_type="application/json", headers=headers)


def test_a_rota_is_changed_by_what_is_sent_and_the_rest_stays(client, rota, omar):
    client.force_login(omar)
    before = client.get(f"/api/v1/rotas/{rota.pk}/").json()
    answer = patch(client, rota, {"weekdays": [1], "hour": "19:30", "places": 2})
    changed = {"rule": "FREQ=WEEKLY;BYDAY=TU", "hour": "19:30", "places": 2}
    assert (answer.status_code, answer.json()) == (200, before | changed)
    assert told("rota.changed") == {"rota": rota.pk, "circle": rota.circle_id, "rule": changed["rule"], "places": 2}
    assert {shift.starts_at.weekday() for shift in rota.shifts.all()} == {1}

    assert patch(client, rota, {"places": 2}).json() == answer.json()
    assert verbs().count("rota.changed") == 1


def test_only_its_circle_changes_it_and_not_once_it_has_ended(client, rota, omar, noe):
    client.force_login(noe)
    assert patch(client, rota, {"places": 2}).status_code == 403
    client.force_login(omar)
    assert list(patch(client, rota, {"minutes": 5000}).json()["errors"]) == ["minutes"]
    assert list(patch(client, rota, {"experienced": 3}).json()["errors"]) == ["experienced"]
    post(client, f"rotas/{rota.pk}/ending/")
    assert patch(client, rota, {"places": 2}).status_code == 400
    rota.refresh_from_db()
    assert rota.places == 1


def test_two_programs_that_change_the_same_of_it_are_told(client, rota, omar):
    client.force_login(omar)
    tag = client.get(f"/api/v1/rotas/{rota.pk}/")["ETag"]
    assert patch(client, rota, {"title": "Grand ménage"}, **{"If-Match": tag}).status_code == 200
    late = patch(client, rota, {"title": "Petit ménage"}, **{"If-Match": tag})
    assert (late.status_code, "Grand ménage" in late.json()["errors"]["title"][0]) == (412, True)


def test_a_place_is_taken_given_up_and_confirmed(client, rota, noe):
    client.force_login(noe)
    shift = shift_of(rota, 3)
    shifts = client.get("/api/v1/shifts/?rota__circle__slug=vie-quotidienne").json()["results"]
    names = {one["id"]: [turn["member"]["name"] for turn in one["turns"]] for one in shifts}
    assert (len(names), names[shift_of(rota).pk], names[shift.pk]) == (5, ["Omar"], [])
    taken = post(client, f"shifts/{shift.pk}/taking/").json()
    assert (taken["shift"], taken["state"]) == (shift.pk, "given")
    assert post(client, f"turns/{taken['id']}/confirming/").json()["state"] == "confirmed"
    assert post(client, f"turns/{taken['id']}/giving-up/").json()["state"] == "given_up"
    assert coming(shift) == []
    assert post(client, f"shifts/{shift_of(rota).pk}/taking/").status_code == 400


def test_turns_are_exchanged(client, rota, omar, noe):
    client.force_login(omar)
    mine = turn_of(omar, rota)
    assert [turn["id"] for turn in client.get("/api/v1/turns/").json()["results"]] == [mine.pk]
    swap = post(client, f"turns/{mine.pk}/swap/", {"wanted": turn_of(noe, rota).pk}).json()
    assert (swap["asked_of"]["name"], swap["state"]) == ("Noé", "asked")
    assert post(client, f"swaps/{swap['id']}/acceptance/").status_code == 403
    client.force_login(noe)
    assert post(client, f"swaps/{swap['id']}/acceptance/").json()["state"] == "accepted"
    assert coming(shift_of(rota)) == ["Noé"]
    again = post(client, f"turns/{turn_of(noe, rota).pk}/swap/", {"wanted": turn_of(omar, rota).pk}).json()
    assert post(client, f"swaps/{again['id']}/withdrawal/").json()["state"] == "withdrawn"
    once_more = post(client, f"turns/{turn_of(noe, rota).pk}/swap/", {"wanted": turn_of(omar, rota).pk}).json()
    client.force_login(omar)
    assert post(client, f"swaps/{once_more['id']}/refusal/").json()["state"] == "declined"


def test_an_absence_is_entered_and_removed(client, rota, omar, noe):
    client.force_login(omar)
    made = post(client, "absences/", {"first_on": "2026-06-08", "last_on": "2026-06-09"})
    assert made.status_code == 201
    assert RotaTurn.objects.get(member=omar).state == "given_up"
    assert [one["first_on"] for one in client.get("/api/v1/absences/").json()["results"]] == ["2026-06-08"]
    client.force_login(noe)
    assert client.delete(f"/api/v1/absences/{made.json()['id']}/").status_code == 404
    client.force_login(omar)
    assert client.delete(f"/api/v1/absences/{made.json()['id']}/").status_code == 204
    assert Absence.objects.count() == 0
