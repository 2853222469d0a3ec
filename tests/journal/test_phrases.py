"""Every verb that any app records has its sentence, which asks for nothing that is not recorded with it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from journal import phrases
from journal.topics import TopicKind, kinds

APPS = ["history", "assembly", "proposals", "commissions", "votes", "members", "web", "journal"]


@dataclass(frozen=True)
class Recorded:
    """A `record()` as it stands in the code. `names` is None where they are not written out there."""

    where: str
    verb: str
    names: frozenset[str] | None

    def __str__(self) -> str:
        return f"{self.verb} at {self.where}"


def recorded() -> Iterator[Recorded]:
    for app in APPS:
        for file in sorted(Path(settings.BASE_DIR, app).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                    for verb in _verbs(node.args[0]):
                        yield Recorded(f"{file.relative_to(settings.BASE_DIR)}:{node.lineno}", verb, _names(node))


def _verbs(argument: ast.expr) -> list[str]:
    """The verb, or both of a conditional one."""
    if isinstance(argument, ast.IfExp):
        return [*_verbs(argument.body), *_verbs(argument.orelse)]
    return [argument.value] if isinstance(argument, ast.Constant) else []


def _names(call: ast.Call) -> frozenset[str] | None:
    names: set[str] = set()
    for keyword in call.keywords:
        if keyword.arg in {"body", "private"}:
            if not isinstance(keyword.value, ast.Dict) or None in keyword.value.keys:
                return None
            names |= {key.value for key in keyword.value.keys if isinstance(key, ast.Constant)}
    return frozenset(names)


ALL = list(recorded())


def test_the_verbs_are_found():
    assert len(ALL) > 20


@pytest.mark.parametrize("one", ALL, ids=str)
def test_every_verb_has_its_sentence(one: Recorded):
    assert one.verb in phrases.sentences, f"sentences.register_all({{{one.verb!r}: …}})"


@pytest.mark.parametrize("one", [one for one in ALL if one.names is not None], ids=str)
def test_a_sentence_asks_for_nothing_that_is_not_recorded(one: Recorded):
    asked = {name for _prefix, name in phrases._fields(one.verb)}

    assert asked <= {*(one.names or ()), "actor"}


KINDS = ["meeting", "item", "proposal", "decision", "circle", "task", "ballot", "member", "event", "document", "visit"]


@pytest.mark.parametrize("prefix", KINDS)
def test_every_kind_of_topic_has_readers_and_a_name(prefix: str):
    kind = type(kinds[prefix])
    assert kind.readable is not TopicKind.readable
    assert kind.names is not TopicKind.names
