"""Equal shares: by hand, against a plain reading of the rule, and the representation that it promises."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.votes.counting.making import lot, steps, told
from tests.votes.counting.test_pav import lines, represented
from votes.counting import equal_shares
from votes.counting.result import BrokenTie, OptionsOutcome

OPTIONS = "ABCDEF"
approving = st.frozensets(st.sampled_from(OPTIONS), min_size=1)
profiles = st.lists(st.tuples(st.integers(1, 5), approving), min_size=1, max_size=7)
prices = st.fixed_dictionaries({option: st.integers(1, 30) for option in OPTIONS})


def test_a_budget_by_hand():
    """10 people share 1000: 100 each. A costs its 6 supporters 50 each, a sixth of it; C costs its 5 78, a fifth.

    Of the 5, one has paid for A and has 50 left: that one gives all of it, the four others 85 each. For B, 180
    are left among the 6 who want it, one of whom has nothing.
    """
    result = equal_shares.count(
        "ABC", lines("5 AB; 1 ABC; 4 C"), budget=1000, costs={"A": 300, "B": 500, "C": 390}, lot="unused"
    )

    assert (result.outcome, result.winners, result.tie) == (OptionsOutcome.ELECTED, ("A", "C"), None)
    assert result.ranking == (("A",), ("C",), ("B",))
    assert result.counts == {
        "approvals": {"A": 6, "B": 6, "C": 5},
        "costs": {"A": 300, "B": 500, "C": 390},
        "budget": 1000,
        "left": "310",
    }
    first = {"option": "A", "cost": 300, "part": "1/6", "rho": "50", "paying": 6, "in_full": 6, "left": "700"}
    second = {"option": "C", "cost": 390, "part": "17/78", "rho": "85", "paying": 5, "in_full": 4, "left": "310"}
    assert result.stages == (
        {"stage": 1, **first, "within": {"B": "300", "C": "450"}},
        {"stage": 2, **second, "within": {"B": "250"}},
    )
    assert told(result) == [
        ("equal_shares.shares", {"budget": 1000, "voters": 10, "share": "100"}),
        ("equal_shares.cheaper", {"between": ["A", "B"], "option": "A"}),
        ("equal_shares.bought", {"stage": 1, **first}),
        ("equal_shares.bought", {"stage": 2, **second}),
        (
            "equal_shares.left",
            {"left": "310", "within": {"B": "250"}, "costs": {"A": 300, "B": 500, "C": 390}},
        ),
        ("seats.elected", {"winners": ["A", "C"]}),
    ]


def test_without_costs_each_option_costs_1_and_the_budget_is_the_seats():
    """A third of the people deserve one of three seats. 6 who hold 2 buy two; the third costs more than they have."""
    result = equal_shares.count("ABCD", lines("6 ABC; 3 D"), seats=3, lot="2026")
    two = lot("ABC", "2026")[:2]

    assert result.counts["costs"] == {"A": 1, "B": 1, "C": 1, "D": 1}
    assert [stage["rho"] for stage in result.stages] == ["1/6", "1/6", "1/3"]
    assert result.winners == (*two, "D")
    assert (result.counts["budget"], result.counts["left"]) == (3, "0")
    assert equal_shares.count("AB", lines("2 A; 1 B"), budget=3).winners == ("A", "B")
    assert equal_shares.count("AB", lines("1 A; 1 B")).winners == ()  # one seat: each holds half of it


def test_whoever_gives_just_all_they_have_pays_in_full():
    result = equal_shares.count("A", lines("2 A"), seats=1)
    assert [(stage["paying"], stage["in_full"], stage["left"]) for stage in result.stages] == [(2, 2, "0")]
    assert result.ranking == (("A",),)


def test_a_dear_option_is_not_put_behind_a_cheap_one_with_fewer_supporters():
    """A asks a quarter of its cost from each of its 4, B a third from each of its 3."""
    result = equal_shares.count("AB", lines("4 A; 3 B"), budget=700, costs={"A": 400, "B": 100})
    assert [(stage["option"], stage["part"]) for stage in result.stages] == [("A", "1/4"), ("B", "1/3")]


def test_money_that_no_supporters_can_put_together_is_not_spent():
    result = equal_shares.count("AB", lines("1 A; 1 B"), budget=100, costs={"A": 51, "B": 50})
    assert (result.winners, result.counts["left"]) == (("B",), "50")

    nothing = equal_shares.count("AB", lines("1 A; 1 B"), budget=100, costs={"A": 51, "B": 51})
    assert (nothing.outcome, nothing.winners, nothing.ranking) == (OptionsOutcome.ELECTED, (), (("A", "B"),))
    assert told(nothing)[-1] == (
        "equal_shares.left",
        {"left": "100", "within": {"A": "50", "B": "50"}, "costs": {"A": 51, "B": 51}},
    )


def test_an_option_that_nobody_approves_is_never_bought():
    result = equal_shares.count("AB", lines("2 A"), budget=100, costs={"A": 1, "B": 1})
    assert (result.winners, result.ranking) == (("A",), (("A",), ("B",)))
    assert result.counts["approvals"] == {"A": 2, "B": 0}


def test_equals_are_drawn_where_only_one_can_be_bought():
    ballots, costs = lines("2 AB; 1 C"), {"A": 2, "B": 2, "C": 1}
    undrawn = equal_shares.count("ABC", ballots, budget=3, costs=costs)

    assert (undrawn.outcome, undrawn.winners) == (OptionsOutcome.TIE, ("C",))
    assert undrawn.tie == BrokenTie(("A", "B"), by="lot", of="none")
    assert told(undrawn)[-2:] == [
        ("equal_shares.undrawn", {"between": ["A", "B"]}),
        ("seats.elected", {"winners": ["C"]}),
    ]
    for seed in "abcdef":
        first = lot("AB", seed)[0]
        drawn = equal_shares.count("ABC", ballots, budget=3, costs=costs, lot=seed)
        assert drawn.winners == (first, "C")
        assert drawn.tie == BrokenTie(("A", "B"), by="lot", of=seed)
        assert steps(drawn, "equal_shares.lot") == [{"between": ["A", "B"], "option": first, "lot": seed}]


def test_equals_that_are_both_bought_are_no_tie():
    for seed in (None, "2026"):
        result = equal_shares.count("AB", lines("1 A; 1 B"), seats=2, lot=seed)
        assert (set(result.winners), result.tie) == ({"A", "B"}, None)
        assert steps(result, "equal_shares.lot") == [{"between": ["A", "B"], "option": result.winners[0], "lot": seed}]


def test_blank_ballots_have_no_share_and_none_at_all_buys_nothing():
    assert equal_shares.count("A", [*lines("1 A"), (9, frozenset())], seats=1).winners == ("A",)
    result = equal_shares.count("BA", [(9, frozenset())], seats=1, lot="2026")
    assert (result.outcome, result.winners, result.ranking) == (OptionsOutcome.TIE, (), (("A", "B"),))
    assert told(result) == [("seats.nobody", {})]
    assert result.counts["approvals"] == {"A": 0, "B": 0}


@pytest.mark.parametrize(
    ("rules", "wrong"),
    [
        ({"costs": {"A": 3, "B": 2}}, "with costs, say how much the budget is"),
        ({"costs": {"A": 3}, "budget": 9}, "the cost of “B” is missing: a whole number, 1 or more"),
        ({"costs": {"A": 3, "B": 0}, "budget": 9}, "the cost of “B” is missing: a whole number, 1 or more"),
        ({"costs": {"A": 3, "B": 1, "Z": 2}, "budget": 9}, "“Z” has a cost and is no option"),
    ],
)
def test_costs_that_cannot_be(rules, wrong):
    with pytest.raises(ValueError) as refused:
        equal_shares.count("AB", lines("1 A"), **rules)
    assert str(refused.value) == wrong


def test_the_most_that_one_pays():
    """7 from two who hold 1 and three who hold 5: the two give all, the three 5/3 each."""
    two, three = (Fraction(1), 2), (Fraction(5), 3)
    assert equal_shares.most_paid(7, [two, three]) == Fraction(5, 3)
    assert equal_shares.most_paid(5, [two, three]) == 1
    assert equal_shares.most_paid(17, [two, three]) == 5
    assert equal_shares.most_paid(18, [two, three]) is None
    assert equal_shares.most_paid(1, []) is None


def person_by_person(ballots, costs, budget):
    """The rule as it reads, one voter at a time; None at a tie that is not settled by the cost."""
    voters = [approved for number, approved in ballots for _ in range(number)]
    held, bought, asked = [Fraction(budget, len(voters))] * len(voters), [], []
    while True:
        offers = {}
        for option in sorted(set(costs) - set(bought)):
            backers = [place for place, approved in enumerate(voters) if option in approved]
            if sum(held[place] for place in backers) < costs[option]:
                continue
            # The price is where what all pay, at most what they hold, makes up the cost.
            levels = sorted({held[place] for place in backers})
            below = max([x for x in [Fraction(0), *levels] if sum(min(held[p], x) for p in backers) < costs[option]])
            richer = [place for place in backers if held[place] > below]
            poorer = sum(held[place] for place in backers if held[place] <= below)
            offers[option] = Fraction(costs[option] - poorer) / len(richer)
        if not offers:
            return bought, asked, sum(held)
        rank = {option: (asks / costs[option], costs[option]) for option, asks in offers.items()}
        best = [option for option in offers if rank[option] == min(rank.values())]
        if len(best) > 1:
            return None
        bought += best
        asked.append(offers[best[0]])
        held = [
            max(Fraction(0), money - offers[best[0]]) if best[0] in approved else money
            for money, approved in zip(held, voters, strict=True)
        ]


@settings(max_examples=150, deadline=None)
@given(ballots=profiles, costs=prices, budget=st.integers(0, 100))
def test_it_buys_what_a_plain_reading_of_the_rule_buys(ballots, costs, budget):
    expected = person_by_person(ballots, costs, budget)
    result = equal_shares.count(OPTIONS, ballots, costs=costs, budget=budget, lot="2026")
    spent = sum(costs[option] for option in result.winners)

    assert Fraction(result.counts["left"]) == budget - spent >= 0
    if expected:
        bought, asked, left = expected
        assert list(result.winners) == bought
        assert [Fraction(stage["rho"]) for stage in result.stages] == asked
        assert left == budget - spent
        for option, held in steps(result, "equal_shares.left")[0]["within"].items():
            assert Fraction(held) < costs[option]


@settings(max_examples=100, deadline=None)
@given(ballots=profiles, seats=st.integers(1, 4))
def test_groups_that_agree_are_represented(ballots, seats):
    winners = equal_shares.count(OPTIONS, ballots, seats=seats, lot="2026").winners
    assert represented(ballots, frozenset(winners), seats)


@settings(max_examples=100, deadline=None)
@given(ballots=profiles, costs=prices, budget=st.integers(1, 100))
def test_groups_that_can_pay_are_represented_up_to_one_option(ballots, costs, budget):
    """Of those who agree on options that their shares could pay, one has as much, but for a single option."""
    winners = set(equal_shares.count(OPTIONS, ballots, costs=costs, budget=budget, lot="2026").winners)
    voters = sum(number for number, _ in ballots)
    for size in range(1, 4):
        for wanted in map(set, combinations(OPTIONS, size)):
            price = sum(costs[option] for option in wanted)
            group = [(number, approved) for number, approved in ballots if wanted <= approved]
            if not group or sum(number for number, _ in group) * budget < price * voters:
                continue
            had = [sum(costs[option] for option in approved & winners) for _, approved in group]
            assert any(has >= price or any(has + costs[option] > price for option in wanted - winners) for has in had)


@settings(max_examples=60, deadline=None)
@given(ballots=profiles, costs=prices, budget=st.integers(1, 100), data=st.data())
def test_neutrality_and_anonymity(ballots, costs, budget, data):
    names = dict(zip(OPTIONS, data.draw(st.permutations(OPTIONS)), strict=True))
    before = equal_shares.count(OPTIONS, ballots, costs=costs, budget=budget)
    one_by_one = [(1, frozenset(names[o] for o in approved)) for n, approved in ballots for _ in range(n)]
    after = equal_shares.count(
        data.draw(st.permutations(OPTIONS)),
        data.draw(st.permutations(one_by_one)),
        costs={names[option]: cost for option, cost in costs.items()},
        budget=budget,
    )
    assert after.outcome == before.outcome
    assert set(after.winners) == {names[option] for option in before.winners}


# What becomes of the money that is left

KILN = {"options": "ABCD", "budget": 1000, "costs": {"A": 420, "B": 260, "C": 300, "D": 100}}


def completed(text, **changed):
    return equal_shares.count(ballots=lines(text), completion="raise", **{**KILN, **changed})


def test_money_that_is_left_is_spent_on_by_hand():
    """12 people share 1000: 83 1/3 each. B and C are bought, 440 are left, of which 326 2/3 are with A's 6 supporters.

    For A 93 1/3 are missing, so each share rises by a sixth of that. 20 are left; nobody approves D.
    """
    result = completed("6 AB; 3 C; 3 BC")

    assert (result.outcome, result.winners, result.counts["left"]) == (OptionsOutcome.ELECTED, ("B", "C", "A"), "20")
    assert steps(result, "equal_shares.bought")[-1] == {
        "stage": 3,
        "option": "A",
        "cost": 420,
        "raised": "140/9",
        "rho": "70",
        "paying": 6,
        "in_full": 6,
        "left": "20",
    }
    assert steps(result, "equal_shares.rest") == [{"left": 20, "costs": {}}]
    assert equal_shares.count(ballots=lines("6 AB; 3 C; 3 BC"), **KILN).winners == ("B", "C")


def test_what_does_not_fit_is_passed_over_and_named():
    """3 for A at 700 and 1 for B at 200 hold 250 each. A leaves 300, and 1 for C at 400 cannot be met: B fits."""
    result = completed("3 A; 1 C; 1 B", options="ABC", costs={"A": 700, "B": 300, "C": 400})
    assert (result.winners, result.counts["left"]) == (("A", "B"), "0")
    result = completed("3 A; 1 C; 1 B", options="ABC", costs={"A": 700, "B": 301, "C": 400})
    assert (result.winners, steps(result, "equal_shares.rest")) == (
        ("A",),
        [{"left": 300, "costs": {"B": 301, "C": 400}}],
    )


def test_seats_are_filled_where_nobody_alone_deserves_the_last():
    """Without costs the budget is the seats: 3 of them for 6 ABC and 3 D, who hold a third each."""
    result = equal_shares.count("ABCD", lines("5 A; 4 B; 3 C"), seats=3, completion="raise")
    assert (result.outcome, result.winners) == (OptionsOutcome.ELECTED, ("A", "B", "C"))


def test_of_those_that_need_the_same_raise_the_cheaper_is_bought_then_the_lot_says():
    ballots, costs = "1 A; 1 B; 1 C", {"A": 60, "B": 60, "C": 95}
    undrawn = completed(ballots, options="ABC", budget=100, costs=costs)
    assert (undrawn.outcome, undrawn.tie) == (OptionsOutcome.TIE, BrokenTie(("A", "B"), by="lot", of="none"))
    seed = next(str(n) for n in range(100) if lot("AB", str(n))[0] == "B")
    drawn = completed(ballots, options="ABC", budget=100, costs=costs, lot=seed)
    assert (drawn.winners, drawn.tie) == (("B",), BrokenTie(("A", "B"), by="lot", of=seed))
    cheaper = completed("1 A; 2 B", options="AB", budget=90, costs={"A": 40, "B": 80})
    assert (cheaper.winners, cheaper.tie) == (("A",), None)
    assert steps(cheaper, "equal_shares.same_raise") == [{"between": ["A", "B"], "option": "A"}]


def test_a_completion_that_is_none_is_refused():
    with pytest.raises(ValueError):
        equal_shares.count("A", lines("1 A"), completion="all")


@settings(max_examples=150, deadline=None)
@given(ballots=profiles, costs=prices, budget=st.integers(1, 100))
def test_completed_it_keeps_what_shares_buy_and_leaves_nothing_that_fits(ballots, costs, budget):
    asked = {"options": OPTIONS, "ballots": ballots, "budget": budget, "costs": costs, "lot": "2026"}
    alone, result = equal_shares.count(**asked), equal_shares.count(**asked, completion="raise")
    spent = sum(costs[option] for option in result.winners)

    assert result.winners[: len(alone.winners)] == alone.winners
    assert spent <= budget
    assert result.counts["left"] == str(budget - spent)
    backed = {option for option in OPTIONS if any(option in approved for _number, approved in ballots)}
    assert set(result.winners) <= backed
    assert all(costs[option] > budget - spent for option in backed - set(result.winners))


@settings(max_examples=100, deadline=None)
@given(ballots=profiles, costs=prices, budget=st.integers(1, 100))
def test_completed_shares_rise_as_little_as_a_plain_reading_says(ballots, costs, budget):
    """Person by person, from what each purchase left: of those that fit, the one that needs the least."""
    result = equal_shares.count(OPTIONS, ballots, budget=budget, costs=costs, lot="2026", completion="raise")
    people = [approved for number, approved in ballots for _ in range(number)]
    purse = [Fraction(budget, len(people))] * len(people)
    left, bought = budget, []
    for stage in result.stages:
        option, price = stage["option"], costs[stage["option"]]
        backers = [at for at, approved in enumerate(people) if option in approved]
        if "raised" in stage:
            needed = {}
            for other in set(OPTIONS) - set(bought):
                of = [at for at, approved in enumerate(people) if other in approved]
                if of and costs[other] <= left:
                    needed[other] = (costs[other] - sum(purse[at] for at in of)) / Fraction(len(of))
            assert needed[option] == min(needed.values()) >= 0
            purse = [held + needed[option] for held in purse]
        most = Fraction(stage["rho"])
        purse = [held - min(held, most) if at in backers else held for at, held in enumerate(purse)]
        left -= price
        bought.append(option)
        assert all(held >= 0 for held in purse)
    assert sum(costs[option] for option in bought) + left == budget


@settings(max_examples=60, deadline=None)
@given(ballots=profiles, costs=prices, budget=st.integers(1, 100), data=st.data())
def test_completed_it_is_neutral_and_anonymous(ballots, costs, budget, data):
    names = dict(zip(OPTIONS, data.draw(st.permutations(OPTIONS)), strict=True))
    one_by_one = data.draw(st.permutations([(1, approved) for number, approved in ballots for _ in range(number)]))
    before = equal_shares.count(OPTIONS, ballots, budget=budget, costs=costs, completion="raise")
    again = equal_shares.count(OPTIONS, one_by_one, budget=budget, costs=costs, completion="raise")
    after = equal_shares.count(
        data.draw(st.permutations(OPTIONS)),
        [(number, frozenset(names[option] for option in approved)) for number, approved in ballots],
        budget=budget,
        costs={names[option]: cost for option, cost in costs.items()},
        completion="raise",
    )

    assert again == before
    assert after.outcome == before.outcome
    if before.outcome == OptionsOutcome.ELECTED:
        assert set(after.winners) == {names[option] for option in before.winners}
