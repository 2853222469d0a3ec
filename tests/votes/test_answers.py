"""What is answered is read strictly, and always kept in the same words."""

import pytest

from tests.refusals import refused
from votes.methods.answers import from_form, read
from votes.models import Ballot

OPTIONS = ["Die", "Crest", "Saillans"]


def of(method: str, **rules) -> Ballot:
    """A ballot that is nowhere: what is asked is all that is read of it."""
    options = [] if method == "majority" else OPTIONS
    return Ballot(method=method, options=options, rules=rules)


MAJORITY = of("majority", base="expressed")
RANKED = of("schulze", seats=1)
SCOTTISH = of("stv_scottish", seats=2)
APPROVED = of("approval", most=2)
SCORED = of("score", highest=5)
GRADED = of("majority_judgment", grades=["non", "passable", "bien"])
DATED = of("dates")


@pytest.mark.parametrize(
    ("ballot", "given", "kept"),
    [
        (MAJORITY, "for", "for"),
        (MAJORITY, "no_part", "no_part"),
        (RANKED, "no_part", "no_part"),
        (RANKED, "blank", {"ranking": []}),
        (RANKED, {"ranking": ["Crest", "Die"]}, {"ranking": ["Crest", "Die"]}),
        (RANKED, {"ranking": [["Saillans", "Die"], [], ["Crest"]]}, {"ranking": [["Die", "Saillans"], "Crest"]}),
        (APPROVED, {"approve": ["Saillans", "Die"]}, {"approve": ["Die", "Saillans"]}),
        (APPROVED, "blank", {"approve": []}),
        (SCORED, {"scores": {"Crest": 5, "Die": 0}}, {"scores": {"Die": 0, "Crest": 5}}),
        (GRADED, {"grades": {"Die": 2}}, {"grades": {"Die": 2}}),
        (GRADED, "blank", {"grades": {}}),
        (DATED, {"grades": {"Die": 2, "Crest": 1}}, {"grades": {"Die": 2, "Crest": 1}}),
    ],
)
def test_an_answer_is_kept_in_one_form(ballot, given, kept):
    assert read(ballot, given) == kept
    assert read(ballot, kept) == kept


@pytest.mark.parametrize(
    ("ballot", "given"),
    [
        (MAJORITY, {"ranking": []}),
        (MAJORITY, "spoilt"),
        (RANKED, "for"),
        (RANKED, "spoilt"),
        (RANKED, None),
        (RANKED, {"approve": ["Die"]}),
        (RANKED, {"ranking": "Die"}),
        (RANKED, {"ranking": ["Die", "Die"]}),
        (RANKED, {"ranking": [["Die", "Die"]]}),
        (RANKED, {"ranking": ["Gap"]}),
        (SCOTTISH, {"ranking": ["Crest", ["Die", "Saillans"]]}),
        (RANKED, {"ranking": [["Die", ["Crest"]]]}),
        (RANKED, {"ranking": ["Die"], "approve": ["Die"]}),
        (APPROVED, {"approve": OPTIONS}),
        (APPROVED, {"approve": {"Die": 1}}),
        (SCORED, {"scores": {"Die": 6}}),
        (SCORED, {"scores": {"Die": -1}}),
        (SCORED, {"scores": {"Die": 2.5}}),
        (SCORED, {"scores": {"Die": True}}),
        (SCORED, {"scores": {"Die": "3"}}),
        (SCORED, {"scores": ["Die"]}),
        (GRADED, {"grades": {"Die": 3}}),
        (DATED, {"grades": {"Die": 3}}),
    ],
)
def test_what_is_no_answer_is_refused(ballot, given):
    with refused("choice"):
        read(ballot, given)


@pytest.mark.parametrize(
    ("ballot", "sent", "kept"),
    [
        (MAJORITY, {"choice": "against"}, "against"),
        (RANKED, {"choice": "no_part", "rank-0": "1"}, "no_part"),
        (RANKED, {"choice": "blank", "rank-0": "1"}, {"ranking": []}),
        (RANKED, {"rank-0": "2", "rank-1": " 1 ", "rank-2": ""}, {"ranking": ["Crest", "Die"]}),
        (
            RANKED,
            {"choice": "cast", "rank-0": "7", "rank-1": "3", "rank-2": "7"},
            {"ranking": ["Crest", ["Die", "Saillans"]]},
        ),
        (APPROVED, {"choice": "cast", "approve-2": "on"}, {"approve": ["Saillans"]}),
        (APPROVED, {"choice": "cast", "approve": "2"}, {"approve": ["Saillans"]}),
        (SCORED, {"score-0": "0", "score-1": "5"}, {"scores": {"Die": 0, "Crest": 5}}),
        (GRADED, {"grade-1": "2"}, {"grades": {"Crest": 2}}),
        (DATED, {"grade-0": "1"}, {"grades": {"Die": 1}}),
    ],
)
def test_a_form_says_the_same_by_the_options_places(ballot, sent, kept):
    assert from_form(ballot, sent) == kept


@pytest.mark.parametrize(
    ("ballot", "sent"),
    [
        (MAJORITY, {}),
        (RANKED, {"choice": "cast"}),
        (APPROVED, {"choice": "cast"}),
        (RANKED, {"rank-0": "first"}),
        (RANKED, {"rank-0": "1.5"}),
        (RANKED, {"rank-0": "-1"}),
        (RANKED, {"rank-0": "٣"}),
        (SCORED, {"score-0": "6"}),
        (RANKED, {"choice": "spoilt"}),
    ],
)
def test_a_form_that_says_nothing_is_no_blank_ballot(ballot, sent):
    with refused("choice"):
        from_form(ballot, sent)
