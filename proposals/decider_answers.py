"""What is answered by a letter’s link by whoever decides alone: that they do, each advice, and the decision; and by the
author of a text that nobody decides."""

from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from commissions.queries import members_of
from journal.numbers import number
from members.answers import (
    AnswerKind,
    AnswerOption,
    AnswerPart,
    OpenQuestion,
    chosen_among,
    last_asking,
    next_answer,
    still_asked,
    with_voices,
)
from members.models import Member
from proposals.actions import agree_to_decide, answer_advice, decline_to_decide, replace_decider, take_decision
from proposals.actions.notifications import ADVICE_ANSWER, DECIDER
from proposals.effects import effects_of, titled
from proposals.models import Advice, Proposal
from proposals.process import State
from proposals.queries import current_version
from proposals.queries.advice import advice_to_answer, advices_of, asked_to_decide, to_name_a_decider, unanswered_advice
from proposals.queries.deadlines import stage_of

AGREE, DECLINE, NAME = "agree", "decline", "name"
ANSWER, DECIDE = "answer", "decide"
DO, LEAVE = "yes", "no"


def deciding_asked(member: Member, about: str) -> OpenQuestion | None:
    """Whether this person decides alone, after advice, until they have answered or somebody else is asked; whom the
    author asks, where nobody decides any more."""
    proposal = _asked_to_decide(member, about)
    if proposal is None:
        return _naming_asked(member, about)
    version = current_version(proposal)
    return OpenQuestion(
        key=last_asking(member, DECIDER, about),
        title=_("Will you decide? %(title)s") % {"title": titled(proposal)},
        text=version.text,
        url=proposal.get_absolute_url(),
        options=[AnswerOption(AGREE, _("I decide it"), "lamp"), AnswerOption(DECLINE, _("I cannot"), "quiet")],
        before=[_("You answer each advice, then decide alone, with your reasons."), *effects_of(proposal, version)],
    )


def agree_by_link(member: Member, about: str, value: str, text: str) -> object:
    """The same acts as on the page, with the same refusals. Raises ValidationError: `person` where nobody is chosen."""
    if value == NAME:
        proposal = still_asked(_to_name(member, about))
        return replace_decider(proposal, person=chosen_among(members_of(proposal.circle), text), actor=member)
    act = agree_to_decide if value == AGREE else decline_to_decide
    return act(still_asked(_asked_to_decide(member, about)), actor=member)


def _naming_asked(member: Member, about: str) -> OpenQuestion | None:
    """Whom its author asks to decide, as long as nobody does."""
    proposal = _to_name(member, about)
    if proposal is None:
        return None
    version = current_version(proposal)
    people = [(str(person.pk), person.name) for person in members_of(proposal.circle)]
    label = _("Who decides from now on?")
    return OpenQuestion(
        key=last_asking(member, DECIDER, about),
        title=_("Ask somebody to decide: %(title)s") % {"title": titled(proposal)},
        text=version.text,
        url=proposal.get_absolute_url(),
        options=[AnswerOption(NAME, _("Ask this person"), "lamp", text_label=label, choices=people)],
        due=stage_of(proposal).ends_at,
        before=[_("Nobody decides any more: whoever was asked has declined."), *effects_of(proposal, version)],
    )


def decision_asked(member: Member, about: str) -> OpenQuestion | None:
    """The advice that waits for an answer; once all is given, the decision with what still waits."""
    proposal = _to_decide(member, about)
    if proposal is None:
        return None
    waiting, version = unanswered_advice(proposal), current_version(proposal)
    is_time = proposal.state == State.DECIDING
    title = _("Answer the advice, and decide: %(title)s") if is_time else _("Answer the advice: %(title)s")
    answered = [advice for advice in advices_of(proposal) if advice.answered_at is not None]
    return OpenQuestion(
        key=f"stage:{stage_of(proposal).pk}:version:{version.number}:{next_answer(member, ADVICE_ANSWER, about)}",
        title=title % {"title": titled(proposal)},
        text=with_voices(version.text, [(advice.adviser.name, advice.text) for advice in answered]),
        url=proposal.get_absolute_url(),
        options=[_deciding(waiting) if is_time else _answering(waiting)],
        due=stage_of(proposal).ends_at,
        before=effects_of(proposal, version),
    )


def decide_by_link(member: Member, about: str, parts: Mapping[str, str]) -> object:
    """Each advice that has words is answered, then it is decided where it is time, all at once or nothing.

    Raises ValidationError: `decision` where it is not said which; and what the acts of the page refuse.
    """
    proposal = still_asked(_to_decide(member, about))
    waiting, is_time = unanswered_advice(proposal), proposal.state == State.DECIDING
    written = [advice for advice in waiting if parts.get(_name(advice), "").strip()]
    for advice in written or ([] if is_time else waiting[:1]):
        answer_advice(advice, text=parts.get(_name(advice), ""), actor=member)
    if not is_time:
        return proposal
    if parts.get("decision") not in (DO, LEAVE):
        raise ValidationError(_("Say whether it is done."), code="decision")
    return take_decision(proposal, is_adopted=parts["decision"] == DO, reasons=parts.get("reasons", ""), actor=member)


def _asked_to_decide(member: Member, about: str) -> Proposal | None:
    return asked_to_decide(member).filter(pk=_key(about)).select_related("circle", "replaces").first()


def _to_name(member: Member, about: str) -> Proposal | None:
    return to_name_a_decider(member).filter(pk=_key(about)).select_related("circle", "replaces").first()


def _to_decide(member: Member, about: str) -> Proposal | None:
    return advice_to_answer(member).filter(pk=_key(about)).select_related("circle", "replaces").first()


def _answering(waiting: Sequence[Advice]) -> AnswerOption:
    button = pgettext("button", "Answer")
    return AnswerOption(ANSWER, button, "lamp", parts=_parts(waiting, is_optional=len(waiting) > 1), button=button)


def _deciding(waiting: Sequence[Advice]) -> AnswerOption:
    decisions = [(DO, _("We do it, as the text says")), (LEAVE, _("We do not do it"))]
    parts = [
        *_parts(waiting, is_optional=False),
        AnswerPart("decision", _("What do you decide?"), decisions, is_optional=False),
        AnswerPart("reasons", _("Your reasons"), is_optional=False),
    ]
    return AnswerOption(DECIDE, _("Decide so"), "lamp", parts=parts, button=_("Decide so"))


def _parts(waiting: Sequence[Advice], *, is_optional: bool) -> list[AnswerPart]:
    label = _("%(name)s advises: “%(advice)s” Your answer")
    return [
        AnswerPart(_name(advice), label % {"name": advice.adviser.name, "advice": advice.text}, is_optional=is_optional)
        for advice in waiting
    ]


def _name(advice: Advice) -> str:
    return f"advice-{advice.pk}"


def _key(about: str) -> int:
    return number(Proposal.key_in(about)) or 0


KINDS = {
    DECIDER: AnswerKind(
        deciding_asked,
        agree_by_link,
        afterwards=gettext_lazy("If that changes, tell your circle: another person can be asked at any time."),
    ),
    ADVICE_ANSWER: AnswerKind(
        decision_asked,
        answer_parts=decide_by_link,
        afterwards=gettext_lazy(
            "A decision that was taken holds. Until then what you answered to an advice may be said better: sign in."
        ),
    ),
}
