"""What somebody answers by the link of a letter."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import action, record, require
from journal.clock import now
from members import answers
from members.models import AnswerLink, Member


@action
def answer_by_link(
    link: AnswerLink, *, value: str, actor: Member, text: str = "", parts: Mapping[str, str] | None = None
) -> AnswerLink:
    """Do the one act of this link, in its person's name, once; the journal says that it was by the link of a letter.

    `parts` are the words of an option of several, by name; others are not looked at.
    Raises ValidationError: `link` when it was used or nothing is asked any more, `answer` for none of its options,
    `changed` for words that began from what was before, and what the act itself refuses.
    """
    kind = answers.kinds.get(link.kind)
    if kind and kind.lock:
        kind.lock(link.about)
    link = AnswerLink.objects.select_for_update().get(pk=link.pk)
    require("members.answer_by_link", actor, link.member)
    question = answers.still_asked(answers.question_of(link))
    option = next((one for one in question.options if one.value == value), None)
    if option is None:
        raise ValidationError(_("Choose one of the answers."), code="answer")
    if option.began_from and (parts or {}).get("began_from") != option.began_from:
        raise ValidationError(
            _(
                "What you answer to has changed since you read it: read it again. Your words are kept; send them once "
                "more if they still hold."
            ),
            code="changed",
        )
    kind = answers.kinds[link.kind]
    if option.parts and kind.answer_parts:
        given = {part.name: (parts or {}).get(part.name, "") for part in option.parts}
        kind.answer_parts(link.member, link.about, given)
    elif kind.answer:
        kind.answer(link.member, link.about, value, text)
    link.used_at = now()
    link.save(update_fields=["used_at"])
    record(
        "answer.by_link",
        topics=[link.member.topic],
        body={"member": link.member_id, "kind": link.kind, "thing": link.about},
    )
    return link
