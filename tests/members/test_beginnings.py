"""An empty collective tells its first administrator what comes first, and only them."""

import pytest

from commissions.actions import create_circle
from journal.actions import CLOCK
from members.actions import edit_collective, invite, invite_first_administrator
from members.forms import JoinForm
from members.models import Member
from members.panels import waiting_for


def titles(member: Member) -> list[str]:
    return [thing.title for thing in waiting_for(member) if thing.kind == "beginning"]


def test_each_beginning_goes_once_it_is_done(admin: Member) -> None:
    assert titles(admin) == ["Donner son nom au collectif", "Inviter des personnes", "Créer le premier cercle"]
    edit_collective(actor=admin, name="La Fabrique")
    assert titles(admin) == ["Inviter des personnes", "Créer le premier cercle"]
    invite(actor=admin, email="rose@example.org")
    assert titles(admin) == ["Créer le premier cercle"]
    create_circle(actor=admin, kind="board", name="CA")
    assert titles(admin) == []


@pytest.mark.parametrize("closed", [False, True])
def test_others_are_told_nothing_of_it(noe: Member, admin: Member, closed: bool) -> None:
    admin.is_active = not closed
    assert titles(noe) == []
    assert bool(titles(admin)) is not closed


@pytest.mark.parametrize(
    ("leaves", "alone", "said"),
    [
        (True, True, "nous envoyons un code à votre adresse"),
        (False, True, "vous ne pourriez pas revenir"),
        (False, False, "devra vous transmettre un code"),
    ],
)
def test_without_mail_a_password_is_what_lets_one_come_back(settings, leaves: bool, alone: bool, said: str) -> None:
    settings.MAIL_LEAVES = leaves
    assert said in str(JoinForm(asks_email=alone)["password"].help_text)


def test_the_first_administrator_reads_it(client, db, settings) -> None:
    settings.MAIL_LEAVES = False
    token = invite_first_administrator(actor=CLOCK)
    assert "vous ne pourriez pas revenir" in client.get(f"/invitations/{token}/").content.decode()
