"""A tiny house for the tests of what every page does: one button, one form, one closed door."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from web.refusals import reasons
from web.responses import perform, perform_form

DONE: list[str] = []
reasons.register("tests.enter", "Only the keeper of the keys opens this door. Ask Rose.")


class Title(forms.Form):
    title = forms.CharField(max_length=20)


def act(what: str) -> str:
    if what == "refused":
        raise ValidationError("The vote closed at 20:00. You can write to the secretary.", code="closed")
    if what == "denied":
        raise PermissionDenied("tests.enter")
    DONE.append(what)
    return what


def button(request: HttpRequest) -> HttpResponse:
    return perform(request, lambda: act(request.POST["what"]), to="/there/", message="It is done.")


def busy(request: HttpRequest) -> HttpResponse:
    raise OperationalError("canceling statement due to lock timeout")


def form(request: HttpRequest) -> HttpResponse:
    def write(data: dict[str, str]) -> str:
        if data["title"] == "taken":
            raise ValidationError({"title": "This title is taken: add the year."})
        if data["title"] == "elsewhere":
            raise ValidationError({"circle": "This circle is closed."})
        return act(data["title"])

    bound = Title(request.POST if request.method == "POST" else None)
    return perform_form(request, bound, write, to=lambda said: f"/there/{said}/", template="tests/form.html")


def denied(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("tests.enter")


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a bug")


urlpatterns = [
    path("button/", button),
    path("form/", form),
    path("denied/", denied),
    path("broken/", broken),
    path("busy/", busy),
    path("account/", include("allauth.urls")),
    path("", include("web.urls")),
]
handler400 = "web.errors.bad_request"
handler403 = "web.errors.permission_denied"
handler404 = "web.errors.page_not_found"
handler500 = "web.errors.server_error"
