"""What is read of Django's own functions is there."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from web.django_internals import required_methods


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def test_the_methods_that_a_view_requires_are_known():
    assert required_methods(require_POST(view)) == {"POST"}
    assert required_methods(require_http_methods(["GET", "PUT"])(view)) == {"GET", "PUT"}


def test_a_view_that_requires_none_gives_nothing():
    assert required_methods(view) == set()
    assert required_methods(login_required(view)) == set()


def test_they_are_known_under_other_decorators():
    assert required_methods(login_required(require_POST(view))) == {"POST"}
    assert required_methods(require_POST(require_http_methods(["GET", "POST"])(view))) == {"POST"}
