"""A working group ends, or is taken up again."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commissions import actions
from commissions.circle_endings import unfinished_in
from commissions.ending_presenters import freed_by_its_end
from commissions.forms.circle_endings import CircleEndingForm
from commissions.models import Circle
from journal.actions import require
from members.requests import MemberRequest
from web.components import Confirmation
from web.responses import perform, perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def circle_ending(request: MemberRequest, slug: str) -> HttpResponse:
    """What keeps the group from ending; where nothing does, what it leaves, which is said better once it has ended."""
    circle = get_object_or_404(Circle, slug=slug)
    require("commissions.end", request.user, circle)
    typed = request.POST if request.method == "POST" else None
    return perform_form(
        request,
        CircleEndingForm(typed, circle=circle, person=request.user, initial={"left": circle.left}),
        lambda data: actions.end_circle(circle, actor=request.user, **data),
        to=circle.get_absolute_url(),
        message=_("What the group leaves is on its page.")
        if circle.has_ended
        else _("The group has ended. What it decided holds, and its page stays."),
        template="commissions/circle_ending.html",
        context={
            "circle": circle,
            "unfinished": unfinished_in(circle, request.user) if circle.may_end else [],
            "freed": freed_by_its_end(circle),
        },
        edits=True,
        keeps_draft=True,
    )


@login_required
@require_POST
def circle_resuming(request: MemberRequest, slug: str) -> HttpResponse:
    circle = get_object_or_404(Circle, slug=slug)
    name = {"name": circle.name}
    return perform(
        request,
        lambda: actions.resume_circle(circle, actor=request.user),
        to=circle.get_absolute_url(),
        message=_("%(name)s goes on. Nobody has a place in it yet: give the first ones.") % name,
        confirmation=Confirmation(
            title=_("Take up %(name)s again?") % name,
            text=_(
                "It is offered again wherever something begins. The places that ended stay ended: they are given anew."
            ),
            label=_("Take this group up again"),
        ),
    )
