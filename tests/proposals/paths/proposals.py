"""What anybody may try with a proposal: each act by its name, with the act of the table of its process that it is."""

from datetime import timedelta

from django.utils.timezone import localdate

from commissions.actions import end_mandate, give_mandate
from commissions.models import Circle, Mandate
from journal.clock import now
from members.actions import deactivate, reactivate
from members.models import Member
from proposals import actions
from proposals.models import Advice, Decision, Objection, ReopeningRequest, Review, Round
from proposals.process import Act
from proposals.queries.deadlines import stage_of
from tests.proposals.paths import rounds, texts
from tests.proposals.paths.path import Deed, one_of
from tests.proposals.paths.rounds import answering, objected, taking
from tests.proposals.paths.texts import the_proposal
from votes.actions import cast_vote
from votes.models import Ballot

CHOICES = ("for", "against", "abstain", "blank")


def put(act, **more) -> Deed:
    return lambda path, who, number: act(the_proposal(), **more, actor=who)


def vote_online(path, who, number):
    return actions.vote_online(the_proposal(), closes_at=now() + timedelta(days=1 + number % 9), actor=who)


def vote(path, who, number):
    ballot = one_of(Ballot.objects.order_by("-pk")[:1], 0)
    choice = {"approve": ["Vert"]} if ballot.options else CHOICES[number % len(CHOICES)]
    return cast_vote(ballot, elector=who, choice=choice, actor=who)


def set_aside(path, who, number):
    return actions.set_aside(the_proposal(), reason=path.words(), actor=who)


def send_back(path, who, number):
    return actions.send_back(the_proposal(), reason=path.words(), actor=who)


def withdraw(path, who, number):
    return actions.withdraw(the_proposal(), reason=path.words(), actor=who)


def hand_on(path, who, number):
    proposal = the_proposal()
    to = one_of(Circle.objects.exclude(pk=proposal.circle_id).order_by("pk"), number)
    return actions.escalate(proposal, to=to, reason=path.words(), actor=who)


def return_handed(path, who, number):
    return actions.return_handed(the_proposal(), reason=path.words(), actor=who)


def replace_facilitator(path, who, number):
    person = who if number % 3 == 0 else one_of(Member.objects.order_by("pk"), number)
    return actions.replace_facilitator(the_proposal(), person=person, actor=who)


def pause(path, who, number):
    return actions.pause(the_proposal(), days=1 + number % 14, reason=path.words(), actor=who)


def grant_minutes(path, who, number):
    stage = stage_of(the_proposal())
    return actions.grant_minutes(stage.proposal, stage=stage.state, granted=stage.extra_minutes, actor=who)


def ask_advice(path, who, number):
    adviser = one_of(Member.objects.order_by("pk"), number)
    return actions.ask_advice(the_proposal(), advisers=[adviser], actor=who)


def advise(path, who, number):
    proposal = the_proposal()
    return actions.advise(proposal, text=path.words("advice", proposal.pk, who.pk), actor=who)


def answer_advice(path, who, number):
    return actions.answer_advice(one_of(Advice.objects.order_by("-pk"), number), text=path.words(), actor=who)


def take_decision(path, who, number):
    return actions.take_decision(the_proposal(), is_adopted=number % 3 > 0, reasons=path.words(), actor=who)


def replace_decider(path, who, number):
    return actions.replace_decider(the_proposal(), person=one_of(Member.objects.order_by("pk"), number), actor=who)


def answer_review(path, who, number):
    review = one_of(Review.objects.order_by("-pk"), number)
    choice = ("keep", "change", "stop")[number % 3]
    return actions.answer_review(review, choice=choice, reason=path.words("review", review.pk, who.pk), actor=who)


def ask_to_reopen(path, who, number):
    return actions.ask_to_reopen(one_of(Decision.objects.order_by("-pk"), number), fact=path.words(), actor=who)


def reopen(path, who, number):
    return actions.reopen(one_of(ReopeningRequest.objects.order_by("-pk"), number), reason=path.words(), actor=who)


def decline_reopening(path, who, number):
    request = one_of(ReopeningRequest.objects.order_by("-pk"), number)
    return actions.decline_reopening(request, reason=path.words(), actor=who)


def leave(path, who, number):
    """Leaves the circle, by their own hand."""
    return end_mandate(one_of(Mandate.objects.filter(member=who, until=None), number), actor=who)


def close_account(path, who, number):
    return deactivate(one_of(Member.objects.exclude(name="Ada").order_by("pk"), number), actor=who)


def open_account(path, who, number):
    return reactivate(one_of(Member.objects.filter(is_active=False).order_by("pk"), number), actor=who)


def coordinate(path, who, number):
    """Somebody is given the coordination of a circle, as at the founding."""
    member = one_of(Member.objects.order_by("pk"), number)
    circle = one_of(Circle.objects.order_by("pk"), number // 3)
    return give_mandate(circle, member=member, role=Mandate.Role.COORDINATOR, actor=who)


def choose_replaced(path, who, number):
    return actions.choose_replaced(the_proposal(), replaces_latest=number % 2 == 0, actor=who)


def choose_review_day(path, who, number):
    decision = one_of(Decision.objects.filter(review_on=None, next_review_on=None).order_by("-pk"), number)
    return actions.choose_review_day(decision, day=localdate() + timedelta(days=1 + number), actor=who)


ACTS: dict[str, dict[str, tuple[Act | None, Deed]]] = {
    "talk": {
        "ask": (Act.ASK, texts.ask),
        "answer": (Act.ANSWER, texts.answer),
        "leave open": (Act.LEAVE_OPEN, texts.leave_open),
        "note aloud": (Act.ANSWER, texts.note_aloud),
        "reopen the question": (Act.ANSWER, texts.reopen_question),
        "react": (Act.REACT, texts.react),
        "keep": (Act.KEEP, put(actions.keep_text)),
        "amend": (Act.AMEND, texts.amend),
        "edit": (Act.EDIT, texts.edit),
        "attach a file": (Act.ATTACH, texts.attach),
        "detach a file": (Act.DETACH, texts.detach),
        "comment": (Act.COMMENT, texts.comment),
        "reply": (Act.COMMENT, texts.reply),
        "settle the comment": (Act.SETTLE_COMMENT, texts.settle_comment),
        "suggest an edit": (Act.SUGGEST_EDIT, texts.suggest_edit),
        "take the edit": (Act.AMEND, texts.take_edit),
        "refuse the edit": (Act.REFUSE_EDIT, texts.refuse_edit),
        "read": (Act.MARK_READ, put(actions.mark_read)),
        "object beforehand": (Act.OBJECT_BEFOREHAND, rounds.object_beforehand),
        "take back what was objected beforehand": (Act.OBJECT_BEFOREHAND, rounds.take_back_beforehand),
        "ask for help beforehand": (Act.ASK_HELP, rounds.help_beforehand),
        "help beforehand": (Act.HELP_TO_WORD, rounds.word_beforehand),
    },
    "lead": {
        "present": (Act.PRESENT, put(actions.present)),
        "choose what it replaces": (Act.CHOOSE_REPLACED, choose_replaced),
        "go on": (Act.NEXT_STAGE, put(actions.next_stage)),
        "open the round": (Act.OPEN_ROUND, put(actions.open_round)),
        "take over": (Act.TAKE_OVER, put(actions.take_over)),
        "facilitate": (Act.FACILITATE, put(actions.facilitate)),
        "agree to facilitate": (Act.AGREE_TO_FACILITATE, put(actions.agree_to_facilitate)),
        "decline to facilitate": (Act.DECLINE_TO_FACILITATE, put(actions.decline_to_facilitate)),
        "replace the facilitator": (Act.REPLACE_FACILITATOR, replace_facilitator),
        "take up again": (Act.RESUME, put(actions.resume)),
        "extend": (Act.EXTEND, put(actions.extend_stage)),
        "pause": (Act.PAUSE, pause),
        "end the pause": (Act.END_PAUSE, put(actions.end_pause)),
        "take online": (Act.TAKE_ONLINE, put(actions.take_online)),
        "grant minutes": (Act.GRANT_MINUTES, grant_minutes),
        "hand on": (Act.ESCALATE, hand_on),
        "take on": (Act.ACCEPT, put(actions.accept_handed)),
        "return": (Act.RETURN, return_handed),
    },
    "round": {
        "consent": (Act.TAKE_POSITION, taking("consent")),
        "object": (Act.TAKE_POSITION, taking("objection")),
        "have a concern": (Act.TAKE_POSITION, taking("concern")),
        "stand aside": (Act.TAKE_POSITION, taking("stand_aside")),
        "note a position": (Act.TAKE_POSITION, rounds.note_position),
        "confirm a position": (Act.TAKE_POSITION, rounds.confirm_noted),
        "drop a position": (Act.TAKE_POSITION, rounds.drop_noted),
        "ask for help": (Act.ASK_HELP, rounds.help_in_round),
        "help": (Act.HELP_TO_WORD, rounds.word_in_round),
        "close the round": (
            Act.CLOSE_ROUND,
            lambda path, who, n: actions.close_round(one_of(Round.objects.order_by("-pk")[:1], 0), actor=who),
        ),
    },
    "objection": {
        "word": (Act.WORD, rounds.word),
        "suggest": (
            Act.SUGGEST,
            lambda path, who, n: actions.suggest(
                one_of(Objection.objects.order_by("-pk"), n), text=path.words(), actor=who
            ),
        ),
        "suggest nothing": (Act.SUGGEST_NOTHING, objected(actions.suggest_nothing)),
        "lift": (Act.LIFT, objected(actions.lift_objection)),
        "make it a concern": (Act.CONCEDE, objected(actions.concede_objection)),
        "test it aloud": (Act.TEST, rounds.test_aloud),
        "ask the circle": (Act.ASK_CIRCLE, rounds.ask_circle),
        "agree": (Act.AGREE, answering(True)),
        "refuse": (Act.AGREE, answering(False)),
    },
    "vote": {
        "put to a vote": (Act.PUT_TO_VOTE, put(actions.put_to_vote)),
        "open the vote": (Act.VOTE_ONLINE, vote_online),
        "vote": (Act.DECIDE, vote),
    },
    "advice": {
        "ask for advice": (Act.ASK_ADVICE, ask_advice),
        "advise": (Act.ADVISE, advise),
        "answer advice": (Act.ANSWER_ADVICE, answer_advice),
        "decide alone": (Act.TAKE_DECISION, take_decision),
        "agree to decide": (Act.AGREE_TO_DECIDE, put(actions.agree_to_decide)),
        "decline to decide": (Act.DECLINE_TO_DECIDE, put(actions.decline_to_decide)),
        "replace the decider": (Act.REPLACE_DECIDER, replace_decider),
    },
    "end": {
        "withdraw": (Act.WITHDRAW, withdraw),
        "send back": (Act.SEND_BACK, send_back),
        "set aside": (Act.SET_ASIDE, set_aside),
        "ask to reopen": (None, ask_to_reopen),
        "reopen": (None, reopen),
        "decline to reopen": (None, decline_reopening),
        "answer the review": (None, answer_review),
        "choose the day of the review": (None, choose_review_day),
    },
}
ALL = {name: act for group in ACTS.values() for name, act in group.items()}

PEOPLE: dict[str, Deed] = {
    "leave": leave,
    "close an account": close_account,
    "open an account": open_account,
    "coordinate": coordinate,
}
