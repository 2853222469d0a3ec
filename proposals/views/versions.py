"""The versions of a text: all of them, and one beside any other."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from journal.numbers import number as to_number
from members.requests import MemberRequest
from proposals.effects import effects_of_versions
from proposals.presenters.suggested_edits import credits_of
from proposals.presenters.versions import ComparedVersion
from proposals.queries.suggested_edits import with_edits
from proposals.views.common import readable


@login_required
@require_safe
def versions(request: MemberRequest, pk: int) -> HttpResponse:
    """Every version of the text, the latest first: who wrote it, when, and why. Each has its own page."""
    proposal = readable(request, pk)
    texts = list(proposal.versions.select_related("author").prefetch_related(with_edits()).order_by("-number"))
    effects = effects_of_versions(proposal, texts)
    context = {"proposal": proposal, "versions": [(it, effects[it], credits_of(it)) for it in texts]}
    return render(request, "proposals/versions.html", context)


@login_required
@require_safe
def version(request: MemberRequest, pk: int, number: int) -> HttpResponse:
    """One version: its text, and what changed between it and the version that is chosen (`?with=3`)."""
    proposal = readable(request, pk)
    compared = ComparedVersion.of(proposal, number, to_number(request.GET.get("with", "")))
    if compared is None:
        raise Http404
    return render(request, "proposals/version.html", {"proposal": proposal, "compared": compared})
