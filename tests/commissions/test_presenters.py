"""What a task's card offers to whoever sees it."""

from datetime import UTC, date, datetime

import pytest

from commissions.models import Circle, Task
from commissions.presenters import TaskCard, cards

TODAY = date(2026, 11, 29)
NOW = datetime(2026, 11, 29, 18, tzinfo=UTC)
STATES = {
    "wanted": {},
    "taken": {"assignee_id": 3},
    "done": {"assignee_id": 3, "done_at": NOW},
}
VIEWERS = {
    "member": {"is_member": True},
    "holder": {"is_mine": True},
    "reader": {},
}


def card(state: str, viewer: str = "reader", **fields: object) -> TaskCard:
    task = Task(pk=7, title="Arroser", **STATES[state], **{"circle": Circle(), **fields})
    return cards([task], {}, TODAY, **VIEWERS[viewer])[0]


@pytest.mark.parametrize(
    ("state", "viewer", "everybody", "holder"),
    [
        ("wanted", "member", ["taking"], []),
        ("wanted", "reader", ["taking"], []),
        ("taken", "member", ["finishing", "giving-back"], []),
        ("taken", "holder", ["finishing", "giving-back"], []),
        ("taken", "reader", [], ["finishing", "giving-back"]),
        ("done", "member", ["reopening"], []),
        ("done", "holder", ["reopening"], []),
        ("done", "reader", [], []),
    ],
)
def test_what_may_be_done_hangs_on_who_looks(state, viewer, everybody, holder):
    shown = card(state, viewer)
    assert [button.url for button in shown.buttons] == [f"/tasks/7/{event}/" for event in everybody]
    assert [button.url for button in shown.buttons_of_holder] == [f"/tasks/7/{event}/" for event in holder]


@pytest.mark.parametrize("viewer", ["member", "holder", "reader"])
def test_in_a_group_that_has_ended_nothing_is_reopened(viewer):
    shown = card("done", viewer, circle=Circle(ended_on=TODAY))
    assert (shown.buttons, shown.buttons_of_holder) == ([], [])


@pytest.mark.parametrize(("viewer", "may"), [("member", True), ("holder", False), ("reader", False)])
def test_only_its_circle_changes_what_is_not_done(viewer, may):
    assert card("taken", viewer).may_change is may
    assert card("done", viewer).may_change is False


@pytest.mark.parametrize(
    ("state", "due_on", "look", "is_due"),
    [
        ("taken", None, "", False),
        ("taken", TODAY, "", True),
        ("taken", date(2026, 11, 28), "task--late", False),
        ("done", date(2026, 11, 28), "task--done", False),
    ],
)
def test_a_task_is_late_from_the_day_after(state, due_on, look, is_due):
    shown = card(state, due_on=due_on)
    assert (shown.look, shown.is_due) == (look, is_due)
