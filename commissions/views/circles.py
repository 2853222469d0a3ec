"""The pages of circles: who does what, who sits where, by which rules."""

import rules
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from commissions import actions, grounds
from commissions.circle_endings import ended_circles
from commissions.circle_map import who_does_what
from commissions.ending_presenters import ending_of, last_day_of
from commissions.forms.circles import CircleForm, NewCircleForm, RulesForm
from commissions.forms.mandates import EndingForm, MandateForm
from commissions.grounds import with_grounds
from commissions.link_presenters import circle_links, place_lines
from commissions.link_queries import represented_in
from commissions.models import Circle, Mandate
from commissions.panels import links_beside_rules, panels_of
from commissions.presenters import cards, origins_on
from commissions.queries import board_of, has_voice, is_in, members_of, open_requests, readable_circles, reserved_in
from commissions.rule_presenters import cited_rules, told_rules
from commissions.statutes import questions_for
from journal.actions import require
from journal.clock import now
from journal.lists import listed
from members.forms import SearchForm
from members.letter_choices import muting_of
from members.models import Member
from members.panels import next_beginning
from members.requests import MemberRequest
from web.alphabet import fold
from web.responses import perform_form

SHOWN_TASKS = 3
SHOWN_PEOPLE = 60
SHOWN_PLACES = 10  # with the form under them, less than four screens of a phone
SHOWN_CHANGES = 10


@login_required
@require_safe
def circles(request: MemberRequest) -> HttpResponse:
    """Who does what: the map, and the same as a list; `in` is the slug of the circle that is looked at from near."""
    require("commissions.see", request.user)
    try:
        who = who_does_what(request.user, request.GET.get("in", ""))
    except Circle.DoesNotExist as error:
        raise Http404 from error
    context = {"who": who, "may_create": _may("create", request), "ended": ended_circles()}
    return render(request, "commissions/circles.html", context)


@login_required
@require_safe
def circles_on_paper(request: MemberRequest) -> HttpResponse:
    """Who does what on a sheet of paper, for the wall."""
    require("commissions.see", request.user)
    context = {"who": who_does_what(request.user), "printed_on": timezone.localdate(now())}
    return render(request, "commissions/circles_on_paper.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def circle_new(request: MemberRequest) -> HttpResponse:
    require("commissions.create", request.user)
    form = NewCircleForm(request.POST or None, person=request.user)
    return perform_form(
        request,
        form,
        lambda data: actions.found_circle(actor=request.user, **data),
        to=lambda circle: _after_founding(circle, request.user),
        message=_("The circle is there."),
        template="commissions/circle_form.html",
    )


def _after_founding(circle: Circle, person: Member) -> str:
    """Who is in it, where nobody is yet; the links of those who were invited, where no letter takes them there; else
    what comes next in a new collective."""
    if not circle.is_assembly and not members_of(circle).exists():
        return reverse("commissions:mandates", args=[circle.slug])
    if reserved_in(circle).exists() and not settings.MAIL_LEAVES:
        return reverse("members:invitation-links")
    beginning = next_beginning(person)
    return beginning.url if beginning else circle.get_absolute_url()


@login_required
@require_safe
def circle(request: MemberRequest, slug: str) -> HttpResponse:
    """A circle: its mission, its people, what it has to do, its meetings and decisions."""
    circle = get_object_or_404(Circle.objects.select_related("parent"), slug=slug)
    require("commissions.read", request.user, circle)
    board = board_of(circle)
    tasks, is_inside = [*board.wanted[:SHOWN_TASKS], *board.taken[:SHOWN_TASKS]], is_in(request.user, circle)
    may_seat = _may("seat", request, circle)
    children, ending = list(circle.children.all()), ending_of(circle, request.user)
    readable = set(readable_circles(request.user).values_list("pk", flat=True))
    links = circle_links(circle, children, request.user, readable)
    places = place_lines(circle, links.represented)
    context = {
        "circle": circle,
        "ending": ending,
        "last_day": last_day_of(circle),
        "may_end": circle.may_end and _may("end", request, circle),
        "children": children,
        "readable": readable,
        "links": links,
        "mandates": places,
        "people": None if not circle.is_assembly else members_of(circle)[:SHOWN_PEOPLE],
        "headcount": len(places) if ending else members_of(circle).count(),
        "panels": panels_of(circle, request.user),
        "tasks": cards(tasks, origins_on(board), timezone.localdate(now()), is_member=is_inside),
        "rules": cited_rules(circle),
        "beside_rules": links_beside_rules(circle),
        "rules_changes": with_grounds(circle.rules_changes.select_related("entered_by")[:SHOWN_CHANGES]),
        "is_inside": is_inside,
        "has_voice": not is_inside and has_voice(request.user, circle),
        "muting": muting_of(request.user, circle.topic),
        "may_manage": _may("manage", request, circle),
        "may_seat": may_seat,
        "may_join": _may("join", request, circle),
        "join_requests": open_requests().filter(circle=circle) if is_inside or may_seat else (),
        "may_welcome": _may("welcome", request, circle),
        "own_request": open_requests().filter(circle=circle, member=request.user).first(),
    }
    return render(request, "commissions/circle.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def circle_edit(request: MemberRequest, slug: str) -> HttpResponse:
    circle = get_object_or_404(Circle, slug=slug)
    require("commissions.manage", request.user, circle)
    form = CircleForm(request.POST or None, instance=circle, person=request.user)
    return perform_form(
        request,
        form,
        lambda data: actions.describe_circle(circle, actor=request.user, **data),
        to=circle.get_absolute_url(),
        message=_("It is written."),
        template="commissions/circle_form.html",
        context={"circle": circle},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def circle_rules(request: MemberRequest, slug: str) -> HttpResponse:
    circle = get_object_or_404(Circle, slug=slug)
    require("commissions.manage", request.user, circle)
    form = RulesForm(request.POST or None, instance=circle, person=request.user)
    return perform_form(
        request,
        form,
        lambda data: actions.set_rules(circle, actor=request.user, **data),
        to=circle.get_absolute_url(),
        message=_("These rules hold from now on. What is already open keeps those it opened with."),
        template="commissions/circle_rules.html",
        context={
            "circle": circle,
            "rules": cited_rules(circle),
            "beside_rules": links_beside_rules(circle),
            "has_statutes": bool(questions_for(circle)),
            "is_founding": grounds.is_founding(),
        },
    )


@login_required
@require_safe
def circle_rule_sources(request: MemberRequest, slug: str) -> HttpResponse:
    """Each rule, and what set it."""
    circle = get_object_or_404(Circle, slug=slug)
    require("commissions.read", request.user, circle)
    context = {"circle": circle, "told": told_rules(circle), "may_manage": _may("manage", request, circle)}
    return render(request, "commissions/circle_rule_sources.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mandates(request: MemberRequest, slug: str) -> HttpResponse:
    """Who sits in the circle: give a place, end one."""
    circle = get_object_or_404(Circle, slug=slug)
    is_founding = grounds.is_founding()
    require("commissions.manage" if is_founding else "commissions.seat", request.user, circle)
    search = SearchForm(request.GET)
    name = fold(search.cleaned_data["q"]) if search.is_valid() else ""
    places = place_lines(circle, represented_in(circle))
    people = [place for place in places if name in fold(place.row.member.name)]
    form = MandateForm(request.POST or None, circle=circle, person=request.user)
    return perform_form(
        request,
        form,
        lambda data: actions.give_mandates(circle, actor=request.user, **data),
        to=reverse("commissions:mandates", args=[slug]),
        message=lambda mandates: (
            ngettext("%(names)s is in the circle.", "%(names)s are in the circle.", len(mandates))
            % {"names": listed(mandate.member.name for mandate in mandates)}
        ),
        template="commissions/mandates.html",
        context={
            "circle": circle,
            "places": Paginator(people, SHOWN_PLACES).get_page(request.GET.get("page")),
            "search": search if len(places) > SHOWN_PLACES else None,
            "is_founding": is_founding,
            "reserved": reserved_in(circle),
            "may_manage": _may("manage", request, circle),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mandate_ending(request: MemberRequest, pk: int) -> HttpResponse:
    """End a mandate: one's own, or by the decision that says so."""
    mandate = get_object_or_404(Mandate.objects.select_related("circle", "member"), pk=pk)
    is_own = mandate.member_id == request.user.pk
    if not is_own:
        require("commissions.manage", request.user, mandate.circle)
    asks = not is_own and mandate.member.is_active
    typed = request.POST if request.method == "POST" else None
    form = EndingForm(typed, circle=mandate.circle if asks else None, person=request.user)
    return perform_form(
        request,
        form,
        lambda data: actions.end_mandate(mandate, actor=request.user, **data),
        to=mandate.circle.get_absolute_url(),
        message=_("The mandate has ended. It stays in the history of the circle."),
        template="commissions/mandate_ending.html",
        context={"mandate": mandate, "circle": mandate.circle},
    )


def _may(verb: str, request: MemberRequest, obj: Circle | None = None) -> bool:
    """What this person may do there; nothing any more in a group that has ended."""
    has_ended = obj is not None and obj.has_ended
    return not has_ended and bool(rules.has_perm(f"commissions.{verb}", request.user, obj))
