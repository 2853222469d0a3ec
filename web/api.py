"""What every address of the API shares: how a refusal is told."""

from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import exceptions, status, views
from rest_framework.fields import CharField, DateTimeField, DictField, ListField
from rest_framework.response import Response

from journal.dates import is_meant, out_of_bounds
from web.errors import is_busy, too_busy
from web.refusals import reason_for

KEY = OpenApiParameter(
    "Idempotency-Key",
    location=OpenApiParameter.HEADER,
    description="A text that you choose for this one request, at random, of up to 255 characters. Sent again within "
    "a week with the same key it changes nothing more and is answered as the first was; the key with another "
    "request is refused (409).",
)


class InstantField(DateTimeField):
    """An instant that somebody may mean."""

    def enforce_timezone(self, value: datetime) -> datetime:
        if not is_meant(value):
            raise exceptions.ValidationError(out_of_bounds().messages)
        return super().enforce_timezone(value)


class Schema(AutoSchema):
    """The schema of our addresses: whatever changes something can be sent twice and counts once."""

    def get_override_parameters(self) -> list[OpenApiParameter | Any]:
        return [] if self.method == "GET" else [KEY]


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """A `ValidationError`, an action's or a serializer's, is a 400 `{"errors": {field: [messages]}}`.

    It is a 409 if the request's key was used for another one. What belongs to no field stands under
    `__all__`. `PermissionDenied` is a 403 that says why and what to do instead, an unknown object a 404,
    a database that does not answer in time a 503, each `{"detail": message}`.
    """
    if is_busy(error):
        return Response(
            {"detail": too_busy()}, status=status.HTTP_503_SERVICE_UNAVAILABLE, headers={"Retry-After": "5"}
        )
    if isinstance(error, ValidationError):
        used = getattr(error, "code", "") == "request_key"
        number = status.HTTP_409_CONFLICT if used else status.HTTP_400_BAD_REQUEST
        return Response({"errors": _errors(error)}, status=number)
    response = views.exception_handler(error, context)
    if response is not None and isinstance(error, PermissionDenied):
        response.data = {"detail": reason_for(error, context["request"])}
    if response is not None and isinstance(error, exceptions.ValidationError):
        errors = response.data if isinstance(response.data, dict) else {NON_FIELD_ERRORS: response.data}
        response.data = {"errors": errors}
    return response


# What refusals look like, for the schema: `extend_schema(responses={200: …, **REFUSALS})`.
ERRORS = inline_serializer("Errors", {"errors": DictField(child=ListField(child=CharField()))})
DETAIL = inline_serializer("Detail", {"detail": CharField()})
REFUSALS = {400: ERRORS, 401: DETAIL, 403: DETAIL, 404: DETAIL, 409: ERRORS}


def _errors(error: ValidationError) -> dict[str, list[str]]:
    return error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
