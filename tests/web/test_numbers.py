"""Numbers as people read them."""

import pytest
from django.utils import translation

from web.numbers import share


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [
        ("1/4", "un quart", "a quarter"),
        ("1/3", "un tiers", "a third"),
        ("1/2", "la moitié", "half"),
        ("2/4", "la moitié", "half"),
        ("2/3", "deux tiers", "two thirds"),
        ("3/4", "trois quarts", "three quarters"),
        ("3/5", "3/5", "3/5"),
        ("12", "12", "12"),
    ],
)
def test_a_share_is_told_in_words_where_there_is_one(text: str, french: str, english: str):
    with translation.override("fr"):
        assert share(text) == french
    with translation.override("en"):
        assert share(text) == english
