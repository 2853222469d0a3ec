"""From the presentation to the text that will be decided: questions, reactions, amending."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import action
from journal.clock import now
from members.models import Member
from proposals.actions.common import begin, move, tell, written
from proposals.models import CircleRequest, Proposal, Question, Reaction, Version
from proposals.process import Act, State, leads_to
from proposals.queries import current_version


@action
def next_stage(proposal: Proposal, *, actor: Member) -> Proposal:
    """Close this stage and open the one that follows. Questions close once each is answered or left open."""
    proposal = begin(Act.NEXT_STAGE, proposal, actor=actor)
    end_requests(proposal)
    step(proposal, Act.NEXT_STAGE, leads_to(Act.NEXT_STAGE, State(proposal.state))[0])
    return proposal


def end_requests(proposal: Proposal) -> None:
    """Silence is no agreement: what the circle was asked and did not answer is over."""
    requests = CircleRequest.objects.filter(objection__position__round__proposal=proposal, ended_at__isnull=True)
    requests.update(ended_at=now(), agreed=False)


def step(proposal: Proposal, act: Act, to: State) -> None:
    """Go one stage further and tell it."""
    if proposal.state == State.CLARIFICATION:
        check_questions(proposal)
    before = proposal.state
    move(proposal, act, to)
    tell("stage.opened", proposal, stage=str(to), after=str(before))


def check_questions(proposal: Proposal) -> None:
    """Raise `ValidationError` while a question waits for its answer."""
    waiting = Question.objects.filter(proposal=proposal, answered_at__isnull=True, left_open_at__isnull=True).count()
    if waiting:
        raise ValidationError(
            _("A question still waits for its answer. Its author answers it, or whoever asked leaves it open."),
            code="unanswered",
        )


@action
def ask(proposal: Proposal, *, text: str, actor: Member) -> Question:
    """Ask in order to understand. Observers may, where the circle is open."""
    proposal = begin(Act.ASK, proposal, actor=actor)
    text = written(text, _("Write your question."), "text")
    question = Question.objects.create(proposal=proposal, asker=actor, text=text, asked_at=now())
    tell("question.asked", proposal, question=question.pk, private={"text": text})
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
    return question


@action
def leave_open(question: Question, *, actor: Member) -> Question:
    """Whoever asked lets the proposal go on without an answer. Twice changes nothing."""
    question = Question.objects.select_related("proposal__circle").get(pk=question.pk)
    proposal = begin(Act.LEAVE_OPEN, question, actor=actor)
    question.refresh_from_db(fields=["answered_at", "left_open_at"])
    if question.is_waiting:
        question.left_open_at = now()
        question.save(update_fields=["left_open_at"])
        tell("question.left_open", proposal, question=question.pk)
    return question


@action
def react(proposal: Proposal, *, actor: Member, text: str = "") -> Reaction:
    """Say once what one feels about it, or pass with an empty text. Nothing blocks, nobody answers."""
    proposal = begin(Act.REACT, proposal, actor=actor)
    if Reaction.objects.filter(proposal=proposal, member=actor).exists():
        raise ValidationError(_("You have had your turn: everybody speaks once here."), code="once")
    reaction = Reaction.objects.create(proposal=proposal, member=actor, text=text.strip(), reacted_at=now())
    tell("reaction.given", proposal, passes=reaction.is_pass, private={"text": reaction.text})
    return reaction


@action
def keep_text(proposal: Proposal, *, actor: Member) -> Proposal:
    """The author keeps the text as it is: the objections can be asked for."""
    proposal = begin(Act.KEEP, proposal, actor=actor)
    tell("text.kept", proposal, version=current_version(proposal).number)
    return proposal


@action
def amend(proposal: Proposal, *, text: str, actor: Member, note: str = "", is_substantial: bool = False) -> Version:
    """The author puts a new version in place of the text. What anybody said of the former one no longer counts.

    In the integration of an objection a substantial change goes back to the questions.
    """
    proposal = begin(Act.AMEND, proposal, actor=actor)
    text = written(text, _("Write the text that would be decided."), "text")
    last = current_version(proposal)
    if text == last.text:
        raise ValidationError(_("This is the same text. Change it, or keep it as it is."), code="same")
    version = Version.objects.create(
        proposal=proposal,
        number=last.number + 1,
        text=text,
        note=note.strip(),
        is_substantial=is_substantial,
        author=actor,
        created_at=now(),
    )
    tell(
        "text.amended",
        proposal,
        version=version.number,
        substantial=is_substantial,
        private={"text": text, "note": version.note},
    )
    if is_substantial and proposal.state == State.INTEGRATION:
        step(proposal, Act.AMEND, State.CLARIFICATION)
    return version
