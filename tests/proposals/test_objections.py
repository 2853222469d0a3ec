"""What becomes of an objection: three ends, and none of them by the author or the facilitator alone."""

from datetime import timedelta

import pytest
from django.urls import reverse

from commissions.models import Circle, Mandate
from journal.clock import now, telling
from journal.topics import kinds
from members.models import Member
from proposals import actions
from proposals.due import conclude_requests
from proposals.models import CircleAgreement, Decision, Objection, Proposal, Round
from proposals.occasions import Occasion
from proposals.process import State
from proposals.queries import carried_by
from tests.conftest import person
from tests.proposals.scene import REASON
from tests.proposals.told import body, everything, verbs
from tests.refusals import code_of, refused
from votes.models import Gathering, Presence
from web.models import Draft


@pytest.fixture
def examined(scene):
    """Rose alone objects to version 1; everybody else consents."""
    scene.bring_to(State.EXAMINATION)
    return scene


def test_lifted_by_its_author_adopts_and_asks_nobody_again(examined):
    actions.lift_objection(examined.objection, actor=examined.rose)
    assert (examined.state, examined.objection.end) == (State.ADOPTED, "lifted")
    decision = Decision.objects.get()
    assert decision.text == "Les visites ouvrent un samedi sur deux, de 10 h à 12 h."
    assert carried_by(decision) == []
    assert verbs()[-2:] == ["objection.ended", "decision.recorded"]


def test_lifting_twice_changes_nothing(examined):
    actions.lift_objection(examined.objection, actor=examined.rose)
    told = verbs()
    actions.lift_objection(examined.objection, actor=examined.rose)
    assert verbs() == told


def test_turned_into_a_concern_the_decision_carries_it(examined):
    actions.concede_objection(examined.objection, actor=examined.rose)
    (carried,) = carried_by(Decision.objects.get())
    assert (carried.kind, carried.person, carried.text) == ("concern", examined.rose, REASON["consequence"])


@pytest.mark.parametrize("name", ["malo", "ines", "paul"])
def test_nobody_else_lifts_it(examined, name):
    with refused("proposals.lift"):
        actions.lift_objection(examined.objection, actor=getattr(examined, name))
    with refused("proposals.concede"):
        actions.concede_objection(examined.objection, actor=getattr(examined, name))
    assert examined.state == State.EXAMINATION


def test_while_another_stands_it_stays_under_examination(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer(rose="objection", paul="objection")
    first = Objection.objects.get(position__member=scene.rose)
    actions.lift_objection(first, actor=scene.rose)
    assert scene.state == State.EXAMINATION
    actions.lift_objection(Objection.objects.get(position__member=scene.paul), actor=scene.paul)
    assert scene.state == State.ADOPTED


def test_one_that_still_stands_sends_the_text_to_be_improved(examined):
    actions.next_stage(examined.proposal, actor=examined.ines)
    assert examined.state == State.INTEGRATION


def test_lifted_after_a_new_version_everybody_is_asked_all_the_same(examined):
    actions.suggest(examined.objection, text="À deux.", actor=examined.rose)
    actions.next_stage(examined.proposal, actor=examined.ines)
    actions.amend(examined.proposal, text="À deux personnes.", actor=examined.malo)
    actions.lift_objection(examined.objection, actor=examined.rose)
    assert (examined.state, examined.objection.end) == (State.INTEGRATION, "lifted")
    actions.open_round(examined.proposal, actor=examined.ines)
    examined.all_answer()
    assert examined.state == State.ADOPTED


def test_lifted_in_integration_on_the_same_text_it_is_adopted(examined):
    actions.next_stage(examined.proposal, actor=examined.ines)
    actions.lift_objection(examined.objection, actor=examined.rose)
    assert examined.state == State.ADOPTED


def test_the_quorum_counts_when_objections_have_ended(scene):
    """Two positions of the three needed: extended once, then set aside."""
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection")
    scene.answers("paul", "consent")
    scene.let_time_pass()
    actions.lift_objection(scene.objection, actor=scene.rose)
    assert (scene.state, verbs()[-1]) == (State.OBJECTIONS, "round.extended")
    scene.let_time_pass()
    assert scene.state == State.SET_ASIDE


def test_an_extension_already_used_sets_aside_at_the_end_of_the_examination(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.answers("paul", "consent")
    scene.let_time_pass()
    scene.answers("rose", "objection")
    scene.let_time_pass()
    actions.lift_objection(scene.objection, actor=scene.rose)
    assert (scene.state, scene.round.outcome) == (State.SET_ASIDE, "set_aside")


# its reason


def test_without_its_reason_it_stands_all_the_same(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection", reason={})
    for name in ("ines", "malo", "paul", "zoe"):
        scene.answers(name, "consent")
    assert scene.state == State.EXAMINATION
    assert not scene.objection.is_worded


def test_whoever_facilitates_helps_to_write_it(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection", reason={})
    scene.let_time_pass()
    actions.word_objection(scene.objection, reason=REASON, actor=scene.ines)
    assert scene.objection.is_worded
    with refused("worded"):
        actions.word_objection(scene.objection, reason={**REASON, "fact": "rien"}, actor=scene.ines)
    actions.word_objection(scene.objection, reason={**REASON, "fact": "vu hier"}, actor=scene.rose)
    assert scene.objection.fact == "vu hier"
    assert verbs().count("objection.worded") == 2


def test_an_unknown_kind_of_difficulty_is_refused(examined):
    with refused("objection_kind"):
        actions.word_objection(examined.objection, reason={**REASON, "kind": "invalid"}, actor=examined.rose)


def test_the_objector_suggests_first(examined):
    actions.suggest(examined.objection, text="À deux, toujours.", actor=examined.rose)
    assert examined.objection.suggestion == "À deux, toujours."
    with refused("proposals.suggest"):
        actions.suggest(examined.objection, text="Rien.", actor=examined.malo)


def integrated(scene):
    """Rose objects without a suggestion; the text is to be improved."""
    scene.bring_to(State.EXAMINATION)
    actions.next_stage(scene.proposal, actor=scene.ines)
    return scene


def amend(scene):
    return actions.amend(scene.proposal, text="À deux personnes.", actor=scene.malo)


def waits(scene) -> bool:
    return code_of(amend, scene) == "suggestion"


def test_the_author_amends_once_the_objector_has_suggested(scene):
    assert waits(integrated(scene))
    actions.suggest(scene.objection, text="À deux.", actor=scene.rose)
    assert amend(scene).number == 2


def test_or_has_passed(scene):
    assert waits(integrated(scene))
    actions.suggest_nothing(scene.objection, actor=scene.rose)
    actions.suggest_nothing(scene.objection, actor=scene.rose)
    assert verbs().count("objection.passed") == 1
    assert amend(scene).number == 2


@pytest.mark.parametrize(("in_meeting", "length"), [(True, timedelta(minutes=1)), (False, timedelta(days=2))])
def test_or_has_let_the_time_go_by(scene, evening, in_meeting, length):
    if in_meeting:
        actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.malo)
        scene.walk_to(State.EXAMINATION)
        actions.next_stage(scene.proposal, actor=scene.ines)
    else:
        integrated(scene)
    entered = scene.proposal.stages.get(left_at=None).entered_at
    with telling(entered + length - timedelta(seconds=1)):
        assert waits(scene)
    with telling(entered + length):
        assert amend(scene).number == 2


def test_or_has_left(scene):
    integrated(scene)
    Member.objects.filter(pk=scene.rose.pk).update(is_active=False)
    assert amend(scene).number == 2


def test_each_objector_is_waited_for(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.all_answer(rose="objection", paul="objection")
    actions.next_stage(scene.proposal, actor=scene.ines)
    actions.suggest_nothing(Objection.objects.get(position__member=scene.rose), actor=scene.rose)
    assert waits(scene)
    actions.lift_objection(Objection.objects.get(position__member=scene.paul), actor=scene.paul)
    assert amend(scene).number == 2


def test_what_the_author_typed_meanwhile_stays_on_the_page(scene, client):
    client.force_login(integrated(scene).malo)
    page = client.get(scene.proposal.get_absolute_url()).content.decode()
    address = reverse("proposals:amendment", args=[scene.proposal.pk])
    assert address not in page
    assert "Rose propose d’abord une voie" in page
    answer = client.post(address, {"text": "À deux personnes, en alternance."})
    assert answer.status_code == 422
    assert "À deux personnes, en alternance." in answer.content.decode()


# by the circle


def agree(scene, *names, agrees=True):
    for name in names:
        actions.answer_circle(scene.request, agrees=agrees, actor=getattr(scene, name))


def refusal(scene) -> str:
    return code_of(scene.ask_circle)


def leaves(member):
    Mandate.objects.filter(member=member).delete()


def test_the_circle_carries_it_when_each_other_agrees_by_name(examined):
    examined.ask_circle()
    agree(examined, "ines", "malo", "paul")
    assert examined.state == State.EXAMINATION
    agree(examined, "zoe")
    assert (examined.objection.end, examined.state) == ("circle", State.ADOPTED)
    others = sorted(member.pk for member in examined.members if member != examined.rose)
    assert body("circle.asked")["asked"] == others
    assert body("objection.carried") == {
        "proposal": examined.proposal.pk,
        "objection": examined.objection.pk,
        "objector": examined.rose.pk,
        "agreed": others,
    }
    assert [one.kind for one in carried_by(Decision.objects.get())] == ["concern"]


def test_one_refusal_and_it_stands(examined):
    examined.ask_circle()
    agree(examined, "ines", "malo")
    agree(examined, "paul", agrees=False)
    assert (examined.objection.end, examined.state, verbs()[-1]) == ("", State.EXAMINATION, "circle.refused")
    with refused("ended"):
        agree(examined, "zoe")


def test_the_circle_is_asked_once(examined):
    examined.ask_circle()
    agree(examined, "paul", agrees=False)
    assert refusal(examined) == "asked"


def test_its_objector_is_not_asked(examined):
    examined.ask_circle()
    assert not CircleAgreement.objects.filter(member=examined.rose).exists()
    with refused("proposals.agree"):
        agree(examined, "rose")


def test_it_is_tested_aloud_before_the_circle_is_asked(examined):
    with refused("untested"):
        actions.ask_circle(examined.objection, actor=examined.ines)
    actions.test_aloud(examined.objection, shows_harm=True, shows_better_way=False, actor=examined.ines)
    assert body("objection.tested") == {
        "proposal": examined.proposal.pk,
        "objection": examined.objection.pk,
        "harm": True,
        "better_way": False,
    }
    actions.ask_circle(examined.objection, actor=examined.ines)
    assert examined.objection.stands


def test_neither_author_nor_facilitator_removes_one_with_nobody_else(scene):
    """Rose objects, Malo proposes, Inès facilitates, and Paul alone besides them took a position."""
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection")
    for name in ("ines", "malo", "paul"):
        scene.answers(name, "consent")
    scene.let_time_pass()
    assert refusal(scene) == "few"
    assert scene.objection.stands


def test_whoever_asks_for_the_circle_is_no_witness_either(scene):
    """In a meeting, whoever conducts it facilitates: they do not count as the second voice."""

    class MeetingOfPaul(Occasion):
        def conducts(self, person, pk):
            return person == scene.paul

    with kinds.replaced({**kinds, "meeting": MeetingOfPaul()}):
        actions.put_to_meeting(scene.proposal, occasion="meeting:1", actor=scene.malo)
        scene.walk_to(State.EXAMINATION)
        actions.test_aloud(scene.objection, shows_harm=False, shows_better_way=False, actor=scene.paul)
        with refused("few"):
            actions.ask_circle(scene.objection, actor=scene.paul)


def test_in_a_circle_of_three_it_ends_by_its_objector_only_and_the_page_says_so(scene, client):
    for member in (scene.paul, scene.zoe):
        leaves(member)
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection")
    for name in ("ines", "malo"):
        scene.answers(name, "consent")
    assert (scene.state, refusal(scene)) == (State.EXAMINATION, "few")
    client.force_login(scene.ines)
    page = client.get(scene.proposal.get_absolute_url()).content.decode()
    assert "au moins deux personnes doivent être d’accord" in page
    assert reverse("proposals:circle", args=[scene.objection.pk]) not in page


def test_without_the_quorum_of_positions_the_circle_is_not_asked(scene):
    scene.bring_to(State.OBJECTIONS)
    Round.objects.update(quorum=5)
    scene.answers("rose", "objection")
    for name in ("malo", "paul", "zoe"):
        scene.answers(name, "consent")
    scene.let_time_pass()
    assert refusal(scene) == "quorum"


def test_who_took_no_position_or_has_left_is_not_asked(scene):
    scene.bring_to(State.OBJECTIONS)
    one_more = person("Ali", scene.circle)
    scene.answers("rose", "objection")
    for name in ("ines", "malo", "paul", "zoe"):
        scene.answers(name, "consent")
    leaves(scene.ines)
    Member.objects.filter(pk=scene.malo.pk).update(is_active=False)
    scene.ines = one_more  # whoever facilitates by now
    Proposal.objects.update(facilitator=one_more)
    scene.ask_circle()
    assert set(CircleAgreement.objects.values_list("member__name", flat=True)) == {"Paul", "Zoé"}


def test_who_leaves_meanwhile_neither_agrees_nor_stands_in_the_way(examined):
    examined.ask_circle()
    leaves(examined.ines)
    with refused("proposals.agree"):
        agree(examined, "ines")
    agree(examined, "malo", "paul", "zoe")
    assert examined.objection.end == "circle"


def test_those_who_agree_and_have_left_are_no_voices(examined):
    """Paul agreed and left: Zoé alone is left besides the author and whoever facilitates."""
    examined.ask_circle()
    agree(examined, "ines", "malo", "paul")
    leaves(examined.paul)
    agree(examined, "zoe")
    assert examined.objection.stands


@pytest.mark.parametrize(("in_meeting", "length"), [(True, timedelta(minutes=5)), (False, timedelta(days=3))])
def test_silence_when_the_time_is_over_is_a_refusal(scene, evening, in_meeting, length):
    if in_meeting:
        actions.put_to_meeting(scene.proposal, occasion=evening, actor=scene.malo)
        scene.walk_to(State.EXAMINATION)
    else:
        scene.bring_to(State.EXAMINATION)
    request = scene.ask_circle()
    assert request.ends_at - request.asked_at == length
    agree(scene, "ines", "malo", "paul")
    with telling(request.ends_at - timedelta(seconds=1)):
        conclude_requests()
        assert scene.request.ended_at is None
    with telling(request.ends_at):
        with refused("ended"):
            agree(scene, "zoe")
        conclude_requests()
        conclude_requests()
    assert (scene.request.agreed, scene.objection.end, scene.state) == (False, "", State.EXAMINATION)
    assert verbs().count("circle.refused") == 1


def test_when_the_last_silent_one_has_left_the_end_of_the_time_carries_it(examined):
    request = examined.ask_circle()
    agree(examined, "malo", "paul", "zoe")
    leaves(examined.ines)
    with telling(request.ends_at):
        conclude_requests()
    assert (examined.objection.end, examined.state) == ("circle", State.ADOPTED)


def test_going_on_without_an_answer_is_a_refusal(examined):
    examined.ask_circle()
    agree(examined, "ines", "malo", "paul")
    actions.next_stage(examined.proposal, actor=examined.ines)
    assert (examined.request.agreed, examined.objection.end) == (False, "")


def test_a_circle_may_forbid_it(examined):
    Circle.objects.update(allows_circle_to_lift=False)
    assert refusal(examined) == "forbidden"


def test_agreeing_twice_counts_once(examined):
    examined.ask_circle()
    agree(examined, "paul", "paul")
    assert verbs().count("circle.answered") == 1


def test_its_objector_may_still_lift_it_meanwhile(examined):
    examined.ask_circle()
    actions.lift_objection(examined.objection, actor=examined.rose)
    assert (examined.objection.end, examined.request.agreed) == ("lifted", False)


def test_those_in_the_room_are_not_all_who_are_asked(scene):
    """Zoé went home: she took a position on this version, so she is asked."""
    actions.put_to_meeting(scene.proposal, occasion="meeting:1", actor=scene.malo)
    scene.walk_to(State.EXAMINATION)
    gathering = Gathering.objects.create(owner="meeting:1", opened_at=now())
    for member in (scene.ines, scene.rose, scene.paul):
        Presence.objects.create(
            gathering=gathering,
            member=member,
            arrived_at=now(),
            marked_by=member,
            confirmed_by=member,
            confirmed_at=now(),
        )
    scene.ask_circle()
    asked = set(CircleAgreement.objects.values_list("member__name", flat=True))
    assert asked == {"Inès", "Malo", "Paul", "Zoé"}


@pytest.mark.parametrize("before", [State.EXAMINATION, State.INTEGRATION])
@pytest.mark.parametrize("end", ["set_aside", "send_back"])
def test_an_objection_that_stands_is_not_walked_around(scene, before, end):
    """Set aside or sent back, and taken up again: on the same text nobody is asked without its objector."""
    scene.bring_to(before)
    getattr(actions, end)(scene.proposal, reason="Plus tard.", actor=scene.ines)
    actions.resume(scene.proposal, actor=scene.malo)
    if scene.state == State.DRAFT:
        actions.present(scene.proposal, actor=scene.malo)
    for _stage in (State.CLARIFICATION, State.REACTIONS, State.AMENDING):
        actions.next_stage(scene.proposal, actor=scene.ines)

    with refused("version"):
        actions.open_round(scene.proposal, actor=scene.ines)

    assert not Decision.objects.exists()
    actions.amend(scene.proposal, text="Un samedi par mois.", note="Moins souvent.", actor=scene.malo)
    round = actions.open_round(scene.proposal, actor=scene.ines)
    assert round.version.number == 2


def test_an_objection_is_not_walked_around_by_a_vote_that_the_rules_do_not_allow(scene):
    """Sent back, the text becomes a draft; how it is decided stays."""
    scene.bring_to(State.EXAMINATION)
    actions.send_back(scene.proposal, reason="à préciser", actor=scene.ines)
    proposal = actions.resume(scene.proposal, actor=scene.malo)
    draft = {name: getattr(proposal, name) for name in ("title", "need", "facilitator", "review_on", "audience")}

    with refused(process="objected"):
        actions.edit_proposal(proposal, text="Oui.", process="majority", actor=scene.malo, **draft)

    actions.edit_proposal(proposal, text="Oui.", process="consent", actor=scene.malo, **draft)
    assert proposal.versions.count() == 2


@pytest.mark.parametrize("kind", ["consent", "objection"])
def test_a_round_that_was_abandoned_tells_nobody_that_somebody_objected(scene, kind):
    """Neither by what is refused afterwards: everybody is asked again, on the same text, by the same acts."""
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", kind)
    actions.send_back(scene.proposal, reason="à préciser", actor=scene.ines)
    proposal = actions.resume(scene.proposal, actor=scene.malo)
    draft = {name: getattr(proposal, name) for name in ("title", "need", "facilitator", "review_on", "audience")}
    text = proposal.versions.get().text
    for process in ("majority", "consent"):
        actions.edit_proposal(proposal, text=text, process=process, actor=scene.malo, **draft)
    actions.present(scene.proposal, actor=scene.malo)
    for _stage in (State.CLARIFICATION, State.REACTIONS, State.AMENDING):
        actions.next_stage(scene.proposal, actor=scene.ines)

    assert actions.open_round(scene.proposal, actor=scene.ines).number == 2


def test_an_objection_of_a_round_that_was_opened_again_is_there_for_nobody_before_its_close(scene, client):
    """Its first positions were shown together; what is answered since is not, to whoever facilitates neither."""
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection")
    scene.answers("paul", "consent")
    scene.let_time_pass()
    actions.lift_objection(scene.objection, actor=scene.rose)
    scene.answers("zoe", "objection")
    client.force_login(scene.ines)
    address = reverse("proposals:wording", args=[Objection.objects.latest("pk").pk])

    assert client.get(address).status_code == 404
    for name in ("ines", "malo"):
        scene.answers(name, "consent")

    assert scene.state == State.EXAMINATION
    assert client.get(address).status_code == 200


def test_whoever_consents_after_all_and_objects_again_finds_their_words(scene, client):
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection")
    scene.answers("rose", "consent")
    assert not Objection.objects.exists()
    assert REASON["consequence"] not in everything()
    place = reverse("proposals:objection", args=[scene.round.pk])
    client.force_login(scene.rose)
    form = client.get(place).content.decode()
    assert all(REASON[part] in form for part in ("consequence", "fact", "aim"))
    client.force_login(scene.paul)
    assert REASON["fact"] not in client.get(place).content.decode()  # hers alone


def test_what_was_written_is_not_kept_where_nothing_was(scene):
    scene.bring_to(State.OBJECTIONS)
    scene.answers("rose", "objection", reason={})
    scene.answers("rose", "consent")
    assert not Draft.objects.exists()
