"""Roles, who holds them and the links between circles by the API: the same acts, with the same refusals."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from commissions.actions import describe_role, entrust_role, give_mandate
from commissions.changes import Change, checked
from commissions.models import Circle, CircleRole, Mandate, RoleHolding
from members.actions import end_founding
from tests.commissions.helpers import told, verbs
from tests.commissions.test_grounds import decided

TREASURY = {"name": "Trésorerie", "mission": "Tenir les comptes.", "seats": 2, "term_months": 12}


@pytest.fixture
def treasury(ca, admin) -> CircleRole:
    return describe_role(ca, actor=admin, **TREASURY)


def post(client, path: str, data=None):
    return client.post(f"/api/v1/{path}", data or {}, content_type="application/json")


def patch(client, role: CircleRole, data, **headers):
    return client.patch(f"/api/v1/roles/{role.pk}/", data, content_type="application/json", headers=headers)


def test_a_role_is_described_changed_and_ended(client, ca, admin):
    client.force_login(admin)
    made = post(client, "roles/", {"circle": "ca", **TREASURY})
    pk = made.json()["id"]
    shown = {"id": pk, "circle": "ca", **TREASURY, "link": None, "holders": []}
    assert (made.status_code, made.json()) == (201, shown)
    assert told("role.described") == {
        "role": pk, "circle": ca.pk, "ground": "founding", "seats": 2, "term_months": 12,
    }  # fmt: skip

    role = CircleRole.objects.get(pk=pk)
    answer = patch(client, role, {"seats": 3})
    assert (answer.status_code, answer.json()) == (200, shown | {"seats": 3})
    assert patch(client, role, {"seats": 3}).json() == answer.json()
    assert verbs().count("role.changed") == 1

    assert [post(client, f"roles/{pk}/ending/").status_code for _ in range(2)] == [204, 204]
    assert verbs().count("role.ended") == 1
    role.refresh_from_db()
    assert role.ended_on == timezone.localdate()
    assert client.get(f"/api/v1/roles/{pk}/").status_code == 404


def test_what_somebody_else_changed_meanwhile_is_not_written_over(client, treasury, admin):
    client.force_login(admin)
    tag = client.get(f"/api/v1/roles/{treasury.pk}/")["ETag"]
    assert patch(client, treasury, {"mission": "Le budget."}, if_match=tag).status_code == 200
    answer = patch(client, treasury, {"mission": "La caisse."}, if_match=tag)
    treasury.refresh_from_db()
    assert (answer.status_code, treasury.mission) == (412, "Le budget.")


def test_a_role_is_given_to_somebody_and_ends(client, treasury, malo, rose, admin):
    client.force_login(admin)
    given = post(client, f"roles/{treasury.pk}/holders/", {"member": malo.pk, "since": "2026-03-01"})
    pk = given.json()["id"]
    assert (given.status_code, given.json()) == (
        201,
        {
            "id": pk, "member": {"id": malo.pk, "name": "Malo"}, "is_substitute": False, "since": "2026-03-01",
            "until": "2027-03-01",
        },
    )  # fmt: skip
    assert post(client, f"roles/{treasury.pk}/holders/", {"member": malo.pk, "since": "2026-03-01"}).json()["id"] == pk
    post(client, f"roles/{treasury.pk}/holders/", {"member": rose.pk, "is_substitute": True})
    assert verbs().count("role.entrusted") == verbs().count("role.substitute_named") == 1

    client.force_login(malo)
    ended = post(client, f"holdings/{pk}/ending/")
    assert (ended.status_code, ended.json()["until"]) == (200, str(timezone.localdate()))
    holders = client.get(f"/api/v1/roles/{treasury.pk}/").json()["holders"]
    assert [(one["member"]["name"], one["is_substitute"]) for one in holders] == [("Rose", True)]


def test_what_is_wrong_is_told_on_its_field_and_changes_nothing(client, treasury, malo, noe, admin):
    client.force_login(admin)
    holding = entrust_role(treasury, member=malo, since=date(2026, 3, 1), actor=admin)
    for path, data, field in (
        ("roles/", {"circle": "ca", "name": "Trésorerie"}, "name"),
        ("roles/", {"circle": "nulle-part", "name": "Clés"}, "circle"),
        ("roles/", {"circle": "ca", "name": "Clés", "seats": 0}, "seats"),
        (f"roles/{treasury.pk}/holders/", {"member": 0}, "member"),
        (f"roles/{treasury.pk}/holders/", {"member": noe.pk, "since": "2026-05-01", "until": "2026-05-01"}, "until"),
        (f"holdings/{holding.pk}/ending/", {"until": "2026-02-01"}, "until"),
    ):
        answer = post(client, path, data)
        assert (answer.status_code, list(answer.json()["errors"])) == (400, [field]), path
    assert list(patch(client, treasury, {"name": ""}).json()["errors"]) == ["name"]
    client.force_login(noe)
    for answer in (
        post(client, "roles/", {"circle": "ca", "name": "Clés"}),
        patch(client, treasury, {"seats": 3}),
        post(client, f"roles/{treasury.pk}/ending/"),
        post(client, f"roles/{treasury.pk}/holders/", {"member": malo.pk}),
        post(client, f"holdings/{holding.pk}/ending/"),
    ):
        assert answer.status_code == 403
    assert [role.name for role in CircleRole.objects.all()] == ["Trésorerie"]
    assert [one.until for one in RoleHolding.objects.all()] == [date(2027, 3, 1)]


def test_after_the_founding_each_names_its_decision(client, ca, treasury, malo, ines, admin):
    entrust_role(treasury, member=malo, actor=admin)
    give_mandate(ca, member=ines, role=Mandate.Role.COORDINATOR, actor=admin)
    end_founding(actor=admin)
    client.force_login(ines)
    assert list(patch(client, treasury, {"seats": 3}).json()["errors"]) == ["ground"]
    assert list(post(client, f"roles/{treasury.pk}/holders/", {"member": malo.pk, "is_substitute": True}).json()[
        "errors"
    ]) == ["ground"]  # fmt: skip

    of_role = decided(ca, 1, checked(Change("role", ca.pk), ca))
    assert patch(client, treasury, {"seats": 3, "ground": of_role.topic}).json()["seats"] == 3
    assert told("role.changed")["ground"] == of_role.topic


def test_a_role_of_a_circle_that_keeps_to_itself_is_not_there_for_others(client, omar, noe, admin):
    hidden = Circle.objects.create(kind="working_group", name="Médiation", slug="mediation", is_open=False)
    role = describe_role(hidden, name="Écoute", actor=admin)
    holding = entrust_role(role, member=omar, actor=admin)
    client.force_login(noe)
    assert patch(client, role, {"seats": 3}).status_code == 404
    assert post(client, f"roles/{role.pk}/ending/").status_code == 404
    assert post(client, f"holdings/{holding.pk}/ending/").status_code == 404
    client.force_login(omar)
    assert post(client, f"holdings/{holding.pk}/ending/").status_code == 200


def test_a_circle_is_linked_with_the_one_above_both_ways(client, ca, vie_quotidienne, malo, omar, noe, admin):
    Circle.objects.filter(pk=vie_quotidienne.pk).update(parent=ca)
    client.force_login(omar)
    upwards = post(client, "circles/vie-quotidienne/links/", {"to": "ca"})
    assert upwards.status_code == 201
    assert {name: upwards.json()[name] for name in ("circle", "link", "seats", "term_months", "holders")} == {
        "circle": "vie-quotidienne", "link": "ca", "seats": 1, "term_months": 12, "holders": [],
    }  # fmt: skip
    assert post(client, "circles/vie-quotidienne/links/", {"to": "ca"}).json() == upwards.json()
    assert verbs().count("role.link_opened") == 1

    client.force_login(admin)
    downwards = post(client, "circles/ca/links/", {"to": "vie-quotidienne"})
    post(client, f"roles/{upwards.json()['id']}/holders/", {"member": omar.pk})
    post(client, f"roles/{downwards.json()['id']}/holders/", {"member": malo.pk})
    links = client.get("/api/v1/circles/ca/").json()["links"]
    assert {(one["sender"], one["receiver"], one["people"][0]["member"]["name"]) for one in links} == {
        ("vie-quotidienne", "ca", "Omar"),
        ("ca", "vie-quotidienne", "Malo"),
    }
    in_two_days = timezone.localdate() + timedelta(days=2)
    seats = Mandate.objects.filter(sits_for__isnull=False, since__lt=in_two_days).order_by("circle__slug")
    assert [(one.circle.slug, one.member.name, one.role) for one in seats] == [
        ("ca", "Omar", "voice"),
        ("vie-quotidienne", "Malo", "member"),
    ]

    client.force_login(noe)
    assert post(client, "circles/vie-quotidienne/links/", {"to": "ca"}).status_code == 403
    client.force_login(omar)
    assert post(client, "circles/vie-quotidienne/links/", {"to": "vie-quotidienne"}).status_code == 400
    assert list(post(client, "circles/vie-quotidienne/links/", {"to": "nulle-part"}).json()["errors"]) == ["to"]
