"""Questions, reactions, amending."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from commissions.models import Circle, Mandate
from journal.clock import now, telling
from members.combined_reads import fetch
from members.models import Member
from proposals import actions
from proposals.consent_process import leads_to
from proposals.models import Proposal, Reaction, Stage, Version
from proposals.presenters.pictures import next_words
from proposals.presenters.proposal import ProposalSheet
from proposals.process import ASKING, Act, State, closes_questions
from proposals.queries import awaited_from, current_version
from proposals.queries.deadlines import length_after
from tests.proposals.told import body, verbs
from tests.refusals import refused

WAYS_OUT = {
    "next stage": lambda scene: actions.next_stage(scene.proposal, actor=scene.ines),
    "round": lambda scene: actions.open_round(scene.proposal, actor=scene.ines),
    "vote": lambda scene: actions.put_to_vote(scene.proposal, actor=scene.ines),
}


@pytest.mark.parametrize(
    ("state", "way"),
    [(state, way) for state in ASKING for way in WAYS_OUT if (state, way) != (State.PRESENTED, "next stage")],
)
def test_no_way_leads_out_of_the_questions_while_one_is_unanswered(scene, evening, state, way):
    actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.malo)
    scene.walk_to(state)
    Proposal.objects.update(process="majority" if way == "vote" else "consent")
    question = actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose)
    with refused("unanswered"):
        WAYS_OUT[way](scene)
    assert scene.state == state
    actions.answer(question, text="Deux volontaires.", actor=scene.malo)
    WAYS_OUT[way](scene)
    assert scene.state not in ASKING


def test_every_act_that_leads_past_the_questions_asks_for_their_answers():
    """The guard stands where every stage is changed, so the table says it of all acts, those to come too."""
    out = {act for act in Act for state in ASKING for to in leads_to(act, state) if closes_questions(state, to)}
    assert out == {Act.NEXT_STAGE, Act.OPEN_ROUND, Act.PUT_TO_VOTE, Act.VOTE_ONLINE, Act.DECIDE}
    ends = {to for act in Act for state in ASKING for to in leads_to(act, state) if not closes_questions(state, to)}
    assert ends - set(ASKING) == {
        *(State.WITHDRAWN, State.SENT_BACK, State.SET_ASIDE, State.HANDED, State.LAPSED),
    }


def test_whoever_asked_may_leave_it_open(scene):
    scene.bring_to(State.CLARIFICATION)
    question = actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose)
    with refused("proposals.leave_open"):
        actions.leave_open(question, actor=scene.paul)
    actions.leave_open(question, actor=scene.rose)
    actions.leave_open(question, actor=scene.rose)
    assert verbs().count("question.left_open") == 1
    assert actions.next_stage(scene.proposal, actor=scene.ines).state == State.REACTIONS


def goes(member, how):
    """The account is closed, or the mandate ends today (it held yesterday)."""
    if how == "account closed":
        Member.objects.filter(pk=member.pk).update(is_active=False)
    else:
        Mandate.objects.filter(member=member).update(until=timezone.localdate())


def leave_open_for(scene, reason="Rose est partie."):
    return actions.leave_open(scene.question, reason=reason, actor=scene.ines)


def test_whoever_facilitates_waits_for_an_asker_who_is_there(scene):
    scene.bring_to(State.CLARIFICATION)
    actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose)
    with refused("waits"):
        leave_open_for(scene)


@pytest.mark.parametrize("how", ["account closed", "no longer in the circle"])
def test_whoever_facilitates_leaves_open_the_question_of_somebody_who_has_left(scene, how):
    scene.bring_to(State.CLARIFICATION)
    with telling(now() - timedelta(days=1)):
        actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose)
    goes(scene.rose, how)
    with refused("reason"):
        leave_open_for(scene, reason="  ")
    leave_open_for(scene)
    assert (scene.question.left_open_by, scene.question.left_open_because) == (scene.ines, "Rose est partie.")
    assert body("question.let_go")["asker"] == scene.rose.pk
    assert actions.next_stage(scene.proposal, actor=scene.ines).state == State.REACTIONS


@pytest.mark.parametrize(("in_meeting", "length"), [(True, timedelta(minutes=5)), (False, timedelta(days=4))])
def test_or_of_somebody_who_stays_silent_for_the_stages_length(scene, evening, in_meeting, length):
    if in_meeting:
        actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.malo)
        scene.walk_to(State.CLARIFICATION)
    else:
        scene.bring_to(State.CLARIFICATION)
    asked = actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose).asked_at
    with telling(asked + length - timedelta(seconds=1)), refused("waits"):
        leave_open_for(scene)
    with telling(asked + length):
        leave_open_for(scene)
    assert not scene.question.is_waiting


def test_an_observer_who_asked_has_not_left_for_sitting_nowhere(scene, omar):
    scene.bring_to(State.CLARIFICATION)
    actions.ask(scene.proposal, text="Et les enfants ?", actor=omar)
    with refused("waits"):
        leave_open_for(scene)


def test_the_page_offers_it_to_whoever_facilitates_once_the_asker_is_gone(scene, client):
    scene.bring_to(State.CLARIFICATION)
    actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose)
    client.force_login(scene.ines)
    address = reverse("proposals:leaving-open", args=[scene.question.pk])
    page = scene.proposal.get_absolute_url()
    assert address not in client.get(page).content.decode()
    goes(scene.rose, "account closed")
    assert address in client.get(page).content.decode()
    assert client.post(address, {"text": ""}).status_code == 422
    assert client.post(address, {"text": "Rose est partie."}).status_code == 303
    assert "Rose est partie." in client.get(page).content.decode()


# an author who is gone


def test_a_member_takes_over_the_text_of_an_author_who_has_left(scene):
    scene.bring_to(State.AMENDING)
    with refused("author"):
        actions.take_over(scene.proposal, actor=scene.paul)
    goes(scene.malo, "account closed")
    assert actions.take_over(scene.proposal, actor=scene.paul).author == scene.paul
    assert body("author.replaced") == {
        "proposal": scene.proposal.pk,
        "author": scene.paul.pk,
        "former": scene.malo.pk,
    }
    assert actions.amend(scene.proposal, text="À deux.", actor=scene.paul).number == 2
    assert scene.proposal.versions.get(number=1).author == scene.malo
    with refused("proposals.keep"):
        actions.keep_text(scene.proposal, actor=scene.malo)


def test_or_of_an_author_who_lets_the_stage_pass_on_a_question(scene):
    scene.bring_to(State.CLARIFICATION)
    asked = actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose).asked_at
    with telling(asked + timedelta(days=4)):
        actions.take_over(scene.proposal, actor=scene.paul)
        with refused("author"):  # who took it over has the stage's length too
            actions.take_over(scene.proposal, actor=scene.rose)
        actions.answer(scene.question, text="Moi.", actor=scene.paul)


def test_without_a_question_nobody_takes_a_text_over_however_long_it_takes(scene):
    scene.bring_to(State.CLARIFICATION)
    Stage.objects.update(ends_at=None)  # as while it waits for a meeting
    with telling(now() + timedelta(days=40)), refused("author"):
        actions.take_over(scene.proposal, actor=scene.paul)


def test_or_of_an_author_who_lets_it_pass_on_the_awaited_version(scene):
    scene.bring_to(State.INTEGRATION)
    with telling(now() + timedelta(days=3, hours=23)), refused("author"):
        actions.take_over(scene.proposal, actor=scene.paul)
    with telling(now() + timedelta(days=4)):
        actions.take_over(scene.proposal, actor=scene.paul)
    assert scene.state == State.INTEGRATION


def test_a_text_that_was_sent_back_and_is_a_draft_again_is_taken_over_once_its_author_has_left(scene, client):
    scene.bring_to(State.SENT_BACK)
    actions.resume(scene.proposal, actor=scene.malo)
    with refused("author"):
        actions.take_over(scene.proposal, actor=scene.paul)
    goes(scene.malo, "account closed")
    goes(scene.ines, "account closed")

    client.force_login(scene.paul)
    page, address = scene.proposal.get_absolute_url(), reverse("proposals:author", args=[scene.proposal.pk])
    assert address in client.get(page).content.decode()
    assert client.post(address).status_code == 303

    scene.proposal.refresh_from_db()
    assert scene.proposal.author == scene.paul
    assert set(leads_to(Act.TAKE_OVER, State.DRAFT)) == {State.DRAFT} == {scene.state}


def test_nobody_takes_over_a_draft_that_its_circle_has_never_read(scene):
    goes(scene.malo, "account closed")

    with refused("proposals.read"):
        actions.take_over(scene.proposal, actor=scene.paul)

    assert actions.take_over(scene.proposal, actor=scene.ines).author == scene.ines


def test_the_page_offers_the_text_to_the_circle_once_its_author_is_gone(scene, client):
    scene.bring_to(State.AMENDING)
    client.force_login(scene.paul)
    page, address = scene.proposal.get_absolute_url(), reverse("proposals:author", args=[scene.proposal.pk])
    assert address not in client.get(page).content.decode()
    goes(scene.malo, "account closed")
    assert address in client.get(page).content.decode()
    assert client.post(address).status_code == 303
    scene.proposal.refresh_from_db()
    assert scene.proposal.author == scene.paul


def test_an_observer_asks_and_the_author_answers(scene, omar):
    scene.bring_to(State.PRESENTED)
    question = actions.ask(scene.proposal, text="Et les enfants ?", actor=omar)
    with refused("proposals.answer"):
        actions.answer(question, text="Bienvenus.", actor=scene.ines)
    assert actions.answer(question, text="Bienvenus.", actor=scene.malo).answer == "Bienvenus."
    assert verbs()[-2:] == ["question.asked", "question.answered"]


def test_an_empty_question_is_none(scene):
    scene.bring_to(State.CLARIFICATION)
    with refused("text"):
        actions.ask(scene.proposal, text="  ", actor=scene.rose)


def test_each_reacts_once_or_passes(scene):
    scene.bring_to(State.REACTIONS)
    actions.react(scene.proposal, text="Cela me plaît.", actor=scene.rose)
    assert actions.react(scene.proposal, actor=scene.paul).is_pass
    with refused("once"):
        actions.react(scene.proposal, text="Encore.", actor=scene.rose)
    assert Reaction.objects.count() == 2
    assert body("reaction.given")["passes"] is True


def test_each_reacts_again_to_a_text_whose_substance_changed(scene):
    scene.bring_to(State.REACTIONS)
    actions.react(scene.proposal, text="Cela me plaît.", actor=scene.rose)
    actions.next_stage(scene.proposal, actor=scene.ines)
    actions.open_round(scene.proposal, actor=scene.ines)
    scene.all_answer(rose="objection")
    actions.next_stage(scene.proposal, actor=scene.ines)
    actions.suggest_nothing(scene.objection, actor=scene.rose)
    actions.amend(scene.proposal, text="Le dimanche.", is_substantial=True, actor=scene.malo)
    actions.next_stage(scene.proposal, actor=scene.ines)
    assert fetch(awaited_from(scene.rose)).reactions == [scene.proposal]
    actions.react(scene.proposal, text="Moins.", actor=scene.rose)
    with refused("once"):
        actions.react(scene.proposal, text="Encore moins.", actor=scene.rose)
    assert body("reaction.given")["version"] == 2
    assert fetch(awaited_from(scene.rose)).reactions == []
    shown = [(line.reaction.text, line.former_text) for line in ProposalSheet.of(str(scene.proposal.pk)).reactions]
    assert shown == [("Moins.", ""), ("Cela me plaît.", "sur la version 1")]


def test_a_smaller_change_is_the_same_text_to_react_to(scene):
    scene.bring_to(State.REACTIONS)
    actions.react(scene.proposal, text="Cela me plaît.", actor=scene.rose)
    actions.next_stage(scene.proposal, actor=scene.ines)
    actions.amend(scene.proposal, text="De 14 h à 16 h.", actor=scene.malo)
    actions.set_aside(scene.proposal, reason="trop tard", actor=scene.ines)
    actions.resume(scene.proposal, actor=scene.ines)
    scene.walk_to(State.REACTIONS)
    with refused("once"):
        actions.react(scene.proposal, text="Encore.", actor=scene.rose)


def test_what_is_sent_back_and_written_anew_is_another_text(scene):
    scene.bring_to(State.REACTIONS)
    actions.react(scene.proposal, text="Cela me plaît.", actor=scene.rose)
    actions.send_back(scene.proposal, reason="à préciser", actor=scene.ines)
    actions.resume(scene.proposal, actor=scene.malo)
    edited = {"title": "Les visites", "need": "le besoin", "process": "consent", "audience": "members"}
    when = scene.proposal.review_on
    actions.edit_proposal(
        scene.proposal,
        text="Le dimanche.",
        facilitator=scene.ines,
        review_on=when,
        is_presented=True,
        actor=scene.malo,
        **edited,
    )
    scene.walk_to(State.REACTIONS)
    assert actions.react(scene.proposal, text="Moins.", actor=scene.rose).version.number == 2


def test_an_amendment_is_a_new_version(scene):
    scene.bring_to(State.AMENDING)
    version = actions.amend(scene.proposal, text="De 14 h à 16 h.", note="l’après-midi", actor=scene.malo)
    assert (version.number, current_version(scene.proposal)) == (2, version)
    assert body("text.amended") == {"proposal": scene.proposal.pk, "version": 2, "substantial": False, "changes": {}}


def test_the_same_text_is_no_amendment(scene):
    scene.bring_to(State.AMENDING)
    with refused("same"):
        actions.amend(scene.proposal, text=f"  {current_version(scene.proposal).text} ", actor=scene.malo)


def test_keeping_the_text_is_told(scene):
    scene.bring_to(State.AMENDING)
    actions.keep_text(scene.proposal, actor=scene.malo)
    assert body("text.kept")["version"] == 1
    assert scene.state == State.AMENDING


def test_a_version_is_never_edited_nor_by_the_database(scene):
    for change in ({"text": "autre"}, {"number": 9}, {"note": "autre"}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Version.objects.update(**change)
    assert current_version(scene.proposal).text.startswith("Les visites")


def test_a_substantial_change_goes_back_to_the_questions(scene):
    scene.bring_to(State.INTEGRATION)
    actions.amend(scene.proposal, text="Tout autre chose.", is_substantial=True, actor=scene.malo)
    assert scene.state == State.CLARIFICATION


def test_each_stage_is_kept_with_its_times(scene):
    scene.bring_to(State.OBJECTIONS)
    stages = list(scene.proposal.stages.all())
    assert [stage.state for stage in stages] == [
        *("draft", "presented", "clarification", "reactions", "amending", "objections"),
    ]
    assert [stage.left_at for stage in stages[:-1]] == [stage.entered_at for stage in stages[1:]]
    assert stages[-1].left_at is None


def test_a_reason_is_kept_with_an_end(scene):
    scene.bring_to(State.SENT_BACK)
    assert scene.proposal.end_reason == "à préciser"
    assert scene.proposal.ended_at is not None


def test_withdrawing_twice_is_too_late(scene):
    actions.withdraw(scene.proposal, actor=scene.malo)
    with refused("stage"):
        actions.withdraw(scene.proposal, actor=scene.malo)


def test_it_is_not_handed_to_the_same_circle(scene):
    scene.bring_to(State.PRESENTED)
    with refused("circle"):
        actions.escalate(scene.proposal, to=scene.circle, reason="ici", actor=scene.ines)


# a facilitator who is gone


@pytest.mark.parametrize("how", ["account closed", "mandate over"])
def test_a_round_that_waits_for_a_facilitator_who_has_left_is_closed_by_whoever_takes_their_place(scene, evening, how):
    actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.malo)
    scene.walk_to(State.OBJECTIONS)
    Proposal.objects.filter(pk=scene.proposal.pk).update(created_at=now() - timedelta(days=30))
    with refused("facilitator"):
        actions.facilitate(scene.proposal, actor=scene.paul)
    for member in (scene.malo, scene.paul, scene.rose):
        actions.take_position(scene.round, kind="consent", actor=member)
    goes(scene.ines, how)
    with refused("proposals.close_round"):
        actions.close_round(scene.round, actor=scene.paul)
    assert actions.facilitate(scene.proposal, actor=scene.paul).facilitator == scene.paul
    with refused("facilitator"):
        actions.facilitate(scene.proposal, actor=scene.rose)
    assert body("facilitator.replaced") == {
        "proposal": scene.proposal.pk,
        "facilitator": scene.paul.pk,
        "former": scene.ines.pk,
    }
    actions.close_round(scene.round, actor=scene.paul)
    assert scene.state == State.ADOPTED


def test_nobody_from_outside_the_circle_facilitates(scene, omar):
    scene.bring_to(State.AMENDING)
    goes(scene.ines, "account closed")
    with refused("proposals.facilitate"):
        actions.facilitate(scene.proposal, actor=omar)


def test_the_page_offers_the_facilitation_once_whoever_had_it_is_gone(scene, client):
    scene.bring_to(State.AMENDING)
    client.force_login(scene.paul)
    address = reverse("proposals:facilitator", args=[scene.proposal.pk])
    page = scene.proposal.get_absolute_url()
    assert address not in client.get(page).content.decode()
    goes(scene.ines, "account closed")
    assert address in client.get(page).content.decode()
    assert client.post(address).status_code == 303
    assert address not in client.get(page).content.decode()


def test_a_stage_takes_in_a_meeting_the_minutes_of_its_circle(scene, evening):
    Circle.objects.update(stage_minutes={"reactions": 12})
    scene.proposal.refresh_from_db()
    scene.bring_to(State.REACTIONS)
    actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.ines)
    proposal = Proposal.objects.get()
    since = now()
    assert length_after(proposal, State.REACTIONS, since) == since + timedelta(minutes=12)
    assert length_after(proposal, State.AMENDING, since) == since + timedelta(minutes=2)
    assert "environ 12 minutes" in next_words(proposal, None)


@pytest.mark.parametrize(
    ("minutes", "french", "english"),
    [(1, "en 1 minute environ", "in about 1 minute."), (2, "en 2 minutes environ", "in about 2 minutes.")],
)
def test_one_minute_is_told_in_the_singular(scene, minutes, french, english):
    Circle.objects.update(stage_minutes={"presented": minutes})
    scene.bring_to(State.PRESENTED)
    proposal = Proposal.objects.get()
    assert french in next_words(proposal, None)
    with override("en"):
        assert english in next_words(proposal, None)
