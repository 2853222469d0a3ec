"""Election without candidate: who is named by how many; nobody is elected by the numbers."""

from votes.counting.nominations import count


def test_those_named_most_first_equals_together():
    tally = count([(3, "Rose"), (2, "Malo"), (1, "Inès"), (1, "Malo"), (4, "")])
    assert tally.counts == {"Rose": 3, "Malo": 3, "Inès": 1}
    assert tally.ranking == (("Malo", "Rose"), ("Inès",))


def test_nobody_is_named():
    assert (count([]).counts, count([(2, "")]).ranking) == ({}, ())
