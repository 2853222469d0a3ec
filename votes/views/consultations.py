"""Asking a circle something online: what is asked now, what will be, what was; writing it, and reading it over."""

from typing import Any

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from journal.actions import require
from members.requests import MemberRequest
from votes.actions import change_consultation, plan_consultation
from votes.counting.majority import MajorityRules
from votes.forms.consultations import ConsultationForm, written
from votes.methods import purposes, tallying
from votes.models import Consultation
from votes.owners import hosts_of
from votes.presenters.consultations import agenda
from votes.presenters.previews import preview
from votes.queries import consultations as consultation_queries
from web.responses import perform_form

FORM = "votes/consultation_form.html"


@login_required
@require_safe
def consultations(request: MemberRequest) -> HttpResponse:
    """What is asked online, of the circles that this person follows."""
    person = request.user
    context = {"agenda": agenda(person), "may_ask": rules.has_perm("votes.consult", person)}
    return render(request, "votes/consultations.html", context)


@login_required
@require_safe
@never_cache
def consultation(request: MemberRequest, pk: int) -> HttpResponse:
    """A question as its voters will see it; once the vote is open, the ballot itself."""
    shown = get_object_or_404(Consultation.objects.select_related("author", "casting_voter"), pk=pk)
    if shown.ballot_id:
        return redirect("votes:ballot", shown.ballot_id)
    person = request.user
    require("votes.read_consultation", person, shown)
    context = {
        "consultation": shown,
        "host": consultation_queries.name_of(shown.host),
        "preview": preview(shown, person),
        "prepares": rules.has_perm("votes.prepare", person, shown),
    }
    return render(request, "votes/consultation.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consultation_new(request: MemberRequest) -> HttpResponse:
    """What do you want to know? Then the question, with the rules that go with it."""
    person = request.user
    require("votes.consult", person)
    host, purpose = request.POST.get("host") or request.GET.get("host", ""), purposes.find(request.GET.get("purpose"))
    if purpose is None:
        return render(request, "votes/consultation_new.html", {"purposes": purposes.PURPOSES, "host": host})
    hosts = hosts_of(person)
    if host:
        require("votes.prepare", person, Consultation(host=host))
    form = ConsultationForm(
        request.POST or None,
        purpose=purpose,
        hosts=hosts,
        people=_people(hosts),
        majority=consultation_queries.majority_of(host or hosts[0][0]),
        initial={"host": host} if host else None,
    )
    return perform_form(
        request,
        form,
        lambda values: plan_consultation(
            form.spec(), host=values["host"], text=values["text"], opens_at=values["opens_at"], actor=person
        ),
        to=lambda planned: reverse("votes:consultation", args=[planned.pk]),
        message=_("It is kept. Read it over: nobody sees it before it opens."),
        template=FORM,
        context={"purpose": purpose},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def consultation_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Say it otherwise, as long as it has not opened."""
    shown, person = get_object_or_404(Consultation, pk=pk), request.user
    require("votes.prepare", person, shown)
    standing = tallying.read_rules(shown)
    hosts = [(shown.host, consultation_queries.name_of(shown.host))]
    form = ConsultationForm(
        request.POST or None,
        purpose=purposes.purpose_of(shown.method, standing),
        hosts=hosts,
        people=_people(hosts),
        majority=standing if isinstance(standing, MajorityRules) else None,
        initial=written(shown),
    )
    return perform_form(
        request,
        form,
        lambda values: change_consultation(
            shown, form.spec(), text=values["text"], opens_at=values["opens_at"], actor=person
        ),
        to=reverse("votes:consultation", args=[pk]),
        message=_("It is changed."),
        edits=True,
        template=FORM,
        context={"purpose": form.purpose, "consultation": shown},
    )


def _people(hosts: list[tuple[str, Any]]) -> set[int]:
    """Everyone on the roll of one of them: any of them may be given the casting vote."""
    return {pk for host, _name in hosts for pk in consultation_queries.roll_of(host).electors}
