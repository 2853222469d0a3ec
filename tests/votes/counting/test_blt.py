"""Ballots from a BLT file."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from votes.counting import blt, recount

FILE = """# a comment, then a blank line

4 2 # four candidates, two seats
-2
3 1 3=4 0
 2\t2 4 0
5 2 0
1 0
0
"Ana # one"  "Garden party"
"Ben"
"Cléo"
"Dan" # the last
"A made count"
"""


def test_a_file_is_one_object_of_the_recount_format():
    """Ben has withdrawn: nobody ranks him, and 5 ballots that named him alone are blank."""
    read = blt.read(FILE)

    assert read == {
        "id": "A made count",
        "options": ["Ana # one", "Cléo", "Dan"],
        "seats": 2,
        "ballots": [
            {"n": 3, "ranking": ["Ana # one", ["Cléo", "Dan"]]},
            {"n": 2, "ranking": ["Dan"]},
            {"n": 5, "ranking": []},
            {"n": 1, "ranking": []},
        ],
    }
    answer = recount.answer({**read, "method": "stv_scottish"})
    assert (answer["id"], answer["winners"]) == ("A made count", ["Ana # one", "Dan"])


def test_several_withdraw_on_one_line_and_an_equal_one_leaves_the_other():
    read = blt.read('3 1\n-1 -3\n2 1=2 3 0\n0\n"A"\n"B"\n"C"')
    assert blt.read('3 1\n-1\n-3\n2 1=2 3 0\n0\n"A"\n"B"\n"C"') == read
    assert read == {"options": ["B"], "seats": 1, "ballots": [{"n": 2, "ranking": ["B"]}]}


def test_a_title_is_not_needed_and_ends_the_file():
    assert "id" not in blt.read('1 1\n0\n"A"\n\n# nothing\n')
    assert blt.read('1 1\n0\n"A"\n# x\n"T"\n"U"')["id"] == "T"
    assert "id" not in blt.read('1 1\n0\n"A"\n" "')


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "line 0: the file ends here, and this is missing: how many candidates and how many seats"),
        ("4", "line 1: how many candidates and how many seats, like “4 2”"),
        ("4 2 1", "line 1: how many candidates and how many seats, like “4 2”"),
        ("\nfour 2", "line 2: a whole number from 1 to 1000000000, not “four”"),
        ("4 0", "line 1: a whole number from 1 to 1000000000, not “0”"),
        ("2 1\n1 1 0\n", "line 2: the file ends here, and this is missing: ballots end with a line that is 0"),
        ("2 1\n1 1 0\n# x\n1 5 0\n0", "line 4: a whole number from 1 to 2, not “5”"),
        ("2 1\n1 0 1 0\n0", "line 2: a whole number from 1 to 2, not “0”"),
        ("2 1\n1 1 2\n0", "line 2: a ballot ends with 0"),
        ("2 1\n3\n0", "line 2: a ballot ends with 0"),
        ("2 1\n1.5 1 0\n0", "line 2: a whole number from 0 to 1000000000, not “1.5”"),
        ("2 1\n1 1 2=1 0\n0", "line 2: a candidate stands twice on this ballot"),
        ("2 1\n1 1=x 0\n0", "line 2: a whole number from 1 to 2, not “x”"),
        ("2 1\n-3\n0", "line 2: a whole number from 1 to 2, not “3”"),
        ("2 1\n1 1 0\n-1\n0", "line 3: a ballot ends with 0"),
        ("2 1\n-1 2\n0", "line 2: a ballot ends with 0"),
        ("2 1\n²  1 0\n0", "line 2: a whole number from 0 to 1000000000, not “²”"),
        (f"{'9' * 41} 1", f"line 1: a whole number from 1 to 1000000000, not “{'9' * 40}”"),
        ('1 1\n0\n"A', "line 3: a quotation mark that nothing closes"),
        ("1 1\n0\nA", "line 3: the name of candidate 1, in quotes, that no other has"),
        ('1 1\n0\n" "', "line 3: the name of candidate 1, in quotes, that no other has"),
        ('2 1\n0\n"A"\n"A"', "line 4: the name of candidate 2, in quotes, that no other has"),
        ('2 1\n0\n"A"', "line 3: the file ends here, and this is missing: the name of candidate 2, in quotes"),
    ],
)
def test_what_is_wrong_names_its_line(text, wrong):
    with pytest.raises(ValueError) as refused:
        blt.read(text)
    assert str(refused.value) == wrong


@settings(max_examples=60, deadline=None)
@given(
    ballots=st.lists(
        st.tuples(st.integers(0, 99), st.lists(st.integers(1, 4), unique=True, max_size=4)), min_size=1, max_size=6
    )
)
def test_what_is_written_is_read(ballots):
    text = "\n".join(f"{n} {' '.join(map(str, ranking))} 0".replace("  ", " ") for n, ranking in ballots)
    read = blt.read(f'4 1\n{text}\n0\n"1"\n"2"\n"3"\n"4"')
    assert [(line["n"], [int(name) for name in line["ranking"]]) for line in read["ballots"]] == ballots
