"""Writing a proposal, and putting it to its circle."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.actions.living import lock_living
from commissions.changes import NOTHING, Change, checked
from commissions.circle_endings import heir_of
from commissions.models import Circle
from journal.actions import action, require, touch
from journal.clock import now, today
from members.models import Member
from proposals.actions.advice import name_advisers
from proposals.actions.common import begin, written
from proposals.actions.draft_checks import (
    check_complete,
    check_process,
    check_replaces,
    check_responsible,
    check_template,
    check_way,
)
from proposals.actions.information import not_needed
from proposals.actions.options import choosing
from proposals.actions.presentation import show_to_circle
from proposals.actions.process_templates import take_lengths
from proposals.actions.taken_up import check_readers, check_taken_up, keep_former
from proposals.models import Decision, ProcessTemplate, Proposal, ProposalAudience, Stage, Version
from proposals.process import REVIEWED_AFTER, Act, State
from proposals.queries import current_version, same_subject
from proposals.queries.taken_up import former_of

WRITTEN = (
    *("title", "need", "facilitator", "facilitator_since", "decider", "decider_since", "review_on", "process"),
    *("audience", "replaces", "is_repeal", "subject", "expected", "evidence", "responsible", "due_on"),
    *("template", "stage_days", "stage_minutes", "method", "seats"),
)
"""What a draft says besides its text."""


@action
def write_proposal(
    circle: Circle,
    *,
    title: str,
    text: str,
    actor: Member,
    need: str = "",
    facilitator: Member | None = None,
    decider: Member | None = None,
    advisers: Collection[Member] = (),
    review_on: date | None = None,
    process: str = Proposal.Process.CONSENT,
    method: str = "",
    seats: int = 1,
    template: ProcessTemplate | None = None,
    audience: str = ProposalAudience.MEMBERS,
    replaces: Decision | None = None,
    is_repeal: bool = False,
    change: Change = NOTHING,
    expected: str = "",
    evidence: str = "",
    responsible: Member | None = None,
    due_on: date | None = None,
    subject: str = "",
    takes_up: Proposal | None = None,
    is_presented: bool = False,
) -> Proposal:
    """Start a draft, which only its author and its facilitator read, or present it at once.

    `change` is what it lets be changed, once, if it is adopted; `expected` and `evidence` are what it would bring and
    how one will see it, `responsible` who carries it out by `due_on`. By advice, `decider` decides alone once the
    `advisers` were asked by name. `template` is one of the circle's, by which its stages last; None: by its rules. The
    journal hears of it once it is presented. Among options (`proposals.options`), `seats` of them are chosen by
    `method`, the first that is offered where none is given.
    `takes_up` is a proposal of the circle that ended without a decision, of which it takes up the text.
    Raises ValidationError on `changes`, as `commissions.changes.checked` does, and as `check_way`, `check_template`,
    `choosing` and `check_taken_up` do.
    """
    require("proposals.write", actor, circle)
    if takes_up is not None:
        check_taken_up(takes_up, circle.pk, audience, actor)
    check_way(circle, process, change, replaces, is_repeal=is_repeal)
    check_template(circle, process, template)
    check_replaces(circle, replaces, is_repeal)
    check_responsible(circle, responsible)
    proposal = _start(
        circle,
        author=actor,
        title=title,
        text=text,
        change=change,
        need=need.strip(),
        facilitator=facilitator,
        facilitator_since=now() if facilitator == actor else None,
        decider=decider,
        decider_since=now() if decider == actor else None,
        review_on=review_on,
        process=process,
        **choosing(process, method, seats),
        template=template,
        audience=audience,
        replaces=replaces,
        is_repeal=is_repeal,
        expected=expected.strip(),
        evidence=evidence.strip(),
        responsible=responsible,
        due_on=due_on,
        subject=same_subject(circle, subject),
    )
    if takes_up is not None:
        keep_former(proposal, takes_up)
    name_advisers(proposal, advisers, actor)
    return present(proposal, actor=actor) if is_presented else proposal


@action
def edit_proposal(
    proposal: Proposal,
    *,
    title: str,
    text: str,
    need: str,
    facilitator: Member | None,
    review_on: date | None,
    process: str,
    audience: str,
    actor: Member,
    decider: Member | None = None,
    advisers: Collection[Member] = (),
    replaces: Decision | None = None,
    is_repeal: bool = False,
    change: Change | None = None,
    expected: str = "",
    evidence: str = "",
    responsible: Member | None = None,
    due_on: date | None = None,
    subject: str = "",
    template: ProcessTemplate | None = None,
    method: str = "",
    seats: int = 1,
    is_presented: bool = False,
) -> Proposal:
    """Rewrite a draft, and present it if asked. What it lets be changed stays, unless another `change` is given.

    A text that was once presented stays as it was: the new one is another version. Raises ValidationError on `process`
    (`objected`) where somebody objected to it: a vote then comes after the rounds that the circle's rules ask for; and
    as `check_readers` does for a text that it takes up.
    """
    proposal = begin(Act.EDIT, proposal, actor=actor)
    if former := former_of(proposal):
        check_readers(former, audience)
    check_process(proposal, process)
    check_template(proposal.circle, process, template, kept=proposal.template_id)
    kept = current_version(proposal).change if change is None else change
    check_way(proposal.circle, process, kept, replaces, is_repeal=is_repeal)
    check_replaces(proposal.circle, replaces, is_repeal)
    check_responsible(proposal.circle, responsible)
    proposal.title = written(title, _("Give it a title."), "title")
    proposal.need = need.strip()
    if facilitator != proposal.facilitator:
        proposal.facilitator, proposal.facilitator_since = facilitator, now() if facilitator == actor else None
    if decider != proposal.decider:
        proposal.decider, proposal.decider_since = decider, now() if decider == actor else None
    proposal.review_on = review_on
    proposal.process, proposal.audience = process, audience
    proposal.template = template
    take_lengths(proposal)
    proposal.replaces, proposal.is_repeal = replaces, is_repeal
    proposal.subject = same_subject(proposal.circle, subject)
    proposal.expected, proposal.evidence = expected.strip(), evidence.strip()
    proposal.responsible, proposal.due_on = responsible, due_on
    for name, value in (not_needed(process, audience) | choosing(process, method, seats)).items():
        setattr(proposal, name, value)
    name_advisers(proposal, advisers, actor)
    if proposal.presented_at is not None:
        check_complete(proposal, text)
    proposal.save(update_fields=WRITTEN)
    _rewrite(proposal, written(text, _("Write the text."), "text"), change, actor)
    touch(proposal.topic)
    return present(proposal, actor=actor) if is_presented else proposal


@action
def present(proposal: Proposal, *, actor: Member) -> Proposal:
    """Show the draft to its circle: from now on every change of its text is a version of its own."""
    proposal = begin(Act.PRESENT, proposal, actor=actor)
    show_to_circle(proposal, Act.PRESENT)
    return proposal


@action
def propose_noted(
    circle: Circle,
    *,
    text: str,
    need: str,
    author: Member,
    facilitator: Member,
    process: str,
    audience: str,
    occasion: str,
    actor: Member,
) -> Proposal:
    """Make a proposal of a decision that `author` noted in a meeting (`occasion`): presented at once, since everybody
    there read its text. Any member of the circle asks for it; `facilitator` conducts the meeting.
    """
    require("proposals.write", actor, circle)
    review_on = today() + REVIEWED_AFTER
    facilitation = {"facilitator": facilitator, "facilitator_since": now()}
    fields = {"need": need, **facilitation, "process": process, "audience": audience, "occasion": occasion}
    proposal = _start(circle, author=author, title=text, text=text, change=NOTHING, review_on=review_on, **fields)
    show_to_circle(proposal, Act.PRESENT)
    return proposal


def propose_anew(
    decision: Decision,
    *,
    author: Member,
    facilitator: Member,
    need: str,
    is_repeal: bool = False,
    occasion: str = "",
    has_agreed: bool = False,
) -> Proposal:
    """Within an action: present, in the author's name, the text of a decision to replace it, or to repeal it.

    The circle that answers for the decision (`heir_of`) decides it anew. It lets the same be changed, where that one
    still may decide it. The facilitator is asked, unless they `has_agreed` by opening it themself.
    """
    proposal = _start(
        circle := heir_of(decision.circle),
        author=author,
        title=decision.title,
        text=decision.text,
        change=NOTHING if is_repeal else _still_possible(decision, circle),
        need=need,
        facilitator=facilitator,
        facilitator_since=now() if has_agreed or facilitator == author else None,
        review_on=today() + REVIEWED_AFTER,
        audience=decision.audience,
        replaces=decision,
        is_repeal=is_repeal,
        occasion=occasion,
    )
    show_to_circle(proposal, Act.PRESENT)
    return proposal


def _still_possible(decision: Decision, circle: Circle) -> Change:
    """What a decision let be changed, if this circle may still decide it: circles end, people leave."""
    try:
        return checked(decision.change, circle)
    except ValidationError:
        return NOTHING


def _start(circle: Circle, *, author: Member, title: str, text: str, change: Change, **fields: Any) -> Proposal:
    """A draft, with its first version. Raises `ended` in a group that has ended."""
    circle = lock_living(circle)
    instant = now()
    fields |= not_needed(fields.get("process", ""), fields.get("audience", ProposalAudience.MEMBERS))
    title = written(title, _("Give it a title."), "title")
    text = written(text, _("Write the text."), "text")
    change = checked(change, circle)
    proposal = Proposal(circle=circle, title=title, author=author, created_at=instant, **fields)
    take_lengths(proposal)
    proposal.save()
    Stage.objects.create(proposal=proposal, state=State.DRAFT, entered_at=instant)
    Version.objects.create(proposal=proposal, number=1, text=text, change=change, author=author, created_at=instant)
    touch(proposal.topic)
    return proposal


def _rewrite(proposal: Proposal, text: str, change: Change | None, author: Member) -> None:
    """The draft's text, and what it changes. A version that somebody may have read is never touched."""
    version = current_version(proposal)
    change = version.change if change is None else checked(change, proposal.circle)
    if (version.text, version.change) == (text, change):
        return
    was_shown = Stage.objects.filter(
        proposal=proposal, state=State.PRESENTED, entered_at__gte=version.created_at
    ).exists()
    if not was_shown:
        version.delete()
    Version.objects.create(
        proposal=proposal,
        number=version.number + was_shown,
        text=text,
        change=change,
        is_substantial=was_shown or version.is_substantial,  # sent back and reworked, it is a new text
        author=author,
        created_at=now(),
    )
