"""Names stand in the order of a dictionary, in every list, on both databases."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commissions.models import Circle, Mandate
from commissions.topics import CircleKind
from history.models import Document
from members.models import Member
from members.queries import directory
from tests.conftest import person
from web.alphabet import compare, fold, place

ORDER = ["Abel", "Œuf", "Oh", "Zoé"]  # as "oeuf"
NAMES = ["anne", "Béa", "Édith", "Œdipe", "Zoé"]


def test_accents_and_ligatures_stand_beside_their_letters() -> None:
    assert sorted(set(NAMES), key=place) == NAMES
    assert sorted(set(ORDER), key=place) == ORDER
    assert fold("Œuvre d’Été ") == "oeuvre d’ete"
    assert compare("Ève", "Ève") == 0
    assert compare("Ève", "Eve") == -compare("Eve", "Ève") != 0


@pytest.fixture
def people(db) -> list[Member]:
    return [person(name) for name in reversed(NAMES)]


def test_members_and_circles_and_documents_are_listed_so(people, admin, client) -> None:
    admin.delete()
    for name in reversed(NAMES):
        Circle.objects.create(kind="commission", name=name, slug=name.encode().hex())
        Document.objects.create(kind="other", title=name, slug=name.encode().hex(), created_at=timezone.now())
    assert [member.name for member in Member.objects.all()] == NAMES
    assert [card.member.name for card in directory(timezone.localdate())] == NAMES
    assert [circle.name for circle in Circle.objects.all()] == NAMES
    assert [document.title for document in Document.objects.all()] == NAMES


def test_what_hangs_on_a_person_is_listed_by_the_persons_name(people, ca) -> None:
    today = timezone.localdate() - timedelta(days=1)
    for member in people:
        Mandate.objects.create(member=member, circle=ca, since=today)
    assert [mandate.member.name for mandate in Mandate.objects.filter(circle=ca)] == NAMES


def test_the_circles_that_one_may_ask_are_listed_so(ines, ca) -> None:
    for name in reversed(NAMES):
        circle = Circle.objects.create(kind="commission", name=name, slug=name.encode().hex())
        Mandate.objects.create(member=ines, circle=circle, since=timezone.localdate())
    assert [name for _topic, name in CircleKind().hosts(ines)] == [*NAMES, "CA"]


def test_a_name_is_itself_alone(people) -> None:
    """Sorting alike is not being alike: another accent is another name."""
    assert Member.objects.filter(name="Édith").count() == 1
    assert not Member.objects.filter(name="Edith").exists()
