"""What changed between two texts, word by word."""

from difflib import SequenceMatcher

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from web import diff as diff_module
from web.diff import MOST_PAIRS, MOST_PAIRS_IN_ALL, MOST_STEPS, DiffPiece, changes, words
from web.differences import Difference
from web.templatetags.components import diff

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


def test_the_tag_writes_text_as_text_and_says_what_each_change_is():
    before, after = '<span class="visually-hidden">[{} </span>', '<span class="visually-hidden">]</span>'
    removed, added = (before.format(words) for words in ("removed:", "added:"))
    with override("en"):
        assert diff("a <b>", "a <i>") == (
            '<p class="diff__summary">1 word added, 1 word removed.</p>'
            f"<p><span>a &lt;</span><del>{removed}b{after}</del><ins>{added}i{after}</ins><span>&gt;</span></p>"
        )
    with override("fr"):
        assert "1 mot ajouté, 1 mot supprimé." in diff("a <b>", "a <i>")


@pytest.mark.parametrize(
    ("old", "new", "summary"),
    [
        ("pareil", "pareil", "Nothing changed."),
        ("ouvert le soir", "ouvert le soir.", "Only signs or spaces changed."),
        ("ouvert le soir", "ouvert tard le soir", "1 word added."),
        ("ouvert tard le soir d’été", "ouvert", "4 words removed."),
        ("un four à pain", "deux fours à bois et à gaz", "6 words added, 3 words removed."),
    ],
)
def test_a_difference_says_how_much_it_is(old, new, summary):
    with override("en"):
        assert Difference.between(old, new).summary == summary


def test_long_passages_that_did_not_change_are_folded():
    long, short = "Un paragraphe de dix mots qui ne change jamais beaucoup. " * 5, "Un titre"
    old = f"{short}\n\n{long}\n\n{long}\n\nOuvert le soir.\n\n{short}"
    with override("en"):
        html = diff(old, old.replace("soir", "matin"))
    assert html.count("<details") == 1
    assert "<summary>3 unchanged paragraphs</summary>" in html
    blocks = Difference.between(old, old.replace("soir", "matin")).blocks
    assert [(block.is_changed, block.is_folded) for block in blocks] == [(False, True), (True, False), (False, False)]


@given(TEXT, TEXT)
def test_the_paragraphs_hold_all_words_of_both_texts(old, new):
    blocks = Difference.between(old, new).blocks
    for kind, text in (("added", old), ("removed", new)):
        shown = "".join("".join(piece.text for piece in block.pieces if piece.kind != kind) for block in blocks)
        assert "".join(shown.split()) == "".join(text.split())


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


def test_words_changed_all_over_a_long_text_are_those_words():
    """Every sentence changed: 700 words stand for 700, whatever the sentences' number."""
    old = "".join(SENTENCES)
    pieces = words(old, old.replace("ouverte", "fermée"))
    assert [piece.text for piece in pieces if piece.kind == "added"] == ["fermée"] * 700
    assert [piece.text for piece in pieces if piece.kind == "removed"] == ["ouverte"] * 700


def test_a_text_without_a_stop_is_compared_word_by_word():
    old = " ".join(f"mot{number} suite" for number in range(5000))
    pieces = words(old, old.replace("mot2500", "autre"))
    assert [piece for piece in pieces if piece.kind != "same"] == [
        DiffPiece("removed", "mot2500"),
        DiffPiece("added", "autre"),
    ]


def test_a_word_changed_in_a_long_text_is_one_word():
    old = "".join(SENTENCES)
    changed = [piece for piece in words(old, old.replace("350 est ouverte", "350 est fermée")) if piece.kind != "same"]
    assert changed == [DiffPiece("removed", "ouverte"), DiffPiece("added", "fermée")]


def test_changes_say_where_they_begin_in_the_new_text():
    old, new = "Nous ouvrons le samedi matin.", "Nous ouvrons le dimanche, tôt."
    for change in changes(old, new):
        assert new[change.start :].startswith(change.added)
        assert change.removed in old
    assert changes(old, old) == []
    assert [(it.removed, it.added) for it in changes("a b c.", "a c d.")] == [("b ", ""), ("", " d")]
