"""A proposal handed on to another circle: taken on whole, sent back, or back by itself."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from commissions.models import Circle, Mandate
from journal.clock import telling
from members.models import Member
from members.panels import waiting_for
from proposals import actions
from proposals.deadlines import Calendar, days_after, to_the_hour
from proposals.due import return_unanswered
from proposals.models import Handing, Proposal
from proposals.process import State
from proposals.queries import asked_to_facilitate, current_version, handed_to, proposals_for, stand_ins, to_answer_by
from proposals.queries.deadlines import stage_of
from tests.conftest import person
from tests.proposals.told import body, verbs
from tests.refusals import refused


@pytest.fixture
def lucie(vie_quotidienne):
    return person("Lucie", vie_quotidienne)


def hand_on(scene, circle, **more):
    return actions.escalate(scene.proposal, to=circle, reason="c’est leur travail", actor=scene.ines, **more)


def test_it_waits_for_the_other_circle_and_nobody_has_a_draft(scene, vie_quotidienne, lucie):
    scene.bring_to(State.REACTIONS)
    handing = hand_on(scene, vie_quotidienne)
    assert (scene.state, handing.former_state) == (State.HANDED, State.REACTIONS)
    assert handing.ends_at == to_the_hour(days_after(timezone.localtime(handing.handed_at), 7, Calendar()))
    assert Proposal.objects.count() == 1
    (asked,) = waiting_for(lucie)
    assert (asked.kind, asked.due) == ("handed", Handing.objects.get().ends_at)


def test_the_other_circle_takes_it_on_whole(scene, vie_quotidienne, lucie):
    scene.bring_to(State.CLARIFICATION)
    question = actions.ask(scene.proposal, text="Qui ouvre ?", actor=scene.rose)
    actions.answer(question, text="Deux volontaires.", actor=scene.malo)
    actions.ask(scene.proposal, text="Et en août ?", actor=scene.paul)
    hand_on(scene, vie_quotidienne)
    copy = actions.accept_handed(scene.proposal, actor=lucie)
    assert scene.state == State.ESCALATED
    assert (copy.state, copy.circle, copy.author) == (State.PRESENTED, vie_quotidienne, scene.malo)
    assert (copy.facilitator, copy.facilitator_since) == (scene.ines, None)
    assert list(asked_to_facilitate(scene.ines)) == [copy]
    assert current_version(copy).text == current_version(scene.proposal).text
    assert [(one.text, one.answer) for one in copy.questions.all()] == [
        ("Qui ouvre ?", "Deux volontaires."),
        ("Et en août ?", ""),
    ]
    assert body("proposal.taken_on") == {"proposal": copy.pk, "origin": scene.proposal.pk, "facilitator": scene.ines.pk}


def test_every_version_goes_with_it(scene, vie_quotidienne, lucie):
    scene.bring_to(State.AMENDING)
    actions.amend(scene.proposal, text="De 14 h à 16 h.", note="l’après-midi", actor=scene.malo)
    hand_on(scene, vie_quotidienne)
    copy = actions.accept_handed(scene.proposal, actor=lucie)
    assert [(one.number, one.note) for one in copy.versions.all()] == [(1, ""), (2, "l’après-midi")]


def test_comments_and_suggested_edits_go_with_it_to_the_same_words(scene, vie_quotidienne, lucie):
    scene.bring_to(State.AMENDING)
    place = {"version": 1, "start": 20, "end": 38}
    taken = actions.suggest_edit(
        scene.proposal, **place, replacement="chaque samedi", reason="on le verra mieux", actor=scene.rose
    )
    settled = actions.comment_passage(scene.proposal, version=1, start=0, end=11, text="Les nôtres ?", actor=scene.paul)
    actions.settle_comment(settled, actor=scene.malo)
    actions.take_edit(taken, actor=scene.malo)
    place = {"version": 2, "start": 20, "end": 33}
    comment = actions.comment_passage(scene.proposal, **place, text="Et en août ?", actor=scene.rose)
    actions.reply_to_comment(comment, text="Aussi.", actor=scene.malo)
    actions.suggest_edit(scene.proposal, **place, replacement="le dimanche", reason="le marché", actor=scene.paul)
    hand_on(scene, vie_quotidienne)
    copy = actions.accept_handed(scene.proposal, actor=lucie)
    first, second = copy.versions.all()
    settled, comment = copy.comments.all()
    assert (settled.text, settled.settled_by, settled.first_version, settled.version) == (
        *("Les nôtres ?", scene.malo, first, second),
    )
    assert (comment.text, comment.member, comment.version, comment.passage.of(second.text)) == (
        *("Et en août ?", scene.rose, second, "chaque samedi"),
    )
    assert [(reply.member, reply.text) for reply in comment.replies.all()] == [(scene.malo, "Aussi.")]
    edits = [(one.member, one.status, one.version, one.ended_in) for one in copy.suggested_edits.order_by("pk")]
    assert edits == [(scene.rose, "taken", first, second), (scene.paul, "open", second, None)]
    assert scene.proposal.comments.count() == scene.proposal.suggested_edits.count() == 2


def test_the_author_answers_a_suggested_edit_in_the_other_circle(scene, vie_quotidienne, lucie):
    scene.bring_to(State.CLARIFICATION)
    place = {"version": 1, "start": 20, "end": 38}
    actions.suggest_edit(
        scene.proposal, **place, replacement="chaque samedi", reason="on le verra mieux", actor=scene.rose
    )
    hand_on(scene, vie_quotidienne)
    copy = actions.accept_handed(scene.proposal, actor=lucie)
    assert [(waiting.kind, waiting.about) for waiting in waiting_for(scene.malo)] == [("edit", copy.topic)]
    actions.refuse_edit(copy.suggested_edits.get(), reason="trop souvent", actor=scene.malo)
    assert copy.suggested_edits.get().status == "refused"


def test_it_is_sent_back_with_a_reason_to_where_it_stood(scene, vie_quotidienne, lucie):
    scene.bring_to(State.REACTIONS)
    hand_on(scene, vie_quotidienne)
    with refused("reason"):
        actions.return_handed(scene.proposal, actor=lucie)
    actions.return_handed(scene.proposal, reason="pas chez nous", actor=lucie)
    assert scene.state == State.REACTIONS
    assert verbs()[-1] == "proposal.returned"
    assert Handing.objects.get().answer_reason == "pas chez nous"


def test_it_comes_back_with_the_time_that_was_left_and_the_extension_that_was_used(scene, vie_quotidienne, lucie):
    with telling(datetime(2026, 11, 30, 18, tzinfo=UTC)):
        scene.bring_to(State.CLARIFICATION)
        actions.extend_stage(scene.proposal, actor=scene.ines)
    with telling(datetime(2026, 12, 6, 18, tzinfo=UTC)):
        actions.escalate(scene.proposal, to=vie_quotidienne, reason="leur travail", actor=scene.ines)
    with telling(datetime(2026, 12, 9, 18, tzinfo=UTC)):
        actions.return_handed(scene.proposal, reason="non", actor=lucie)
        with refused("twice"):
            actions.extend_stage(scene.proposal, actor=scene.malo)
    stage = stage_of(scene.proposal)
    assert (scene.state, stage.extended_by) == (State.CLARIFICATION, scene.ines)
    assert stage.ends_at == datetime(2026, 12, 11, 18, tzinfo=UTC)


def test_a_round_that_was_open_is_asked_again_once_it_is_back(scene, vie_quotidienne, lucie):
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "consent")
    hand_on(scene, vie_quotidienne)
    actions.return_handed(scene.proposal, reason="pas chez nous", actor=lucie)
    assert (scene.state, scene.round.outcome) == (State.AMENDING, "abandoned")
    actions.open_round(scene.proposal, actor=scene.ines)
    assert scene.state == State.OBJECTIONS


def test_silence_sends_it_back_and_not_before_its_time(scene, vie_quotidienne):
    scene.bring_to(State.REACTIONS)
    hand_on(scene, vie_quotidienne)
    return_unanswered()
    assert scene.state == State.HANDED
    with telling(Handing.objects.get().ends_at):
        return_unanswered()
        return_unanswered()
    assert (scene.state, verbs().count("proposal.not_taken")) == (State.REACTIONS, 1)


def test_the_days_that_its_rules_leave_out_do_not_count(scene, vie_quotidienne):
    Circle.objects.filter(pk=vie_quotidienne.pk).update(skips_weekends=True)
    scene.bring_to(State.REACTIONS)
    vie_quotidienne.refresh_from_db()
    handing = hand_on(scene, vie_quotidienne)
    workdays = Calendar(skips_weekends=True)
    assert handing.ends_at == to_the_hour(days_after(timezone.localtime(handing.handed_at), 7, workdays))


def test_once_the_time_is_over_nobody_takes_it_on_before_the_clock_comes(scene, vie_quotidienne, lucie):
    scene.bring_to(State.REACTIONS)
    handing = hand_on(scene, vie_quotidienne)
    with telling(handing.ends_at):
        with refused("over"):
            actions.accept_handed(scene.proposal, actor=lucie)
        return_unanswered()
    assert (scene.state, Proposal.objects.count()) == (State.REACTIONS, 1)


def test_what_is_withdrawn_meanwhile_waits_for_nobody(scene, vie_quotidienne, lucie):
    scene.bring_to(State.REACTIONS)
    hand_on(scene, vie_quotidienne)
    actions.withdraw(scene.proposal, actor=scene.malo)
    assert (scene.state, list(to_answer_by(lucie)), list(handed_to(vie_quotidienne))) == (State.WITHDRAWN, [], [])
    handing = Handing.objects.get()
    assert (handing.answered_at is None, handing.answered_by, handing.is_accepted) == (False, None, None)
    with refused("proposals.accept"):
        actions.accept_handed(scene.proposal, actor=lucie)


def test_whoever_coordinates_answers_where_somebody_does(scene, vie_quotidienne, lucie):
    hugo = person("Hugo", vie_quotidienne)
    Mandate.objects.filter(member=hugo).update(role=Mandate.Role.COORDINATOR)
    scene.bring_to(State.PRESENTED)
    hand_on(scene, vie_quotidienne)
    with refused("proposals.accept"):
        actions.accept_handed(scene.proposal, actor=lucie)
    assert waiting_for(lucie) == []
    copy = actions.accept_handed(scene.proposal, actor=hugo)
    assert stand_ins(copy) == [hugo]


def test_whoever_takes_it_on_is_asked_where_the_facilitator_has_closed_their_account(scene, vie_quotidienne, lucie):
    scene.bring_to(State.PRESENTED)
    hand_on(scene, vie_quotidienne)
    Member.objects.filter(pk=scene.ines.pk).update(is_active=False)
    copy = actions.accept_handed(scene.proposal, actor=lucie)
    assert (copy.facilitator, copy.facilitator_since is None) == (lucie, False)


def test_its_own_circle_does_not_answer_for_the_other(scene, vie_quotidienne):
    scene.bring_to(State.PRESENTED)
    hand_on(scene, vie_quotidienne)
    for member in (scene.ines, scene.malo, scene.rose):
        with refused("proposals.accept"):
            actions.accept_handed(scene.proposal, actor=member)


def test_a_persons_situation_is_read_by_the_circle_that_is_asked_meanwhile(scene, vie_quotidienne, lucie, omar):
    Proposal.objects.update(audience="circle")
    scene.proposal.refresh_from_db()
    scene.bring_to(State.PRESENTED)
    assert list(proposals_for(lucie)) == []
    hand_on(scene, vie_quotidienne)
    assert list(proposals_for(lucie)) == [scene.proposal]
    actions.return_handed(scene.proposal, reason="pas chez nous", actor=lucie)
    assert list(proposals_for(lucie)) == []


def test_what_it_replaces_goes_with_it(scene, vie_quotidienne, lucie):
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer()
    decision = scene.proposal.decision
    again = actions.write_proposal(
        scene.circle,
        title="Fermer",
        text="Plus de visites.",
        need="Personne ne vient.",
        facilitator=scene.ines,
        review_on=scene.proposal.review_on,
        replaces=decision,
        is_repeal=True,
        is_presented=True,
        actor=scene.malo,
    )
    actions.escalate(again, to=vie_quotidienne, reason="à eux", actor=scene.ines)
    copy = actions.accept_handed(again, actor=lucie)
    assert (copy.replaces, copy.is_repeal) == (decision, True)


def test_both_pages_say_where_it_is(scene, vie_quotidienne, lucie, client):
    scene.bring_to(State.PRESENTED)
    hand_on(scene, vie_quotidienne)
    client.force_login(lucie)
    page = client.get(reverse("proposals:proposal", args=[scene.proposal.pk])).content.decode()
    assert "Inès demande au cercle Vie Quotidienne de la prendre en charge" in page
    assert "La prendre en charge" in page
    circle = client.get(vie_quotidienne.get_absolute_url()).content.decode()
    assert "transmise par le cercle CA, à prendre en charge ou à renvoyer" in circle
    client.post(reverse("proposals:acceptance", args=[scene.proposal.pk]), {"confirmed": "1"})
    copy = Proposal.objects.get(circle=vie_quotidienne)
    page = client.get(reverse("proposals:proposal", args=[scene.proposal.pk])).content.decode()
    assert f'href="{copy.get_absolute_url()}"' in page
