"""What the home page tells of each app: meetings, proposals, tasks, visits, decisions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assembly.models import Meeting, MeetingTask
from assembly.presenters.meeting import MeetingSheet, evening_of
from assembly.queries.meetings import coming_meetings, missed_meetings, open_meetings, past_meetings
from commissions.models import Task
from commissions.queries import circles_followed_by, circles_of, is_in, readable_circles, wanted_tasks
from history.models import Document
from history.panels import Item
from history.queries import coming_visits, documents_for
from members.models import Member
from proposals.models import Decision, Proposal
from proposals.process import LIVE
from proposals.queries import decisions_for, proposals_for
from proposals.queries.readers import published_since
from votes.queries.ballots import ballots_void_for
from web.dates import clock

SHOWN = 5
LATELY = timedelta(days=7)
MISSED = timedelta(days=30)


def meetings_now(person: Member) -> Iterable[Item]:
    """The meetings that are open, then those planned for today; the first of all with its evening."""
    opened = list(open_meetings(person)[:SHOWN])
    today = list(coming_meetings(person).filter(starts_at__lt=_midnight())[:SHOWN])
    for rank, meeting in enumerate([*opened, *today]):
        evening = evening_of(MeetingSheet.of(meeting.pk), is_in(person, meeting.circle)) if rank == 0 else None
        until = _("open, until %(time)s at the latest") % {"time": clock(meeting.ends_at)}
        note = until if meeting.is_open else meeting.place
        when = None if meeting.is_open else meeting.starts_at
        yield Item(
            title=str(meeting), url=meeting.get_absolute_url(), icon="armchair", note=note, when=when, evening=evening
        )


def minutes_lately(person: Member) -> Iterable[Item]:
    """What was held this week: to whoever missed it, with what it decided and gave to do.

    That stays until they are at the circle's next meeting, a month at most.
    """
    missed = list(missed_meetings(person, since=timezone.now() - MISSED)[:SHOWN])
    yield from _missed(missed, person)
    held = past_meetings(person).filter(closed_at__gte=timezone.now() - LATELY)
    for meeting in held.exclude(pk__in=[meeting.pk for meeting in missed])[:SHOWN]:
        yield _minutes(meeting, _("Minutes: %(title)s"), meeting.circle.name)


def _missed(meetings: Sequence[Meeting], person: Member) -> Iterable[Item]:
    """Each of them, then its first decisions and tasks."""
    decisions: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions_for(person).filter(occasion__in=[meeting.topic for meeting in meetings]):
        decisions[decision.occasion].append(decision)
    tasks: dict[int, list[Task]] = defaultdict(list)
    for link in _tasks_given(meetings, person):
        tasks[link.meeting_id].append(link.task)
    for meeting in meetings:
        decided, given = decisions[meeting.topic], tasks[meeting.pk]
        yield _minutes(meeting, _("While you were away: %(title)s"), _in_numbers(len(decided), len(given)))
        for decision in decided[:SHOWN]:
            note = _("decision %(number)s") % {"number": decision.number}
            yield Item(title=decision.title, url=decision.get_absolute_url(), icon="gavel", note=note)
        for task in given[:SHOWN]:
            note = task.assignee.name if task.assignee else _("a volunteer is wanted")
            yield Item(title=task.title, url=task.get_absolute_url(), icon="list-checks", note=note)


def _tasks_given(meetings: Sequence[Meeting], person: Member) -> list[MeetingTask]:
    """What they gave to do that this person may read: in a circle they may follow, and on a closed item only for who
    sits in the meeting's circle today."""
    given = MeetingTask.objects.filter(meeting__in=meetings, task__circle__in=readable_circles(person))
    links = list(given.select_related("meeting", "item", "task__circle", "task__assignee"))
    on_closed = {link.pk: link.meeting.circle_id for link in links if link.item and link.item.is_closed}
    mine = set(circles_followed_by(person).values_list("pk", flat=True)) if on_closed else set()
    return [link for link in links if link.pk not in on_closed or on_closed[link.pk] in mine]


def _minutes(meeting: Meeting, title: str, note: str) -> Item:
    return Item(
        title=title % {"title": meeting.title},
        url=reverse("assembly:minutes", args=[meeting.pk]),
        icon="scroll-text",
        note=note,
        when=meeting.closed_at,
    )


def _in_numbers(decisions: int, tasks: int) -> str:
    """“2 decisions, 1 task”; empty for none."""
    decided = ngettext("%(number)d decision", "%(number)d decisions", decisions) % {"number": decisions}
    given = ngettext("%(number)d task", "%(number)d tasks", tasks) % {"number": tasks}
    return ", ".join(text for number, text in ((decisions, decided), (tasks, given)) if number)


def votes_void_lately(person: Member) -> Iterable[Item]:
    """The votes on whose roll this person is, and that nobody could count."""
    for ballot in ballots_void_for(person, since=timezone.now() - LATELY)[:SHOWN]:
        yield Item(
            title=_("Void vote, held anew: %(question)s") % {"question": ballot.question},
            url=ballot.get_absolute_url(),
            icon="circle-x",
            when=ballot.closed_at,
        )


def proposals_now(person: Member) -> Iterable[Item]:
    """What is being worked out, the latest first."""
    live = proposals_for(person).filter(state__in=LIVE, presented_at__isnull=False).order_by("-presented_at")
    for proposal in live[:SHOWN]:
        yield _proposal(proposal)


def tasks_now(person: Member) -> Iterable[Item]:
    """How many tasks want a volunteer in this person's circles."""
    count = wanted_tasks(circles_of(person)).count()
    if count:
        title = ngettext(
            "%(count)d task wants a volunteer in your circles",
            "%(count)d tasks want a volunteer in your circles",
            count,
        ) % {"count": count}
        yield Item(title=title, url=reverse("commissions:tasks"), icon="hand")


def meetings_coming(person: Member) -> Iterable[Item]:
    """From tomorrow on: today's are told as what is happening."""
    for meeting in coming_meetings(person).filter(starts_at__gte=_midnight())[:SHOWN]:
        yield Item(
            title=str(meeting),
            url=meeting.get_absolute_url(),
            icon="armchair",
            note=meeting.place,
            when=meeting.starts_at,
        )


def visits_coming(_person: Any) -> Iterable[Item]:
    for visit in coming_visits()[:2]:
        yield Item(
            title=_("Visit of the place"),
            url=visit.get_absolute_url(),
            icon="map-pin",
            note=visit.place,
            when=visit.starts_at,
        )


def reviews_coming(person: Member) -> Iterable[Item]:
    """The decisions to look at again within a month, or already due."""
    soon = timezone.localdate() + timedelta(days=30)
    due = decisions_for(person).filter(next_review_on__lte=soon, replaced_by__isnull=True).order_by("next_review_on")
    for decision in due[:SHOWN]:
        yield Item(
            title=_("To look at again: %(title)s") % {"title": decision.title},
            url=decision.get_absolute_url(),
            icon="rotate-ccw",
            note=decision.number,
            when=decision.next_review_on,
        )


def decisions_made_public(person: Member) -> Iterable[Item]:
    """What one member of a circle let everybody read this week: who did, and when."""
    for change in published_since(person, timezone.now() - LATELY)[:SHOWN]:
        yield Item(
            title=_("Made public: %(title)s") % {"title": change.decision.title},
            url=change.decision.get_absolute_url(),
            icon="eye",
            note=_("by %(name)s") % {"name": change.by.name},
            when=change.at,
        )


def documents_published(person: Any) -> Iterable[Item]:
    """The charter first."""
    documents = sorted(documents_for(person), key=lambda document: document.kind != Document.Kind.CHARTER)
    for document in islice(documents, SHOWN):
        yield Item(title=document.title, url=document.get_absolute_url(), icon="file-text")


def decisions_published(person: Any) -> Iterable[Item]:
    for decision in decisions_for(person)[:SHOWN]:
        yield Item(
            title=decision.title,
            url=decision.get_absolute_url(),
            icon="gavel",
            note=decision.number,
            when=decision.decided_at,
        )


def _proposal(proposal: Proposal) -> Item:
    note = f"{proposal.circle} · {proposal.get_state_display()}"
    return Item(title=proposal.title, url=proposal.get_absolute_url(), icon="scroll-text", note=note)


def _midnight() -> datetime:
    """When today ends, here."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))
