"""Two people at once: a round closes exactly once, numbers follow each other."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from journal.actions import CLOCK
from members.actions import answer_by_link
from members.answers import link_of
from members.models import Notification
from proposals import actions
from proposals.models import Decision, Proposal, Round
from proposals.process import State
from proposals.queries import current_version
from tests.proposals.scene import Scene
from tests.proposals.scene import scene as set_scene
from tests.proposals.test_answers import address_in, letter_to
from tests.proposals.test_suggested_edits import suggest
from tests.proposals.told import verbs

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scene(ca, malo, ines, rose) -> Scene:
    return set_scene(ca, malo, ines, rose)


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts at the same moment, each with its own connection; what each returned or refused."""
    start = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return act()
        except ValidationError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_the_two_last_positions_close_the_round_once(scene):
    scene.bring_to(State.OBJECTIONS)
    round = scene.round
    for name in ("ines", "malo", "paul"):
        scene.answers(name, "consent")
    at_once(
        lambda: actions.take_position(round, kind="consent", actor=scene.rose),
        lambda: actions.take_position(round, kind="consent", actor=scene.zoe),
    )
    assert scene.state == State.ADOPTED
    assert Decision.objects.count() == 1
    assert verbs().count("round.closed") == 1


def test_a_position_and_the_closing_agree(scene):
    scene.bring_to(State.OBJECTIONS)
    round = scene.round
    for name in ("ines", "malo", "paul"):
        scene.answers(name, "consent")
    answered, _closed = at_once(
        lambda: actions.take_position(round, kind="objection", actor=scene.rose),
        lambda: actions.close_round(round, actor=CLOCK),
    )
    counted = not isinstance(answered, ValidationError)
    assert (scene.state == State.EXAMINATION) == counted
    assert (scene.state == State.ADOPTED) == (not counted)


def test_two_decisions_at_once_take_two_numbers_that_follow(scene):
    first, rounds = scene.proposal, []
    second = actions.write_proposal(
        scene.circle,
        title="Une autre",
        need="besoin",
        text="Un autre texte.",
        facilitator=scene.ines,
        review_on=first.review_on,
        actor=scene.malo,
    )
    for proposal in (first, second):
        scene.proposal = Proposal.objects.get(pk=proposal.pk)
        scene.bring_to(State.OBJECTIONS)
        for name in ("ines", "malo", "paul", "rose"):
            scene.answers(name, "consent")
        rounds.append(scene.round)
    at_once(*[lambda round=round: actions.take_position(round, kind="consent", actor=scene.zoe) for round in rounds])
    assert sorted(Decision.objects.values_list("serial", flat=True)) == [1, 2]


def test_a_round_opened_twice_at_once_opens_once(scene):
    scene.bring_to(State.AMENDING)
    answers = at_once(*[lambda: actions.open_round(scene.proposal, actor=scene.ines)] * 2)
    assert sorted(type(answer).__name__ for answer in answers) == ["Round", "ValidationError"]
    assert Round.objects.count() == 1


def test_the_last_two_agreements_end_the_objection_once(scene):
    scene.bring_to(State.EXAMINATION)
    request = scene.ask_circle()
    for name in ("ines", "malo"):
        actions.answer_circle(request, agrees=True, actor=getattr(scene, name))
    at_once(
        lambda: actions.answer_circle(request, agrees=True, actor=scene.paul),
        lambda: actions.answer_circle(request, agrees=True, actor=scene.zoe),
    )
    assert scene.state == State.ADOPTED
    assert verbs().count("objection.ended") == 1
    assert Decision.objects.count() == 1


def test_two_amendments_at_once_are_two_versions(scene):
    scene.bring_to(State.AMENDING)
    at_once(
        lambda: actions.amend(scene.proposal, text="Le matin.", actor=scene.malo),
        lambda: actions.amend(scene.proposal, text="Le soir.", actor=scene.malo),
    )
    assert list(scene.proposal.versions.values_list("number", flat=True)) == [1, 2, 3]


def test_a_change_taken_by_a_link_keeps_what_the_page_takes_meanwhile(scene):
    scene.bring_to(State.AMENDING)
    first = suggest(scene, "un samedi sur deux", "chaque samedi")
    second = suggest(scene, "Les visites", "Les portes", by="paul")
    Notification.objects.exclude(member=scene.malo, kind="edit").delete()
    link = link_of(address_in(letter_to(scene.malo)).rstrip("/").rpartition("/")[2])
    assert link is not None
    by_link, on_page = at_once(
        lambda: answer_by_link(link, value="answer", parts={f"edit-{first.pk}": "taken"}, actor=scene.malo),
        lambda: actions.take_edit(second, actor=scene.malo),
    )
    assert not isinstance(on_page, ValidationError)
    text = current_version(scene.proposal).text
    assert "Les portes" in text
    assert isinstance(by_link, ValidationError) == ("chaque samedi" not in text)
