"""What changed between two texts, word by word."""

from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web import diff as diff_module
from web.diff import MOST_PAIRS, MOST_PAIRS_IN_ALL, MOST_STEPS, DiffPiece, words
from web.templatetags.web import diff

TEXT = st.text(alphabet=st.sampled_from("ab d’-.,\n é"), max_size=60)


def kinds(old: str, new: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in words(old, new)]


def test_a_word_more_is_a_word_more():
    assert kinds("ouvert le mercredi.", "ouvert le mercredi soir.") == [
        ("same", "ouvert le mercredi"),
        ("added", " soir"),
        ("same", "."),
    ]


def test_a_changed_word_stands_old_then_new():
    assert kinds("chacun nettoie", "chacune nettoie") == [
        ("removed", "chacun"),
        ("added", "chacune"),
        ("same", " nettoie"),
    ]


def test_two_words_changed_in_a_row_are_one_change():
    assert kinds("un beau four rouge", "un vieux moulin rouge") == [
        ("same", "un "),
        ("removed", "beau four"),
        ("added", "vieux moulin"),
        ("same", " rouge"),
    ]


def test_an_elision_is_one_word():
    assert kinds("ouvrir l’atelier", "ouvrir la cuisine")[1] == ("removed", "l’atelier")


def test_nothing_changed():
    assert words("pareil", "pareil") == [DiffPiece("same", "pareil")]
    assert words("", "") == []


@given(TEXT, TEXT)
def test_the_pieces_make_both_texts_again(old, new):
    pieces = words(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


def test_the_tag_writes_text_as_text():
    assert diff("a <b>", "a <i>") == "<span>a &lt;</span><del>b</del><ins>i</ins><span>&gt;</span>"


SENTENCES = [f"La maison numéro {number} est ouverte à qui veut bien venir le soir. " for number in range(700)]


class Watched(SequenceMatcher):
    """Python's own comparison, which says how much of the old text it read for the runs that both have."""

    pairs = 0
    read = 0

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        Watched.read += ahi - alo
        return super().find_longest_match(alo, ahi, blo, bhi)


def work(monkeypatch: pytest.MonkeyPatch, old: str, new: str) -> tuple[int, int]:
    """In how many steps two texts are compared: pairs of equal words looked at, and words read."""

    def watched(before: list[str], after: list[str]) -> Watched:
        Watched.pairs += diff_module._pairs(before, after)
        return Watched(str.isspace, before, after, autojunk=False)

    monkeypatch.setattr(diff_module, "_matcher", watched)
    Watched.pairs = Watched.read = 0
    words(old, new)
    return Watched.pairs, Watched.read


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("".join(SENTENCES), "".join(s.replace("soir", "matin") if n % 3 else s for n, s in enumerate(SENTENCES))),
        ("".join(SENTENCES), "".join(reversed(SENTENCES))),
        ("a b " * 20_000, "b a a " * 15_000),
        ("a\nb\n" * 20_000, "b\na\na\n" * 12_000),
        ("." * 100_000, "a." * 50_000),
        ("\n" * 100_000, "a" + "\n" * 90_000),
        ("".join(f"a b a b c {n}.\n" for n in range(8000)), "".join(f"b a c a b {n}.\n" for n in range(9, 8009))),
        ("".join(f"s{n} w. " for n in range(11_000)), "".join(f"s{n} v. s{n} w. " for n in range(5500))),
        ("".join(f"s{n} w " for n in range(11_000)), "".join(f"s{n} v s{n} w " for n in range(5500))),
        ("".join(f"{'z ' * 1400}{n}.\n" for n in range(30)), "".join(f"{'y z ' * 14}{n}!\n" for n in range(30))),
    ],
    ids=[
        "8000 words",
        "turned around",
        "two words",
        "two lines",
        "stops",
        "blanks",
        "many changes",
        "between sentences",
        "between words",
        "passages",
    ],
)
def test_whatever_the_texts_the_work_is_bounded(monkeypatch, old, new):
    """Word by word, 64 million pairs of 8,000 words would be looked at."""
    pairs, read = work(monkeypatch, old, new)
    assert pairs <= 2 * MOST_PAIRS + MOST_PAIRS_IN_ALL
    assert read <= 5 * MOST_STEPS  # before and after each run, among the sentences and among the words
    pieces = words(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


def test_a_word_changed_in_a_long_text_is_one_word():
    old = "".join(SENTENCES)
    changed = [piece for piece in words(old, old.replace("350 est ouverte", "350 est fermée")) if piece.kind != "same"]
    assert changed == [DiffPiece("removed", "ouverte"), DiffPiece("added", "fermée")]
