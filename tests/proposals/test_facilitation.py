"""Who facilitates: asked before being named, and replaced at any stage."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commissions.models import Mandate
from journal.clock import now
from members.models import Notification
from members.panels import waiting_for
from proposals import actions
from proposals.models import Proposal
from proposals.presenters.own_panel import part_of
from proposals.process import Act, State
from proposals.sentences import facilitation
from tests.proposals.told import body
from tests.refusals import refused


@pytest.fixture
def asked(scene):
    """Presented by Malo, who asked Inès to facilitate; she has not answered."""
    scene.bring_to(State.PRESENTED)
    Proposal.objects.update(facilitator_since=None)
    scene.proposal.refresh_from_db()
    return scene


def coordinate(member):
    Mandate.objects.filter(member=member).update(role=Mandate.Role.COORDINATOR)


def test_whoever_is_asked_agrees_in_one_tap(asked, client):
    assert "facilitating" in [waiting.kind for waiting in waiting_for(asked.ines)]
    client.force_login(asked.ines)
    assert (
        "On vous demande d’animer cette proposition" in client.get(asked.proposal.get_absolute_url()).content.decode()
    )
    client.post(reverse("proposals:facilitation", args=[asked.proposal.pk]))
    asked.proposal.refresh_from_db()
    assert asked.proposal.facilitator_since is not None
    assert facilitation(asked.proposal) == "animée par Inès"
    assert body("facilitator.agreed")["facilitator"] == asked.ines.pk
    assert "facilitating" not in [waiting.kind for waiting in waiting_for(asked.ines)]


def test_somebody_who_writes_and_facilitates_asks_nobody(scene, ca, ines):
    mine = actions.write_proposal(ca, title="Un", text="Un.", facilitator=ines, actor=ines)
    assert mine.facilitator_since is not None


def test_until_then_the_author_leads_it_where_nobody_coordinates(asked):
    assert facilitation(asked.proposal).endswith("Malo")
    actions.next_stage(asked.proposal, actor=asked.malo)
    assert asked.state == State.CLARIFICATION
    actions.agree_to_facilitate(asked.proposal, actor=asked.ines)
    with refused("proposals.next_stage"):
        actions.next_stage(asked.proposal, actor=asked.malo)


def test_until_then_whoever_coordinates_leads_it(asked):
    coordinate(asked.rose)
    with refused("proposals.next_stage"):
        actions.next_stage(asked.proposal, actor=asked.malo)
    actions.next_stage(asked.proposal, actor=asked.rose)
    assert "Rose" in facilitation(asked.proposal)


def test_who_joined_agreed_and_left_since_is_replaced(scene):
    scene.bring_to(State.REACTIONS)
    today = timezone.localdate()
    Proposal.objects.update(created_at=now() - timedelta(days=30))
    Mandate.objects.filter(member=scene.zoe).update(since=today - timedelta(days=9))
    Proposal.objects.update(facilitator=scene.zoe, facilitator_since=now() - timedelta(days=5))
    scene.proposal.refresh_from_db()
    with refused("facilitator"):
        actions.facilitate(scene.proposal, actor=scene.paul)
    Mandate.objects.filter(member=scene.zoe).update(until=today - timedelta(days=2))
    actions.facilitate(scene.proposal, actor=scene.paul)
    assert body("facilitator.replaced") == {
        "proposal": scene.proposal.pk,
        "facilitator": scene.paul.pk,
        "former": scene.zoe.pk,
    }


def test_whoever_cannot_leaves_it_to_who_coordinates_or_to_the_author(asked):
    actions.decline_to_facilitate(asked.proposal, actor=asked.ines)
    asked.proposal.refresh_from_db()
    assert (asked.proposal.facilitator, asked.proposal.facilitator_since) == (asked.malo, None)
    assert body("facilitator.declined") == {
        "proposal": asked.proposal.pk,
        "asked": asked.ines.pk,
        "facilitator": asked.malo.pk,
    }
    assert facilitation(asked.proposal) == "animée pour l’instant par Malo, à qui l’on demande de continuer"
    assert "facilitating" in [waiting.kind for waiting in waiting_for(asked.malo)]
    actions.next_stage(asked.proposal, actor=asked.malo)
    with refused("nobody"):
        actions.decline_to_facilitate(asked.proposal, actor=asked.malo)
    actions.agree_to_facilitate(asked.proposal, actor=asked.malo)
    assert facilitation(Proposal.objects.get(pk=asked.proposal.pk)) == "animée par Malo"


def test_whoever_coordinates_is_asked_by_letter_where_another_declines(asked):
    coordinate(asked.rose)
    actions.decline_to_facilitate(asked.proposal, actor=asked.ines)
    asked.proposal.refresh_from_db()
    assert (asked.proposal.facilitator, asked.proposal.facilitator_since) == (asked.rose, None)
    assert Notification.objects.filter(kind="facilitating", member=asked.rose).count() == 1
    actions.decline_to_facilitate(asked.proposal, actor=asked.rose)
    asked.proposal.refresh_from_db()
    assert (asked.proposal.facilitator, asked.proposal.facilitator_since) == (asked.malo, None)


def test_nobody_who_declined_it_is_asked_again(asked):
    for name in ("rose", "paul"):
        coordinate(getattr(asked, name))
    chain = []
    for name in ("ines", "paul", "rose"):
        actions.decline_to_facilitate(asked.proposal, actor=getattr(asked, name))
        asked.proposal.refresh_from_db()
        chain.append(asked.proposal.facilitator)
    assert chain == [asked.paul, asked.rose, asked.malo]
    with refused("nobody"):
        actions.decline_to_facilitate(asked.proposal, actor=asked.malo)
    asked.proposal.refresh_from_db()
    assert (asked.proposal.facilitator, asked.proposal.facilitator_since) == (asked.malo, None)
    written_to = Notification.objects.filter(kind="facilitating").values_list("member__name", flat=True)
    assert sorted(written_to) == ["Malo", "Paul", "Rose"]


def test_an_author_who_declined_it_is_not_asked_again_but_a_coordinator_may_ask_by_name(asked):
    coordinate(asked.malo)
    coordinate(asked.rose)
    for name in ("ines", "malo"):
        actions.decline_to_facilitate(asked.proposal, actor=getattr(asked, name))
    with refused("nobody"):
        actions.decline_to_facilitate(asked.proposal, actor=asked.rose)
    actions.replace_facilitator(asked.proposal, person=asked.ines, actor=asked.rose)
    asked.proposal.refresh_from_db()
    assert asked.proposal.facilitator == asked.ines


def test_a_draft_that_is_declined_has_nobody_again(scene):
    Proposal.objects.update(facilitator_since=None)
    actions.decline_to_facilitate(scene.proposal, actor=scene.ines)
    scene.proposal.refresh_from_db()
    assert scene.proposal.facilitator is None


def test_only_the_person_asked_answers(asked):
    for act in (actions.agree_to_facilitate, actions.decline_to_facilitate):
        with refused("proposals." + ("agree" if act is actions.agree_to_facilitate else "decline") + "_to_facilitate"):
            act(asked.proposal, actor=asked.paul)


@pytest.mark.parametrize("state", [State.PRESENTED, State.OBJECTIONS, State.INTEGRATION, State.SET_ASIDE])
def test_whoever_coordinates_replaces_them_at_any_stage(scene, state):
    coordinate(scene.rose)
    scene.bring_to(state)
    actions.replace_facilitator(scene.proposal, person=scene.zoe, actor=scene.rose)
    scene.proposal.refresh_from_db()
    assert (scene.proposal.facilitator, scene.proposal.facilitator_since) == (scene.zoe, None)
    with refused("coordinated"):
        actions.replace_facilitator(scene.proposal, person=scene.paul, actor=scene.paul)
    assert Act.REPLACE_FACILITATOR not in part_of(scene.paul, scene.proposal).acts


def test_two_members_replace_them_where_nobody_coordinates(scene):
    scene.bring_to(State.REACTIONS)
    actions.replace_facilitator(scene.proposal, person=scene.zoe, actor=scene.paul)
    actions.replace_facilitator(scene.proposal, person=scene.zoe, actor=scene.paul)
    scene.proposal.refresh_from_db()
    assert scene.proposal.facilitator == scene.ines
    actions.replace_facilitator(scene.proposal, person=scene.rose, actor=scene.malo)
    actions.replace_facilitator(scene.proposal, person=scene.zoe, actor=scene.rose)
    scene.proposal.refresh_from_db()
    assert (scene.proposal.facilitator, scene.proposal.facilitator_since) == (scene.zoe, None)


def test_whoever_facilitates_sits_in_the_circle(scene, omar):
    scene.bring_to(State.REACTIONS)
    with refused(person="member"):
        actions.replace_facilitator(scene.proposal, person=omar, actor=scene.paul)
