"""One's own turns: taken, given up, exchanged; when one is away."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissions import actions
from commissions.forms.rotas import AbsenceForm, SwapForm
from commissions.models import Absence, RotaTurn, Shift, TurnSwap
from commissions.queries import circles_of
from commissions.rota_calendar import address_of, calendar_of, member_of
from commissions.rota_presenters import SwapLine, TurnLine, absence_in_words
from commissions.rota_queries import absences_of, exchangeable, open_swaps, turns_of
from journal.actions import require
from journal.clock import now
from members.requests import MemberRequest
from web.components import Undo
from web.responses import came_from, perform, perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def turns(request: MemberRequest) -> HttpResponse:
    """One's turns, the exchanges that wait, the days on which one is away."""
    require("commissions.be_away", request.user)
    me, at = request.user, now()
    absences = absences_of(me, timezone.localdate(at))
    return perform_form(
        request,
        AbsenceForm(request.POST or None),
        lambda data: actions.enter_absence(actor=me, **data),
        to=reverse("commissions:turns"),
        message=_("It is written. Your turns of these days are free again, and the others are asked."),
        template="commissions/turns.html",
        context={
            "turns": [TurnLine(turn, at) for turn in turns_of(me, at)],
            "swaps": [SwapLine(swap, is_mine=swap.asked_by_id == me.pk) for swap in open_swaps(me, at)],
            "absences": [(absence, absence_in_words(absence.first_on, absence.last_on)) for absence in absences],
            "circles": circles_of(me),
            "calendar": address_of(me),
        },
    )


@require_safe
def turns_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Read by a calendar, which does not sign in: the address says whose it is."""
    member = member_of(token)
    if member is None:
        raise Http404
    with override(member.language):
        return HttpResponse(
            calendar_of(member),
            content_type="text/calendar; charset=utf-8",
            headers={"Cache-Control": "private, no-store", "Content-Disposition": 'inline; filename="tours.ics"'},
        )


@login_required
@require_POST
def absence_removal(request: MemberRequest, pk: int) -> HttpResponse:
    absence = get_object_or_404(Absence, pk=pk)
    return perform(
        request,
        lambda: actions.remove_absence(absence, actor=request.user),
        to=reverse("commissions:turns"),
        message=_("You are there after all. Turns that you gave up can be taken again, where nobody has yet."),
    )


@login_required
@require_POST
def shift_taking(request: MemberRequest, pk: int) -> HttpResponse:
    shift = get_object_or_404(Shift.objects.select_related("rota__circle"), pk=pk)
    return perform(
        request,
        lambda: actions.take_place(shift, actor=request.user),
        to=came_from(request, shift.get_absolute_url()),
        message=_("This turn is yours. Thank you!"),
    )


@login_required
@require_POST
def turn_giving_up(request: MemberRequest, pk: int) -> HttpResponse:
    turn = get_object_or_404(RotaTurn.objects.select_related("shift__rota__circle"), pk=pk)
    return perform(
        request,
        lambda: actions.give_up_turn(turn, actor=request.user),
        to=came_from(request, reverse("commissions:turns")),
        message=_("The others are asked: the first who takes it has it."),
        undo=Undo(reverse("commissions:shift-taking", args=[turn.shift_id])),
    )


@login_required
@require_POST
def turn_confirming(request: MemberRequest, pk: int) -> HttpResponse:
    turn = get_object_or_404(RotaTurn.objects.select_related("shift__rota__circle"), pk=pk)
    return perform(
        request,
        lambda: actions.confirm_turn(turn, actor=request.user),
        to=came_from(request, reverse("commissions:turns")),
        message=_("You will be there. Thank you!"),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def turn_swap(request: MemberRequest, pk: int) -> HttpResponse:
    """Whose turn one would like instead: one press asks."""
    turn = get_object_or_404(RotaTurn.objects.select_related("shift__rota__circle"), pk=pk)
    require("commissions.hold_turn", request.user, turn)
    offered = exchangeable(turn, now())
    return perform_form(
        request,
        SwapForm(request.POST or None, turns=offered),
        lambda data: actions.ask_swap(turn, data["wanted"], actor=request.user),
        to=reverse("commissions:turns"),
        message=lambda swap: _("%(name)s is asked. Until then, each keeps their turn.") % {"name": swap.asked_of.name},
        template="commissions/turn_swap.html",
        context={"turn": turn, "offered": offered},
    )


@login_required
@require_POST
def swap_acceptance(request: MemberRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, actions.accept_swap, _("It is exchanged: both of you see it."))


@login_required
@require_POST
def swap_refusal(request: MemberRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, actions.decline_swap, _("You keep your turn; the other person is told."))


@login_required
@require_POST
def swap_withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    return _answer(request, pk, actions.withdraw_swap, _("It is asked no more. You keep your turn."))


def _answer(request: MemberRequest, pk: int, act: Callable[..., TurnSwap], message: str) -> HttpResponse:
    swap = get_object_or_404(TurnSwap, pk=pk)
    return perform(
        request,
        lambda: act(swap, actor=request.user),
        to=came_from(request, reverse("commissions:turns")),
        message=message,
    )
