"""What is answered by a letter’s link by whoever wrote a text: questions about it, the text as it goes on, what it
replaces."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from journal.numbers import number
from members.answers import AnswerKind, AnswerOption, AnswerPart, OpenQuestion, next_answer, still_asked, with_voices
from members.models import Member
from proposals import sentences
from proposals.actions import amend, answer, choose_replaced, keep_text, withdraw
from proposals.actions.notifications import AMENDMENT, OVERTAKEN, QUESTION
from proposals.effects import titled
from proposals.models import Proposal, Question
from proposals.objection_parts import answered_objections, parts_about_objections
from proposals.objection_reasons import in_lines
from proposals.process import State
from proposals.queries import (
    awaits_version,
    current_version,
    may_replace,
    successor_of,
    suggesting,
    why_not_replaced,
)
from proposals.queries.deadlines import stage_of
from proposals.queries.objection_answers import objections_to_answer
from proposals.queries.replacements import texts_to_name_anew
from proposals.queries.talk import questions_to_answer, reactions_for

ANSWER, KEEP, AMEND = "answer", "keep", "amend"
NOTHING, WITHDRAW = "nothing", "withdraw"
EXTENT, SUBSTANCE = "extent", "substance"


def answers_asked(member: Member, about: str) -> OpenQuestion | None:
    """The questions about this text that wait for its author, together: one that is asked meanwhile joins them."""
    waiting = list(_to_answer(member, about))
    if not waiting:
        return None
    proposal = waiting[0].proposal
    return OpenQuestion(
        key=next_answer(member, QUESTION, about),
        title=_("Answer what you are asked: %(title)s") % {"title": titled(proposal)},
        text=current_version(proposal).text,
        url=proposal.get_absolute_url(),
        options=[
            AnswerOption(
                ANSWER,
                pgettext("button", "Answer"),
                "lamp",
                parts=[_part(question, is_optional=len(waiting) > 1) for question in waiting],
                button=pgettext("button", "Answer"),
            )
        ],
        due=stage_of(proposal).ends_at,
        before=[_("Whoever reads the text sees the question and your answer.")],
    )


def answer_by_link(member: Member, about: str, parts: Mapping[str, str]) -> object:
    """Those that have words are answered, with the refusals of the page; the others go on waiting."""
    waiting = still_asked(list(_to_answer(member, about)) or None)
    written = [question for question in waiting if parts.get(_name(question), "").strip()]
    return [answer(question, text=parts.get(_name(question), ""), actor=member) for question in written or waiting[:1]]


def text_asked(member: Member, about: str) -> OpenQuestion | None:
    """What the author makes of their text, after the reactions; or the version that an objection asks for."""
    proposal = _to_amend(member, about)
    if proposal is None:
        return None
    version, is_heard = current_version(proposal), proposal.state == State.AMENDING
    amending = AnswerOption(
        AMEND,
        _("Improve the text"),
        "" if is_heard else "lamp",
        parts=[
            AnswerPart("text", _("The new text"), is_optional=False, words=version.text, rows=10),
            AnswerPart("note", _("What changed, and why?")),
            *parts_about_objections(proposal),
            *([] if is_heard else [_about_its_extent()]),
        ],
        button=_("Put this text in its place"),
    )
    return OpenQuestion(
        key=f"stage:{stage_of(proposal).pk}:version:{version.number}",
        title=_("Your text, after all this: %(title)s") % {"title": titled(proposal)},
        text=_said(proposal, member) if is_heard else _objected(proposal),
        url=proposal.get_absolute_url(),
        options=[*([AnswerOption(KEEP, _("Keep it as it is"), "lamp")] if is_heard else []), amending],
        due=stage_of(proposal).ends_at,
        before=[
            _("Everybody is asked about the text next, as it stands.")
            if is_heard
            else _("Write the new version with what was suggested: everybody is asked again.")
        ],
    )


def keep_by_link(member: Member, about: str, value: str, text: str) -> object:
    return keep_text(still_asked(_to_amend(member, about)), actor=member)


def amend_by_link(member: Member, about: str, parts: Mapping[str, str]) -> object:
    """The next version; which paragraph answers which of several objections is said on the page alone."""
    proposal = still_asked(_to_amend(member, about))
    return amend(
        proposal,
        text=parts.get("text", ""),
        note=parts.get("note", ""),
        is_substantial=parts.get(EXTENT) == SUBSTANCE,
        answers=answered_objections(proposal, parts),
        actor=member,
    )


def replaced_asked(member: Member, about: str) -> OpenQuestion | None:
    """What the text replaces or ends, as long as it cannot do so to the decision that it names."""
    proposal = _to_name_anew(member, about)
    if proposal is None or proposal.replaces is None:
        return None
    latest = successor_of(proposal.replaces)
    options = [] if proposal.is_repeal else [AnswerOption(NOTHING, _("It is new: it replaces nothing"))]
    if not latest.is_repeal and may_replace(proposal.circle, latest, is_repeal=proposal.is_repeal):
        words = _("It would end %(decision)s") if proposal.is_repeal else _("It replaces %(decision)s")
        options.insert(0, AnswerOption(str(latest.pk), words % {"decision": latest}, "lamp"))
    return OpenQuestion(
        key=f"replaces:{proposal.replaces_id}",
        title=_("Choose what your text replaces: %(title)s") % {"title": titled(proposal)},
        text=current_version(proposal).text,
        url=proposal.get_absolute_url(),
        options=[
            *options,
            AnswerOption(WITHDRAW, _("I withdraw the text"), "quiet", text_label=_("Why you withdraw it")),
        ],
        before=[sentences.not_replaced(proposal, why_not_replaced(proposal))],
    )


def name_by_link(member: Member, about: str, value: str, text: str) -> object:
    """The same acts as on the page, with the same refusals."""
    proposal = still_asked(_to_name_anew(member, about))
    if value == WITHDRAW:
        return withdraw(proposal, reason=text, actor=member)
    return choose_replaced(proposal, replaces_latest=value != NOTHING, actor=member)


def _to_answer(member: Member, about: str) -> QuerySet[Question]:
    return questions_to_answer(member).filter(proposal=_key(about)).select_related("asker").order_by("pk")


def _part(question: Question, *, is_optional: bool) -> AnswerPart:
    words = _("%(name)s asks: “%(question)s”") % {"name": question.asker.name, "question": question.text}
    return AnswerPart(_name(question), words, is_optional=is_optional)


def _name(question: Question) -> str:
    return f"answer-{question.pk}"


def _to_amend(member: Member, about: str) -> Proposal | None:
    """The text that its author may change by the link, or keep: nobody suggests first any more."""
    mine = Proposal.objects.filter(pk=_key(about), author=member, state__in=[State.AMENDING, State.INTEGRATION])
    proposal = mine.select_related("circle", "replaces").first()
    if proposal is None or proposal.is_by_advice or suggesting(proposal):
        return None
    return proposal if proposal.state == State.AMENDING or awaits_version(proposal) else None


def _to_name_anew(member: Member, about: str) -> Proposal | None:
    proposal = texts_to_name_anew(member).filter(pk=_key(about)).first()
    return proposal if proposal and why_not_replaced(proposal) else None


def _said(proposal: Proposal, author: Member) -> str:
    """The text, then what each felt about it."""
    reactions = [(one.member.name, one.text) for one in reactions_for(proposal, author)]
    return with_voices(current_version(proposal).text, reactions)


def _about_its_extent() -> AnswerPart:
    """Whether the questions begin again."""
    extents = [("details", _("Only details")), (SUBSTANCE, _("The substance: go back to the questions first"))]
    return AnswerPart(EXTENT, _("What does it change?"), extents)


def _objected(proposal: Proposal) -> str:
    """The text, then the reasons of the objections that stand, and what would make it possible."""
    reasons = [(one.position.member.name, "\n\n".join(in_lines(one))) for one in objections_to_answer(proposal)]
    return with_voices(current_version(proposal).text, reasons)


def _key(about: str) -> int:
    return number(Proposal.key_in(about)) or 0


KINDS = {
    QUESTION: AnswerKind(
        answers_asked,
        answer_parts=answer_by_link,
        afterwards=gettext_lazy("While questions are asked you may complete your answer: sign in."),
    ),
    AMENDMENT: AnswerKind(
        text_asked,
        keep_by_link,
        amend_by_link,
        afterwards=gettext_lazy("Until everybody is asked about the text you may still improve it: sign in."),
    ),
    OVERTAKEN: AnswerKind(
        replaced_asked,
        name_by_link,
        afterwards=gettext_lazy("If the decision that it names by now is replaced too, you are asked again."),
    ),
}
