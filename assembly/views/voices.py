"""Guests for one item of a meeting: invited, and their own page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assembly import actions
from assembly.forms import GuestForm
from assembly.lookups import item_to_read
from assembly.models import AgendaItem, ItemGuest, Meeting
from assembly.process import MEETING
from journal.actions import require
from members.requests import MemberRequest
from realtime.pages import open_page
from web.responses import perform, perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def guests(request: MemberRequest, pk: int) -> HttpResponse:
    """Who is invited to this item; whoever prepares or conducts the meeting invites somebody."""
    item = item_to_read(request, pk)
    require(MEETING[_act(item.meeting)].perm, request.user, item.meeting)
    form = GuestForm(request.POST or None, item=item)
    is_over = item.state not in {AgendaItem.State.PENDING, AgendaItem.State.CURRENT}
    return perform_form(
        request,
        form,
        lambda values: actions.invite_guest(item, member=values["member"], actor=request.user),
        to=reverse("assembly:item-guests", args=[item.pk]),
        template="assembly/item_guests.html",
        context={
            "item": item,
            "meeting": item.meeting,
            "guests": ItemGuest.objects.filter(item=item).select_related("member"),
            "may_invite": not is_over and not item.meeting.is_closed,
            "place": "meetings",
        },
        message=lambda guest: _("%(name)s is invited, and told so.") % {"name": guest.member.name},
    )


@login_required
@require_POST
def guest_withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    guest = get_object_or_404(ItemGuest.objects.select_related("item__meeting__circle", "member"), pk=pk)
    require("assembly.read_item", request.user, guest.item)
    return perform(
        request,
        lambda: actions.withdraw_guest(guest, actor=request.user),
        to=reverse("assembly:item-guests", args=[guest.item_id]),
        message=_("The invitation is taken back."),
    )


@login_required
@require_safe
@never_cache
def guest(request: MemberRequest, pk: int) -> HttpResponse:
    """The one item to which this person is invited."""
    live = open_page(request, "guest", str(pk))
    item = live.data.item
    context = {"live": live, "item": item, "meeting": item.meeting, "place": "meetings"}
    return render(request, "assembly/guest.html", context)


def _act(meeting: Meeting) -> str:
    """By which act of the meeting somebody is invited: preparing it, or conducting it."""
    return "change_agenda" if meeting.is_open or meeting.is_closed else "prepare_agenda"
