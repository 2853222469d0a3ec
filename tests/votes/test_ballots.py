"""A ballot freezes its roll when it opens, and is counted when it closes."""

import hashlib
import json
from datetime import timedelta
from fractions import Fraction

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from journal import topics
from journal.actions import CLOCK
from journal.models import EntryTopic
from tests.closing import close_in_time
from tests.conftest import person
from tests.refusals import refused
from tests.votes.conftest import accepted_proxy, ask, rules_for, spaced, told, verbs
from votes import comparison, due
from votes.actions import (
    cast_vote,
    close_ballot,
    mark_left,
    mark_present,
    open_gathering,
    renew_roll,
)
from votes.counting import recount
from votes.counting.majority import Base, Choice, MajorityOutcome, MajorityRules, TieRule
from votes.counting.quorum import NumberOfPeople
from votes.integrity import commitments as commitment_integrity
from votes.methods import tallying
from votes.models import Ballot, RollEntry, Seal, Vote
from votes.queries.ballots import ballots_waiting_for, turnout
from votes.queries.results import count_input, lines_of, result_of
from votes.wording import ballots as wording
from votes.wording.results import sentence_of


def time_passes(ballot: Ballot) -> None:
    """The ballot's closing time is a minute ago. The clock is the database's, so the ballot moves."""
    now = timezone.now()
    Ballot.objects.filter(pk=ballot.pk).update(opened_at=now - timedelta(hours=1), closes_at=now - timedelta(minutes=1))


def test_opening_freezes_who_is_on_the_roll_present_or_represented(meeting, ines, malo, rose):
    accepted_proxy(meeting, giver=rose, holder=malo)
    mark_present(meeting, malo, actor=malo)
    ballot = ask(meeting, ines)

    frozen = {(row.member, row.present, row.represented_by) for row in ballot.roll.all()}
    assert frozen == {(ines, False, None), (malo, True, None), (rose, False, malo)}
    rows = sorted([row.member_id, row.present, row.represented_by_id] for row in ballot.roll.all())
    text = json.dumps(rows, separators=(",", ":"))
    assert ballot.roll_hash == hashlib.sha256(text.encode()).hexdigest()
    entry = told("ballot.opened")
    assert (entry["roll"], entry["present"], entry["represented"]) == (3, 1, 1)
    assert (entry["roll_hash"], entry["quorum"]) == (ballot.roll_hash, "1/2")
    assert entry["rules"] == {
        "base": "expressed",
        "threshold": "absolute",
        "tie": "rejected",
        "no_part_counts": False,
        "secret": False,
    }
    assert "building" not in json.dumps(entry)  # the question may name people: a commitment only


@pytest.mark.parametrize(
    ("no_part_counts", "quorum", "outcome"),
    [
        (False, {"needed": 2, "present": 1, "reached": False}, "no_quorum"),
        (True, {"needed": 2, "present": 3, "reached": True}, "adopted"),
    ],
)
def test_who_takes_no_part_counts_for_the_quorum_where_the_ballot_says_so(
    no_part_counts, quorum, outcome, meeting, board, ines, malo, rose
):
    """Three are there, half is needed: two take no part. Whoever counts the list again finds the same."""
    for member in board:
        mark_present(meeting, member, actor=member)
    ballot = ask(meeting, ines, rules=MajorityRules(no_part_counts=no_part_counts))
    cast_vote(ballot, elector=ines, choice="for", actor=ines)
    for member in (malo, rose):
        cast_vote(ballot, elector=member, choice="no_part", reason="C’est mon four.", actor=member)
    closed = close_in_time(ballot, actor=ines)

    assert told("ballot.opened")["rules"]["no_part_counts"] is no_part_counts
    assert (closed.outcome, closed.result["quorum"]) == (outcome, quorum)
    assert recount.answer(count_input(closed))["quorum"] == quorum
    assert (
        "Les personnes qui ne prennent pas part au vote ne comptent pas pour le quorum." in wording.rules(closed)
    ) is (not no_part_counts)


def test_what_happens_later_does_not_change_the_roll(ballot, meeting, board, omar, ines, rose):
    before = list(ballot.roll.values_list("member", "present"))
    mark_left(meeting, rose, actor=rose)
    renew_roll(meeting, rules=rules_for(ines, omar), actor=ines)
    mark_present(meeting, omar, actor=omar)

    assert list(ballot.roll.values_list("member", "present")) == before
    assert cast_vote(ballot, elector=rose, choice="for", actor=rose)  # was there when it opened
    with refused("votes.cast"):
        cast_vote(ballot, elector=omar, choice="for", actor=omar)
    result = result_of(close_in_time(ballot, actor=ines))
    assert (result.tally.roll, result.tally.present) == (3, 3)


def test_opening_the_same_question_again_gives_the_same_ballot(ballot, meeting, ines):
    assert ask(meeting, ines) == ballot
    with refused("already_open"):
        ask(meeting, ines, question="Another?")
    assert verbs().count("ballot.opened") == 1


@pytest.mark.parametrize("who", ["malo", "omar", "admin", "clock"])
def test_only_who_conducts_opens_and_closes(who, ballot, meeting, request):
    actor = CLOCK if who == "clock" else request.getfixturevalue(who)
    with refused("votes.open"):
        ask(meeting, actor, owner="room:1")
    with refused("votes.close"):
        close_in_time(ballot, actor=actor)
    ballot.refresh_from_db()
    assert (ballot.closed_at, verbs().count("ballot.opened")) == (None, 1)


def test_conducting_the_meeting_gives_no_ballot_of_another_owner(meeting, ines, malo):
    mark_present(meeting, malo, actor=malo)
    with refused("votes.open"):
        ask(meeting, ines, owner="elsewhere:1")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"question": "  "}, "question"),
        ({"closes_at": timezone.now() - timedelta(minutes=1)}, "too_early"),
        ({"rules": MajorityRules(secret=True)}, "secret"),
        ({"rules": MajorityRules(tie=TieRule.CASTING)}, "casting_voter"),
        ({"rules": MajorityRules(tie=TieRule.CASTING, threshold=Fraction(2, 3))}, "casting"),
        ({"rules": MajorityRules(tie=TieRule.CASTING, threshold="absolute", base=Base.ROLL)}, "casting"),
    ],
)
def test_a_ballot_that_could_not_be_counted_does_not_open(changed, code, meeting, malo, ines):
    mark_present(meeting, malo, actor=malo)
    with refused(code):
        ask(meeting, ines, **changed)
    assert not Ballot.objects.exists()


def test_the_casting_vote_belongs_to_somebody_of_the_roll(meeting, malo, omar, ines):
    mark_present(meeting, malo, actor=malo)
    rules = MajorityRules(tie=TieRule.CASTING)
    with refused("casting_voter"):
        ask(meeting, ines, rules=rules, casting_voter=omar)
    with refused("casting"):
        ask(meeting, ines, casting_voter=ines)
    assert ask(meeting, ines, rules=rules, casting_voter=ines).casting_voter == ines


def test_a_ballot_needs_somebody_in_the_room(meeting, ines):
    with refused("nobody"):
        ask(meeting, ines)


def test_online_nobody_is_present(consultation, ines):
    with refused("present_online"):
        ask(consultation, ines, rules=MajorityRules(base=Base.PRESENT))


def test_closing_counts_and_commits_to_every_vote(ballot, ines, malo, rose):
    cast_vote(ballot, elector=ines, choice="for", actor=ines)
    cast_vote(ballot, elector=malo, choice="against", actor=malo)
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    cast_vote(ballot, elector=rose, choice="abstain", actor=rose)

    closed = close_in_time(ballot, actor=ines)

    result = result_of(closed)
    assert (result.outcome, result.base, result.needed) == (MajorityOutcome.ADOPTED, 2, 2)
    assert (result.tally.votes_for, result.tally.votes_against, result.tally.abstain) == (2, 0, 1)
    assert (result.quorum.needed, result.quorum.counted, result.quorum.reached) == (2, 3, True)
    entry = told("ballot.closed")
    assert (entry["outcome"], entry["base"], entry["needed"], entry["ballots"]) == ("adopted", 2, 2, 3)
    assert entry["tally"]["votes_for"] == 2
    assert entry["quorum"] == {"needed": 2, "present": 3, "reached": True}
    commitments = sorted(Seal.objects.values_list("commitment", flat=True))
    text = json.dumps(commitments, separators=(",", ":"))
    assert entry["ballots_hash"] == closed.ballots_hash == hashlib.sha256(text.encode()).hexdigest()
    assert tallying.read_result(closed, closed.result) == result


def test_closing_twice_changes_nothing(ballot, ines):
    first = close_in_time(ballot, actor=ines)
    second = close_in_time(ballot, actor=ines)

    assert (second.closed_at, second.ballots_hash) == (first.closed_at, first.ballots_hash)
    assert verbs().count("ballot.closed") == 1


def test_a_tie_is_decided_by_the_casting_vote(ballot, meeting, ines, malo):
    close_in_time(ballot, actor=ines)
    rules = MajorityRules(tie=TieRule.CASTING)
    tied = ask(meeting, ines, rules=rules, casting_voter=malo)
    cast_vote(tied, elector=ines, choice="against", actor=ines)
    cast_vote(tied, elector=malo, choice="for", actor=malo)

    result = result_of(close_in_time(tied, actor=ines))

    assert (result.outcome, result.tied, result.casting) == (MajorityOutcome.ADOPTED, True, Choice.FOR)


def test_a_casting_vote_cast_by_a_proxys_holder_does_not_decide(meeting, ines, malo, rose):
    accepted_proxy(meeting, giver=rose, holder=malo)
    for member in (ines, malo):
        mark_present(meeting, member, actor=member)
    tied = ask(meeting, ines, rules=MajorityRules(tie=TieRule.CASTING), casting_voter=rose)
    cast_vote(tied, elector=ines, choice="against", actor=ines)
    cast_vote(tied, elector=malo, choice="abstain", actor=malo)
    cast_vote(tied, elector=rose, choice="for", actor=malo)

    result = result_of(close_ballot(tied, actor=ines))

    assert (result.outcome, result.tied, result.casting) == (MajorityOutcome.REJECTED, True, None)


def test_a_number_of_people_is_frozen_counted_and_said(board, ines, malo, rose, client):
    meeting = open_gathering(owner="room:1", rules=rules_for(*board, quorum=NumberOfPeople(2)), actor=ines)
    for member in (ines, malo):
        mark_present(meeting, member, actor=member)
    ballot = ask(meeting, ines)
    assert (ballot.quorum, told("ballot.opened")["quorum"]) == (NumberOfPeople(2), "2 people")
    said = wording.rules(ballot)
    assert "Quorum\xa0: au moins 2 des personnes inscrites, compté sur les présents ou représentés." in said

    cast_vote(ballot, elector=ines, choice="for", actor=ines)
    closed = close_in_time(ballot, actor=ines)

    assert (closed.outcome, closed.result["quorum"]) == ("adopted", {"needed": 2, "present": 2, "reached": True})
    assert "quorum 2 atteint" in sentence_of(closed)
    assert list(comparison.ballots()) == []


def test_the_register_says_base_and_threshold_even_without_the_quorum(meeting, ines, malo):
    mark_present(meeting, malo, actor=malo)
    ballot = ask(meeting, ines, rules=MajorityRules(threshold="2/3", base=Base.ROLL))
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    closed = close_ballot(ballot, actor=ines)
    assert sentence_of(closed) == spaced(
        "1 votant sur 3 ; quorum 2 non atteint ; pour 1, contre 0, abstentions 0 ; "
        "majorité des deux tiers des inscrits (2 sur 3) non atteinte : faute de quorum, ni adoptée ni rejetée."
    ).replace(" ;", "\xa0;").replace(" :", "\xa0:")


def test_without_its_quorum_it_is_neither_adopted_nor_rejected(meeting, ines, malo):
    mark_present(meeting, malo, actor=malo)
    ballot = ask(meeting, ines)
    cast_vote(ballot, elector=malo, choice="for", actor=malo)

    assert close_in_time(ballot, actor=ines).outcome == "no_quorum"


def test_results_are_hidden_until_the_close(ballot, ines, malo):
    cast_vote(ballot, elector=malo, choice="for", actor=malo)

    assert result_of(ballot) is None
    assert (turnout(ballot).answered, turnout(ballot).entitled) == (1, 3)


def test_a_live_ballot_shows_them_as_they_come(meeting, ines, malo):
    mark_present(meeting, malo, actor=malo)
    ballot = ask(meeting, ines, live=True)
    cast_vote(ballot, elector=malo, choice="for", actor=malo)

    assert result_of(ballot).tally.votes_for == 1


def test_an_announced_end_online_is_kept_until_everybody_has_answered(consultation, board, ines):
    ballot = ask(consultation, ines, closes_at=timezone.now() + timedelta(days=7))
    for member in board[:2]:
        cast_vote(ballot, elector=member, choice="for", actor=member)
    with refused("announced"):
        close_ballot(ballot, actor=ines)
    with refused("announced"):
        close_ballot(ballot, actor=CLOCK)

    cast_vote(ballot, elector=board[2], choice="for", actor=board[2])
    assert close_in_time(ballot, actor=ines).closed_at


def test_the_clock_closes_what_is_due_once(consultation, ines, malo):
    ballot = ask(consultation, ines, closes_at=timezone.now() + timedelta(days=7))
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    assert due.close_ballots() == 0
    time_passes(ballot)

    assert due.close_ballots() == 1
    assert due.close_ballots() == 0

    ballot.refresh_from_db()
    assert ballot.closed_at == ballot.closes_at  # not the instant at which somebody was awake
    assert (ballot.outcome, verbs().count("ballot.closed")) == ("no_quorum", 1)


def test_the_clock_closes_nothing_that_people_close(ballot):
    with refused("votes.close"):
        close_ballot(ballot, actor=CLOCK)


def test_what_waits_for_somebody(ballot, consultation, ines, malo, rose, omar):
    online = ask(consultation, ines)
    assert set(ballots_waiting_for(malo)) == {ballot, online}
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    assert set(ballots_waiting_for(malo)) == {online}
    assert not ballots_waiting_for(omar).exists()
    close_in_time(ballot, actor=ines)
    assert set(ballots_waiting_for(rose)) == {online}


def test_the_database_knows_one_open_ballot_an_owner_and_no_half_closing(ballot):
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(
            gathering=ballot.gathering,
            owner=ballot.owner,
            question="?",
            rules=ballot.rules,
            opened_at=timezone.now(),
            roll_hash="",
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.filter(pk=ballot.pk).update(closed_at=timezone.now())


def test_a_check_finds_any_change_and_survives_an_erasure(ballot, ines, malo, rose):
    for member, choice in ((ines, "for"), (malo, "against")):
        cast_vote(ballot, elector=member, choice=choice, actor=member)
    close_in_time(ballot, actor=ines)
    ballot.refresh_from_db()
    assert commitment_integrity.check(ballot).holds

    vote = Vote.objects.get(entry__member=malo)
    Vote.objects.filter(pk=vote.pk).update(choice="for")
    assert (commitment_integrity.check(ballot).holds, commitment_integrity.check(ballot).wrong) == (False, 1)
    Vote.objects.filter(pk=vote.pk).update(choice="against")

    Seal.objects.filter(vote=vote).update(key="")
    assert (commitment_integrity.check(ballot).holds, commitment_integrity.check(ballot).erased) == (True, 1)

    RollEntry.objects.filter(member=rose).update(present=False)
    assert not commitment_integrity.check(ballot).roll
    RollEntry.objects.filter(member=rose).update(present=True)
    Seal.objects.first().delete()
    assert not commitment_integrity.check(ballot).ballots


def test_counting_asks_the_same_questions_for_2_and_for_30(ca, ines, malo):
    def questions(number: int) -> int:
        people = [person(f"Person {number}-{index}", ca) for index in range(number)]
        gathering = open_gathering(owner=f"room:{number}", rules=rules_for(ines, *people, online=True), actor=ines)
        ballot = ask(gathering, ines)
        for one in people:
            cast_vote(ballot, elector=one, choice="for", actor=one)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            close_in_time(ballot, actor=ines)
        assert lines_of(ballot) == [(number, "for")]
        return len(asked)

    assert questions(2) == questions(30)


def test_the_journal_tells_of_a_ballot_where_its_owner_is_read(meeting, malo, ines):
    """Not in the meeting's own topic: a closed item's question is not for all who read the meeting."""
    mark_present(meeting, malo, actor=malo)
    ballot = ask(meeting, ines, owner="room:77")
    close_in_time(ballot, actor=ines)

    for verb in ("ballot.opened", "ballot.closed"):
        topics = EntryTopic.objects.filter(entry__verb=verb).values_list("topic", flat=True)
        assert set(topics) == {ballot.topic, "room:77"}


def test_who_follows_a_ballot_in_the_journal(ballot, meeting, malo, omar, admin):
    unknown = {"ballot:99999", "ballot:x", "gathering:x", "gathering:99999"}
    known = {ballot.topic, meeting.topic}
    assert topics.readable(malo, known | unknown) == known
    for person_ in (omar, admin, AnonymousUser(), CLOCK):
        assert topics.readable(person_, known | unknown) == set()
        assert not any(topics.can_read(person_, topic) for topic in known | unknown)
    assert all(topics.can_read(malo, topic) for topic in known)
    assert not any(topics.can_read(malo, topic) for topic in unknown)
