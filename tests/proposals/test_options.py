"""The options of a proposal as its text holds them."""

import pytest

from proposals.options import ProposedOption, as_typed, introduction_of, options_in, read_typed, with_options

BLUE, GREEN = ProposedOption("Bleu", "Comme la mer."), ProposedOption("Vert")


def test_each_heading_of_the_text_is_an_option_with_what_is_said_under_it():
    text = "La porte est à repeindre.\n\n# Bleu\n\nComme la mer.\n\n## Le pot\n\n12 €\n\n#Vert"
    assert options_in(text) == [ProposedOption("Bleu", "Comme la mer.\n\n## Le pot\n\n12 €"), GREEN]
    assert introduction_of(text) == "La porte est à repeindre."


def test_a_text_without_a_heading_has_none():
    assert options_in("Une porte.\n\n## Le pot") == []
    assert introduction_of(" Une porte. ") == "Une porte."


def test_what_is_written_is_found_again():
    text = with_options("La porte.", [BLUE, GREEN])
    assert text == "La porte.\n\n# Bleu\n\nComme la mer.\n\n# Vert"
    assert (introduction_of(text), options_in(text)) == ("La porte.", [BLUE, GREEN])


def test_a_heading_in_what_is_said_makes_no_option():
    text = with_options("# Pourquoi\n\nElle est grise.", [ProposedOption("Bleu", "# Le pot"), GREEN])
    assert [option.title for option in options_in(text)] == ["Bleu", "Vert"]
    assert introduction_of(text) == "## Pourquoi\n\nElle est grise."


def test_a_text_that_holds_its_options_stays_as_it_is():
    assert with_options("La porte.\n\n# Bleu\n\n# Vert\n", []) == "La porte.\n\n# Bleu\n\n# Vert"


@pytest.mark.parametrize(
    ("typed", "options"),
    [
        ("Bleu\nVert", [ProposedOption("Bleu"), GREEN]),
        ("Bleu\nComme la mer.\n\nVert", [BLUE, GREEN]),
        (" Bleu \n \n\nVert\n", [ProposedOption("Bleu"), GREEN]),
        ("# Bleu\n\nComme la mer.\n\n# Vert", [BLUE, GREEN]),
        ("", []),
    ],
)
def test_options_are_typed_a_line_each_or_a_paragraph_each(typed, options):
    assert read_typed(typed) == options


@pytest.mark.parametrize(
    "options",
    [
        [],
        [GREEN, ProposedOption("Bleu")],
        [BLUE, GREEN],
        [BLUE],
        [ProposedOption("Bleu", "Comme la mer.\n\nEt le ciel."), GREEN],
    ],
)
def test_what_stands_is_typed_again_as_it_was(options):
    assert read_typed(as_typed(options)) == options
