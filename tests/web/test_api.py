"""What the API answers when an act is refused."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from rest_framework import exceptions, serializers
from rest_framework.test import APIRequestFactory

from web.api import exception_handler

CONTEXT = {"view": None, "request": APIRequestFactory().get("/")}
CONTEXT["request"].user = AnonymousUser()


@pytest.mark.parametrize(
    ("error", "status", "data"),
    [
        (ValidationError("The vote is closed.", code="closed"), 400, {"errors": {"__all__": ["The vote is closed."]}}),
        (ValidationError(["One.", "Two."]), 400, {"errors": {"__all__": ["One.", "Two."]}}),
        (ValidationError({"title": "Too long."}), 400, {"errors": {"title": ["Too long."]}}),
        (serializers.ValidationError({"title": ["Needed."]}), 400, {"errors": {"title": ["Needed."]}}),
        (serializers.ValidationError("No."), 400, {"errors": {"__all__": ["No."]}}),
        (
            serializers.ValidationError({"rules": {"seats": ["One."]}, "options": [{}, {"title": ["Two."]}]}),
            400,
            {"errors": {"rules.seats": ["One."], "options.1.title": ["Two."]}},
        ),
        (exceptions.ParseError("No JSON."), 400, {"errors": {"__all__": ["No JSON."]}}),
    ],
)
def test_a_refused_input_says_what_is_wrong_with_which_field(error, status, data):
    answer = exception_handler(error, CONTEXT)

    assert (answer.status_code, answer.data) == (status, data)


def test_a_denial_says_why_and_what_to_do():
    answer = exception_handler(PermissionDenied("assembly.unknown"), CONTEXT)

    assert answer.status_code == 403
    assert list(answer.data) == ["detail"]
    assert "assembly" not in answer.data["detail"]
    assert len(answer.data["detail"].split()) > 4


def test_what_is_not_there_is_a_404():
    answer = exception_handler(Http404(), CONTEXT)

    assert (answer.status_code, list(answer.data)) == (404, ["detail"])


def test_a_mistake_of_ours_is_not_dressed_up():
    assert exception_handler(ZeroDivisionError(), CONTEXT) is None
