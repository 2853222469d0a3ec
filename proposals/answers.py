"""What is answered about proposals by the link of a letter: a position, and a request to carry an objection."""

from django.utils.translation import gettext as _

from commissions.queries import circles_of
from journal.numbers import number
from members.answers import AnswerKind, AnswerOption, OpenQuestion
from members.models import Member
from proposals import sentences
from proposals.actions import answer_circle, take_position
from proposals.actions.notifications import AGREEMENT, POSITION
from proposals.effects import titled
from proposals.models import CircleAgreement, Position, Proposal, Round
from proposals.process import State
from proposals.queries import is_elector
from proposals.queries.deadlines import stage_of


def position_asked(member: Member, about: str) -> OpenQuestion | None:
    """The position that this person has still to take in the open round. Who objects says why, once signed in."""
    round = _open_round(about)
    if round is None or not is_elector(round, member):
        return None
    if Position.objects.filter(round=round, member=member).exists():
        return None
    return OpenQuestion(
        key=f"round:{round.pk}",
        title=titled(round.proposal),
        text=round.version.text,
        before=sentences.before_answering(round),
        url=round.proposal.get_absolute_url(),
        due=stage_of(round.proposal).ends_at,
        options=[
            AnswerOption(Position.Kind.CONSENT, _("I consent"), "lamp"),
            AnswerOption(Position.Kind.CONCERN, _("I consent, with this concern"), text_label=_("My concern")),
            AnswerOption(Position.Kind.STAND_ASIDE, _("I stand aside"), "quiet"),
        ],
    )


def take_by_link(member: Member, about: str, value: str, text: str) -> object:
    """The same act as on the page, with the same refusals."""
    return take_position(Round.objects.open().get(proposal=_key(about)), kind=value, text=text, actor=member)


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
    agreement = _agreement(member, about)
    assert agreement is not None  # noqa: S101  (`answer_by_link` has just asked)
    return answer_circle(agreement.request, agrees=value == "agree", actor=member)


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
    POSITION: AnswerKind(position_asked, take_by_link),
    AGREEMENT: AnswerKind(agreement_asked, agree_by_link),
}
