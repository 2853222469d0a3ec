"""Tasks as they are shown: late or not, and where each came from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commissions.models import Task
from commissions.panels import origins_of
from commissions.queries import Board


@dataclass(frozen=True)
class TaskCard:
    """One task as it is shown: whether it is late, and where it came from."""

    task: Task
    is_late: bool
    origin: tuple[str, str] | None


def cards(tasks: Iterable[Task], origins: dict[int, tuple[str, str]], today: date) -> list[TaskCard]:
    return [
        TaskCard(task, not task.is_done and task.due_on is not None and task.due_on < today, origins.get(task.pk))
        for task in tasks
    ]


def origins_on(board: Board) -> dict[int, tuple[str, str]]:
    """Where everything on the board came from, asked once."""
    return origins_of(task.pk for task in [*board.wanted, *board.taken, *board.done])
