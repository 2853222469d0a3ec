"""Invitations, as administrators write them and pass them on."""

from collections.abc import Iterable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from journal.actions import require
from members import actions, confirmations, presenters, queries
from members.forms import InviteForm
from members.models import Invitation
from members.panels import next_beginning
from members.pasting import read_people
from members.requests import MemberRequest
from web.responses import done, perform, refused


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def inviting(request: MemberRequest) -> HttpResponse:
    """Invite one person or many, however they were pasted. What could not be used stays in the box, with its reason."""
    require("members.administer", request.user)
    form = InviteForm(request.POST or None)
    if not form.is_valid():
        return render(request, "members/invite.html", {"form": form}, status=422 if form.is_bound else 200)
    left, invited = [], 0
    for person in read_people(form.cleaned_data["people"]):
        try:
            actions.invite(actor=request.user, email=person.email, name=person.name)
        except ValidationError as error:
            left.append((person.pasted, " ".join(error.messages)))
        else:
            invited += 1
    if settings.MAIL_LEAVES:
        page = reverse("members:people")
        message = ngettext(
            "%(count)d invitation is in the outbox.", "%(count)d invitations are in the outbox.", invited
        )
    else:
        page = reverse("members:invitation-links")
        message = ngettext("%(count)d invitation is ready.", "%(count)d invitations are ready.", invited)
    message %= {"count": invited}
    if not left:
        return done(request, to=page, message=message)
    if invited:
        messages.success(request, message)
    form = InviteForm({"people": "\n".join(line for line, _reason in left)})
    for line, reason in left:
        form.add_error("people", f"{line} — {reason}" if line not in reason else reason)
    return render(request, "members/invite.html", {"form": form}, status=422)


@login_required
@require_POST
def withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    invitation = get_object_or_404(Invitation, pk=pk)
    return perform(
        request,
        lambda: actions.withdraw_invitation(invitation, actor=request.user),
        to=reverse("members:people"),
        message=_("The invitation is withdrawn: its link no longer works."),
        confirmation=confirmations.withdrawal(invitation),
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def links(request: MemberRequest) -> HttpResponse:
    """The links of all who were invited and are not here yet, once a button is pressed: the journal says who read."""
    require("members.administer", request.user)
    waiting = queries.open_invitations().exclude(email="").filter(expires_at__gt=timezone.now()).order_by("pk")
    if request.method == "POST":
        return _reveal(request, waiting)
    lines = presenters.invitation_lines(waiting, timezone.now())
    return render(request, "members/invitation_links.html", {"waiting": lines, "leaves": settings.MAIL_LEAVES})


@login_required
@never_cache
@require_POST
def link(request: MemberRequest, pk: int) -> HttpResponse:
    """The link of one person."""
    require("members.administer", request.user)
    return _reveal(request, [get_object_or_404(Invitation, pk=pk)])


def _reveal(request: MemberRequest, invitations: Iterable[Invitation]) -> HttpResponse:
    try:
        letters = actions.reveal_invitations(invitations, actor=request.user)
    except ValidationError as error:
        return refused(request, error, back=reverse("members:people"))
    context = {
        "links": presenters.invitation_links(letters),
        "is_read": True,
        "next": next_beginning(request.user),
    }
    return render(request, "members/invitation_links.html", context)
