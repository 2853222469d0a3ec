"""Passages followed from one text to the next: same, moved, gone; and found again where somebody selected them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proposals.anchoring import Fate, Passage, changed_paragraphs, exact, followed, paragraphs, selected

WORDS = st.permutations("alpha bêta gamma delta epsilon zêta êta thêta iota kappa lambda mu nu xi".split())
TEXT = "Les visites ouvrent un samedi sur deux.\n\nDeux personnes tiennent l’accueil, de 10 h à 12 h."


def passage_of(text: str, words: str) -> Passage:
    start = text.index(words)
    return Passage(start, start + len(words))


@given(WORDS, st.data())
def test_in_the_same_text_a_passage_is_the_same(words, data):
    text = " ".join(words)
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    passage = passage_of(text, " ".join(words[first : last + 1]))
    assert followed(text, passage, text) == (Fate.SAME, passage)


@given(WORDS, st.data(), st.text("xyz ", max_size=200))
def test_what_is_written_before_it_only_pushes_it(words, data, added):
    text = " ".join(words)
    first = data.draw(st.integers(2, len(words) - 1))
    passage = passage_of(text, words[first])
    fate, place = followed(text, passage, f"{added}\n{text}")
    assert fate == Fate.SAME
    assert place == Passage(passage.start + len(added) + 1, passage.end + len(added) + 1)


@given(st.text(max_size=300), st.text(max_size=300), st.data())
def test_whatever_the_texts_a_passage_lies_within_the_new_one(former, text, data):
    start = data.draw(st.integers(0, len(former)))
    passage = Passage(start, data.draw(st.integers(start, len(former))))
    fate, place = followed(former, passage, text)
    assert (place is None) == (fate == Fate.GONE)
    if place:
        assert 0 <= place.start <= place.end <= len(text)
    same = exact(former, passage, text)
    assert same is None or same.of(text) == passage.of(former)


@given(st.text(max_size=300), st.text(max_size=40), st.text(max_size=40))
def test_a_selection_is_found_with_all_its_letters_or_not_at_all(text, words, before):
    passage = selected(text, words, before)
    if passage:
        letters = "".join(sign for sign in words if sign.isalnum())
        assert letters in "".join(sign for sign in passage.of(text) if sign.isalnum())


@given(st.text("ab -#|\n", max_size=200))
def test_paragraphs_hold_every_word_once_and_in_order(text):
    blocks = paragraphs(text)
    assert all(one.end <= other.start for one, other in pairwise(blocks))
    assert all(block.of(text).strip() == block.of(text) for block in blocks)
    held = "".join(block.of(text) for block in blocks)
    assert "".join(held.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("words", "text", "fate", "there"),
    [
        ("un samedi sur deux", TEXT, Fate.SAME, "un samedi sur deux"),
        ("un samedi sur deux", TEXT.replace("Les visites", "Cet été, les visites"), Fate.SAME, "un samedi sur deux"),
        ("Deux personnes tiennent l’accueil", "Deux personnes tiennent l’accueil.\n\nLe reste change.", Fate.MOVED,
         "Deux personnes tiennent l’accueil"),
        ("Deux personnes tiennent l’accueil", TEXT.replace("Deux personnes", "Trois personnes"), Fate.MOVED,
         "Trois personnes tiennent l’accueil"),
        ("Deux personnes tiennent l’accueil", "Les visites ouvrent un samedi sur deux.", Fate.GONE, ""),
        ("samedi", "Nous verrons samedi prochain si quelqu’un y a pensé.", Fate.GONE, ""),
        ("10 h", TEXT.replace("de 10 h à 12 h", "le matin"), Fate.GONE, ""),
    ],
)  # fmt: skip
def test_what_becomes_of_a_passage(words, text, fate, there):
    came, place = followed(TEXT, passage_of(TEXT, words), text)
    assert (came, place.of(text) if place else "") == (fate, there)


def test_of_several_alike_it_is_the_one_with_the_same_words_around():
    text = "Le lundi, deux heures.\nLe mardi, deux heures.\nLe jeudi, deux heures."
    second = Passage(text.index("deux", 30), text.index("deux", 30) + 4)
    fate, place = followed(text, second, "Le samedi, deux heures.\n" + text)
    assert fate == Fate.SAME
    assert place == Passage(second.start + 24, second.end + 24)


def test_a_selection_is_found_under_the_signs_of_layout_and_across_lines():
    text = "# Le **four**\n\n- un *four* à pain,\n- une table.\n"
    passage = selected(text, "un four à pain,\nune table.")
    assert passage
    assert passage.of(text) == "un *four* à pain,\n- une table."
    part = selected("Une commission décide.", "com")
    assert part == Passage(4, 14)
    again = selected("Le four. Un four.", "four", before="Le four. Un ")
    assert again == Passage(12, 16)


def test_blocks_are_paragraphs_items_headings_and_whole_tables():
    text = "# Titre\nUn début\nqui continue.\n\n- un\n  suite\n- deux\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert [block.of(text) for block in paragraphs(text)] == [
        "# Titre", "Un début\nqui continue.", "- un\n  suite", "- deux", "| a | b |\n|---|---|\n| 1 | 2 |",
    ]  # fmt: skip


def test_what_changed_stands_under_the_paragraph_where_it_begins():
    former = "Un samedi.\n\nOn est seul, toujours.\n\nRien d’autre."
    text = "Un dimanche.\n\nOn est deux, souvent.\n\nRien d’autre.\n\nEt l’été aussi."
    found = changed_paragraphs(former, text)
    assert [[(it.removed, it.added.strip()) for it in one.changes] for one in found] == [
        [("samedi", "dimanche")], [("seul", "deux"), ("toujours", "souvent")], [("", "Et l’été aussi.")],
    ]  # fmt: skip
    assert len({one.key for one in found}) == 3
    again = changed_paragraphs(former, text.replace("souvent", "parfois"))
    assert [one.key == other.key for one, other in zip(found, again, strict=True)] == [True, False, True]
    twice = changed_paragraphs("Un.\n\nUn.", "Deux.\n\nDeux.")
    assert len({one.key for one in twice}) == 2
