"""From the page of a role its circle begins an election to it: the form knows the role, its mission and its term."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from commissions.actions import describe_role, end_role
from commissions.models import CircleRole
from commissions.panels import links_beside_role
from journal.clock import telling


@pytest.fixture
def treasury(ca, admin) -> CircleRole:
    return describe_role(ca, name="Trésorerie", mission="Tenir les comptes.", term_months=12, actor=admin)


def test_whoever_decides_in_the_circle_is_led_to_an_election(treasury, ca, malo, noe, client):
    (link,) = links_beside_role(treasury, malo)
    assert parse_qs(urlsplit(link.url).query) == {"circle": [ca.slug], "role": [str(treasury.pk)]}
    assert links_beside_role(treasury, noe) == []
    client.force_login(malo)
    assert link.title in client.get(treasury.get_absolute_url()).content.decode()


def test_the_form_knows_the_role_its_mission_and_its_term(treasury, malo, client):
    (link,) = links_beside_role(treasury, malo)
    client.force_login(malo)
    with telling(datetime(2026, 11, 24, 18, tzinfo=UTC)):
        form = client.get(link.url).context["form"]
    assert form["title"].value() == "Trésorerie"
    assert form["mission"].value() == "Tenir les comptes."
    assert form["circle_role"].value() == treasury.pk
    assert str(form["until"].value()) == "2027-11-24"


@pytest.mark.parametrize("role", ["9999", "x", "garden", "ended"])
def test_no_other_role_is_told(role, treasury, ca, vie_quotidienne, malo, admin, client):
    """A role of another circle, one that ended, or none: the form is as it is for any election."""
    garden = describe_role(vie_quotidienne, name="Jardin", mission="Arroser.", actor=admin)
    if role == "ended":
        end_role(treasury, actor=admin)
    named = {"garden": garden.pk, "ended": treasury.pk}.get(role, role)
    client.force_login(malo)
    form = client.get(reverse("proposals:election-new"), {"circle": ca.slug, "role": named}).context["form"]
    assert not form["title"].value()
    assert not form["mission"].value()
