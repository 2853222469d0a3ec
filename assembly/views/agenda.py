"""The buttons of whoever facilitates: each one act, and back to the meeting."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assembly import actions
from assembly.forms import BallotForm, question_of
from assembly.models import AgendaItem, ItemBallot
from assembly.views.common import item_to_read, meeting_to_read, number, person
from commissions.queries import majority_rules
from journal.actions import require
from web.acts import perform, perform_form


@login_required
@require_POST
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    return perform(
        request,
        lambda: actions.open_meeting(meeting, actor=person(request)),
        to=meeting.get_absolute_url(),
        message=_("The meeting is open."),
    )


@login_required
@require_POST
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    return perform(
        request,
        lambda: actions.close_meeting(meeting, actor=person(request)),
        to=reverse("assembly:minutes", args=[meeting.pk]),
        message=_("The meeting is closed. Its minutes are here."),
    )


@login_required
@require_POST
def steps(request: HttpRequest, pk: int) -> HttpResponse:
    """Next item, or the one named by `item`. `expected` is what the button showed as current."""
    meeting = meeting_to_read(request, pk)
    wanted = number(request, "item")
    to = get_object_or_404(AgendaItem, pk=wanted, meeting=meeting) if wanted else None
    return perform(
        request,
        lambda: actions.advance(meeting, expected=number(request, "expected"), actor=person(request), to=to),
        to=meeting.get_absolute_url(),
    )


@login_required
@require_POST
def conclusion(request: HttpRequest, pk: int) -> HttpResponse:
    item = item_to_read(request, pk)
    return perform(
        request, lambda: actions.conclude_item(item, actor=person(request)), to=item.meeting.get_absolute_url()
    )


@login_required
@require_POST
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    item = item_to_read(request, pk)
    granted = number(request, "granted")
    return perform(
        request,
        lambda: actions.extend_item(
            item, granted=item.extra_minutes if granted is None else granted, actor=person(request)
        ),
        to=item.meeting.get_absolute_url(),
    )


@login_required
@require_POST
def deferral(request: HttpRequest, pk: int) -> HttpResponse:
    item = item_to_read(request, pk)
    return perform(
        request,
        lambda: actions.defer_item(item, actor=person(request), reason=request.POST.get("reason", "")),
        to=item.meeting.get_absolute_url(),
        message=_("“%(title)s” is put off to the next meeting.") % {"title": item.title},
    )


@login_required
@require_POST
def reopening(request: HttpRequest, pk: int) -> HttpResponse:
    item = item_to_read(request, pk)
    return perform(
        request, lambda: actions.reopen_item(item, actor=person(request)), to=item.meeting.get_absolute_url()
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_new(request: HttpRequest, pk: int) -> HttpResponse:
    """The question and its rules, before the vote opens."""
    item = item_to_read(request, pk)
    require("assembly.conduct", request.user, item.meeting)
    form = BallotForm(request.POST or None, item=item)
    return perform_form(
        request,
        form,
        lambda said: actions.open_item_ballot(
            item,
            question=said["question"],
            rules=form.rules(),
            casting_voter=said["casting_voter"],
            actor=person(request),
        ),
        to=item.meeting.get_absolute_url(),
        template="assembly/ballot_form.html",
        context={"item": item, "meeting": item.meeting, "place": "meetings"},
        message=_("The vote is open."),
    )


@login_required
@require_POST
def ballots(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a vote at once, by the circle's own rules."""
    item = item_to_read(request, pk)
    return perform(
        request,
        lambda: actions.open_item_ballot(
            item,
            question=request.POST.get("question") or question_of(item),
            rules=majority_rules(item.meeting.circle),
            actor=person(request),
        ),
        to=item.meeting.get_absolute_url(),
        message=_("The vote is open."),
    )


@login_required
@require_POST
def ballot_closing(request: HttpRequest, pk: int, ballot: int) -> HttpResponse:
    item = item_to_read(request, pk)
    link = get_object_or_404(ItemBallot.objects.select_related("ballot", "item__meeting"), item=item, ballot=ballot)
    return perform(
        request,
        lambda: actions.close_item_ballot(link, actor=person(request)),
        to=item.meeting.get_absolute_url(),
        message=_("The vote is closed and counted."),
    )
