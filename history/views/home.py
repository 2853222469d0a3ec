"""The home page, which answers three questions, and the newcomer's path."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commissions.circle_map import who_does_what
from commissions.circles_read_once import circles_read_once
from commissions.models import Circle
from history import actions, panels
from history.home_panels import visits_coming
from history.live import EVERYBODYS
from history.models import WelcomeStep
from history.presenters import visit_step
from history.queries import charter_for, coming_visits, events_for, path_of
from journal.actions import require
from members.combined_reads import fetch
from members.models import Member
from members.queries import collective
from members.requests import MemberRequest
from members.rules import is_member
from realtime.pages import open_page
from web.dates import EVENING
from web.responses import perform

SHOWN_VISITS = 3
SHOWN_NEWS = 3  # the others are folded


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What waits for me, what is happening, what is coming; for a visitor, what is published."""
    if not isinstance(request.user, Member) or not is_member(request.user):
        return _public_face(request)
    with circles_read_once():
        live = open_page(request, "home", EVERYBODYS)
        shown = panels.home_of(request.user)
    context = {
        "live": live,
        "waiting": shown.waiting,
        "news": shown.news[:SHOWN_NEWS],
        "more_news": shown.news[SHOWN_NEWS:],
        "evenings": [item for item in shown.happening if item.evening],
        "happening": [item for item in shown.happening if not item.evening],
        "coming": shown.coming,
        "path": shown.path,
        "greeting": _greeting(request.user),
    }
    return render(request, "history/home.html", context)


@login_required
@require_safe
def welcome(request: MemberRequest) -> HttpResponse:
    """The newcomer's path, step by step, with what each step opens onto."""
    require("history.walk", request.user)
    who = who_does_what(request.user)
    context = {
        "path": fetch(path_of(request.user)),
        "steps": WelcomeStep.Step,
        "events": events_for(request.user)[:4],
        "charter": charter_for(request.user),
        "visit_step": visit_step(list(coming_visits()[:SHOWN_VISITS]), request.user),
        "circles": [
            circle for circle in who.circles if circle.kind in {Circle.Kind.COMMISSION, Circle.Kind.WORKING_GROUP}
        ],
        "readable": who.readable,
        "map": who.picture,
    }
    return render(request, "history/welcome.html", context)


@login_required
@require_POST
def welcome_step(request: MemberRequest, step: str) -> HttpResponse:
    is_done = request.POST.get("done", "1") != "0"
    return perform(
        request,
        lambda: actions.mark_step(step, actor=request.user, is_done=is_done),
        to=f"{reverse('history:welcome')}#{step}",
        message=_("One step further.") if is_done else "",
    )


def _greeting(member: Member) -> str:
    greeting = _("Good evening %(name)s") if timezone.localtime().hour >= EVENING else _("Hello %(name)s")
    return greeting % {"name": member.name.split(" ")[0]}


def _public_face(request: HttpRequest) -> HttpResponse:
    """What a visitor sees: what the collective publishes, the next visit, the way in."""
    settings = collective()
    context = {
        "collective": settings,
        "published": panels.published_for(request.user),
        "visits": fetch(visits_coming(request.user)) if settings.is_public else [],
        "events": events_for(request.user).order_by("-happened_on")[:4],
    }
    return render(request, "history/public.html", context)
