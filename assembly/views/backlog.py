"""What earlier meetings put off, while an agenda is made: taken up again in one press, or no longer needed."""

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assembly import actions
from assembly.lookups import item_to_read, meeting_to_read, number
from assembly.models import AgendaItem, Meeting
from journal.actions import require
from members.requests import MemberRequest
from web.components import Undo
from web.responses import perform


@login_required
@require_POST
def choice(request: MemberRequest, pk: int) -> HttpResponse:
    """One `item` of an earlier meeting of the circle, put on this agenda."""
    meeting = meeting_to_read(request, pk, "assembly.prepare")
    item = get_object_or_404(AgendaItem, pk=number(request, "item"), meeting__circle=meeting.circle_id)
    require("assembly.read_item", request.user, item)
    return perform(
        request,
        lambda: actions.bring_back_item(meeting, item=item, actor=request.user),
        to=reverse("assembly:agenda-edit", args=[meeting.pk]),
        message=_("“%(title)s” is on the agenda again.") % {"title": item.title},
    )


@login_required
@require_POST
def dismissal(request: MemberRequest, pk: int) -> HttpResponse:
    """`agenda` is the meeting whose agenda is being made, and shown again."""
    item = item_to_read(request, pk)
    fields = {"agenda": request.POST.get("agenda", "")}
    return perform(
        request,
        lambda: actions.dismiss_item(item, actor=request.user),
        to=_agenda(request, item),
        message=_("“%(title)s” is no longer needed.") % {"title": item.title},
        undo=Undo(reverse("assembly:item-dismissal-withdrawal", args=[item.pk]), fields),
    )


@login_required
@require_POST
def dismissal_withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    item = item_to_read(request, pk)
    return perform(
        request,
        lambda: actions.take_back_dismissal(item, actor=request.user),
        to=_agenda(request, item),
        message=_("“%(title)s” waits for an agenda again.") % {"title": item.title},
    )


def _agenda(request: MemberRequest, item: AgendaItem) -> str:
    """The agenda that is being made; else the meeting that put the item off."""
    agenda = Meeting.objects.filter(pk=number(request, "agenda") or 0).select_related("circle").first()
    if agenda and rules.has_perm("assembly.prepare", request.user, agenda):
        return reverse("assembly:agenda-edit", args=[agenda.pk])
    return item.meeting.get_absolute_url()
