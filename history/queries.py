"""What is read of the memory, of the visits and of the newcomer's path."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Case, Count, OuterRef, Prefetch, QuerySet, Subquery, Sum, When

from commissions.queries import mandates_in_force
from history.models import Document, DocumentVersion, Event, Visit, VisitSignup, WelcomeStep
from journal.clock import now, today
from members.combined_reads import Reader
from members.models import Member
from members.queries import collective
from members.rules import is_member


def events_for(person: Any) -> QuerySet[Event]:
    """The story as this person may read it, the oldest first."""
    return readable(Event.objects.all(), person)


def documents_for(person: Any) -> QuerySet[Document]:
    """The documents that this person may read, each with `last_number` and `last_at`."""
    last = DocumentVersion.objects.filter(document=OuterRef("pk")).order_by("-number")
    return readable(Document.objects.all(), person).annotate(
        last_number=Subquery(last.values("number")[:1]), last_at=Subquery(last.values("created_at")[:1])
    )


def charter_for(person: Any) -> Document | None:
    return documents_for(person).filter(kind=Document.Kind.CHARTER).order_by("pk").first()


def coming_visits() -> QuerySet[Visit]:
    """The visits to come, the soonest first, each with who has signed up and how many `taken` places."""
    signups = Prefetch("signups", VisitSignup.objects.select_related("member"))
    return Visit.objects.filter(starts_at__gt=now(), cancelled_at=None).select_related("host").prefetch_related(signups)


def places_taken(visit: Visit) -> int:
    """How many places of the visit are taken, guests included."""
    counted = VisitSignup.objects.filter(visit=visit).aggregate(people=Count("pk"), guests=Sum("guests"))
    return counted["people"] + (counted["guests"] or 0)


@dataclass(frozen=True)
class Path:
    """Where a member is on the newcomer's path."""

    done: frozenset[str]

    @property
    def total(self) -> int:
        return len(WelcomeStep.Step.values)

    @property
    def is_complete(self) -> bool:
        return len(self.done) == self.total


def path_of(member: Member) -> Reader[Path]:
    """The steps done: those that the member marked, and the two that the facts tell (a visit, a circle)."""
    marked, visits, places = yield [
        WelcomeStep.objects.filter(member=member).values_list("step", flat=True),
        VisitSignup.objects.filter(member=member, visit__cancelled_at=None)[:1],
        mandates_in_force().filter(member=member)[:1],
    ]
    done = set(marked)
    if visits:
        done.add(WelcomeStep.Step.VISIT)
    if places:
        done.add(WelcomeStep.Step.CIRCLE)
    return Path(frozenset(str(step) for step in done))


def is_newcomer(member: Member) -> bool:
    """Whether the home page still shows them the path: for half a year, or when nobody wrote down since when."""
    return member.joined_on is None or today() - member.joined_on < timedelta(days=183)


def readable(rows: QuerySet[Any], person: Any) -> QuerySet[Any]:
    """Of events or documents, those that this person may read: a visitor, what is published."""
    if is_member(person):
        return rows
    return rows.filter(is_public=True) if collective().is_public else rows.none()


def documents_to_cite(person: Any) -> dict[str, str]:
    """The documents that this person may read, the statutes first: `{"document:3": "Statuts"}`."""
    is_statutes = Case(When(kind=Document.Kind.STATUTES, then=0), When(kind=Document.Kind.RULES, then=1), default=2)
    return {one.topic: one.title for one in readable(Document.objects.order_by(is_statutes, "title"), person)}
