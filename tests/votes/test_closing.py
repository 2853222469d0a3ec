"""By hand a ballot closes at once when all have answered, else after a minute that everybody sees; a secret one keeps
what few answered to itself."""

import json
from datetime import timedelta
from fractions import Fraction

import pytest
from django.db import IntegrityError
from django.utils import timezone

from journal.actions import CLOCK
from journal.models import Entry
from tests.closing import close_in_time, let_its_time_pass
from tests.conftest import person
from tests.refusals import refused
from tests.votes.conftest import accepted_proxy, ask, rules_for, the_others_vote, told, verbs
from votes import due
from votes.actions import (
    cast_vote,
    close_ballot,
    close_gathering,
    extend_ballot,
    mark_left,
    mark_present,
    open_gathering,
    seal_vote,
)
from votes.counting.majority import MajorityRules, Threshold
from votes.counting.quorum import ShareOfRoll
from votes.integrity import commitments, receipts
from votes.integrity.verification import verify
from votes.methods.rules import OptionRules
from votes.models import Ballot, Vote
from votes.queries import ballots
from votes.queries.results import result_of
from votes.wording.results import sentence_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
SECRET = {"rules": MajorityRules(secret=True), "secret": True}


def hall(people, ines, *, present=None, **rules):
    meeting = open_gathering(owner="room:7", rules=rules_for(*people, **rules), actor=ines)
    for one in present or people:
        mark_present(meeting, one, actor=one)
    return meeting


def seal(ballot, elector, choice="for", actor=None):
    seal_vote(ballot, elector=elector, choice=choice, code=receipts.make(), actor=actor or elector)


# By hand


def test_before_all_have_answered_the_closing_is_announced_for_a_minute(ballot, ines, malo):
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    before = timezone.now()

    announced = close_ballot(ballot, actor=ines)

    assert announced.closed_at is None
    assert before + MINUTE - timedelta(seconds=1) < announced.closes_at <= timezone.now() + MINUTE
    assert announced.closes_at - announced.announced_at == MINUTE
    assert verbs()[-1] == "ballot.closing_announced"
    assert told("ballot.closing_announced")["ballot"] == ballot.pk


def test_asking_again_changes_nothing(ballot, ines):
    first = close_ballot(ballot, actor=ines)
    second = close_ballot(ballot, actor=ines)
    assert (second.closes_at, second.closed_at) == (first.closes_at, None)
    assert verbs().count("ballot.closing_announced") == 1


def test_who_answers_within_the_minute_is_counted_and_the_clock_closes_at_its_end(ballot, ines, malo, rose):
    close_ballot(ballot, actor=ines)
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    let_its_time_pass(ballot)
    with refused("closed"):
        cast_vote(ballot, elector=rose, choice="against", actor=rose)

    assert due.close_ballots() == 1

    ballot.refresh_from_db()
    assert (ballot.closed_at, ballot.outcome) == (ballot.closes_at, "adopted")
    assert result_of(Ballot.objects.select_related("gathering").get(pk=ballot.pk)).tally.votes_for == 1


def test_once_all_have_answered_it_closes_at_once_even_within_the_minute(ballot, board, ines):
    close_ballot(ballot, actor=ines)
    for member in board:
        cast_vote(ballot, elector=member, choice="for", actor=member)
    assert close_ballot(ballot, actor=ines).closed_at


def test_a_list_that_is_read_in_several_batches_is_whole(ballot, board, ines, monkeypatch):
    monkeypatch.setattr(commitments, "BATCH", 2)
    for member in board:
        cast_vote(ballot, elector=member, choice="for", actor=member)
    closed = close_ballot(ballot, actor=ines)
    assert [seal.vote.entry.member for seal in closed.seals.order_by("pk")] == board
    assert verify(closed).holds
    Vote.objects.filter(entry__member=board[-1]).update(choice="against")  # of the second batch
    assert verify(closed).checked.wrong == 1


def test_a_poll_closes_at_any_moment(meeting, ines, malo):
    mark_present(meeting, malo, actor=malo)
    assert close_ballot(ask(meeting, ines, poll=True), actor=ines).closed_at


def test_an_announced_closing_is_not_put_off(ballot, ines):
    closes_at = close_ballot(ballot, actor=ines).closes_at
    with refused("announced"):
        extend_ballot(ballot, closes_at=closes_at + MINUTE, actor=ines)


def test_an_end_that_comes_sooner_is_left_as_it_is(meeting, ines, malo):
    mark_present(meeting, malo, actor=malo)
    soon = timezone.now() + timedelta(seconds=20)
    assert close_ballot(ask(meeting, ines, closes_at=soon), actor=ines).announced_at is None
    assert "ballot.closing_announced" not in verbs()


def test_the_next_closing_is_known_to_the_clock(ballot, ines):
    assert due.next_closing() is None
    announced = close_ballot(ballot, actor=ines)
    assert due.next_closing() == announced.closes_at


def test_the_page_counts_the_minute_down(client, ballot, ines, malo):
    client.force_login(ines)
    close_ballot(ballot, actor=ines)
    client.force_login(malo)
    shown = client.get(ballot.get_absolute_url(), headers={"accept-language": "fr"}).content.decode()
    assert 'data-tick="down"' in shown
    assert "La fermeture est annoncée" in shown


# In secret


def test_a_secret_ballot_has_an_end_of_its_own(meeting, ines, malo):
    mark_present(meeting, malo, actor=malo)
    ballot = ask(meeting, ines, **SECRET)
    assert ballot.closes_at - ballot.opened_at == timedelta(minutes=10)
    with pytest.raises(IntegrityError):
        Ballot.objects.filter(pk=ballot.pk).update(closes_at=None)


def test_whoever_conducts_does_not_learn_a_secret_answer_by_closing_early(crowd, ines, malo):
    ballot = ask(hall(crowd, ines), ines, **SECRET)
    seal(ballot, malo)
    with refused("few"):
        close_ballot(ballot, actor=ines)
    ballot.refresh_from_db()
    assert (ballot.closed_at, ballot.announced_at) == (None, None)


def test_five_people_are_enough_to_announce_its_closing(crowd, ines):
    ballot = ask(hall(crowd, ines), ines, **SECRET)
    for member in crowd[:4]:
        seal(ballot, member)
    with refused("few"):
        close_ballot(ballot, actor=ines)
    seal(ballot, crowd[4])
    assert close_ballot(ballot, actor=ines).announced_at


def test_two_people_who_hold_six_votes_are_two(crowd, ines, malo):
    giver, second, third, fourth = crowd[2:]
    meeting = hall(crowd, ines, present=[ines, malo], proxy_cap=2)
    for one, holder in ((giver, ines), (second, ines), (third, malo), (fourth, malo)):
        accepted_proxy(meeting, giver=one, holder=holder)
    absent = person("Dan")
    meeting.electors.add(absent)
    ballot = ask(meeting, ines, **SECRET)
    mark_present(meeting, absent, actor=absent)
    for entry in ballot.roll.filter(represented_by__isnull=False).select_related("member", "represented_by"):
        seal(ballot, entry.member, actor=entry.represented_by)
    seal(ballot, ines)
    assert len(ballots.casters_of(ballot)) == 2
    with refused("few"):
        close_ballot(ballot, actor=ines)


def test_online_a_holder_is_one_person_too(crowd, ines, malo, rose):
    online = open_gathering(owner="room:8", rules=rules_for(*crowd, online=True), actor=ines)
    ballot = ask(online, ines, closes_at=timezone.now() + timedelta(days=2), **SECRET)
    accepted_proxy(online, giver=rose, holder=malo)
    seal(ballot, rose, actor=malo)
    seal(ballot, malo)
    assert ballots.casters_of(ballot) == {malo.pk}


def test_once_everybody_has_voted_it_closes_at_once_however_few(meeting, board, ines):
    for member in board:
        mark_present(meeting, member, actor=member)
    ballot = ask(meeting, ines, **SECRET)
    the_others_vote(ballot, "for")
    closed = close_ballot(ballot, actor=ines)
    assert (closed.outcome, closed.shows_outcome_alone) == ("adopted", True)


def test_it_runs_to_its_end_when_the_meeting_closes_first(crowd, ines, malo, rose):
    meeting = hall(crowd, ines)
    ballot = ask(meeting, ines, **SECRET)
    seal(ballot, malo)

    assert close_gathering(meeting, actor=ines).closed_at

    seal(ballot, rose)
    let_its_time_pass(ballot)
    assert close_ballot(ballot, actor=CLOCK).result["cast"] == 2


# What few answered in secret


@pytest.fixture
def few(crowd, ines, malo, rose) -> Ballot:
    """Of six, Malo and Rose have voted, one for, one against; Inès took no part, by name."""
    ballot = ask(hall(crowd, ines, quorum=ShareOfRoll(Fraction(1, 2))), ines, question="Qui part ?", **SECRET)
    seal(ballot, malo, "for")
    seal(ballot, rose, "against")
    cast_vote(ballot, elector=ines, choice="no_part", reason="C’est moi", actor=ines)
    return close_in_time(ballot, actor=ines)


def test_of_few_only_the_outcome_is_kept_and_told(few):
    assert few.shows_outcome_alone
    assert few.result == {
        "outcome": "rejected",
        "quorum": {"needed": 3, "present": 5, "reached": True},
        "cast": 2,
        "roll": 6,
    }
    entry = told("ballot.closed")
    assert "tally" not in entry
    assert (entry["outcome"], entry["cast"], entry["winners"]) == ("rejected", 2, [])
    assert verify(few).holds


def test_the_sentence_tells_no_count(few):
    assert sentence_of(few) == (
        "2 votants sur 6\xa0; quorum 3 atteint\xa0; moins de cinq personnes ont voté à bulletin secret, "
        "seule l’issue est donnée\xa0: rejetée."
    )


PAGES = ["/ballots/{}/", "/ballots/{}/verification/", "/ballots/{}/mine/", "/api/v1/ballots/{}/result/"]
REFUSED = [
    "/ballots/{}/list.json",
    "/ballots/{}/count.json",
    "/api/v1/ballots/{}/count/",
    "/api/v1/ballots/{}/published/",
]


@pytest.mark.parametrize("address", PAGES)
def test_no_page_shows_who_voted_or_what(few, client, ines, address):
    client.force_login(ines)
    answer = client.get(address.format(few.pk), headers={"accept-language": "fr"})
    assert answer.status_code == 200
    shown = answer.content.decode()
    assert not any(word in shown for word in ("Malo", "Rose", "data-code", "votes_for", "Pour", "Contre", "pour 1"))
    assert not any(code in shown for code in few.sealed.values_list("code", flat=True))


@pytest.mark.parametrize("address", REFUSED)
def test_its_list_and_what_was_counted_are_not_published(few, client, ines, address):
    client.force_login(ines)
    assert client.get(address.format(few.pk)).status_code == 403


def test_a_code_is_looked_for_nowhere(few, client, malo):
    client.force_login(malo)
    code = few.sealed.first().code
    assert client.post(f"/ballots/{few.pk}/verification/", {"code": code}).status_code == 403


def test_the_journal_tells_nothing_more(few):
    texts = [bytes(entry.bytes).decode() for entry in Entry.objects.filter(topics__topic=few.topic)]
    closing = next(json.loads(text)["body"] for text in texts if '"ballot.closed"' in text)
    assert set(closing) <= {
        *("ballot", "owner", "outcome", "winners", "quorum", "cast", "ballots"),
        *("ballots_hash", "result_hash", "closed_at"),
    }


def test_of_few_who_chose_among_options_what_was_chosen_is_told(crowd, ines, malo):
    asked = {"rules": OptionRules("approval"), "options": ["Ana", "Bo"], "secret": True}
    ballot = ask(hall(crowd, ines, quorum=None), ines, **asked)
    seal(ballot, malo, {"approve": ["Bo"]})
    closed = close_in_time(ballot, actor=ines)
    assert closed.result["winners"] == ["Bo"]
    assert told("ballot.closed")["winners"] == [1]
    assert sentence_of(closed).endswith("seule l’issue est donnée\xa0: choix retenu, Bo.")


def test_from_five_people_on_everything_is_told(crowd, ines):
    ballot = ask(hall(crowd, ines), ines, rules=MajorityRules(threshold=Threshold.ABSOLUTE, secret=True), secret=True)
    for member in crowd[:5]:
        seal(ballot, member)
    closed = close_in_time(ballot, actor=ines)
    assert not closed.shows_outcome_alone
    assert told("ballot.closed")["tally"]["votes_for"] == 5


# While the result shows


@pytest.fixture
def live(crowd, ines) -> Ballot:
    """Of six who are there nobody has voted yet; everybody sees the answers as they come."""
    return ask(hall(crowd, ines), ines, live=True)


def test_a_ballot_that_shows_meanwhile_has_an_end_of_its_own_and_a_poll_none(live, ines):
    assert live.closes_at - live.opened_at == timedelta(minutes=10)
    poll = ask(live.gathering, ines, owner="room:9", poll=True)
    assert (poll.is_live, poll.closes_at) == (True, None)
    assert close_ballot(poll, actor=ines).closed_at


def test_nobody_closes_it_at_the_moment_that_suits_them(live, crowd, ines):
    for member in crowd[:5]:
        cast_vote(live, elector=member, choice="for", actor=member)
        with refused("live"):
            close_ballot(live, actor=ines)
    live.refresh_from_db()
    assert (live.closed_at, live.announced_at, ballots.closes_by_hand(live)) == (None, None, False)

    cast_vote(live, elector=crowd[5], choice="against", actor=crowd[5])
    assert ballots.closes_by_hand(live)
    assert close_ballot(live, actor=ines).outcome == "adopted"


def test_it_runs_to_its_end_by_itself(live, malo):
    cast_vote(live, elector=malo, choice="against", actor=malo)
    let_its_time_pass(live)
    assert close_ballot(live, actor=CLOCK).outcome == "rejected"


def test_its_refusal_says_when_it_closes(live, ines):
    with refused("live") as refusal:
        close_ballot(live, actor=ines)
    assert "personne ne choisit le moment où il se ferme" in str(refusal.value.messages)


# The list of those who may answer


def test_noting_departures_neither_completes_a_secret_ballot_nor_shrinks_the_next(crowd, ines, rose):
    """Inès conducts: she would have Rose alone answer, and read her answer in the outcome."""
    meeting = hall(crowd, ines)
    ballot = ask(meeting, ines, **SECRET)
    seal(ballot, rose)
    for member in crowd:
        if member not in (ines, rose):
            mark_left(meeting, member, actor=ines)
    with refused("few"):
        close_ballot(ballot, actor=ines)
    assert ballot.roll.filter(present=True).count() == 6

    let_its_time_pass(ballot)
    close_ballot(ballot, actor=CLOCK)
    assert ask(meeting, ines, question="Encore ?", **SECRET).roll.filter(present=True).count() == 6


def test_who_leaves_while_it_is_open_is_still_waited_for(crowd, ines, malo, rose):
    meeting = hall(crowd, ines, present=[ines, malo, rose])
    ballot = ask(meeting, ines, **SECRET)
    for member in (ines, malo):
        seal(ballot, member)
    mark_left(meeting, rose, actor=rose)
    with refused("few"):
        close_ballot(ballot, actor=ines)
    seal(ballot, rose)
    assert close_ballot(ballot, actor=ines).shows_outcome_alone
