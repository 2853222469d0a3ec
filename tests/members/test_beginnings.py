"""An empty collective tells its first administrator what comes first, and only them."""

import pytest

from commissions.actions import create_circle
from members.actions import edit_collective, invite
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
