"""From a request to one action and back.

A browser with our script sends an act by fetch with `X-Act: 1` and hears JSON; any other sends
the form and follows the redirect. Either way a refusal says what to do, and nothing typed is lost.

No act is irreversible in one press: one that nothing takes back asks first (`Confirmation`), one that another act
takes back may offer that (`Undo`). `tests/rights/confirmations.py` says of each address which it is.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from journal.actions import rehearse
from web import drafts, merging
from web.addresses import came_from
from web.components import Confirmation, Undo
from web.refusals import reason_for

R = TypeVar("R")
Text = str | Promise
CONFIRMED = "confirmed"  # the field that says that this was asked, and answered
REPEATED = {"csrfmiddlewaretoken", "request_key", "written_by", "came_from"}  # what each form has of its own


class SeeOther(HttpResponseRedirect):
    """Look there, by GET, whatever brought you here."""

    status_code = 303


def is_read_by_script(request: HttpRequest) -> bool:
    """Whether a live page reads itself again."""
    return request.headers.get("X-Live") == "1"


def is_act(request: HttpRequest) -> bool:
    """Whether our script sent this and waits for JSON."""
    return request.headers.get("X-Act") == "1"


def done(request: HttpRequest, *, to: str, message: Text = "", undo: Undo | None = None) -> HttpResponse:
    """The act is done: say so, and show the page where it shows.

    Our script offers to undo it; without it, the act that undoes it stands on the page.
    """
    if is_act(request):
        facts = {"undo": {"url": undo.url, "fields": dict(undo.fields)}} if undo else {}
        return acknowledged(to=to, message=message, **facts)
    if message:
        messages.success(request, str(message))
    return SeeOther(to)


def acknowledged(*, to: str | None, message: Text = "", **facts: Any) -> JsonResponse:
    """What our script takes for "it is done". Any other answer, a 200 from somewhere else included, is not."""
    return JsonResponse({"done": True, "message": str(message), "to": to, **facts})


def refused(request: HttpRequest, error: ValidationError, *, back: str) -> HttpResponse:
    """The act was not done: say why, on the page that it came from."""
    if is_act(request):
        return JsonResponse({"message": " ".join(error.messages)}, status=422)
    for sentence in error.messages:
        messages.error(request, sentence)
    return SeeOther(came_from(request, back))


def denied(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
    """The person may not. The 403 page says why; the script is told the same sentence."""
    if is_act(request) and request.user.is_authenticated:
        return JsonResponse({"message": reason_for(error, request)}, status=403)
    raise error  # whoever is not signed in is told so, by `web.errors`


def perform(
    request: HttpRequest,
    act: Callable[[], R],
    *,
    to: str | Callable[[R], str],
    message: Text | Callable[[R], Text] = "",
    confirmation: Confirmation | None = None,
    undo: Undo | Callable[[R], Undo | None] | None = None,
) -> HttpResponse:
    """Run one act whose form holds nothing that would be lost: a button.

    With a `confirmation` it is asked first, of whoever could do it: what would be refused is refused at once.
    """
    is_asked = confirmation is not None and CONFIRMED not in request.POST
    try:
        if is_asked:
            rehearse(act)
        else:
            result = act()
    except ValidationError as error:
        return refused(request, error, back=to if isinstance(to, str) else "/")
    except PermissionDenied as error:
        return denied(request, error)
    if confirmation and is_asked:
        return ask(request, confirmation, back=to if isinstance(to, str) else "/")
    return done(
        request,
        to=to if isinstance(to, str) else to(result),
        message=_told(message, result),
        undo=undo(result) if callable(undo) else undo,
    )


def ask(request: HttpRequest, confirmation: Confirmation, *, back: str) -> HttpResponse:
    """Nothing is done yet: the same form, to be sent once more on purpose, in a dialog or on a page of its own."""
    if is_act(request):
        words = {"title": confirmation.title, "text": confirmation.text, "label": confirmation.label}
        return JsonResponse({"confirmation": {name: str(text) for name, text in words.items()}})
    fields = [(name, text) for name, texts in request.POST.lists() if name not in REPEATED for text in texts]
    context = {"confirmation": confirmation, "fields": fields, "back": came_from(request, back)}
    response = render(request, "confirm.html", context)
    response.headers["Cache-Control"] = "no-store"
    return response


def perform_form(
    request: HttpRequest,
    form: BaseForm,
    act: Callable[[dict[str, Any]], R],
    *,
    to: str | Callable[[R], str],
    template: str,
    context: Mapping[str, Any] | None = None,
    message: Text | Callable[[R], Text] = "",
    edits: bool = False,
    keeps_draft: bool = False,
) -> HttpResponse:
    """Show a form; when it is sent and valid, run the act with what it says.

    What is invalid, in the form or for the action, shows the same page again (422) with the
    reason where it belongs and everything typed still there. A form that was only sent to have more
    of it, more rows for instance, is not valid yet, and comes back without a reproach. One that `edits` what stands
    (a model's form with its instance always does) comes back, too, with what somebody else changed meanwhile. One that
    `keeps_draft` holds what its person typed before and did not send (`web.drafts`; its template says `{% draft %}`).
    """
    rivals = merging.merge(form) if form.is_bound and merging.READ_FROM in request.POST else {}
    if form.is_bound and not rivals and form.is_valid():
        try:
            result = act(form.cleaned_data)
        except ValidationError as error:
            _put_on_form(form, error)
        except PermissionDenied as error:
            return denied(request, error)
        else:
            if keeps_draft:
                drafts.drop(request.user, drafts.place_of(request))
            return done(request, to=to if isinstance(to, str) else to(result), message=_told(message, result))
    _put_side_by_side(form, rivals, is_told=is_act(request))
    if edits or merging.is_edit(form):
        merging.opened(form)
    if keeps_draft:
        drafts.bring_back(request, form)
    if form.is_bound and is_act(request):
        errors = {name: [str(text) for text in texts] for name, texts in form.errors.items()}
        again = {"read_from": form.read_from} if rivals else {}  # type: ignore[attr-defined]
        return JsonResponse({"message": _first(errors), "errors": errors, **again}, status=422)
    return render(request, template, {**(context or {}), "form": form}, status=422 if form.errors else 200)


def _put_on_form(form: BaseForm, error: ValidationError) -> None:
    """Each message by its field; those of fields that the form does not show stand at its top."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def _put_side_by_side(form: BaseForm, rivals: Mapping[str, str], *, is_told: bool) -> None:
    """What both changed: the other's beside what was typed, and a choice (`{% field %}`); an act `is_told` it."""
    form.rivals = rivals  # type: ignore[attr-defined]
    for name, theirs in rivals.items():
        sentence = _("Somebody else has changed this since you opened the page. Both are here: choose, and send again.")
        if is_told:
            sentence = _(
                "This has changed since you opened the page: “%(theirs)s”. Press again to put yours in its place."
            )
            sentence %= {"theirs": theirs}
        form.add_error(name, ValidationError(sentence, code="rival"))


def _told(message: Any, result: Any) -> Text:
    text: Text = message(result) if callable(message) else message
    return text


def _first(errors: Mapping[str, list[str]]) -> str:
    for texts in errors.values():
        if texts:
            return texts[0]
    return _("Something in this form needs another look.")
