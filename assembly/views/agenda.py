"""The buttons of whoever facilitates: each one act, and back to the meeting."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assembly import actions
from assembly.forms import FixedBallotForm, ItemBallotForm, question_of
from assembly.lookups import acting_in, item_to_read, meeting_to_read, number
from assembly.models import AgendaItem, ItemBallot, Meeting
from assembly.presenters import confirmations
from assembly.queries.meetings import current_item
from assembly.questions import FixedQuestion, fixed_question
from assembly.validity import full_quorum_in_words
from commissions.queries import majority_rules
from journal.actions import require
from members.requests import MemberRequest
from votes.counting.majority import MajorityRules
from votes.methods import purposes
from votes.queries.ballots import FEW
from votes.queries.gatherings import people_who_cast, roll_of
from votes.questions import QuestionSpec
from votes.wording.ballots import closing as closing_words
from web.components import Undo
from web.refusals import reason_for
from web.responses import perform, perform_form


@login_required
@require_POST
def opening(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    return perform(
        request,
        lambda: actions.open_meeting(meeting, actor=request.user),
        to=meeting.get_absolute_url(),
        message=_("The meeting is open."),
        confirmation=confirmations.opening(meeting),
    )


@login_required
@require_POST
def closing(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    return perform(
        request,
        lambda: actions.close_meeting(meeting, actor=request.user),
        to=reverse("assembly:minutes", args=[meeting.pk]),
        message=_("The meeting is closed. Its minutes are here."),
        confirmation=confirmations.closing(meeting),
        undo=Undo(reverse("assembly:reopening", args=[meeting.pk])),
    )


@login_required
@require_POST
def meeting_reopening(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    return perform(
        request,
        lambda: actions.reopen_meeting(meeting, actor=request.user),
        to=meeting.get_absolute_url(),
        message=_("The meeting goes on where it was."),
    )


@login_required
@require_POST
def steps(request: MemberRequest, pk: int) -> HttpResponse:
    """Next item, or the one named by `item`. `expected` is what the button showed as current; `back` undoes a step.

    That is offered after a press that moved the agenda: where somebody else had moved on, nothing happened.
    """
    wanted, before, is_back = number(request, "item"), number(request, "expected"), "back" in request.POST
    left: list[int] = []

    def step(meeting: Meeting) -> AgendaItem | None:
        current = current_item(meeting)
        left.extend([current.pk] if current and current.pk == before and not is_back else [])
        to = AgendaItem(pk=wanted) if wanted else None
        return actions.advance(meeting, expected=before, actor=request.user, to=to, is_back=is_back)

    return perform(
        request,
        acting_in(request, pk, step),
        to=reverse("assembly:meeting", args=[pk]),
        message=lambda item: _("Now: “%(title)s”.") % {"title": item.title} if item and not is_back else "",
        undo=lambda item: (
            _going_back(Meeting(pk=pk), left[0], item) if left and (not item or item.pk != left[0]) else None
        ),
    )


def _going_back(meeting: Meeting, to: int, current: AgendaItem | None) -> Undo:
    """To the item `to`, from the one that is current, which is then to come again."""
    fields = {"expected": str(current.pk) if current else "", "item": str(to), "back": "yes"}
    return Undo(reverse("assembly:steps", args=[meeting.pk]), fields)


@login_required
@require_POST
def conclusion(request: MemberRequest, pk: int) -> HttpResponse:
    item = item_to_read(request, pk)
    return perform(
        request,
        lambda: actions.conclude_item(item, actor=request.user),
        to=item.meeting.get_absolute_url(),
        message=_("“%(title)s” is done.") % {"title": item.title},
        undo=_going_back(item.meeting, item.pk, None),
    )


@login_required
@require_POST
def extension(request: MemberRequest, pk: int) -> HttpResponse:
    item = item_to_read(request, pk)
    granted = number(request, "granted")
    return perform(
        request,
        lambda: actions.extend_item(
            item, granted=item.extra_minutes if granted is None else granted, actor=request.user
        ),
        to=item.meeting.get_absolute_url(),
    )


@login_required
@require_POST
def deferral(request: MemberRequest, pk: int) -> HttpResponse:
    item = item_to_read(request, pk)
    return perform(
        request,
        lambda: actions.defer_item(item, actor=request.user, reason=request.POST.get("reason", "")),
        to=item.meeting.get_absolute_url(),
        message=_("“%(title)s” is put off to the next meeting.") % {"title": item.title},
        undo=(
            _going_back(item.meeting, item.pk, None)
            if item.state == AgendaItem.State.CURRENT
            else Undo(reverse("assembly:item-reopening", args=[item.pk]))
        ),
    )


@login_required
@require_POST
def reopening(request: MemberRequest, pk: int) -> HttpResponse:
    item = item_to_read(request, pk)
    return perform(request, lambda: actions.reopen_item(item, actor=request.user), to=item.meeting.get_absolute_url())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ballot_new(request: MemberRequest, pk: int) -> HttpResponse:
    """What the room is asked: first what one wants to know, then the question and its rules."""
    item = item_to_read(request, pk)
    require("assembly.conduct", request.user, item.meeting)
    chosen, is_poll = request.GET.get("purpose", "yes-no" if request.method == "POST" else ""), "poll" in request.GET
    page = {
        "item": item,
        "meeting": item.meeting,
        "place": "meetings",
        "purposes": purposes.PURPOSES,
        "is_poll": is_poll,
    }
    if not is_poll and (fixed := fixed_question(item)):
        return _fixed_ballot(request, item, fixed, page)
    purpose = purposes.find(chosen)
    if purpose is None:
        return render(request, "assembly/ballot_purposes.html", page)
    form = ItemBallotForm(request.POST or None, item=item, purpose=purpose, poll=is_poll)
    return perform_form(
        request,
        form,
        lambda _values: actions.open_item_ballot(item, form.spec(), actor=request.user),
        to=item.meeting.get_absolute_url(),
        template="assembly/ballot_form.html",
        context={
            **page,
            "purpose": purpose,
            "few": _few(item),
            "held_to": "" if is_poll else full_quorum_in_words(item),
        },
        message=_("The vote is open."),
    )


def _fixed_ballot(request: MemberRequest, item: AgendaItem, fixed: FixedQuestion, page: dict[str, Any]) -> HttpResponse:
    """The question that nobody writes otherwise, and why: read over, then opened."""
    sent = request.POST if request.method == "POST" else None  # it may have no field
    form = FixedBallotForm(sent, item=item, fixed=fixed)
    return perform_form(
        request,
        form,
        lambda _values: actions.open_item_ballot(item, form.spec(), actor=request.user),
        to=item.meeting.get_absolute_url(),
        template="assembly/ballot_fixed.html",
        context={**page, "fixed": fixed, "few": _few(item) if fixed.secret else 0},
        message=_("The vote is open."),
    )


def _few(item: AgendaItem) -> int:
    """How many people may vote now, if they are so few that a secret is easily guessed; else 0."""
    gathering = item.meeting.gathering
    people = len(people_who_cast(roll_of(gathering))) if gathering else 0
    return people if people < FEW else 0


@login_required
@require_POST
def ballots(request: MemberRequest, pk: int) -> HttpResponse:
    """Open a vote at once: the question that the item is for, or one by the circle's own rules."""
    item = item_to_read(request, pk)
    fixed = fixed_question(item)
    spec = fixed or QuestionSpec(question_of(item), majority_rules(item.meeting.circle))
    if question := request.POST.get("question"):
        spec = replace(spec, question=question)
    return _open_at_once(request, item, spec)


@login_required
@require_POST
def polls(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask the room where it stands, at once: for or against so far. It decides nothing."""
    item = item_to_read(request, pk)
    question = _("Where do we stand: %(title)s") % {"title": question_of(item)}
    return _open_at_once(request, item, QuestionSpec(question, MajorityRules(), poll=True))


def _open_at_once(request: MemberRequest, item: AgendaItem, spec: QuestionSpec) -> HttpResponse:
    return perform(
        request,
        lambda: actions.open_item_ballot(item, spec, actor=request.user),
        to=item.meeting.get_absolute_url(),
        message=_("The poll is open.") if spec.poll else _("The vote is open."),
    )


@login_required
@require_POST
def ballot_closing(request: MemberRequest, pk: int, ballot: int) -> HttpResponse:
    item = item_to_read(request, pk)
    link = get_object_or_404(ItemBallot.objects.select_related("ballot", "item__meeting"), item=item, ballot=ballot)
    return perform(
        request,
        lambda: actions.close_item_ballot(link, actor=request.user),
        to=item.meeting.get_absolute_url(),
        message=lambda link: _closed(link, request),
    )


def _closed(link: ItemBallot, request: MemberRequest) -> str:
    """What whoever closed it is told: that it is counted, and why it decides nothing where that was refused."""
    words = closing_words(link.ballot)
    if not link.refusal:
        return words
    reason = reason_for(PermissionDenied(link.refusal), request)
    return _("%(told)s It decides nothing: %(reason)s") % {"told": words, "reason": reason}
