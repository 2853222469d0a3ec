"""What every address of the API shares: how a refusal is told, how what stands is changed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, inline_serializer
from rest_framework import exceptions, serializers, status, views
from rest_framework.fields import CharField, DateTimeField, DictField, ListField
from rest_framework.request import Request
from rest_framework.response import Response

from journal.dates import is_meant, out_of_bounds
from journal.texts import clean
from web import merging
from web.attached_files import KeptFile
from web.errors import is_busy, too_busy
from web.file_kinds import LARGEST, checked_file
from web.refusals import reason_for
from web.requests import alone

KEY = OpenApiParameter(
    "Idempotency-Key",
    location=OpenApiParameter.HEADER,
    description="A text that you choose for this one request, at random, of up to 255 characters. Sent again within "
    "a week with the same key it changes nothing more and is answered as the first was; the key with another "
    "request is refused (409).",
)


IF_MATCH = OpenApiParameter(
    "If-Match",
    location=OpenApiParameter.HEADER,
    description="The `ETag` of what you read. What only somebody else changed since stays as they left it; what both "
    "changed is refused (412), with what stands beside what you sent. Without it, what you send is taken as it is. "
    "What you leave out stays, with and without it.",
)
ETAG = OpenApiParameter(
    "ETag",
    location=OpenApiParameter.HEADER,
    response=[200],
    description="What to send as `If-Match` with a change.",
)


class InstantField(DateTimeField):
    """An instant that somebody may mean."""

    def enforce_timezone(self, value: datetime) -> datetime:
        if not is_meant(value):
            raise exceptions.ValidationError(out_of_bounds().messages)
        return super().enforce_timezone(value)


class NewAttachedFileSerializer(serializers.Serializer):
    """Sent as a form (`multipart/form-data`)."""

    file = serializers.FileField(
        help_text="A PDF, an image (PNG, JPEG, WebP) or an office file without macros, 10 MB at most."
    )
    name = serializers.CharField(
        max_length=KeptFile._meta.get_field("name").max_length,
        help_text="What it shows, in words: its name for everybody, and all that those who cannot see it have of it.",
    )

    def validate_file(self, file: Any) -> Any:
        return checked_file(file.read(LARGEST + 1))


class NamedField(serializers.SlugRelatedField[Any]):
    """A row by the name that addresses it: the slug of a circle. A text with a NUL names none, on any database."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, str) and "\0" in data:
            self.fail("does_not_exist", slug_name=self.slug_field, value=clean(data))
        return super().to_internal_value(data)


class Schema(AutoSchema):
    """The schema of our addresses: whatever changes something can be sent twice and counts once."""

    def get_override_parameters(self) -> list[OpenApiParameter | Any]:
        if self.method in ("PUT", "PATCH"):
            return [KEY, IF_MATCH, ETAG]
        return [] if self.method == "GET" else [KEY]


# A comment and no docstring: the schema would tell it of each address.
# A view that knows Django's own request as well: what Django asks of a request, it asks of that one.
class KeepsDjangoRequest:
    django_request: HttpRequest

    def initialize_request(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Request:
        self.django_request = request
        return super().initialize_request(request, *args, **kwargs)  # type: ignore[misc]


class BothChanged(exceptions.APIException):
    """A client changes what somebody else changed since it was read."""

    status_code = status.HTTP_412_PRECONDITION_FAILED

    def __init__(self, rivals: Mapping[str, str], sent: Mapping[str, Any]) -> None:
        sentence = _("This has changed since you read it: it is “%(theirs)s” now, and you sent “%(mine)s”.")
        super().__init__({name: [sentence % {"theirs": theirs, "mine": sent[name]}] for name, theirs in rivals.items()})


@contextmanager
def changing(request: Request, standing: Callable[[], Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """What a PUT or a PATCH makes of what stands, read with nobody in between (`web.merging`).

    Raises `BothChanged`.
    """
    if not isinstance(request.data, Mapping):
        raise exceptions.ValidationError(_("Send an object: the fields by their names."))
    with alone(request.path, _fields(request.data)):
        stands = standing()
        sent = {name: value for name, value in _fields(request.data).items() if name in stands}
        merged, rivals = merging.merge_sent(sent, stands, if_match=request.headers.get("If-Match", ""))
        if rivals:
            raise BothChanged(rivals, sent)
        yield merged


def answered(shown: Any, standing: Mapping[str, Any]) -> Response:
    """A thing that can be changed, with its `ETag`."""
    return Response(shown, headers={"ETag": merging.tag(standing)})


def _fields(data: Mapping[str, Any]) -> dict[str, Any]:
    """What was sent, by name; of a form, a list where a field came more than once."""
    if not isinstance(data, QueryDict):
        return dict(data)
    return {name: values if len(values) > 1 else values[0] for name, values in data.lists()}


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """A `ValidationError`, an action's or a serializer's, is a 400 `{"errors": {field: [messages]}}`; a field within
    another is `rules.seats`.

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
    if response is not None and isinstance(error, exceptions.ValidationError | BothChanged):
        response.data = {"errors": dict(_flat(response.data))}
    if response is not None and isinstance(error, exceptions.ParseError):
        response.data = {"errors": {NON_FIELD_ERRORS: [str(error.detail)]}}
    return response


# What refusals look like, for the schema: `extend_schema(responses={200: …, **REFUSALS})`.
ERRORS = inline_serializer("Errors", {"errors": DictField(child=ListField(child=CharField()))})
DETAIL = inline_serializer("Detail", {"detail": CharField()})
REFUSALS = {400: ERRORS, 401: DETAIL, 403: DETAIL, 404: DETAIL, 409: ERRORS}
CHANGE_REFUSALS = {**REFUSALS, 412: ERRORS}


def _flat(data: Any, within: str = "") -> Iterator[tuple[str, list[str]]]:
    """What is wrong within a field stands under its whole name: `rules.seats`, `options.0`."""
    if isinstance(data, Mapping):
        for name, inner in data.items():
            yield from _flat(inner, f"{within}.{name}" if within else str(name))
    elif any(isinstance(one, Mapping) for one in data):
        yield from _flat({number: inner for number, inner in enumerate(data) if inner}, within)
    else:
        yield within or NON_FIELD_ERRORS, [clean(str(one)) for one in data]  # some quote what was sent


def _errors(error: ValidationError) -> dict[str, list[str]]:
    return error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
