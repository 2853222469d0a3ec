"""What can be found, and by whom."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from assembly.models import AgendaItem, Meeting
from commissions.models import Circle, Task
from commissions.queries import mandates_in_force
from history.models import Document, Event
from history.search.index import MEMBERS, PUBLIC, Indexed, within
from members.models import Member
from proposals.models import Decision, Proposal, ProposalAudience


def some(rows: QuerySet[Any], keys: Collection[int] | None) -> QuerySet[Any]:
    return rows if keys is None else rows.filter(pk__in=keys)


def events(keys: Collection[int] | None) -> Iterable[Indexed]:
    for event in some(Event.objects.all(), keys):
        yield Indexed(
            topic=event.topic,
            right=PUBLIC if event.is_public else MEMBERS,
            title=event.title,
            text=event.text,
            url=event.get_absolute_url(),
            happened_on=None if event.precision == Event.Precision.YEAR else event.happened_on,
        )


def documents(keys: Collection[int] | None) -> Iterable[Indexed]:
    """Each document, by its present text alone."""
    for document in some(Document.objects.prefetch_related("versions"), keys):
        version = document.versions.all()[0]
        yield Indexed(
            topic=document.topic,
            right=PUBLIC if document.is_public else MEMBERS,
            title=document.title,
            text=version.text,
            url=document.get_absolute_url(),
            happened_on=localdate(version.created_at),
        )


def circles(keys: Collection[int] | None) -> Iterable[Indexed]:
    """Circles, by their name, mission and domain: every member may know of each."""
    for circle in some(Circle.objects.all(), keys):
        yield Indexed(
            topic=circle.topic,
            right=MEMBERS,
            title=circle.name,
            text="\n\n".join(text for text in (circle.mission, circle.domain) if text),
            url=circle.get_absolute_url(),
        )


def tasks(keys: Collection[int] | None) -> Iterable[Indexed]:
    for task in some(Task.objects.select_related("circle"), keys):
        yield Indexed(
            topic=task.topic,
            right=task.circle.topic,
            title=task.title,
            text=task.note,
            url=f"{task.circle.get_absolute_url()}tasks/",
            happened_on=localdate(task.created_at),
        )


def people(keys: Collection[int] | None) -> Iterable[Indexed]:
    """Active members, by their name, what they say of themselves, and the circles that they sit in."""
    seated: dict[int, list[str]] = {}
    seats = mandates_in_force().select_related("circle")
    for mandate in seats if keys is None else seats.filter(member__in=keys):
        seated.setdefault(mandate.member_id, []).append(mandate.circle.name)
    for member in some(Member.objects.filter(is_active=True), keys):
        text = " · ".join([*([member.about] if member.about else []), *seated.get(member.pk, [])])
        yield Indexed(topic=member.topic, right=MEMBERS, title=member.name, text=text, url=member.get_absolute_url())


def proposals(keys: Collection[int] | None) -> Iterable[Indexed]:
    """Proposals by their present text, once presented: a draft is its author's alone."""
    presented = Proposal.objects.filter(presented_at__isnull=False).prefetch_related("versions")
    for proposal in some(presented, keys):
        version = max(proposal.versions.all(), key=lambda version: version.number)
        yield Indexed(
            topic=proposal.topic,
            right=_right(proposal.circle_id, proposal.audience),
            title=proposal.title,
            text=f"{proposal.need}\n{version.text}",
            url=proposal.get_absolute_url(),
            happened_on=localdate(version.created_at),
        )


def decisions(keys: Collection[int] | None) -> Iterable[Indexed]:
    """The register, with the reasons of each decision."""
    for decision in some(Decision.objects.all(), keys):
        yield Indexed(
            topic=decision.topic,
            right=PUBLIC
            if decision.audience == ProposalAudience.PUBLIC
            else _right(decision.circle_id, decision.audience),
            title=f"{decision.number} · {decision.title}",
            text="\n".join([decision.text, decision.reasons, decision.result]),
            url=decision.get_absolute_url(),
            happened_on=localdate(decision.decided_at),
        )


def meetings(keys: Collection[int] | None) -> Iterable[Indexed]:
    """Meetings, and each item of their agenda with its notes; a closed item is for the circle alone.

    Every step of an evening passes here, so the items are read as plain values.
    """
    items = AgendaItem.objects.all() if keys is None else AgendaItem.objects.filter(meeting__in=keys)
    agendas: dict[int, list[Any]] = {}
    for meeting_id, *item in items.values_list("meeting", "pk", "title", "note", "is_closed", "notes__text"):
        agendas.setdefault(meeting_id, []).append(item)
    for meeting in some(Meeting.objects.all(), keys):
        on, readers = localdate(meeting.starts_at), Circle.topic_of(meeting.circle_id)
        url = reverse("assembly:minutes", args=[meeting.pk]) if meeting.is_closed else meeting.get_absolute_url()
        yield Indexed(
            topic=meeting.topic, right=readers, title=meeting.title, text=meeting.place, url=url, happened_on=on
        )
        for pk, title, note, is_closed, kept in agendas.get(meeting.pk, []):
            yield Indexed(
                topic=meeting.topic,
                part=str(pk),
                right=within(meeting.circle_id) if is_closed else readers,
                title=f"{title} · {meeting.title}",
                text=f"{note}\n{kept or ''}".strip(),
                url=url,
                happened_on=on,
            )


def _right(circle: int, audience: str) -> str:
    """Kept to the circle, or for whoever may read it."""
    return within(circle) if audience == ProposalAudience.CIRCLE else Circle.topic_of(circle)
