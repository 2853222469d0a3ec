"""An election without candidate on an item of the agenda: one that is under way, or a new one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assembly import actions
from assembly.lookups import item_to_read, number
from assembly.models import AgendaItem
from commissions.models import Circle
from journal.actions import require
from members.requests import MemberRequest
from proposals.forms.elections import ElectionForm
from proposals.models import Election
from proposals.queries.elections import bringable_elections
from web.responses import perform, perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def election(request: MemberRequest, pk: int) -> HttpResponse:
    """Say which role is filled, or bring an election of the circle that goes on online."""
    item = item_to_read(request, pk)
    meeting = item.meeting
    require("assembly.conduct" if meeting.is_open else "assembly.prepare", request.user, meeting)
    if brought := number(request, "election"):
        standing = get_object_or_404(Election, pk=brought)
        return perform(
            request,
            lambda: actions.bring_election(item, election=standing, actor=request.user),
            to=meeting.get_absolute_url(),
            message=_("The election goes on in this meeting."),
        )
    form = ElectionForm(
        request.POST or None, circle=meeting.circle, person=request.user, suggested=_suggested_role(item)
    )
    return perform_form(
        request,
        form,
        lambda data: actions.start_item_election(item, actor=request.user, **data),
        to=meeting.get_absolute_url(),
        message=_("The role is said: the election goes on in this meeting."),
        template="assembly/item_election.html",
        context={"item": item, "meeting": meeting, "elections": bringable_elections(meeting.circle, meeting.topic)},
    )


def _suggested_role(item: AgendaItem) -> dict[str, str]:
    """What the item says of it already: its title, and the place that it gives."""
    place = Circle.objects.filter(pk=item.change.circle).first()
    suggested = {"title": item.title[:80]}
    return {**suggested, "place": place.slug, "role": item.change.role} if place else suggested
