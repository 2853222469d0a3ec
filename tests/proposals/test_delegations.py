"""What a circle decides by itself: a decision of the circle above that says so, while it is in force."""

import pytest
from django.urls import reverse

from commissions.changes import Change
from proposals import actions
from proposals.models import Decision
from tests.proposals.test_register import adopt
from tests.refusals import refused


@pytest.fixture
def group(ca, vie_quotidienne):
    """Vie Quotidienne depends on the CA."""
    vie_quotidienne.parent = ca
    vie_quotidienne.save(update_fields=["parent"])
    return vie_quotidienne


def delegation(group, **fields) -> Change:
    return Change("delegation", group.pk, name="achats courants", **fields)


def page_of(client, circle) -> str:
    return client.get(reverse("commissions:circle", args=[circle.slug])).content.decode().replace("\u00a0", " ")


def test_the_page_of_the_circle_shows_it_while_it_is_in_force(client, scene, group, omar):
    first = adopt(scene, "Achats", change=delegation(group, amount=200))
    client.force_login(omar)
    page = page_of(client, group)
    assert "Ce que le cercle décide par lui-même" in page
    assert f'<a href="{first.get_absolute_url()}">achats courants, jusqu’à 200 €</a>' in page
    second = adopt(scene, "Achats", change=delegation(group, amount=300), replaces=first)
    page = page_of(client, group)
    assert "jusqu’à 300 €" in page
    assert "200 €" not in page
    adopt(scene, "Fin des achats", replaces=second, is_repeal=True)
    assert "Ce que le cercle décide par lui-même" not in page_of(client, group)


def test_it_is_not_something_to_do_once(client, scene, group):
    decision = adopt(scene, "Achats", change=delegation(group))
    client.force_login(scene.rose)
    page = client.get(decision.get_absolute_url()).content.decode().replace("\u00a0", " ")
    assert "Elle permet de laisser le cercle Vie Quotidienne décider par lui-même : achats courants." in page
    assert "une fois" not in page
    assert "pas encore fait" not in page


def test_one_that_its_circle_keeps_is_shown_to_that_circle_alone(client, scene, group, omar):
    adopt(scene, "Achats", change=delegation(group), audience="circle")
    client.force_login(omar)
    assert "achats courants" not in page_of(client, group)
    client.force_login(scene.rose)
    assert "achats courants" in page_of(client, group)


@pytest.mark.parametrize(
    ("to", "fields", "code"), [("ca", {"name": "tout"}, "itself"), ("group", {"name": " "}, "incomplete")]
)
def test_it_says_what_and_to_whom(scene, ca, group, to, fields, code):
    circle = {"ca": ca, "group": group}[to]
    with refused(changes=code):
        actions.write_proposal(
            ca, title="Achats", text="Texte.", change=Change("delegation", circle.pk, **fields), actor=scene.malo
        )


def test_it_is_chosen_when_drafting(client, scene, ca, group):
    client.force_login(scene.malo)
    sent = {
        "circle": "ca",
        "title": "Achats",
        "text": "Vie Quotidienne achète.",
        "process": "consent",
        "audience": "members",
        "then": "draft",
        "changes": "delegation",
        "changes_circle": group.slug,
        "changes_scope": "achats courants",
        "changes_amount": "200",
    }
    assert client.post(reverse("proposals:new"), sent).status_code == 303
    proposal = scene.malo.proposals.get(title="Achats")
    assert proposal.versions.get().change == delegation(group, amount=200)
    again = client.get(reverse("proposals:edit", args=[proposal.pk])).content.decode()
    assert 'value="achats courants"' in again
    assert 'value="200"' in again


def test_the_journal_keeps_what_it_says(scene, group):
    from proposals.comparison import decisions

    decision = adopt(scene, "Achats", change=delegation(group, amount=200))
    assert list(decisions()) == []
    assert Decision.objects.get(pk=decision.pk).change.amount == 200
