"""What the home page tells of each app: meetings, proposals, tasks, visits, decisions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assembly.models import Meeting, MeetingTask
from assembly.presenters.evening import evening_of
from assembly.presenters.meeting import MeetingSheet
from assembly.queries.meetings import coming_meetings, missed_meetings, open_meetings, past_meetings
from commissions.models import Task
from commissions.queries import circles_followed_by, circles_of, is_in, readable_circles, wanted_tasks
from history.models import Document
from history.panels import Item
from history.queries import coming_visits, documents_for
from members.combined_reads import Reader
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


def meetings_now(person: Member) -> Reader[list[Item]]:
    """The meetings that are open, then those planned for today; the first of all with its evening."""
    opened, today = yield [
        open_meetings(person)[:SHOWN],
        coming_meetings(person).filter(starts_at__lt=_midnight())[:SHOWN],
    ]
    shown = []
    for rank, meeting in enumerate([*opened, *today]):
        evening = evening_of(MeetingSheet.of(meeting.pk), is_in(person, meeting.circle)) if rank == 0 else None
        until = _("open, until %(time)s at the latest") % {"time": clock(meeting.ends_at)}
        note = until if meeting.is_open else meeting.place
        when = None if meeting.is_open else meeting.starts_at
        url = meeting.get_absolute_url()
        shown.append(Item(title=str(meeting), url=url, icon="armchair", note=note, when=when, evening=evening))
    return shown


def minutes_lately(person: Member) -> Reader[list[Item]]:
    """What was held this week: to whoever missed it, with what it decided and gave to do.

    That stays until they are at the circle's next meeting, a month at most.
    """
    held = past_meetings(person).filter(closed_at__gte=timezone.now() - LATELY)
    missed, lately = yield [
        missed_meetings(person, since=timezone.now() - MISSED)[:SHOWN],
        held[: 2 * SHOWN],  # those that they missed among them are told above
    ]
    told_items = yield from _missed(missed, person)
    others = [meeting for meeting in lately if meeting not in missed]
    return told_items + [_minutes(meeting, _("Minutes: %(title)s"), meeting.circle.name) for meeting in others[:SHOWN]]


def _missed(meetings: Sequence[Meeting], person: Member) -> Reader[list[Item]]:
    """Each of them, then its first decisions and tasks."""
    taken, links = yield [
        decisions_for(person).filter(occasion__in=[meeting.topic for meeting in meetings]),
        _tasks_given(meetings, person),
    ]
    decisions: dict[str, list[Decision]] = defaultdict(list)
    for decision in taken:
        decisions[decision.occasion].append(decision)
    tasks: dict[int, list[Task]] = defaultdict(list)
    for link in _readable_links(links, person):
        tasks[link.meeting_id].append(link.task)
    items = []
    for meeting in meetings:
        decided, given = decisions[meeting.topic], tasks[meeting.pk]
        items.append(_minutes(meeting, _("While you were away: %(title)s"), _in_numbers(len(decided), len(given))))
        for decision in decided[:SHOWN]:
            note = _("decision %(number)s") % {"number": decision.number}
            items.append(Item(title=decision.title, url=decision.get_absolute_url(), icon="gavel", note=note))
        for task in given[:SHOWN]:
            note = task.assignee.name if task.assignee else _("a volunteer is wanted")
            items.append(Item(title=task.title, url=task.get_absolute_url(), icon="list-checks", note=note))
    return items


def _tasks_given(meetings: Sequence[Meeting], person: Member) -> QuerySet[MeetingTask]:
    """What they gave to do, in a circle that this person may follow."""
    given = MeetingTask.objects.filter(meeting__in=meetings, task__circle__in=readable_circles(person))
    return given.select_related("meeting", "item", "task__circle", "task__assignee")


def _readable_links(links: Sequence[MeetingTask], person: Member) -> list[MeetingTask]:
    """Those that this person may read: on a closed item, only who sits in the meeting's circle today."""
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


def votes_void_lately(person: Member) -> Reader[list[Item]]:
    """The votes on whose roll this person is, and that nobody could count."""
    (ballots,) = yield [ballots_void_for(person, since=timezone.now() - LATELY)[:SHOWN]]
    return [
        Item(
            title=_("Void vote, held anew: %(question)s") % {"question": ballot.question},
            url=ballot.get_absolute_url(),
            icon="circle-x",
            when=ballot.closed_at,
        )
        for ballot in ballots
    ]


def proposals_now(person: Member) -> Reader[list[Item]]:
    """What is being worked out, the latest first."""
    live = proposals_for(person).filter(state__in=LIVE, presented_at__isnull=False).order_by("-presented_at")
    (proposals,) = yield [live[:SHOWN]]
    return [_proposal(proposal) for proposal in proposals]


def tasks_now(person: Member) -> Reader[list[Item]]:
    """How many tasks want a volunteer in this person's circles."""
    (wanted,) = yield [wanted_tasks(circles_of(person)).values_list("pk", flat=True)]
    if not wanted:
        return []
    title = ngettext(
        "%(count)d task wants a volunteer in your circles",
        "%(count)d tasks want a volunteer in your circles",
        len(wanted),
    ) % {"count": len(wanted)}
    return [Item(title=title, url=reverse("commissions:tasks"), icon="hand")]


def meetings_coming(person: Member) -> Reader[list[Item]]:
    """From tomorrow on: today's are told as what is happening."""
    (meetings,) = yield [coming_meetings(person).filter(starts_at__gte=_midnight())[:SHOWN]]
    return [
        Item(
            title=str(meeting),
            url=meeting.get_absolute_url(),
            icon="armchair",
            note=meeting.place,
            when=meeting.starts_at,
        )
        for meeting in meetings
    ]


def visits_coming(_person: Any) -> Reader[list[Item]]:
    (visits,) = yield [coming_visits()[:2]]
    return [
        Item(
            title=_("Visit of the place"),
            url=visit.get_absolute_url(),
            icon="map-pin",
            note=visit.place,
            when=visit.starts_at,
        )
        for visit in visits
    ]


def reviews_coming(person: Member) -> Reader[list[Item]]:
    """The decisions to look at again within a month, or already due."""
    soon = timezone.localdate() + timedelta(days=30)
    due = decisions_for(person).filter(next_review_on__lte=soon, replaced_by__isnull=True).order_by("next_review_on")
    (decisions,) = yield [due[:SHOWN]]
    return [
        Item(
            title=_("To look at again: %(title)s") % {"title": decision.title},
            url=decision.get_absolute_url(),
            icon="rotate-ccw",
            note=decision.number,
            when=decision.next_review_on,
        )
        for decision in decisions
    ]


def decisions_made_public(person: Member) -> Reader[list[Item]]:
    """What one member of a circle let everybody read this week: who did, and when."""
    (changes,) = yield [published_since(person, timezone.now() - LATELY)[:SHOWN]]
    return [
        Item(
            title=_("Made public: %(title)s") % {"title": change.decision.title},
            url=change.decision.get_absolute_url(),
            icon="eye",
            note=_("by %(name)s") % {"name": change.by.name},
            when=change.at,
        )
        for change in changes
    ]


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
