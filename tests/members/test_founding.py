"""The first person names the collective and those who found it, on one page."""

import pytest
from django.urls import reverse

from journal.actions import CLOCK
from members.actions import found_collective, invite_first_administrator
from members.models import Collective, Invitation, Member
from members.pasting import Pasted
from members.tokens import Bearer, digest
from tests.refusals import refused

ADA = Pasted("Ada, ada@example.org", "ada@example.org", "Ada")
ROSE = Pasted("Rose\trose@example.org", "rose@example.org", "Rose")


@pytest.fixture
def bearer(db) -> Bearer:
    """Whoever holds the link that the terminal printed."""
    return Bearer(invite_first_administrator(actor=CLOCK))


def offer(bearer: Bearer) -> Invitation:
    return Invitation.objects.get(token_hash=digest(bearer.token))


def test_the_first_of_the_list_administers_and_the_others_are_invited(bearer, told) -> None:
    ada = found_collective(offer(bearer), actor=bearer, name="La Fabrique", people=[ADA, ROSE])

    assert (ada.name, ada.email, ada.is_administrator) == ("Ada", "ada@example.org", True)
    assert Collective.objects.get().name == "La Fabrique"
    guest = Invitation.objects.get(email="rose@example.org")
    assert (guest.name, guest.invited_by) == ("Rose", ada)
    assert told() == ["administrator.invited", "member.joined", "collective.changed", "member.invited"]


@pytest.mark.parametrize(
    ("people", "code"),
    [
        ([], "nobody"),
        ([Pasted("ada@example.org", "ada@example.org")], "unnamed"),
        ([Pasted("Ada", "Ada", "Ada")], "email"),
        ([ADA, Pasted("Rose", "Rose")], "email"),
        ([ADA, Pasted("Encore Ada, ada@example.org", "ada@example.org")], "member"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_and_nothing_is_written(bearer, people, code) -> None:
    with refused(people=code):
        found_collective(offer(bearer), actor=bearer, name="La Fabrique", people=people)
    assert not Member.objects.exists()
    assert not Collective.objects.exists()


def test_a_link_for_one_address_is_used_with_it(db) -> None:
    bearer = Bearer(invite_first_administrator(actor=CLOCK, email="ada@example.org"))
    with refused(people="another"):
        found_collective(offer(bearer), actor=bearer, name="La Fabrique", people=[ROSE])
    assert found_collective(offer(bearer), actor=bearer, name="La Fabrique", people=[ADA]).name == "Ada"


def test_the_page_leads_to_the_first_circle(bearer, client) -> None:
    page = reverse("members:invitation", args=[bearer.token])
    typed = {"collective": "La Fabrique", "people": "Ada, ada@example.org\nRose;rose@example.org", "language": "fr"}
    wrong = client.post(page, {**typed, "people": "Ada, ada@example.org\nRose"})
    assert wrong.status_code == 422
    assert "Rose" in wrong.content.decode()

    assert client.post(page, {**typed, "password": "court"}).status_code == 422
    answer = client.post(page, {**typed, "password": "une longue phrase à elle"})
    assert answer["Location"] == reverse("commissions:circle-new")
    assert Member.objects.get().check_password("une longue phrase à elle")
    assert client.get(page).status_code == 410
