"""The list of meetings, the meeting's own page, its personal part, the projector."""

from datetime import time, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from assembly import actions
from assembly.forms import MeetingForm, MeetNowForm, NewMeetingForm, NotedDecisionForm
from assembly.letters import calendar_file, sequence_of
from assembly.lookups import meeting_to_read, number
from assembly.models import Meeting
from assembly.presenters.act_bar import act_bar
from assembly.presenters.awaited import awaited
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.own_part import own_part, planning_again
from assembly.queries.meetings import (
    cancelled_meetings,
    coming_meetings,
    online_without_quorum,
    open_meetings,
    past_meetings,
    with_agenda_figures,
    without_quorum,
)
from commissions.models import Circle
from commissions.queries import circles_to_meet_now, is_in, may_convene, plannable_circles
from commissions.sentences.meetings import conveners_in_words
from members.models import Member
from members.outbox import absolute
from members.requests import MemberRequest
from realtime.pages import Live, open_page
from votes.models import Ballot
from web.responses import perform_form

SHOWN_PAST = 30


@login_required
@require_safe
def meetings(request: MemberRequest) -> HttpResponse:
    """What is happening, what is coming, what was held."""
    member = request.user
    context = {
        "open": with_agenda_figures(open_meetings(member)),
        "coming": with_agenda_figures(coming_meetings(member)),
        "cancelled": cancelled_meetings(member),
        "past": with_agenda_figures(past_meetings(member))[:SHOWN_PAST],
        "may_plan": plannable_circles(member).exists(),
        "may_meet_now": circles_to_meet_now(member).exists(),
        "place": "meetings",
    }
    return render(request, "assembly/meetings.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: MemberRequest) -> HttpResponse:
    """Plan an evening, in a circle in which one sits."""
    member = request.user
    if not plannable_circles(member).exists():
        raise PermissionDenied("assembly.plan")
    first, missed = _first_of_two(request), _missed_online(request)
    initial = _second(first) if first else _second_of_ballot(*missed) if missed else _proposed(request)
    form = NewMeetingForm(request.POST or None, member=member, initial=initial)
    return perform_form(
        request,
        form,
        lambda values: (
            actions.plan_second(first, actor=member, **form.plain())
            if first
            else actions.plan_second_of_ballot(missed[0], circle=missed[1], actor=member, **form.plain())
            if missed
            else actions.plan_meeting(values["circle"], actor=member, **form.plain())
        ),
        to=lambda meeting: reverse("assembly:agenda-edit", args=[meeting.pk]),
        template="assembly/meeting_form.html",
        context={
            "place": "meetings",
            "introduction": _introduction(first, missed[0] if missed else None),
            "only_asked": _only_asked(member),
        },
        message=lambda meeting: (
            _("You have asked for this assembly. Write what it is to talk about, then ask others to support it.")
            if meeting.is_asked
            else _("The meeting is planned. What will you talk about?")
        ),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_now(request: MemberRequest) -> HttpResponse:
    """People who are together decide something: their meeting begins at once."""
    member = request.user
    if not circles_to_meet_now(member).exists():
        raise PermissionDenied("assembly.plan")
    return perform_form(
        request,
        MeetNowForm(request.POST or None, member=member),
        lambda values: actions.meet_now(values["circle"], subject=values["subject"], actor=member),
        to=lambda meeting: meeting.get_absolute_url(),
        template="assembly/meeting_now.html",
        context={"place": "meetings"},
        message=_("The meeting is open. Talk about it, then open the vote."),
    )


def _introduction(first: Meeting | None, missed: Ballot | None) -> str:
    """What a new meeting is for: to decide what missed its quorum, online or in a first meeting, or to begin with."""
    if missed:
        return _("It takes up what the quorum was missing for online: “%(title)s”. Then send the convocation.") % {
            "title": missed.question
        }
    if first:
        return _(
            "It takes up what the quorum was missing for in “%(title)s”: its items are already on the agenda. "
            "Then send the convocation."
        ) % {"title": first.title}
    return _("One minute: when, where. The agenda comes next.")


def _only_asked(member: Member) -> list[str]:
    """What one needs others for: the assemblies that this person does not convene alone, in their own words."""
    assemblies = plannable_circles(member).filter(kind=Circle.Kind.ASSEMBLY)
    return [
        _("%(circle)s: %(rule)s Planned by you, it is asked for, and called once enough members support it.")
        % {"circle": one.name, "rule": conveners_in_words(one)}
        for one in assemblies
        if not may_convene(member, one)
    ]


def _first_of_two(request: MemberRequest) -> Meeting | None:
    """The assembly whose quorum was missing, when this one is to decide in its place (`?after=12`)."""
    if (named := number(request, "after")) is None:
        return None
    first = meeting_to_read(request, named)
    return first if is_in(request.user, first.circle) and without_quorum(first) else None


def _missed_online(request: MemberRequest) -> tuple[Ballot, Circle] | None:
    """The vote online whose quorum was missing, when this meeting is to decide in its place (`?online=12`)."""
    if (named := number(request, "online")) is None:
        return None
    for circle in plannable_circles(request.user).filter(kind=Circle.Kind.ASSEMBLY):
        if ballot := online_without_quorum(circle).filter(pk=named).first():
            return ballot, circle
    return None


def _second_of_ballot(ballot: Ballot, circle: Circle) -> dict[str, Any]:
    return {
        "circle": circle,
        "day": timezone.localdate() + timedelta(days=max(circle.second_days + 2, 7)),
        "start": time(18, 30),
        "end": time(20, 30),
        "title": _("%(title)s, second meeting") % {"title": circle.name},
    }


def _second(first: Meeting) -> dict[str, Any]:
    """As the first, once the circle's delay has passed."""
    days = max(first.circle.second_days + 2, 7)  # clear days, and one to prepare the letter
    title = _("%(title)s, second meeting") % {"title": first.title}
    return {
        **MeetingForm.of(first).initial,
        "circle": first.circle,
        "day": timezone.localdate() + timedelta(days=days),
        "title": title,
    }


def _proposed(request: MemberRequest) -> dict[str, Any]:
    """A week from today at 18:30, two hours: what most evenings are."""
    day = timezone.localdate() + timedelta(days=7)
    proposed: dict[str, Any] = {"day": day, "start": time(18, 30), "end": time(20, 30), "title": _("Meeting")}
    if slug := request.GET.get("circle"):
        proposed["circle"] = plannable_circles(request.user).filter(slug=slug).first()
    return proposed


@login_required
@require_safe
@never_cache
def meeting(request: MemberRequest, pk: int) -> HttpResponse:
    """The evening, as whoever reads it may see it and act in it."""
    live = open_page(request, "meeting", str(pk))
    context = {"live": live, "place": "meetings", **_own(live, request.user)}
    return render(request, "assembly/meeting.html", context)


@login_required
@require_safe
@never_cache
def mine(request: MemberRequest, pk: int) -> HttpResponse:
    """One's own part of the page alone: presence, hand, votes, position."""
    live = open_page(request, "meeting", str(pk))
    return render(request, "assembly/_mine.html", _own(live, request.user))


def _own(live: Live[MeetingSheet], member: Member) -> dict[str, Any]:
    sheet, viewers = live.data, live.audience.rights
    mine = None if sheet.meeting.is_cancelled else own_part(sheet, viewers, member)
    bar = act_bar(sheet, viewers, mine)
    own = {
        "meeting": sheet.meeting,
        "mine": mine,
        "bar": bar,
        "awaited": awaited(sheet.meeting, bar),
        "again": planning_again(sheet.meeting, viewers, member),
    }
    return own | (_noting(sheet) if mine and mine.may_note else {})


def _noting(sheet: MeetingSheet) -> dict[str, Any]:
    """Where a decision is noted in one line, on what is talked about."""
    item = sheet.current.item if sheet.current else None
    return {"noting_form": NotedDecisionForm(meeting=sheet.meeting), "item": item}


@login_required
@require_safe
def screen(request: MemberRequest, pk: int) -> HttpResponse:
    """The same evening on the wall, with the address at which phones join it."""
    live = open_page(request, "screen", str(pk))
    meeting = live.data.meeting
    context = {"live": live, "meeting": meeting, "address": absolute(meeting.get_absolute_url())}
    return render(request, "assembly/screen.html", context)


@login_required
@require_safe
def calendar(request: MemberRequest, pk: int) -> HttpResponse:
    """The meeting as a file for one's calendar."""
    meeting = meeting_to_read(request, pk)
    name, kind, content = calendar_file(meeting, meeting.title, sequence_of(meeting))
    return HttpResponse(
        content,
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
