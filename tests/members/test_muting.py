"""No more letters about a proposal or a circle, from its own page; one's choices for programs."""

import pytest
from django.urls import reverse

from commissions.models import Circle, Mandate
from journal.actions import CLOCK
from members.actions import refuse_address
from members.models import LetterPreferences, Mute


@pytest.fixture
def circle(db, ines) -> Circle:
    circle = Circle.objects.create(kind=Circle.Kind.COMMISSION, name="Finance", slug="finance")
    Mandate.objects.create(circle=circle, member=ines, since="2026-01-01")
    return circle


def test_a_circle_is_muted_from_its_page_and_again_not(circle, ines, client) -> None:
    client.force_login(ines)
    page = circle.get_absolute_url()
    assert "Ne plus recevoir de courriels sur ce cercle" in client.get(page).content.decode()

    answer = client.post(
        reverse("members:muting"), {"scope": circle.topic}, headers={"referer": f"http://testserver{page}"}
    )

    assert answer.headers["Location"].endswith(page)
    muted = Mute.objects.get(member=ines)
    assert muted.scope == circle.topic
    shown = client.get(page).content.decode()
    assert "Vous ne recevez pas de courriels à ce sujet." in shown
    assert "Ne plus recevoir de courriels sur ce cercle" not in shown
    client.post(reverse("members:unmuting", args=[muted.pk]))
    assert not Mute.objects.exists()


def test_a_slip_is_undone_at_once_whichever_way(circle, ines, client) -> None:
    client.force_login(ines)
    page = {"X-Act": "1", "referer": f"http://testserver{circle.get_absolute_url()}"}
    assert 'data-act="whole"' in client.get(circle.get_absolute_url()).content.decode()

    undo = client.post(reverse("members:muting"), {"scope": circle.topic}, headers=page).json()["undo"]
    muted = Mute.objects.get(member=ines)
    assert undo == {"url": reverse("members:unmuting", args=[muted.pk]), "fields": {}}
    again = client.post(undo["url"], undo["fields"], headers=page).json()["undo"]
    assert not Mute.objects.exists()
    assert again == {"url": reverse("members:muting"), "fields": {"scope": circle.topic}}
    client.post(again["url"], again["fields"], headers=page)
    assert Mute.objects.get(member=ines).scope == circle.topic


def test_the_list_of_kinds_is_not_said_to_be_optional(ines, client) -> None:
    client.force_login(ines)
    page = client.get(reverse("members:letters")).content.decode()
    assert page.count("field__optional") == 1, "the second day alone"


def test_an_address_of_elsewhere_is_not_gone_back_to(ines, circle, client) -> None:
    client.force_login(ines)
    answer = client.post(
        reverse("members:muting"), {"scope": circle.topic}, headers={"referer": "https://elsewhere.example/"}
    )
    assert answer.headers["Location"] == reverse("members:letters")


def test_nobody_receives_again_what_another_muted(circle, ines, malo, client) -> None:
    muted = Mute.objects.create(member=ines, scope=circle.topic, muted_at="2026-11-01T10:00Z")
    client.force_login(malo)
    assert client.post(reverse("members:unmuting", args=[muted.pk])).status_code == 404
    assert client.delete(f"/api/v1/me/letters/mutes/{muted.pk}/").status_code == 404
    assert Mute.objects.exists()


def call(client, method: str, path: str, **data: object):
    return getattr(client, method)(f"/api/v1/me/letters/{path}", data or None, content_type="application/json")


def test_a_program_reads_and_changes_what_one_chose(ines, client) -> None:
    client.force_login(ines)
    read = call(client, "get", "").json()
    assert {name: read[name] for name in ("first_day", "second_day", "hour", "unwanted", "is_stopped", "mutes")} == {
        "first_day": 0,
        "second_day": 3,
        "hour": 8,
        "unwanted": [],
        "is_stopped": False,
        "mutes": [],
    }
    assert read["kinds"]["position"] == "Positions à prendre"

    changed = call(client, "post", "", second_day=None, hour=18, unwanted=["reaction"]).json()

    assert (changed["first_day"], changed["second_day"], changed["hour"]) == (0, None, 18)
    assert changed["unwanted"] == ["reaction"]
    assert call(client, "post", "", is_stopped=True).json()["is_stopped"]
    assert call(client, "get", "").json()["unwanted"] == ["reaction"]
    assert LetterPreferences.objects.get(member=ines).is_stopped


@pytest.mark.parametrize("wrong", [{"hour": 22}, {"first_day": 7}, {"unwanted": ["vote"]}, {"unwanted": ["nothing"]}])
def test_a_program_chooses_among_what_there_is(ines, client, wrong) -> None:
    client.force_login(ines)
    assert call(client, "post", "", **wrong).status_code == 400
    assert not LetterPreferences.objects.exists()


def test_a_program_mutes_and_receives_again(circle, ines, client) -> None:
    client.force_login(ines)
    muted = call(client, "post", "mutes/", scope=circle.topic)
    assert (muted.status_code, muted.json()["scope"]) == (201, circle.topic)
    assert call(client, "post", "mutes/", scope=circle.topic).json() == muted.json()
    assert call(client, "get", "").json()["mutes"] == [muted.json()]
    assert call(client, "post", "mutes/", scope="meeting:404").status_code == 400
    assert call(client, "delete", f"mutes/{muted.json()['id']}/").status_code == 204
    assert call(client, "get", "").json()["mutes"] == []


def test_whoever_administers_is_led_to_the_addresses_that_refuse_letters(ines, admin, client) -> None:
    client.force_login(admin)
    link = f'href="{reverse("members:refused-addresses")}"'
    assert link not in client.get(reverse("members:people")).content.decode()
    refuse_address(ines.email, reason="550 unknown", actor=CLOCK)
    page = client.get(reverse("members:people")).content.decode()
    assert link in page
    assert "1 adresse refuse les courriels" in page
    assert link in client.get(reverse("members:outbox")).content.decode()
