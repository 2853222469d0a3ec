"""What every page's template may know of the collective."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from members.panels import asked_at_once
from members.queries import collective as read_collective


def collective(request: HttpRequest) -> dict[str, Any]:
    """`{{ collective.name }}`, read when a template asks for it; whether letters leave by themselves; what this
    person is asked at once."""
    return {
        "collective": SimpleLazyObject(read_collective),
        "mail_leaves": settings.MAIL_LEAVES,
        "answer_requests": lambda: asked_at_once(request.user),  # type: ignore[arg-type]  # asked of members alone
    }
