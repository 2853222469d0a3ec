"""A lock is taken on its row alone.

On PostgreSQL, what is joined to a row that was waited for is as it was before the wait: a decision
must not rest on it. (SQLite has one writer at a time and would never show it.)
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
FLOORS = ("journal", "members", "votes", "commissions", "proposals", "assembly", "history")


@pytest.mark.parametrize("floor", FLOORS)
def test_no_lock_joins_another_row(floor: str) -> None:
    joined = {
        f"{path.relative_to(HOUSE)}:{call.lineno}"
        for path in (HOUSE / floor).rglob("*.py")
        for call in locks_with_joins(ast.parse(path.read_text()))
    }
    assert joined == set()


@pytest.mark.parametrize(
    "calls", ["select_for_update().select_related('b')", "select_related('b').select_for_update().get()"]
)
def test_what_is_looked_for_is_found(calls: str) -> None:
    assert list(locks_with_joins(ast.parse(f"A.objects.{calls}")))
    assert not list(locks_with_joins(ast.parse("A.objects.select_for_update().get()")))


def locks_with_joins(tree: ast.AST) -> Iterator[ast.Call]:
    """The chains of calls that lock and join at once."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and {"select_for_update", "select_related"} <= set(chain(node)):
            yield node


def chain(node: ast.AST) -> list[str]:
    """The names that are called one after the other."""
    names = []
    while isinstance(node, ast.Attribute | ast.Call):
        if isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        else:
            node = node.func
    return names
