"""Somebody answers: once, for themself or by proxy, until the close."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from journal.models import Request
from journal.repeats import answering, sent
from tests.closing import close_in_time
from tests.refusals import refused
from tests.votes.conftest import ask, spaced, verbs
from tests.votes.test_ballots import time_passes
from votes.actions import cast_vote, mark_left, mark_present
from votes.models import Vote
from votes.wording.ballots import to_the_second, too_late

ACT = {"X-Act": "1"}


def test_a_vote_counts_and_the_journal_does_not_hear_of_it(ballot, malo):
    before = verbs()
    vote = cast_vote(ballot, elector=malo, choice="for", actor=malo)

    assert (vote.entry.member, vote.choice, vote.cast_by, vote.version, vote.counts) == (malo, "for", malo, 1, True)
    assert verbs() == before


@pytest.mark.parametrize("choice", ["for", "against", "abstain", "blank"])
def test_each_answer(choice, ballot, malo):
    assert cast_vote(ballot, elector=malo, choice=choice, actor=malo).choice == choice


@pytest.mark.parametrize("choice", ["", "yes", "FOR", None, 1, ["for"]])
def test_no_other_answer(choice, ballot, malo):
    with refused("choice"):
        cast_vote(ballot, elector=malo, choice=choice, actor=malo)
    assert not Vote.objects.exists()


def test_taking_no_part_says_why(ballot, malo):
    with refused("reason"):
        cast_vote(ballot, elector=malo, choice="no_part", actor=malo, reason=" ")

    vote = cast_vote(ballot, elector=malo, choice="no_part", actor=malo, reason="I rent the workshop")
    assert (vote.choice, vote.reason) == ("no_part", "I rent the workshop")
    assert cast_vote(ballot, elector=malo, choice="for", actor=malo, reason="left over").reason == ""


@pytest.mark.parametrize("who", ["omar", "noe", "lise", "admin"])
def test_who_is_not_on_the_roll_does_not_vote(who, ballot, malo, request):
    actor = request.getfixturevalue(who)
    for elector in (actor, malo):
        with refused("votes.cast"):
            cast_vote(ballot, elector=elector, choice="for", actor=actor)
    assert not Vote.objects.exists()


def test_no_rule_is_skipped_for_who_conducts_or_is_deactivated(ballot, ines, malo):
    with refused("votes.cast"):
        cast_vote(ballot, elector=malo, choice="for", actor=ines)
    malo.is_active = False
    with refused("votes.cast"):
        cast_vote(ballot, elector=malo, choice="for", actor=malo)


def test_who_arrives_later_votes_in_the_next_ballot(meeting, ines, malo, rose):
    mark_present(meeting, malo, actor=malo)
    ballot = ask(meeting, ines)
    mark_present(meeting, rose, actor=rose)

    with refused("not_present"):
        cast_vote(ballot, elector=rose, choice="for", actor=rose)
    close_in_time(ballot, actor=ines)
    assert cast_vote(ask(meeting, ines), elector=rose, choice="for", actor=rose)


def test_who_leaves_has_still_their_vote(ballot, meeting, rose):
    mark_left(meeting, rose, actor=rose)
    assert cast_vote(ballot, elector=rose, choice="for", actor=rose)


def test_a_vote_may_change_and_every_version_is_kept(ballot, malo):
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    cast_vote(ballot, elector=malo, choice="against", actor=malo)
    cast_vote(ballot, elector=malo, choice="for", actor=malo)

    kept = Vote.objects.order_by("version").values_list("version", "choice", "counts")
    assert list(kept) == [(1, "for", False), (2, "against", False), (3, "for", True)]


def test_the_same_answer_again_is_the_same_vote(ballot, malo):
    assert cast_vote(ballot, elector=malo, choice="for", actor=malo) == cast_vote(
        ballot, elector=malo, choice="for", actor=malo
    )


def test_the_same_request_again_is_the_same_vote(ballot, ines, malo):
    first = cast_vote(ballot, elector=malo, choice="for", actor=malo, request_key="a1")
    cast_vote(ballot, elector=malo, choice="against", actor=malo, request_key="b2")

    assert cast_vote(ballot, elector=malo, choice="for", actor=malo, request_key="a1") == first
    assert Vote.objects.get(counts=True).choice == "against"
    with refused("request_key"):
        cast_vote(ballot, elector=malo, choice="blank", actor=malo, request_key="a1")
    close_in_time(ballot, actor=ines)  # the answer was lost, and the page asks again after the close
    assert cast_vote(ballot, elector=malo, choice="for", actor=malo, request_key="a1") == first


def test_a_vote_after_the_close_is_refused_with_both_times(ballot, ines, malo):
    closed = close_in_time(ballot, actor=ines).closed_at
    with translation.override("en"), refused("closed") as refusal:
        cast_vote(ballot, elector=malo, choice="for", actor=malo)

    said = refusal.value.messages[0]
    with translation.override("en"):
        time = to_the_second(closed)
    assert said.startswith(f"The ballot closed at {time}. Your vote, which arrived at ")
    assert not Vote.objects.exists()


def test_times_are_told_to_the_second():
    closed = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
    with translation.override("fr"):
        said = spaced(too_late(closed, closed + timedelta(seconds=4)))
        next_day = spaced(to_the_second(closed + timedelta(hours=12), after=closed))
    assert "fermé à 20 h 00 le mardi 24 novembre. Votre bulletin, arrivé à 20 h 00 min 04 s, n’est" in said
    assert next_day == "8 h 00 le mercredi 25 novembre"


def test_time_closes_whether_or_not_anything_was_awake(consultation, ines, malo):
    ballot = ask(consultation, ines, closes_at=timezone.now() + timedelta(days=1))
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    time_passes(ballot)

    with refused("closed"):
        cast_vote(ballot, elector=malo, choice="against", actor=malo)
    assert Vote.objects.get().choice == "for"


def test_the_database_holds_one_counting_vote_an_elector(ballot, malo):
    vote = cast_vote(ballot, elector=malo, choice="for", actor=malo)
    common = {"entry": vote.entry, "cast_by": malo, "cast_at": timezone.now(), "choice": "against"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(version=2, **common)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(version=1, counts=False, **common)


LOCK_AND_CLOCK = 2 if connection.vendor == "postgresql" else 0


def asked_in(asked):
    return [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]


def test_a_vote_asks_for_the_elector_and_for_what_they_answered_and_writes_one_row(ballot, malo):
    with CaptureQueriesContext(connection) as asked:
        cast_vote(ballot, elector=malo, choice="for", actor=malo)
    assert len(asked_in(asked)) == 3 + LOCK_AND_CLOCK, asked_in(asked)


def test_on_its_page_a_vote_asks_three_times_more_for_the_session_the_person_and_the_ballot(client, ballot, malo):
    client.force_login(malo)
    with CaptureQueriesContext(connection) as asked:
        answer = client.post(ballot.get_absolute_url() + "votes/", {"elector": malo.pk, "choice": "for"}, headers=ACT)
    assert answer.status_code == 200
    assert len(asked_in(asked)) == 6 + LOCK_AND_CLOCK, asked_in(asked)


@pytest.mark.parametrize("answer", [{"choice": "for"}, {"choice": "for", "code": "4F7K2MNPQ9RT8VWX"}])
def test_a_ballot_beyond_every_number_is_nowhere(answer, client, ballot, malo):
    client.force_login(malo)
    assert client.post(f"/ballots/{'9' * 25}/votes/", {"elector": malo.pk, **answer}).status_code == 404


def test_a_vote_leaves_no_row_of_its_request(ballot, malo):
    with answering(sent("a", [], [])):
        first = cast_vote(ballot, elector=malo, choice="for", actor=malo)
        again = cast_vote(ballot, elector=malo, choice="for", actor=malo)

    assert first == again
    assert not Request.objects.exists()
