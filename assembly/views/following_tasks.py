"""What a meeting leads to: each task is taken, or left, by whoever held a role in it."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from assembly import actions
from assembly.lookups import meeting_to_read
from members.requests import MemberRequest
from web.responses import perform


@login_required
@require_POST
def taking(request: MemberRequest, pk: int) -> HttpResponse:
    """`key` is that of the table (`assembly.following_tasks`)."""
    return _choose(request, pk, actions.take_following_task, _("It is on the board of the circle, with its date."))


@login_required
@require_POST
def leaving(request: MemberRequest, pk: int) -> HttpResponse:
    return _choose(request, pk, actions.leave_following_task, _("It is left, and offered no more."))


def _choose(request: MemberRequest, pk: int, act: Callable[..., object], message: str | Promise) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    return perform(
        request,
        lambda: act(meeting, key=request.POST.get("key", ""), actor=request.user),
        to=reverse("assembly:minutes", args=[meeting.pk]),
        message=message,
    )
