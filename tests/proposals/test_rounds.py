"""Asking everybody: who is asked, what is hidden, when it closes."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import override

from commissions.models import Circle, Mandate
from journal.clock import telling
from journal.topics import kinds
from proposals import actions
from proposals.models import Decision, Position, Proposal, Round
from proposals.occasions import Occasion
from proposals.process import State
from proposals.queries import kind_now, rounds_of
from tests.conftest import person
from tests.proposals.told import body, everything, verbs
from tests.refusals import refused

PARIS = ZoneInfo("Europe/Paris")


class Coming(Occasion):
    """A meeting that nobody has opened yet."""

    def holds(self, pk: str) -> bool:
        return True


def test_the_electorate_is_frozen_at_the_opening(scene, noe):
    scene.bring_to(State.OBJECTIONS)
    Mandate.objects.create(member=noe, circle=scene.circle, since=date(2026, 1, 1))
    Mandate.objects.filter(member=scene.zoe).update(until=timezone.localdate())
    for member in (noe, scene.zoe):  # who came since, and who has left
        with refused("proposals.take_position"):
            actions.take_position(scene.round, kind="consent", actor=member)
    assert body("round.opened")["electors"] == sorted(member.pk for member in scene.members)


def test_someone_whose_mandate_ended_before_is_not_asked(scene, lise):
    scene.bring_to(State.OBJECTIONS)
    with refused("proposals.take_position"):
        actions.take_position(scene.round, kind="objection", actor=lise)


def test_a_circle_of_nobody_is_not_asked(scene):
    scene.bring_to(State.AMENDING)
    Mandate.objects.all().delete()
    with refused("nobody"):
        actions.open_round(scene.proposal, actor=scene.ines)


@pytest.mark.parametrize(
    ("people", "rule", "quorum"),
    [(5, "1/2", 3), (12, "1/2", 6), (2, "1/2", 2), (9, "2/3", 6), (9, "4 people", 4), (5, "9 people", 5)],
)
def test_the_quorum_is_half_at_least_3_and_never_more_than_there_are(scene, people, rule, quorum):
    for number in range(people - 5):
        person(f"Autre {number}", scene.circle)
    if people < 5:
        Mandate.objects.filter(member__in=[scene.rose, scene.paul, scene.zoe]).delete()
    Circle.objects.update(consent_quorum=rule)
    scene.bring_to(State.OBJECTIONS)
    assert scene.round.quorum == quorum


def test_in_a_meeting_the_stages_are_walked_through_and_each_is_recorded(scene, evening):
    actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.malo)
    actions.open_round(scene.proposal, actor=scene.ines)
    assert [stage.state for stage in scene.proposal.stages.all()] == [
        *("draft", "presented", "clarification", "reactions", "amending", "objections"),
    ]
    assert verbs() == ["proposal.presented", *["stage.opened"] * 3, "round.opened"]


def test_in_a_meeting_too_questions_are_answered_first(scene, evening):
    actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.malo)
    actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose)
    with refused("unanswered"):
        actions.open_round(scene.proposal, actor=scene.ines)
    assert scene.state == State.PRESENTED


@pytest.mark.parametrize("is_put_to_one", [True, False])
def test_outside_a_meeting_stages_are_not_skipped(scene, is_put_to_one):
    """Not in one that has not begun either: people have the stages' days until then."""
    scene.bring_to(State.PRESENTED)
    if is_put_to_one:
        actions.put_to_meeting(scene.proposal, occasion="meeting:1", actor=scene.malo)
    with refused("stage"):
        actions.open_round(scene.proposal, actor=scene.ines)


def test_a_proposal_by_majority_has_no_round(scene):
    scene.bring_to(State.AMENDING)
    type(scene.proposal).objects.update(process="majority")
    with refused("majority"):
        actions.open_round(scene.proposal, actor=scene.ines)


def test_when_all_have_answered_the_round_closes_by_itself(scene):
    scene.bring_to(State.OBJECTIONS)
    for name in ("ines", "malo", "paul", "rose"):
        scene.answers(name, "consent")
    assert scene.round.is_open
    scene.answers("zoe", "stand_aside")
    assert (scene.round.outcome, scene.state) == ("adopted", State.ADOPTED)
    assert body("round.closed")["counts"] == {"consent": 4, "concern": 0, "objection": 0, "stand_aside": 1}


def test_a_position_may_change_until_it_is_shown(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection")
    scene.answers("rose", "concern")
    position = Position.objects.get(member=scene.rose)
    assert (position.kind, hasattr(position, "objection")) == ("concern", False)


def test_who_says_again_that_they_object_keeps_the_reason_they_wrote(scene):
    scene.bring_to(State.OBJECTIONS)
    actions.take_position(scene.round, kind="objection", objection={"fact": "Il pleut."}, actor=scene.rose)
    actions.take_position(scene.round, kind="objection", actor=scene.rose)
    assert Position.objects.get(member=scene.rose).objection.fact == "Il pleut."


def test_a_concern_is_written(scene):
    scene.bring_to(State.OBJECTIONS)
    with refused(text="text"):
        actions.take_position(scene.round, kind="concern", actor=scene.rose)


def test_an_unknown_answer_is_refused(scene):
    scene.bring_to(State.OBJECTIONS)
    with refused("kind"):
        actions.take_position(scene.round, kind="maybe", actor=scene.rose)


def test_too_late_is_said(scene):
    scene.bring_to(State.ADOPTED)
    with refused("closed"):
        actions.take_position(scene.round, kind="objection", actor=scene.rose)


def test_an_objection_goes_to_examination_quorum_or_not(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection")
    scene.let_time_pass()
    assert (scene.state, scene.round.outcome) == (State.EXAMINATION, "objected")


def test_a_missed_quorum_is_extended_once_then_set_aside(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "consent")
    scene.let_time_pass()
    assert scene.round.is_open
    assert (scene.state, verbs()[-1]) == (State.OBJECTIONS, "round.extended")
    scene.let_time_pass()
    assert (scene.state, scene.round.outcome, verbs()[-1]) == (State.SET_ASIDE, "set_aside", "proposal.set_aside")
    assert not Decision.objects.exists()


def test_where_everybody_stands_aside_it_is_set_aside_at_once_and_an_answer_again_changes_nothing(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer("stand_aside")
    assert (scene.state, scene.round.outcome, scene.round.extended_at) == (State.SET_ASIDE, "set_aside", None)
    scene.proposal.refresh_from_db()
    assert scene.proposal.end_reason == "Tout le monde a répondu, et personne d’autre que son auteur·rice n’a consenti."
    told = verbs()
    with refused("closed"):
        scene.answers("rose", "stand_aside")
    assert (scene.state, verbs()) == (State.SET_ASIDE, told)


def test_where_the_author_alone_objected_and_lifts_it_nobody_is_asked_again(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer("stand_aside", malo="objection")
    actions.lift_objection(scene.objection, actor=scene.malo)
    assert (scene.state, scene.round.extended_at) == (State.SET_ASIDE, None)


def test_an_extended_round_that_finds_its_quorum_adopts(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "consent")
    scene.let_time_pass()
    scene.answers("malo", "consent")
    scene.answers("ines", "consent")
    scene.let_time_pass()
    assert scene.state == State.ADOPTED


def test_silence_is_not_consent(scene):
    scene.bring_to(State.OBJECTIONS)
    for name in ("ines", "malo"):
        scene.answers(name, "consent")
    scene.let_time_pass()
    assert scene.state == State.OBJECTIONS


def test_why_it_was_set_aside_is_kept_in_the_collective_s_language(scene):
    """Whoever closes reads English; the proposal and the minutes keep it for everybody."""
    scene.bring_to(State.OBJECTIONS)
    with override("en"):
        for _turn in range(2):
            scene.let_time_pass()
    assert scene.state == State.SET_ASIDE
    assert Proposal.objects.get(pk=scene.proposal.pk).end_reason == "Trop peu de personnes ont répondu, deux fois."


@pytest.mark.parametrize("is_extended", [False, True])
def test_online_nobody_closes_before_the_end_that_was_announced(scene, is_extended):
    """Neither whoever facilitates, although they would like the answers that are there."""
    with telling(datetime(2026, 11, 30, 18, tzinfo=PARIS)):
        scene.bring_to(State.OBJECTIONS)
        if is_extended:
            actions.extend_stage(scene.proposal, actor=scene.malo)
        for name in ("ines", "malo", "rose"):
            scene.answers(name, "consent")
        with refused("early") as refusal:
            actions.close_round(scene.round, actor=scene.ines)
    day = "jeudi 10 décembre" if is_extended else "samedi 5 décembre"
    assert refusal.value.messages[0].replace("\xa0", " ") == (
        "Les réponses sont montrées une fois que tout le monde a répondu, ou à la fin annoncée : "
        f"{day} 2026 à 18 h. 2 personnes n’ont pas encore répondu."
    )
    assert (scene.round.is_open, "round.closed" in verbs()) == (True, False)


def test_a_round_that_waits_for_its_meeting_is_closed_there(scene):
    with kinds.replaced({**kinds, "coming": Coming()}):
        scene.bring_to(State.OBJECTIONS)
        actions.put_to_meeting(scene.proposal, occasion="coming:1", actor=scene.malo)
        with refused("early") as refusal:
            actions.close_round(scene.round, actor=scene.ines)
    assert "dans la réunion" in refusal.value.messages[0]


def test_once_all_who_are_still_there_have_answered_whoever_facilitates_closes(scene):
    scene.bring_to(State.OBJECTIONS)
    for name in ("ines", "malo", "paul", "rose"):
        scene.answers(name, "consent")
    Mandate.objects.filter(member=scene.zoe).update(until=date(2026, 2, 1))
    actions.close_round(scene.round, actor=scene.ines)
    assert scene.state == State.ADOPTED


def test_in_a_meeting_whoever_facilitates_closes_and_twice_counts_once(scene, evening):
    actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.malo)
    scene.walk_to(State.OBJECTIONS)
    for name in ("ines", "malo", "rose"):
        scene.answers(name, "consent")
    actions.close_round(scene.round, actor=scene.ines)
    with refused("closed"):
        actions.close_round(scene.round, actor=scene.ines)
    assert Decision.objects.count() == 1


def test_a_new_version_asks_everybody_again(scene):
    scene.bring_to(State.INTEGRATION)
    with refused("version"):
        actions.open_round(scene.proposal, actor=scene.ines)
    actions.amend(scene.proposal, text="Un samedi sur trois.", actor=scene.malo)
    round = actions.open_round(scene.proposal, actor=scene.ines)
    assert (round.number, round.version.number) == (2, 2)
    assert not Position.objects.filter(round=round).exists()
    scene.all_answer()
    assert (scene.state, Decision.objects.get().text) == (State.ADOPTED, "Un samedi sur trois.")


def test_positions_of_one_version_say_nothing_on_the_next(scene):
    scene.bring_to(State.INTEGRATION)
    actions.amend(scene.proposal, text="Un samedi sur trois.", actor=scene.malo)
    actions.open_round(scene.proposal, actor=scene.ines)
    scene.answers("rose", "consent")
    assert scene.round.is_open
    assert rounds_of(scene.proposal)[0].answered == 1


def test_withdrawing_leaves_hidden_positions_hidden_for_good(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection")
    actions.withdraw(scene.proposal, actor=scene.malo)
    assert (scene.round.outcome, scene.round.revealed_at) == ("abandoned", None)
    assert all(seat.position is None for seat in rounds_of(scene.proposal)[0].seats)


def test_hidden_positions_are_not_in_the_journal_nor_in_what_pages_read(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection")
    scene.answers("paul", "concern")
    assert body("position.taken") == {"proposal": scene.proposal.pk, "round": scene.round.pk}
    told = everything()
    for secret in ("accueil seules", "attention aux samedis", '"objection"', '"concern"', "harm"):
        assert secret not in told
    view = rounds_of(scene.proposal)[0]
    assert (view.answered, view.is_revealed, view.objections, view.concerns) == (2, False, (), [])
    assert [seat.kind for seat in view.seats] == [""] * 5


def test_the_close_tells_everything_together(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer(rose="objection", paul="concern")
    told = body("round.closed")
    assert told["outcome"] == "objected"
    assert [scene.rose.pk, "objection"] in told["positions"]
    assert [scene.paul.pk, "concern"] in told["positions"]
    assert "accueil seules" in everything()
    view = rounds_of(scene.proposal)[0]
    assert [(seat.member.name, seat.kind) for seat in view.seats] == [
        *(("Inès", "consent"), ("Malo", "consent"), ("Paul", "concern"), ("Rose", "objection"), ("Zoé", "consent")),
    ]


def test_what_is_answered_in_an_extension_is_hidden_until_its_close(scene):
    """Rose's objection was shown and lifted; the quorum is missed; Paul answers in the extension."""
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection")
    scene.let_time_pass()
    actions.lift_objection(scene.objection, actor=scene.rose)
    assert (scene.state, scene.round.is_open) == (State.OBJECTIONS, True)
    scene.answers("paul", "objection")
    shown = {seat.member.name: seat.kind for seat in rounds_of(scene.proposal)[0].seats}
    assert (shown["Rose"], shown["Paul"]) == ("objection", "")
    with refused("shown"):
        scene.answers("rose", "consent")


def test_what_a_position_is_by_now(scene):
    scene.bring_to(State.EXAMINATION)
    position = Position.objects.select_related("objection").get(member=scene.rose)
    assert kind_now(position) == "objection"
    actions.concede_objection(scene.objection, actor=scene.rose)
    position = Position.objects.select_related("objection").get(member=scene.rose)
    assert (position.kind, kind_now(position)) == ("objection", "concern")


def test_the_database_holds_one_open_round(scene):
    scene.bring_to(State.OBJECTIONS)
    with pytest.raises(Exception, match=r"(?i)unique"):
        Round.objects.create(
            proposal=scene.proposal, version=scene.round.version, number=2, quorum=3, opened_at=timezone.now()
        )


def closed(scene):
    """Closed, and closed again where it was extended."""
    scene.let_time_pass()
    if scene.round.is_open:
        scene.let_time_pass()
    return scene.state


def test_a_circle_that_chooses_no_minimum_has_none(scene, client):
    Circle.objects.update(consent_quorum="")
    scene.bring_to(State.OBJECTIONS)
    assert scene.round.quorum == 0
    client.force_login(scene.rose)
    assert "Aucun minimum de réponses" in client.get(scene.proposal.get_absolute_url()).content.decode()
    scene.answers("rose", "consent")
    scene.let_time_pass()
    assert scene.state == State.ADOPTED
    assert "pas de quorum demandé" in Decision.objects.get().result


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ({"malo": "consent"}, State.SET_ASIDE),  # the author alone
        ({"malo": "consent", "rose": "stand_aside"}, State.SET_ASIDE),
        ({}, State.SET_ASIDE),
        ({"malo": "consent", "rose": "consent"}, State.ADOPTED),
        ({"rose": "concern"}, State.ADOPTED),
    ],
)
def test_nothing_is_adopted_without_the_consent_of_somebody_else(scene, answers, state):
    Circle.objects.update(consent_quorum="")
    scene.bring_to(State.OBJECTIONS)
    for name, kind in answers.items():
        scene.answers(name, kind)
    assert closed(scene) == state
    assert Decision.objects.exists() == (state == State.ADOPTED)


def test_an_author_alone_in_the_circle_decides_alone(scene):
    Circle.objects.update(consent_quorum="")
    scene.bring_to(State.AMENDING)
    Mandate.objects.exclude(member__in=[scene.malo]).delete()
    Proposal.objects.update(facilitator=scene.malo)
    actions.open_round(scene.proposal, actor=scene.malo)
    scene.answers("malo", "consent")
    assert scene.state == State.ADOPTED


# Outside a meeting, where no article lets the circle decide there


def without_article(scene):
    Circle.objects.filter(pk=scene.circle.pk).update(online_article="")
    scene.proposal.refresh_from_db()


def test_a_board_without_an_article_gives_an_opinion(scene):
    scene.bring_to(State.AMENDING)
    without_article(scene)

    assert actions.open_round(scene.proposal, actor=scene.ines).is_opinion
    scene.all_answer()

    assert (scene.state, scene.round.outcome, scene.proposal.ended_at) == (State.OPINION, "opinion", None)
    assert "avis, à ratifier par une réunion" in scene.proposal.end_reason
    assert not Decision.objects.exists()
    assert body("proposal.opinion") == {"proposal": scene.proposal.pk, "round": scene.round.pk}


def test_an_opinion_stays_one_whatever_rule_is_adopted_meanwhile(scene):
    scene.bring_to(State.AMENDING)
    without_article(scene)
    actions.open_round(scene.proposal, actor=scene.ines)
    Circle.objects.filter(pk=scene.circle.pk).update(online_article="statuts, art. 9")
    scene.all_answer()

    assert scene.state == State.OPINION


def test_an_objection_lifted_leaves_an_opinion(scene):
    scene.bring_to(State.AMENDING)
    without_article(scene)
    actions.open_round(scene.proposal, actor=scene.ines)
    scene.all_answer(rose="objection")
    assert scene.state == State.EXAMINATION
    actions.lift_objection(scene.objection, actor=scene.rose)

    assert (scene.state, scene.round.outcome) == (State.OPINION, "opinion")
    assert not Decision.objects.exists()


def test_an_opinion_is_withdrawn_like_any_text(scene):
    scene.bring_to(State.OPINION)

    assert actions.withdraw(scene.proposal, actor=scene.malo).state == State.WITHDRAWN
