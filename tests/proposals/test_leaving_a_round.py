"""Who leaves the circle while a round goes on is asked no more, and holds nothing up."""

from datetime import date

import pytest

from commissions.models import Circle, Mandate
from journal.actions import CLOCK
from members.combined_reads import fetch
from members.models import Notification
from proposals import actions
from proposals.answers import agreement_asked, position_asked
from proposals.models import Decision, RoundElector
from proposals.process import State
from proposals.queries import awaited_from, carriers_of, rounds_of
from proposals.traces import answers_of
from tests.proposals.told import body
from tests.refusals import refused


def leaves(member) -> None:
    Mandate.objects.filter(member=member).update(until=date(2026, 2, 1))


def test_who_has_left_answers_no_more_and_is_asked_nothing(scene):
    scene.bring_to(State.OBJECTIONS)
    leaves(scene.rose)
    with refused("proposals.take_position"):
        scene.answers("rose", "objection")
    assert fetch(awaited_from(scene.rose)).positions == []
    assert position_asked(scene.rose, scene.proposal.topic) is None
    assert [seat.member.name for seat in rounds_of(scene.proposal)[0].seats] == ["Inès", "Malo", "Paul", "Zoé"]


def test_what_they_answered_before_stands(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection")
    leaves(scene.rose)
    with refused("proposals.take_position"):
        scene.answers("rose", "consent")
    for name in ("ines", "malo", "paul", "zoe"):
        scene.answers(name, "consent")
    assert (scene.state, scene.objection.stands) == (State.EXAMINATION, True)
    assert not RoundElector.objects.filter(has_left=True).exists()


def test_who_has_left_is_neither_silent_nor_missed_for_the_quorum(scene):
    """Of five, three answers are needed; three leave, and the two who are left answer."""
    scene.bring_to(State.OBJECTIONS)
    assert scene.round.quorum == 3
    scene.answers("malo", "consent")
    for member in (scene.paul, scene.rose, scene.zoe):
        leaves(member)
    scene.answers("ines", "consent")
    assert scene.state == State.ADOPTED
    result = Decision.objects.get().result
    assert result.startswith("2 réponses sur 2\xa0; quorum 2 atteint\xa0; consentements 2")
    (view,) = rounds_of(scene.proposal)
    assert answers_of(view) == [("consentement", "Inès, Malo")]
    assert body("round.closed")["counts"]["consent"] == 2


def test_who_leaves_after_the_close_is_shown_as_they_were(scene):
    scene.bring_to(State.OBJECTIONS)
    for name in ("ines", "malo", "paul"):
        scene.answers(name, "consent")
    scene.let_time_pass()
    leaves(scene.zoe)
    (view,) = rounds_of(scene.proposal)
    assert answers_of(view) == [("consentement", "Inès, Malo, Paul"), ("pas de réponse", "Rose, Zoé")]


def test_nobody_but_the_author_is_left(scene):
    scene.bring_to(State.OBJECTIONS)
    for member in (scene.ines, scene.paul, scene.rose, scene.zoe):
        leaves(member)
    scene.answers("malo", "consent")
    assert scene.state == State.ADOPTED


def test_an_extended_round_does_not_write_to_them(scene):
    scene.bring_to(State.OBJECTIONS)
    leaves(scene.zoe)
    scene.let_time_pass()
    again = Notification.objects.filter(kind="position", key__endswith=":again").order_by("member__name")
    assert list(again.values_list("member__name", flat=True)) == ["Inès", "Malo", "Paul", "Rose"]


def test_they_are_not_asked_to_carry_an_objection_by_a_letter_s_link_either(scene):
    scene.bring_to(State.EXAMINATION)
    scene.ask_circle()
    assert agreement_asked(scene.paul, scene.proposal.topic) is not None
    leaves(scene.paul)
    assert agreement_asked(scene.paul, scene.proposal.topic) is None
    assert fetch(awaited_from(scene.paul)).requests == []


def test_the_circle_may_be_asked_although_some_have_left(scene):
    Circle.objects.update(consent_quorum="4 people")
    scene.proposal.refresh_from_db()
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection")
    for name in ("paul", "zoe"):
        scene.answers(name, "consent")
    leaves(scene.ines)
    leaves(scene.malo)
    actions.close_round(scene.round, actor=CLOCK)
    carriers = carriers_of(scene.round)
    assert (scene.round.quorum, carriers.quorum, carriers.answered) == (4, 3, 3)


@pytest.mark.parametrize("kind", ["consent", "objection"])
def test_what_was_noted_for_somebody_who_has_left_since_is_not_confirmed(scene, kind):
    scene.bring_to(State.OBJECTIONS)
    noted = scene.round.noted.create(member=scene.paul, kind=kind, noted_by=scene.rose, noted_at=scene.round.opened_at)
    leaves(scene.paul)
    with refused("not_asked"):
        actions.confirm_noted(noted, actor=scene.paul)
    assert not scene.round.positions.exists()
