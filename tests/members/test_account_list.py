"""The list of accounts is searched and paged; somebody without an address is on the books all the same."""

import pytest
from django.urls import reverse

from journal.actions import CLOCK, ClockActor, action
from journal.clock import now
from members.actions import add_member, change_address, invite
from members.models import Mail, Member
from members.outbox import send
from members.queries import accounts, letters_to_send
from members.views.people import SHOWN_MEMBERS
from tests.conftest import person

PAGE = reverse("members:people")


def test_a_name_or_an_address_is_found_without_its_accents(admin, ines, noe) -> None:
    assert accounts(name="inès") == accounts(name="INES") == [ines]
    assert accounts(name="noe@exa") == [noe]
    assert accounts() == [admin, ines, noe]


def test_some_of_them_are_shown_apart(admin, ines, noe) -> None:
    ines.is_active = False
    ines.save(update_fields=["is_active"])
    paul = add_member(actor=admin, name="Paul")
    assert accounts(who="administrators") == [admin]
    assert accounts(who="closed") == [ines]
    assert accounts(who="without") == [paul]
    assert accounts() == [admin, noe, paul, ines]


def test_the_list_is_paged(admin, client) -> None:
    Member.objects.bulk_create(Member(email=f"p{number}@example.org", name=f"P{number:03}") for number in range(60))
    client.force_login(admin)
    first, second = (client.get(PAGE, {"page": page}).content.decode() for page in (1, 2))
    assert "P023" in first
    assert "P024" not in first
    assert "P024" in second
    assert "page=2" in first
    found = client.get(PAGE, {"q": "p059"}).content.decode()
    assert "P059" in found
    assert "P001" not in found
    assert "Personne à ce nom" in client.get(PAGE, {"q": "zzz"}).content.decode()


@action
def write_to(*members: Member, actor: ClockActor) -> None:
    for member in members:
        send(to=member, kind="test", key="1", subject="Bonjour", text="Bonjour", urgent=True, actor=actor)


def test_nothing_leaves_for_somebody_without_an_address(admin, told) -> None:
    paul, pia = add_member(actor=admin, name="Paul"), add_member(actor=admin, name="Pia")
    assert (paul.address, paul.has_usable_password()) == ("", False)
    assert paul.email != pia.email
    write_to(paul, admin, actor=CLOCK)
    assert [letter.member for letter in letters_to_send(now())] == [admin]

    change_address(paul, actor=admin, email="paul@example.org")
    assert Member.objects.get(pk=paul.pk).address == "paul@example.org"
    assert not Mail.objects.filter(kind="address_changed").exists()
    assert told() == ["member.added", "member.added", "member.address_changed"]


def test_the_page_adds_somebody_without_an_address(admin, noe, client) -> None:
    client.force_login(admin)
    answer = client.post(reverse("members:person-new"), {"name": "Paul"}, follow=True)
    page = answer.content.decode()
    assert "Paul est dans la liste des membres." in page
    assert "sans adresse" in page
    assert ".invalid" not in page
    client.force_login(noe)
    page = client.get(Member.objects.get(name="Paul").get_absolute_url()).content.decode()
    assert ".invalid" not in page
    assert "mailto:" not in page


def test_a_guests_link_in_somebodys_own_browser_is_told(admin, client) -> None:
    invite(actor=admin, email="zoe@example.org", name="Zoé")
    token = Mail.objects.get(kind="invitation").text.partition("/invitations/")[2].partition("/")[0]
    page = reverse("members:invitation", args=[token])
    assert "ce lien est pour" not in client.get(page).content.decode()
    client.force_login(admin)
    assert "comme Ada\u00a0: ce lien est pour Zoé." in client.get(page).content.decode()


@pytest.mark.parametrize("leaves", [True, False])
def test_no_page_promises_a_letter_where_none_leaves(admin, client, settings, leaves) -> None:
    settings.MAIL_LEAVES = leaves
    pages = [reverse("account_login"), reverse("account_request_login_code"), reverse("members:invite")]
    none = ["Aucun courriel ne part d’ici" in client.get(page).content.decode() for page in pages[:2]]
    client.force_login(admin)
    none.append("Aucun courriel ne part d’ici" in client.get(pages[2]).content.decode())
    assert none == [not leaves] * 3
    answer = client.post(pages[2], {"people": "zoe@example.org"})
    assert answer["Location"] == reverse("members:people" if leaves else "members:invitation-links")


def test_the_directory_is_read_a_page_at_a_time(client, noe) -> None:
    for number in range(SHOWN_MEMBERS):
        person(f"Zoé {number:02}")
    client.force_login(noe)
    first = client.get(reverse("members:members")).content.decode()
    assert f"Zoé {SHOWN_MEMBERS - 1:02}" not in first
    assert 'href="?page=2"' in first
    rest = client.get(reverse("members:members"), {"page": 2}).content.decode()
    assert f"Zoé {SHOWN_MEMBERS - 1:02}" in rest
    found = client.get(reverse("members:members"), {"q": f"zoe {SHOWN_MEMBERS - 1:02}"}).content.decode()
    assert f"Zoé {SHOWN_MEMBERS - 1:02}" in found
