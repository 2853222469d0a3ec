"""Schulze: the strongest paths."""

import votelib.convert
import votelib.evaluate.condorcet
from hypothesis import assume, given, settings

from tests.votes.counting.making import SCHULZE_45, TENNESSEE, TOWNS, drawn_first, elections, lot, ranked, told
from votes.counting.duels import fought, steps
from votes.counting.result import BrokenTie, OptionsOutcome
from votes.counting.schulze import count


def test_schulze_45_has_the_result_and_the_paths_of_the_paper():
    result = count("ABCDE", ranked(SCHULZE_45))

    assert (result.outcome, result.winners, result.tie) == (OptionsOutcome.ELECTED, ("E",), None)
    assert result.ranking == (("E",), ("A",), ("C",), ("B",), ("D",))
    assert result.counts["duels"]["D"] == {"A": 15, "B": 12, "C": 28, "E": 14}
    assert result.counts["paths"] == {
        "A": {"B": 28, "C": 28, "D": 30, "E": 24},
        "B": {"A": 25, "C": 28, "D": 33, "E": 24},
        "C": {"A": 25, "B": 29, "D": 29, "E": 24},
        "D": {"A": 25, "B": 28, "C": 28, "E": 24},
        "E": {"A": 25, "B": 28, "C": 28, "D": 31},
    }
    assert told(result)[:-3] == [(step.name, step.values) for step in steps(*fought("ABCDE", ranked(SCHULZE_45)))]
    assert told(result)[-3:] == [
        ("schulze.paths", {"option": "E", "against": [["A", 25, 24], ["B", 28, 24], ["C", 28, 24], ["D", 31, 24]]}),
        ("schulze.ranking", {"ranking": [["E"], ["A"], ["C"], ["B"], ["D"]]}),
        ("seats.elected", {"winners": ["E"]}),
    ]


def test_tennessee():
    result = count(TOWNS, ranked(TENNESSEE))
    assert result.ranking == (("Nashville",), ("Chattanooga",), ("Knoxville",), ("Memphis",))
    assert result.counts["paths"]["Memphis"] == {"Nashville": 0, "Chattanooga": 0, "Knoxville": 0}
    assert result.counts["paths"]["Nashville"] == {"Memphis": 58, "Chattanooga": 68, "Knoxville": 68}


def test_the_votes_of_the_winner_measure_a_duel_not_its_margin():
    """A over B (4 to 2) has fewer votes, and the larger margin, than C over A (5 to 4): by margins A would win."""
    result = count("ABC", ranked("1 A > B; 2 B > C; 3 A = B > C; 3 C > A > B"))
    assert result.counts["duels"] == {"A": {"B": 4, "C": 4}, "B": {"A": 2, "C": 6}, "C": {"A": 5, "B": 3}}
    assert result.counts["paths"] == {"A": {"B": 4, "C": 4}, "B": {"A": 5, "C": 6}, "C": {"A": 5, "B": 4}}
    assert result.ranking == (("B",), ("C",), ("A",))


def test_equals_and_unranked_win_no_duel_among_themselves():
    result = count("ABCD", ranked("3 A = B > C; 1 B"))
    assert result.counts["duels"] == {
        "A": {"B": 0, "C": 3, "D": 3},
        "B": {"A": 1, "C": 4, "D": 4},
        "C": {"A": 0, "B": 0, "D": 3},
        "D": {"A": 0, "B": 0, "C": 0},
    }
    assert result.ranking == (("B",), ("A",), ("C",), ("D",))


def test_a_level_duel_is_no_path():
    result = count("ABC", ranked("2 A > B > C; 2 C > B > A"))
    assert result.counts["paths"] == {"A": {"B": 0, "C": 0}, "B": {"A": 0, "C": 0}, "C": {"A": 0, "B": 0}}
    assert (result.outcome, result.tie) == (OptionsOutcome.TIE, BrokenTie(("A", "B", "C"), by="lot", of="none"))


def test_those_whom_nobody_ranks_above_are_level_for_the_lot():
    lines = ranked("1 A > B > C > D; 1 B > C > A > D; 1 C > A > B > D")
    undrawn = count("DCBA", lines)
    assert (undrawn.outcome, undrawn.winners) == (OptionsOutcome.TIE, ())
    assert (undrawn.ranking, undrawn.tie) == (
        (("A", "B", "C"), ("D",)),
        BrokenTie(("A", "B", "C"), by="lot", of="none"),
    )
    assert [values["option"] for name, values in told(undrawn) if name == "schulze.paths"] == ["A", "B", "C"]
    seed = drawn_first("C", "AB")
    drawn = count("ABCD", lines, seats=2, lot=seed)
    assert drawn.winners == tuple(lot("ABC", seed)[:2])
    assert (drawn.winners[0], drawn.ranking) == ("C", undrawn.ranking)
    assert drawn.tie == BrokenTie(("A", "B", "C"), by="lot", of=seed)
    assert count("ABCD", lines, seats=3).winners == ("A", "B", "C")


def test_one_option_and_nobody():
    alone = count("A", ranked("2 A"))
    assert (alone.winners, alone.counts) == (("A",), {"duels": {"A": {}}, "paths": {"A": {}}})
    assert told(alone) == [
        ("duels.counted", {"voters": 2}),
        ("duels.champion", {"option": "A"}),
        ("schulze.ranking", {"ranking": [["A"]]}),
        ("seats.elected", {"winners": ["A"]}),
    ]
    nobody = count("AB", ranked("2"), lot="seed")
    assert (nobody.outcome, nobody.winners, nobody.ranking) == (OptionsOutcome.TIE, (), (("A", "B"),))


def strongest(duels, start, end, seen=()):
    """Every path, one after the other: the strength of the strongest."""
    best = duels[start][end] if duels[start][end] > duels[end][start] else 0
    for through in duels:
        if through not in (start, end, *seen) and duels[start][through] > duels[through][start]:
            rest = strongest(duels, through, end, (*seen, start))
            best = max(best, min(duels[start][through], rest))
    return best


@settings(max_examples=100, deadline=None)
@given(elections(lines=8))
def test_against_every_path(election):
    options, ballots = election
    result = count(options, ballots)
    paths = {a: {b: strongest(result.counts["duels"], a, b) for b in options if b != a} for a in options}

    assert result.counts["paths"] == paths
    undefeated = tuple(a for a in options if all(paths[a][b] >= paths[b][a] for b in options if b != a))
    assert result.ranking[0] == undefeated
    place = {option: at for at, group in enumerate(result.ranking) for option in group}
    assert all(place[a] < place[b] for a in options for b in options if a != b and paths[a][b] > paths[b][a])


@settings(max_examples=60, deadline=None)
@given(elections(lines=8, complete=True))
def test_as_votelib_counts(election):
    options, ballots = election
    result = count(options, ballots)
    assume(result.outcome == OptionsOutcome.ELECTED)
    votes = {}
    for number, ranking in ballots:
        order = tuple(option for (option,) in ranking)
        votes[order] = votes.get(order, 0) + number
    duels = votelib.convert.RankedToCondorcetVotes().convert(votes)

    assert votelib.evaluate.condorcet.Schulze().evaluate(duels, 1) == list(result.winners)
