"""Whoever objects may ask somebody of the circle to word it with them, before anybody else sees it: in the round, and
beforehand.

Nothing of it is recorded: the journal is read by all, and only an objection has a helper. What they write is the
objector's own reason, who may write it again, or lift it.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import action, touch
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from proposals.actions.common import begin
from proposals.actions.notifications import ask_for_words
from proposals.models import Objection, Proposal, WordingHelp, WrittenObjection
from proposals.objection_reasons import objection_parts
from proposals.process import Act
from proposals.queries import helpers_beforehand, is_elector, is_revealed

Hidden = Objection | WrittenObjection


@action
def ask_for_help(objection: Hidden, *, helper: Member, actor: Member) -> WordingHelp:
    """Let `helper` read this objection and write its reason, in the place of another: somebody who is asked in the same
    round or, of one that is written beforehand, a member of the circle.

    Raises ValidationError: `shown` once the positions are, `opened` where what was written beforehand is a position by
    now, and on `helper`, `helper` for somebody else than those.
    """
    proposal = begin(Act.ASK_HELP, objection, actor=actor)
    objection = _hidden(objection)
    if not _may_help(objection, proposal, helper, actor):
        raise wrong("helper", _("Choose somebody else of those who are asked in this round."), code="helper")
    of = _of(objection)
    earlier = WordingHelp.objects.filter(**of).first()
    if earlier is not None and earlier.helper_id == helper.pk:
        return earlier
    help, _is_new = WordingHelp.objects.update_or_create(**of, defaults={"helper": helper, "asked_at": now()})
    ask_for_words(proposal, help)
    touch(helper.topic)
    return help


@action
def help_to_word(objection: Hidden, *, reason: Mapping[str, str], actor: Member) -> Hidden:
    """Whoever was asked to help writes the reason. Raises ValidationError: `shown`, `opened`."""
    begin(Act.HELP_TO_WORD, objection, actor=actor)
    objection = _hidden(objection)
    parts = objection_parts(reason)
    for part, text in parts.items():
        setattr(objection, part, text)
    objection.save(update_fields=list(parts))
    touch(_objector(objection).topic)
    return objection


def _may_help(objection: Hidden, proposal: Proposal, helper: Member, objector: Member) -> bool:
    if isinstance(objection, WrittenObjection):
        return helpers_beforehand(proposal, objector).filter(pk=helper.pk).exists()
    return helper != objector and is_elector(objection.position.round, helper)


def _of(objection: Hidden) -> dict[str, Any]:
    return {"written": objection} if isinstance(objection, WrittenObjection) else {"position": objection.position}


def _objector(objection: Hidden) -> Member:
    return objection.member if isinstance(objection, WrittenObjection) else objection.position.member


def _hidden(objection: Hidden) -> Hidden:
    """As it stands under the lock of its proposal, while nobody else sees it."""
    if isinstance(objection, WrittenObjection):
        written = WrittenObjection.objects.select_related("member").filter(pk=objection.pk).first()
        if written is None:
            message = _("Everybody is asked by now, or it was taken back: look at the page of the proposal again.")
            raise ValidationError(message, code="opened")
        return written
    objection = Objection.objects.select_related("position__round", "position__member").get(pk=objection.pk)
    if not objection.position.round.is_open or is_revealed(objection.position, objection.position.round):
        raise ValidationError(_("The positions are shown: whoever facilitates helps to word it now."), code="shown")
    return objection
