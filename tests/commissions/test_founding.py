"""A circle begins with its people; those who were invited find their place when they come in."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commissions.actions import found_circle, give_mandates, reserve_place
from commissions.models import Circle, Mandate, ReservedPlace
from commissions.queries import members_of, reserved_in
from members.actions import accept_invitation, end_founding, invite, withdraw_invitation
from members.models import Invitation, Mail, Member
from members.tokens import Bearer
from tests.proposals.told import body
from tests.refusals import refused


def come_in(invitation: Invitation) -> Member:
    text = Mail.objects.filter(kind="invitation", key=str(invitation.pk)).get().text
    token = text.partition("/invitations/")[2].partition("/")[0]
    return accept_invitation(invitation, actor=Bearer(token), name="Zoé")


@pytest.fixture
def zoe(admin) -> Invitation:
    return invite(actor=admin, email="zoe@example.org", name="Zoé")


def test_people_are_in_it_at_once_and_guests_when_they_come(admin, noe, zoe) -> None:
    circle = found_circle(actor=admin, kind="board", name="Bureau", people=[admin, noe], guests=[zoe])
    assert set(members_of(circle)) == {admin, noe}

    member = come_in(zoe)
    assert set(members_of(circle)) == {admin, noe, member}
    place = Mandate.objects.get(member=member)
    assert (place.ground, place.entered_by) == ("founding", admin)


def test_a_place_waits_for_an_address_that_is_invited_again(admin, zoe) -> None:
    circle = found_circle(actor=admin, kind="commission", name="Jardin", guests=[zoe])
    Invitation.objects.filter(pk=zoe.pk).update(created_at=zoe.created_at - timedelta(hours=1))
    again = invite(actor=admin, email="zoe@example.org")
    assert list(members_of(circle)) == []
    assert [place.invitation for place in reserved_in(circle)] == [zoe]
    assert come_in(again) in members_of(circle)
    assert list(reserved_in(circle)) == []


def test_no_place_waits_any_more_for_whoever_s_invitation_was_withdrawn(admin, noe, zoe, ca) -> None:
    """Nor where that address, which was invited before it, is invited after it."""
    reserve_place(ca, zoe, actor=admin)
    Invitation.objects.filter(pk=zoe.pk).update(created_at=zoe.created_at - timedelta(hours=1))
    withdraw_invitation(invite(actor=admin, email="zoe@example.org"), actor=admin)
    assert body("place.released") == {"circle": ca.pk, "invitation": zoe.pk}
    assert not ReservedPlace.objects.exists()

    again = invite(actor=admin, email="zoe@example.org")
    withdraw_invitation(zoe, actor=admin)  # replaced long ago: withdrawing it once more changes nothing
    assert list(reserved_in(ca)) == []
    assert come_in(again) not in members_of(ca)


def test_once_the_founding_is_over_nothing_waits_any_more(admin, zoe) -> None:
    circle = found_circle(actor=admin, kind="commission", name="Jardin", guests=[zoe])
    end_founding(actor=admin)
    with refused("founded"):
        reserve_place(circle, zoe, actor=admin)
    come_in(zoe)
    assert list(members_of(circle)) == []


def test_whoever_no_longer_administers_gives_no_place(admin, zoe) -> None:
    circle = found_circle(actor=admin, kind="commission", name="Jardin", guests=[zoe])
    Member.objects.filter(pk=admin.pk).update(is_administrator=False)
    come_in(zoe)
    assert list(members_of(circle)) == []


def test_a_place_is_reserved_once_and_by_whom_it_may(admin, noe, zoe, ca) -> None:
    assert reserve_place(ca, zoe, actor=admin) == reserve_place(ca, zoe, actor=admin)
    assert ReservedPlace.objects.count() == 1
    with refused("commissions.manage"):
        reserve_place(ca, zoe, actor=noe)


def test_no_place_waits_in_an_assembly_nor_for_an_invitation_that_was_withdrawn(admin, zoe, ca) -> None:
    assembly = Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag")
    with refused("assembly"):
        reserve_place(assembly, zoe, actor=admin)
    Invitation.objects.filter(pk=zoe.pk).update(withdrawn_at=zoe.created_at)
    with refused("withdrawn"):
        reserve_place(ca, zoe, actor=admin)
    assert not ReservedPlace.objects.exists()


def test_whoever_has_come_in_meanwhile_is_given_the_place_at_once(admin, zoe, ca) -> None:
    member = come_in(zoe)
    reserve_place(ca, zoe, actor=admin)
    assert member in members_of(ca)
    assert not ReservedPlace.objects.exists()


def test_nobody_is_given_a_place_in_an_assembly(admin, noe, zoe) -> None:
    circle = found_circle(actor=admin, kind="assembly", name="AG", people=[noe], guests=[zoe])
    assert not Mandate.objects.filter(circle=circle).exists()
    assert not ReservedPlace.objects.exists()


def test_several_are_seated_or_nobody(admin, ca, noe, omar) -> None:
    omar.is_active = False
    omar.save(update_fields=["is_active"])
    with refused(member="inactive"):
        give_mandates(ca, members=[noe, omar], actor=admin)
    assert not Mandate.objects.filter(circle=ca).exists()
    assert len(give_mandates(ca, members=[noe, admin], actor=admin)) == 2


def test_the_first_circle_is_nearly_filled_in_and_leads_to_the_links(admin, zoe, client, settings) -> None:
    settings.MAIL_LEAVES = False
    client.force_login(admin)
    page = client.get(reverse("commissions:circle-new")).content.decode()
    assert 'value="Conseil d’administration"' in page
    assert page.count("checked") == 2
    typed = {"kind": "board", "name": "Conseil d’administration", "people": admin.pk, "guests": zoe.pk}
    answer = client.post(reverse("commissions:circle-new"), typed)
    assert answer["Location"] == reverse("members:invitation-links")
    circle = Circle.objects.get()
    assert "sa place l’attend" in client.get(reverse("commissions:mandates", args=[circle.slug])).content.decode()


def test_several_are_seated_from_the_page(admin, ca, noe, omar, client) -> None:
    client.force_login(admin)
    page = reverse("commissions:mandates", args=[ca.slug])
    answer = client.post(page, {"members": [noe.pk, omar.pk], "role": "member"}, follow=True)
    assert "Noé et Omar font partie du cercle." in answer.content.decode()
    assert {noe, omar} <= set(members_of(ca))


def test_over_the_api_a_place_is_kept_for_an_address_that_was_invited(admin, noe, zoe, ca, client) -> None:
    address = f"/api/v1/circles/{ca.slug}/reserved-places/"

    def ask(email: str):
        return client.post(address, {"email": email}, content_type="application/json")

    client.force_login(noe)
    assert (client.get(address).status_code, ask("zoe@example.org").status_code) == (403, 403)
    client.force_login(admin)
    kept = ask("Zoe@example.org")
    assert kept.status_code == 201
    assert [(one["name"], one["email"]) for one in kept.json()] == [("Zoé", "zoe@example.org")]
    assert client.get(address).json() == ask("zoe@example.org").json() == kept.json()

    unknown = ask("paul@example.org")
    assert (unknown.status_code, list(unknown.json()["errors"])) == (400, ["email"])
    end_founding(actor=admin)
    assert ask("zoe@example.org").status_code == 400
