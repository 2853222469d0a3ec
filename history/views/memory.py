"""The memory: its hub, the story, the search."""

from itertools import groupby

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from history import actions
from history.forms import EventForm
from history.models import Event
from history.queries import documents_for, events_for
from history.search import find
from history.search.index import sources
from journal.actions import require
from members.requests import MemberRequest
from proposals.queries import decisions_for
from web.responses import perform_form

SHOWN = 5
LONGEST_QUERY = 200


@require_safe
def memory(request: HttpRequest) -> HttpResponse:
    """Where everything that the collective remembers is found."""
    require("history.visit_pages", request.user)
    context = {
        "documents": documents_for(request.user)[:SHOWN],
        "decisions": decisions_for(request.user)[:SHOWN],
        "events": events_for(request.user).order_by("-happened_on", "-pk")[:SHOWN],
        "may_tell": rules.has_perm("history.tell", request.user),
    }
    return render(request, "history/memory.html", context)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Anything, by its words, as far as this person may read it."""
    require("history.visit_pages", request.user)
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    matches = find(query, person=request.user)
    is_near = not matches
    if is_near:
        matches = find(query, person=request.user, every_word=False)
    kinds = {source.kind: source for source in sources.values()}
    results = [(kinds[result.kind], result) for result in matches]
    title = _("Search: %(query)s") % {"query": query} if query else _("Search")
    context = {"title": title, "query": query, "results": results, "is_near": is_near}
    return render(request, "history/search.html", context)


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """The story: years as beads on a line."""
    require("history.visit_pages", request.user)
    events = events_for(request.user)
    years = [(year, list(group)) for year, group in groupby(events, key=lambda event: event.happened_on.year)]
    context = {"years": years, "may_tell": rules.has_perm("history.tell", request.user)}
    return render(request, "history/timeline.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def event_new(request: MemberRequest) -> HttpResponse:
    require("history.tell", request.user)
    return perform_form(
        request,
        EventForm(request.POST or None),
        lambda data: actions.add_event(actor=request.user, **data),
        to=lambda event: event.get_absolute_url(),
        message=_("It is part of the story."),
        template="history/event_form.html",
        keeps_draft=True,
        context={"title": _("Tell something")},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def event_edit(request: MemberRequest, pk: int) -> HttpResponse:
    event = get_object_or_404(Event, pk=pk)
    require("history.tell", request.user)
    return perform_form(
        request,
        EventForm(request.POST or None, instance=event),
        lambda data: actions.change_event(event, actor=request.user, **data),
        to=reverse("history:timeline"),
        message=_("The story is told better."),
        template="history/event_form.html",
        keeps_draft=True,
        context={"title": _("Tell it better")},
    )
