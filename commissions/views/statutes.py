"""From the statutes to the rules: questions in plain words, what they would change, meetings told again by them."""

from copy import copy
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from rules import has_perm

from commissions import actions
from commissions.forms.statutes import StatutesForm
from commissions.models import Circle
from commissions.panels import last_meetings_of
from commissions.queries import voters_of
from commissions.replay import imagined, replayed
from commissions.sentences import rules_with_articles
from commissions.statutes import ASKED, answers_today, questions_for, rules_of_answers
from journal.actions import require
from members.models import Member
from members.requests import MemberRequest
from web.responses import perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def circle_statutes(request: MemberRequest, slug: str) -> HttpResponse:
    """Its answers are in the address, so that they are tried, and shown to others, before they are adopted."""
    circle = get_object_or_404(Circle, slug=slug)
    require("commissions.manage", request.user, circle)
    if not questions_for(circle):
        raise Http404
    typed = request.POST or request.GET
    standing = answers_today(circle)
    answers = {name: str(typed.get(name, answer)).strip() for name, answer in standing.items()}
    tried = {name: answer for name, answer in answers.items() if answer != standing[name]}
    rules = rules_of_answers(circle, tried)
    form = StatutesForm(request.POST or None, circle=circle, person=request.user, tried=tried)
    return perform_form(
        request,
        form,
        lambda data: actions.set_rules(circle, actor=request.user, ground=data.get("ground", ""), **rules),
        to=circle.get_absolute_url(),
        message=_("These rules hold from now on. What is already open keeps those it opened with."),
        template="commissions/statutes.html",
        context={
            "circle": circle,
            "tried": tried,
            "is_answered": bool(typed),
            "others": Circle.objects.living().filter(kind__in=ASKED).exclude(pk=circle.pk),
            **_tried_on(circle, rules, request.user),
        },
    )


def _tried_on(circle: Circle, rules: dict[str, Any], person: Member) -> dict[str, Any]:
    """What these rules say that today's do not, and the meetings that they would have held otherwise."""
    other = copy(circle)
    for name, value in rules.items():
        setattr(other, name, circle.articles | value if name == "articles" else value)
    today = set(rules_with_articles(circle))
    meetings = last_meetings_of(circle) if has_perm("commissions.read", person, circle) else []
    return {
        "changed": [sentence for sentence in rules_with_articles(other) if sentence not in today],
        "past": replayed(meetings, circle, other),
        "imagined": imagined(voters_of(circle).count(), circle, other),
    }
