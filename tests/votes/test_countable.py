"""What could never be counted does not open, in words that say what to choose; what opens is counted once."""

import random
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from tests.closing import close_in_time
from tests.conftest import person
from tests.votes.conftest import ask, rules_for
from votes.actions import cast_vote, open_gathering, plan_consultation
from votes.counting import pav, recount
from votes.models import Ballot, Consultation
from votes.options import OptionRules
from votes.verification import verify

pytestmark = pytest.mark.django_db
MANY = [f"Option {number}" for number in range(30)]


@pytest.fixture
def hall(ca, ines):
    people = [ines, *(person(f"Voter {number}") for number in range(153))]
    return open_gathering(owner="room:30", rules=rules_for(*people, online=True), actor=ines)


@pytest.mark.parametrize("method", ["pav", "stv_meek"])
def test_what_might_never_be_counted_does_not_open(hall, ines, method):
    with pytest.raises(ValidationError) as refused:
        ask(hall, ines, rules=OptionRules(method, seats=12), options=MANY)
    assert refused.value.code == "too_many"
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    ("method", "options", "seats"), [("pav", 12, 5), ("stv_meek", 20, 8), ("stv_scottish", 30, 12)]
)
def test_what_people_ask_of_154_opens(hall, ines, method, options, seats):
    assert ask(hall, ines, rules=OptionRules(method, seats=seats), options=MANY[:options])


def test_it_is_said_while_the_question_is_written(ca, ines, malo):
    with pytest.raises(ValidationError) as refused:
        plan_consultation(
            host=ca.topic,
            question="?",
            rules=OptionRules("pav", seats=12),
            options=MANY,
            closes_at=timezone.now() + timedelta(days=3),
            actor=ines,
        )
    assert refused.value.code == "too_many"
    assert not Consultation.objects.exists()


@pytest.mark.parametrize("seed", range(20))
def test_no_ballots_ask_for_more_work_than_the_worst_case(seed):
    drawn = random.Random(seed)
    options, voters = drawn.randrange(2, 10), drawn.randrange(1, 15)
    seats = drawn.randrange(1, options + 1)
    names = MANY[:options]
    lines = {}
    for _voter in range(voters):
        approved = frozenset(drawn.sample(names, drawn.randrange(1, options + 1)))
        lines[approved] = lines.get(approved, 0) + 1
    search = pav.Search(lines, names, seats)
    search.run()
    assert 0 < search.work <= pav.most_work(options, seats, voters)


def test_a_count_is_made_once_however_often_it_is_verified(consultation, board, ines, monkeypatch):
    ballot = ask(consultation, ines, rules=OptionRules("approval"), options=["Crest", "Die"])
    for member in board:
        cast_vote(ballot, elector=member, choice={"approve": ["Die"]}, actor=member)
    counted = []
    count = recount.answer
    monkeypatch.setattr(recount, "answer", lambda asked: counted.append(1) or count(asked))

    closed = close_in_time(ballot, actor=ines)
    for _again in range(3):
        assert verify(closed).holds

    assert len(counted) == 1
