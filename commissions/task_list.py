"""The tasks that somebody may follow, in every circle: which ones are looked for, and the links that choose them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from commissions.models import Circle, Task
from commissions.panels import origins_of
from commissions.presenters import TaskCard, cards
from commissions.queries import circles_of, readable_tasks
from journal.numbers import number
from journal.texts import line
from members.models import Member


class Only(StrEnum):
    """Which of the tasks that are to do."""

    ALL = ""
    MINE = "mine"
    LATE = "late"
    WANTED = "wanted"


@dataclass(frozen=True)
class TaskSearch:
    """What is looked for: of one circle (its slug), in the hands of one person (their key), or of all."""

    only: Only = Only.ALL
    circle: str = ""
    person: int | None = None

    @classmethod
    def read(cls, query: QueryDict) -> "TaskSearch":
        """As the address says it; what it says of no use is left out."""
        only = query.get("only", "")
        return cls(
            Only(only) if only in list(Only) else Only.ALL, line(query.get("circle", "")), number(query.get("person"))
        )

    @property
    def url(self) -> str:
        parts = {"only": str(self.only), "circle": self.circle, "person": self.person or ""}
        query = urlencode({name: value for name, value in parts.items() if value})
        return reverse("commissions:all-tasks") + (f"?{query}" if query else "")

    def tasks(self, member: Member, today: date) -> QuerySet[Task]:
        """Those that are to do, the soonest first, where this member may follow them."""
        tasks = to_do(member).select_related("circle", "assignee", "done_by")
        if self.circle:
            tasks = tasks.filter(circle__slug=self.circle)
        if self.person:
            tasks = tasks.filter(assignee=self.person)
        match self.only:
            case Only.MINE:
                return tasks.filter(assignee=member)
            case Only.LATE:
                return tasks.filter(due_on__lt=today)
            case Only.WANTED:
                return tasks.filter(assignee=None)
        return tasks


@dataclass(frozen=True)
class SearchLink:
    """One choice, and whether it is the one that is shown."""

    label: str
    url: str
    is_current: bool


def to_do(member: Member) -> QuerySet[Task]:
    """What is to do, in the circles that this member may follow."""
    return readable_tasks(member).filter(done_at=None)


def kinds_of(search: TaskSearch) -> list[SearchLink]:
    labels = {
        Only.ALL: _("All that there is to do"),
        Only.MINE: _("Mine"),
        Only.LATE: _("Late"),
        Only.WANTED: _("A volunteer is wanted"),
    }
    return [SearchLink(label, replace(search, only=only).url, only == search.only) for only, label in labels.items()]


def circles_in(search: TaskSearch, member: Member) -> list[SearchLink]:
    """The circles that have something to do; the first link is for all."""
    circles = Circle.objects.filter(pk__in=to_do(member).values("circle")).values_list("slug", "name")
    choices = [("", _("Every circle")), *circles]
    return [SearchLink(name, replace(search, circle=slug).url, slug == search.circle) for slug, name in choices]


def people_in(search: TaskSearch, member: Member) -> list[SearchLink]:
    """Those who have something to do; the first link is for all."""
    people = Member.objects.filter(pk__in=to_do(member).values("assignee")).order_by("name", "pk")
    choices: list[tuple[int | None, str]] = [(None, _("Everybody")), *people.values_list("pk", "name")]
    return [SearchLink(name, replace(search, person=pk).url, pk == search.person) for pk, name in choices]


def shown_of(links: Iterable[SearchLink]) -> str:
    """What is shown, in a word; "" where the address names what there is none of."""
    return next((link.label for link in links if link.is_current), "")


def cards_for(tasks: Iterable[Task], member: Member, today: date) -> list[TaskCard]:
    """Each with what this member may do with it."""
    shown = list(tasks)
    origins, mine = origins_of(task.pk for task in shown), set(circles_of(member).values_list("pk", flat=True))
    return [
        card
        for task in shown
        for card in cards(
            [task], origins, today, is_member=task.circle_id in mine, is_mine=task.assignee_id == member.pk
        )
    ]
