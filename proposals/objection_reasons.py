"""The four parts of an objection's reason, and what would make it possible."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from members.answers import AnswerOption, AnswerPart
from proposals.models import Objection, Position
from proposals.models.reason import ObjectionReason

PARTS = ("kind", "consequence", "fact", "aim", "suggestion")
HINTS = {
    "kind": gettext_lazy("For example: “nobody is free in August” is beyond what the group can bear."),
    "consequence": gettext_lazy(
        "For example: “then the two people who hold the reception would do it alone in August”."
    ),
    "fact": gettext_lazy("A fact that anybody can observe: “last summer, 3 Saturdays out of 8 had nobody”."),
    "aim": gettext_lazy("For example: “a place that is open to the neighbours, without wearing anybody out”."),
    "suggestion": gettext_lazy("If you already have an idea. The author reads it first."),
}

OBJECT_LATER = "object_later"
"""The answer by a letter's link of whoever objects, and writes why afterwards."""


def objecting_by_link(form: str) -> list[AnswerOption]:
    """To object by the link of a letter, as near as to consent: with the parts of the reason, or without for now; what
    was typed of it then waits in the `form` at this address."""
    kinds = [(kind.value, str(kind.label)) for kind in Objection.Kind]
    labels = {
        "kind": _("What kind of difficulty is it?"),
        "consequence": _("If we do this, then…"),
        "fact": _("What have we seen that makes us think so?"),
        "aim": _("Which of our aims does it touch?"),
        "suggestion": _("What would make it possible?"),
    }
    parts = [
        AnswerPart(name, label, kinds if name == "kind" else (), hint=str(HINTS[name]))
        for name, label in labels.items()
    ]
    title, button = _("I see what would put us in difficulty"), _("Bring this objection")
    return [
        AnswerOption(Position.Kind.OBJECTION, title, parts=parts, button=button),
        AnswerOption(OBJECT_LATER, _("I object, and write why later"), words_wait_at=form),
    ]


def reason_of(objection: ObjectionReason | None) -> dict[str, str]:
    """The parts of a reason as a form begins with them; nothing where nobody objected yet."""
    return {part: getattr(objection, part) for part in PARTS} if objection else {}


def in_lines(objection: ObjectionReason) -> list[str]:
    """What is written of a reason, without its kind; then what would make it possible."""
    lines = (objection.consequence, objection.fact, objection.aim, objection.suggestion)
    return [line for line in lines if line]


def objection_parts(given: Mapping[str, str]) -> dict[str, str]:
    """The parts of a reason as they are kept: all of them, empty where nothing was written."""
    parts = {part: (given.get(part) or "").strip() for part in PARTS}
    if parts["kind"] and parts["kind"] not in Objection.Kind.values:
        raise ValidationError(_("Choose what kind of difficulty it is."), code="objection_kind")
    return parts
