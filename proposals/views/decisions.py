"""The register of decisions, which visitors read too as far as it is public."""

import rules
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commissions.models import Circle
from journal.actions import require
from journal.clock import today
from members.models import Member
from members.requests import MemberRequest
from proposals import actions, occasions
from proposals.forms.process import ReadersForm
from proposals.forms.register import RegisterForm, SubjectForm
from proposals.models import Decision
from proposals.presenters.attached_files import shown_files
from proposals.presenters.files import proof_in_words
from proposals.presenters.follow_up import FollowUpPanel, follow_up_panel
from proposals.presenters.life import life_in_words
from proposals.presenters.readers import readers_in_words
from proposals.presenters.register import register_groups, register_lines, standing_badge, what_it_lets
from proposals.presenters.reviews import review_panel
from proposals.presenters.sheets import sheets_of
from proposals.presenters.tasks import DecisionTasks, decision_tasks
from proposals.queries import (
    circles_to_enter_for,
    decisions_for,
    follow_up_of,
    found_in,
    in_force_by_subject,
    life_of,
    opinions_for,
    subjects_in,
)
from proposals.queries.readers import was_closed
from web.responses import perform_form

A_PAGE = 30


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Every decision that this person may read, the latest first, found by words, circle, year and state."""
    form, decisions = wanted_decisions(request)
    page = Paginator(decisions, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "lines": register_lines(page, request.user, today()),
        "is_filtered": bool(request.GET),
        "page": page,
        "opinions": opinions_for(request.user) if isinstance(request.user, Member) else [],
        "enters_for": circles_to_enter_for(request.user) if isinstance(request.user, Member) else [],
    }
    return render(request, "proposals/decisions.html", context)


def wanted_decisions(request: HttpRequest) -> tuple[RegisterForm, QuerySet[Decision]]:
    """What is looked for in the register, and the decisions that answer to it, among those that may be read."""
    decisions = decisions_for(request.user)
    circles = Circle.objects.filter(pk__in=decisions.values("circle"))
    form = RegisterForm(request.GET or None, circles=circles, subjects=subjects_in(decisions))
    return form, found_in(decisions, form.cleaned_data, today()) if form.is_valid() else decisions


@require_safe
def in_force(request: HttpRequest) -> HttpResponse:
    """What holds today, circle by circle and subject by subject."""
    page = Paginator(in_force_by_subject(request.user), A_PAGE).get_page(request.GET.get("page"))
    groups = register_groups(page, request.user, today())
    context = {"groups": groups, "page": page, "has_decisions": decisions_for(request.user).exists()}
    return render(request, "proposals/in_force.html", context)


@require_safe
def decision(request: HttpRequest, number: str) -> HttpResponse:
    """A decision: what, why, by which result, until when, and the thread that led to it."""
    return _page(request, find_decision(request, number))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def subject(request: MemberRequest, number: str) -> HttpResponse:
    """Under which subject it is found."""
    decision = find_decision(request, number)
    require("proposals.file", request.user, decision)
    form = SubjectForm(
        request.POST or None,
        circle=decision.circle,
        person=request.user,
        initial={"subject": decision.subject},
    )
    return perform_form(
        request,
        form,
        lambda data: actions.file_decision(decision, actor=request.user, **data),
        to=decision.get_absolute_url(),
        message=_("It is filed there."),
        template="proposals/subject.html",
        context={"decision": decision},
        edits=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def readers(request: MemberRequest, number: str) -> HttpResponse:
    """Who may read it: with its subject, the only thing of a decision that changes."""
    decision = find_decision(request, number)
    require("proposals.publish", request.user, decision)
    return perform_form(
        request,
        ReadersForm(request.POST or None, initial={"audience": decision.audience}, was_closed=was_closed(decision)),
        lambda data: actions.publish_decision(decision, actor=request.user, **data),
        to=decision.get_absolute_url(),
        message=_("It is noted."),
        template="proposals/readers.html",
        context={"decision": decision},
        edits=True,
    )


def find_decision(request: HttpRequest, number: str) -> Decision:
    """The decision, if this person may read it."""
    decision = get_object_or_404(
        Decision.objects.select_related(
            "circle",
            "replaced_by__circle",
            "replaces__circle",
            "round",
            "ballot",
            "proposal__author",
            "proposal__facilitator",
        ),
        number=number,
    )
    require("proposals.read_decision", request.user, decision)
    return decision


def _page(request: HttpRequest, decision: Decision) -> HttpResponse:
    (sheet,) = sheets_of([decision], request.user, today())
    may_propose = rules.has_perm("proposals.write", request.user, decision.circle)
    context = {
        "decision": decision,
        "badge": standing_badge(decision, today()),
        "lets": what_it_lets(decision, is_member=request.user.is_authenticated),
        "occasion": occasions.page(decision.occasion) if request.user.is_authenticated else None,
        "carried": sheet.carried,
        "answers": sheet.answers,
        "files": shown_files(sheet.files, may_erase=_may_erase_files(request, decision)),
        "erased": sheet.erased,
        "may_have_files": rules.has_perm("proposals.read", request.user, decision.proposal),
        "proof": proof_in_words(sheet),
        "follow_up": _follow_up(request, decision),
        "review": review_panel(decision, request.user) if isinstance(request.user, Member) else None,
        "tasks": _tasks(request, decision),
        "ballot_url": _ballot_url(request, decision),
        "readers": readers_in_words(decision) if request.user.is_authenticated else [],
        "life": life_in_words(life_of(decision, request.user)),
        "replaces": sheet.replaces,
        "replaced_by": sheet.replaced_by,
        "may_file": rules.has_perm("proposals.file", request.user, decision),
        "may_publish": rules.has_perm("proposals.publish", request.user, decision),
        "change_query": _change_query(decision) if decision.holds and may_propose else "",
    }
    return render(request, "proposals/decision.html", context)


def _may_erase_files(request: HttpRequest, decision: Decision) -> bool:
    return decision.proposal is not None and rules.has_perm("proposals.erase_file", request.user, decision.proposal)


def _tasks(request: HttpRequest, decision: Decision) -> DecisionTasks | None:
    return decision_tasks(decision, request.user, offers_form=True) if isinstance(request.user, Member) else None


def _follow_up(request: HttpRequest, decision: Decision) -> FollowUpPanel | None:
    """How far it is carried out, for members: names are in it."""
    if not request.user.is_authenticated:
        return None
    may_note = not hasattr(decision, "replaced_by") and rules.has_perm("proposals.follow_up", request.user, decision)
    return follow_up_panel(decision, follow_up_of(decision), may_note=may_note, today=today())


def _ballot_url(request: HttpRequest, decision: Decision) -> str:
    """The ballot that decided it; for visitors, what they need to count it again."""
    if decision.ballot is None:
        return ""
    if request.user.is_authenticated:
        return str(decision.ballot.get_absolute_url())
    return reverse("votes:ballot-verification", args=[decision.ballot.pk])


def _change_query(decision: Decision) -> str:
    """What the page of a new proposal is asked to begin from."""
    return urlencode({"circle": decision.circle.slug, "replaces": decision.number})
