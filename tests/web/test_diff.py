"""What changed between two texts, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from web.diff import Piece, words
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
    assert words("pareil", "pareil") == [Piece("same", "pareil")]
    assert words("", "") == []


@given(TEXT, TEXT)
def test_the_pieces_make_both_texts_again(old, new):
    pieces = words(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "added") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == new


def test_the_tag_writes_text_as_text():
    assert diff("a <b>", "a <i>") == "<span>a &lt;</span><del>b</del><ins>i</ins><span>&gt;</span>"
