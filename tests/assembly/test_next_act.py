"""What comes first of all that a person could do in a meeting."""

from itertools import pairwise

from assembly.next_act import ORDER, next_act

URGENCY = (
    "still_conducts who_conducts own_presence own_answer own_question noted vote position nominate accept carry answer "
    "suggest rewrite react speak proxy_vote proxy open arrive vouch support reply conduct lower_hand "
    "raise_hand read look"
)


def test_the_order_of_urgency_is_this_one():
    assert " ".join(ORDER) == URGENCY


def test_the_more_urgent_of_two_comes_first():
    for first, second in pairwise(ORDER):
        assert next_act([second, first]) == first


def test_where_nothing_waits_there_is_nothing():
    assert next_act([]) is None
