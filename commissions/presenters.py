"""Tasks as they are shown: late or not, where each came from, and what may be done with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commissions.models import Task
from commissions.panels import TaskOrigin, origins_of
from commissions.queries import Board
from members.models import Member
from web.components import Button, Confirmation


@dataclass(frozen=True)
class TaskCard:
    """One task as a class of viewers sees it: those of its circle, whoever has it (on their own pages), or others."""

    task: Task
    is_late: bool
    origin: TaskOrigin | None
    is_member: bool = False
    is_mine: bool = False

    @property
    def look(self) -> str:
        if self.task.is_done:
            return "task--done"
        return "task--late" if self.is_late else ""

    @property
    def is_due(self) -> bool:
        """There is a day for it, which has not passed."""
        return self.task.due_on is not None and not self.is_late and not self.task.is_done

    @property
    def done_by(self) -> str:
        if self.task.done_by is None:
            return pgettext("task", "done")
        return pgettext("task", "done by %(name)s") % {"name": self.task.done_by.name}

    @property
    def buttons(self) -> list[Button]:
        """What everybody in this class of viewers may do with it; in a group that has ended nothing is reopened."""
        if self.task.is_wanted or self.is_member or self.is_mine:
            return self._acts()
        return []

    @property
    def buttons_of_holder(self) -> list[Button]:
        """What only whoever has it may do, among viewers who are not of its circle."""
        return [] if self.buttons or self.task.is_done else self._acts()

    @property
    def may_change(self) -> bool:
        return self.is_member and not self.task.is_done

    def _acts(self) -> list[Button]:
        if self.task.is_done:
            return [] if self.task.circle.has_ended else [self._reopening]
        if self.task.is_wanted:
            return [self._act("taking", _("I’ll do it"), "hand")]
        return [
            self._act("finishing", _("It is done"), "check"),
            self._act("giving-back", _("Give it back"), look="quiet"),
        ]

    @property
    def _reopening(self) -> Button:
        return self._act("reopening", _("Reopen this task"), "undo-2", "quiet")

    def _act(self, event: str, label: str, icon: str = "", look: str = "") -> Button:
        return Button(label, reverse(f"commissions:task-{event}", args=[self.task.pk]), icon, look)


def cards(
    tasks: Iterable[Task],
    origins: dict[int, TaskOrigin],
    today: date,
    *,
    is_member: bool = False,
    is_mine: bool = False,
) -> list[TaskCard]:
    """The tasks, for viewers who are of their circle (`is_member`) or have or had each of them (`is_mine`)."""
    return [
        TaskCard(
            task,
            is_late=not task.is_done and task.due_on is not None and task.due_on < today,
            origin=origins.get(task.pk),
            is_member=is_member,
            is_mine=is_mine,
        )
        for task in tasks
    ]


def origins_on(board: Board) -> dict[int, TaskOrigin]:
    """Where everything on the board came from, asked once."""
    return origins_of(task.pk for task in [*board.wanted, *board.taken, *board.done])


def giving_back(task: Task, person: Member) -> Confirmation | None:
    """What is asked before a task of somebody else is taken from them; one's own can be taken again."""
    if task.assignee is None or task.assignee == person:
        return None
    return Confirmation(
        _("Take this task from %(name)s?") % {"name": task.assignee.name},
        _("“%(title)s” is no longer theirs: a volunteer is wanted again.") % {"title": task.title},
        _("Look for a volunteer"),
    )


def withdrawing() -> Confirmation:
    """What is asked before a comment is taken back."""
    return Confirmation(
        _("Take back your comment?"),
        _("It leaves the page of the task, and cannot be brought back."),
        _("Take my comment back"),
    )
