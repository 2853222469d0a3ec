"""An evening of the CA: Inès facilitates, Rose presides, Malo is its secretary."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from assembly.actions import add_item, advance, name_roles, open_meeting, plan_meeting
from assembly.models import AgendaItem, Meeting
from commissions.models import Circle
from journal.models import Entry
from members.models import Member
from tests.conftest import person

EVENING = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)  # 18:30 in Crest
HARD_END = datetime(2026, 11, 24, 21, 0, tzinfo=UTC)  # 22:00


class Stopped:
    """Tells the instant at which the clock of this process was stopped, also where a database has its own."""

    @staticmethod
    def get() -> datetime:
        return timezone.now()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Time stands still at the start of the evening, until a test moves it."""
    with time_machine.travel(EVENING, tick=False) as moved:
        monkeypatch.setattr("journal.clock._pretended", Stopped)
        yield moved


@pytest.fixture
def ca(db) -> Circle:
    """The board: half of it is a quorum, absolute majority, a week between letter and meeting. It decides at once."""
    return Circle.objects.create(
        kind=Circle.Kind.BOARD,
        name="CA",
        slug="ca",
        meeting_quorum="1/2",
        majority_threshold="absolute",
        decides_late=True,
    )


@pytest.fixture
def meeting(clock, ca, ines, malo, rose) -> Meeting:
    """Planned by Inès, with three items: 10, 25 and 15 minutes."""
    meeting = plan_meeting(ca, title="CA de novembre", starts_at=EVENING, ends_at=HARD_END, actor=ines)
    name_roles(meeting, roles={"chair": rose, "secretary": malo}, actor=ines)
    add_item(meeting, title="Nouvelles", kind="information", minutes=10, actor=ines)
    add_item(meeting, title="Rachat du bâtiment", kind="vote", minutes=25, actor=malo)
    add_item(meeting, title="Travaux", kind="discussion", minutes=15, actor=rose)
    return meeting


@pytest.fixture
def items(meeting) -> list[AgendaItem]:
    return list(meeting.items.select_related("meeting"))


@pytest.fixture
def evening(meeting, ines) -> Meeting:
    """The same, open; Inès is there."""
    return open_meeting(meeting, actor=ines)


@pytest.fixture
def news(evening, items, ines) -> AgendaItem:
    """The first item, under way."""
    advance(evening, expected=None, actor=ines)
    return AgendaItem.objects.select_related("meeting").get(pk=items[0].pk)


@pytest.fixture
def closed_item(meeting, ines) -> AgendaItem:
    """A person's case, last on the agenda."""
    return add_item(meeting, title="Situation de Paul", minutes=5, note="confidences", is_closed=True, actor=ines)


@pytest.fixture
def table_of_twelve(ca, ines, malo, rose) -> list[Member]:
    """The board of the issue: twelve people, Inès, Malo and Rose among them."""
    return [ines, malo, rose, *(person(f"Conseil {number}", ca) for number in range(1, 10))]


@pytest.fixture
def recorded(db) -> Callable[[], list[str]]:
    """The verbs that the journal gained since the last time it was asked."""
    state = {"seq": 0}

    def verbs() -> list[str]:
        entries = list(Entry.objects.filter(seq__gt=state["seq"]).order_by("seq").values_list("seq", "verb"))
        state["seq"] = entries[-1][0] if entries else state["seq"]
        return [verb for _seq, verb in entries]

    return verbs


def later(clock: Any, **elapsed: int) -> datetime:
    """Let time pass."""
    clock.shift(timedelta(**elapsed))
    return timezone.now()
