"""A registry: read as a mapping, in the order of registration, each key once."""

import pytest

from journal.registry import Registry


@pytest.fixture
def words() -> Registry[str]:
    registry: Registry[str] = Registry("a word")
    registry.register_all({"b": "second letter", "a": "first letter"})
    return registry


def test_it_is_read_as_a_mapping_in_the_order_of_registration(words):
    assert list(words.items()) == [("b", "second letter"), ("a", "first letter")]
    assert (words["a"], words.get("c"), "c" in words, len(words)) == ("first letter", None, False, 2)


def test_a_key_is_registered_once(words):
    with pytest.raises(ValueError, match="a word is registered twice: a"):
        words.register("a", "another")
    assert words["a"] == "first letter"


def test_a_test_puts_others_in_its_place_for_a_while(words):
    with words.replaced({**words, "c": "third letter"}):
        words.register("d", "fourth letter")
        assert list(words) == ["b", "a", "c", "d"]
    assert list(words) == ["b", "a"]


def test_it_is_put_back_whatever_the_test_did(words):
    with pytest.raises(ZeroDivisionError), words.replaced({}):
        words.register("a", str(1 // 0))
    assert words["a"] == "first letter"
