"""Lots in the middle of a count: drawn, followed down every branch, or left undrawn."""

from tests.votes.counting.making import lot
from votes.counting.lots import LEAST, WORK, Lots, settle
from votes.counting.result import BrokenTie, CountStep, OptionsOutcome, OptionsResult


class Rounds:
    """A count that asks for lots one after the other, and elects whom `elect` says for what was picked."""

    def __init__(self, rounds, elect):
        self.rounds, self.elect, self.counted = rounds, elect, 0

    def __call__(self, lots):
        self.counted += 1
        picks = ""
        for tied in self.rounds:
            option = lots.first(tied)
            if option is None:
                return OptionsResult(OptionsOutcome.TIE, (), (), {}, (), tie=BrokenTie(tuple(tied), "lot", "none"))
            picks += option
        tie = BrokenTie(tuple(self.rounds[0]), "lot", lots.seed) if lots.seed and self.rounds else None
        return OptionsResult(
            OptionsOutcome.ELECTED, tuple(self.elect(picks)), (), {}, (CountStep("picked", {"picks": picks}),), tie=tie
        )


def test_first_and_last_of_the_lot():
    lots = Lots("2026")
    order = lot("ABCD", "2026")
    assert (lots.first("ABCD"), lots.last("ABCD"), lots.idle("ABCD")) == (order[0], order[-1], order[-1])
    assert (lots.picks, lots.undrawn) == ((order[0], order[-1]), False)


def test_without_a_seed_nobody_is_first_and_an_idle_pick_depends_on_names_alone():
    lots = Lots(None)
    assert (lots.first("AB"), lots.last("AB"), lots.undrawn, lots.picks) == (None, None, True, ())
    assert lots.idle("ABC") == Lots(None).idle("CBA") == lot("ABC", "")[-1]


def test_what_is_given_is_picked_and_nothing_is_left_undrawn_before_it_ends():
    lots = Lots(None, ("B", "A"))
    assert (lots.first("AB"), lots.last("AB"), lots.undrawn) == ("B", "A", False)
    assert (lots.last("AB"), lots.undrawn) == (None, True)


def test_no_lot_no_second_count():
    count = Rounds([], lambda picks: "A")
    result = settle(count, None)
    assert (result.winners, count.counted) == (("A",), 1)
    assert result.steps[-1] == CountStep("seats.elected", {"winners": ["A"]})
    assert [step.name for step in result.steps] == ["picked", "seats.elected"]


def test_a_tie_that_the_rule_settled_is_kept_where_every_lot_leads_to_it():
    """After the lot that changes nothing, the method's own rule settles between C and D."""

    def count(lots):
        if lots.first("AB") is None:
            return OptionsResult(OptionsOutcome.TIE, (), (), {}, (), tie=BrokenTie(("A", "B"), "lot", "none"))
        return OptionsResult(OptionsOutcome.ELECTED, ("C",), (), {}, (), tie=BrokenTie(("C", "D"), "rule", "stage 1"))

    for seed in (None, "2026"):
        assert settle(count, seed).tie == BrokenTie(("C", "D"), "rule", "stage 1")


def test_nobody_elected_is_not_told_as_elected():
    result = settle(Rounds([], lambda picks: ""), None)
    assert [step.name for step in result.steps] == ["picked"]


def test_a_lot_that_changes_nothing_is_passed_over():
    for seed in (None, "2026"):
        result = settle(Rounds(["AB", "CD"], lambda picks: "E"), seed)
        assert (result.outcome, result.winners, result.tie) == (OptionsOutcome.ELECTED, ("E",), None)
        first, second = (lot(tied, seed)[0] if seed else tied[0] for tied in ("AB", "CD"))
        assert result.steps[0].values == {"picks": first + second}


def test_the_first_lot_that_changes_who_is_elected_is_the_tie():
    count = Rounds(["AB", "CD"], lambda picks: "E" + picks[1])
    undrawn = settle(count, None)
    assert (undrawn.outcome, undrawn.winners) == (OptionsOutcome.TIE, ("E",))
    assert undrawn.tie == BrokenTie(("C", "D"), "lot", "none")
    assert undrawn.steps[-1] == CountStep("seats.elected", {"winners": ["E"]})

    drawn = settle(count, "2026")
    assert drawn.winners == ("E", lot("CD", "2026")[0])
    assert drawn.tie == BrokenTie(("C", "D"), "lot", "2026")


def test_a_lot_after_which_only_some_branches_are_open_is_the_tie():
    """After A it is E, after B the second lot decides between E and F."""
    count = Rounds(["AB", "CD"], lambda picks: "E" if picks != "BD" else "F")
    assert settle(count, None).tie == BrokenTie(("A", "B"), "lot", "none")
    assert settle(count, None).winners == ()
    assert settle(count, "2026").tie == BrokenTie(("A", "B"), "lot", "2026")


def test_past_the_work_that_is_allowed_the_first_tie_is_taken_to_change_something():
    """Two lots take 1 + 2 + 4 counts."""
    rounds = ["AB", "CD"]
    enough, short = Rounds(rounds, lambda picks: "E"), Rounds(rounds, lambda picks: "E")
    assert settle(enough, None, WORK // 7).tie is None
    assert enough.counted == 1 + 7
    assert settle(short, None, WORK // 6).tie == BrokenTie(("A", "B"), "lot", "none")
    assert short.counted == 1 + 6
    drawn = settle(Rounds(rounds, lambda picks: "E"), "2026", WORK // 6)
    assert (drawn.winners, drawn.tie) == (("E",), BrokenTie(("A", "B"), "lot", "2026"))


def test_a_small_count_costs_something_too():
    """Nine lots of two take 1023 counts, more than the 500 that even the smallest count is followed."""
    count = Rounds(["AB"] * 9, lambda picks: "E")
    assert settle(count, None, 1).tie == BrokenTie(("A", "B"), "lot", "none")
    assert count.counted == 1 + WORK // LEAST == 501
    assert settle(Rounds(["AB"] * 7, lambda picks: "E"), None).tie is None
