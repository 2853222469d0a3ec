"""From the presentation to the text that will be decided: questions, reactions, amending."""

from collections.abc import Collection, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.changes import Change, checked
from journal.actions import CLOCK, Actor, action, require, touch
from journal.clock import now
from journal.lists import listed
from members.models import Member
from proposals.actions.advice import check_all_advised, check_within_reach
from proposals.actions.comments import follow_comments
from proposals.actions.common import begin, journal_texts, move, tell, written
from proposals.actions.information import become_known, end_once_read
from proposals.actions.notifications import ask_author
from proposals.actions.objection_answers import record_answers
from proposals.actions.options import check_chooses_only, check_next_text
from proposals.actions.suggested_edits import EditAnswer, fresh, settle_edits
from proposals.models import CircleRequest, Proposal, Question, Reaction, SuggestedEdit, Version
from proposals.process import Act, State
from proposals.processes import table_of
from proposals.queries import (
    current_version,
    has_facilitator_left,
    is_author_missing,
    reactions_to_current,
    silent_since,
    suggesting,
)
from proposals.queries.objection_answers import objections_to_answer
from web import dates


@action
def next_stage(proposal: Proposal, *, actor: Actor) -> Proposal:
    """Close this stage and open the one that follows. Questions close once each is answered or left open.

    What advice is asked for closes before its deadline once all have given it. Raises ValidationError `awaited`.
    """
    proposal = begin(Act.NEXT_STAGE, proposal, actor=actor)
    if proposal.state == State.ADVISING and actor is not CLOCK:
        check_all_advised(proposal)
    if proposal.is_for_information:
        become_known(proposal, Act.NEXT_STAGE)
        return proposal
    end_requests(proposal)
    step(proposal, Act.NEXT_STAGE, table_of(proposal.process).leads_to(Act.NEXT_STAGE, State(proposal.state))[0])
    return proposal


def end_requests(proposal: Proposal) -> None:
    """Silence is no agreement: what the circle was asked and did not answer is over."""
    requests = CircleRequest.objects.filter(objection__position__round__proposal=proposal, ended_at__isnull=True)
    requests.update(ended_at=now(), agreed=False)


def step(proposal: Proposal, act: Act, to: State, *, is_skipped: bool = False) -> None:
    """Go one stage further and tell it. One that `is_skipped` is only walked through."""
    before = proposal.state
    move(proposal, act, to, is_skipped=is_skipped)
    tell("stage.opened", proposal, stage=str(to), after=str(before))


@action
def ask(proposal: Proposal, *, text: str, actor: Member) -> Question:
    """Ask in order to understand. Observers may, where the circle is open."""
    proposal = begin(Act.ASK, proposal, actor=actor)
    text = written(text, _("Write your question."), "text")
    question = Question.objects.create(proposal=proposal, asker=actor, text=text, asked_at=now())
    tell("question.asked", proposal, question=question.pk, private={"text": text})
    ask_author(question)
    return question


@action
def answer(question: Question, *, text: str, actor: Member) -> Question:
    """The author alone answers. An answer may be completed while the questions are open."""
    question = Question.objects.select_related("proposal__circle").get(pk=question.pk)
    proposal = begin(Act.ANSWER, question, actor=actor)
    question.answer = written(text, _("Write your answer."), "text")
    question.answered_at = now()
    question.save(update_fields=["answer", "answered_at"])
    tell("question.answered", proposal, question=question.pk, private={"answer": question.answer})
    end_once_read(proposal, Act.ANSWER)
    return question


@action
def leave_open(question: Question, *, actor: Member, reason: str = "") -> Question:
    """Let the proposal go on without an answer. Twice changes nothing.

    Whoever asked may at any time. Whoever facilitates may, with a `reason`, once the asker has left or has been
    silent for the stage's length. Raises ValidationError: `waits` while that is not so, `reason` without one.
    """
    question = Question.objects.select_related("proposal__circle", "asker").get(pk=question.pk)
    proposal = begin(Act.LEAVE_OPEN, question, actor=actor)
    question.refresh_from_db(fields=["answered_at", "left_open_at"])
    if not question.is_waiting:
        return question
    is_asker = actor.pk == question.asker_id
    if not is_asker:
        reason = written(reason, _("Say why it is left open: whoever asked will read it."), "reason")
        if not silent_since(proposal, [question]):
            raise ValidationError(
                _("Whoever asked may still leave it open. You may once they have left, or been silent for this stage."),
                code="waits",
            )
    question.left_open_at, question.left_open_by = now(), actor
    question.left_open_because = "" if is_asker else reason
    question.save(update_fields=["left_open_at", "left_open_by", "left_open_because"])
    if is_asker:
        tell("question.left_open", proposal, question=question.pk)
    else:
        asked_by = question.asker_id
        tell("question.let_go", proposal, question=question.pk, asker=asked_by, private={"reason": reason})
    end_once_read(proposal, Act.LEAVE_OPEN)
    return question


@action
def take_over(proposal: Proposal, *, actor: Member) -> Proposal:
    """A member becomes the author of a text whose author has left, or lets a stage's length pass without a word.

    What the former author wrote stays under their name. A draft is only for those who read it: whoever facilitates,
    or its circle where it was presented before and sent back. Raises ValidationError `author` while they are there.
    """
    proposal = begin(Act.TAKE_OVER, proposal, actor=actor)
    require("proposals.read", actor, proposal)
    if not is_author_missing(proposal):
        raise ValidationError(
            _(
                "The author is there, and still has time: a text is taken over when its author has left, or lets "
                "the time of a stage pass on a question or on a new version."
            ),
            code="author",
        )
    former, proposal.author, proposal.author_since = proposal.author_id, actor, now()
    proposal.save(update_fields=["author", "author_since"])
    tell("author.replaced", proposal, author=actor.pk, former=former)
    return proposal


@action
def facilitate(proposal: Proposal, *, actor: Member) -> Proposal:
    """A member facilitates in place of somebody whose account is closed, or who left the circle: a process waits for
    nobody who has left (PRODUCT §3.2). Raises ValidationError `facilitator` while they are there.
    """
    proposal = begin(Act.FACILITATE, proposal, actor=actor)
    if not has_facilitator_left(proposal):
        raise ValidationError(
            _("Whoever facilitates is there: ask them. Another takes their place once they have left."),
            code="facilitator",
        )
    former, proposal.facilitator, proposal.facilitator_since = proposal.facilitator_id, actor, now()
    proposal.save(update_fields=["facilitator", "facilitator_since"])
    tell("facilitator.replaced", proposal, facilitator=actor.pk, former=former)
    return proposal


@action
def react(proposal: Proposal, *, actor: Member, text: str = "") -> Reaction:
    """Say once a text what one feels about it, or pass with an empty `text`. Nothing blocks, nobody answers.

    A version whose substance changed is a new text: everybody may react again. Raises ValidationError `once`.
    """
    proposal = begin(Act.REACT, proposal, actor=actor)
    if reactions_to_current(proposal).filter(member=actor).exists():
        raise ValidationError(_("You have had your turn: everybody speaks once here."), code="once")
    version = current_version(proposal)
    reaction = Reaction.objects.create(
        proposal=proposal, version=version, member=actor, text=text.strip(), reacted_at=now()
    )
    tell(
        "reaction.given",
        proposal,
        version=version.number,
        passes=reaction.is_pass,
        private=journal_texts(proposal, text=reaction.text),
    )
    return reaction


@action
def keep_text(proposal: Proposal, *, actor: Member) -> Proposal:
    """The author keeps the text as it is: the objections can be asked for."""
    proposal = begin(Act.KEEP, proposal, actor=actor)
    tell("text.kept", proposal, version=current_version(proposal).number)
    return proposal


def check_suggestions(proposal: Proposal) -> None:
    """Raise `ValidationError` while somebody who objected may still suggest a way."""
    if waits_for := suggesting(proposal):
        names = listed(member.name for member in waits_for.objectors)
        raise ValidationError(
            _(
                "%(names)s suggests first: you write the new version after that, or after %(until)s. Keep your text "
                "here meanwhile."
            )
            % {"names": names, "until": dates.exact(waits_for.until)},
            code="suggestion",
        )


@action
def amend(
    proposal: Proposal,
    *,
    text: str,
    actor: Member,
    note: str = "",
    change: Change | None = None,
    is_substantial: bool = False,
    edits: Mapping[int, EditAnswer] | None = None,
    answers: Sequence[int] = (),
    answered: Mapping[str, Collection[int]] | None = None,
) -> Version:
    """The author puts a new version in place of the text. What anybody said of the former one no longer counts.

    What it lets be changed stays, unless another `change` is given. `edits` says what is made of suggested edits,
    `answers` which objections (their keys) it answers, `answered` which of these each changed paragraph does.

    In the integration of an objection its author suggests first, and a substantial change goes back to the
    questions. Raises ValidationError `suggestion` while an objector may still suggest, and as `check_options` does.
    """
    proposal = begin(Act.AMEND, proposal, actor=actor)
    check_suggestions(proposal)
    text = written(text, _("Write the text that would be decided."), "text")
    last = current_version(proposal)
    change = last.change if change is None else checked(change, proposal.circle)
    check_within_reach(proposal.circle, proposal.process, change, None)
    check_chooses_only(proposal.process, change, is_repeal=False)
    check_next_text(proposal, last, text)
    if text == last.text and change == last.change:
        raise ValidationError(_("This is the same text. Change it, or keep it as it is."), code="same")
    version = Version.objects.create(
        proposal=proposal,
        number=last.number + 1,
        text=text,
        note=note.strip(),
        change=change,
        is_substantial=is_substantial,
        author=actor,
        created_at=now(),
    )
    tell(
        "text.amended",
        proposal,
        version=version.number,
        substantial=is_substantial,
        changes=change.for_journal(),
        private={"text": text, "note": version.note, **change.texts()},
    )
    settle_edits(proposal, version, edits)
    follow_comments(proposal, version)
    record_answers(proposal, last, version, answers, answered)
    if change != last.change and proposal.occasion:
        touch(proposal.occasion)  # the agenda there says what it would change
    if is_substantial and proposal.state == State.INTEGRATION:
        step(proposal, Act.AMEND, State.CLARIFICATION)
    return version


@action
def take_edit(edit: SuggestedEdit, *, actor: Member, answers: Sequence[int] | None = None) -> Version:
    """The author puts one suggested edit into the text, which makes a new version.

    Where objections stand, `answers` says which of them (their keys) it answers: an empty list, none. Raises as
    `amend`, `ended`, and `answers` where that is not said.
    """
    edit = fresh(edit, begin(Act.AMEND, edit, actor=actor))
    if answers is None and objections_to_answer(edit.proposal):
        raise ValidationError(
            _("Say which objection this change answers, or that it answers none: the button on its page asks for it."),
            code="answers",
        )
    text = edit.passage.replaced(edit.version.text, edit.replacement)
    taken = {edit.pk: EditAnswer(SuggestedEdit.Status.TAKEN)}
    return amend(edit.proposal, text=text, actor=actor, edits=taken, answers=answers or ())
