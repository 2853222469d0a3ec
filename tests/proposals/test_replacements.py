"""What a proposal replaces or repeals: one decision, named; and what happens where it was replaced meanwhile."""

import pytest
from django.urls import reverse

from commissions.models import Circle
from journal.clock import telling
from members.models import Notification
from members.panels import waiting_for
from proposals import actions, due
from proposals.models import Decision, Proposal
from proposals.presenters.own_panel import part_of
from proposals.process import Act, State
from proposals.queries import may_replace
from proposals.queries.deadlines import stage_of
from proposals.queries.replacements import texts_to_name_anew
from tests.conftest import person
from tests.proposals.test_register import adopt
from tests.proposals.told import body, verbs
from tests.refusals import refused


@pytest.fixture
def first(scene):
    return adopt(scene, "Un")


def write(scene, first, *, is_repeal=True, circle=None, author=None):
    """Malo's text, presented, that repeals or replaces the first decision."""
    return actions.write_proposal(
        circle or scene.circle,
        title="Fin de Un",
        text="Nous arrêtons.",
        need="Personne ne vient.",
        facilitator=author or scene.ines,
        review_on=scene.proposal.review_on,
        replaces=first,
        is_repeal=is_repeal,
        is_presented=True,
        actor=author or scene.malo,
    )


def test_a_repeal_never_repeals_what_replaced_it(scene, first):
    repeal = write(scene, first)
    second = adopt(scene, "Deux", replaces=first)
    scene.proposal = repeal
    scene.walk_to(State.AMENDING)
    with refused("overtaken"):
        actions.open_round(scene.proposal, actor=scene.ines)
    assert not Decision.objects.filter(replaces=second).exists()


def test_the_author_is_told_and_asked(scene, first, client):
    repeal = write(scene, first)
    second = adopt(scene, "Deux", replaces=first)
    scene.proposal = repeal
    assert body("proposal.overtaken") == {"proposal": scene.proposal.pk, "decision": second.number}
    assert "overtaken" in [waiting.kind for waiting in waiting_for(scene.malo)]
    assert Act.CHOOSE_REPLACED in part_of(scene.malo, scene.proposal).acts
    client.force_login(scene.malo)
    page = client.get(scene.proposal.get_absolute_url()).content.decode()
    assert f"{first.number} a été remplacée entre-temps, par {second}" in page
    client.post(reverse("proposals:replaced", args=[scene.proposal.pk]), {"replaces_latest": "latest"})
    scene.proposal.refresh_from_db()
    assert scene.proposal.replaces == second
    assert body("proposal.names_another")["replaces"] == second.number
    assert "overtaken" not in [waiting.kind for waiting in waiting_for(scene.malo)]


def test_it_may_replace_nothing_but_not_repeal_nothing(scene, first):
    repeal, change = write(scene, first), write(scene, first, is_repeal=False)
    adopt(scene, "Deux", replaces=first)
    assert actions.choose_replaced(change, replaces_latest=False, actor=scene.malo).replaces is None
    with refused("repeal"):
        actions.choose_replaced(repeal, replaces_latest=False, actor=scene.malo)


def test_what_was_repealed_is_not_repealed_again(scene, first):
    repeal = write(scene, first)
    adopt(scene, "Fin", replaces=first, is_repeal=True)
    with refused("repeal"):
        actions.choose_replaced(repeal, replaces_latest=True, actor=scene.malo)


def test_while_it_holds_there_is_nothing_to_choose(scene, first):
    with refused("named"):
        actions.choose_replaced(write(scene, first), replaces_latest=True, actor=scene.malo)


def test_a_round_that_is_open_meanwhile_adopts_nothing_and_says_why(scene, first):
    scene.proposal = repeal = write(scene, first)
    scene.walk_to(State.OBJECTIONS)
    adopt(scene, "Deux", replaces=first)
    scene.proposal = repeal
    scene.all_answer()
    assert (scene.state, scene.round.outcome) == (State.SET_ASIDE, "abandoned")
    assert scene.proposal.end_reason.startswith(f"{first.number} a été remplacée entre-temps")
    assert not Decision.objects.filter(proposal=repeal).exists()
    assert verbs()[-1] == "proposal.set_aside"
    actions.choose_replaced(repeal, replaces_latest=True, actor=scene.malo)
    actions.resume(repeal, actor=scene.ines)
    scene.walk_to(State.OBJECTIONS)
    scene.all_answer()
    assert scene.state == State.ADOPTED


def test_a_circle_above_repeals_what_one_below_decided_and_does_not_replace_it(scene, first):
    above = Circle.objects.create(kind=Circle.Kind.BOARD, name="Le grand CA", slug="grand-ca")
    Circle.objects.filter(pk=scene.circle.pk).update(parent=above)
    lucie = person("Lucie", above)
    beside = Circle.objects.create(kind=Circle.Kind.COMMISSION, name="Technique", slug="technique")
    hugo = person("Hugo", beside)
    assert write(scene, first, circle=above, author=lucie).replaces == first
    assembly = Circle(kind=Circle.Kind.ASSEMBLY)
    assert may_replace(assembly, first, is_repeal=True)
    assert not may_replace(assembly, first, is_repeal=False)
    with refused("replaces"):
        write(scene, first, is_repeal=False, circle=above, author=lucie)
    with refused("replaces"):
        write(scene, first, circle=beside, author=hugo)


def test_a_text_taken_on_by_a_circle_that_may_not_replace_it_asks_its_author(scene, first, vie_quotidienne):
    repeal = write(scene, first)
    lucie = person("Lucie", vie_quotidienne)
    actions.escalate(repeal, to=vie_quotidienne, reason="à eux", actor=scene.ines)
    copy = actions.accept_handed(repeal, actor=lucie)
    assert [(one.about, one.key) for one in Notification.objects.filter(kind="overtaken", member=scene.malo)] == [
        (copy.topic, first.topic)
    ]
    assert ("overtaken", copy.topic) in [(waiting.kind, waiting.about) for waiting in waiting_for(scene.malo)]
    for _stage in range(3):
        actions.next_stage(copy, actor=scene.malo)
    with refused("elsewhere"):
        actions.open_round(copy, actor=scene.malo)
    assert Proposal.objects.get(pk=copy.pk).replaces == first


def test_what_a_text_taken_on_replaces_is_chosen_and_it_goes_on(scene, first, vie_quotidienne, client):
    change = write(scene, first, is_repeal=False)
    lucie = person("Lucie", vie_quotidienne)
    actions.escalate(change, to=vie_quotidienne, reason="à eux", actor=scene.ines)
    copy = actions.accept_handed(change, actor=lucie)
    client.force_login(scene.malo)
    page = reverse("proposals:replaced", args=[copy.pk])
    assert str(first) not in client.get(page).content.decode()
    assert client.post(page, {"replaces_latest": "latest"}).status_code == 422
    client.post(page, {"replaces_latest": "nothing"})
    copy.refresh_from_db()
    assert (copy.replaces, list(texts_to_name_anew(scene.malo))) == (None, [])


def test_one_that_names_what_it_cannot_replace_ends_with_that_reason(scene, first, vie_quotidienne):
    repeal = write(scene, first)
    lucie = person("Lucie", vie_quotidienne)
    actions.escalate(repeal, to=vie_quotidienne, reason="à eux", actor=scene.ines)
    copy = actions.accept_handed(repeal, actor=lucie)
    for _stage in range(3):
        actions.next_stage(copy, actor=scene.malo)
    for _time in range(2):
        with telling(stage_of(copy).ends_at):
            due.end_stages()
    copy.refresh_from_db()
    assert copy.state == State.LAPSED
    assert copy.end_reason.startswith(f"{first.number} est une décision d’un autre cercle")
