"""Majority judgment: the book's rule by hand, against taking grades away one by one, and against votelib."""

from collections import Counter

import pytest
import votelib.evaluate.cardinal
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.votes.counting.making import lot, steps, told
from votes.counting import majority_judgment
from votes.counting.result import BrokenTie, OptionsOutcome

WORDS = ("à rejeter", "passable", "assez bien", "bien", "très bien", "excellent")
OPTIONS = "ABCD"


def one_by_one(tally):
    """The grades in the order in which the (lower) middle ones are taken away."""
    grades = [grade for grade, number in enumerate(tally) for _ in range(number)]
    return [grades.pop((len(grades) - 1) // 2) for _ in range(len(grades))]


def tallies(voters, grades=4):
    """As many grades for each option, at random."""
    cuts = st.lists(st.integers(0, voters), min_size=grades - 1, max_size=grades - 1).map(sorted)
    tally = cuts.map(lambda at: [b - a for a, b in zip([0, *at], [*at, voters], strict=True)])
    return st.fixed_dictionaries(dict.fromkeys(OPTIONS, tally))


some_tallies = st.integers(1, 12).flatmap(tallies)


def test_grades_by_hand():
    """9 people. The fifth grade from the worst: Ada 3, Ben 3, Cleo 2. With that one taken away 8 are left: the

    lower middle of Ada's is 3 and of Ben's 2.
    """
    result = majority_judgment.count_tallies(
        ("Ada", "Ben", "Cleo"),
        {"Ada": [1, 0, 1, 6, 1, 0], "Ben": [0, 0, 4, 1, 2, 2], "Cleo": [0, 2, 5, 0, 0, 2]},
        grades=WORDS,
        lot="unused",
    )

    assert (result.outcome, result.winners) == (OptionsOutcome.ELECTED, ("Ada",))
    assert result.ranking == (("Ada",), ("Ben",), ("Cleo",))
    assert result.counts == {"Ada": [1, 0, 1, 6, 1, 0], "Ben": [0, 0, 4, 1, 2, 2], "Cleo": [0, 2, 5, 0, 0, 2]}
    assert result.stages == (
        {"option": "Ada", "median": 3},
        {"option": "Ben", "median": 3},
        {"option": "Cleo", "median": 2},
    )
    assert result.tie == BrokenTie(("Ada", "Ben"), by="rule", of="1 removed")
    assert told(result) == [
        ("majority_judgment.graded", {"option": "Ada", "grade": 3, "grade_word": "bien", "or_better": 7, "voters": 9}),
        ("majority_judgment.graded", {"option": "Ben", "grade": 3, "grade_word": "bien", "or_better": 5, "voters": 9}),
        (
            "majority_judgment.graded",
            {"option": "Cleo", "grade": 2, "grade_word": "assez bien", "or_better": 7, "voters": 9},
        ),
        (
            "majority_judgment.compared",
            {
                "better": ["Ada"],
                "worse": ["Ben"],
                "removed": 1,
                "higher": 3,
                "higher_word": "bien",
                "lower": 2,
                "lower_word": "assez bien",
            },
        ),
        ("seats.elected", {"winners": ["Ada"]}),
    ]


def test_of_an_even_number_the_lower_middle_is_the_majority_grade():
    result = majority_judgment.count_tallies("AB", {"A": [0, 2, 2], "B": [0, 3, 1]})

    assert [stage["median"] for stage in result.stages] == [1, 1]
    assert result.ranking == (("A",), ("B",))
    assert result.tie == BrokenTie(("A", "B"), by="rule", of="1 removed")
    assert steps(result, "majority_judgment.compared") == [
        {
            "better": ["A"],
            "worse": ["B"],
            "removed": 1,
            "higher": 2,
            "higher_word": None,
            "lower": 1,
            "lower_word": None,
        }
    ]


def test_tennessee_elects_nashville():
    """Three towns are fair in the middle: Nashville stays so for longer than Chattanooga and Knoxville."""
    far = {"Memphis": 0, "Nashville": 0, "Chattanooga": 0, "Knoxville": 0}
    ballots = [
        (42, {**far, "Memphis": 3, "Nashville": 1}),
        (26, {**far, "Nashville": 3, "Chattanooga": 1, "Knoxville": 1}),
        (15, {**far, "Chattanooga": 3, "Knoxville": 2, "Nashville": 1}),
        (17, {**far, "Knoxville": 3, "Chattanooga": 2, "Nashville": 1}),
    ]
    result = majority_judgment.count(tuple(far), ballots, grades=("poor", "fair", "good", "excellent"))

    assert result.winners == ("Nashville",)
    assert result.counts["Nashville"] == [0, 74, 0, 26]
    assert {stage["option"]: stage["median"] for stage in result.stages} == {
        "Nashville": 1,
        "Chattanooga": 1,
        "Knoxville": 1,
        "Memphis": 0,
    }
    assert result.ranking == (("Nashville",), ("Knoxville",), ("Chattanooga",), ("Memphis",))


def test_whoever_gave_no_grade_gave_the_worst():
    ballots = [(2, {"A": 2}), (1, {"A": 2, "B": 1}), (4, {})]
    result = majority_judgment.count("ABC", ballots, grades=("no", "perhaps", "yes"))

    assert result.counts == {"A": [0, 0, 3], "B": [2, 1, 0], "C": [3, 0, 0]}
    assert result.ranking == (("A",), ("B",), ("C",))
    unequal = majority_judgment.count_tallies("ABC", {"A": [0, 0, 3], "B": [0, 1]})
    assert (unequal.counts, unequal.ranking) == (result.counts, result.ranking)


def test_ballots_and_their_tallies_give_the_same():
    ballots = [(3, {"A": 1, "B": 0}), (2, {"A": 2, "B": 2}), (1, {"B": 1})]
    assert majority_judgment.count("AB", ballots) == majority_judgment.count_tallies(
        "AB", {"A": [1, 3, 2], "B": [3, 1, 2]}
    )


def test_ballots_have_seats_a_lot_and_words_too():
    ballots = [(1, {"A": 2, "B": 2}), (1, {"C": 1})]
    result = majority_judgment.count("ABC", ballots, seats=1, lot="2026", grades=("no", "perhaps", "yes"))

    assert result.counts == {"A": [1, 0, 1], "B": [1, 0, 1], "C": [1, 1, 0]}
    assert result.winners == (lot("AB", "2026")[0],)
    assert steps(result, "majority_judgment.graded")[0]["grade_word"] == "no"
    assert majority_judgment.count("ABC", ballots, seats=2).winners == ("A", "B")


def test_the_worst_grade_alone():
    assert majority_judgment.count("A", [(2, {"A": 0})]).counts == {"A": [2]}
    assert majority_judgment.count_tallies("AB", {}).counts == {"A": [0], "B": [0]}


def test_grades_that_nobody_gave_are_shown():
    result = majority_judgment.count("A", [(2, {"A": 1})], grades=WORDS)
    assert result.counts == {"A": [0, 2, 0, 0, 0, 0]}
    assert majority_judgment.count_tallies("A", {"A": [0, 2]}, grades=WORDS).counts == result.counts
    assert majority_judgment.count("A", [(2, {"A": 1})]).counts == {"A": [0, 2]}


def test_options_with_the_same_grades_are_equal_and_the_lot_fills_the_seat():
    same = {"A": [1, 2, 3], "B": [1, 2, 3], "C": [6, 0, 0]}
    undrawn = majority_judgment.count_tallies("CBA", same)

    assert (undrawn.outcome, undrawn.winners, undrawn.ranking) == (OptionsOutcome.TIE, (), (("A", "B"), ("C",)))
    assert undrawn.tie == BrokenTie(("A", "B"), by="lot", of="none")
    assert steps(undrawn, "majority_judgment.compared") == []
    for seed in "abcdef":
        drawn = majority_judgment.count_tallies("ABC", same, lot=seed)
        assert drawn.winners == (lot("AB", seed)[0],)
        assert drawn.tie == BrokenTie(("A", "B"), by="lot", of=seed)
    assert majority_judgment.count_tallies("ABC", same, seats=2).winners == ("A", "B")
    assert majority_judgment.count_tallies("ABC", same, seats=2).tie is None


def test_the_rule_settles_the_last_seat_and_names_all_of_that_grade():
    grades = {"A": [0, 0, 5], "B": [0, 4, 1], "C": [0, 5, 0], "D": [1, 4, 0], "E": [4, 1, 0]}
    two = majority_judgment.count_tallies("ABCDE", grades, seats=2)

    assert two.ranking == (("A",), ("B",), ("C",), ("D",), ("E",))
    assert two.tie == BrokenTie(("B", "C", "D"), by="rule", of="4 removed")
    assert majority_judgment.count_tallies("ABCDE", grades, seats=1).tie is None
    assert majority_judgment.count_tallies("ABCDE", grades, seats=4).tie is None
    assert majority_judgment.count_tallies("ABCDE", grades, seats=5).tie is None


def test_no_grade_at_all_elects_nobody():
    for result in (
        majority_judgment.count("BA", [(3, {})], lot="2026", grades=WORDS),
        majority_judgment.count_tallies("BA", {}, lot="2026", grades=WORDS),
    ):
        assert (result.outcome, result.winners, result.ranking) == (OptionsOutcome.TIE, (), (("A", "B"),))
        assert result.counts == {"A": [0] * 6, "B": [0] * 6}
        assert told(result) == [("seats.nobody", {})]


@settings(max_examples=150, deadline=None)
@given(given_tallies=some_tallies)
def test_the_ranking_is_that_of_grades_taken_away_one_by_one(given_tallies):
    result = majority_judgment.count_tallies(OPTIONS, given_tallies)
    values = {option: one_by_one(tally) for option, tally in given_tallies.items()}

    best_first = sorted({tuple(value) for value in values.values()}, reverse=True)
    assert result.ranking == tuple(
        tuple(option for option in OPTIONS if tuple(values[option]) == value) for value in best_first
    )
    for step in steps(result, "majority_judgment.compared"):
        better, worse = values[step["better"][0]], values[step["worse"][0]]
        first = next(place for place, pair in enumerate(zip(better, worse, strict=True)) if pair[0] != pair[1])
        assert (step["removed"], step["higher"], step["lower"]) == (first, better[first], worse[first])
    for step in steps(result, "majority_judgment.graded"):
        assert step["grade"] == values[step["option"]][0]
        assert step["or_better"] == sum(grade >= step["grade"] for grade in values[step["option"]])
        assert step["or_better"] * 2 > step["voters"] or step["voters"] % 2 == 0


@settings(max_examples=80, deadline=None)
@given(given_tallies=some_tallies, seats=st.integers(1, 3))
def test_votelib_elects_the_same(given_tallies, seats):
    """Where no more than two are level for the last seat: among three, votelib takes too many grades away at once."""
    result = majority_judgment.count_tallies(OPTIONS, given_tallies, seats=seats)
    assume(result.outcome == OptionsOutcome.ELECTED)
    medians = {stage["option"]: stage["median"] for stage in result.stages}
    assume(Counter(medians.values())[medians[result.winners[-1]]] <= 2)
    grades = {option: [g for g, n in enumerate(tally) for _ in range(n)] for option, tally in given_tallies.items()}
    people = zip(*([(option, grade) for grade in given] for option, given in grades.items()), strict=True)
    ballots = Counter(frozenset(person) for person in people)
    theirs = votelib.evaluate.cardinal.MajorityJudgment().evaluate(ballots, seats)

    assert set(theirs) == set(result.winners)


@settings(max_examples=80, deadline=None)
@given(given_tallies=some_tallies, data=st.data())
def test_neutrality_and_anonymity(given_tallies, data):
    names = dict(zip(OPTIONS, data.draw(st.permutations(OPTIONS)), strict=True))
    before = majority_judgment.count_tallies(OPTIONS, given_tallies, seats=2)
    shuffled = dict(data.draw(st.permutations([(names[option], tally) for option, tally in given_tallies.items()])))
    after = majority_judgment.count_tallies(data.draw(st.permutations(OPTIONS)), shuffled, seats=2)

    assert after.ranking == tuple(tuple(sorted(names[option] for option in group)) for group in before.ranking)
    assert after.outcome == before.outcome
    assert set(after.winners) == {names[option] for option in before.winners}


@settings(max_examples=100, deadline=None)
@given(given_tallies=some_tallies, data=st.data())
def test_monotonicity_a_better_grade_never_harms(given_tallies, data):
    before = majority_judgment.count_tallies(OPTIONS, given_tallies)
    assume(before.outcome == OptionsOutcome.ELECTED)
    (winner,) = before.winners
    grade = data.draw(st.sampled_from([g for g, number in enumerate(given_tallies[winner][:-1]) if number] or [0]))
    assume(given_tallies[winner][grade])
    better = list(given_tallies[winner])
    better[grade] -= 1
    better[data.draw(st.integers(grade + 1, len(better) - 1))] += 1

    assert majority_judgment.count_tallies(OPTIONS, {**given_tallies, winner: better}).winners == (winner,)


@pytest.mark.parametrize("many", [3, 10**6, 10**12])
def test_the_number_of_judgments_costs_nothing(many):
    """They differ in the one worst grade alone, which is the last but one to be taken away."""
    result = majority_judgment.count_tallies("AB", {"A": [0, many, many], "B": [1, many - 1, many]})
    assert result.winners == ("A",)
    assert steps(result, "majority_judgment.compared")[0]["removed"] == 2 * many - 2
