"""The page of a letter's link: one act, confirmed by a press, without signing in."""

from allauth.core.internal import ratelimit
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from members import actions, answers
from members.language import language_of_reader
from web.responses import SeeOther, refused

RATE = {"answer_by_link": "60/m/ip"}  # a whole assembly may answer from one room


@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What the link asks, or what became of it. Only a press of a button answers."""
    link = answers.link_of(token)
    if link is None:
        return render(request, "members/answer_over.html", status=404)
    with override(language_of_reader(request, link.member)):
        if request.method == "GET":
            return _page(request, link)
        if limited := ratelimit.consume_or_429(request, app="members", action="answer_by_link", config=RATE):
            return limited
        value, text = request.POST.get("value", ""), request.POST.get("text", "")
        try:
            actions.answer_by_link(link, value=value, text=text, actor=link.member)
        except (ValidationError, PermissionDenied) as error:
            if isinstance(error, PermissionDenied):
                return render(request, "members/answer_over.html", {"link": link}, status=410)
            return refused(request, error, back=request.path)
    return SeeOther(request.path)


def _page(request: HttpRequest, link: answers.AnswerLink) -> HttpResponse:
    if link.used_at:
        return render(request, "members/answer_over.html", {"link": link, "is_done": True})
    question = answers.question_of(link)
    if question is None:
        return render(request, "members/answer_over.html", {"link": link}, status=410)
    return render(request, "members/answer.html", {"link": link, "question": question})
