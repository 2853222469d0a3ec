"""A collective begins: its name, and the people who found it."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import action
from journal.refusals import wrong
from members.actions.collective import edit_collective
from members.actions.invitations import accept_invitation, invite
from members.models import Invitation, Member
from members.pasting import Pasted
from members.tokens import Bearer


@action
def found_collective(
    invitation: Invitation,
    *,
    actor: Bearer,
    name: str,
    people: Sequence[Pasted],
    password: str = "",
    language: str = "",
) -> Member:
    """Make the account of the first of `people`, who holds the first administrator's link; invite the others.

    All of it or nothing. Raises ValidationError on `people` (`nobody`, `unnamed`, and what `accept_invitation` and
    `invite` refuse, each with its line), and on `password`.
    """
    if not people:
        raise wrong("people", _("Begin with yourself: your name and your email address."), code="nobody")
    founder, *others = people
    if not founder.name:
        sentence = _("%(line)s: write your name before your address, so that the others know you.")
        raise wrong("people", sentence % {"line": founder.pasted}, code="unnamed")
    if invitation.email and founder.email.lower() != invitation.email:
        sentence = _("This link is for %(email)s: begin with that address.") % {"email": invitation.email}
        raise wrong("people", sentence, code="another")
    try:
        member: Member = accept_invitation(
            invitation, actor=actor, name=founder.name, email=founder.email, password=password, language=language
        )
    except ValidationError as error:
        raise _on_people(error, founder) from error
    edit_collective(actor=member, name=name, language=member.language)
    refusals: list[ValidationError] = []
    for person in others:
        try:
            invite(actor=member, email=person.email, name=person.name, language=member.language)
        except ValidationError as error:
            refusals += _on_people(error, person).error_dict.get("people", [])
    if refusals:
        raise ValidationError({"people": refusals})
    return member


def _on_people(error: ValidationError, person: Pasted) -> ValidationError:
    """What is wrong with a line of the list, on that field; what is wrong with the password stays on its own."""
    if not hasattr(error, "error_dict") or "password" in error.error_dict:
        return error
    refusals = [one for errors in error.error_dict.values() for one in errors]
    lines = [
        ValidationError(
            text if person.pasted in (text := " ".join(one.messages)) else f"{person.pasted} — {text}", code=one.code
        )
        for one in refusals
    ]
    return ValidationError({"people": lines})
