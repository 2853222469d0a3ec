"""Why somebody may not, in words. Each app registers a sentence for its permissions, in its `offers.py`: who may do it,
and what somebody else can do instead."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from journal.registry import Registry

reasons: Registry[str | Promise] = Registry("the reason of a refusal")


def explain(app: str, sentences: Mapping[str, str | Promise]) -> None:
    """Register the reasons of an app by the names of its permissions: "read" of `assembly` for `assembly.read`."""
    reasons.register_all({f"{app}.{perm}": sentence for perm, sentence in sentences.items()})


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
