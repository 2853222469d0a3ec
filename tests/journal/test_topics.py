"""A topic is written by its model and answered by its kind: no other module spells a prefix."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from journal.topics import kinds
from launch.environment import ROOT

APPS = sorted(path.parent for path in ROOT.glob("*/apps.py"))
SOURCES = [path for app in APPS for path in sorted(app.rglob("*.py")) if "migrations" not in path.parts]
TESTING = {"startswith", "removeprefix"}


def spelt_topics(source: str) -> Iterator[int]:
    """The lines that make a topic with an f-string, or take one apart by its prefix."""
    prefixes = {f"{prefix}:" for prefix in kinds}
    for node in ast.walk(ast.parse(source)):
        written: list[ast.expr] = []
        if isinstance(node, ast.JoinedStr):
            written = node.values[:1]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in TESTING:
            written = node.args[:1]
        if any(isinstance(one, ast.Constant) and one.value in prefixes for one in written):
            yield node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_spells_a_topic(path: Path) -> None:
    assert list(spelt_topics(path.read_text())) == [], "Model.topic, Model.topic_of(pk), Model.key_in(topic)"


def test_a_topic_that_is_spelt_is_found() -> None:
    assert list(spelt_topics('f"meeting:{pk}:floor"')) == [1]
    assert list(spelt_topics('owner.startswith("consultation:")')) == [1]
    assert list(spelt_topics('f"{meeting.topic}:floor"; reverse(f"votes:{name}"); text.startswith("https:")')) == []
