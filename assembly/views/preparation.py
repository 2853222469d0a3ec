"""Before the evening: its agenda, its roles, its convocation, and who answers it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assembly import actions
from assembly.forms import ChangeItemForm, ItemForm, MeetingForm, RolesForm
from assembly.letters import convocation_letter
from assembly.lookups import item_to_read, meeting_to_read, number
from assembly.models import AgendaItem, Convocation, Meeting
from assembly.presenters import confirmations
from assembly.presenters.backlog import Backlog
from assembly.presenters.evening import evening_of
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.roles import roles_in_words
from assembly.presenters.validity import before_sending
from assembly.process import MEETING
from assembly.queries.meetings import consents_to_ratify, opinions_to_ratify
from assembly.queries.task_reports import offered_report
from assembly.validity import days_needed, leaves_late
from commissions.queries import people_of
from journal.actions import require
from journal.clock import now
from members.models import Member
from members.requests import MemberRequest
from proposals.models import Proposal
from votes.models import Ballot
from web.responses import perform, perform_form


@login_required
@require_POST
def supports(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask, with others, for an assembly."""
    meeting = meeting_to_read(request, pk)
    return perform(
        request,
        lambda: actions.support_meeting(meeting, actor=request.user),
        to=meeting.get_absolute_url(),
        message=_("You ask for this assembly too."),
    )


@login_required
@require_POST
def support_withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    return perform(
        request,
        lambda: actions.withdraw_support(meeting, actor=request.user),
        to=meeting.get_absolute_url(),
        message=_("You do not ask for this assembly any more."),
    )


@login_required
@require_POST
def call(request: MemberRequest, pk: int) -> HttpResponse:
    """Somebody whom the rules name makes the assembly theirs."""
    meeting = meeting_to_read(request, pk)
    return perform(
        request,
        lambda: actions.take_up(meeting, actor=request.user),
        to=meeting.get_absolute_url(),
        message=_("The assembly is called, and you facilitate it. Next: its convocation."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk, "assembly.arrange")
    form = MeetingForm.of(meeting, request.POST or None)
    return perform_form(
        request,
        form,
        lambda _values: actions.change_meeting(meeting, actor=request.user, **form.plain()),
        to=reverse("assembly:agenda-edit", args=[meeting.pk]),
        template="assembly/meeting_form.html",
        context={"meeting": meeting, "place": "meetings"},
        message=_("The meeting is changed. If it was convened, tell people: send the convocation again."),
        edits=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def roles(request: MemberRequest, pk: int) -> HttpResponse:
    """Who facilitates, writes, keeps the time, presides and signs."""
    meeting = meeting_to_read(request, pk)
    act = "name_roles" if meeting.state in MEETING["name_roles"].states else "hand_over_roles"
    require(MEETING[act].perm, request.user, meeting)
    form = RolesForm(request.POST or None, meeting=meeting)
    return perform_form(
        request,
        form,
        lambda members: actions.name_roles(meeting, roles=members, actor=request.user),
        to=meeting.get_absolute_url(),
        template="assembly/roles_form.html",
        context={"meeting": meeting, "place": "meetings"},
        message=_("The roles are shared out."),
        edits=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agenda_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """The agenda with the picture of the evening, and the form that adds to it."""
    meeting = meeting_to_read(request, pk, "assembly.prepare")
    if meeting.is_open:
        require("assembly.conduct", request.user, meeting)
    form = ItemForm(request.POST or None, meeting=meeting, member=request.user)
    return perform_form(
        request,
        form,
        lambda values: actions.add_item(meeting, actor=request.user, **values),
        to=reverse("assembly:agenda-edit", args=[meeting.pk]),
        template="assembly/agenda_edit.html",
        context=_agenda(meeting, request),
        message=_("It is on the agenda."),
    )


@login_required
@require_POST
def opinions(request: MemberRequest, pk: int) -> HttpResponse:
    """What was answered online, put on the agenda to be ratified."""
    meeting = meeting_to_read(request, pk)
    ballot = Ballot.objects.filter(pk=number(request, "ballot") or 0).first()
    proposal = Proposal.objects.filter(pk=number(request, "proposal") or 0).first()
    return perform(
        request,
        lambda: actions.bring_opinion(meeting, ballot=ballot, proposal=proposal, actor=request.user),
        to=reverse("assembly:agenda-edit", args=[meeting.pk]),
        message=_("It is on the agenda: one vote ratifies it."),
    )


def _agenda(meeting: Meeting, request: MemberRequest) -> dict[str, Any]:
    sheet = MeetingSheet.of(meeting.pk)
    return {
        "meeting": sheet.meeting,
        "sheet": sheet,
        "lines": sheet.lines,
        "evening": evening_of(sheet, may_read_closed=True),
        "forecast": sheet.forecast,
        "opinions": opinions_to_ratify(meeting.circle),
        "consents": consents_to_ratify(meeting.circle),
        "tasks_to_tell": offered_report(meeting),
        "backlog": Backlog.of(meeting, request.user),
        "conducts": _conducts(meeting, request),
        "roles": roles_in_words(sheet.meeting),
        "place": "meetings",
    }


def _conducts(meeting: Meeting, request: MemberRequest) -> bool:
    try:
        require("assembly.conduct", request.user, meeting)
    except PermissionDenied:
        return False
    return True


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def item_edit(request: MemberRequest, pk: int) -> HttpResponse:
    item = item_to_read(request, pk)
    require("assembly.conduct" if item.meeting.is_open else "assembly.prepare", request.user, item.meeting)
    form = ChangeItemForm(request.POST or None, item=item, member=request.user)
    return perform_form(
        request,
        form,
        lambda values: _change(item, values, request),
        to=reverse("assembly:agenda-edit", args=[item.meeting_id]),
        template="assembly/item_form.html",
        context={"item": item, "meeting": item.meeting, "place": "meetings"},
        message=_("The item is changed."),
        edits=True,
    )


def _change(item: AgendaItem, values: dict[str, Any], request: MemberRequest) -> AgendaItem:
    proposal = values.pop("proposal", None)
    if proposal is not None:
        item = actions.bring_proposal(item, proposal=proposal, actor=request.user)
    return actions.change_item(item, actor=request.user, **values)


@login_required
@require_POST
def item_removal(request: MemberRequest, pk: int) -> HttpResponse:
    item = item_to_read(request, pk)
    return perform(
        request,
        lambda: actions.remove_item(item, actor=request.user),
        to=reverse("assembly:agenda-edit", args=[item.meeting_id]),
        message=_("“%(title)s” is off the agenda.") % {"title": item.title},
        confirmation=confirmations.removal(item),
    )


@login_required
@require_POST
def item_moves(request: MemberRequest, pk: int) -> HttpResponse:
    item = item_to_read(request, pk)
    return perform(
        request,
        lambda: actions.move_item(item, up=request.POST.get("direction") == "up", actor=request.user),
        to=reverse("assembly:agenda-edit", args=[item.meeting_id]),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def convocation(request: MemberRequest, pk: int) -> HttpResponse:
    """The letter as it will leave; sending it is the POST."""
    meeting = meeting_to_read(request, pk, "assembly.conduct")
    if request.method == "POST":
        return perform(
            request,
            lambda: actions.convene(meeting, actor=request.user),
            to=meeting.get_absolute_url(),
            message=_("The convocation is on its way to everyone in the circle."),
        )
    items = list(meeting.items.select_related("owner", "brought_decision__settled_by"))
    convocation = convocation_of_now(meeting)
    context = {
        "meeting": meeting,
        "letter": convocation_letter(meeting, items, convocation),
        "notices": before_sending(meeting, convocation),
        "has_items": bool(items),
        "people": people_of(meeting.circle).exclude(email__endswith=f"@{Member.WITHOUT_ADDRESS}").count(),
        "place": "meetings",
    }
    return render(request, "assembly/convocation.html", context)


def convocation_of_now(meeting: Meeting) -> Convocation:
    """As it would be if it left at this instant; it is not kept."""
    needed, instant = days_needed(meeting), now()
    late = leaves_late(meeting.starts_at, instant, needed)
    return Convocation(meeting=meeting, sent_at=instant, starts_at=meeting.starts_at, days_needed=needed, is_late=late)


@login_required
@require_POST
def replies(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    is_coming = request.POST.get("coming") == "yes"
    return perform(
        request,
        lambda: actions.reply(meeting, is_coming=is_coming, actor=request.user),
        to=meeting.get_absolute_url(),
        message=_("See you there.") if is_coming else _("It is noted. You can give your proxy to somebody."),
    )
