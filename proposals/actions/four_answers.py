"""What is the same of an answer to a text and of one to a name proposed: the four answers, and why somebody objects."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.refusals import wrong
from members.models import Member
from proposals.models import CandidacyObjection, Objection, Position
from proposals.models.reason import ObjectionReason
from proposals.objection_reasons import objection_parts, reason_of
from web import drafts


def check_answer(kind: str, text: str) -> None:
    """Raises ValidationError: `kind`, `text` where a concern has no words."""
    if kind not in Position.Kind.values:
        raise ValidationError(_("Choose one of the four answers."), code="kind")
    if kind == Position.Kind.CONCERN and not text.strip():
        raise wrong("text", _("Write your concern: it is kept with the decision."), code="text")


def keep_reason(
    reasons: type[Objection] | type[CandidacyObjection],
    kind: str,
    reason: Mapping[str, str] | None,
    *,
    writer: Member,
    form: str,
    **answer: Any,
) -> None:
    """Within an action: the reason of what `answer` names now, by its `kind`.

    Of an objection it may still be incomplete; `None` leaves the one that is there. Any other answer has none: the
    words that were there wait for their `writer` in the form at this address, as what is typed and not sent does.
    """
    if kind != Position.Kind.OBJECTION:
        keep_words(reasons.objects.filter(**answer).first(), writer=writer, form=form)
    if kind != Position.Kind.OBJECTION or reason is not None:
        reasons.objects.filter(**answer).delete()  # of an earlier answer, that nobody saw
    if kind == Position.Kind.OBJECTION:
        reasons.objects.get_or_create(**answer, defaults=objection_parts(reason or {}))


def keep_words(objection: ObjectionReason | None, *, writer: Member, form: str) -> None:
    """Within an action: nothing that was typed is lost where an objection is not one any more, or not yet."""
    words = {part: [text] for part, text in reason_of(objection).items() if text}
    if words:
        drafts.put(writer, form, words)


def write_reason(
    objection: Objection | CandidacyObjection, reason: Mapping[str, str], *, by_objector: bool = True
) -> dict[str, str]:
    """Within an action: the parts of the reason, as they are kept from now on.

    Raises ValidationError: `worded` where it is whole and somebody else than the objector would write.
    """
    if objection.is_worded and not by_objector:
        raise ValidationError(_("This objection has its reason: its words are those of its author."), code="worded")
    parts = objection_parts(reason)
    for part, text in parts.items():
        setattr(objection, part, text)
    objection.save(update_fields=list(parts))
    return parts
