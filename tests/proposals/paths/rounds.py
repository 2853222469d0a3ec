"""What anybody may try with a round of objections: positions, for oneself or noted, help, and how an objection ends."""

from members.models import Member
from proposals import actions
from proposals.models import CircleRequest, NotedPosition, Objection, Round, WrittenObjection
from tests.proposals.paths.path import Deed, Path, one_of
from tests.proposals.paths.texts import the_proposal

POSITIONS = ("consent", "objection", "concern", "stand_aside")


def object_beforehand(path, who, number):
    proposal = the_proposal()
    reason = path.reason("beforehand", proposal.pk, who.pk)
    return actions.object_beforehand(proposal, reason=reason, actor=who)


def take_back_beforehand(path, who, number):
    proposal = the_proposal()
    path.forgets("beforehand", proposal.pk, who.pk)
    return actions.take_back_beforehand(proposal, actor=who)


def help_beforehand(path, who, number):
    written = one_of(WrittenObjection.objects.order_by("pk"), number)
    return actions.ask_for_help(written, helper=one_of(Member.objects.order_by("pk"), number), actor=who)


def word_beforehand(path, who, number):
    written = one_of(WrittenObjection.objects.order_by("pk"), number)
    reason = path.reason("beforehand", written.proposal_id, written.member_id)
    return actions.help_to_word(written, reason=reason, actor=who)


def help_in_round(path, who, number):
    objection = one_of(Objection.objects.order_by("-pk"), number)
    return actions.ask_for_help(objection, helper=one_of(Member.objects.order_by("pk"), number), actor=who)


def word_in_round(path, who, number):
    objection = one_of(Objection.objects.order_by("-pk"), number)
    position = objection.position
    return actions.help_to_word(
        objection, reason=path.reason(*reason_place(path, position.round, position.member)), actor=who
    )


def reason_place(path: Path, round: Round, member: Member) -> tuple[object, ...]:
    path.forgets("beforehand", round.proposal_id, member.pk)  # other words of the same person stand in its place
    return "reason", round.pk, member.pk


def taking(kind: str) -> Deed:
    def take(path, who, number):
        round = one_of(Round.objects.order_by("-pk")[:1], 0)
        path.forgets("concern", round.pk, who.pk)
        text = path.words("concern", round.pk, who.pk) if kind == "concern" else ""
        objection = path.reason(*reason_place(path, round, who)) if kind == "objection" and number % 3 else None
        return actions.take_position(round, kind=kind, text=text, objection=objection, actor=who)

    return take


def note_position(path, who, number):
    round = one_of(Round.objects.order_by("-pk")[:1], 0)
    member = one_of(Member.objects.order_by("pk"), number)
    return actions.note_position(round, member=member, kind=POSITIONS[number % 2], actor=who)


def confirm_noted(path, who, number):
    return actions.confirm_noted(one_of(NotedPosition.objects.order_by("-pk"), number), actor=who)


def drop_noted(path, who, number):
    return actions.drop_noted(one_of(NotedPosition.objects.order_by("-pk"), number), actor=who)


def word(path, who, number):
    return actions.word_objection(one_of(Objection.objects.order_by("-pk"), number), reason=path.reason(), actor=who)


def test_aloud(path, who, number):
    objection = one_of(Objection.objects.order_by("-pk"), number)
    harm, better_way = number % 3 == 0, number % 2 == 0
    return actions.test_aloud(objection, shows_harm=harm, shows_better_way=better_way, actor=who)


def ask_circle(path, who, number):
    objection = one_of(Objection.objects.order_by("-pk"), number)
    if number % 2:
        actions.test_aloud(objection, shows_harm=False, shows_better_way=False, actor=who)
    return actions.ask_circle(objection, actor=who)


def answering(agrees: bool) -> Deed:
    return lambda path, who, number: actions.answer_circle(
        one_of(CircleRequest.objects.order_by("-pk"), number), agrees=agrees, actor=who
    )


def objected(act) -> Deed:
    return lambda path, who, number: act(one_of(Objection.objects.order_by("-pk"), number), actor=who)
