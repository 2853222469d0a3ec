"""Questions that the author answers in the room, where nothing is written."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import action, require
from journal.clock import now
from members.models import Member
from proposals.actions.common import check_time, lock, tell
from proposals.models import Proposal, Question
from proposals.process import Act
from proposals.queries import is_in_meeting


@action
def note_answered_aloud(question: Question, *, actor: Member) -> Question:
    """The author answered in the meeting: whoever asked says so, or whoever facilitates. Twice changes nothing.

    Where it was not the asker, they are told, and may reopen it (`reopen_question`) while questions are asked; for a
    minute the proposal does not go on without them. Said by the asker after another, it is theirs.
    Raises ValidationError: `online` outside a meeting, `reopened` by another than the asker once they reopened it.
    """
    question, proposal = _begin(question)
    require("proposals.note_answered_aloud", actor, question)
    check_time(Act.ANSWER, proposal)
    is_asker = actor.pk == question.asker_id
    is_confirmed = is_asker and question.is_answered_aloud and question.answered_aloud_by_id != actor.pk
    if not question.is_waiting and not is_confirmed:
        return question
    if not is_in_meeting(proposal):
        raise ValidationError(_("Online, the author answers in writing."), code="online")
    if question.reopened_at and not is_asker:
        raise ValidationError(
            _("%(name)s reopened this question: only they say when it is answered.") % {"name": question.asker.name},
            code="reopened",
        )
    question.answered_aloud_by, question.answered_at = actor, now()
    question.save(update_fields=["answered_aloud_by", "answered_at"])
    tell("question.answered_aloud", proposal, question=question.pk, asker=question.asker_id)
    return question


@action
def reopen_question(question: Question, *, actor: Member) -> Question:
    """Whoever asked was not answered: the question waits again. What waits already is left as it is.

    Raises ValidationError: `written` where the author answered in writing.
    """
    question, proposal = _begin(question)
    require("proposals.reopen_question", actor, question)
    check_time(Act.ANSWER, proposal)
    if question.is_waiting:
        return question
    if not question.is_answered_aloud:
        raise ValidationError(_("The author has answered in writing: ask another question."), code="written")
    question.answered_aloud_by, question.answered_at, question.reopened_at = None, None, now()
    question.save(update_fields=["answered_aloud_by", "answered_at", "reopened_at"])
    tell("question.reopened", proposal, question=question.pk)
    return question


def _begin(question: Question) -> tuple[Question, Proposal]:
    proposal = lock(question.proposal)
    question = Question.objects.select_related("asker").get(pk=question.pk)
    question.proposal = proposal
    return question, proposal
