"""What is answered by a letter’s link by whoever writes a text in which changes are suggested in place."""

from collections.abc import Mapping, Sequence

import rules
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from journal.numbers import number
from members.answers import AnswerKind, AnswerOption, AnswerPart, OpenQuestion, next_answer, still_asked, with_voices
from members.models import Member
from proposals.actions import amend, refuse_edit
from proposals.actions.notifications import EDIT
from proposals.actions.suggested_edits import EditAnswer
from proposals.anchoring import overlapping
from proposals.effects import titled
from proposals.models import Proposal, SuggestedEdit, Version
from proposals.objection_parts import answered_objections, parts_about_objections
from proposals.process import COMMENTED, Act, State
from proposals.processes import table_of
from proposals.queries import current_version, suggesting, writes
from proposals.queries.deadlines import stage_of
from proposals.queries.suggested_edits import open_edits_of
from proposals.rules import roles_of
from web.plaintext import as_words

ANSWER, WRITE = "answer", "write"
TEXT, NOTE = "text", "note"
Status = SuggestedEdit.Status


def edits_asked(member: Member, about: str) -> OpenQuestion | None:
    """The changes suggested in this text that wait, together: one that is suggested meanwhile joins them, and those
    whose words still stand in a new version go on waiting behind the same link.

    Nothing is taken, where the text may not be changed now: each may be refused.
    """
    proposal = _with_edits(member, about)
    if proposal is None:
        return None
    edits, version, may_take = open_edits_of(proposal), current_version(proposal), _may_take(member, proposal)
    objected = parts_about_objections(proposal) if may_take else []
    before = [_("What is taken makes a new version of the text; whoever suggested it is told what became of it.")]
    if not may_take:
        before = [str(_NOT_NOW)]
    voices = [(f"{place}. {edit.member.name}", _in_words(edit)) for place, edit in enumerate(edits, 1)]
    return OpenQuestion(
        key=next_answer(member, EDIT, about),
        title=_("Answer the changes suggested in the text: %(title)s") % {"title": titled(proposal)},
        text=with_voices(version.text, voices),
        url=proposal.get_absolute_url(),
        options=[
            _answering(edits, objected, may_take=may_take),
            *([_writing(edits, version, objected)] if may_take else []),
        ],
        due=stage_of(proposal).ends_at,
        before=before,
    )


def answer_edits_by_link(member: Member, about: str, parts: Mapping[str, str]) -> object:
    """Those of which it is said are taken or refused, all at once or nothing; the others go on waiting.

    Raises ValidationError: `stage` where nothing may be taken now, `edit` where nothing is said of any, `overlap` where
    two that are taken are on the same words; and what the acts of the page refuse.
    """
    proposal = still_asked(_with_edits(member, about))
    edits = open_edits_of(proposal)
    statuses = {edit: parts.get(_name(edit), "") for edit in edits}
    answers = {
        edit.pk: EditAnswer(status, parts.get(_why(edit), ""))
        for edit, status in statuses.items()
        if status in _STATUSES
    }
    takes = TEXT in parts or any(answer.status != Status.REFUSED for answer in answers.values())
    if takes and not _may_take(member, proposal):
        raise ValidationError(_NOT_NOW, code="stage")
    objections = answered_objections(proposal, parts)
    if TEXT in parts:
        note = parts.get(NOTE, "")
        return amend(proposal, text=parts[TEXT], note=note, edits=answers, answers=objections, actor=member)
    if not answers:
        raise ValidationError(_("Say what becomes of one of these changes at least."), code="edit")
    taken = [edit for edit, status in statuses.items() if status == Status.TAKEN]
    if taken:
        return amend(proposal, text=_with(taken), edits=answers, answers=objections, actor=member)
    return [refuse_edit(edit, reason=answers[edit.pk].reason, actor=member) for edit in edits if edit.pk in answers]


_NOT_NOW = gettext_lazy("The text is not changed at this stage: what you do not refuse waits until it may be.")
_STATUSES = (Status.TAKEN, Status.PARTLY_TAKEN, Status.REFUSED)


def _with(taken: Sequence[SuggestedEdit]) -> str:
    """The text with these changes in it."""
    if any(len(group) > 1 for group in overlapping(taken)):
        raise ValidationError(
            _("Two of these changes touch the same words: take one of them, or write the text yourself."),
            code="overlap",
        )
    text = taken[0].version.text
    for edit in sorted(taken, key=lambda one: one.start, reverse=True):
        text = edit.passage.replaced(text, edit.replacement)
    return text


def _with_edits(member: Member, about: str) -> Proposal | None:
    """That text, where changes wait for this person."""
    proposals = Proposal.objects.filter(writes(member), pk=number(Proposal.key_in(about)) or 0, state__in=COMMENTED)
    waiting = proposals.filter(suggested_edits__status=Status.OPEN).distinct()
    return waiting.select_related("circle", "replaces").first()


def why_nothing_waits(member: Member, about: str) -> str:
    """Why none of the changes suggested in this text is answered by the link any more."""
    proposal = Proposal.objects.filter(pk=number(Proposal.key_in(about)) or 0).first()
    if proposal is None or not rules.has_perm("proposals.read", member, proposal):
        return ""
    values = {"title": titled(proposal), "state": proposal.get_state_display()}
    if not Proposal.objects.filter(writes(member), pk=proposal.pk).exists():
        return _("Somebody else writes “%(title)s” by now, and answers the changes suggested in it.") % values
    if proposal.state not in COMMENTED:
        return _("“%(title)s” is now at “%(state)s”: its text is not changed there any more.") % values
    return (
        _(
            "No change suggested in “%(title)s” waits any more: each was answered, was taken back, or its words are no "
            "longer in the text. If others are suggested, you are written to again."
        )
        % values
    )


def _may_take(member: Member, proposal: Proposal) -> bool:
    """Not in the integration: its version says which objections it answers, by the link that asks for it."""
    acts = table_of(proposal.process).open_to(State(proposal.state), roles_of(member, proposal))
    return Act.AMEND in acts and not suggesting(proposal) and proposal.state != State.INTEGRATION


def _answering(edits: Sequence[SuggestedEdit], objected: Sequence[AnswerPart], *, may_take: bool) -> AnswerOption:
    choices = [
        *([(Status.TAKEN, _("I take it as it is"))] if may_take else []),
        (Status.REFUSED, _("I do not take it")),
    ]
    label, button = _("Take these changes, or refuse them"), pgettext("button", "Answer")
    return AnswerOption(ANSWER, label, "lamp", parts=[*_about(edits, choices), *objected], button=button)


def _writing(edits: Sequence[SuggestedEdit], version: Version, objected: Sequence[AnswerPart]) -> AnswerOption:
    choices = [
        (Status.TAKEN, _("it is in the text")),
        (Status.PARTLY_TAKEN, _("it is partly in the text")),
        (Status.REFUSED, _("I do not take it")),
    ]
    parts = [
        AnswerPart(TEXT, _("The new text"), is_optional=False, words=version.text, rows=10),
        AnswerPart(NOTE, _("What changed, and why?")),
        *_about(edits, choices),
        *objected,
    ]
    return AnswerOption(
        WRITE,
        _("Take a part of them: write the text"),
        parts=parts,
        button=_("Put this text in its place"),
        began_from=f"version {version.number}",
    )


def _about(edits: Sequence[SuggestedEdit], choices: Sequence[tuple[str, str]]) -> list[AnswerPart]:
    """What is asked of each: what becomes of it, and why it is refused."""
    parts = []
    for place, edit in enumerate(edits, 1):
        label = _("%(number)d. %(name)s suggests: what becomes of it?") % {"number": place, "name": edit.member.name}
        parts.append(AnswerPart(_name(edit), label, choices, is_optional=len(edits) > 1))
        parts.append(AnswerPart(_why(edit), _("Why do you not take it?"), rows=2))
    return parts


def _in_words(edit: SuggestedEdit) -> str:
    """« Au lieu de « X » : « Y ». », each as it is typed, then why."""
    words = {"quote": as_words(edit.quote), "replacement": as_words(edit.replacement)}
    sentence = _("In place of “%(quote)s”: “%(replacement)s”.") if edit.replacement else _("Without “%(quote)s”.")
    return f"{sentence % words}\n\n{edit.reason}"


def _name(edit: SuggestedEdit) -> str:
    return f"edit-{edit.pk}"


def _why(edit: SuggestedEdit) -> str:
    return f"why-{edit.pk}"


KINDS = {
    EDIT: AnswerKind(
        edits_asked,
        answer_parts=answer_edits_by_link,
        afterwards=gettext_lazy("What was taken is in the text. What still waits is on its page: sign in."),
        over=why_nothing_waits,
    ),
}
