"""A large count is made apart: the ballot closes at once, its result comes once, whichever clock writes it."""

import random

import pytest
from django.urls import reverse

from journal.actions import CLOCK
from journal.clock import stamp
from journal.models import Entry
from members.models import Mail
from members.outbox import Wording, wording_now
from tests.closing import close_in_time
from tests.conftest import person
from tests.refusals import refused
from tests.votes.conftest import ask, rules_for, spaced, the_others_vote, told, verbs
from votes import comparison, counter
from votes.actions import cast_vote, close_ballot, open_gathering, seal_vote, void_ballot
from votes.actions.counting import count_ballots, give_more_time, write_count
from votes.counting import effort, recount
from votes.integrity import receipts
from votes.integrity.verification import verify
from votes.methods.rules import OptionRules
from votes.models import Ballot, SealedVote, Vote
from votes.presenters import ballots
from votes.presenters.voting_panel import my_vote
from votes.queries.results import count_input

pytestmark = pytest.mark.django_db
MANY = [f"Option {number:02}" for number in range(60)]
LARGE = {"rules": OptionRules("equal_shares", budget=100, costs=dict.fromkeys(MANY, 7)), "options": MANY}
ENDLESS = {"rules": OptionRules("pav", seats=20), "options": MANY[:40]}


@pytest.fixture(autouse=True)
def nothing_runs_on():
    yield
    counter.stop()
    counter._results.clear()


@pytest.fixture
def large(consultation, board, ines) -> Ballot:
    """All three have answered."""
    return answered(ask(consultation, ines, **LARGE), board)


@pytest.fixture
def endless(consultation, board, ines, monkeypatch) -> Ballot:
    """Opened before such a question was refused; it is given a second, then two."""
    monkeypatch.setattr(effort, "MOST", float("inf"))
    monkeypatch.setattr(counter, "DEADLINES", (1, 2))
    return close_ballot(answered(ask(consultation, ines, **ENDLESS), board), actor=ines)


def answered(ballot, people):
    drawn = random.Random(7)
    for one in people:
        cast_vote(ballot, elector=one, choice={"approve": sorted(drawn.sample(ballot.options, 3))}, actor=one)
    return ballot


def the_clock_counts() -> int:
    """Until nothing is being counted any more."""
    written = count_ballots()
    while counter.is_busy():
        for one in list(counter._running.values()):
            one.process.wait()
        written += count_ballots()
    return written


def ended_at() -> int:
    return Entry.objects.get(verb="ballot.ended").seq


def test_a_small_count_shows_its_result_at_the_closing(consultation, board, ines):
    ballot = answered(ask(consultation, ines, rules=OptionRules("approval", seats=2), options=MANY[:6]), board)
    assert close_ballot(ballot, actor=ines).outcome == "elected"
    assert not counter.is_busy()


def test_a_large_ballot_closes_at_once_and_is_being_counted(large, malo, ines, client):
    closed = close_ballot(large, actor=ines)

    assert (closed.closed_at, closed.outcome, closed.is_counting) == (None, "", True)
    assert verbs()[-1] == "ballot.ended"
    assert told("ballot.ended") == {
        "ballot": closed.pk,
        "owner": closed.owner,
        "ballots": 3,
        "ballots_hash": closed.ballots_hash,
        "closes_at": stamp(closed.closes_at),
    }
    with refused("closed"):
        cast_vote(closed, elector=malo, choice={"approve": MANY[:1]}, actor=malo)
    with refused("counting"):
        void_ballot(closed, actor=ines)
    with refused("already_open"):
        ask(closed.gathering, ines, owner=closed.owner)
    shown = ballots.show(closed)
    assert (shown.state, shown.result, shown.rows) == ("counting", None, [])
    client.force_login(malo)
    page = spaced(client.get(closed.get_absolute_url(), headers={"accept-language": "fr"}).content.decode())
    assert "Le dépouillement est en cours : le résultat sera là" in page
    assert "déclaré nul" not in page
    assert client.get(reverse("votes:ballot-verification", args=[closed.pk])).status_code == 403


def test_asked_again_nothing_changes(large, ines):
    first = close_ballot(large, actor=ines)
    second = close_ballot(large, actor=ines)
    assert (second.ballots_hash, second.closes_at) == (first.ballots_hash, first.closes_at)
    assert verbs().count("ballot.ended") == 1


def test_its_result_comes_once_and_bears_the_date_of_the_closing(large, ines):
    closed = close_ballot(large, actor=ines)
    assert count_ballots() == 0
    assert the_clock_counts() == 1
    assert the_clock_counts() == 0

    large.refresh_from_db()
    assert (large.closed_at, large.outcome) == (closed.closes_at, "elected")
    assert large.ballots_hash == closed.ballots_hash
    expected = recount.answer(count_input(large))
    assert large.result["winners"] == expected["winners"]
    assert verbs().count("ballot.closed") == 1
    assert told("ballot.closed")["ballots_hash"] == told("ballot.ended")["ballots_hash"]
    large.gathering.refresh_from_db()
    assert large.gathering.closed_at == large.closed_at


def test_whoever_comes_second_writes_nothing(large, ines):
    closed = close_ballot(large, actor=ines)
    the_clock_counts()
    first = Ballot.objects.get(pk=large.pk)
    other = {**first.result, "outcome": "tie"}

    assert write_count(closed, result=other, actor=CLOCK).outcome == "elected"
    assert give_more_time(closed, tries=1, actor=CLOCK).count_tries == 0
    assert verbs().count("ballot.closed") == 1


def test_the_clock_alone_writes_a_count(large, ines, admin):
    closed = close_ballot(large, actor=ines)
    for other in (ines, admin):
        with refused("votes.write_count"):
            write_count(closed, result={"outcome": "elected"}, actor=other)
        with refused("votes.write_count"):
            give_more_time(closed, tries=1, actor=other)


def test_a_server_that_is_killed_meanwhile_loses_nothing(large, ines):
    close_ballot(large, actor=ines)
    count_ballots()
    counter.stop()
    counter._results.clear()
    assert the_clock_counts() == 1


def test_by_time_too(consultation, board, ines):
    ballot = answered(ask(consultation, ines, **LARGE), board[:2])
    closed = close_in_time(ballot, actor=ines)
    assert closed.is_counting
    assert the_clock_counts() == 1
    assert Ballot.objects.get(pk=ballot.pk).closed_at == closed.closes_at


def test_in_secret_the_list_is_everyones_with_the_result(board, ines, ca):
    people = [*board, *(person(f"Voter {number}", ca) for number in range(3))]
    hall = open_gathering(owner="room:8", rules=rules_for(*people, online=True), actor=ines)
    ballot = ask(hall, ines, secret=True, **LARGE)
    code = receipts.make()
    seal_vote(ballot, elector=board[0], choice={"approve": MANY[:2]}, code=code, actor=board[0])
    the_others_vote(ballot, {"approve": MANY[:1]})

    closed = close_ballot(ballot, actor=ines)
    assert (closed.is_counting, ballots.show(closed).nameless) == (True, [])
    assert the_clock_counts() == 1
    counted = Ballot.objects.get(pk=ballot.pk)
    assert code in [one.code for one in ballots.show(counted).nameless]
    assert verify(counted).holds


def test_what_takes_too_long_is_tried_again_with_more_time_and_told(endless, ines, admin, client):
    count_ballots()
    next(iter(counter._running.values())).process.wait()
    count_ballots()

    endless.refresh_from_db()
    assert (endless.is_counting, endless.count_tries) == (True, 1)
    letter = Mail.objects.get(kind="count_takes_long")
    assert letter.member == admin
    assert endless.question not in letter.text
    assert wording_now(letter) == Wording(letter.subject, letter.text)
    Ballot.objects.filter(pk=endless.pk).update(closed_at=endless.closes_at, outcome="elected")
    assert wording_now(letter) is None  # it waited for the mail server, and the count has ended
    Ballot.objects.filter(pk=endless.pk).update(closed_at=None, outcome="")
    client.force_login(ines)
    page = spaced(client.get(endless.get_absolute_url(), headers={"accept-language": "fr"}).content.decode())
    assert "Rien n’est perdu" in page
    assert my_vote(endless, ines).may_void is False

    assert the_clock_counts() == 0
    endless.refresh_from_db()
    assert (endless.is_counting, endless.count_tries) == (True, 2)
    assert Mail.objects.filter(kind="count_takes_long").count() == 1
    assert count_ballots() == 0
    assert not counter.is_busy()


def test_what_no_deadline_was_enough_for_may_be_declared_void(endless, ines, admin):
    with refused("counting"):
        void_ballot(endless, actor=ines)
    give_more_time(endless, tries=2, actor=CLOCK)
    endless.refresh_from_db()
    assert my_vote(endless, ines).may_void is True
    assert not void_ballot(endless, actor=ines).is_void
    assert void_ballot(endless, actor=admin).is_void
    assert not SealedVote.objects.filter(ballot=endless).exists()


def test_what_no_count_can_read_waits_for_nobody(large, ines):
    closed = close_ballot(large, actor=ines)
    Ballot.objects.filter(pk=large.pk).update(options=MANY[:1])
    assert the_clock_counts() == 0
    closed.refresh_from_db()
    assert closed.count_tries == len(counter.DEADLINES)


def test_verifying_counts_apart_and_once(large, ines, malo, client):
    close_ballot(large, actor=ines)
    the_clock_counts()
    counter._results.clear()  # as on another server
    large.refresh_from_db()
    client.force_login(malo)
    address = reverse("votes:ballot-verification", args=[large.pk])

    page = spaced(client.get(address, headers={"accept-language": "fr"}).content.decode())
    assert "revenez sur cette page dans une minute" in page
    next(iter(counter._running.values())).process.wait()
    page = spaced(client.get(address, headers={"accept-language": "fr"}).content.decode())
    assert "Tout concorde" in page
    assert verify(large).holds
    assert not counter.is_busy()


def test_the_journal_holds_the_list_from_the_closing_on(large, ines):
    closed = close_ballot(large, actor=ines)
    assert list(comparison.ballots()) == []
    vote = Vote.objects.filter(entry__ballot=large).first()
    kept, vote.choice = vote.choice, {"approve": MANY[:1]}
    vote.save(update_fields=["choice"])
    assert list(comparison.ballots()) == [f"Ballot {large.pk}: its list of ballots is not that of entry {ended_at()}."]
    vote.choice = kept
    vote.save(update_fields=["choice"])
    the_clock_counts()
    assert list(comparison.ballots()) == []
    Ballot.objects.filter(pk=closed.pk).update(ballots_hash="0" * 64)
    assert any(f"entry {ended_at()}" in wrong for wrong in comparison.ballots())


# The process


def test_a_count_is_killed_at_its_deadline_and_asked_again_with_more_time_begins_anew():
    asked = b'{"method": "pav", "options": ["' + b'", "'.join(name.encode() for name in MANY) + b'"], "seats": 30, '
    asked += b'"ballots": [{"n": 1, "approve": ["Option 01"]}]}'
    assert counter.ask(asked, 1) is None
    next(iter(counter._running.values())).process.wait()
    for _again in range(2):
        with pytest.raises(counter.CountTooLong):
            counter.ask(asked, 1)
    assert counter.ask(asked, 2) is None
    assert counter.is_busy()


def test_a_few_go_on_at_once_and_the_others_wait_their_turn():
    def asked(number):
        return f'{{"method": "majority", "id": {number}, "ballots": [{{"n": 1, "choice": "for"}}]}}'.encode()

    assert [counter.ask(asked(number), 5) for number in range(4)] == [None] * 4
    assert len(counter._running) == counter.AT_ONCE
    while counter.is_busy():
        for one in list(counter._running.values()):
            one.process.wait()
        for number in range(4):
            counter.ask(asked(number), 5)
    assert all(b'"adopted"' in counter.ask(asked(number), 5) for number in range(4))


def test_what_cannot_be_counted_says_so():
    assert counter.ask(b'{"method": "none"}', 5) is None
    next(iter(counter._running.values())).process.wait()
    with pytest.raises(ValueError, match="method"):
        counter.ask(b'{"method": "none"}', 5)
