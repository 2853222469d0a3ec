"""How the tests themselves are written."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from launch.stages import APPS

TESTS = Path(__file__).parent
ROOT = TESTS.parent
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


def unnamed_codes(source: str) -> Iterator[int]:
    """The lines that accept a refusal of a field for any reason: `refused(title=None)`."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "refused":
            yield from (one.value.lineno for one in node.keywords if ast.unparse(one.value) == "None")


def refusals_without_a_name(source: str) -> Iterator[int]:
    """The lines of an application that refuse with a sentence alone: without a code, or instead of a permission."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        refusal, reason = ast.unparse(node.func).rpartition(".")[2], node.args[0]
        if refusal == "PermissionDenied" and is_sentence(reason):
            yield node.lineno
        elif refusal == "ValidationError" and len(node.args) == 1 and not node.keywords:
            values = reason.values if isinstance(reason, ast.Dict) else [reason]
            if any(is_sentence(value) for value in values):
                yield node.lineno


def is_sentence(node: ast.expr) -> bool:
    """Whether this is a translated text, with or without its values put in."""
    if isinstance(node, ast.BinOp):
        return is_sentence(node.left)
    return isinstance(node, ast.Call) and ast.unparse(node.func) in {"_", "gettext", "ngettext"}


@pytest.mark.parametrize("app", APPS)
def test_a_refusal_has_a_code_or_a_permission(app: str) -> None:
    found = {
        str(path.relative_to(ROOT)): lines
        for folder in ("actions", "queries")
        for path in (*(ROOT / app / folder).rglob("*.py"), *(ROOT / app).glob(f"{folder}.py"))
        if (lines := list(refusals_without_a_name(path.read_text())))
    }

    assert found == {}


def test_a_refusal_without_a_code_or_a_permission_is_found() -> None:
    assert list(refusals_without_a_name("raise ValidationError(_('No.'))")) == [1]
    assert list(refusals_without_a_name("raise ValidationError({'title': _('No, %(name)s.') % {'name': x}})")) == [1]
    assert list(refusals_without_a_name("raise PermissionDenied(_('This is not yours.'))")) == [1]
    assert list(refusals_without_a_name("raise ValidationError(_('No.'), code='no')")) == []
    assert list(refusals_without_a_name("raise ValidationError({'title': ValidationError(_('No.'), 'no')})")) == []
    assert list(refusals_without_a_name("raise PermissionDenied('votes.cast')")) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(TESTS)))
def test_a_refusal_asserts_its_code_or_its_permission(path: Path) -> None:
    source = path.read_text()

    found = [*bare_refusals(source), *unasserted_codes(source), *unnamed_codes(source)]
    assert found == [], "say why: tests/refusals.py"


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
    assert list(unnamed_codes("with refused(title=None):\n    act()")) == [1]
    assert list(unasserted_codes("code_of(act)\nassert code_of(act) == 'done'")) == [1]
