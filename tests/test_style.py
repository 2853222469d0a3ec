"""How the tests themselves are written."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
REFUSALS = {"PermissionDenied", "ValidationError"}
SOURCES = [path for path in sorted(TESTS.rglob("*.py")) if path != TESTS / "refusals.py"]


def bare_refusals(source: str) -> Iterator[int]:
    """The lines that expect a refusal and not its reason: `pytest.raises(ValidationError)` and the like."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.raises":
            named = {getattr(one, "id", getattr(one, "attr", "")) for one in ast.walk(node.args[0])}
            if named & REFUSALS:
                yield node.lineno


def unasserted_codes(source: str) -> Iterator[int]:
    """The lines that ask for the code of a refusal and assert nothing of it."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Call)
            and ast.unparse(node.value.func) == "code_of"
        ):
            yield node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(TESTS)))
def test_a_refusal_asserts_its_code_or_its_permission(path: Path) -> None:
    source = path.read_text()

    assert [*bare_refusals(source), *unasserted_codes(source)] == [], "say why: tests/refusals.py"


def test_a_refusal_without_its_reason_is_found() -> None:
    assert list(bare_refusals("with pytest.raises(ValidationError):\n    act()")) == [1]
    assert list(bare_refusals("with pytest.raises((KeyError, exceptions.PermissionDenied)) as one:\n    act()")) == [1]
    assert list(bare_refusals("with pytest.raises(KeyError):\n    act()")) == []
    assert list(unasserted_codes("code_of(act)\nassert code_of(act) == 'done'")) == [1]
