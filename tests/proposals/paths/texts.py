"""What anybody may try with the text of a proposal: questions, reactions, versions, comments, suggested edits."""

from datetime import date

from proposals import actions
from proposals.models import Comment, Proposal, Question, SuggestedEdit
from proposals.queries import current_version
from proposals.queries.attached_files import free_place
from proposals.queries.objection_answers import objections_to_answer
from tests.proposals.files import PDF, kept
from tests.proposals.paths.path import one_of

OPTIONS = "# Bleu\n\n# Vert"
"""What one chooses among; other ways to decide read it as words like others."""


def the_proposal() -> Proposal:
    """The one that people talk about now: the latest that was written, or taken on."""
    return one_of(Proposal.objects.order_by("-pk")[:1], 0)


def ask(path, who, number):
    return actions.ask(the_proposal(), text=path.words(), actor=who)


def answer(path, who, number):
    return actions.answer(one_of(Question.objects.order_by("-pk"), number), text=path.words(), actor=who)


def leave_open(path, who, number):
    return actions.leave_open(one_of(Question.objects.order_by("-pk"), number), reason="personne", actor=who)


def note_aloud(path, who, number):
    return actions.note_answered_aloud(one_of(Question.objects.order_by("-pk"), number), actor=who)


def reopen_question(path, who, number):
    return actions.reopen_question(one_of(Question.objects.order_by("-pk"), number), actor=who)


def react(path, who, number):
    return actions.react(the_proposal(), text="" if number % 3 == 0 else path.words(), actor=who)


def amend(path, who, number):
    return actions.amend(
        the_proposal(),
        text=f"{path.words()}\n\n{OPTIONS}",
        note=path.words(),
        is_substantial=number % 3 == 0,
        actor=who,
    )


def edit(path, who, number):
    proposal = the_proposal()
    kept = {name: getattr(proposal, name) for name in ("title", "need", "facilitator", "process", "method", "audience")}
    kept |= {"decider": proposal.decider, "replaces": proposal.replaces, "is_repeal": proposal.is_repeal}
    return actions.edit_proposal(
        proposal,
        text=f"{path.words()}\n\n{OPTIONS}",
        review_on=date(2035, 6, 1),
        **kept,
        is_presented=number % 2 == 0,
        actor=who,
    )


def attach(path, who, number):
    proposal = the_proposal()
    name = path.words("file", proposal.pk, free_place(proposal))
    return actions.attach_file(proposal, name=name, file=kept(PDF), actor=who)


def detach(path, who, number):
    attached = one_of(the_proposal().attached_files.order_by("-pk"), number)
    if attached.proposal.is_private:  # of a draft nothing remains
        path.forgets("file", attached.proposal_id, attached.place)
    return actions.detach_file(attached, actor=who)


def comment(path, who, number):
    version = current_version(the_proposal())
    return actions.comment_passage(
        version.proposal, version=version.number, start=0, end=4, text=path.words(), actor=who
    )


def reply(path, who, number):
    return actions.reply_to_comment(one_of(Comment.objects.order_by("-pk"), number), text=path.words(), actor=who)


def settle_comment(path, who, number):
    return actions.settle_comment(one_of(Comment.objects.order_by("-pk"), number), actor=who)


def suggest_edit(path, who, number):
    version, words = current_version(the_proposal()), path.words()
    more = {"version": version.number, "start": 0, "end": 4, "replacement": words, "reason": path.words()}
    return actions.suggest_edit(version.proposal, **more, actor=who)


def take_edit(path, who, number):
    edit = one_of(SuggestedEdit.objects.order_by("-pk"), number)
    answers = [objection.pk for objection in objections_to_answer(edit.proposal)][: number % 3]
    return actions.take_edit(edit, answers=answers, actor=who)


def refuse_edit(path, who, number):
    edit = one_of(SuggestedEdit.objects.order_by("-pk"), number)
    return actions.refuse_edit(edit, reason=path.words(), actor=who)
