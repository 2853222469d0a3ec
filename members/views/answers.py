"""The page of a letter's link: one act, confirmed by a press, without signing in."""

from contextlib import suppress

from allauth.core.internal import ratelimit
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from members import actions, answers
from members.language import language_of_reader
from web import drafts
from web.responses import REPEATED, SeeOther, is_act, perform, refused

RATE = {"answer_by_link": "60/m/ip"}  # a whole assembly may answer from one room


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What the link asks, or what became of it. Only a press of a button answers."""
    link = answers.link_of(token)
    if link is None:
        return render(request, "members/answer_over.html", status=404)
    with override(language_of_reader(request, link.member)):
        if request.method != "POST":
            return _page(request, link)
        if limited := ratelimit.consume_or_429(request, app="members", action="answer_by_link", config=RATE):
            return limited
        value, text = request.POST.get("value", ""), request.POST.get("text", "")
        question = answers.question_of(link)
        try:
            actions.answer_by_link(link, value=value, text=text, parts=request.POST.dict(), actor=link.member)
            if question:
                _let_words_wait(link, question, request.path, value)
            drafts.drop_under(link.member, request.path)
        except PermissionDenied:
            return _over(request, link)
        except ValidationError as error:
            link.refresh_from_db()
            if answers.question_of(link) is None and not is_act(request):
                return _over(request, link)
            if question:
                _keep_words(request, link, question, value)
            return refused(request, error, back=request.path)
    return SeeOther(request.path)


@never_cache
@require_POST
def answer_draft(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the words that are typed with one of the answers, while the link asks: for its person, on its page alone."""
    link = answers.link_of(token)
    question = answers.question_of(link) if link else None
    if link is None or question is None:
        return render(request, "members/answer_over.html", {"link": link}, status=410 if link else 404)
    if limited := ratelimit.consume_or_429(request, app="members", action="answer_by_link", config=RATE):
        return limited
    page = reverse("members:answer", args=[token])
    option = next((one for one in _written(question) if one.value == request.GET.get("value")), None)
    place = _place(page, option.value if option else "")
    if "leaving" in request.GET:
        with suppress(ValidationError):
            drafts.save(link.member, place, request.POST.lists())
        return HttpResponse(status=204)
    with override(language_of_reader(request, link.member)):
        return perform(
            request,
            lambda: drafts.save(link.member, place, request.POST.lists()),
            to=page,
            message=lambda kept: drafts.saved_words(kept.saved_at),
        )


def _let_words_wait(link: answers.AnswerLink, question: answers.OpenQuestion, page: str, value: str) -> None:
    """What was typed into the parts of another answer is found again where the answer that was given says so."""
    for given in question.options:
        if given.value == value and given.words_wait_at:
            for option in question.options:
                if option.parts:
                    drafts.move_draft(link.member, _place(page, option.value), given.words_wait_at)


def _keep_words(request: HttpRequest, link: answers.AnswerLink, question: answers.OpenQuestion, value: str) -> None:
    """What was typed with an answer that was refused is on the page again."""
    option = next((one for one in _written(question) if one.value == value), None)
    names = [part.name for part in option.parts] or ["text"] if option else []
    sent = {name: [request.POST.get(name, "")] for name in names}
    if any(text.strip() for [text] in sent.values()):
        if option and option.began_from:
            sent["began_from"] = [option.began_from]  # told that it has changed: sent once more, they hold
        with suppress(ValidationError):
            drafts.save(link.member, _place(request.path, value), sent.items())


def _over(request: HttpRequest, link: answers.AnswerLink) -> HttpResponse:
    """Nothing is asked by it any more, or it was used: what may be done now, and what somebody typed all the same."""
    kind = answers.kinds.get(link.kind)
    sent = [str(text).strip() for name, text in request.POST.items() if name not in REPEATED]
    context = {
        "link": link,
        "is_done": link.used_at is not None,
        "why": answers.why_over(link),
        "afterwards": kind.afterwards if kind else "",
        "typed": [text for text in sent if len(text.split()) > 1],  # words, not one of the choices
    }
    is_read_again = link.used_at is not None and request.method != "POST"
    return render(request, "members/answer_over.html", context, status=200 if is_read_again else 410)


def _place(page: str, value: str) -> str:
    return f"{page}?{urlencode({'value': value})}"


def _written(question: answers.OpenQuestion) -> list[answers.AnswerOption]:
    """The answers that ask for words."""
    return [option for option in question.options if option.parts or (option.text_label and not option.choices)]


def _page(request: HttpRequest, link: answers.AnswerLink) -> HttpResponse:
    question = answers.question_of(link)
    if question is None:
        return _over(request, link)
    places = {option.value: _place(request.path, option.value) for option in _written(question)}
    kept = drafts.drafts_at(link.member, places.values())
    options = []
    for option in question.options:
        place = places.get(option.value)
        draft = kept.get(place, drafts.FormDraft(place)) if place else None
        parts = [(part, draft.texts.get(part.name, part.words) if draft else part.words) for part in option.parts]
        options.append((option, parts, draft, _place(f"{request.path}draft/", option.value)))
    return render(request, "members/answer.html", {"link": link, "question": question, "options": options})
