"""One item of a meeting, as a guest who is invited to it alone sees it."""

from dataclasses import dataclass

from django.http import Http404

from assembly.models import AgendaItem, Hand, ItemGuest, Turn
from journal.numbers import number


@dataclass(frozen=True)
class GuestSheet:
    """The item, and the hands and the turn of its guests: nobody else's."""

    item: AgendaItem
    hands: list[Hand]
    turn: Turn | None

    @classmethod
    def of(cls, key: str | int) -> "GuestSheet":
        """Raises `Http404` when there is no such item."""
        items = AgendaItem.objects.select_related("meeting__circle", "owner")
        item = items.filter(pk=number(str(key)) or 0).first()
        if item is None:
            raise Http404("item")
        meeting, guests = item.meeting, ItemGuest.objects.filter(item=item).values("member")
        hands = meeting.hands.filter(lowered_at=None, member__in=guests).select_related("member")
        turn = meeting.turns.filter(ended_at=None).select_related("member").first()
        return cls(item, list(hands), turn)

    @property
    def is_now(self) -> bool:
        """Whether it is talked about: only then it is read, and a hand may be raised."""
        return self.item.meeting.is_open and self.item.state == AgendaItem.State.CURRENT

    @property
    def is_to_come(self) -> bool:
        return self.item.state == AgendaItem.State.PENDING
