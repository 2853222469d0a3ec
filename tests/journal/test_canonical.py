"""The exact bytes: RFC 8785, held against that document and against another implementation."""

import enum
import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
import rfc8785
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from journal import verify_journal
from journal.canonical import LARGEST, canonical
from members.models import Member

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(texts, inner),
    max_leaves=20,
)


@given(values)
def test_the_bytes_are_those_of_rfc_8785(value):
    assert canonical(value) == rfc8785.dumps(value)


@given(values)
def test_the_stand_alone_verifier_writes_the_same_bytes(value):
    assert verify_journal.canonical(json.loads(canonical(value))) == canonical(value)


@given(st.dictionaries(texts, st.integers(-LARGEST, LARGEST)), st.randoms())
def test_the_order_in_which_keys_were_given_does_not_matter(value, random):
    shuffled = list(value.items())
    random.shuffle(shuffled)

    assert canonical(dict(shuffled)) == canonical(value)


def test_rfc_8785_section_3_2_3_sorting():
    value = {
        "\u20ac": "Euro Sign",
        "\r": "Carriage Return",
        "\ufb33": "Hebrew Letter Dalet With Dagesh",
        "1": "One",
        "\U0001f600": "Emoji: Grinning Face",
        "\u0080": "Control",
        "\u00f6": "Latin Small Letter O With Diaeresis",
    }

    assert list(json.loads(canonical(value)).values()) == [
        "Carriage Return",
        "One",
        "Control",
        "Latin Small Letter O With Diaeresis",
        "Euro Sign",
        "Emoji: Grinning Face",
        "Hebrew Letter Dalet With Dagesh",
    ]


def test_rfc_8785_section_3_2_2_literals_and_strings():
    value = {"string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/", "literals": [None, True, False]}

    assert canonical(value) == rb"""{"literals":[null,true,false],"string":"%b$\u000f\nA'B\"\\\\\"/"}""" % "€".encode()


class Kind(enum.StrEnum):
    VOTE = "vote"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime(2026, 11, 24, 20, 50, 1, 123999, UTC), '"2026-11-24T20:50:01.123Z"'),
        (datetime(2026, 11, 24, 20, 50, tzinfo=timezone(timedelta(hours=1))), '"2026-11-24T19:50:00.000Z"'),
        (date(2026, 11, 24), '"2026-11-24"'),
        ((1, [2, (3,)]), "[1,[2,[3]]]"),
        (Kind.VOTE, '"vote"'),
        (SafeString("<b>"), '"<b>"'),
        (True, "true"),
        (-LARGEST, "-9007199254740991"),
    ],
)
def test_what_people_record_has_one_writing(value, expected):
    assert canonical(value).decode() == expected


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (0.1, "count in whole units, or write a fraction"),
        (float("nan"), "float has no place"),
        (Decimal("0.1"), "Decimal has no place"),
        (Fraction(1, 2), "Fraction has no place"),
        (LARGEST + 1, "write it as a text"),
        (-LARGEST - 1, "write it as a text"),
        (b"x", "bytes has no place"),
        ({1, 2}, "set has no place"),
        (gettext_lazy("Open"), "record a code"),
        (Member(pk=3), "record its pk"),
        ({"a": [1, {"b": 2.5}]}, r"body\.a\[1\]\.b: float"),
        ({None: 1}, "the key None is not a text"),
        ({"\ud800": 1}, "a lone surrogate"),
        ("a\x00b", "no NUL"),
    ],
)
def test_what_has_no_single_writing_is_refused(value, message):
    with pytest.raises(TypeError, match=message):
        canonical(value)
