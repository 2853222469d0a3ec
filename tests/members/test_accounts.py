"""Accounts: closed, opened, administered; and what a closed one loses at once."""

import pytest
from django.urls import reverse
from rest_framework.authtoken.models import Token

from journal.actions import CLOCK
from members.actions import (
    add_member,
    change_address,
    choose_language,
    deactivate,
    drop_token,
    edit_collective,
    edit_profile,
    end_administrator,
    make_token,
    name_administrator,
    name_persona,
    reactivate,
    sign_out_everywhere,
)
from members.models import Collective, Mail, Member
from members.queries import active_members
from tests.refusals import refused

ME = "/me/"


def test_an_administrator_adds_a_member(admin, told) -> None:
    zoe = add_member(actor=admin, email="Zoe@example.org", name="Zoé")
    assert (zoe.email, zoe.language) == ("zoe@example.org", "fr")
    assert told() == ["member.added"]
    with refused(email="member"):
        add_member(actor=admin, email="zoe@example.org", name="Zoé")


def test_a_member_adds_nobody(ines) -> None:
    with refused("members.add_member"):
        add_member(actor=ines, email="zoe@example.org", name="Zoé")


def test_closing_an_account_ends_its_sessions_its_key_and_its_pages(admin, ines, client, told) -> None:
    client.force_login(ines)
    key, epoch = make_token(ines, actor=ines), ines.epoch
    assert client.get(ME).status_code == 200

    closed = deactivate(ines, actor=admin)

    assert client.get(ME).status_code == 302
    assert client.get("/api/v1/me/", headers={"Authorization": f"Token {key}"}).status_code == 401
    assert closed.epoch == epoch + 1
    assert ines not in active_members()
    deactivate(ines, actor=admin)
    assert told() == ["token.made", "member.deactivated"]


def test_an_account_opened_again_signs_in_anew(admin, ines, client, told) -> None:
    client.force_login(ines)
    deactivate(ines, actor=admin)
    reactivate(ines, actor=admin)
    reactivate(ines, actor=admin)
    assert client.get(ME).status_code == 302
    assert ines in active_members()
    assert told() == ["member.deactivated", "member.reactivated"]


@pytest.mark.parametrize("act", [deactivate, reactivate, name_administrator, end_administrator])
def test_only_an_administrator_touches_accounts(act, ines, malo, told) -> None:
    with refused("members.administer"):
        act(malo, actor=ines)
    assert told() == []


def test_there_is_always_an_administrator(admin, ines) -> None:
    for act in (deactivate, end_administrator):
        with refused("last_administrator"):
            act(admin, actor=admin)
    name_administrator(ines, actor=admin)
    end_administrator(admin, actor=admin)
    assert [member.name for member in Member.objects.filter(is_administrator=True)] == ["Inès"]


def test_an_administrator_is_named_once(admin, ines, told) -> None:
    name_administrator(ines, actor=admin)
    name_administrator(ines, actor=admin)
    end_administrator(ines, actor=admin)
    end_administrator(ines, actor=admin)
    assert told() == ["administrator.named", "administrator.ended"]


def test_a_closed_account_does_not_administer(admin, ines) -> None:
    deactivate(ines, actor=admin)
    with refused("inactive"):
        name_administrator(ines, actor=admin)
    with refused("members.administer"):
        name_administrator(admin, actor=Member.objects.get(pk=ines.pk))


def test_one_edits_ones_own_profile_and_no_other(ines, malo, admin, told) -> None:
    edit_profile(ines, actor=ines, name=" Inès  B. ", about="Au foyer le mardi.")
    ines.refresh_from_db()
    assert (ines.name, ines.about, ines.language) == ("Inès B.", "Au foyer le mardi.", "fr")
    assert told() == ["member.renamed"]
    for other in (malo, admin):
        with refused("members.edit_profile"):
            edit_profile(ines, actor=other, name="Autre")
    with refused(name="name"):
        edit_profile(ines, actor=ines, name="   ")


def test_another_address_signs_in_and_the_former_one_is_told(admin, ines, malo, client, told) -> None:
    client.force_login(ines)
    with refused("members.administer"):
        change_address(ines, actor=ines, email="moi@example.org")
    for email, code in (("malo@example.org", "member"), ("rien", "email")):
        with refused(email=code):
            change_address(ines, actor=admin, email=email)
    change_address(ines, actor=admin, email="Ines.b@example.org")
    change_address(ines, actor=admin, email="ines.b@example.org")
    assert Member.objects.get(pk=ines.pk).email == "ines.b@example.org"
    assert client.get(ME).status_code == 302
    assert list(Mail.objects.values_list("kind", "to")) == [("address_changed", "ines@example.org")]
    assert told() == ["member.address_changed"]


def test_the_language_follows_the_person(ines, client) -> None:
    client.force_login(ines)
    client.post("/preferences/", {"language": "en"})
    client.cookies.pop("django_language", None)
    assert client.get(ME, headers={"Accept-Language": "fr"}).headers["Content-Language"] == "en"
    with refused(language="language"):
        choose_language(ines, actor=ines, language="xx")


def test_signing_out_everywhere_ends_every_session(ines, client, told) -> None:
    elsewhere = type(client)()
    for browser in (client, elsewhere):
        browser.force_login(ines)
    make_token(ines, actor=ines)

    assert client.post(reverse("members:signing-out-everywhere")).status_code == 303

    for browser in (client, elsewhere):
        assert browser.get(ME).status_code == 302
    assert not Token.objects.exists()
    assert told() == ["token.made", "member.signed_out_everywhere"]


def test_nobody_signs_somebody_else_out(ines, admin) -> None:
    with refused("members.sign_out"):
        sign_out_everywhere(ines, actor=admin)


def test_signing_out_of_one_browser_leaves_the_other_and_closes_open_pages(ines, client) -> None:
    elsewhere = type(client)()
    for browser in (client, elsewhere):
        browser.force_login(ines)
    client.post(reverse("account_logout"))
    assert client.get(ME).status_code == 302
    assert elsewhere.get(ME).status_code == 200
    assert Member.objects.get(pk=ines.pk).epoch == ines.epoch + 1


def test_the_key_is_shown_once_and_can_be_removed(ines, malo, client, told) -> None:
    client.force_login(ines)
    page = client.post(reverse("members:key")).content.decode()
    key = Token.objects.get(user=ines).key
    assert key in page
    assert key not in client.get(reverse("members:key")).content.decode()
    with refused("members.edit_profile"):
        drop_token(ines, actor=malo)
    drop_token(ines, actor=ines)
    drop_token(ines, actor=ines)
    assert told() == ["token.made", "token.dropped"]


def test_the_collective_settings_are_the_administrators(admin, ines, told) -> None:
    edit_collective(actor=admin, name="L’Usine", address=" 12 quai Soubeyran, Crest ", grace_days=31)
    edit_collective(actor=admin, name="L’Usine", address="12 quai Soubeyran, Crest", grace_days=31)
    assert Collective.objects.get().grace_days == 31
    assert Collective.objects.get().address == "12 quai Soubeyran, Crest"
    assert told() == ["collective.changed"]
    with refused("members.edit_collective"):
        edit_collective(actor=ines, name="À moi")
    with refused(name="blank"):
        edit_collective(actor=admin, name="")


def test_the_demonstration_lets_you_enter_and_nothing_else_does(ines, client, settings) -> None:
    with refused("members.name_persona"):
        name_persona(ines, role="facilitator", actor=CLOCK)
    settings.DEMO = True
    persona = name_persona(ines, role="facilitator", actor=CLOCK)

    assert "Inès" in client.get("/enter/").content.decode()
    assert client.post("/enter/", {"persona": persona.pk}).status_code == 303
    assert client.get(ME).status_code == 200
    assert client.post("/enter/", {"persona": "999"}).status_code == 404
    assert client.post("/enter/", {"persona": "x"}).status_code == 404

    settings.DEMO = False
    assert client.get("/enter/").status_code == 404
    assert client.post("/enter/", {"persona": persona.pk}).status_code == 404


def test_a_program_reads_and_changes_its_own_member_only(ines, malo, client) -> None:
    headers = {"Authorization": f"Token {make_token(ines, actor=ines)}"}
    told = client.patch("/api/v1/me/", {"about": "Au foyer."}, content_type="application/json", headers=headers)
    assert (told.status_code, told.json()["name"], told.json()["about"]) == (200, "Inès", "Au foyer.")
    wrong = client.patch("/api/v1/me/", {"name": " "}, content_type="application/json", headers=headers)
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["name"])
    found = client.get("/api/v1/members/", {"q": "malo"}, headers=headers).json()
    assert found == [{"id": malo.pk, "name": "Malo", "is_paid_up": False, "trade": None, "pole": None}]
    assert client.get("/api/v1/members/").status_code == 401
