"""Meetings and items as topics: who follows one, who conducts what belongs to it."""

from datetime import datetime
from typing import Any

import rules
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from assembly.models import AgendaItem, ItemBallot, Meeting
from assembly.queries.meetings import readable_meetings, those_counted_in, those_in_the_room
from assembly.validity import obstacle_at, obstacle_at_election
from commissions.models import Circle
from commissions.queries import circles_followed_by
from journal.actions import CLOCK
from journal.clock import now
from journal.numbers import number, numbers
from journal.topics import RowKind
from members.rules import is_member
from proposals.occasions import Occasion
from votes.models.ballot import VOID
from votes.owners import BallotOwner


class MeetingKind(RowKind[Meeting], BallotOwner, Occasion):
    """It owns its gathering; proposals are put to it."""

    prefix = Meeting.topic_prefix
    rows = Meeting.objects.select_related("circle")

    def reads(self, person: Any, pk: str) -> bool:
        return self._may("assembly.read", person, pk)

    def readable_by(self, person: Any) -> QuerySet[Meeting]:
        return readable_meetings(person) if is_member(person) else Meeting.objects.none()

    def conducts(self, person: Any, pk: str) -> bool:
        return self._may("assembly.conduct", person, pk)

    def marks(self, person: Any, pk: str) -> bool:
        """Whoever conducts, and the door."""
        return self._may("assembly.mark_presence", person, pk)

    def vouches(self, person: Any, pk: str) -> bool:
        """Every holder of a role."""
        return self._may("assembly.vouch", person, pk)

    def beginnings(self, pks: set[str]) -> dict[str, datetime]:
        meetings = Meeting.objects.filter(pk__in=numbers(pks)).values_list("pk", "starts_at")
        return {str(pk): starts_at for pk, starts_at in meetings}

    def present(self, pk: str) -> set[int]:
        meeting = self.find(pk)
        return those_in_the_room(meeting) if meeting else set()

    def counted(self, pk: str) -> set[int]:
        meeting = self.find(pk)
        return those_counted_in(meeting) if meeting else set()

    def is_overdue(self, pk: str) -> bool:
        """Still open, long after its hard end."""
        return self.conducts(CLOCK, pk)

    def check_decidable(self, pk: str, proposal: int) -> None:
        meeting = self.find(pk)
        if meeting and (obstacle := obstacle_at(meeting, proposal)):
            raise ValidationError(obstacle.reason, code=obstacle.code)

    def conducted_now(self, person: Any, circle: Circle) -> list[str]:
        meetings = Meeting.objects.filter(circle=circle, state=Meeting.State.OPEN).select_related("circle")
        return [one.topic for one in meetings if rules.has_perm("assembly.conduct", person, one)]

    def check_electable(self, pk: str, election: int) -> None:
        meeting = self.find(pk)
        if meeting and (obstacle := obstacle_at_election(meeting, election)):
            raise ValidationError(obstacle.reason, code=obstacle.code)

    def has_vote(self, proposal: int) -> bool:
        links = ItemBallot.objects.filter(item__proposal=proposal, concluded_at=None, ballot__is_poll=False)
        return links.exclude(ballot__outcome=VOID).exists()

    def is_under_way(self, pk: str) -> bool:
        meeting = self.find(pk)
        return meeting is not None and meeting.is_open

    def is_about(self, pk: str, proposal: int) -> bool:
        current = AgendaItem.objects.filter(state=AgendaItem.State.CURRENT, proposal=proposal)
        return current.filter(meeting=number(pk) or 0, meeting__state=Meeting.State.OPEN).exists()

    def holds(self, pk: str) -> bool:
        """One that nobody opened before its hard end no longer does, nor one that is cancelled."""
        meeting = self.find(pk)
        return meeting is not None and (meeting.is_open or (not meeting.is_over and now() < meeting.ends_at))

    def url(self, pk: str) -> str:
        return Meeting(pk=pk).get_absolute_url()

    def _may(self, perm: str, person: Any, pk: str) -> bool:
        meeting = self.find(pk)
        return meeting is not None and rules.has_perm(perm, person, meeting)


class ItemKind(RowKind[AgendaItem], BallotOwner):
    """It owns its ballots. An entry about a closed one is read by its circle alone, and so is its name."""

    prefix = AgendaItem.topic_prefix
    rows = AgendaItem.objects.select_related("meeting__circle", "proposal")

    def reads(self, person: Any, pk: str) -> bool:
        item = self.find(pk)
        return item is not None and rules.has_perm("assembly.read_item", person, item)

    def readable_by(self, person: Any) -> QuerySet[AgendaItem]:
        if not is_member(person):
            return AgendaItem.objects.none()
        open_to_me = Q(is_closed=False) | Q(meeting__circle__in=circles_followed_by(person))
        return AgendaItem.objects.filter(open_to_me, meeting__in=readable_meetings(person))

    def conducts(self, person: Any, pk: str) -> bool:
        item = self.find(pk)
        return item is not None and rules.has_perm("assembly.conduct", person, item.meeting)

    def leads(self, person: Any, pk: str) -> bool:
        """Whoever conducts, brought the item, or wrote or facilitates its proposal."""
        item = self.find(pk)
        if item is None:
            return False
        proposal = item.proposal
        leaders = [item.owner_id, *([proposal.author_id, proposal.facilitator_id] if proposal else [])]
        return self.conducts(person, pk) or (is_member(person) and person.pk in leaders)

    def is_overdue(self, pk: str) -> bool:
        return self.conducts(CLOCK, pk)
