"""What meetings tell on other pages: what waits for somebody, a circle's meetings."""

from collections.abc import Iterable, Sequence
from typing import Any

import rules
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assembly.handover import SILENCE
from assembly.models import DecisionTask, Meeting, MeetingRole
from assembly.notifications import CONVOCATION, invitations_in_words
from assembly.queries.following_tasks import tasks_that_follow_for
from assembly.queries.meetings import (
    arrivals_to_confirm,
    coming_meetings,
    conducting_though_noted_as_left,
    departures_to_confirm,
    minutes_to_sign,
    online_without_quorum,
    open_meetings,
    past_meetings,
    questions_to_conductor,
    unanswered_convocations,
)
from assembly.queries.task_reports import offered_report
from assembly.queries.voices import invitations_of
from commissions.models import Circle, Task
from commissions.panels import CirclePanel, CirclePanelLine, CirclePanelPress
from commissions.queries import circles_to_meet_now, is_in, may_convene, readable_tasks
from members.combined_reads import Reader
from members.models import Member
from members.panels import BEGINNING, AnswerRequest, Waiting
from members.queries import collective
from members.rules import is_administrator
from proposals.models import Decision, Proposal
from proposals.process import LIVE
from proposals.queries import LifeEvent, LifeKind
from votes.actions.presence import ARRIVAL, DEPARTURE
from web.dates import clock, day

SHOWN = 5


def waiting_for(member: Member) -> Reader[list[Waiting]]:
    """What one is asked as whoever conducts, presence noted by others, convocations to answer, minutes to sign, items
    to which one is invited."""
    questions, arrivals, departures, convocations, to_be_signed, invitations = yield [
        questions_to_conductor(member),
        arrivals_to_confirm(member),
        departures_to_confirm(member),
        unanswered_convocations(member),
        minutes_to_sign(member),
        invitations_of(member),
    ]
    meetings = [question.meeting for question in questions]
    there = [
        *_there(_("Say that you are there, and conduct: %(title)s"), meetings, "meeting"),
        *_there(_("Confirm that you are there, or say that you are not: %(title)s"), arrivals, ARRIVAL),
        *_there(_("Say that you are still there, or that you left: %(title)s"), departures, DEPARTURE),
        *_there(_("Say whether you are coming: %(title)s"), convocations, CONVOCATION),
    ]
    to_sign = [
        Waiting(
            _("Sign the minutes: %(title)s") % {"title": meeting.title},
            reverse("assembly:minutes", args=[meeting.pk]),
            "signature",
            None,
            5,
        )
        for meeting in to_be_signed
    ]
    return there + to_sign + invitations_in_words(invitations)


def tasks_after_meetings(member: Member) -> Reader[list[Waiting]]:
    """What follows from the meetings in which this person held a role, until somebody takes it or leaves it."""
    following = yield from tasks_that_follow_for(member)
    return [
        Waiting(
            _after(meeting) % {"task": offered.following.title},
            reverse("assembly:minutes", args=[meeting.pk]) + "#following",
            "following_task",
            offered.due_on,
            1,
        )
        for meeting, offered in following
    ]


def _after(meeting: Meeting) -> str:
    if meeting.circle.is_assembly:
        return _("To do after the assembly: %(task)s")
    return _("To do after the meeting: %(task)s")


def _there(sentence: str, meetings: Iterable[Meeting], kind: str) -> list[Waiting]:
    """What one says on the page of each meeting, in a minute."""
    return [
        Waiting(
            sentence % {"title": meeting.title},
            meeting.get_absolute_url(),
            kind,
            meeting.starts_at,
            minutes=1,
            about=meeting.topic,
        )
        for meeting in meetings
    ]


def conducts_now() -> Exists:
    """Whether a member conducts a meeting that is under way."""
    conducting = Q(roles__member=OuterRef("pk"), roles__role=MeetingRole.Role.FACILITATOR)
    return Exists(Meeting.objects.filter(conducting, state=Meeting.State.OPEN))


def asked_at_once(member: Member) -> list[AnswerRequest]:
    """Whether whoever conducts is still there: silent for two minutes, that person is gone (PRODUCT §3.4)."""
    requests = [
        AnswerRequest(
            _("%(name)s asks whether you are still there") % {"name": question.asked_by.name},
            _("Without an answer by %(time)s, somebody else can conduct “%(title)s”.")
            % {"time": clock(question.asked_at + SILENCE), "title": question.meeting.title},
            _("I am there, and conduct"),
            reverse("assembly:conduct-answer", args=[question.meeting_id]),
        )
        for question in questions_to_conductor(member)
    ]
    noted = [
        AnswerRequest(
            _("Somebody noted that you left"),
            _("If you are still there, say so: “%(title)s”.") % {"title": meeting.title},
            _("Go to the meeting"),
            meeting.get_absolute_url(),
            is_act=False,
        )
        for meeting in conducting_though_noted_as_left(member)
    ]
    return requests + noted


def first_decision(member: Member) -> Reader[list[Waiting]]:
    """While nothing was ever decided, who sits in a circle is led to it, until a text or a meeting begins."""
    meetings = Meeting.objects.exclude(state__in=Meeting.OVER)
    begun = [Decision.objects.all(), meetings, Proposal.objects.filter(state__in=LIVE)]
    nothing_begun = Member.objects.filter(*(~Exists(what) for what in begun), pk=member.pk)
    (is_beginning,) = yield [nothing_begun.values_list("pk", flat=True)]
    if not is_beginning or not circles_to_meet_now(member).exists():
        return []
    return [Waiting(_("Take a first decision, together"), reverse("assembly:meeting-now"), BEGINNING, minutes=3)]


def end_of_founding(member: Member) -> list[Waiting]:
    """Once a first meeting was held, whoever administers is asked whether the set-up is over (PRODUCT §3.7)."""
    if not is_administrator.test(member) or not collective().is_founding:
        return []
    if not Meeting.objects.filter(state=Meeting.State.CLOSED).exists():
        return []
    return [Waiting(_("Say that the set-up is over"), reverse("members:founding-ending"), "founding", minutes=2)]


def of_circle(circle: Circle, person: Any) -> CirclePanel | None:
    """The circle's meetings: those to come, then the latest."""
    if not isinstance(person, Member):
        return None
    to_come = coming_meetings(person).filter(circle=circle)
    held = past_meetings(person).filter(circle=circle)
    coming = list(to_come[:SHOWN])
    lines = [_line(meeting, _("%(day)s, %(time)s") % _when(meeting)) for meeting in coming]
    lines += [_line(meeting, pgettext("of a meeting", "minutes")) for meeting in held[:SHOWN]]
    lines = [
        CirclePanelLine(
            ballot.question, reverse("assembly:meeting-new") + f"?online={ballot.pk}", _("plan its second meeting")
        )
        for ballot in online_without_quorum(circle)
        if is_in(person, circle)
    ] + lines
    may_plan = is_in(person, circle) and (circle.is_assembly or may_convene(person, circle))
    asks_only = may_plan and circle.is_assembly and not may_convene(person, circle)
    return CirclePanel(
        _("Meetings"),
        lines,
        more_url=reverse("assembly:meeting-new") + f"?circle={circle.slug}" if may_plan else "",
        more_label=(_("Ask for an assembly") if asks_only else _("Plan a meeting")) if may_plan else "",
        empty=_("No meeting yet."),
        under_way=[_under_way(meeting) for meeting in open_meetings(person).filter(circle=circle)],
        press=_report_of_tasks(coming, person),
    )


def _report_of_tasks(coming: Sequence[Meeting], person: Member) -> CirclePanelPress | None:
    """What was done of the circle's tasks, put on the agenda of its next meeting by whoever prepares it."""
    if not coming or not rules.has_perm("assembly.prepare", person, coming[0]):
        return None
    tasks = offered_report(coming[0])
    if not tasks:
        return None
    return CirclePanelPress(
        reverse("assembly:task-report", args=[coming[0].pk]),
        _("Put the tasks on the next agenda"),
        _("Since %(day)s: %(count)s.") % {"day": day(tasks.since), "count": ", ".join(tasks.counted)},
    )


def tasks_of_decision(decision: Decision, reader: Member | None) -> list[LifeEvent]:
    """The tasks that carry a decision out, as parts of its life: those that this reader may read; for None, those that
    every member may."""
    every = Task.objects.filter(circle__in=Circle.objects.followed_by_all())
    tasks = readable_tasks(reader) if reader else every
    links = DecisionTask.objects.filter(decision=decision, task__in=tasks.values("pk"))
    return [_in_life(link.task) for link in links.select_related("task__circle", "task__assignee")]


def task_form_of_decision(decision: Decision, member: Member) -> str:
    """Where a task that carries it out is put on the board of its circle, while it holds."""
    may_give = decision.holds and rules.has_perm("commissions.add_task", member, decision.circle)
    return reverse("assembly:decision-tasks", args=[decision.number]) if may_give else ""


def _in_life(task: Task) -> LifeEvent:
    return LifeEvent(
        LifeKind.TASK,
        task.done_at or task.due_on,
        task.get_absolute_url(),
        title=task.title,
        person=task.assignee,
        state="done" if task.is_done else "pending",
    )


def _line(meeting: Meeting, note: str) -> CirclePanelLine:
    url = reverse("assembly:minutes", args=[meeting.pk]) if meeting.is_closed else meeting.get_absolute_url()
    return CirclePanelLine(meeting.title, url, note)


def _under_way(meeting: Meeting) -> CirclePanelLine:
    until = {"title": meeting.title, "end": clock(meeting.ends_at)}
    return CirclePanelLine(
        _("The meeting is under way: go there"), meeting.get_absolute_url(), _("%(title)s, until %(end)s") % until
    )


def _when(meeting: Meeting) -> dict[str, str]:
    return {"day": day(meeting.starts_at), "time": clock(meeting.starts_at)}
