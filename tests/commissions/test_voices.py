"""Who sits in a circle with a voice and without a vote: reads and speaks with it, counts nowhere, decides nothing."""

from datetime import date

import pytest
import rules
from django.urls import reverse

from commissions.actions import add_task, ask_to_join, give_mandate, join_circle
from commissions.changes import Change, ChangeKind, checked
from commissions.circle_map import who_does_what
from commissions.models import Circle, Mandate
from commissions.queries import (
    circles_followed_by,
    circles_of,
    is_in,
    may_convene,
    members_of,
    people_of,
    places_in,
    plannable_circles,
    readable_circles,
    roll_rules,
    voices_of,
    voters_of,
)
from history.search.index import rights_of
from members.actions import end_founding
from members.models import Member
from tests.commissions.helpers import told
from tests.commissions.test_grounds import decided
from tests.conftest import person
from tests.refusals import refused
from votes.owners import hosts_of


@pytest.fixture
def closed(vie_quotidienne) -> Circle:
    """The commission keeps its life to itself."""
    vie_quotidienne.is_open = False
    vie_quotidienne.save(update_fields=["is_open"])
    return vie_quotidienne


@pytest.fixture
def ambre(closed, omar) -> Member:
    """Employed: sits in the commission with a voice."""
    member = person("Ambre")
    Mandate.objects.create(member=member, circle=closed, role=Mandate.Role.VOICE, since=date(2026, 1, 1))
    return member


def test_a_voice_is_on_no_roll_and_convenes_nothing(closed, ambre, omar):
    assert list(members_of(closed)) == list(voters_of(closed)) == [omar]
    assert roll_rules(closed).electors == {omar.pk}
    assert not is_in(ambre, closed)
    assert not may_convene(ambre, closed)
    assert not circles_of(ambre).exists()
    assert not plannable_circles(ambre).exists()
    assert hosts_of(ambre) == []


def test_a_voice_reads_what_the_circle_reads(closed, ambre, omar):
    assert list(voices_of(closed)) == [ambre]
    assert set(people_of(closed)) == {ambre, omar}
    assert list(circles_followed_by(ambre)) == [closed]
    assert closed in readable_circles(ambre)
    assert f"within:{closed.pk}" in rights_of(ambre)
    assert rules.has_perm("commissions.read", ambre, closed)


@pytest.mark.parametrize(
    "perm",
    ["commissions.add_task", "commissions.change_task", "commissions.make_rota", "commissions.seat",
     "commissions.welcome", "commissions.manage", "commissions.entrust"],
)  # fmt: skip
def test_a_voice_does_nothing_in_the_name_of_the_circle(perm, closed, ambre):
    assert not rules.has_perm(perm, ambre, closed)


def test_a_voice_takes_a_task_and_speaks_of_it(closed, ambre, omar):
    task = add_task(closed, title="Relire le bail", actor=omar)
    assert rules.has_perm("commissions.take_task", ambre, task)
    assert rules.has_perm("commissions.comment_task", ambre, task)


def test_a_voice_that_ended_gives_nothing(closed, ambre):
    Mandate.objects.filter(member=ambre).update(until=date(2026, 2, 1))
    assert not voices_of(closed).exists()
    assert not rules.has_perm("commissions.read", ambre, closed)


def test_two_voices_in_a_circle_of_one_make_no_board(ca, noe):
    Mandate.objects.create(member=noe, circle=ca, role=Mandate.Role.VOICE, since=date(2026, 1, 1))
    assembly = Circle.objects.create(kind="assembly", name="AG", slug="ag")
    assert not may_convene(noe, assembly)
    assert hosts_of(noe) == []


def test_it_is_entered_at_the_founding(closed, admin, noe):
    given = give_mandate(closed, member=noe, role=Mandate.Role.VOICE, actor=admin)
    again = give_mandate(closed, member=noe, role=Mandate.Role.VOICE, actor=admin)

    entry = told("mandate.given")
    assert again == given
    assert (entry["role"], entry["ground"]) == ("voice", "founding")


def test_afterwards_it_takes_a_decision(closed, admin, omar, noe):
    Mandate.objects.filter(member=omar).update(role=Mandate.Role.COORDINATOR)
    end_founding(actor=admin)
    change = Change(ChangeKind.MANDATE, closed.pk, role="voice", members=(noe.pk,))
    decision = decided(closed, 1, checked(change, closed))

    with refused(ground="ground"):
        give_mandate(closed, member=noe, role=Mandate.Role.VOICE, actor=omar)
    given = give_mandate(closed, member=noe, role=Mandate.Role.VOICE, ground=decision.topic, actor=omar)

    assert (given.role, given.ground) == ("voice", decision.topic)


def test_a_vote_is_no_simple_place_for_whoever_has_a_voice(closed, ambre, omar, admin):
    """Neither by joining, nor by asking, nor welcomed by one member alone: a decision gave the voice."""
    end_founding(actor=admin)
    closed.is_welcoming = True
    closed.save(update_fields=["is_welcoming"])

    with refused("commissions.join"):
        join_circle(closed, actor=ambre)
    with refused("voice"):
        ask_to_join(closed, actor=ambre)
    with refused("commissions.manage"):
        give_mandate(closed, member=ambre, actor=omar)

    assert list(voices_of(closed)) == [ambre]


def test_it_is_shown_last_on_the_page_on_the_map_and_on_the_person(closed, ambre, omar, client):
    assert [place.member for place in places_in(closed)] == [omar, ambre]
    near = who_does_what(omar, closed.slug).picture
    assert [(one.name, one.role) for one in near.people] == [
        ("Omar", ""),
        ("Ambre", "une voix sans droit de vote"),
    ]
    client.force_login(ambre)
    page = client.get(closed.get_absolute_url()).content.decode()
    assert "Vous avez une voix dans ce cercle, et pas de vote" in page
    assert reverse("commissions:circle-requests", args=[closed.slug]) not in page
    assert "une voix sans droit de vote" in client.get(ambre.get_absolute_url()).content.decode()
