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


SLEEPS = {"time.sleep", "sleep", "asyncio.sleep"}
MEASURES = {"monotonic", "perf_counter", "monotonic_ns", "perf_counter_ns", "process_time", "wait_for_timeout"}
PATIENT = [path for path in SOURCES if path != TESTS / "waiting.py" and TESTS / "bench" not in path.parents]


def sleeps_and_measures(source: str) -> Iterator[int]:
    """The lines that sleep, or that read a clock which only measures how long something took."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called in SLEEPS or called.rpartition(".")[2] in MEASURES:
                yield node.lineno


@pytest.mark.parametrize("path", PATIENT, ids=lambda path: str(path.relative_to(TESTS)))
def test_no_test_sleeps_or_measures_a_time(path: Path) -> None:
    assert list(sleeps_and_measures(path.read_text())) == [], "tests/waiting.py waits; tests/bench/ measures"


def test_a_sleep_and_a_measured_time_are_found() -> None:
    assert list(sleeps_and_measures("time.sleep(0.1)")) == [1]
    assert list(sleeps_and_measures("await asyncio.sleep(1)")) == [1]
    assert list(sleeps_and_measures("began = time.perf_counter()")) == [1]
    assert list(sleeps_and_measures("page.wait_for_timeout(3000)")) == [1]
    assert list(sleeps_and_measures("wait_until(done)\ntime.time()")) == []


def test_a_refusal_without_its_reason_is_found() -> None:
    assert list(bare_refusals("with pytest.raises(ValidationError):\n    act()")) == [1]
    assert list(bare_refusals("with pytest.raises((KeyError, exceptions.PermissionDenied)) as one:\n    act()")) == [1]
    assert list(bare_refusals("with pytest.raises(KeyError):\n    act()")) == []
    assert list(unasserted_codes("code_of(act)\nassert code_of(act) == 'done'")) == [1]
