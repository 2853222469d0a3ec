"""People of two circles who may try anything at any time, and what they typed: the ground of the tests of any path."""

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import time_machine
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, models, transaction
from hypothesis import HealthCheck, settings

import assembly.due
import proposals.due
import votes.due
from assembly.models import Meeting
from commissions.models import Circle, Mandate
from journal.clock import telling
from journal.each import _report
from members.models import Member, Membership
from tests.conftest import person

BEGINNING = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
NAMES = ("malo", "ines", "rose", "paul", "zoe", "omar", "lucie", "noe", "ada", "vera")
REASON = {"kind": "harm", "fact": "trois samedis sur huit", "aim": "un lieu ouvert"}
DUE = (
    votes.due.close_ballots,
    proposals.due.remind_all_silent,
    proposals.due.return_unanswered,
    proposals.due.conclude_votes,
    proposals.due.open_reviews,
    proposals.due.conclude_reviews,
    proposals.due.tell_of_reopenings,
    proposals.due.conclude_requests,
    proposals.due.remind_in_elections,
    proposals.due.move_elections_on,
    proposals.due.conclude_elections,
    proposals.due.give_times,
    proposals.due.bring_votes_online,
    proposals.due.end_stages,
    assembly.due.conclude_item_ballots,
    assembly.due.bring_what_is_due,
    assembly.due.settle_handovers,
    assembly.due.close_overdue_meetings,
)
"""What the clock does for ballots, proposals, elections and meetings, in its order."""

M = TypeVar("M", bound=models.Model)
Deed = Callable[["Path", Member, int], Any]
"""What somebody tries: on the path, by whom, and which of those there are, by its number."""


WIDER = int(os.environ.get("ANY_PATH_EXAMPLES", "0"))

fixed_or_wider = settings(
    max_examples=WIDER or 10,
    deadline=None,
    database=None,
    derandomize=not WIDER,
    suppress_health_check=list(HealthCheck),
)
"""The same paths each time; `ANY_PATH_EXAMPLES=500` in the environment looks at as many others."""


class Missing(Exception):
    """There is nothing yet to do it to."""


class Refusals(logging.Handler):
    """What the clock was refused."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def emit(self, entry: logging.LogRecord) -> None:
        self.said.append(entry.getMessage())


class Path:
    """A circle of five and a voice without a vote, another of two, a member of none; every word that they typed, by
    where it stands."""

    def __init__(self, rules: dict[str, Any]) -> None:
        _report.cache_clear()
        self.instant, self.count = BEGINNING, 0
        self.told: list[str] = []  # what was done, to be read when something fails
        self.typed: dict[Any, str] = {}
        self.said: dict[Any, str] = {}  # in the act that goes on
        self.unsaid: list[Any] = []
        self.refusals = Refusals()
        with self.now():
            self.circle = Circle.objects.create(name="Accueil", slug="accueil", **rules)
            self.other = Circle.objects.create(kind=Circle.Kind.COMMISSION, name="Technique", slug="technique")
            for name in ("Malo", "Ines", "Rose", "Paul", "Zoe"):
                person(name, self.circle)
            for name in ("Omar", "Lucie"):
                person(name, self.other)
            person("Noe")
            voice = person("Vera")
            Mandate.objects.create(member=voice, circle=self.circle, role=Mandate.Role.VOICE, since=date(2026, 1, 1))
            person("Ada", is_administrator=True)
            if self.circle.is_assembly:  # of which each member whose membership is paid is part, for years
                Membership.objects.bulk_create(
                    Membership(member=member, year=year, paid_on=date(year, 1, 1))
                    for member in Member.objects.all()
                    for year in range(2026, 2036)
                )

    @contextmanager
    def now(self) -> Iterator[None]:
        """Inside, it is the instant that the path has come to, for everybody and everything."""
        with time_machine.travel(self.instant, tick=False), telling(self.instant):
            yield

    def member(self, name: str) -> Member:
        return Member.objects.get(name=name.capitalize())

    def passes(self, hours: float) -> None:
        self.instant += timedelta(hours=hours)

    def run_clock(self) -> None:
        """Everything that falls due, as the clock does it; what it is refused is a defect."""
        logger = logging.getLogger("journal.each")
        logger.addHandler(self.refusals)
        try:
            with self.now():
                meets = Meeting.objects.exclude(state=Meeting.State.CLOSED).exists()
                for one in (
                    DUE * 2 if meets else DUE
                ):  # it comes every few seconds: what a meeting leaves, the next time
                    one()
            self.told.append(f"{self.instant:%d.%m %H:%M} the clock")
        finally:
            logger.removeHandler(self.refusals)
        assert not self.refusals.said

    def words(self, *place: Any) -> str:
        """A word that nobody else types. It may only be lost where the same person types another in that `place`."""
        self.count += 1
        word = f"mot{self.count}fin"
        self.said[place or ("once", self.count)] = word
        return word

    def reason(self, *place: Any) -> dict[str, str]:
        return {**REASON, "consequence": self.words(*place)}

    def forgets(self, *place: Any) -> None:
        """Within an act: whoever typed it takes it back."""
        self.unsaid.append(place)

    def tries(self, act: str, deed: Deed, name: str, number: int) -> bool:
        """Somebody who may does it: that person, or else the next. Whether it was done."""
        first = NAMES.index(name)
        for other in (*NAMES[first:], *NAMES[:first]):
            self.said, self.unsaid = {}, []
            try:
                with self.now(), transaction.atomic():
                    deed(self, self.member(other), number)
            except PermissionDenied:
                continue
            except (ValidationError, Missing):
                return False
            self.told.append(f"{self.instant:%d.%m %H:%M} {other}: {act} ({number})")
            self.typed |= self.said
            for place in self.unsaid:
                self.typed.pop(place, None)
            return True
        return False

    def does_one(self, deeds: Mapping[str, Deed], name: str, number: int) -> None:
        """Tries one of these acts: which, and of what, by the number."""
        act = list(deeds)[number % len(deeds)]
        self.tries(act, deeds[act], name, number // len(deeds))


def one_of(rows: Sequence[M] | models.QuerySet[M], number: int) -> M:
    """Raises Missing where there is none."""
    found = list(rows)
    if not found:
        raise Missing
    return found[number % len(found)]


KEPT = ("proposals", "assembly", "web", "journal")
"""The apps where what is typed may stand."""


def text_columns() -> list[tuple[str, list[str]]]:
    """Every table of those apps with its columns of text."""
    tables = []
    for model in apps.get_models():
        if model._meta.app_label in KEPT:
            columns = [
                field.column
                for field in model._meta.concrete_fields
                if isinstance(field, models.CharField | models.TextField | models.JSONField)
            ]
            tables.append((model._meta.db_table, columns))
    return [(table, columns) for table, columns in tables if columns]


def all_texts() -> str:
    """Everything that is kept, as one text."""
    kept = []
    with connection.cursor() as cursor:
        for table, columns in text_columns():
            names = ", ".join(connection.ops.quote_name(column) for column in columns)
            cursor.execute(f"SELECT {names} FROM {connection.ops.quote_name(table)}")
            kept += [str(value) for row in cursor.fetchall() for value in row if value]
    return "\n".join(kept)
