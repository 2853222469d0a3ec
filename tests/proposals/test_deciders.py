"""Who decides alone, after advice: asked first, and replaced when gone."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commissions.models import Mandate
from members.models import Notification
from members.panels import waiting_for
from proposals import actions
from proposals.models import Advice, Proposal
from proposals.presenters.advice import who_decides
from tests.proposals.advice_scene import AdviceScene, set_scene
from tests.proposals.told import body, verbs
from tests.refusals import refused


@pytest.fixture
def asked(ca, malo, ines, rose, omar) -> AdviceScene:
    """Presented; Inès is asked to decide, and has not answered."""
    scene = set_scene(ca, malo, ines, rose, omar)
    scene.present()
    Proposal.objects.update(decider_since=None)
    scene.proposal.refresh_from_db()
    return scene


def leave(member):
    """Sat in the circle as the proposal was written, and no longer does."""
    Proposal.objects.update(created_at=timezone.now() - timedelta(days=30))
    Mandate.objects.filter(member=member).update(until=timezone.localdate())


def coordinate(member):
    Mandate.objects.filter(member=member).update(role=Mandate.Role.COORDINATOR)


def test_whoever_is_asked_agrees_in_one_tap(asked, client):
    assert [waiting.kind for waiting in waiting_for(asked.ines)] == ["decider"]
    assert who_decides(asked.proposal) == "on demande à Inès de décider"
    client.force_login(asked.ines)
    assert "On vous demande de décider" in client.get(asked.proposal.get_absolute_url()).content.decode()
    client.post(reverse("proposals:decider-agreement", args=[asked.proposal.pk]))
    asked.proposal.refresh_from_db()
    assert asked.proposal.decider_since is not None
    assert who_decides(asked.proposal) == "Inès décide, après avis"
    assert body("decider.agreed")["decider"] == asked.ines.pk


def test_before_agreeing_nobody_answers_an_advice(asked):
    actions.advise(asked.proposal, text="En mai.", actor=asked.rose)
    with refused("proposals.answer_advice"):
        actions.answer_advice(asked.advice_of(asked.rose), text="Oui.", actor=asked.ines)


def test_agreeing_twice_is_refused(asked):
    actions.agree_to_decide(asked.proposal, actor=asked.ines)
    with refused("proposals.agree_to_decide"):
        actions.agree_to_decide(asked.proposal, actor=asked.ines)


def test_nobody_agrees_for_another(asked):
    with refused("proposals.agree_to_decide"):
        actions.agree_to_decide(asked.proposal, actor=asked.rose)


def test_after_whoever_declines_nobody_decides_until_the_author_has_asked_somebody(asked, client):
    actions.decline_to_decide(asked.proposal, actor=asked.ines)
    asked.proposal.refresh_from_db()
    assert (asked.proposal.decider, asked.proposal.decider_since) == (None, None)
    assert who_decides(asked.proposal) == "personne n’a encore accepté de décider"
    assert body("decider.declined") == {"proposal": asked.proposal.pk, "asked": asked.ines.pk, "decider": None}
    assert [waiting.title for waiting in waiting_for(asked.malo)] == [
        f"Demander à quelqu’un de décider : {asked.proposal.title}"
    ]
    assert Notification.objects.filter(member=asked.malo, kind="decider").count() == 1
    client.force_login(asked.malo)
    assert "Personne n’en décide" in client.get(asked.proposal.get_absolute_url()).content.decode()
    actions.replace_decider(asked.proposal, person=asked.rose, actor=asked.malo)
    asked.proposal.refresh_from_db()
    assert (asked.proposal.decider, asked.proposal.decider_since) == (asked.rose, None)
    assert waiting_for(asked.malo) == []
    assert not Advice.objects.filter(proposal=asked.proposal, adviser=asked.rose).exists()  # who decides advises nobody


def test_an_adviser_who_coordinates_is_not_named_unasked(asked):
    coordinate(asked.rose)
    Proposal.objects.update(author=asked.omar)
    actions.decline_to_decide(asked.proposal, actor=asked.ines)
    asked.proposal.refresh_from_db()
    assert asked.proposal.decider is None
    actions.replace_decider(asked.proposal, person=asked.malo, actor=asked.rose)
    asked.proposal.refresh_from_db()
    assert (asked.proposal.decider, asked.proposal.decider_since) == (asked.malo, None)


def test_a_draft_whose_decider_declines_has_nobody_again(ca, malo, ines, rose, omar):
    scene = set_scene(ca, malo, ines, rose, omar)
    Proposal.objects.update(decider_since=None)
    actions.decline_to_decide(scene.proposal, actor=ines)
    scene.proposal.refresh_from_db()
    assert scene.proposal.decider is None
    assert "decider.declined" not in verbs()


def test_whoever_coordinates_names_another_at_any_time(asked):
    actions.agree_to_decide(asked.proposal, actor=asked.ines)
    coordinate(asked.rose)
    actions.replace_decider(asked.proposal, person=asked.malo, actor=asked.rose)
    asked.proposal.refresh_from_db()
    assert (asked.proposal.decider, asked.proposal.decider_since) == (asked.malo, None)
    assert body("decider.asked") == {
        "proposal": asked.proposal.pk,
        "decider": asked.malo.pk,
        "former": asked.ines.pk,
    }


def test_the_author_names_nobody_else_while_somebody_decides(asked):
    actions.agree_to_decide(asked.proposal, actor=asked.ines)
    with refused("decider"):
        actions.replace_decider(asked.proposal, person=asked.malo, actor=asked.malo)


def test_the_author_takes_the_place_of_whoever_has_left(asked):
    actions.agree_to_decide(asked.proposal, actor=asked.ines)
    leave(asked.ines)
    actions.replace_decider(asked.proposal, person=asked.malo, actor=asked.malo)
    asked.proposal.refresh_from_db()
    assert asked.proposal.decider == asked.malo
    assert asked.proposal.decider_since is not None  # who names themself decides at once


def test_somebody_of_the_circle_is_named(asked):
    with refused(person="member"):
        actions.replace_decider(asked.proposal, person=asked.omar, actor=asked.malo)


def test_an_adviser_names_nobody(asked):
    with refused("proposals.replace_decider"):
        actions.replace_decider(asked.proposal, person=asked.rose, actor=asked.rose)
