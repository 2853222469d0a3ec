"""Whoever objects to a name may ask another elector to word it with them, before anybody else sees it.

Nothing of it is recorded: the journal is read by all, and only an objection has a helper (as of a text, `wording.py`).
"""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import action, touch
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from proposals.actions.election_common import begin_election
from proposals.actions.election_notifications import ask_for_words_in_election
from proposals.election_process import ElectionAct
from proposals.models import CandidacyAnswer, CandidacyObjection, Position, WordingHelp
from proposals.objection_reasons import objection_parts
from proposals.queries.elections import asked_about


@action
def ask_for_help_in_election(answer: CandidacyAnswer, *, helper: Member, actor: Member) -> WordingHelp:
    """Let `helper`, asked about the same name, read this objection and write its reason, in the place of another.

    Raises ValidationError: `shown` once the answers are, `changed` where it is no objection any more, `waits` while it
    is noted and not confirmed; on `helper`, `helper` for oneself, the person proposed, and whoever is not asked.
    """
    election = begin_election(ElectionAct.ASK_HELP, answer, actor=actor)
    answer = _hidden_answer(answer)
    answer.candidacy.election = election
    if helper == actor or helper not in asked_about(answer.candidacy):
        raise wrong("helper", _("Choose somebody else of those who are asked about this name."), code="helper")
    earlier = WordingHelp.objects.filter(answer=answer).first()
    if earlier is not None and earlier.helper_id == helper.pk:
        return earlier
    help, _is_new = WordingHelp.objects.update_or_create(answer=answer, defaults={"helper": helper, "asked_at": now()})
    ask_for_words_in_election(election, help)
    touch(helper.topic)
    return help


@action
def help_to_word_in_election(
    answer: CandidacyAnswer, *, reason: Mapping[str, str], actor: Member
) -> CandidacyObjection:
    """Whoever was asked to help writes the reason. Raises ValidationError: `shown`, `changed`, `objection_kind`."""
    begin_election(ElectionAct.HELP_TO_WORD, answer, actor=actor)
    answer = _hidden_answer(answer)
    objection = CandidacyObjection.objects.select_for_update().get(answer=answer)
    parts = objection_parts(reason)
    for part, text in parts.items():
        setattr(objection, part, text)
    objection.save(update_fields=list(parts))
    touch(answer.member.topic)
    return objection


def _hidden_answer(answer: CandidacyAnswer) -> CandidacyAnswer:
    """As it stands under the lock of its election, while nobody else sees it."""
    answer = CandidacyAnswer.objects.select_related("candidacy", "member").get(pk=answer.pk)
    if not answer.candidacy.is_open:
        raise ValidationError(_("The answers are shown: whoever facilitates helps to word it now."), code="shown")
    if answer.kind != Position.Kind.OBJECTION:
        raise ValidationError(_("This is no objection any more: look at the page of the election again."), "changed")
    if answer.waits:
        message = _("This answer was noted, and waits to be confirmed: confirm it first.")
        raise ValidationError(message, code="waits")
    return answer
