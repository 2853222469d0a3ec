"""A text becomes a number in one place, and a date that nobody means is refused at the door of every action."""

import ast
from datetime import UTC, date, datetime

import pytest
from django.db.models.constraints import BaseConstraint

from commissions.actions import give_mandate
from journal.actions import CLOCK, action
from journal.numbers import LARGEST, number, numbers
from launch.stages import APPS, ROOT
from tests.refusals import refused

MAY_ASK = {"journal/numbers.py", "config/wsgi_bridge.py"}  # the latter reads a header's bytes


@pytest.mark.parametrize(
    ("text", "said"),
    [("12", 12), ("0", 0), ("007", 7), (str(LARGEST), LARGEST), (str(LARGEST + 1), None), ("9" * 5000, None)]
    + [(text, None) for text in ("", " 1", "-1", "+1", "1.0", "1_0", "²", "٣", "१", "x", "1\n", "\x00", None, 5, True)],
)
def test_a_number_is_digits_and_nothing_else(text, said):
    assert number(text) == said


def test_at_most():
    assert (number("10", most=10), number("11", most=10)) == (10, None)
    assert numbers(["1", "²", "2", ""]) == {1, 2}


def test_nobody_else_asks_whether_a_text_is_a_number():
    asking = {
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if str(path.relative_to(ROOT)) not in MAY_ASK
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"isdigit", "isdecimal", "isnumeric"}
    }
    assert asking == set()


@pytest.mark.parametrize("day", [date(1, 1, 1), date(26, 11, 24), date(9999, 12, 31), datetime(26, 11, 24, tzinfo=UTC)])
def test_a_year_that_nobody_means_is_refused(db, day):
    @action
    def plan(*, on: date, actor: object) -> None:
        raise AssertionError

    with refused(on="year") as refusal:
        plan(on=day, actor=CLOCK)
    assert "1800" in str(refusal.value)


def test_a_constraint_s_name_is_not_told(ca, rose, admin):
    with refused(until="ends_before"):
        give_mandate(ca, member=rose, actor=admin, since=date(2026, 5, 2), until=date(2026, 5, 1))
    assert "%(name)s" not in str(BaseConstraint.default_violation_error_message)
