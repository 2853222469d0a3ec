"""Why somebody may not, in words. Each app registers a sentence for its permissions, in its `apps.py`: who may do it,
and what somebody else can do instead."""

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from journal.registry import Registry

reasons: Registry[str | Promise] = Registry("the reason of a refusal")


def reason_for(error: BaseException | None, request: HttpRequest) -> str:
    """The sentence for a refusal: what the error says itself, or what its permission's app registered."""
    said = str(error) if error else ""
    if said in reasons:
        return str(reasons[said])
    if " " in said:  # A sentence, not the name of a permission.
        return said
    if not request.user.is_authenticated:
        return _("This page is for members. Sign in, and you will come back here.")
    return _("Your place in the collective does not include this. Ask somebody of the circle: they can do it with you.")
