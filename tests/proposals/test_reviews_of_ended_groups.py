"""What a group that has ended decided is looked at again by the circle above it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commissions.actions import create_circle, end_circle, give_mandate, resume_circle
from commissions.circle_endings import heir_of
from commissions.models import Circle, Mandate
from members.combined_reads import fetch
from members.models import Notification
from proposals import actions, due
from proposals.models import Decision, Proposal, Review
from proposals.panels import to_look_at_again
from proposals.queries import late_follow_ups, reopenings_awaited_from
from proposals.queries.replacements import may_replace, why_not_replaced
from tests.proposals.test_grounds import decided
from tests.proposals.told import body
from tests.refusals import refused


@pytest.fixture
def bikes(admin, ca, omar) -> Circle:
    """A working group within the board, that Omar ended."""
    circle = create_circle(actor=admin, kind=Circle.Kind.WORKING_GROUP, name="Vélos", parent=ca)
    give_mandate(circle, member=omar, role=Mandate.Role.COORDINATOR, actor=admin)
    return end_circle(circle, actor=omar)


@pytest.fixture
def decision(bikes) -> Decision:
    """What it decided, whose day has come."""
    decision = decided(bikes)
    Decision.objects.filter(pk=decision.pk).update(next_review_on=timezone.localdate())
    decision.refresh_from_db()
    return decision


def asked(decision: Decision) -> list[str]:
    due.open_reviews()
    return sorted(Review.objects.get(decision=decision).electors.values_list("member__name", flat=True))


def test_who_coordinates_the_circle_above_is_asked_and_told_why(decision, malo, ines, omar):
    Mandate.objects.filter(member=malo).update(role=Mandate.Role.COORDINATOR)
    assert asked(decision) == ["Malo"]
    assert list(Notification.objects.filter(kind="review").values_list("member__name", flat=True)) == ["Malo"]
    (waiting,) = fetch(to_look_at_again(malo))
    assert waiting.note == "Vélos, qui l’a prise, s’est terminé : on demande au cercle au-dessus."
    assert fetch(to_look_at_again(omar)) == fetch(to_look_at_again(ines)) == []
    review = Review.objects.get()
    for person in (omar, ines):
        with refused("proposals.answer_review"):
            actions.answer_review(review, choice="keep", actor=person)
    actions.answer_review(review, choice="keep", actor=malo)
    review.refresh_from_db()
    assert (review.outcome, fetch(to_look_at_again(malo))) == (Review.Outcome.KEPT, [])
    assert body("review.closed")["outcome"] == "kept"


def test_where_nobody_coordinates_it_its_members_are_asked_once(decision, malo, ines, rose):
    assert asked(decision) == ["Inès", "Malo", "Rose"]
    assert asked(decision) == ["Inès", "Malo", "Rose"]
    assert Notification.objects.filter(kind="review").count() == 3


def test_who_would_change_it_opens_the_process_in_the_circle_above(decision, ca, malo, ines, rose):
    asked(decision)
    review = Review.objects.get()
    actions.answer_review(review, choice="keep", actor=malo)
    actions.answer_review(review, choice="change", reason="Il rouille.", actor=ines)
    Review.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    due.conclude_reviews()
    review.refresh_from_db()
    proposal = Proposal.objects.get()
    assert (review.outcome, review.proposal) == (Review.Outcome.REOPENED, proposal)
    assert (proposal.circle, proposal.author, proposal.replaces) == (ca, ines, decision)


def test_who_left_the_circle_above_is_waited_for_no_more(decision, malo, ines):
    asked(decision)
    review = Review.objects.get()
    actions.answer_review(review, choice="keep", actor=malo)
    Mandate.objects.filter(member=ines).update(until=timezone.localdate())
    assert fetch(to_look_at_again(ines)) == []
    with refused("proposals.answer_review"):
        actions.answer_review(review, choice="keep", actor=ines)


def test_what_the_circle_above_does_not_read_is_asked_of_nobody(decision, bikes, malo):
    Circle.objects.filter(pk=bikes.pk).update(is_open=False)
    due.open_reviews()
    assert not Review.objects.exists()


def test_the_nearest_circle_above_that_goes_on_answers(admin, ca, bikes, malo):
    deep = Circle.objects.create(
        kind="working_group", name="Remorques", slug="remorques", parent=bikes, ended_on=timezone.localdate()
    )
    assert (heir_of(deep), heir_of(bikes), heir_of(ca)) == (ca, ca, ca)
    Circle.objects.filter(pk=bikes.pk).update(parent=None)
    deep.refresh_from_db()
    assert heir_of(deep) == deep
    Circle.objects.filter(pk=bikes.pk).update(parent=ca)
    decision = decided(deep)
    Decision.objects.filter(pk=decision.pk).update(next_review_on=timezone.localdate())
    assert asked(decision) == ["Malo"]
    assert len(fetch(to_look_at_again(malo))) == 1


def test_a_group_that_was_taken_up_again_answers_for_itself(decision, bikes, admin, omar, malo):
    resume_circle(bikes, actor=admin)
    give_mandate(bikes, member=omar, actor=admin)
    assert asked(decision) == ["Omar"]


def test_what_is_decided_anew_there_replaces_it(decision, admin, malo, ines, rose):
    asked(decision)
    review = Review.objects.get()
    actions.answer_review(review, choice="change", reason="Il rouille.", actor=ines)
    Review.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    due.conclude_reviews()
    proposal = Proposal.objects.get()
    assert why_not_replaced(proposal) == ""
    assert may_replace(proposal.circle, decision, is_repeal=False)
    resume_circle(decision.circle, actor=admin)
    decision.refresh_from_db()
    assert not may_replace(proposal.circle, decision, is_repeal=False)


@pytest.mark.parametrize(("audience", "is_open"), [("members", False), ("circle", True)])
def test_what_a_group_kept_to_itself_is_asked_of_nobody(decision, bikes, ca, omar, audience, is_open):
    """Who sat in the group and coordinates the circle above reads it; the others there do not."""
    Mandate.objects.create(circle=ca, member=omar, role=Mandate.Role.COORDINATOR, since=timezone.localdate())
    Circle.objects.filter(pk=bikes.pk).update(is_open=is_open)
    Decision.objects.filter(pk=decision.pk).update(audience=audience)
    due.open_reviews()
    assert not Review.objects.exists()


def test_a_new_fact_is_brought_to_the_circle_above_and_answered_there(decision, bikes, ca, malo, ines, omar):
    Mandate.objects.filter(member=malo).update(role=Mandate.Role.COORDINATOR)
    with refused("proposals.ask_to_reopen"):
        actions.ask_to_reopen(decision, fact="Il rouille.", actor=omar)

    request = actions.ask_to_reopen(decision, fact="Il rouille.", actor=ines)

    letters = Notification.objects.filter(kind="reopening")
    assert list(letters.values_list("member__name", "within")) == [("Malo", ca.topic)]
    assert (fetch(reopenings_awaited_from(malo)), fetch(reopenings_awaited_from(omar))) == ([request], [])
    with refused("proposals.answer_reopening"):
        actions.reopen(request, actor=omar)
    actions.reopen(request, actor=malo)
    proposal = Proposal.objects.get()
    assert (proposal.circle, proposal.author, proposal.facilitator, proposal.replaces) == (ca, ines, malo, decision)
    assert fetch(reopenings_awaited_from(malo)) == []


def test_where_nobody_coordinates_the_circle_above_any_member_answers_the_fact(decision, malo, ines, rose):
    request = actions.ask_to_reopen(decision, fact="Il rouille.", actor=ines)
    letters = Notification.objects.filter(kind="reopening")
    assert sorted(letters.values_list("member__name", flat=True)) == ["Malo", "Rose"]
    assert [fetch(reopenings_awaited_from(one)) for one in (malo, rose, ines)] == [[request], [request], []]
    actions.decline_reopening(request, reason="Nous le savions.", actor=rose)
    assert Notification.objects.get(kind="reopening_answer").member == ines


def test_a_fact_about_what_a_group_kept_to_itself_is_asked_of_nobody(decision, malo, rose):
    request = actions.ask_to_reopen(decision, fact="Il rouille.", actor=malo)
    Decision.objects.filter(pk=decision.pk).update(audience="circle")
    decision.refresh_from_db()
    with refused("proposals.ask_to_reopen"):
        actions.ask_to_reopen(decision, fact="Encore.", actor=malo)
    assert fetch(reopenings_awaited_from(rose)) == []
    with refused("proposals.answer_reopening"):
        actions.reopen(request, actor=rose)


def test_what_it_has_not_carried_out_is_entrusted_by_the_circle_above_and_late_for_it(decision, bikes, ca, malo, omar):
    yesterday = timezone.localdate() - timedelta(days=1)
    with refused("proposals.follow_up"):
        actions.entrust(decision, responsible=omar, due_on=yesterday, actor=omar)
    with refused(responsible="responsible"):
        actions.entrust(decision, responsible=omar, due_on=yesterday, actor=malo)
    actions.entrust(decision, responsible=malo, due_on=yesterday, actor=malo)

    def late(circle: Circle) -> list[Decision]:
        circles = Circle.objects.filter(pk=circle.pk)
        return [one.decision for one in late_follow_ups(circles, timezone.localdate())]

    assert late(ca) == [decision]
    Decision.objects.filter(pk=decision.pk).update(audience="circle")
    assert late(ca) == []
