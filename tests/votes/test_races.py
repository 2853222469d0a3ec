"""Many at once: what was acknowledged is counted, nothing twice, nothing after the close."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from journal.actions import CLOCK
from journal.models import Entry
from tests.closing import close_in_time
from tests.conftest import person
from tests.votes.conftest import accepted_proxy, ask, rules_for
from votes.actions import (
    cast_vote,
    change_consultation,
    close_ballot,
    confirm_noted_vote,
    drop_consultation,
    extend_ballot,
    give_proxy,
    mark_present,
    note_vote,
    open_consultation,
    open_gathering,
    plan_consultation,
)
from votes.actions.counting import write_count
from votes.counting.majority import MajorityRules
from votes.methods.rules import OptionRules
from votes.methods.tallying import count
from votes.models import Ballot, Consultation, Gathering, Presence, Proxy, Seal, Vote
from votes.queries.results import count_input, lines_of, people_of
from votes.questions import QuestionSpec

pytestmark = pytest.mark.django_db(transaction=True)
VOTERS = 50
ASKED = {
    "majority": ({}, "for"),
    "schulze": ({"rules": OptionRules(method="schulze"), "options": ["A", "B"]}, {"ranking": ["A"]}),
}


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run each in a thread of its own, all starting together; what each returned or raised, in order."""
    gate = threading.Barrier(len(acts))
    outcomes: list[object] = [None] * len(acts)

    def run(index: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            outcomes[index] = act()
        except Exception as error:
            outcomes[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index, act)) for index, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.mark.parametrize("method", ASKED)
def test_what_was_acknowledged_before_the_close_is_counted_and_nothing_after(method, ca, ines):
    asked, choice = ASKED[method]
    people = [person(f"Voter {index}", ca) for index in range(VOTERS)]
    gathering = open_gathering(owner="room:40", rules=rules_for(ines, *people), actor=ines)
    for one in people:
        mark_present(gathering, one, actor=one)
    ballot = ask(gathering, ines, **asked)
    some_in = threading.Semaphore(0)

    def vote(one):
        cast = cast_vote(ballot, elector=one, choice=choice, actor=one)
        some_in.release()
        return cast

    def close():
        for _ in range(5):
            some_in.acquire(timeout=30)
        return close_in_time(ballot, actor=ines)

    *votes, closed = at_once(*(lambda one=one: vote(one) for one in people), close)

    acknowledged = [vote for vote in votes if isinstance(vote, Vote)]
    late = [error for error in votes if isinstance(error, ValidationError)]
    assert isinstance(closed, Ballot), closed
    assert [error for error in votes if not isinstance(error, Vote | ValidationError)] == []
    assert {error.code for error in late} <= {"closed"}
    assert len(acknowledged) + len(late) == VOTERS
    assert len(acknowledged) >= 5
    closed = Ballot.objects.select_related("gathering").get(pk=ballot.pk)
    (line,) = count_input(closed)["ballots"]
    assert line["n"] == len(acknowledged) == Vote.objects.filter(counts=True).count() == Seal.objects.count()
    assert count(closed, lines_of(closed), people_of(closed)) == closed.result
    assert all(vote.cast_at <= closed.closed_at for vote in acknowledged)


def test_two_votes_of_one_elector_at_once_are_one(ballot, malo):
    first, second = at_once(
        lambda: cast_vote(ballot, elector=malo, choice="for", actor=malo, request_key="a"),
        lambda: cast_vote(ballot, elector=malo, choice="for", actor=malo, request_key="a"),
    )
    assert first == second
    assert Vote.objects.count() == 1


def test_two_answers_of_one_elector_at_once_are_versions_of_one_vote(ballot, malo):
    answers = at_once(
        lambda: cast_vote(ballot, elector=malo, choice="for", actor=malo),
        lambda: cast_vote(ballot, elector=malo, choice="against", actor=malo),
    )
    assert all(isinstance(answer, Vote) for answer in answers)
    assert list(Vote.objects.order_by("version").values_list("version", "counts")) == [(1, False), (2, True)]


def test_a_giver_and_a_holder_at_once_leave_the_givers_vote(meeting, ines, malo, rose):
    accepted_proxy(meeting, giver=rose, holder=malo)
    mark_present(meeting, malo, actor=malo)
    ballot = ask(meeting, ines)

    at_once(
        lambda: cast_vote(ballot, elector=rose, choice="for", actor=rose),
        lambda: cast_vote(ballot, elector=rose, choice="against", actor=malo),
    )

    assert Vote.objects.get(counts=True).cast_by == rose


def test_two_closings_at_once_count_once(ballot, board, ines):
    for member in board:
        cast_vote(ballot, elector=member, choice="for", actor=member)
    first, second = at_once(lambda: close_ballot(ballot, actor=ines), lambda: close_ballot(ballot, actor=ines))
    assert first.closed_at
    assert first.closed_at == second.closed_at
    assert first.ballots_hash == second.ballots_hash


def test_two_openings_at_once_are_one_ballot(meeting, malo, ines):
    mark_present(meeting, malo, actor=malo)
    first, second = at_once(lambda: ask(meeting, ines), lambda: ask(meeting, ines))
    assert first == second


def test_two_gatherings_opened_at_once_are_one(board, ines):
    opened = at_once(*[lambda: open_gathering(owner="room:8", rules=rules_for(*board), actor=ines)] * 2)
    assert opened[0] == opened[1]


def test_two_arrivals_at_once_are_one(meeting, malo):
    at_once(*[lambda: mark_present(meeting, malo, actor=malo)] * 2)
    assert Presence.objects.count() == 1


def test_two_proxies_at_once_do_not_pass_the_cap(ca, ines, malo):
    givers = [person(name, ca) for name in ("Ana", "Bo", "Cy", "Di")]
    meeting = open_gathering(owner="room:5", rules=rules_for(ines, malo, *givers, proxy_cap=2), actor=ines)

    at_once(*(lambda giver=giver: give_proxy(meeting, giver=giver, holder=malo, actor=giver) for giver in givers))

    assert Proxy.objects.filter(ended_at=None).count() == 2


def test_two_people_who_trust_each_other_at_once_make_no_chain(meeting, malo, rose):
    at_once(
        lambda: give_proxy(meeting, giver=rose, holder=malo, actor=rose),
        lambda: give_proxy(meeting, giver=malo, holder=rose, actor=malo),
    )
    assert Proxy.objects.count() == 1


@pytest.fixture
def planned(ca, malo) -> Consultation:
    return plan_consultation(question(), host=ca.topic, actor=malo)


def question(text: str = "?") -> QuestionSpec:
    return QuestionSpec(text, MajorityRules(), closes_at=timezone.now() + timedelta(days=7))


def test_two_plans_of_one_question_at_once_are_one(ca, malo):
    first, second = at_once(*[lambda: plan_consultation(question(), host=ca.topic, actor=malo)] * 2)
    assert first == second
    assert Consultation.objects.count() == 1


def test_two_openings_of_a_consultation_at_once_are_one_ballot(planned, malo):
    first, second = at_once(*[lambda: open_consultation(planned, actor=malo)] * 2)
    assert first == second
    assert Ballot.objects.count() == 1


def test_what_opens_while_it_is_changed_opens_as_it_was_or_as_it_is(planned, ca, malo):
    opened, changed = at_once(
        lambda: open_consultation(planned, actor=malo),
        lambda: change_consultation(planned, question("!"), actor=malo),
    )
    assert isinstance(opened, Ballot)
    planned.refresh_from_db()
    assert planned.question == Ballot.objects.get().question
    assert isinstance(changed, Consultation) or changed.code == "open"


def test_what_opens_while_it_is_given_up_is_open_or_gone(planned, malo):
    opened, _dropped = at_once(
        lambda: open_consultation(planned, actor=malo), lambda: drop_consultation(planned, actor=malo)
    )
    assert Consultation.objects.exists() == Ballot.objects.exists() == isinstance(opened, Ballot)
    assert isinstance(opened, Ballot) or opened.code == "gone"


def test_of_two_extensions_at_once_one_counts(planned, malo):
    ballot = open_consultation(planned, actor=malo)
    days = [ballot.closes_at + timedelta(days=number) for number in (1, 2)]
    done = at_once(*(lambda day=day: extend_ballot(ballot, closes_at=day, actor=malo) for day in days))
    assert [one.code for one in done if isinstance(one, ValidationError)] == ["twice"]
    ballot.refresh_from_db()
    assert [ballot.closes_at] == [one.closes_at for one in done if isinstance(one, Ballot)]


def test_two_clocks_write_a_count_once():
    names = [f"Option {number:02}" for number in range(60)]  # a large count
    ines = person("Inès")
    hall = open_gathering(owner="room:9", rules=rules_for(ines, online=True), actor=ines)
    rules = OptionRules("equal_shares", budget=100, costs=dict.fromkeys(names, 7))
    ballot = ask(hall, ines, rules=rules, options=names)
    cast_vote(ballot, elector=ines, choice={"approve": names[:3]}, actor=ines)
    closed = close_ballot(ballot, actor=ines)
    answer = count(closed, lines_of(closed), people_of(closed))

    outcomes = at_once(*[lambda: write_count(closed, result=answer, actor=CLOCK)] * 4)

    assert [one.outcome for one in outcomes] == ["elected"] * 4
    assert Entry.objects.filter(verb="ballot.closed").count() == 1
    assert Gathering.objects.get(pk=hall.pk).closed_at == closed.closes_at


def test_a_noted_vote_confirmed_by_two_at_once_is_one_vote_and_ones_own_wins(ballot, ines, malo, rose):
    note = note_vote(ballot, elector=rose, choice="for", actor=ines)
    first, second = at_once(
        lambda: confirm_noted_vote(note, actor=malo),
        lambda: confirm_noted_vote(note, actor=rose),
    )
    assert first == second == Vote.objects.get()

    note = note_vote(ballot, elector=malo, choice="for", actor=ines)
    at_once(
        lambda: confirm_noted_vote(note, actor=malo),
        lambda: cast_vote(ballot, elector=malo, choice="against", actor=malo),
    )
    assert Vote.objects.get(entry__member=malo, counts=True).choice == "against"


def test_a_noted_vote_is_confirmed_before_the_close_or_said_not_to_be(ballot, ines, malo, rose):
    """Whatever comes first: it counts, or the result says that it does not."""
    note = note_vote(ballot, elector=rose, choice="for", actor=ines)
    for member in (ines, malo):
        cast_vote(ballot, elector=member, choice="for", actor=member)
    confirmed, _closed = at_once(
        lambda: confirm_noted_vote(note, actor=malo), lambda: close_in_time(ballot, actor=ines)
    )
    closed = Ballot.objects.get(pk=ballot.pk)
    is_counted = isinstance(confirmed, Vote)
    assert (closed.unconfirmed_votes, closed.seals.count()) == ((0, 3) if is_counted else (1, 2))
