"""A vote of a meeting that closes by itself: the evening goes on meanwhile, and what it decided is written."""

import pytest
from django.urls import reverse

from assembly.actions import (
    advance,
    arrive,
    close_item_ballot,
    close_meeting,
    defer_item,
    name_roles,
    open_item_ballot,
    sign,
)
from assembly.due import conclude_item_ballots
from assembly.models import AgendaItem, ItemBallot
from assembly.queries.minutes import Minutes
from assembly.signed_text import to_data
from proposals.models import Decision
from tests.assembly.conftest import later
from tests.closing import let_its_time_pass, the_clock_strikes
from tests.refusals import refused
from votes import counter
from votes.actions import cast_vote, seal_vote
from votes.actions.counting import count_ballots
from votes.counting.majority import MajorityRules
from votes.integrity import receipts
from votes.methods.rules import OptionRules
from votes.questions import QuestionSpec


@pytest.fixture
def vote(evening, items, ines, malo, rose) -> AgendaItem:
    """The second item, under way; three are there."""
    for member in (malo, rose):
        arrive(evening, member=member, actor=member)
    advance(evening, expected=None, to=items[1], actor=ines)
    return AgendaItem.objects.select_related("meeting").get(pk=items[1].pk)


@pytest.fixture
def secret(vote, ines) -> ItemBallot:
    return open_item_ballot(vote, QuestionSpec("Qui part ?", MajorityRules(secret=True), secret=True), actor=ines)


def test_what_was_announced_is_decided_at_its_end_by_the_clock(vote, ines, malo, recorded):
    link = open_item_ballot(vote, QuestionSpec("Achetons-nous ?", MajorityRules()), actor=ines)
    for member in (ines, malo):
        cast_vote(link.ballot, elector=member, choice="for", actor=member)
    recorded()

    assert close_item_ballot(link, actor=ines).concluded_at is None
    assert not Decision.objects.exists()
    let_its_time_pass(link.ballot)
    the_clock_strikes()
    the_clock_strikes()

    assert Decision.objects.get().text == "Achetons-nous ?"
    assert recorded() == ["ballot.closing_announced", "ballot.closed", "decision.recorded"]


def test_one_goes_on_while_the_minute_runs_but_defers_nothing_that_is_voted(vote, items, ines, malo):
    link = open_item_ballot(vote, QuestionSpec("Achetons-nous ?", MajorityRules()), actor=ines)
    cast_vote(link.ballot, elector=malo, choice="for", actor=malo)
    close_item_ballot(link, actor=ines)

    with refused("ballot_open"):
        defer_item(vote, actor=ines)
    assert advance(vote.meeting, expected=vote.pk, actor=ines)
    cast_vote(link.ballot, elector=ines, choice="for", actor=ines)

    let_its_time_pass(link.ballot)
    the_clock_strikes()
    assert Decision.objects.get().occasion == vote.meeting.topic


def test_a_secret_vote_outlives_the_meeting_and_its_minutes_wait_for_it(secret, vote, ines, malo, rose):
    name_roles(vote.meeting, roles={"chair": malo, "secretary": rose}, actor=ines)
    for member in (malo, rose):
        seal_vote(secret.ballot, elector=member, choice="for", code=receipts.make(), actor=member)
    with refused("few"):
        close_item_ballot(secret, actor=ines)

    meeting = close_meeting(vote.meeting, actor=ines)

    with refused("ballot_open"):
        sign(meeting, actor=malo)
    let_its_time_pass(secret.ballot)
    the_clock_strikes()
    assert Decision.objects.get().occasion == meeting.topic
    result = to_data(Minutes(meeting, may_read_closed=True))["items"][1]["results"][0]
    assert "adoptée" in result["sentence"]
    assert "pour" not in result["sentence"]
    assert sign(meeting, actor=malo)


def test_the_closed_meetings_page_still_takes_the_secret_vote(secret, vote, client, ines, malo):
    close_meeting(vote.meeting, actor=ines)
    client.force_login(malo)
    page = client.get(vote.meeting.get_absolute_url()).content.decode()
    assert f"/ballots/{secret.ballot_id}/votes/" in page
    assert "Qui part ?" in page


def test_while_a_large_count_goes_on_the_evening_does_and_what_it_decides_bears_the_date_of_the_closing(
    vote, items, ines, malo, rose, clock
):
    """The choice of the last evening of the year is of that year, whenever it was counted."""
    names = [f"Projet {number:02}" for number in range(60)]
    rules = OptionRules("equal_shares", budget=100, costs=dict.fromkeys(names, 7))
    link = open_item_ballot(vote, QuestionSpec("Lesquels ?", rules, options=names), actor=ines)
    for member in (ines, malo, rose):
        cast_vote(link.ballot, elector=member, choice={"approve": names[:3]}, actor=member)

    later(clock, minutes=2)
    link = close_item_ballot(link, actor=ines)
    assert (link.ballot.is_counting, link.concluded_at) == (True, None)
    with refused("ballot_counting"):
        open_item_ballot(vote, QuestionSpec("Et ?", MajorityRules()), actor=ines)
    advance(vote.meeting, expected=vote.pk, to=items[2], actor=ines)
    the_clock_strikes()
    assert not Decision.objects.exists()

    count_ballots()
    for running in list(counter._running.values()):
        running.process.wait()
    later(clock, days=3)
    assert count_ballots() == 1
    conclude_item_ballots()

    decision = Decision.objects.get()
    question, answer = decision.text.split("\n\n")
    chosen = sorted(answer.replace(" et ", ", ").split(", "))  # a lot orders them, which differs each time
    assert (question, chosen, decision.decided_at) == ("Lesquels ?", names[:3], link.ballot.closes_at)
    assert not counter.is_busy()


# While the result shows


@pytest.fixture
def live(vote, ines) -> ItemBallot:
    return open_item_ballot(vote, QuestionSpec("Achetons-nous ?", MajorityRules(), live=True), actor=ines)


def test_a_vote_that_shows_meanwhile_is_closed_by_hand_only_once_everybody_has_voted(
    live, vote, client, ines, malo, rose
):
    client.force_login(ines)
    address = reverse("assembly:ballot-closing", args=[vote.pk, live.ballot_id])
    for member in (ines, malo):
        cast_vote(live.ballot, elector=member, choice="for", actor=member)
    page = client.get(vote.meeting.get_absolute_url()).content.decode()
    assert (address in page, "Son résultat s’affiche pendant qu’on vote" in page) == (False, True)
    answer = client.post(address, headers={"x-act": "1"})
    assert (answer.status_code, "personne ne choisit le moment" in answer.json()["message"]) == (422, True)
    answer = client.post(reverse("api-item-ballot-closing", args=[vote.pk, live.ballot_id]))
    assert (answer.status_code, "personne ne choisit le moment" in answer.content.decode()) == (400, True)

    cast_vote(live.ballot, elector=rose, choice="against", actor=rose)
    assert address in client.get(vote.meeting.get_absolute_url()).content.decode()
    assert close_item_ballot(live, actor=ines).concluded_at
    assert Decision.objects.get().text == "Achetons-nous ?"


def test_of_a_secret_vote_few_have_answered_the_button_is_not_offered(secret, vote, client, ines, malo):
    client.force_login(ines)
    address = reverse("assembly:ballot-closing", args=[vote.pk, secret.ballot_id])
    seal_vote(secret.ballot, elector=malo, choice="for", code=receipts.make(), actor=malo)
    assert address not in client.get(vote.meeting.get_absolute_url()).content.decode()
