"""A collective of any size and age, written by bulk: people, circles, what is under way, and what was decided since.

What is under way for the reader stays the same whatever the size: it is what a home page shows.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from assembly.models import Meeting
from commissions.models import Circle, Mandate, Task
from journal.chain import append, tell
from members.models import Member, Membership
from proposals.models import Decision, Position, Proposal, Round, RoundElector, Stage, Version
from proposals.process import State

OWN_CIRCLES = 6  # that the reader sits in
ASKED = 10  # people whom a round asks
BATCH = 1000
LIVE = (State.CLARIFICATION, State.REACTIONS, State.OBJECTIONS, State.AMENDING)


@dataclass
class LargeCollective:
    """The first of its people is the reader, who sits in six circles and is à jour."""

    people: list[Member] = field(default_factory=list)
    circles: list[Circle] = field(default_factory=list)
    decisions: int = 0

    @property
    def reader(self) -> Member:
        return self.people[0]

    @transaction.atomic
    def found(self) -> None:
        """Thirty circles, the first six of them with twelve people each, with what is under way there."""
        kinds = [Circle.Kind.ASSEMBLY, Circle.Kind.BOARD, *[Circle.Kind.COMMISSION] * 28]
        self.circles = Circle.objects.bulk_create(
            Circle(kind=kind, name=f"Cercle {number}", slug=f"cercle-{number}") for number, kind in enumerate(kinds)
        )
        self.add_people(12)
        for circle in self.circles[:OWN_CIRCLES]:
            self._begin(circle)

    @transaction.atomic
    def add_people(self, number: int) -> None:
        """So many members à jour. The first twelve sit in the reader's circles, each of the others in three."""
        known = len(self.people)
        added = Member.objects.bulk_create(
            Member(email=f"p{place}@example.org", name=f"Personne {place}", language="fr")
            for place in range(known, known + number)
        )
        today = timezone.localdate()
        Membership.objects.bulk_create(Membership(member=one, year=today.year, paid_on=today) for one in added)
        since = today - timedelta(days=900)
        Mandate.objects.bulk_create(
            Mandate(member=member, circle=circle, since=since)
            for place, member in enumerate(added, known)
            for circle in self._circles_of(place)
        )
        self.people += added

    def _circles_of(self, place: int) -> list[Circle]:
        if place < 12:
            return self.circles[:OWN_CIRCLES]
        return [self.circles[(place + step) % 29 + 1] for step in (0, 7, 15)]

    def _begin(self, circle: Circle) -> None:
        """Two texts of which one waits for the reader, a meeting to come, one that was held, and tasks."""
        now, (reader, author, facilitator) = timezone.now(), self.people[:3]
        for number, state in enumerate(LIVE):
            proposal = self._proposal(circle, f"En cours {number}", author, facilitator, state, now)
            proposal.save()
            version = Version.objects.create(
                proposal=proposal, number=1, text="Nous le faisons.", author=author, created_at=now
            )
            Stage.objects.create(proposal=proposal, state=state, entered_at=now, ends_at=now + timedelta(days=3))
            if state == State.OBJECTIONS:
                asked = Round.objects.create(proposal=proposal, version=version, number=1, quorum=3, opened_at=now)
                RoundElector.objects.bulk_create(RoundElector(round=asked, member=one) for one in self.people)
        self._meeting(circle, now + timedelta(days=4)).save()
        self._meeting(circle, now - timedelta(days=4)).save()
        Task.objects.bulk_create(
            Task(circle=circle, title=f"Tâche {place}", assignee=assignee, created_by=author, created_at=now)
            for place, assignee in enumerate((reader, None, author))
        )

    @transaction.atomic
    def decide(self, number: int) -> None:
        """So many more decisions, each by a round of ten people, of all the circles in turn, and as many tasks done."""
        for start in range(self.decisions, self.decisions + number, BATCH):
            self._decide(range(start, min(start + BATCH, self.decisions + number)))
        self.decisions += number

    def _decide(self, places: range) -> None:
        at = {place: timezone.now() - timedelta(days=30, hours=place) for place in places}
        circle = {place: self.circles[place % len(self.circles)] for place in places}
        asked = {place: [self.people[(place + step) % len(self.people)] for step in range(ASKED)] for place in places}
        proposals = Proposal.objects.bulk_create(
            self._proposal(circle[place], f"Texte {place}", *asked[place][:2], State.ADOPTED, at[place])
            for place in places
        )
        versions = Version.objects.bulk_create(
            Version(proposal=one, number=1, text="Nous le faisons.", author=one.author, created_at=one.created_at)
            for one in proposals
        )
        rounds = Round.objects.bulk_create(
            Round(
                proposal=version.proposal,
                version=version,
                number=1,
                quorum=3,
                opened_at=version.created_at,
                revealed_at=version.created_at,
                closed_at=version.created_at,
                outcome=Round.Outcome.ADOPTED,
            )
            for version in versions
        )
        answers = [(one, member) for place, one in zip(places, rounds, strict=True) for member in asked[place]]
        RoundElector.objects.bulk_create(RoundElector(round=one, member=member) for one, member in answers)
        Position.objects.bulk_create(
            Position(round=one, member=member, kind=Position.Kind.CONSENT, taken_at=one.opened_at)
            for one, member in answers
        )
        Decision.objects.bulk_create(self._decision(*both) for both in zip(places, rounds, strict=True))
        Meeting.objects.bulk_create(self._meeting(circle[place], at[place]) for place in places if place % 5 == 0)
        Task.objects.bulk_create(
            Task(
                circle=circle[place],
                title=f"Faire {place}",
                assignee=asked[place][0],
                done_at=at[place],
                done_by=asked[place][0],
                created_by=asked[place][1],
                created_at=at[place],
            )
            for place in places
        )

    def _proposal(
        self, circle: Circle, title: str, author: Member, facilitator: Member, state: str, at: datetime
    ) -> Proposal:
        return Proposal(
            circle=circle,
            title=title,
            need="Il le faut.",
            author=author,
            facilitator=facilitator,
            facilitator_since=at,
            review_on=at.date() + timedelta(days=300),
            state=state,
            created_at=at,
            presented_at=at,
            ended_at=at if state == State.ADOPTED else None,
        )

    def _decision(self, place: int, round: Round) -> Decision:
        year = timezone.localdate().year - place // BATCH
        return Decision(
            year=year,
            serial=place % BATCH + 1,
            number=f"{year}-{place % BATCH + 1:03}",
            circle=round.proposal.circle,
            proposal=round.proposal,
            round=round,
            title=round.proposal.title,
            text="Nous le faisons.",
            reasons="Il le faut.",
            process=Decision.Process.CONSENT,
            result="10 consentements.",
            decided_at=round.closed_at,
            review_on=round.proposal.review_on,
            next_review_on=timezone.localdate() + timedelta(days=20) if place % 50 == 0 else None,
        )

    def _meeting(self, circle: Circle, at: datetime) -> Meeting:
        """Of two hours; one that is over was closed at its end."""
        ends_at = at + timedelta(hours=2)
        is_over = ends_at < timezone.now()
        return Meeting(
            circle=circle,
            title="Réunion",
            starts_at=at,
            ends_at=ends_at,
            state=Meeting.State.CLOSED if is_over else Meeting.State.CONVENED,
            opened_at=at if is_over else None,
            closed_at=ends_at if is_over else None,
            created_by=self.people[1],
        )

    def write_journal(self, entries: int) -> None:
        """So many more entries of the one chain, about the proposals and their circles in turn."""
        proposals: list[tuple[int, int]] = list(Proposal.objects.values_list("pk", "circle")) or [(1, 1)]
        for start in range(0, entries, BATCH):
            with transaction.atomic():
                append([self._entry(*proposals[place % len(proposals)]) for place in range(start, start + BATCH)])

    def _entry(self, proposal: int, circle: int) -> Any:
        topics = [f"proposal:{proposal}", f"circle:{circle}"]
        return tell(self.people[proposal % len(self.people)].actor_key, "position.taken", topics, {"round": 1}, {})
