"""What a proposal, or an election without candidate, asks of one person, for the bar of a phone.

On its own page the first of it stands in the bar; in a meeting's, what the meeting asks comes among it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from proposals.effects import effects_of
from proposals.election_process import ElectionAct
from proposals.presenters.election_part import ElectionPart
from proposals.presenters.noted import OwnNote
from proposals.presenters.own_panel import OwnPanel
from proposals.process import Act
from proposals.queries import current_version
from votes.presenters.noted import OwnNotedVote
from web.act_bar import LAMP, ActBar, SheetText, minutes
from web.components import Button


def proposal_bar(panel: OwnPanel) -> ActBar | None:
    """The bar of its own page; None for whoever may do nothing there."""
    if not panel.acts and (panel.is_empty or panel.proposal.is_ended):
        return None
    waiting = [
        *notes_to_answer(panel.noted),
        *asked_by_proposal(panel),
        *_asked_by_advice(panel),
        *_asked_for_words([one.position_id for one in panel.wordings] + [one.pk for one in panel.wordings_beforehand]),
        *_asked_to_read(panel),
        *_asked_to_lead(panel),
    ]
    look = ActBar("look", opens=_("Ask a question") if Act.ASK in panel.acts else _("Your part"))
    bar = _first(waiting, panel.steps, look)
    return replace(bar, counted=answered_to_proposal(panel), reading=reading_of(panel))


def election_bar(part: ElectionPart) -> ActBar | None:
    """The bar of its own page; None for whoever may do nothing there."""
    if part.is_empty:
        return None
    waiting = [*asked_by_election(part), *_asked_for_words([answer.pk for answer in part.wordings])]
    bar = _first(waiting, [*part.steps, *part.links], ActBar("look", opens=_("Your part")))
    return replace(bar, counted=answered_to_election(part))


def _first(waiting: Sequence[ActBar], steps: Sequence[Button], look: ActBar) -> ActBar:
    """What waits for this person, with the next step beside it for whoever facilitates; else the step, else `look`."""
    step = next((step for step in steps if "lamp" in step.look), None)
    if waiting:
        return replace(waiting[0], step=replace(step, look="") if step else None)
    return ActBar("conduct", about=step.url, buttons=[step]) if step else look


def reading_of(panel: OwnPanel, *, is_voted: bool = False) -> SheetText | None:
    """The text on which a position or a vote (`is_voted`) is asked now."""
    if not (panel.is_asked or is_voted):
        return None
    version = current_version(panel.proposal)
    label = _("The text, version %(number)s") % {"number": version.number}
    effects = [f"**{sentence}**" for sentence in effects_of(panel.proposal, version)]
    return SheetText(
        label, "\n\n".join([*effects, version.text]), is_answered=panel.is_asked and panel.position is None
    )


def answered_to_proposal(panel: OwnPanel) -> str:
    """The position that may still change, or one's objection that stands, in words."""
    if panel.mine:
        return "" if _is_to_suggest(panel) else _("You object.")
    return panel.own.words if panel.may_change and panel.position else ""


def answered_to_election(part: ElectionPart) -> str:
    """One's objection to the name that stands, in words."""
    return _("You object.") if part.objection else ""


def _is_to_suggest(panel: OwnPanel) -> bool:
    """The author waits for what this person suggests: the bar asks for it, and opens all that they may do."""
    return any(objection.awaits_suggestion for objection in panel.mine)


def notes_to_answer(notes: Sequence[OwnNote | OwnNotedVote]) -> Iterator[ActBar]:
    """Answers and votes that were noted in the room: this person's own, then those that they may confirm."""
    look = pgettext("an act", "Look")
    if own := next((note for note in notes if note.is_mine), None):
        yield ActBar("own_answer", own.title, own.title, opens=look, is_announced=True)
    if other := next((note for note in notes if note.may_confirm and not note.is_mine), None):
        yield ActBar("vouch", other.title, other.title, opens=look, is_announced=True)


def asked_by_proposal(panel: OwnPanel) -> Iterator[ActBar]:
    """What a proposal asks of this person at its stage."""
    if panel.answered:
        yield _answered_aloud(panel)
    answer, title = pgettext("an act", "Answer"), {"title": panel.proposal.title}
    request = next((one for one in panel.requests if one.agreement.agrees is None), None)
    if panel.is_asked and panel.round and panel.position is None:
        words, short = _("Your position: %(title)s") % title, _("Your position")
        yield ActBar("position", words, panel.round.pk, minutes(1), opens=answer, short=short)
    if request:
        words = _("The objection of %(name)s: does the circle carry it as a concern?")
        name = {"name": request.objection.position.member.name}
        yield ActBar("carry", words % name, request.objection.pk, opens=answer, is_announced=True)
    if panel.answers and panel.questions:
        question = panel.questions[0]
        words = _("%(name)s asks you a question") % {"name": question.asker.name}
        yield ActBar("answer", words, question.pk, opens=answer, is_announced=True)
    if _is_to_suggest(panel):
        words = _("The author waits for your suggestion")
        yield ActBar("suggest", words, panel.current_pk, opens=answer, is_announced=True)
    if Act.AMEND in panel.acts and not panel.suggesting and not panel.is_written:
        words, short, improve = _("Your text: %(title)s") % title, _("Your text"), pgettext("a text", "Improve")
        yield ActBar("rewrite", words, panel.current_pk, opens=improve, short=short, is_announced=True)
    if Act.REACT in panel.acts:
        words = _("Your reaction: %(title)s") % title
        yield ActBar("react", words, panel.current_pk, minutes(1), opens=answer, short=_("Your reaction"))


def _asked_by_advice(panel: OwnPanel) -> Iterator[ActBar]:
    """What a decision after advice asks of this person: whether they decide, their advice, an answer, the decision."""
    own, pk, answer = panel.advice, panel.proposal.pk, pgettext("an act", "Answer")
    if own is None:
        return
    if own.is_asked_to_decide:
        yield ActBar("agree_to_decide", _("You are asked to decide"), pk, opens=answer)
    if own.may_advise and own.mine and own.mine.given_at is None:
        yield ActBar("advise", _("Give your advice"), pk, minutes(5), opens=answer)
    if own.unanswered:
        yield ActBar("answer_advice", _("Advice to answer"), own.unanswered[0].advice.pk, opens=answer)
    if own.may_decide:
        yield ActBar("take_decision", _("It is for you to decide"), pk, opens=_("Decide"))


def _asked_for_words(hidden: Sequence[int]) -> Iterator[ActBar]:
    """To help to word an objection that nobody else sees: neither what it is nor whose it is stands in the bar.

    `hidden`: the keys of what waits for words.
    """
    if hidden:
        yield ActBar("word", _("Help to find the words"), hidden[0], minutes(5), opens=pgettext("an act", "Look"))


def _asked_to_read(panel: OwnPanel) -> Iterator[ActBar]:
    """What is for information waits to be read."""
    if Act.MARK_READ in panel.acts:
        pk, words = panel.proposal.pk, _("For your information")
        button = Button(_("I have read it"), reverse("proposals:reading", args=[pk]), look=LAMP)
        yield ActBar("mark_read", words, pk, minutes(2), buttons=[button])


def _asked_to_lead(panel: OwnPanel) -> Iterator[ActBar]:
    """What makes a proposal go on where somebody is wanted: a facilitator, an author, a circle; and one's own draft."""
    pk, answer, look = panel.proposal.pk, pgettext("an act", "Answer"), pgettext("an act", "Look")
    if Act.AGREE_TO_FACILITATE in panel.acts:
        yield ActBar("facilitate", _("You are asked to facilitate this proposal"), pk, opens=answer)
    if Act.ACCEPT in panel.acts:
        yield ActBar("take_on", _("Your circle is asked to take this proposal on"), pk, opens=answer)
    if Act.TAKE_OVER in panel.acts:
        yield ActBar("take_over", _("This text waits for its author"), pk, opens=look)
    if Act.FACILITATE in panel.acts:
        yield ActBar("lead", _("Nobody facilitates this proposal"), pk, opens=look)
    if panel.edits.groups:
        yield ActBar("edits", _("Changes suggested in the text"), panel.current_pk, opens=answer)
    if Act.PRESENT in panel.acts:
        button = Button(_("Present it to the circle"), reverse("proposals:presentation", args=[pk]), look=LAMP)
        yield ActBar("present", _("Your draft"), pk, buttons=[button])


def asked_by_election(part: ElectionPart) -> Iterator[ActBar]:
    """What an election without candidate asks of this person at its stage."""
    answer, title = pgettext("an act", "Answer"), {"title": part.election.title}
    if ElectionAct.NOMINATE in part.acts and part.nomination is None:
        words, short, name = _("Name somebody: %(title)s") % title, _("Name somebody"), pgettext("an act", "Name")
        yield ActBar("nominate", words, part.election.pk, minutes(2), opens=name, short=short)
    if ElectionAct.ANSWER in part.acts and part.candidacy and part.answer is None:
        words = _("%(name)s is proposed: do you object?") % {"name": part.candidacy.person.name}
        yield ActBar("position", words, part.candidacy.pk, minutes(1), opens=answer)
    if ElectionAct.ACCEPT in part.acts and part.candidacy:
        words, short = _("You are proposed: %(title)s") % title, _("You are proposed")
        yield ActBar("accept", words, part.candidacy.pk, opens=answer, short=short, is_announced=True)
    if note := next(iter(part.notes), None):
        name = "own_answer" if note.is_own else "vouch"
        yield ActBar(name, note.title, note.title, opens=pgettext("an act", "Look"), is_announced=True)


def _answered_aloud(panel: OwnPanel) -> ActBar:
    """Whoever asked says whether they were answered, as somebody else noted."""
    question = panel.answered[0]
    words = {_("Yes, I was answered"): "answered-aloud", _("No: reopen my question"): "reopening"}
    buttons = [
        Button(label, reverse(f"proposals:{name}", args=[question.pk]), name="next", value=panel.next)
        for label, name in words.items()
    ]
    name = {"name": question.answered_aloud_by.name if question.answered_aloud_by else ""}
    title = _("%(name)s noted that you were answered aloud") % name
    return ActBar("own_question", title, question.pk, buttons=buttons, is_announced=True)
