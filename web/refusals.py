"""Why somebody may not, in words. Each app registers a sentence for its permissions, in its `apps.py`: who may do it,
and what somebody else can do instead."""

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from journal.registry import Registry

reasons: Registry[str | Promise] = Registry("the reason of a refusal")


def reason_for(error: BaseException | None, request: HttpRequest) -> str:
    """The sentence for a refusal: what the error says itself, or what its permission's app registered."""
    reason = str(error) if error else ""
    if reason in reasons:
        return str(reasons[reason])
    if " " in reason:  # A sentence, not the name of a permission.
        return reason
    if not request.user.is_authenticated:
        return _("This page is for members. Sign in, and you will come back here.")
    return _("Your place in the collective does not include this. Ask somebody of the circle: they can do it with you.")
