"""Meek's rules: by hand, against a count ballot by ballot, and against the averages that equal ranks stand for."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import permutations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.votes.counting.making import TENNESSEE, TOWNS, elections, lot, ranked, steps, told
from votes.counting import stv_meek
from votes.counting.result import BrokenTie, OptionsOutcome


def test_what_an_elected_candidate_keeps_by_hand():
    """9 ballots for 2 seats: the quota is 9 / 3 = 3, and the smallest part more. A has 6, twice as much.

    A keeps 3.000000001 / 6, rounded up 0.500000001, of each vote: 3.000000006 in all. B gets the rest of 6 votes,
    2.999999994, and has 4.999999994.
    """
    result = stv_meek.count("ABC", ranked("6 A > B; 2 B; 1 C"), seats=2)

    assert (result.outcome, result.winners, result.tie) == (OptionsOutcome.ELECTED, ("A", "B"), None)
    assert result.ranking == (("A",), ("B",), ("C",))
    assert (result.quota, result.counts) == ("3.000000001", {"valid": 9, "void": 0})
    whole = {"A": "1.000000000", "B": "1.000000000", "C": "1.000000000"}
    votes = {"A": "6.000000000", "B": "2.000000000", "C": "1.000000000"}
    plain = {"excluded": [], "exhausted": "0.000000000", "quota": "3.000000001"}
    assert result.stages == (
        {
            **plain,
            "stage": 1,
            "votes": votes,
            "keep": whole,
            "elected": ["A"],
            "transfers": [{"from": "A", "to": {"B": "2.999999994"}, "exhausted": "0.000000000"}],
        },
        {
            **plain,
            "stage": 2,
            "votes": {"A": "3.000000006", "B": "4.999999994", "C": "1.000000000"},
            "keep": {**whole, "A": "0.500000001"},
            "elected": ["B"],
            "transfers": [],
        },
    )
    assert told(result) == [
        ("stv_meek.counted", {"valid": 9, "void": 0, "seats": 2, "quota": "0.000000000"}),
        (
            "stv_meek.elected",
            {"stage": 1, "options": ["A"], "votes": {"A": "6.000000000"}, "quota": "3.000000001"},
        ),
        ("stv_meek.kept", {"stage": 2, "keep": {"A": "0.500000001"}, "quota": "3.000000001"}),
        (
            "stv_meek.elected",
            {"stage": 2, "options": ["B"], "votes": {"B": "4.999999994"}, "quota": "3.000000001"},
        ),
        ("seats.elected", {"winners": ["A", "B"]}),
    ]


def test_the_quota_falls_with_the_votes_that_are_still_held():
    """C's 4 ballots name nobody else: 16 votes are left, and the quota falls from 20 / 3 to 16 / 3. A keeps less."""
    result = stv_meek.count("ABCD", ranked("7 A > D; 5 B; 4 C; 2 D; 2 D > C"), seats=2)

    assert result.winners == ("A", "D")
    assert [stage["quota"] for stage in result.stages] == ["6.666666667", "6.666666667", "5.333333334"]
    assert [stage["exhausted"] for stage in result.stages] == ["0.000000000", "0.000000000", "4.000000000"]
    assert [stage["excluded"] for stage in result.stages] == [[], ["C"], []]
    assert [stage["keep"]["A"] for stage in result.stages] == ["1.000000000", "0.952380953", "0.761904763"]
    assert result.stages[1]["transfers"] == [
        {"from": "A", "to": {"D": "1.333333330"}, "exhausted": "0.000000000"},
        {"from": "C", "to": {}, "exhausted": "4.000000000"},
    ]
    assert result.stages[2]["votes"] == {"A": "5.333333341", "B": "5.000000000", "D": "5.666666659"}
    assert result.stages[2]["keep"].keys() == {"A", "B", "D"}
    assert steps(result, "stv_meek.excluded") == [{"stage": 2, "option": "C", "votes": "4.000000000"}]


def test_a_later_choice_is_reached_through_two_who_are_elected():
    """Unlike in Scotland, a ballot for A, then B, gives C what both let pass."""
    result = stv_meek.count("ABCDE", ranked("12 A > B > C; 8 B > A > C; 2 C; 3 D; 2 E"), seats=3)

    assert result.stages[0]["elected"] == ["A", "B"]
    kept = {option: Decimal(number) for option, number in result.stages[1]["keep"].items()}
    after_a, after_b = up((1 - kept["A"]) * kept["B"]), up((1 - kept["B"]) * kept["A"])
    assert {option: Decimal(number) for option, number in result.stages[1]["votes"].items()} == {
        "A": 12 * kept["A"] + 8 * after_b,
        "B": 8 * kept["B"] + 12 * after_a,
        "C": 2 + 12 * (1 - kept["A"] - after_a) + 8 * (1 - kept["B"] - after_b),
        "D": 3,
        "E": 2,
    }
    assert after_a != (1 - kept["A"]) * kept["B"]  # rounded up
    assert result.winners == ("A", "B", "C")


def test_what_several_papers_pass_on_is_told_together():
    """C is out with 3 ballots of its own and a part of A's 16. B has that part, and 2 of the 3."""
    result = stv_meek.count("ABCDE", ranked("16 A > C > B; 4 A; 2 C > B; 1 C; 10 B; 11 D; 9 E"), seats=2)

    assert [stage["excluded"] for stage in result.stages][:2] == [[], ["C"]]
    passed = 16 * (1 - Decimal(result.stages[1]["keep"]["A"]))
    from_a, from_c = result.stages[1]["transfers"]
    assert (from_a["from"], set(from_a["to"])) == ("A", {"B"})
    assert from_c == {"from": "C", "to": {"B": f"{passed + 2:.9f}"}, "exhausted": "1.000000000"}
    for stage in result.stages:
        assert sum(map(Decimal, stage["votes"].values())) + Decimal(stage["exhausted"]) == 53


def test_papers_that_have_become_alike_stay_as_many():
    """A's 2 papers are for B, then C, like 3 of B's own: when B is out in turn all 5 go to C, and 3 others end."""
    result = stv_meek.count("ABCD", ranked("2 A > B > C; 3 B > C; 2 B > A; 1 B; 9 C; 10 D"))

    assert [stage["excluded"] for stage in result.stages] == [["A"], ["B"], []]
    assert result.stages[1]["transfers"] == [{"from": "B", "to": {"C": "5.000000000"}, "exhausted": "3.000000000"}]
    assert result.stages[2]["votes"] == {"C": "14.000000000", "D": "10.000000000"}


def test_tennessee_elects_knoxville_as_every_run_off_does():
    result = stv_meek.count(TOWNS, ranked(TENNESSEE))
    assert (result.winners, result.quota) == (("Knoxville",), "50.000000001")
    assert [stage["excluded"] for stage in result.stages] == [["Chattanooga"], ["Nashville"], []]


def test_after_the_last_exclusion_the_rest_are_elected_and_nothing_moves():
    result = stv_meek.count("ABC", ranked("2 A > B; 2 B > A; 1 C"), lot="2026")
    first, last = lot("AB", "2026")

    assert [(stage["excluded"], stage["elected"]) for stage in result.stages] == [(["C"], []), ([last], [first])]
    assert result.stages[1]["transfers"] == []
    assert steps(result, "stv_meek.remaining") == [
        {"stage": 2, "options": [first], "votes": {first: "2.000000000"}, "quota": "2.000000001"}
    ]


# Equal ranks


def test_equals_share_and_the_rest_goes_on():
    """6 ballots rank A and B equal, in front: 3 votes each. With 1 of its own A has 4, and 10 / 3 to keep.

    Half of the 6 meet A first, half B: in either case B keeps all that A lets pass.
    """
    result = stv_meek.count("ABC", ranked("6 A = B > C; 3 C; 1 A > C"), seats=2)

    assert result.winners == ("A", "B")
    assert result.stages[0]["votes"] == {"A": "4.000000000", "B": "3.000000000", "C": "3.000000000"}
    assert result.stages[1]["keep"]["A"] == "0.833333334"
    assert result.stages[1]["votes"] == {"A": "3.333333336", "B": "3.499999998", "C": "3.166666666"}


def test_the_parts_of_equals_are_rounded_down_so_that_nobody_gives_more_than_there_is():
    """A lets 0.499999999 of each of 6 ballots pass: B and C take 0.249999999 of each."""
    result = stv_meek.count("ABCD", ranked("6 A > B = C; 1 B; 1 C; 1 D"), seats=2, lot="2026")

    assert result.stages[1]["votes"] == {
        "A": "3.000000006",
        "B": "2.499999994",
        "C": "2.499999994",
        "D": "1.000000000",
    }
    assert result.stages[1]["exhausted"] == "0.000000006"


def test_an_excluded_equal_leaves_its_part_to_the_others():
    result = stv_meek.count("ABC", ranked("4 A = B; 3 C; 1 A > C"))

    assert result.stages[0]["votes"] == {"A": "3.000000000", "B": "2.000000000", "C": "3.000000000"}
    assert result.stages[0]["transfers"] == [{"from": "B", "to": {"A": "2.000000000"}, "exhausted": "0.000000000"}]
    assert result.stages[1]["votes"] == {"A": "5.000000000", "C": "3.000000000"}


def test_what_equals_take_is_the_average_over_their_orders():
    """Keeping 1/2 and 1/4 of what comes: 1/2 x (1 + 3/4) / 2 and 1/4 x (1 + 1/2) / 2, in billionths."""
    half, quarter, whole = 500_000_000, 250_000_000, 10**9
    assert stv_meek.shares((half, quarter)) == (437_500_000, 187_500_000)
    assert stv_meek.shares((quarter,)) == (quarter,)
    assert stv_meek.shares((whole, whole, whole)) == (333_333_333,) * 3
    # Three of 1/2: first 1/2, second 1/4, third 1/8 of a vote, in each order: 7/24 each.
    assert stv_meek.shares((half, half, half)) == (291_666_666,) * 3


@settings(max_examples=60, deadline=None)
@given(election=elections(most=4, lines=5, number=6), seats=st.integers(1, 2))
def test_a_ballot_with_equals_counts_as_those_of_each_of_their_orders(election, seats):
    options, ballots = election
    orders = [(n, [[*strict] for strict in strictly(ranking)]) for n, ranking in ballots]
    spread = [(24 * n // len(all_), tuple((o,) for o in one)) for n, all_ in orders for one in all_]
    equal, strict = stv_meek.count(options, ballots, seats=seats), stv_meek.count(options, spread, seats=seats)
    assume(all(stage["excluded"] or stage["elected"] for stage in equal.stages))
    assume(not steps(equal, "stv_meek.lot", "stv_meek.earlier", "stv_meek.undrawn"))
    assume(not steps(strict, "stv_meek.lot", "stv_meek.earlier", "stv_meek.undrawn"))
    assume(len(equal.stages) == len(strict.stages))  # a quota missed by a rounding is reached a stage later

    assert equal.winners == strict.winners
    for ours, theirs in zip(equal.stages, strict.stages, strict=True):
        for option, votes in ours["votes"].items():
            assert abs(24 * Decimal(votes) - Decimal(theirs["votes"][option])) < Decimal("0.001")


def strictly(ranking):
    """Every way of ranking equals one after the other."""
    if not ranking:
        return [()]
    return [(*first, *rest) for first in permutations(ranking[0]) for rest in strictly(ranking[1:])]


# Ties


def test_the_lowest_at_the_last_earlier_stage_is_excluded():
    result = stv_meek.count("ABCD", ranked("6 A; 4 B > A; 3 C > A; 1 D > C"), lot="unused")

    assert result.tie == BrokenTie(("B", "C"), by="rule", of="stage 1")
    assert [stage["excluded"] for stage in result.stages] == [["D"], ["C"], []]


def test_a_lot_decides_between_those_who_never_differed():
    drawn = {seed: stv_meek.count("ABC", ranked("2 A; 2 B; 1 C"), lot=seed) for seed in "abcdefgh"}

    for seed, result in drawn.items():
        assert result.winners == (lot("AB", seed)[0],)
        assert result.tie == BrokenTie(("A", "B"), by="lot", of=seed)
    assert len({result.winners for result in drawn.values()}) == 2
    undrawn = stv_meek.count("ABC", ranked("2 A; 2 B; 1 C"))
    assert (undrawn.outcome, undrawn.winners, undrawn.tie.of) == (OptionsOutcome.TIE, (), "none")


def test_candidates_closer_than_the_surplus_still_to_move_are_level():
    """Of A's surplus B and C get the same, but for roundings: the lot decides, and not a billionth of a vote."""
    result = stv_meek.count("ABCD", ranked("7 A > B; 7 A > C; 1 B; 1 C; 5 D"), seats=2, lot="2026")
    assert [stage["excluded"] for stage in result.stages][1] == [lot("BC", "2026")[-1]]


def test_roundings_never_elect_more_than_there_are_seats():
    """In the end A, C and D, who is elected, hold a third of the 13 votes each, and A and C reach it together."""
    ballots = ranked("6 D > A = C > E; 7 A = B = C > D > E")
    result = stv_meek.count("ABCDE", ballots, seats=2, lot="2026")

    assert result.stages[-1]["votes"] == {"A": "4.333333334", "C": "4.333333334", "D": "4.333333332"}
    assert result.winners == ("D", lot("AC", "2026")[0])
    assert result.tie == BrokenTie(("A", "C"), by="lot", of="2026")


def test_no_ballot_elects_nobody():
    result = stv_meek.count("BA", [(2, ())], lot="2026")
    assert (result.outcome, result.winners, result.ranking) == (OptionsOutcome.TIE, (), (("A", "B"),))
    assert result.counts == {"valid": 0, "void": 0}


def test_more_first_places_can_lose_the_seat():
    """Meek's method is not monotonic either."""
    before = stv_meek.count("ABC", ranked("6 A > C > B; 5 B > A > C; 4 C > B > A; 2 C > A > B"))
    after = stv_meek.count("ABC", ranked("8 A > C > B; 5 B > A > C; 4 C > B > A"))
    assert (before.winners, after.winners) == (("A",), ("B",))


# Against a count ballot by ballot


def up(value):
    """Rounded up to nine decimals."""
    return value.quantize(Decimal("1e-9"), ROUND_CEILING)


def ballot_by_ballot(options, ballots, seats):
    """The reference rule as it reads, in decimals: votes and quota of each stage, and winners. None at a tie."""
    keep, hopeful, elected, stages = dict.fromkeys(options, Decimal(1)), set(options), [], []
    while True:
        last = None
        while True:
            votes = dict.fromkeys(options, Decimal(0))
            for number, ranking in ballots:
                weight = Decimal(1)
                for (option,) in ranking:
                    part = up(weight * keep[option])
                    votes[option] += part * number
                    weight -= part
            quota = (sum(votes.values()) / (seats + 1)).quantize(Decimal("1e-9"), ROUND_FLOOR) + Decimal("1e-9")
            surplus = sum((votes[option] - quota for option in elected), Decimal(0))
            reached = [option for option in hopeful if votes[option] >= quota]
            if reached or surplus < Decimal("1e-6") or (last is not None and surplus >= last):
                break
            last = surplus
            for option in elected:
                keep[option] = up(up(keep[option] * quota) / votes[option])
        stages.append(({option: votes[option] for option in options if keep[option]}, quota))
        elected += reached
        hopeful -= set(reached)
        if len(elected) == seats:
            return stages, set(elected)
        if len(hopeful) + len(elected) <= seats:
            return stages, {*elected, *hopeful}
        if not reached:
            fewest = min(votes[option] for option in hopeful)
            out, *others = [option for option in hopeful if votes[option] <= fewest + max(surplus, Decimal(0))]
            if others:
                return None
            keep[out] = Decimal(0)
            hopeful.remove(out)
            if len(hopeful) + len(elected) <= seats:
                return stages, {*elected, *hopeful}


@settings(max_examples=100, deadline=None)
@given(election=elections(most=6, lines=9, complete=True, number=30), seats=st.integers(1, 3), cut=st.data())
def test_each_stage_is_what_counting_ballot_by_ballot_gives(election, seats, cut):
    options, full = election
    ballots = [(number, ranking[: cut.draw(st.integers(1, len(ranking)))]) for number, ranking in full]
    expected = ballot_by_ballot(options, ballots, seats)
    assume(expected is not None)
    stages, winners = expected
    result = stv_meek.count(options, ballots, seats=seats)

    assert [(stage["votes"], stage["quota"]) for stage in result.stages] == [
        ({option: f"{number:.9f}" for option, number in votes.items()}, f"{quota:.9f}") for votes, quota in stages
    ]
    assert (set(result.winners), result.tie) == (winners, None)
    valid = sum(number for number, _ in ballots)
    for stage, after in zip(result.stages, [*result.stages[1:], None], strict=True):
        assert sum(map(Decimal, stage["votes"].values())) + Decimal(stage["exhausted"]) == valid
        if after:
            gone = Decimal(after["exhausted"]) - Decimal(stage["exhausted"])
            assert abs(sum(Decimal(transfer["exhausted"]) for transfer in stage["transfers"]) - gone) < Decimal("1e-6")


@settings(max_examples=80, deadline=None)
@given(election=elections(most=5, lines=7, complete=True, number=20), seats=st.integers(1, 4))
def test_droop_proportionality_solid_coalitions_have_their_seats(election, seats):
    """Those who put the same k options in front, and are more than q quotas, have q of the seats, or all k options."""
    options, ballots = election
    winners = set(stv_meek.count(options, ballots, seats=seats, lot="2026").winners)
    voters = sum(number for number, _ in ballots)
    for _, ranking in ballots:
        for size in range(1, len(ranking) + 1):
            coalition = {group[0] for group in ranking[:size]}
            behind = sum(n for n, other in ballots if {group[0] for group in other[:size]} == coalition)
            entitled = (behind * (seats + 1) - 1) // voters  # whole quotas of voters / (seats + 1) that they are above
            assert len(coalition & winners) >= min(entitled, size, seats)
