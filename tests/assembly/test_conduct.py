"""What whoever facilitates is offered: one big button, what is said about it, and the other acts."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from assembly import due
from assembly.actions import (
    add_item,
    advance,
    arrive,
    close_meeting,
    convene,
    defer_item,
    note_decision,
    open_item_ballot,
    plan_meeting,
)
from assembly.models import AgendaItem, Meeting
from assembly.presenters.conduct import ConductPanel, conduct_panel
from assembly.presenters.meeting import MeetingSheet
from proposals.actions import next_stage, write_proposal
from tests.assembly.conftest import EVENING, HARD_END, later
from votes.counting.majority import MajorityRules
from votes.questions import QuestionSpec

WEEK = timedelta(days=7)
pytestmark = pytest.mark.django_db


def panel_of(meeting: Meeting) -> ConductPanel:
    return conduct_panel(MeetingSheet.of(meeting.pk))


def big_button(meeting: Meeting) -> tuple[str, str, bool]:
    """Its words, where it leads or sends, whether it only leads there."""
    button = panel_of(meeting).step.button
    assert button is not None
    return str(button.label), button.url, button.is_link


def test_before_the_evening_one_prepares_then_convenes_then_opens(clock, ca, ines):
    meeting = plan_meeting(ca, title="CA", starts_at=EVENING + WEEK, ends_at=HARD_END + WEEK, actor=ines)
    assert big_button(meeting) == ("Préparer l’ordre du jour", reverse("assembly:agenda-edit", args=[meeting.pk]), True)
    add_item(meeting, title="Nouvelles", kind="information", minutes=10, actor=ines)
    assert big_button(meeting)[1:] == (reverse("assembly:convocation", args=[meeting.pk]), True)
    assert [part.key for part in panel_of(meeting).folded] == ["unconvened"]
    convene(meeting, actor=ines)
    assert big_button(meeting) == ("Ouvrir la réunion", reverse("assembly:opening", args=[meeting.pk]), False)
    assert panel_of(meeting).folded == []


def test_during_the_evening_one_goes_from_item_to_item_then_closes(evening, items, ines):
    steps = reverse("assembly:steps", args=[evening.pk])
    assert big_button(evening) == ("Commencer\xa0: Nouvelles", steps, False)
    advance(evening, expected=None, actor=ines)
    assert big_button(evening) == ("Point suivant\xa0: Rachat du bâtiment", steps, False)
    assert panel_of(evening).step.button.value == items[0].pk
    for item in items[1:]:
        defer_item(item, actor=ines, reason="")
    assert big_button(evening)[1] == reverse("assembly:closing", args=[evening.pk])
    assert [part.key for part in panel_of(evening).folded] == ["poll"]
    close_meeting(evening, actor=ines)
    assert big_button(evening) == ("Lire le procès-verbal", reverse("assembly:minutes", args=[evening.pk]), True)
    assert [button.url for button in panel_of(evening).buttons] == [reverse("assembly:reopening", args=[evening.pk])]


def test_a_vote_is_opened_by_the_circles_rules_then_closed(news, evening, items, ines):
    vote = items[1]
    advance(evening, expected=news.pk, actor=ines)
    step = panel_of(evening).step
    assert step.button.url == reverse("assembly:ballots", args=[vote.pk])
    assert step.more.url == reverse("assembly:ballot-new", args=[vote.pk]) + "?purpose=yes-no"
    assert len(step.rules) == 1
    link = open_item_ballot(vote, QuestionSpec(vote.title, MajorityRules()), actor=ines)
    step = panel_of(evening).step
    assert step.button.url == reverse("assembly:ballot-closing", args=[vote.pk, link.ballot_id])
    assert step.more is None


def test_what_a_decision_noted_decided_is_not_put_to_a_vote(news, evening, items, ines, malo, clock):
    arrive(evening, member=malo, actor=malo)
    advance(evening, expected=news.pk, actor=ines)
    steps = reverse("assembly:steps", args=[evening.pk])
    assert big_button(evening)[1] != steps
    note_decision(items[1], text="On rachète", actor=malo)
    assert big_button(evening)[1] == steps
    later(clock, minutes=1)
    due.settle_noted_decisions()
    assert big_button(evening) == ("Point suivant\xa0: Travaux", steps, False)


def test_what_is_open_is_neither_asked_again_nor_taken_for_another(news, evening, items, ines):
    advance(evening, expected=news.pk, actor=ines)
    open_item_ballot(items[1], QuestionSpec("Racheter\xa0?", MajorityRules()), actor=ines)
    urls = [button.url for button in panel_of(evening).buttons]
    assert reverse("assembly:ballot-new", args=[items[1].pk]) not in urls
    assert [part.key for part in panel_of(evening).folded] == ["close"]
    assert AgendaItem.objects.get(pk=items[1].pk).state == "current"


def test_a_consent_goes_from_stage_to_stage_and_going_faster_is_a_second_choice(evening, items, ca, ines, malo):
    proposal = write_proposal(
        ca, title="Four", text="On l’achète.", need="Il est cassé.", facilitator=ines,
        review_on=EVENING.date() + WEEK * 26, is_presented=True, actor=malo,
    )  # fmt: skip
    item = add_item(evening, title="Four", kind="consent", proposal=proposal, actor=ines)
    advance(evening, expected=None, to=item, actor=ines)
    step = panel_of(evening).step
    assert (step.button.label, step.button.url) == ("Passer aux questions", f"/proposals/{proposal.pk}/stage/")
    assert step.faster.label.startswith("Passer aux objections\xa0: saute les questions, les réactions")
    while next_stage(proposal, actor=ines).state != "amending":
        pass
    step = panel_of(evening).step
    assert (step.button.url, step.faster) == (f"/proposals/{proposal.pk}/round/", None)


def test_closing_never_stands_where_next_stood(evening, items, ines):
    """A sentence stands over it."""
    for item in items:
        defer_item(item, actor=ines, reason="")
    assert panel_of(evening).step.announced == "Tous les points ont été traités."


def test_the_next_item_asks_few_questions(evening, items, ines, client, django_assert_max_num_queries):
    advance(evening, expected=None, actor=ines)
    client.force_login(ines)
    steps = reverse("assembly:steps", args=[evening.pk])
    with django_assert_max_num_queries(30 if settings.IS_EMBEDDED else 31):  # PostgreSQL is asked the time too
        client.post(steps, {"expected": items[0].pk, "item": items[2].pk}, headers={"X-Act": "1"})
    assert evening.items.get(state=AgendaItem.State.CURRENT) == items[2]
