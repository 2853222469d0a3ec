"""A request that carries a secret ballot: whatever breaks, no report of it holds an answer or a code.

An error report (a letter to the administrators, the page of `DEBUG=1`, a service that collects errors)
shows what was sent and the values of every frame. Here it shows where it broke, and no value at all. A
template that misses a variable, as many do on purpose, logs all that it was given: not here.
"""

import logging
import sys
from collections.abc import ItemsView, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from traceback import extract_tb
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation, ValidationError
from django.http import Http404, HttpRequest
from django.views.debug import SafeExceptionReporterFilter

REFUSALS = (ValidationError, PermissionDenied, Http404, SuspiciousOperation)
_is_discreet: ContextVar[bool] = ContextVar("votes_discretion", default=False)
logging.getLogger("django.template").addFilter(lambda record: not _is_discreet.get())


class Broken(Exception):
    """Says what broke and on which way, of an exception whose message may hold what the voter answered."""

    def __init__(self, error: Exception) -> None:
        way = [f"{Path(call.filename).name}:{call.lineno}" for call in extract_tb(error.__traceback__)]
        super().__init__(f"{type(error).__name__} by {' '.join(way)}")


class Discreet(SafeExceptionReporterFilter):
    """For Django's own reports. The length of a body is a value too: "for" is shorter than "against"."""

    def is_active(self, request: HttpRequest | None) -> bool:
        return True

    def get_safe_request_meta(self, request: HttpRequest | None) -> dict[str, Any]:
        return {} if request is None else {"REQUEST_METHOD": request.method, "PATH_INFO": request.path}

    def get_post_parameters(self, request: HttpRequest | None) -> dict[str, Any]:
        return {}

    def get_traceback_frame_variables(self, request: HttpRequest | None, tb_frame: Any) -> ItemsView[str, Any]:
        return {}.items()


@contextmanager
def discreet(request: HttpRequest) -> Iterator[None]:
    """Within, read and cast a secret ballot. What is refused is told as ever; what breaks is told without values."""
    request.exception_reporter_filter = Discreet()
    token = _is_discreet.set(True)
    try:
        yield
    except REFUSALS:
        raise
    except Exception as error:
        if _is_refusal_of_the_api(error):
            raise
        raise Broken(error) from None
    finally:
        _is_discreet.reset(token)


def _is_refusal_of_the_api(error: Exception) -> bool:
    """Its framework is loaded with the API: before that, nothing can be such a refusal."""
    framework = sys.modules.get("rest_framework.exceptions")
    return framework is not None and isinstance(error, framework.APIException)
