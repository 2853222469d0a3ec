"""What could never be counted does not open, in words that say what to choose; what opens is counted once."""

import random
import sys
from collections import Counter
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.closing import close_in_time
from tests.conftest import person
from tests.refusals import refused
from tests.votes.conftest import ask, rules_for
from votes.actions import cast_vote, open_gathering, plan_consultation
from votes.counting import effort, pav, recount
from votes.counting import registry as counting
from votes.counting.method import sums
from votes.integrity.verification import verify
from votes.methods import tallying
from votes.methods.registry import option_methods
from votes.methods.rules import MOST_OPTIONS, Asks, OptionRules
from votes.models import Ballot, Consultation
from votes.questions import QuestionSpec, check_countable

pytestmark = pytest.mark.django_db
MANY = [f"Option {number}" for number in range(30)]


@pytest.fixture
def hall(ca, ines):
    people = [ines, *(person(f"Voter {number}") for number in range(153))]
    return open_gathering(owner="room:30", rules=rules_for(*people, online=True), actor=ines)


# Options and seats that open, and that do not, for a roll of 154 and for one of 2,000. Where nothing is too much, None.
# What only adds up is never too much.
LIMITS = {
    "schulze": {154: ((100, 1), None), 2000: ((100, 1), None)},
    "ranked_pairs": {154: ((100, 1), None), 2000: ((100, 1), None)},
    "irv": {154: ((100, 1), None), 2000: ((90, 1), (100, 1))},
    "stv_scottish": {154: ((100, 50), None), 2000: ((100, 50), None)},
    "stv_meek": {154: ((30, 12), (60, 12)), 2000: ((30, 12), (60, 12))},
    "pav": {154: ((12, 5), (30, 12)), 2000: ((12, 5), (20, 10))},
    "equal_shares": {154: ((100, 1), None), 2000: ((30, 1), (50, 1))},
}


def limits(method, people):
    if counting.methods()[method].work is not sums:
        return LIMITS[method][people]
    return (100, 50 if option_methods()[method].fills_seats else 1), None


def rules_of(method, options, seats):
    own = {**option_methods()[method].sample.rules, "seats": seats}
    if "costs" in own:
        own["costs"] = dict.fromkeys(options, 10)
    return OptionRules(method, **own)


@pytest.mark.parametrize("people", [154, 2000])
@pytest.mark.parametrize("method", option_methods())
def test_what_might_take_too_long_does_not_open(method, people):
    names = [f"Option {number}" for number in range(MOST_OPTIONS)]
    (options, seats), beyond = limits(method, people)
    check_countable(rules_of(method, names[:options], seats), names[:options], people)
    if beyond:
        options, seats = beyond
        with refused("too_many"):
            check_countable(rules_of(method, names[:options], seats), names[:options], people)


def test_what_is_refused_opens_nothing(hall, ines):
    with refused("too_many"):
        ask(hall, ines, rules=OptionRules("pav", seats=12), options=MANY)
    assert not Ballot.objects.exists()


def test_a_result_that_shows_meanwhile_is_counted_in_an_instant(hall, ines):
    rules = OptionRules("schulze")
    with refused("too_many_live"):
        ask(
            hall,
            ines,
            rules=OptionRules("equal_shares", budget=9, costs=dict.fromkeys(MANY, 1)),
            options=MANY,
            live=True,
        )
    assert ask(hall, ines, rules=rules, options=MANY, live=True).is_live


@pytest.mark.parametrize(
    ("method", "options", "seats"), [("pav", 12, 5), ("stv_meek", 20, 8), ("stv_scottish", 30, 12)]
)
def test_what_people_ask_of_154_opens(hall, ines, method, options, seats):
    assert ask(hall, ines, rules=OptionRules(method, seats=seats), options=MANY[:options])


def answers_to(method, names, drawn):
    described = option_methods()[method]
    rules = rules_of(method, names, 1)
    if described.asks == Asks.APPROVE:
        return {"approve": drawn.sample(names, drawn.randrange(1, (described.most(rules) or len(names)) + 1))}
    if described.asks != Asks.RANKING:
        marked = names[: described.limit(rules)]
        return {described.asks.value: {name: drawn.randrange(2) for name in marked}}
    ranked = drawn.sample(names, len(names))
    together = drawn.choice([1, 1, 2, max(1, len(names) // 2)]) if described.allows_equal else 1
    return {"ranking": [ranked[at : at + together] for at in range(0, len(ranked), together)]}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("method", option_methods())
def test_no_ballots_take_longer_than_the_worst_case(method, seed):
    """In calls, of which a processor makes some millions a second, whatever the machine."""
    drawn = random.Random(seed)
    names, voters = MANY[: drawn.randrange(2, 13)], drawn.randrange(1, 25)
    seats = drawn.randrange(1, len(names) + 1) if option_methods()[method].fills_seats else 1
    rules = tallying.write_rules(rules_of(method, names, seats))
    asked = {
        "method": method,
        "options": names,
        "seats": rules.pop("seats"),
        "rules": {**rules, "lot": "2026"},
        "ballots": [{"n": 1, **answers_to(method, names, drawn)} for _voter in range(voters)],
    }
    calls = Counter()
    before = sys.getprofile()
    sys.setprofile(lambda frame, event, what: calls.update([event]))
    try:
        recount.answer(asked)
    finally:
        sys.setprofile(before)
    made = calls["call"] + calls["c_call"]
    assert made <= 4 * (effort.most(method, len(names), seats, voters) + 3000)


def test_it_is_said_while_the_question_is_written(ca, ines, malo):
    with refused("too_many"):
        plan_consultation(
            QuestionSpec("?", OptionRules("pav", seats=12), options=MANY, closes_at=timezone.now() + timedelta(days=3)),
            host=ca.topic,
            actor=ines,
        )
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
