"""A button says what is done by pressing it, in English too: it is the act, never a state."""

import re
from pathlib import Path

import pytest

from tests.journeys.house import ROOT

BUTTON = re.compile(r"(?s){%\s*(button|act)\b.*?%}(.*?){%\s*end\1\s*%}")
WORDS = re.compile(r'(?s){%\s*translate "([^"]+)"|{%\s*blocktranslate[^%]*%}(.*?){%')
# What an act in English does not begin with; « Not now » answers a question, and so does « No: … ».
STATEMENT = re.compile(
    r"(A|An|The|This|These|It|He|She|They|We|You|Nobody|Somebody|Everybody|More|No|Room|There)\s|Not (?!now)|.*…$"
)
TEMPLATES = sorted(ROOT.glob("*/templates/**/*.html"))


def words_of(template: str) -> list[str]:
    """What the buttons of a template say, in English."""
    found = [WORDS.findall(content) for _tag, content in BUTTON.findall(template)]
    return [" ".join((short or long).split()) for texts in found for short, long in texts]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_button_is_an_act(path: Path) -> None:
    assert [words for words in words_of(path.read_text()) if STATEMENT.match(words)] == []


@pytest.mark.parametrize(
    "words", ["She has left", "It is answered", "Not needed", "This version holds from now on", "More dates"]
)
def test_a_statement_is_found(words: str) -> None:
    [found] = words_of(f'{{% button look="lamp" %}}{{% translate "{words}" %}}{{% endbutton %}}')
    assert STATEMENT.match(found)
