"""The four parts of an objection's reason, and what would make it possible."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from proposals.models import Objection
from proposals.models.reason import ObjectionReason

PARTS = ("kind", "consequence", "fact", "aim", "suggestion")


def reason_of(objection: ObjectionReason | None) -> dict[str, str]:
    """The parts of a reason as a form begins with them; nothing where nobody objected yet."""
    return {part: getattr(objection, part) for part in PARTS} if objection else {}


def objection_parts(given: Mapping[str, str]) -> dict[str, str]:
    """The parts of a reason as they are kept: all of them, empty where nothing was written."""
    parts = {part: (given.get(part) or "").strip() for part in PARTS}
    if parts["kind"] and parts["kind"] not in Objection.Kind.values:
        raise ValidationError(_("Choose what kind of difficulty it is."), code="objection_kind")
    return parts
