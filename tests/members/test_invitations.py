"""People come in by an invitation, which serves once."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from journal.actions import CLOCK
from journal.clock import now, telling
from members.actions import accept_invitation, deactivate, invite, invite_first_administrator, withdraw_invitation
from members.actions.invitations import ON_ITS_WAY
from members.models import Invitation, Mail, Member
from members.outbox import Wording, wording_now
from members.tokens import Bearer, digest
from tests.refusals import refused


def token_for(email: str) -> str:
    """The token in the latest letter to that address."""
    text = Mail.objects.filter(to=email, kind="invitation").latest("pk").text
    return text.partition("/invitations/")[2].partition("/")[0]


def test_an_administrator_invites_and_the_guest_comes_in(admin, told) -> None:
    invitation = invite(actor=admin, email=" Zoe@Example.org ", name="Zoé")
    token = token_for("zoe@example.org")

    zoe = accept_invitation(invitation, actor=Bearer(token), name="  Zoé   Martin ")

    assert (zoe.email, zoe.name, zoe.is_administrator) == ("zoe@example.org", "Zoé Martin", False)
    assert not zoe.has_usable_password()
    assert told() == ["member.invited", "member.joined"]


def test_only_an_administrator_invites(ines, told) -> None:
    with refused("members.administer"):
        invite(actor=ines, email="zoe@example.org")
    assert not Mail.objects.exists()
    assert told() == []


@pytest.mark.parametrize("address", ["", "zoe", "zoe@", "a b@example.org"])
def test_an_address_that_is_none_is_refused(admin, address: str) -> None:
    with refused(email="email"):
        invite(actor=admin, email=address)


def test_someone_who_has_an_account_is_not_invited(admin, ines) -> None:
    with refused(email="member"):
        invite(actor=admin, email="INES@example.org")


def test_who_was_just_invited_is_not_written_to_twice(admin, ines, told) -> None:
    ines.is_administrator = True
    ines.save(update_fields=["is_administrator"])
    invitation = invite(actor=admin, email="zoe@example.org")

    with refused(email="invited") as refusal:
        invite(actor=ines, email="Zoe@example.org", name="Zoé")
    assert admin.name in refusal.value.messages[0]
    assert (Mail.objects.count(), told()) == (1, ["member.invited"])

    withdraw_invitation(invitation, actor=ines)
    assert invite(actor=ines, email="zoe@example.org", name="Zoé")


def test_inviting_again_replaces_the_link(admin) -> None:
    first = invite(actor=admin, email="zoe@example.org")
    old = token_for("zoe@example.org")
    Invitation.objects.update(created_at=now() - ON_ITS_WAY)
    second = invite(actor=admin, email="zoe@example.org")

    with refused("withdrawn"):
        accept_invitation(first, actor=Bearer(old), name="Zoé")
    assert accept_invitation(second, actor=Bearer(token_for("zoe@example.org")), name="Zoé")


def test_a_link_serves_once(admin) -> None:
    invitation = invite(actor=admin, email="zoe@example.org")
    bearer = Bearer(token_for("zoe@example.org"))
    accept_invitation(invitation, actor=bearer, name="Zoé")

    with refused("used"):
        accept_invitation(invitation, actor=bearer, name="Zoé")
    assert Member.objects.filter(name="Zoé").count() == 1


def test_a_link_is_too_old_after_two_weeks(admin) -> None:
    first, second = (invite(actor=admin, email=email) for email in ("zoe@example.org", "leo@example.org"))

    with telling(first.created_at + timedelta(days=14)), refused("expired"):
        accept_invitation(first, actor=Bearer(token_for("zoe@example.org")), name="Zoé")
    with telling(second.created_at + timedelta(days=14, seconds=-1)):
        assert accept_invitation(second, actor=Bearer(token_for("leo@example.org")), name="Léo")


def test_nobody_comes_in_with_another_link(admin, ines) -> None:
    invitation = invite(actor=admin, email="zoe@example.org")
    invite(actor=admin, email="other@example.org")
    for actor in (Bearer("guess"), Bearer(token_for("other@example.org")), admin, ines, CLOCK):
        with refused("members.accept_invitation"):
            accept_invitation(invitation, actor=actor, name="Zoé")


def test_a_withdrawn_invitation_lets_nobody_in(admin, ines, told) -> None:
    invitation = invite(actor=admin, email="zoe@example.org")
    with refused("members.administer"):
        withdraw_invitation(invitation, actor=ines)
    withdraw_invitation(invitation, actor=admin)
    withdraw_invitation(invitation, actor=admin)

    with refused("withdrawn"):
        accept_invitation(invitation, actor=Bearer(token_for("zoe@example.org")), name="Zoé")
    assert told() == ["member.invited", "invitation.withdrawn"]


def test_a_weak_password_is_refused_and_the_link_still_serves(admin) -> None:
    invitation = invite(actor=admin, email="zoe@example.org")
    bearer = Bearer(token_for("zoe@example.org"))
    with refused(password="password_too_short"):
        accept_invitation(invitation, actor=bearer, name="Zoé", password="azerty")
    assert accept_invitation(invitation, actor=bearer, name="Zoé", password="une lampe le soir").check_password(
        "une lampe le soir"
    )


def test_the_database_keeps_no_link(admin) -> None:
    invitation = invite(actor=admin, email="zoe@example.org")
    token = token_for("zoe@example.org")
    assert invitation.token_hash == digest(token)
    assert token not in str(Invitation.objects.values_list().get(pk=invitation.pk))


def test_the_first_administrator_types_their_own_address(db, told) -> None:
    token = invite_first_administrator(actor=CLOCK)
    invitation = Invitation.objects.get(token_hash=digest(token))
    ada = accept_invitation(invitation, actor=Bearer(token), name="Ada", email="ada@example.org")
    assert ada.is_administrator
    assert told() == ["administrator.invited", "member.joined"]
    with refused("administrator"):
        invite_first_administrator(actor=CLOCK)


def test_only_the_machine_makes_the_first_administrator(ines) -> None:
    with refused("members.invite_first_administrator"):
        invite_first_administrator(actor=ines)


def test_the_command_prints_the_link_and_the_latest_one_is_good(db, capsys, client) -> None:
    call_command("first_administrator", base="http://localhost:8000/")
    first = capsys.readouterr().out.split()[-1]
    call_command("first_administrator", base="http://localhost:8000")
    second = capsys.readouterr().out.split()[-1]

    assert client.get(first.removeprefix("http://localhost:8000")).status_code == 410
    path = second.removeprefix("http://localhost:8000")
    answer = client.post(path, {"collective": "La Fabrique", "people": "Ada, ada@example.org", "language": "fr"})
    assert answer.status_code == 303
    assert client.get(reverse("members:people")).status_code == 200
    call_command("first_administrator", base="http://localhost:8000")
    assert capsys.readouterr().out.split()[-1] == "http://localhost:8000/account/login/"


def test_the_guest_follows_the_link_in_the_letter(admin, client) -> None:
    invite(actor=admin, email="zoe@example.org", name="Zoé")
    path = reverse("members:invitation", args=[token_for("zoe@example.org")])
    assert "Zoé" in client.get(path).content.decode()

    typed = client.post(path, {"name": "Zoé", "language": "en", "password": "court"})
    assert typed.status_code == 422
    assert 'value="Zoé"' in typed.content.decode()

    assert client.post(path, {"name": "Zoé", "language": "en"}).status_code == 303
    assert client.get(reverse("members:me")).headers["Content-Language"] == "en"
    assert client.get(path).status_code == 410


def test_a_link_that_nobody_made_says_what_to_do(db, client) -> None:
    assert client.get(reverse("members:invitation", args=["x"])).status_code == 404


def test_many_are_invited_at_once_and_the_wrong_lines_stay(admin, ines, client) -> None:
    client.force_login(admin)
    pasted = "Zoé Martin <zoe@example.org>\n\nleo@example.org\nines@example.org\npas une adresse"
    answer = client.post(reverse("members:invite"), {"people": pasted})

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "ines@example.org" in page
    assert "pas une adresse" in page
    assert "leo@example.org" not in page
    assert set(Invitation.objects.values_list("email", "name")) == {
        ("zoe@example.org", "Zoé Martin"),
        ("leo@example.org", ""),
    }


def test_who_was_closed_out_is_not_let_in_by_a_new_invitation(admin, ines) -> None:
    deactivate(ines, actor=admin)
    with refused(email="member"):
        invite(actor=admin, email="ines@example.org")


@pytest.mark.parametrize("over", ["withdrawn", "replaced", "used", "too old"])
def test_the_letter_of_an_invitation_that_no_longer_serves_does_not_leave(admin, over: str) -> None:
    """It waited for the morning, or for the mail server."""
    invitation = invite(actor=admin, email="zoe@example.org")
    letter, later = Mail.objects.get(), timedelta(minutes=11)
    assert wording_now(letter) == Wording(letter.subject, letter.text)
    if over == "withdrawn":
        withdraw_invitation(invitation, actor=admin)
    if over == "replaced":
        with telling(now() + later):
            invite(actor=admin, email="zoe@example.org")
    if over == "used":
        accept_invitation(invitation, actor=Bearer(token_for("zoe@example.org")), name="Zoé")
    if over == "too old":
        later = timedelta(days=15)
    with telling(now() + later):
        assert wording_now(letter) is None
