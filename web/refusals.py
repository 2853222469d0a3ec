"""Why somebody may not, in words. Each app registers a sentence for its permissions, in its `apps.py`."""

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _

_reasons: dict[str, str | Promise] = {}


def explain(perm: str, reason: str | Promise) -> None:
    """Say in one sentence who may do `perm`, and what somebody else can do instead."""
    _reasons[perm] = reason


def reason_for(error: BaseException | None, request: HttpRequest) -> str:
    """The sentence for a refusal: what the error says itself, or what its permission's app registered."""
    said = str(error) if error else ""
    if said in _reasons:
        return str(_reasons[said])
    if " " in said:  # A sentence, not the name of a permission.
        return said
    if not request.user.is_authenticated:
        return _("This page is for members. Sign in, and you will come back here.")
    return _("Your place in the collective does not include this. Ask somebody of the circle: they can do it with you.")
