"""The one cleaning: what nobody sees, or what turns the text around, is no part of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.texts import address, clean, cleaned, line


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Rose\u202e esoR", "Rose esoR"),
        ("Ro\u200bse", "Rose"),
        ("\u200e\u2060Rose\ufeff", "Rose"),
        ("Rose\u2028Martin", "Rose Martin"),
        ("Rose \t\n Martin\x00", "Rose Martin"),
        ("Rose\ud800", "Rose"),
        ("Rene\u0301", "René"),
        ("\u200b\u200d\u2060", ""),
        ("\u3164\u115f\u2800", ""),
        ("\ufe0f", ""),
        (" \u00a0 ", ""),
        ("Qui\u00a0?", "Qui\u00a0?"),
        ("É. d’Hyères-Œuvre", "É. d’Hyères-Œuvre"),
        ("👩\u200d🌾 ❤\ufe0f", "👩\u200d🌾 ❤\ufe0f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200dRose\u200c Martin\u200d", "Rose Martin"),
        ("שלום", "שלום"),
        ("#panic()", "#panic()"),
    ],
)
def test_a_name_is_one_line_of_what_is_seen(typed, kept):
    assert line(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("un\r\ndeux\rtrois\u2028quatre\x85cinq", "un\ndeux\ntrois\nquatre\ncinq"),
        ("    code\n\n- un\t2", "    code\n\n- un\t2"),
        ("a\u202eb\u2066c\u200f", "abc"),
        ("a\x00\x1b[2J\x7f", "a[2J"),
        ("a\U000e0041b", "ab"),
    ],
)
def test_a_text_keeps_its_lines(typed, kept):
    assert clean(typed) == kept


def test_an_address_has_no_space_and_no_hidden_sign():
    assert address(" \u200bines\u2060@exam\u200eple.org\u200d\u00a0\n") == "ines@example.org"
    assert address("a b@example.org") == "a b@example.org"  # somebody else may be meant: it is refused


def test_what_an_action_is_given_is_clean_and_a_password_is_left_alone():
    given_ = {
        "title": "a\u200b",
        "reason": {"fact": "b\u202e"},
        "password": "c\u200b",
        "options": ["d\u200b"],
        "minutes": 5,
    }
    assert cleaned(given_) == given_ | {"title": "a", "reason": {"fact": "b"}}


@given(st.text(st.characters(exclude_categories=())))
def test_cleaning_again_changes_nothing(text):
    assert clean(clean(text)) == clean(text)
    assert line(line(text)) == line(text)
    assert address(address(text)) == address(text)
    line(text).encode()
