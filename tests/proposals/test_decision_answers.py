"""Answering by a letter’s link about decisions: how far one is, whether to decide anew, when to look at it again."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone

from commissions.models import Circle, Mandate
from journal.models import Entry
from members.combined_reads import fetch
from members.models import Member, Notification
from proposals import actions
from proposals.models import Decision, Proposal, ReopeningRequest
from proposals.notifications import answered_reopenings, carried_out
from proposals.panels import to_carry_out
from proposals.process import State
from proposals.queries import current_follow_up
from tests.proposals.scene import Scene
from tests.proposals.test_answers import address_in, letter_to
from tests.proposals.test_follow_up import in_days
from tests.proposals.test_pages import browser
from tests.proposals.told import body


@pytest.fixture(autouse=True)
def nothing_was_saved_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def decision(scene: Scene) -> Decision:
    scene.bring_to(State.ADOPTED)
    return Decision.objects.get()


@pytest.fixture
def carrying(scene: Scene, decision: Decision) -> str:
    """The page of Paul's link, who carries the decision out."""
    actions.entrust(decision, responsible=scene.paul, due_on=in_days(30), actor=scene.ines)
    Notification.objects.exclude(kind="carrying").delete()
    return address_in(letter_to(scene.paul))


@pytest.fixture
def asked(scene: Scene, decision: Decision) -> str:
    """The page of the link of Malo, who wrote the text: Rose brings a new fact."""
    actions.ask_to_reopen(decision, fact="Deux personnes de plus ont une clé.", actor=scene.rose)
    Notification.objects.exclude(kind="reopening").delete()
    return address_in(letter_to(scene.malo, days=1))


def verbs(number: int) -> list[str]:
    return list(Entry.objects.order_by("pk").values_list("verb", flat=True))[-number:]


def noted(decision: Decision) -> tuple[str, str]:
    follow_up: Any = current_follow_up(decision)
    return follow_up.state, follow_up.reason


def test_the_page_says_what_is_to_be_done_by_when_and_notes_nothing(decision, carrying, client) -> None:
    for _scan in range(10):
        page = client.get(carrying).content.decode()
    assert "Où en est-on\xa0?" in page
    assert "À faire pour le " in page
    assert 'value="doing"' in page
    assert noted(decision) == ("to_do", "")


def test_it_is_done_by_the_link_once(decision, carrying, client) -> None:
    client.post(carrying, {"value": "done"})
    client.post(carrying, {"value": "dropped", "text": "Trop cher."})
    assert noted(decision) == ("done", "")
    assert verbs(2) == ["decision.followed_up", "answer.by_link"]
    assert "peut se noter de nouveau" in client.get(carrying).content.decode()


def test_what_is_dropped_says_why_and_the_link_works_until_it_does(decision, carrying, client) -> None:
    client.post(carrying, {"value": "dropped", "text": " "})
    assert noted(decision) == ("to_do", "")
    client.post(carrying, {"value": "dropped", "text": "Trop cher."})
    assert noted(decision) == ("dropped", "Trop cher.")


def test_once_it_is_under_way_the_next_letter_asks_whether_it_is_done(scene, decision, carrying, client) -> None:
    client.post(carrying, {"value": "doing", "text": "written for another answer"})
    assert noted(decision) == ("doing", "")
    with_day = actions.entrust(decision, responsible=scene.paul, due_on=in_days(60), actor=scene.ines)
    again = address_in(letter_to(scene.paul))
    assert (with_day.state, again == carrying) == ("doing", False)
    assert 'value="doing"' not in client.get(again).content.decode()


def test_whoever_carries_it_out_no_more_has_no_link(scene, decision, carrying, client) -> None:
    actions.entrust(decision, responsible=scene.zoe, due_on=in_days(30), actor=scene.ines)
    assert client.get(carrying).status_code == 410
    client.post(carrying, {"value": "done"})
    assert noted(decision) == ("to_do", "")


def leave(member: Member) -> None:
    Mandate.objects.filter(member=member).update(until=timezone.localdate())


def test_who_has_left_and_may_not_read_it_any_more_is_shown_nothing_of_it(scene, decision, carrying, client) -> None:
    actions.entrust(decision, responsible=scene.paul, due_on=in_days(3), actor=scene.ines)
    again = address_in(letter_to(scene.paul))
    Decision.objects.update(audience="circle")
    assert "Les visites ouvrent" in client.get(again).content.decode()
    leave(scene.paul)
    assert browser(scene.paul).get(decision.get_absolute_url()).status_code == 403
    for address in (carrying, again):
        assert client.get(address).status_code == 410
        assert "visites" not in client.get(address).content.decode()
    client.post(again, {"value": "done"})
    assert noted(decision) == ("to_do", "")
    assert carried_out(scene.paul, {decision.topic}) == []
    assert fetch(to_carry_out(scene.paul)) == []


def test_who_has_left_and_reads_it_still_carries_it_out_by_the_link(scene, decision, carrying, client) -> None:
    leave(scene.paul)
    assert browser(scene.paul).get(decision.get_absolute_url()).status_code == 200
    assert [thing.about for thing in carried_out(scene.paul, {decision.topic})] == [decision.topic]
    client.post(carrying, {"value": "done"})
    assert noted(decision) == ("done", "")


def test_who_has_left_is_not_told_what_was_answered_about_what_they_may_not_read(scene, decision, asked) -> None:
    actions.decline_reopening(ReopeningRequest.objects.get(), reason="Nous le savions.", actor=scene.malo)
    assert [thing.about for thing in answered_reopenings(scene.rose, {decision.topic})] == [decision.topic]
    Circle.objects.update(is_open=False)
    leave(scene.rose)
    assert answered_reopenings(scene.rose, {decision.topic}) == []


def test_the_circle_decides_anew_by_the_link_once(scene, decision, asked, client) -> None:
    page = client.get(asked).content.decode()
    assert "Décider de nouveau\xa0? " in page
    assert "Deux personnes de plus ont une clé." in page
    client.post(asked, {"value": "reopen"})
    client.post(asked, {"value": "leave", "text": "Non."})
    request = ReopeningRequest.objects.get()
    assert request.proposal is not None
    assert (request.proposal.author, request.proposal.facilitator) == (scene.rose, scene.malo)
    assert request.proposal.replaces == decision
    assert verbs(2) == ["reopening.accepted", "answer.by_link"]


def test_a_decision_is_left_as_it_is_with_a_reason(scene, decision, asked, client) -> None:
    client.post(asked, {"value": "leave", "text": ""})
    assert ReopeningRequest.objects.get().is_waiting
    client.post(asked, {"value": "leave", "text": "Nous le savions."})
    request = ReopeningRequest.objects.get()
    assert (request.answered_by, request.reason, request.proposal) == (scene.malo, "Nous le savions.", None)
    assert verbs(2) == ["reopening.declined", "answer.by_link"]


def test_a_request_that_another_answered_is_over(scene, decision, asked, client) -> None:
    actions.decline_reopening(ReopeningRequest.objects.get(), reason="Plus tard.", actor=scene.ines)
    assert client.get(asked).status_code == 410
    client.post(asked, {"value": "reopen"})
    assert ReopeningRequest.objects.get().proposal is None


@pytest.fixture
def undated(scene: Scene) -> str:
    """The page of Malo's link: his text was adopted on the day that was to look at it again."""
    scene.bring_to(State.OBJECTIONS)
    Proposal.objects.update(review_on=timezone.localdate())
    scene.all_answer()
    Notification.objects.exclude(kind="review_day").delete()
    return address_in(letter_to(scene.malo))


def reviewed_on() -> Any:
    return Decision.objects.get().next_review_on


def test_another_day_to_look_at_it_again_is_chosen_once_by_the_link(scene, undated, client) -> None:
    for _scan in range(10):
        page = client.get(undated).content.decode()
    assert "Choisir la date de réexamen d’une décision\xa0: " in page
    assert "La date choisie était passée le jour de l’adoption." in page
    assert f'type="date" name="day" value="{(timezone.localdate() + timedelta(days=182)).isoformat()}"' in page
    assert reviewed_on() is None

    client.post(undated, {"value": "choose", "day": in_days(90).isoformat()})
    client.post(undated, {"value": "choose", "day": in_days(91).isoformat()})

    assert reviewed_on() == in_days(90)
    assert verbs(2) == ["decision.review_day_chosen", "answer.by_link"]
    assert body("decision.review_day_chosen")["review_on"] == in_days(90).isoformat()
    assert "La date se choisit une fois." in client.get(undated).content.decode()


@pytest.mark.parametrize("day", ["", "2027-02-30", "demain", "2020-01-01"])
def test_a_day_that_is_none_or_over_is_refused_and_the_link_still_asks(scene, undated, client, day) -> None:
    assert client.post(undated, {"value": "choose", "day": day}).status_code == 303
    assert reviewed_on() is None
    assert client.get(undated).status_code == 200


def test_once_somebody_else_has_chosen_the_day_the_link_is_over(scene, undated, client) -> None:
    actions.choose_review_day(Decision.objects.get(), day=in_days(30), actor=scene.ines)
    assert client.get(undated).status_code == 410
    assert client.post(undated, {"value": "choose", "day": in_days(90).isoformat()}).status_code == 410
    assert reviewed_on() == in_days(30)


def test_who_has_left_the_circle_chooses_no_day_by_the_link(scene, undated, client) -> None:
    leave(scene.malo)
    assert client.get(undated).status_code == 410
    assert client.post(undated, {"value": "choose", "day": in_days(90).isoformat()}).status_code == 410
    assert reviewed_on() is None
