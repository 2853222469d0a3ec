"""What is answered about proposals by a letter’s link: a position, an objection and its carrying, a review."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissions.queries import circles_of
from journal.numbers import number
from members.answers import AnswerKind, AnswerOption, OpenQuestion, still_asked
from members.models import Member
from proposals import sentences
from proposals.actions import answer_circle, answer_review, take_position
from proposals.actions.notifications import AGREEMENT, POSITION, REVIEW
from proposals.effects import titled
from proposals.models import CircleAgreement, Decision, Position, Proposal, Review, ReviewAnswer, Round
from proposals.objection_reasons import OBJECT_LATER, objecting_by_link
from proposals.process import State
from proposals.queries import is_elector, reviews_awaited_from
from proposals.queries.deadlines import stage_of


def position_asked(member: Member, about: str) -> OpenQuestion | None:
    """The position that this person has still to take in the open round."""
    round = _open_round(about)
    if round is None or not is_elector(round, member):
        return None
    if Position.objects.filter(round=round, member=member).exists():
        return None
    return OpenQuestion(
        key=f"round:{round.pk}",
        title=titled(round.proposal),
        text=round.version.text,
        before=sentences.before_answering(round, member),
        url=round.proposal.get_absolute_url(),
        due=stage_of(round.proposal).ends_at,
        options=[
            AnswerOption(Position.Kind.CONSENT, _("I consent"), "lamp"),
            AnswerOption(Position.Kind.CONCERN, _("I consent, with this concern"), text_label=_("My concern")),
            *objecting_by_link(reverse("proposals:objection", args=[round.pk])),
            AnswerOption(Position.Kind.STAND_ASIDE, _("I stand aside"), "quiet"),
        ],
    )


def take_by_link(member: Member, about: str, value: str, text: str) -> object:
    """The same act as on the page, with the same refusals."""
    kind = Position.Kind.OBJECTION if value == OBJECT_LATER else value
    return take_position(still_asked(_open_round(about)), kind=kind, text=text, actor=member)


def object_by_link(member: Member, about: str, parts: Mapping[str, str]) -> object:
    return take_position(still_asked(_open_round(about)), kind=Position.Kind.OBJECTION, objection=parts, actor=member)


def review_asked(member: Member, about: str) -> OpenQuestion | None:
    """Whether the circle keeps a decision, as long as this person has not answered."""
    review = _open_review(member, about)
    if review is None:
        return None
    decision = review.decision
    return OpenQuestion(
        key=f"review:{review.pk}",
        title=_("Does the circle keep %(decision)s?") % {"decision": decision},
        text=decision.text,
        url=decision.get_absolute_url(),
        due=review.ends_at,
        options=[
            AnswerOption(ReviewAnswer.Choice.KEEP, _("Keep it"), "lamp"),
            AnswerOption(ReviewAnswer.Choice.CHANGE, _("Change it"), text_label=_("What is to be changed, and why")),
            AnswerOption(ReviewAnswer.Choice.STOP, _("Stop it"), text_label=_("Why it should end")),
        ],
    )


def review_by_link(member: Member, about: str, value: str, text: str) -> object:
    review = still_asked(_open_review(member, about))
    return answer_review(review, choice=value, reason=text, actor=member)


def agreement_asked(member: Member, about: str) -> OpenQuestion | None:
    """The oldest objection that this person is asked to carry as a concern, and has not answered about."""
    agreement = _agreement(member, about)
    if agreement is None:
        return None
    objection = agreement.request.objection
    proposal = objection.position.round.proposal
    parts = (objection.consequence, objection.fact, objection.aim)
    return OpenQuestion(
        key=f"objection:{objection.pk}",
        title=_("May the circle carry this objection as a concern? %(title)s") % {"title": titled(proposal)},
        text="\n\n".join(part for part in parts if part),
        url=proposal.get_absolute_url(),
        options=[
            AnswerOption("agree", _("I agree: it becomes a concern"), "lamp"),
            AnswerOption("refuse", _("I refuse: the objection stands"), "quiet"),
        ],
        due=agreement.request.ends_at,
    )


def agree_by_link(member: Member, about: str, value: str, text: str) -> object:
    agreement = still_asked(_agreement(member, about))
    return answer_circle(agreement.request, agrees=value == "agree", actor=member)


def _open_review(member: Member, about: str) -> Review | None:
    key = number(Decision.key_in(about)) or 0
    return reviews_awaited_from(member).filter(decision=key).select_related("decision__circle").first()


def _key(about: str) -> int:
    return number(Proposal.key_in(about)) or 0


def _open_round(about: str) -> Round | None:
    rounds = Round.objects.open().filter(proposal=_key(about), proposal__state=State.OBJECTIONS)
    return rounds.select_related("proposal__circle", "proposal__replaces", "version").first()


def _agreement(member: Member, about: str) -> CircleAgreement | None:
    agreements = CircleAgreement.objects.filter(
        request__objection__position__round__proposal=_key(about),
        member=member,
        agrees=None,
        request__ended_at=None,
        request__objection__position__round__proposal__circle__in=circles_of(member),
    )
    return agreements.select_related("request__objection__position__round__proposal").order_by("pk").first()


KINDS = {
    POSITION: AnswerKind(
        position_asked,
        take_by_link,
        object_by_link,
        afterwards=gettext_lazy("Until all the answers are shown together you may change yours: sign in."),
    ),
    REVIEW: AnswerKind(
        review_asked,
        review_by_link,
        afterwards=gettext_lazy("Until all have answered, or its time is over, you may change your answer: sign in."),
    ),
    AGREEMENT: AnswerKind(
        agreement_asked,
        agree_by_link,
        afterwards=gettext_lazy(
            "Who refuses keeps the objection standing, for good. Who agrees may still refuse, until all have answered: "
            "sign in."
        ),
    ),
}
