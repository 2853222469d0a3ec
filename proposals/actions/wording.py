"""Whoever objects may ask somebody of the circle to word it with them, before anybody else sees it.

Nothing of it is recorded: the journal is read by all, and only an objection has a helper. What they write is the
objector's own reason, who may write it again, or lift it.
"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import action, touch
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from proposals.actions.common import begin
from proposals.actions.four_answers import write_reason
from proposals.actions.notifications import ask_for_words
from proposals.models import Objection, RoundElector, WordingHelp
from proposals.process import Act
from proposals.queries import is_revealed


@action
def ask_for_help(objection: Objection, *, helper: Member, actor: Member) -> WordingHelp:
    """Let `helper`, who is asked in the same round, read this objection and write its reason; in the place of another.

    Raises ValidationError: `shown` once the positions are, and on `helper`, `helper` for somebody who is not asked.
    """
    proposal = begin(Act.ASK_HELP, objection, actor=actor)
    objection = _hidden(objection)
    electors = RoundElector.objects.filter(round=objection.position.round)
    if helper == actor or not electors.filter(member=helper).exists():
        raise wrong("helper", _("Choose somebody else of those who are asked in this round."), code="helper")
    earlier = WordingHelp.objects.filter(position=objection.position).first()
    if earlier is not None and earlier.helper_id == helper.pk:
        return earlier
    help, _is_new = WordingHelp.objects.update_or_create(
        position=objection.position, defaults={"helper": helper, "asked_at": now()}
    )
    ask_for_words(proposal, help)
    touch(helper.topic)
    return help


@action
def help_to_word(objection: Objection, *, reason: Mapping[str, str], actor: Member) -> Objection:
    """Whoever was asked to help writes the reason. Raises ValidationError: `shown` once the positions are."""
    begin(Act.HELP_TO_WORD, objection, actor=actor)
    objection = _hidden(objection)
    write_reason(objection, reason)
    touch(objection.position.member.topic)
    return objection


def _hidden(objection: Objection) -> Objection:
    objection = Objection.objects.select_related("position__round", "position__member").get(pk=objection.pk)
    if not objection.position.round.is_open or is_revealed(objection.position, objection.position.round):
        raise ValidationError(_("The positions are shown: whoever facilitates helps to word it now."), code="shown")
    return objection
