"""The versions of a text: all of them, and one beside any other."""

import pytest
from django.urls import reverse

from proposals import actions
from proposals.process import State
from tests.proposals.test_pages import browser


@pytest.fixture
def amended(scene):
    """Three versions: the first, then of one oven, then of two."""
    scene.bring_to(State.AMENDING)
    actions.amend(scene.proposal, text="Nous achetons un four.", actor=scene.malo, note="Un seul ne suffit pas.")
    actions.amend(scene.proposal, text="Nous achetons deux fours.", actor=scene.malo)
    return scene


def page(scene, number: int, **query: str):
    address = reverse("proposals:version", args=[scene.proposal.pk, number])
    return browser(scene.zoe).get(address, query)


def test_all_the_versions_lead_each_to_its_page(amended):
    told = browser(amended.zoe).get(reverse("proposals:versions", args=[amended.proposal.pk])).content.decode()
    addresses = [reverse("proposals:version", args=[amended.proposal.pk, number]) for number in (3, 2, 1)]
    places = [told.index(f'href="{address}"') for address in addresses]
    assert places == sorted(places)
    assert "Un seul ne suffit pas." in told


def test_a_version_shows_what_it_changed(amended):
    told = page(amended, 3).content.decode()
    assert "De la version 2 à la version 3" in told
    assert "2 mots ajoutés, 2 mots supprimés." in told
    assert "supprimé : </span>un four<" in told
    assert "ajouté : </span>deux fours<" in told


@pytest.mark.parametrize("chosen", ["1", "3"])
def test_a_version_stands_beside_any_other_the_older_first(amended, chosen):
    told = page(amended, 2 if chosen == "3" else 3, **{"with": chosen}).content.decode()
    older = min(int(chosen), 2)
    assert f"De la version {older} à la version 3" in told


@pytest.mark.parametrize("chosen", ["2", "9", "deux", "-1", "²"])
def test_what_cannot_be_compared_with_is_the_version_before(amended, chosen):
    assert "De la version 1 à la version 2" in page(amended, 2, **{"with": chosen}).content.decode()


def test_the_first_version_is_read_without_a_difference(amended):
    told = page(amended, 1).content.decode()
    assert 'class="prose diff"' not in told
    assert amended.proposal.versions.get(number=1).text in told
    assert "De la version 1 à la version 3" in page(amended, 1, **{"with": "3"}).content.decode()


def test_a_version_that_is_not_there_is_no_page(amended):
    assert page(amended, 4).status_code == 404
