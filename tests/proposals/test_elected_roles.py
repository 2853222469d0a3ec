"""An election without candidate fills a role of the circle: from the day on which it is free, until the term's end."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commissions.actions import describe_role, end_role, entrust_role, open_link
from commissions.changes import Change
from commissions.grounds import spendings_of
from commissions.models import CircleRole, Mandate, RoleHolding
from commissions.role_queries import held
from journal.actions import CLOCK
from proposals import actions
from proposals.due import conclude_elections
from proposals.election_process import ElectionState as S
from proposals.election_sentences import seat_in_words
from proposals.models import Election
from proposals.queries.elections import unseated_elections
from tests.proposals.election_scene import UNTIL
from tests.proposals.test_elections import scene  # noqa: F401  (a fixture)
from tests.refusals import refused


@pytest.fixture
def treasury(scene, admin) -> CircleRole:  # noqa: F811
    """A role of the CA that nobody holds."""
    return describe_role(scene.circle, name="Trésorerie", actor=admin)


def fill(scene, role: CircleRole) -> None:  # noqa: F811
    """The election, whose role is being said, fills this one."""
    election = scene.election
    actions.describe_role(
        election, title=election.title, mission=election.mission, until=UNTIL, circle_role=role, actor=scene.ines
    )
    scene.election.refresh_from_db()


def test_whoever_is_elected_holds_it_until_the_end_of_the_term(scene, treasury):  # noqa: F811
    fill(scene, treasury)
    assert scene.election.change == Change("holding", scene.circle.pk, held_role=treasury.pk)
    assert seat_in_words(scene.election) == "Trésorerie, CA"
    scene.bring_to(S.ELECTED)
    for _again in range(2):
        conclude_elections()
    holding = RoleHolding.objects.get()
    assert (holding.member, holding.since, holding.until, holding.ground) == (
        scene.rose,
        timezone.localdate(),
        UNTIL,
        scene.election.topic,
    )
    assert not Mandate.objects.filter(ground=scene.election.topic).exists(), "Rose has her place already"


def test_whoever_holds_it_until_that_end_already_is_seated_once(scene, treasury, admin):  # noqa: F811
    holding = entrust_role(treasury, member=scene.rose, until=UNTIL, actor=admin)
    fill(scene, treasury)
    scene.bring_to(S.ELECTED)
    assert unseated_elections() == [scene.election]
    conclude_elections()
    assert unseated_elections() == []
    assert actions.seat_elected(scene.election, actor=CLOCK) == holding
    assert (RoleHolding.objects.count(), spendings_of(scene.election.topic).count()) == (1, 1)


def test_it_begins_when_the_term_of_the_one_before_ends(scene, treasury, admin):  # noqa: F811
    ends = timezone.localdate() + timedelta(days=20)
    entrust_role(treasury, member=scene.malo, until=ends, actor=admin)
    fill(scene, treasury)
    scene.bring_to(S.ELECTED)
    conclude_elections()
    assert RoleHolding.objects.get(member=scene.rose).since == ends
    assert [one.member for one in held(treasury).holders] == [scene.malo]


@pytest.mark.parametrize("until", [None, UNTIL + timedelta(days=9)])
def test_whoever_holds_it_for_longer_gives_way(scene, treasury, admin, until):  # noqa: F811
    entrust_role(treasury, member=scene.malo, since=date(2026, 1, 1), until=until, actor=admin)
    fill(scene, treasury)
    scene.bring_to(S.ELECTED)
    conclude_elections()
    assert [one.member for one in held(treasury).holders] == [scene.rose]


def test_who_was_to_follow_gives_way_and_not_who_holds_it_until_then(scene, treasury, admin):  # noqa: F811
    ends = timezone.localdate() + timedelta(days=20)
    entrust_role(treasury, member=scene.malo, until=ends, actor=admin)
    follows = entrust_role(treasury, member=scene.ines, since=ends, actor=admin)
    fill(scene, treasury)
    scene.bring_to(S.ELECTED)
    conclude_elections()
    assert [one.member for one in held(treasury).holders] == [scene.malo]
    assert RoleHolding.objects.get(member=scene.rose).since == ends
    follows.refresh_from_db()
    assert follows.until == ends, "it never begins"


def test_whoever_has_held_it_longest_gives_way(scene, treasury, admin):  # noqa: F811
    CircleRole.objects.filter(pk=treasury.pk).update(seats=2)
    later = UNTIL + timedelta(days=9)
    entrust_role(treasury, member=scene.malo, since=date(2026, 1, 1), until=later, actor=admin)
    entrust_role(treasury, member=scene.ines, since=date(2026, 2, 1), actor=admin)
    fill(scene, treasury)
    scene.bring_to(S.ELECTED)
    conclude_elections()
    assert {one.member for one in held(treasury).holders} == {scene.ines, scene.rose}


@pytest.mark.parametrize("rose_is_first", [True, False])
def test_who_is_elected_again_holds_it_from_the_free_day(scene, treasury, admin, rose_is_first):  # noqa: F811
    """Rose until that day and Malo from it, or the other way round."""
    ends = timezone.localdate() + timedelta(days=20)
    first, second = (scene.rose, scene.malo) if rose_is_first else (scene.malo, scene.rose)
    entrust_role(treasury, member=first, until=ends, actor=admin)
    entrust_role(treasury, member=second, since=ends, actor=admin)
    fill(scene, treasury)
    scene.bring_to(S.ELECTED)
    conclude_elections()
    assert [one.member for one in held(treasury).holders] == [first]
    elected = RoleHolding.objects.get(ground=scene.election.topic)
    assert (elected.member, elected.since, elected.until) == (scene.rose, ends, UNTIL)


def test_whoever_is_elected_to_represent_the_circle_sits_in_the_other_one(scene, vie_quotidienne, admin):  # noqa: F811
    vie_quotidienne.parent = scene.circle
    vie_quotidienne.save(update_fields=["parent"])
    fill(scene, open_link(scene.circle, to=vie_quotidienne, actor=admin))
    scene.bring_to(S.ELECTED)
    conclude_elections()
    place = Mandate.objects.get(circle=vie_quotidienne, member=scene.rose)
    assert (place.role, place.sits_for, place.until, place.ground) == (
        "member",
        scene.circle,
        UNTIL,
        scene.election.topic,
    )


def test_a_role_that_the_circle_gave_up_is_not_filled(scene, treasury, admin):  # noqa: F811
    end_role(treasury, actor=admin)
    with refused(changes="incomplete"):
        fill(scene, treasury)


def test_by_the_page_and_by_the_api(scene, treasury, client):  # noqa: F811
    client.force_login(scene.ines)
    said = {"title": "Trésorerie", "mission": "Tenir les comptes.", "until": str(UNTIL), "role": "member"}
    page = {**said, "circle": "ca", "place": "ca", "facilitator": scene.ines.pk, "circle_role": treasury.pk}
    assert client.post(reverse("proposals:election-new"), page).status_code == 303
    assert Election.objects.latest("pk").change.held_role == treasury.pk
    sent = {**said, "circle": "ca", "circle_role": treasury.pk}
    response = client.post(reverse("api-election-list"), sent, content_type="application/json")
    assert response.status_code == 201, response.json()
    assert response.json()["changes"]["held_role"] == treasury.pk
