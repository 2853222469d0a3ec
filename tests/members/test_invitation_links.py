"""Where no letter leaves, an administrator shows the links to those whom they are for."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from journal.clock import now, telling
from members.actions import invite, reveal_invitations, withdraw_invitation
from members.models import Invitation
from tests.refusals import refused
from web.alphabet import fold

ALL = reverse("members:invitation-links")


@pytest.fixture
def guests(admin, settings) -> list[Invitation]:
    settings.MAIL_LEAVES = False
    return [invite(actor=admin, email=f"{fold(name)}@example.org", name=name) for name in ("Zoé", "Éva", "Leo")]


def test_each_link_is_shown_with_its_code_and_the_journal_says_so(guests, admin, client, told) -> None:
    client.force_login(admin)
    assert "/invitations/" not in client.get(ALL).content.decode().replace("/administration/invitations/", "")
    assert told()[-1] == "member.invited"

    page = client.post(ALL).content.decode()
    assert page.count('class="copy__text"') == page.count('<svg class="qr-code"') == 3
    assert told()[-3:] == ["mail.revealed"] * 3
    assert page.index("Éva") < page.index("Leo") < page.index("Zoé")

    page = client.post(reverse("members:invitation-link", args=[guests[0].pk])).content.decode()
    assert page.count('class="copy__text"') == 1
    link = re.search(r'value="http://localhost:8000(/invitations/[^"]+)"', page)
    assert link
    assert client.get(link[1]).status_code == 200


def test_only_the_links_that_still_serve(guests, admin) -> None:
    withdraw_invitation(guests[0], actor=admin)
    assert [letter.to for letter in reveal_invitations(guests, actor=admin)] == ["eva@example.org", "leo@example.org"]
    with telling(now() + timedelta(days=15)):
        assert reveal_invitations(guests, actor=admin) == []


def test_nobody_else_reads_them(guests, ines, told) -> None:
    with refused("members.administer"):
        reveal_invitations(guests, actor=ines)
    assert "mail.revealed" not in told()


def test_where_letters_leave_only_their_reader_sees_them(guests, admin, client, settings, told) -> None:
    settings.MAIL_LEAVES = True
    with refused("leaves"):
        reveal_invitations(guests, actor=admin)
    client.force_login(admin)
    assert client.post(ALL).status_code == 303
    assert "seule la personne invitée le voit" in client.get(ALL).content.decode()
    assert "mail.revealed" not in told()
