"""A circle hands a proposal to another, which takes it on whole or sends it back (PRODUCT §3.2)."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.actions.living import lock_living
from commissions.models import Circle
from journal.actions import CLOCK, Actor, action, record, touch
from journal.clock import now
from members.models import Member
from proposals.actions.common import begin, move, tell, written
from proposals.actions.notifications import ask_receivers, ask_to_choose
from proposals.actions.presentation import tell_presentation
from proposals.actions.stages import end_requests
from proposals.actions.taken_up import keep_former
from proposals.models import Comment, Handing, Proposal, Question, Round, Stage, SuggestedEdit, Version
from proposals.process import Act, State, back_from_handing
from proposals.queries import open_handing_of, votes_online, why_not_replaced
from proposals.queries.attached_files import attached_to
from proposals.queries.deadlines import handing_end, online_end, stage_of
from proposals.queries.taken_up import former_of
from web import dates

LASTING = (
    *("title", "need", "author", "author_since", "review_on", "process", "method", "seats"),
    *("audience", "replaces", "is_repeal"),
)
"""What the other circle's proposal takes over as it is; it begins with everything that was written, too."""


@action
def escalate(proposal: Proposal, *, to: Circle, reason: str, actor: Member) -> Handing:
    """Ask another circle to take it on. Until it has answered, or its time is over, the proposal waits here.

    Raises ValidationError: `circle` for its own circle, `ended` for one that has ended, `voting` while its vote is open
    online, `reason`.
    """
    if to.pk == proposal.circle_id:
        raise ValidationError(_("Choose another circle than this one."), code="circle")
    proposal = begin(Act.ESCALATE, proposal, actor=actor)
    to = lock_living(to)
    reason = written(reason, _("Say why, in a sentence: those who were not there will read it."), "reason")
    if votes_online(proposal).exists():
        raise ValidationError(_("Its vote is open online: wait for its end."), code="voting")
    Round.objects.open().filter(proposal=proposal).update(closed_at=now(), outcome=Round.Outcome.ABANDONED)
    end_requests(proposal)
    instant = now()
    handing = Handing.objects.create(
        proposal=proposal,
        to=to,
        handed_by=actor,
        reason=reason,
        former_state=proposal.state,
        handed_at=instant,
        ends_at=handing_end(to, instant),
    )
    move(proposal, Act.ESCALATE, State.HANDED)
    _tell("proposal.handed", handing, reason=reason)
    ask_receivers(handing)
    return handing


@action
def accept_handed(proposal: Proposal, *, actor: Member) -> Proposal:
    """Take it on, for the circle that was asked: its own proposal from then on. Whoever facilitated it is asked again,
    wherever they sit; whoever takes it on is where that person has left.

    It has every version, every question with its answer, every file, every comment and suggested edit where its words
    stand, what it lets be changed, the decision that it replaces or repeals, and the credit to whose text it takes up.
    Returns it.
    Raises ValidationError `over` once the time to answer is, whether the clock has come or not.
    """
    proposal = begin(Act.ACCEPT, proposal, actor=actor)
    handing = _answer(_in_time(proposal), actor, is_accepted=True)
    move(proposal, Act.ACCEPT, State.ESCALATED, reason=handing.reason)
    _tell("proposal.escalated", handing, reason=handing.reason)
    former = proposal.facilitator if proposal.facilitator and proposal.facilitator.is_active else actor
    return _copy(proposal, handing.to, facilitator=former, facilitator_since=now() if former == actor else None)


@action
def return_handed(proposal: Proposal, *, actor: Actor, reason: str = "") -> Handing:
    """Send it back to the circle that handed it, with a `reason`; the clock does once the time to answer is over.

    It stands again where it stood, with what was left of its time, and its extension where that was used; positions
    that were being taken were given up when it left.
    Raises ValidationError: `reason`, `early` where the clock comes before the end.
    """
    proposal = begin(Act.RETURN, proposal, actor=actor)
    handing = _waiting(proposal)
    if actor is CLOCK:
        if now() < handing.ends_at:
            raise ValidationError(_("There is still time to answer."), code="early")
    else:
        reason = written(reason, _("Say why: the circle that handed it to you will read it."), "reason")
    _answer(handing, actor, is_accepted=False, reason=reason)
    move(proposal, Act.RETURN, back_from_handing(State(handing.former_state)))
    _give_back_time(proposal, State(handing.former_state))
    _tell("proposal.returned" if reason else "proposal.not_taken", handing, reason=reason)
    return handing


def _give_back_time(proposal: Proposal, former_state: State) -> None:
    stage = stage_of(proposal)
    former = Stage.objects.filter(proposal=proposal, state=stage.state, left_at__isnull=False).order_by("-pk").first()
    if former is None:
        return
    stage.extended_at, stage.extended_by = former.extended_at, former.extended_by
    if stage.state == former_state and stage.ends_at and former.ends_at and former.left_at:
        stage.time_left = former.ends_at - former.left_at
        stage.ends_at, stage.time_left = online_end(stage), None
    stage.save(update_fields=["extended_at", "extended_by", "ends_at"])


def close_handing(proposal: Proposal) -> None:
    """Within the act that ends it here: the circle that was asked has nothing to answer any more."""
    if handing := open_handing_of(proposal):
        handing.answered_at = now()
        handing.save(update_fields=["answered_at"])
        touch(handing.to.topic)


def _waiting(proposal: Proposal) -> Handing:
    handing = Handing.objects.select_related("to").get(proposal=proposal, answered_at=None)
    handing.proposal = proposal
    return handing


def _in_time(proposal: Proposal) -> Handing:
    """The one that waits, as long as it may be answered."""
    handing = _waiting(proposal)
    if now() >= handing.ends_at:
        raise ValidationError(
            _("The time to answer was over %(end)s: the proposal goes back to %(circle)s, which may hand it on again.")
            % {"end": dates.day_and_time(handing.ends_at), "circle": proposal.circle.name},
            code="over",
        )
    return handing


def _answer(handing: Handing, actor: Actor, *, is_accepted: bool, reason: str = "") -> Handing:
    handing.answered_at, handing.is_accepted, handing.answer_reason = now(), is_accepted, reason
    handing.answered_by = actor if isinstance(actor, Member) else None
    handing.save(update_fields=["answered_at", "answered_by", "is_accepted", "answer_reason"])
    return handing


def _tell(verb: str, handing: Handing, *, reason: str) -> None:
    """Both circles hear of it, unless it is a person's situation."""
    proposal = handing.proposal
    topics = proposal.topics if proposal.is_closed else [*proposal.topics, handing.to.topic]
    body = {"proposal": proposal.pk, "from": proposal.circle_id, "to": handing.to_id}
    record(verb, topics=topics, body=body, private={"reason": reason} if reason else {})


def _copy(proposal: Proposal, circle: Circle, **facilitation: Any) -> Proposal:
    instant = now()
    copy = Proposal.objects.create(
        circle=circle,
        **facilitation,
        origin=proposal,
        created_at=instant,
        **{name: getattr(proposal, name) for name in LASTING},
        subject=proposal.subject,
        **proposal.expectations,
    )
    Stage.objects.create(proposal=copy, state=State.DRAFT, entered_at=instant)
    versions = {}  # {pk of the former: the new one}
    for version in Version.objects.filter(proposal=proposal):
        former = version.pk
        version.pk, version.proposal = None, copy
        version.save()
        versions[former] = version
    for question in Question.objects.filter(proposal=proposal):
        question.pk, question.proposal = None, copy
        question.save()
    for attached in attached_to(proposal):
        attached.pk, attached.proposal = None, copy
        attached.save()
    _copy_passages(proposal, copy, versions)
    if takes_up := former_of(proposal):
        keep_former(copy, takes_up)
    move(copy, Act.PRESENT, State.PRESENTED)
    tell_presentation(copy)
    tell("proposal.taken_on", copy, origin=proposal.pk, facilitator=copy.facilitator_id)
    if copy.replaces and why_not_replaced(copy):
        ask_to_choose(copy, copy.replaces)
    return copy


def _copy_passages(proposal: Proposal, copy: Proposal, versions: Mapping[int, Version]) -> None:
    """What was said of its words, and suggested in their place: whoever writes the text still answers it."""
    for comment in Comment.objects.filter(proposal=proposal).prefetch_related("replies"):
        replies = list(comment.replies.all())
        comment.pk, comment.proposal = None, copy
        comment.first_version, comment.version = versions[comment.first_version_id], versions[comment.version_id]
        comment.save()
        for reply in replies:
            reply.pk, reply.comment = None, comment
            reply.save()
    for edit in SuggestedEdit.objects.filter(proposal=proposal):
        edit.pk, edit.proposal = None, copy
        edit.first_version, edit.version = versions[edit.first_version_id], versions[edit.version_id]
        edit.ended_in = versions[edit.ended_in_id] if edit.ended_in_id else None
        edit.save()
