"""The Scottish rules, stage by stage: by hand, against a count paper by paper, and against votelib."""

from decimal import ROUND_DOWN, Decimal

import votelib.evaluate.sequential
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.votes.counting.making import TENNESSEE, TOWNS, elections, lot, ranked, steps, told
from votes.counting import blt, stv_scottish
from votes.counting.result import BrokenTie, OptionsOutcome

# A made ward of 4 seats, in the form in which councils publish theirs.
WARD = """
6 4  # six candidates, four seats
-4
28 1 2 3 5 0
26 2 1 3 0
11 5 6 0
7 3 2 6 0
5 6 4 3 0
2 6 0
1 1=2 3 0  # nobody stands first: void
0
"Ailsa" "Garden party"
"Bruce"
"Catriona"
"Duncan"
"Eilidh"
"Fraser"
"A made ward"
"""


def ward():
    read = blt.read(WARD)
    ballots = [
        (line["n"], tuple(tuple(place) if isinstance(place, list) else (place,) for place in line["ranking"]))
        for line in read["ballots"]
    ]
    return stv_scottish.count(read["options"], ballots, seats=read["seats"])


def stage(number, votes, **more):
    """A stage with the quota of the ward; votes by the initials of its candidates."""
    names = {name[0]: name for name in ("Ailsa", "Bruce", "Catriona", "Eilidh", "Fraser")}
    plain = {"elected": [], "excluded": [], "transfers": [], "quota": "16.00000"}
    return {**plain, "stage": number, "votes": {names[initial]: n for initial, n in votes.items()}, **more}


def test_a_ward_counted_by_hand():
    """79 papers: the quota is 79 / 5 + 1 = 16.

    1. Ailsa is 12 above it: 12 / 28 = 0.42857 a paper, 28 of them 11.99996, so 0.00004 is nobody's.
    2. Bruce is 10 above: 10 / 26 = 0.38461 a paper, 26 of them 9.99986; Ailsa and Catriona are elected, so the
       papers name nobody else.
    3. Catriona has 18.99996, 2.99996 above. Her 28 papers worth 0.42857 pass on 0.42857 x 2.99996 / 18.99996 =
       0.06766 each, 1.89448; her 7 papers worth 1 pass on 0.15789, 1.10523; 0.00025 is nobody's.
    4. Nobody reaches 16. Fraser is excluded; as many are left as there are seats, so nothing more is transferred.
    """
    result = ward()

    assert (result.outcome, result.tie) == (OptionsOutcome.ELECTED, None)
    assert result.winners == ("Ailsa", "Bruce", "Catriona", "Eilidh")
    assert result.ranking == (("Ailsa",), ("Bruce",), ("Catriona",), ("Eilidh",), ("Fraser",))
    assert (result.quota, result.counts) == ("16.00000", {"valid": 79, "void": 1})
    ailsa = {"from": "Ailsa", "to": {"Catriona": "11.99996"}, "exhausted": "0.00000", "ignored": "0.00004"}
    bruce = {"from": "Bruce", "to": {}, "exhausted": "9.99986", "ignored": "0.00014"}
    catriona = {
        "from": "Catriona",
        "to": {"Eilidh": "1.89448", "Fraser": "1.10523"},
        "exhausted": "0.00000",
        "ignored": "0.00025",
    }
    first = {"A": "28.00000", "B": "26.00000", "C": "7.00000", "E": "11.00000", "F": "7.00000"}
    second = {**first, "A": "16.00000", "C": "18.99996"}
    third = {**second, "B": "16.00000"}
    fourth = {**third, "C": "16.00000", "E": "12.89448", "F": "8.10523"}
    assert result.stages == (
        stage(1, first, elected=["Ailsa", "Bruce"], exhausted="0.00000", transfers=[ailsa]),
        stage(2, second, elected=["Catriona"], exhausted="0.00004", transfers=[bruce]),
        stage(3, third, exhausted="10.00004", transfers=[catriona]),
        stage(4, fourth, elected=["Eilidh"], excluded=["Fraser"], exhausted="10.00029"),
    )
    whole = {"whole": False}
    assert told(result) == [
        ("stv_scottish.counted", {"valid": 79, "void": 1, "seats": 4, "quota": "16.00000"}),
        (
            "stv_scottish.elected",
            {
                "stage": 1,
                "options": ["Ailsa", "Bruce"],
                "votes": {"Ailsa": "28.00000", "Bruce": "26.00000"},
                "quota": "16.00000",
            },
        ),
        ("stv_scottish.transferred", {"stage": 1, "option": "Ailsa", "votes": "12.00000", **whole, **moved(ailsa)}),
        (
            "stv_scottish.elected",
            {"stage": 2, "options": ["Catriona"], "votes": {"Catriona": "18.99996"}, "quota": "16.00000"},
        ),
        ("stv_scottish.transferred", {"stage": 2, "option": "Bruce", "votes": "10.00000", **whole, **moved(bruce)}),
        (
            "stv_scottish.transferred",
            {"stage": 3, "option": "Catriona", "votes": "2.99996", **whole, **moved(catriona)},
        ),
        ("stv_scottish.excluded", {"stage": 4, "option": "Fraser", "votes": "8.10523"}),
        (
            "stv_scottish.remaining",
            {"stage": 4, "options": ["Eilidh"], "votes": {"Eilidh": "12.89448"}, "quota": "16.00000"},
        ),
        ("seats.elected", {"winners": ["Ailsa", "Bruce", "Catriona", "Eilidh"]}),
    ]


def moved(transfer):
    return {name: value for name, value in transfer.items() if name != "from"}


def test_an_exclusion_that_hands_on_parts_of_votes():
    """Quota 30 / 3 + 1 = 11; A passes on 4 / 15 = 0.26666 a paper: 9 to C, 2.39994, and 6 to D, 1.59996.

    D is out with 3.59996, of which 1.59996 goes to B and 2 to nobody; C is out at 6.39994 with nobody to go to.
    """
    result = stv_scottish.count("ABCD", ranked("9 A > C; 6 A > D > B; 9 B; 4 C; 2 D"), seats=2)

    assert (result.winners, result.ranking) == (("A", "B"), (("A",), ("B",), ("C",), ("D",)))
    assert [(stage["votes"], stage["excluded"], stage["exhausted"]) for stage in result.stages] == [
        ({"A": "15.00000", "B": "9.00000", "C": "4.00000", "D": "2.00000"}, [], "0.00000"),
        ({"A": "11.00000", "B": "9.00000", "C": "6.39994", "D": "3.59996"}, ["D"], "0.00010"),
        ({"A": "11.00000", "B": "10.59996", "C": "6.39994"}, ["C"], "2.00010"),
    ]
    assert result.stages[1]["transfers"] == [
        {"from": "D", "to": {"B": "1.59996"}, "exhausted": "2.00000", "ignored": "0.00000"}
    ]
    assert steps(result, "stv_scottish.transferred")[1] == {
        "stage": 2,
        "option": "D",
        "votes": "3.59996",
        "whole": True,
        "to": {"B": "1.59996"},
        "exhausted": "2.00000",
        "ignored": "0.00000",
    }


def test_papers_that_have_become_alike_stay_as_many():
    """A's 2 papers are for B, then C, like 3 of B's own: when B is out in turn all 5 go to C. 2 + 1 others end."""
    result = stv_scottish.count("ABCD", ranked("2 A > B > C; 3 B > C; 2 B > A; 1 B; 9 C; 10 D"))

    assert [stage["excluded"] for stage in result.stages] == [["A"], ["B"], []]
    assert result.stages[1]["transfers"] == [
        {"from": "B", "to": {"C": "5.00000"}, "exhausted": "3.00000", "ignored": "0.00000"}
    ]
    assert result.stages[2]["votes"] == {"C": "14.00000", "D": "10.00000"}
    assert result.winners == ("C",)


def test_the_textbook_example_of_the_droop_quota():
    """Andrea has 40 of 57 votes, 20 above the quota: 8 go to Brad, 12 to Carter, who has the second seat."""
    result = stv_scottish.count(
        ("Andrea", "Brad", "Carter", "Delilah"),
        ranked(
            "16 Andrea > Brad > Carter > Delilah; 24 Andrea > Carter > Brad > Delilah;"
            "17 Delilah > Andrea > Brad > Carter"
        ),
        seats=2,
    )

    assert (result.quota, result.winners) == ("20.00000", ("Andrea", "Carter"))
    assert result.stages[1]["votes"] == {
        "Andrea": "20.00000",
        "Brad": "8.00000",
        "Carter": "12.00000",
        "Delilah": "17.00000",
    }


def test_tennessee_elects_knoxville_as_every_run_off_does():
    result = stv_scottish.count(TOWNS, ranked(TENNESSEE))
    assert (result.winners, result.quota) == (("Knoxville",), "51.00000")
    assert [stage["excluded"] for stage in result.stages] == [["Chattanooga"], ["Nashville"], []]
    assert result.stages[-1]["votes"] == {"Memphis": "42.00000", "Knoxville": "58.00000"}


# Ties


def test_the_lowest_at_the_last_earlier_stage_is_excluded():
    """B and C have 4 at stage 2, when D's paper has gone to C; B had 4 before, and C 3."""
    result = stv_scottish.count("ABCD", ranked("6 A; 4 B > A; 3 C > A; 1 D > C"), lot="unused")

    assert result.tie == BrokenTie(("B", "C"), by="rule", of="stage 1")
    assert [stage["excluded"] for stage in result.stages] == [["D"], ["C"], []]
    assert steps(result, "stv_scottish.earlier") == [{"between": ["B", "C"], "option": "C", "at": 1, "surplus": False}]


def test_the_most_recent_stage_at_which_they_differed_counts():
    """B and C have 5 and 4, then 5 and 6, then 6 each: at stage 2 C had more, so B is excluded."""
    result = stv_scottish.count("ABCDE", ranked("9 A; 5 B; 4 C; 2 D > C; 1 E > B; 2 E"))

    assert [stage["votes"] for stage in result.stages][1:3] == [
        {"A": "9.00000", "B": "5.00000", "C": "6.00000", "E": "3.00000"},
        {"A": "9.00000", "B": "6.00000", "C": "6.00000"},
    ]
    assert result.stages[2]["excluded"] == ["B"]
    assert result.tie == BrokenTie(("B", "C"), by="rule", of="stage 2")


def test_of_three_equals_the_two_that_are_still_equal_are_compared_earlier():
    """B, C and D have 4 each at stage 3. At stage 2 B and C had 3, D 4; at stage 1 C had 2, B 3."""
    result = stv_scottish.count("ABCDEF", ranked("9 A; 3 B; 2 C; 4 D; 1 E > C; 1 F > B; 1 F > C"))

    assert [stage["excluded"] for stage in result.stages][:3] == [["E"], ["F"], ["C"]]
    assert steps(result, "stv_scottish.earlier")[0] == {
        "between": ["B", "C", "D"],
        "option": "C",
        "at": 1,
        "surplus": False,
    }


def test_equal_surpluses_the_one_who_had_more_goes_first():
    """The quota is 55 / 5 + 1 = 12; A passes on 12 / 24 = 0.5 a paper, 3 to C, 4 to D: 13 each, from 10 and 9."""
    ballots = "6 A > C; 8 A > D; 10 A > E; 10 C > B; 9 D > F; 7 B; 5 F"
    result = stv_scottish.count("ABCDEF", ranked(ballots), seats=4, lot="unused")

    assert [stage["elected"] for stage in result.stages][:2] == [["A"], ["C", "D"]]
    assert [stage["transfers"][0]["from"] for stage in result.stages[:3]] == ["A", "C", "D"]
    assert steps(result, "stv_scottish.earlier") == [{"between": ["C", "D"], "option": "C", "at": 1, "surplus": True}]
    assert result.tie == BrokenTie(("C", "D"), by="rule", of="stage 1")


def test_equal_surpluses_that_always_were_equal_are_drawn():
    """A and B are 1 above the quota of 5. Whose surplus moves first reaches C or D at stage 2, and there it counts."""
    ballots = ranked("6 A > C; 6 B > D; 2 C; 2 D; 1 E")
    drawn = {seed: stv_scottish.count("ABCDE", ballots, seats=3, lot=seed) for seed in "abcdefgh"}

    for seed, result in drawn.items():
        first = lot("AB", seed)[0]
        assert result.stages[0]["transfers"][0]["from"] == first
        assert result.winners == ("A", "B", {"A": "C", "B": "D"}[first])
        assert result.ranking[0] == ("A", "B")
        assert result.tie == BrokenTie(("A", "B"), by="lot", of=seed)
        assert steps(result, "stv_scottish.lot") == [
            {"between": ["A", "B"], "option": first, "lot": seed, "surplus": True}
        ]
    assert {result.winners[-1] for result in drawn.values()} == {"C", "D"}


def test_without_a_lot_those_who_are_sure_are_elected_and_the_count_ends_there():
    result = stv_scottish.count("ABCDE", ranked("6 A > C; 6 B > D; 2 C; 2 D; 1 E"), seats=3)

    assert (result.outcome, result.winners) == (OptionsOutcome.TIE, ("A", "B"))
    assert result.ranking == (("A", "B"), ("C", "D"), ("E",))
    assert result.tie == BrokenTie(("A", "B"), by="lot", of="none")
    assert len(result.stages) == 1
    assert told(result)[-2:] == [
        ("stv_scottish.undrawn", {"between": ["A", "B"], "surplus": True}),
        ("seats.elected", {"winners": ["A", "B"]}),
    ]


def test_the_lot_excludes_its_last_until_a_seat_is_left():
    result = stv_scottish.count("ABC", ranked("1 A; 1 B; 1 C"), lot="2026")
    order = lot("ABC", "2026")

    assert result.winners == (order[0],)
    assert result.ranking == tuple((option,) for option in order)
    assert result.tie == BrokenTie(("A", "B", "C"), by="lot", of="2026")
    assert steps(result, "stv_scottish.lot") == [
        {"between": ["A", "B", "C"], "option": order[2], "lot": "2026", "surplus": False},
        {"between": sorted(order[:2]), "option": order[1], "lot": "2026", "surplus": False},
    ]


def test_a_tie_that_changes_nobody_elected_is_none():
    """B and C have one vote each, and whoever goes first, A has the seat at the end."""
    ballots = ranked("4 A; 3 D; 1 B > A; 1 C > A")
    for seed in (None, "2026"):
        result = stv_scottish.count("ABCD", ballots, lot=seed)
        assert (result.outcome, result.winners, result.tie) == (OptionsOutcome.ELECTED, ("A",), None)
        (drawn,) = steps(result, "stv_scottish.lot")
        assert (drawn["between"], drawn["lot"]) == (["B", "C"], seed)
        assert drawn["option"] == (lot("BC", seed)[-1] if seed else drawn["option"])


def test_many_without_any_vote_are_no_tie():
    options = [f"option {number:02}" for number in range(30)]
    result = stv_scottish.count(
        options, [(2, ((options[0],),)), (1, ((options[1],), (options[0],))), (2, ((options[2],),))]
    )

    assert (result.outcome, result.winners, result.tie) == (OptionsOutcome.ELECTED, ("option 00",), None)
    assert len(result.stages) == 29


def test_without_any_vote_two_for_the_last_seat_are_a_tie():
    result = stv_scottish.count("ABC", ranked("3 A"), seats=2)

    assert (result.outcome, result.winners) == (OptionsOutcome.TIE, ("A",))
    assert result.tie == BrokenTie(("B", "C"), by="lot", of="none")


# Papers


def test_a_paper_stops_at_equal_ranks_and_is_void_where_they_stand_first():
    """B's papers name C and D as equals: 4 votes are exhausted, although C is out. Void papers make no quota."""
    result = stv_scottish.count("ABCD", ranked("5 A; 4 B > C = D > A; 3 C > A; 6 D; 3 A = B > C"))

    assert (result.quota, result.counts) == ("10.00000", {"valid": 18, "void": 3})
    assert [stage["excluded"] for stage in result.stages] == [["C"], ["B"], ["D"]]
    assert result.stages[1]["transfers"] == [{"from": "B", "to": {}, "exhausted": "4.00000", "ignored": "0.00000"}]
    assert result.winners == ("A",)


def test_where_every_paper_is_void_or_blank_nobody_is_elected():
    result = stv_scottish.count("BA", [*ranked("3 A = B"), (2, ())], lot="2026")

    assert (result.outcome, result.winners, result.ranking) == (OptionsOutcome.TIE, (), (("A", "B"),))
    assert result.counts == {"valid": 0, "void": 3}
    assert told(result) == [("seats.nobody", {})]


def test_as_many_seats_as_options_elect_all_at_once():
    result = stv_scottish.count("ABC", ranked("5 A; 1 B"), seats=3)

    assert (result.outcome, result.winners) == (OptionsOutcome.ELECTED, ("A", "B", "C"))
    assert [stage["elected"] for stage in result.stages] == [["A", "B", "C"]]
    assert stv_scottish.count("ABC", ranked("5 A; 1 B"), seats=7).winners == ("A", "B", "C")


def test_a_quota_that_is_reached_exactly_has_no_surplus():
    result = stv_scottish.count("ABC", ranked("3 A > B; 2 B; 2 C > B"), seats=2)

    assert (result.quota, result.stages[0]["elected"]) == ("3.00000", ["A"])
    assert result.stages[0]["transfers"] == []
    assert result.tie == BrokenTie(("B", "C"), by="lot", of="none")


def test_more_first_places_can_lose_the_seat():
    """STV is not monotonic: two papers that raise A from second to first make B win."""
    before = stv_scottish.count("ABC", ranked("6 A > C > B; 5 B > A > C; 4 C > B > A; 2 C > A > B"))
    after = stv_scottish.count("ABC", ranked("8 A > C > B; 5 B > A > C; 4 C > B > A"))

    assert (before.winners, before.tie) == (("A",), None)
    assert (after.winners, after.tie) == (("B",), None)


# Against others


def paper_by_paper(options, ballots, seats):
    """The same rules, one paper at a time, in decimals; None at the first tie. Votes of each stage, and winners."""
    papers = [[[group[0] for group in ranking], Decimal(1), None] for n, ranking in ballots for _ in range(n)]
    quota = Decimal(len(papers) // (seats + 1) + 1)
    continuing, elected, waiting, stages = set(options), [], [], []
    votes = {option: sum(1 for paper in papers if paper[0][0] == option) * Decimal(1) for option in options}
    for paper in papers:
        paper[2] = paper[0][0]
    while True:
        stages.append(dict(votes))
        for option in [o for o in continuing if votes[o] >= quota]:
            continuing.remove(option)
            elected.append(option)
            waiting += [option] if votes[option] > quota else []
        if len(elected) == seats:
            return stages, set(elected)
        if len(continuing) <= seats - len(elected):
            return stages, {*elected, *continuing}
        pool, pick = (waiting, max) if waiting else (continuing, min)
        extreme = pick(votes[option] for option in pool)
        (*others, out) = [option for option in pool if votes[option] == extreme]
        if others:
            return None
        pool.remove(out)
        if len(continuing) <= seats - len(elected):
            return stages, {*elected, *continuing}
        surplus, total = votes[out] - quota, votes[out]
        gained = dict.fromkeys(continuing, Decimal(0))
        for paper in papers:
            if paper[2] == out:
                if pool is waiting:
                    paper[1] = (surplus * paper[1] / total).quantize(Decimal("0.00001"), ROUND_DOWN)
                paper[2] = next((option for option in paper[0] if option in continuing), None)
                if paper[2]:
                    gained[paper[2]] += paper[1]
        for option, more in gained.items():
            votes[option] += more
        votes[out] = quota if pool is waiting else None
        votes = {option: number for option, number in votes.items() if number is not None}


@settings(max_examples=150, deadline=None)
@given(election=elections(most=6, lines=9, complete=True, number=30), seats=st.integers(1, 3), cut=st.data())
def test_each_stage_is_what_counting_paper_by_paper_gives(election, seats, cut):
    options, full = election
    ballots = [(number, ranking[: cut.draw(st.integers(1, len(ranking)))]) for number, ranking in full]
    expected = paper_by_paper(options, ballots, seats)
    assume(expected is not None)
    stages, winners = expected
    result = stv_scottish.count(options, ballots, seats=seats)

    assert [stage["votes"] for stage in result.stages] == [
        {option: f"{number:.5f}" for option, number in votes.items()} for votes in stages
    ]
    assert (set(result.winners), result.tie) == (winners, None)
    valid = sum(number for number, _ in ballots)
    for stage in result.stages:
        assert sum(map(Decimal, stage["votes"].values())) + Decimal(stage["exhausted"]) == valid
        for transfer in stage["transfers"]:
            assert Decimal(transfer["ignored"]) >= 0
            assert all(Decimal(number) > 0 for number in transfer["to"].values())


@settings(max_examples=60, deadline=None)
@given(election=elections(most=5, lines=8, complete=True, number=40), seats=st.integers(1, 3))
def test_votelib_elects_the_same(election, seats):
    """It transfers exact fractions, and several surpluses at once: told apart where that changes nothing."""
    options, ballots = election
    result = stv_scottish.count(options, ballots, seats=seats, lot="")
    assume(not steps(result, "stv_scottish.lot", "stv_scottish.earlier"))
    assume(all(len(stage["elected"]) < 2 for stage in result.stages[:-1]))
    votes = {}
    for number, ranking in ballots:
        paper = tuple(group[0] for group in ranking)
        votes[paper] = votes.get(paper, 0) + number
    selector = votelib.evaluate.sequential.TransferableVoteSelector(quota_function="droop")
    try:
        theirs = selector.evaluate(votes, min(seats, len(options)))
    except NotImplementedError:  # a tie, which it leaves to its caller
        assume(False)

    assert set(theirs) == set(result.winners)


@settings(max_examples=100, deadline=None)
@given(election=elections(most=5, lines=7, complete=True, number=20), seats=st.integers(1, 4))
def test_droop_proportionality_solid_coalitions_have_their_seats(election, seats):
    """Those who put the same k options in front, and are q quotas, have q of the seats, or all k options."""
    options, ballots = election
    result = stv_scottish.count(options, ballots, seats=seats, lot="2026")
    quota = sum(number for number, _ in ballots) // (seats + 1) + 1
    for _, ranking in ballots:
        for size in range(1, len(ranking) + 1):
            coalition = {group[0] for group in ranking[:size]}
            behind = sum(n for n, other in ballots if {group[0] for group in other[:size]} == coalition)
            assert len(coalition & set(result.winners)) >= min(behind // quota, size, seats)


def test_a_tie_too_wide_to_follow_is_told_as_it_was_drawn():
    """Seven equals for one seat would take some 14000 counts."""
    options = "ABCDEFG"
    ballots = [(1, ((option,),)) for option in options]
    result = stv_scottish.count(options, ballots, lot="2026")

    assert result.winners == (lot(options, "2026")[0],)
    assert result.tie == BrokenTie(tuple(options), by="lot", of="2026")
    undrawn = stv_scottish.count(options, ballots)
    assert (undrawn.outcome, undrawn.winners) == (OptionsOutcome.TIE, ())
    assert undrawn.tie == BrokenTie(tuple(options), by="lot", of="none")
