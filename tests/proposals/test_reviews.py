"""A decision is looked at again: at its day, in a meeting, or because of a new fact."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from commissions.changes import NOTHING, Change
from commissions.models import Circle, Mandate
from journal.actions import action
from journal.clock import telling
from journal.topics import kinds
from members.combined_reads import fetch
from members.models import Notification
from proposals import actions, due
from proposals.actions.register import enter_in_register, enter_proposal
from proposals.deadlines import Calendar, days_after, to_the_hour
from proposals.models import Decision, Proposal, ReopeningRequest, Review
from proposals.notifications import answered_reopenings
from proposals.occasions import Occasion
from proposals.panels import days_to_choose, to_decide_anew, to_look_at_again
from proposals.process import State
from proposals.queries import asked_to_facilitate, life_of, standing_of
from tests.proposals.test_register import adopt
from tests.proposals.told import body, verbs
from tests.refusals import refused

Standing = Decision.Standing


@pytest.fixture
def decision(scene):
    """Malo's, whose day has come."""
    decision = adopt(scene, "Les visites")
    Decision.objects.update(next_review_on=timezone.localdate())
    decision.refresh_from_db()
    return decision


@pytest.fixture
def review(decision) -> Review:
    due.open_reviews()
    return Review.objects.get()


def let_time_go_by(review):
    Review.objects.filter(pk=review.pk).update(ends_at=timezone.now() - timedelta(minutes=1))
    due.conclude_reviews()
    review.refresh_from_db()
    review.decision.refresh_from_db()


def test_the_clock_asks_the_circle_at_its_day_once(scene, decision):
    Decision.objects.update(next_review_on=timezone.localdate() + timedelta(days=1))
    due.open_reviews()
    assert not Review.objects.exists()
    Decision.objects.update(next_review_on=timezone.localdate())
    due.open_reviews()
    due.open_reviews()
    review = Review.objects.get()
    assert review.ends_at == to_the_hour(days_after(timezone.localtime(review.opened_at), 5, Calendar()))
    assert sorted(review.electors.values_list("member", flat=True)) == sorted(one.pk for one in scene.members)
    assert verbs().count("review.opened") == 1
    with refused("proposals.conclude_review"):
        actions.open_review(decision, actor=scene.malo)


def test_the_circle_s_rules_say_how_long_it_has(decision):
    Circle.objects.update(stage_days={"review": 9}, skips_weekends=True)
    due.open_reviews()
    review, workdays = Review.objects.get(), Calendar(skips_weekends=True)
    assert review.ends_at == to_the_hour(days_after(timezone.localtime(review.opened_at), 9, workdays))
    assert review.ends_at - review.opened_at >= timedelta(days=11)


def test_it_waits_for_each_until_they_answer(scene, review):
    (waiting,) = fetch(to_look_at_again(scene.rose))
    assert (waiting.kind, waiting.due) == ("review", review.ends_at)
    actions.answer_review(review, choice="keep", actor=scene.rose)
    assert (fetch(to_look_at_again(scene.rose)), len(fetch(to_look_at_again(scene.paul)))) == ([], 1)


def test_nobody_asks_otherwise_and_it_is_kept(scene, review):
    actions.answer_review(review, choice="keep", actor=scene.rose)
    let_time_go_by(review)
    today = timezone.localdate()
    assert (review.outcome, review.next_on) == ("kept", today + timedelta(days=30))
    assert review.decision.next_review_on == review.next_on
    assert body("review.closed")["answers"] == [[scene.rose.pk, "keep"]]
    due.conclude_reviews()
    due.open_reviews()
    assert verbs().count("review.closed") == 1


def test_what_was_kept_is_renewed_in_the_register(scene, review):
    let_time_go_by(review)
    decision, today = review.decision, timezone.localdate()
    Decision.objects.update(next_review_on=decision.review_on + timedelta(days=9))
    decision.refresh_from_db()
    assert decision.standing(today) == Standing.RENEWED
    assert list(standing_of(Decision.objects.all(), Standing.RENEWED, today)) == [decision]
    assert not standing_of(Decision.objects.all(), Standing.IN_FORCE, today).exists()
    later = decision.next_review_on
    assert decision.standing(later) == Standing.TO_REVIEW
    assert list(standing_of(Decision.objects.all(), Standing.TO_REVIEW, later)) == [decision]


def test_one_who_would_change_it_opens_the_process_anew(scene, review):
    with refused(reason="reason"):
        actions.answer_review(review, choice="change", actor=scene.rose)
    with refused("choice"):
        actions.answer_review(review, choice="perhaps", actor=scene.rose)
    actions.answer_review(review, choice="change", reason="Personne le samedi.", actor=scene.rose)
    let_time_go_by(review)
    proposal = review.proposal
    assert (review.outcome, proposal.state, proposal.author) == ("reopened", State.PRESENTED, scene.rose)
    assert (proposal.replaces, proposal.is_repeal, proposal.facilitator) == (review.decision, False, scene.ines)
    assert proposal.versions.get().text == review.decision.text
    assert "Personne le samedi." in proposal.need
    due.open_reviews()
    assert Review.objects.count() == 1


def test_whoever_would_facilitate_it_anew_is_asked_first(review, scene):
    actions.answer_review(review, choice="change", reason="Personne le samedi.", actor=scene.rose)
    let_time_go_by(review)
    assert (review.proposal.facilitator, review.proposal.facilitator_since) == (scene.ines, None)
    assert list(asked_to_facilitate(scene.ines)) == [review.proposal]


def looked_at_anew(decision: Decision, choice: str, member) -> Proposal:
    """The proposal that follows when the only answer to its review is that one."""
    Decision.objects.update(next_review_on=timezone.localdate())
    due.open_reviews()
    review = Review.objects.get(decision=decision)
    actions.answer_review(review, choice=choice, reason="À revoir.", actor=member)
    let_time_go_by(review)
    return review.proposal


@pytest.mark.parametrize(("choice", "is_carried"), [("change", True), ("stop", False)])
def test_it_lets_the_same_be_changed_and_a_repeal_nothing(scene, ca, vie_quotidienne, choice, is_carried):
    Circle.objects.filter(pk=vie_quotidienne.pk).update(parent=ca)
    delegation = Change("delegation", vie_quotidienne.pk, name="achats courants", amount=300)
    proposal = looked_at_anew(adopt(scene, "Achats", change=delegation), choice, scene.rose)
    assert proposal.versions.get().change == (delegation if is_carried else NOTHING)


def test_what_the_circle_may_not_decide_any_more_is_not_carried(scene, ca, vie_quotidienne):
    Circle.objects.filter(pk=vie_quotidienne.pk).update(parent=ca)
    decision = adopt(scene, "Achats", change=Change("delegation", vie_quotidienne.pk, name="achats courants"))
    Circle.objects.filter(pk=vie_quotidienne.pk).update(parent=None)
    assert looked_at_anew(decision, "change", scene.rose).versions.get().change == NOTHING


def test_all_who_answered_otherwise_would_stop_it(scene, review):
    actions.answer_review(review, choice="stop", reason="Trop lourd.", actor=scene.paul)
    let_time_go_by(review)
    assert (review.proposal.is_repeal, review.proposal.author) == (True, scene.paul)


def leave_circle(member):
    Mandate.objects.filter(member=member).update(until=timezone.localdate() - timedelta(days=1))


def test_what_somebody_asked_who_has_left_reopens_nothing(scene, review):
    actions.answer_review(review, choice="stop", reason="Trop lourd.", actor=scene.paul)
    leave_circle(scene.paul)
    let_time_go_by(review)
    assert (review.outcome, review.proposal) == ("kept", None)


def test_the_first_who_asked_for_it_and_is_still_there_is_its_author(scene, review):
    actions.answer_review(review, choice="stop", reason="Trop lourd.", actor=scene.paul)
    actions.answer_review(review, choice="change", reason="Le dimanche.", actor=scene.zoe)
    leave_circle(scene.paul)
    let_time_go_by(review)
    assert (review.outcome, review.proposal.author, review.proposal.is_repeal) == ("reopened", scene.zoe, False)
    assert "Trop lourd." not in review.proposal.need


def test_nobody_waits_for_who_has_left(scene, review):
    leave_circle(scene.paul)
    for member in (scene.ines, scene.malo, scene.rose, scene.zoe):
        actions.answer_review(review, choice="keep", actor=member)
    review.refresh_from_db()
    assert review.outcome == "kept"


def test_answers_are_hidden_and_change_until_all_have_answered(client, scene, review):
    actions.answer_review(review, choice="stop", reason="Trop lourd.", actor=scene.rose)
    actions.answer_review(review, choice="keep", actor=scene.rose)
    assert body("review.answered") == {"decision": review.decision_id, "review": review.pk}
    for member in (scene.ines, scene.malo, scene.paul, scene.zoe):
        actions.answer_review(review, choice="keep", actor=member)
    review.refresh_from_db()
    assert review.outcome == "kept"
    with refused("closed"):
        actions.answer_review(review, choice="keep", actor=scene.rose)


def test_it_is_too_late_after_its_end(scene, review):
    Review.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    with refused("closed"):
        actions.answer_review(review, choice="keep", actor=scene.rose)


def test_only_those_asked_answer(review, omar):
    with refused("proposals.answer_review"):
        actions.answer_review(review, choice="keep", actor=omar)


def test_another_decision_meanwhile_ends_it(scene, review):
    adopt(scene, "Autre", replaces=review.decision)
    let_time_go_by(review)
    assert review.outcome == "abandoned"


def test_what_is_being_replaced_is_not_asked_about(scene, decision):
    actions.write_proposal(scene.circle, title="Autre", text="Autre.", replaces=decision, actor=scene.paul)
    due.open_reviews()
    assert not Review.objects.exists()


class EveningOf(Occasion):
    """A meeting under way that one person conducts."""

    def __init__(self, person):
        self.person = person

    def conducted_now(self, person, circle):
        return ["evening:1"] if person == self.person else []


def test_whoever_conducts_a_meeting_notes_its_answer(client, scene, review):
    decision = review.decision
    with kinds.replaced({**kinds, "evening": EveningOf(scene.ines)}):
        with refused("proposals.answer_review_in_meeting"):
            actions.answer_review_in_meeting(decision, choice="keep", occasion="evening:1", actor=scene.malo)
        client.force_login(scene.ines)
        client.post(reverse("proposals:review-in-meeting", args=[decision.number]), {"choice": "keep"})
        review.refresh_from_db()
        assert (review.outcome, review.occasion) == ("kept", "evening:1")
        actions.answer_review_in_meeting(
            decision, choice="change", reason="À revoir.", occasion="evening:1", actor=scene.ines
        )
    later = Review.objects.latest("pk")
    assert (later.outcome, later.proposal.author, later.proposal.occasion) == ("reopened", scene.ines, "evening:1")
    assert body("review.closed")["occasion"] == "evening:1"


def test_what_was_asked_online_counts_beside_what_a_meeting_keeps(scene, review):
    actions.answer_review(review, choice="change", reason="Personne le samedi.", actor=scene.rose)
    with kinds.replaced({**kinds, "evening": EveningOf(scene.ines)}):
        actions.answer_review_in_meeting(review.decision, choice="keep", occasion="evening:1", actor=scene.ines)
    review.refresh_from_db()
    assert (review.outcome, review.occasion) == ("reopened", "evening:1")
    assert (review.proposal.author, review.proposal.occasion) == (scene.rose, "")
    assert "Personne le samedi." in review.proposal.need
    assert body("review.closed")["answers"] == [[scene.rose.pk, "change"]]


def test_a_meeting_that_would_stop_it_does_not_outweigh_who_would_change_it(scene, review):
    actions.answer_review(review, choice="change", reason="Personne le samedi.", actor=scene.rose)
    with kinds.replaced({**kinds, "evening": EveningOf(scene.ines)}):
        actions.answer_review_in_meeting(
            review.decision, choice="stop", reason="Trop lourd.", occasion="evening:1", actor=scene.ines
        )
    review.refresh_from_db()
    assert (review.proposal.author, review.proposal.is_repeal) == (scene.ines, False)
    assert review.proposal.need.endswith("la changer\xa0: Personne le samedi.")


def test_its_page_asks_and_takes_one_press(client, scene, review):
    client.force_login(scene.rose)
    page = client.get(review.decision.get_absolute_url()).content.decode()
    assert "La garder" in page
    client.post(reverse("proposals:review-answer", args=[review.pk]), {"choice": "keep"})
    assert review.answers.get().member == scene.rose
    assert "Vous avez répondu" in client.get(review.decision.get_absolute_url()).content.decode()
    address = reverse("proposals:review-answer", args=[review.pk])
    assert client.post(address, {"choice": "stop"}).status_code == 422


# A new fact


@pytest.fixture
def asked(scene, decision) -> ReopeningRequest:
    return actions.ask_to_reopen(decision, fact="Le fournisseur ferme.", actor=scene.rose)


def test_a_new_fact_waits_for_the_author_and_whoever_facilitated(scene, asked, omar):
    assert [len(fetch(to_decide_anew(one))) for one in (scene.malo, scene.ines, scene.rose, scene.paul)] == [1, 1, 0, 0]
    (waiting,) = fetch(to_decide_anew(scene.malo))
    assert waiting.due == asked.asked_at + timedelta(days=4)
    assert actions.ask_to_reopen(asked.decision, fact="Encore.", actor=scene.rose) == asked
    with refused("proposals.ask_to_reopen"):
        actions.ask_to_reopen(asked.decision, fact="Un fait.", actor=omar)
    with refused("fact"):
        actions.ask_to_reopen(asked.decision, fact=" ", actor=scene.paul)
    assert verbs().count("reopening.asked") == 1


def test_it_is_declined_with_a_reason(scene, asked):
    with refused("proposals.answer_reopening"):
        actions.decline_reopening(asked, reason="Non.", actor=scene.paul)
    with refused("proposals.answer_reopening"):
        actions.reopen(asked, actor=scene.rose)
    with refused(reason="reason"):
        actions.decline_reopening(asked, reason="", actor=scene.malo)
    actions.decline_reopening(asked, reason="Un autre reprend.", actor=scene.malo)
    asked.refresh_from_db()
    assert (asked.answered_by, asked.reason, asked.proposal) == (scene.malo, "Un autre reprend.", None)
    with refused("answered"):
        actions.reopen(asked, actor=scene.ines)
    assert body("reopening.declined")["number"] == asked.decision.number


def test_it_opens_the_process_anew(scene, asked):
    actions.reopen(asked, actor=scene.ines)
    asked.refresh_from_db()
    proposal = asked.proposal
    assert (proposal.author, proposal.facilitator, proposal.replaces) == (scene.rose, scene.ines, asked.decision)
    assert (proposal.need, proposal.state) == ("Le fournisseur ferme.", State.PRESENTED)
    assert proposal.facilitator_since is not None  # who opens it has agreed
    with refused("under_way"):
        actions.ask_to_reopen(asked.decision, fact="Autre chose.", actor=scene.paul)


def test_any_other_member_answers_after_four_days(scene, asked):
    ReopeningRequest.objects.update(asked_at=timezone.now() - timedelta(days=4))
    asked.refresh_from_db()
    (waiting,) = fetch(to_decide_anew(scene.paul))
    assert waiting.due is None
    actions.decline_reopening(asked, reason="On attend.", actor=scene.paul)


def test_any_other_member_answers_where_those_have_left(scene, asked):
    yesterday = timezone.localdate() - timedelta(days=1)
    Mandate.objects.filter(member__in=[scene.malo, scene.ines]).update(until=yesterday)
    actions.decline_reopening(asked, reason="On attend.", actor=scene.paul)


def told_of_request() -> list[str]:
    return sorted(Notification.objects.filter(kind="reopening").values_list("member__name", flat=True))


def test_those_who_may_answer_are_written_to_and_after_four_days_the_circle(scene, asked):
    assert told_of_request() == ["Inès", "Malo"]
    due.tell_of_reopenings()
    assert told_of_request() == ["Inès", "Malo"]
    with telling(asked.asked_at + timedelta(days=4)):
        due.tell_of_reopenings()
        due.tell_of_reopenings()
    assert told_of_request() == ["Inès", "Inès", "Malo", "Malo", "Paul", "Zoé"]
    assert (verbs().count("reopening.open_to_all"), body("reopening.open_to_all")["request"]) == (1, asked.pk)
    with refused("proposals.tell_of_reopening"):
        actions.tell_of_reopening(asked, actor=scene.malo)


def test_the_circle_is_written_to_at_once_where_nobody_else_answers(scene, decision):
    leave_circle(scene.malo)
    leave_circle(scene.ines)
    actions.ask_to_reopen(decision, fact="Le fournisseur ferme.", actor=scene.rose)
    assert told_of_request() == ["Paul", "Zoé"]


def test_whoever_asked_is_told_what_was_answered(scene, asked):
    actions.decline_reopening(asked, reason="Un autre reprend.", actor=scene.malo)
    (letter,) = answered_reopenings(scene.rose, {asked.decision.topic})
    assert (letter.kind, letter.about) == ("reopening_answer", asked.decision.topic)
    assert Notification.objects.get(kind="reopening_answer").member == scene.rose


def test_its_page_says_whom_a_request_waits_for_and_what_took_its_place(client, scene, asked):
    client.force_login(scene.paul)
    page = client.get(asked.decision.get_absolute_url()).content.decode()
    assert "Elle attend la réponse d’Inès et de Malo\u00a0; à partir de" in page
    other = adopt(scene, "Autre", replaces=asked.decision)
    page = client.get(asked.decision.get_absolute_url()).content.decode()
    assert f"{other} l’a remplacée entre-temps" in page


def test_its_page_shows_the_request_and_its_answer(client, scene, asked):
    client.force_login(scene.malo)
    page = client.get(asked.decision.get_absolute_url()).content.decode()
    assert "Le fournisseur ferme." in page
    address = reverse("proposals:reopening-answer", args=[asked.pk])
    assert client.post(address, {"reason": "", "then": "decline"}).status_code == 422
    client.post(address, {"reason": "Non.", "then": "decline"})
    client.force_login(scene.rose)
    assert "Non." in client.get(asked.decision.get_absolute_url()).content.decode()


def test_its_life_tells_reviews_and_requests(scene, review):
    actions.ask_to_reopen(review.decision, fact="Un fait.", actor=scene.rose)
    events = life_of(Decision.objects.get(pk=review.decision_id), scene.malo)
    told = [(str(event.kind), event.state) for event in events if event.kind in ("review", "reopening")]
    assert told == [("review", "current"), ("reopening", "current"), ("review", "pending")]


def test_nothing_of_it_is_for_visitors(client, scene, asked):
    Decision.objects.update(audience="public")
    page = client.get(asked.decision.get_absolute_url()).content.decode()
    assert "Le fournisseur ferme." not in page
    assert Proposal.objects.count() == 2


@pytest.fixture
def undated(scene) -> Decision:
    """Malo's, adopted on the day that was to look at it again."""
    scene.bring_to(State.OBJECTIONS)
    Proposal.objects.update(review_on=timezone.localdate())
    scene.all_answer()
    return Decision.objects.get()


def test_a_day_that_is_over_at_the_adoption_is_asked_for_anew_and_opens_no_review(scene, undated, client):
    due.open_reviews()
    assert (undated.review_on, undated.next_review_on, Review.objects.count()) == (None, None, 0)
    assert [len(fetch(days_to_choose(one))) for one in (scene.malo, scene.ines, scene.rose)] == [1, 1, 0]
    asked = Notification.objects.filter(kind="review_day").values_list("member__name", flat=True)
    assert sorted(asked) == ["Inès", "Malo"]
    client.force_login(scene.malo)
    page = client.get(undated.get_absolute_url()).content.decode()
    assert f'href="/decisions/{undated.number}/review-day/"' in page


def test_a_ballot_asks_for_it_too(scene):
    scene.bring_to(State.VOTING)
    Proposal.objects.update(review_on=timezone.localdate())
    scene.proposal.refresh_from_db()
    decision = enter_proposal_within(scene.proposal, actor=scene.ines)
    assert decision.waits_for_review_day is True


@action
def enter_proposal_within(proposal, *, actor):
    return enter_proposal(proposal, proposal.versions.get(), process="majority", result="Adoptée.")


def test_its_author_chooses_another_day_once(scene, undated):
    day = timezone.localdate() + timedelta(days=90)
    with refused(day="review"):
        actions.choose_review_day(undated, day=timezone.localdate(), actor=scene.malo)
    with refused("proposals.choose_review_day"):
        actions.choose_review_day(undated, day=day, actor=scene.rose)
    actions.choose_review_day(undated, day=day, actor=scene.malo)
    actions.choose_review_day(undated, day=day, actor=scene.ines)
    with refused("chosen"):
        actions.choose_review_day(undated, day=day + timedelta(days=1), actor=scene.ines)
    undated.refresh_from_db()
    assert (undated.next_review_on, verbs().count("decision.review_day_chosen")) == (day, 1)
    assert body("decision.review_day_chosen")["review_on"] == day.isoformat()
    assert fetch(days_to_choose(scene.malo)) == []
    assert undated.standing(timezone.localdate()) == Standing.IN_FORCE
    assert standing_of(Decision.objects.all(), Standing.IN_FORCE, timezone.localdate()).get() == undated


def test_where_author_and_facilitator_have_left_who_coordinates_is_asked(scene):
    Mandate.objects.filter(member=scene.paul).update(role=Mandate.Role.COORDINATOR)
    scene.bring_to(State.OBJECTIONS)
    Proposal.objects.update(review_on=timezone.localdate())
    for name in ("malo", "ines", "rose", "paul"):
        scene.answers(name, "consent")
    leave_circle(scene.malo)
    leave_circle(scene.ines)
    scene.answers("zoe", "consent")
    assert [len(fetch(days_to_choose(one))) for one in (scene.malo, scene.ines, scene.rose, scene.paul)] == [0, 0, 0, 1]
    assert list(Notification.objects.filter(kind="review_day").values_list("member__name", flat=True)) == ["Paul"]


def test_it_is_chosen_from_its_page(scene, undated, client):
    client.force_login(scene.ines)
    address = reverse("proposals:review-day", args=[undated.number])
    assert client.get(address).status_code == 200
    day = timezone.localdate() + timedelta(days=200)
    client.post(address, {"day": day.isoformat()})
    undated.refresh_from_db()
    assert undated.next_review_on == day


def test_a_decision_without_a_proposal_has_no_day_to_choose(scene, client):
    decision = enter_alone(scene.circle, actor=scene.ines)
    client.force_login(scene.ines)
    assert client.get(reverse("proposals:review-day", args=[decision.number])).status_code == 403
    with refused("proposals.choose_review_day"):
        actions.choose_review_day(decision, day=timezone.localdate() + timedelta(days=9), actor=scene.ines)


@action
def enter_alone(circle, *, actor):
    return enter_in_register(circle=circle, title="Seule", text="Seule.", process="majority", result="Adoptée.")
