"""Writing a proposal, and putting it to its circle."""

from datetime import date
from typing import Any

import rules
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from commissions.changes import NOTHING, Change, checked
from commissions.models import Circle
from commissions.queries import is_in
from journal.actions import action, require, touch
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from proposals.actions.attached_files import tell_files
from proposals.actions.comments import follow_comments
from proposals.actions.common import begin, check_time, lock, move, tell, written
from proposals.actions.suggested_edits import settle_edits
from proposals.models import Decision, Proposal, ProposalAudience, Stage, Version
from proposals.process import REVIEWED_AFTER, Act, State
from proposals.queries import current_version, may_replace, same_subject, shown_objections

WRITTEN = (
    *("title", "need", "facilitator", "facilitator_since", "review_on", "process", "audience"),
    *("replaces", "is_repeal", "subject"),
    *("expected", "evidence", "responsible", "due_on"),
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
    review_on: date | None = None,
    process: str = Proposal.Process.CONSENT,
    audience: str = ProposalAudience.MEMBERS,
    replaces: Decision | None = None,
    is_repeal: bool = False,
    change: Change = NOTHING,
    expected: str = "",
    evidence: str = "",
    responsible: Member | None = None,
    due_on: date | None = None,
    subject: str = "",
    is_presented: bool = False,
) -> Proposal:
    """Start a draft, which only its author and its facilitator read, or present it at once.

    `change` is what it lets be changed, once, if it is adopted; `expected` and `evidence` are what it would bring and
    how one will see it, `responsible` who carries it out by `due_on`. The journal hears of it once it is presented.
    Raises ValidationError on `changes`, as `commissions.changes.checked` does.
    """
    require("proposals.write", actor, circle)
    _check_replaces(circle, replaces, is_repeal)
    _check_responsible(circle, responsible)
    proposal = _start(
        circle,
        author=actor,
        title=title,
        text=text,
        change=change,
        need=need.strip(),
        facilitator=facilitator,
        facilitator_since=now() if facilitator == actor else None,
        review_on=review_on,
        process=process,
        audience=audience,
        replaces=replaces,
        is_repeal=is_repeal,
        expected=expected.strip(),
        evidence=evidence.strip(),
        responsible=responsible,
        due_on=due_on,
        subject=same_subject(circle, subject),
    )
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
    replaces: Decision | None = None,
    is_repeal: bool = False,
    change: Change | None = None,
    expected: str = "",
    evidence: str = "",
    responsible: Member | None = None,
    due_on: date | None = None,
    subject: str = "",
    is_presented: bool = False,
) -> Proposal:
    """Rewrite a draft, and present it if asked. What it lets be changed stays, unless another `change` is given.

    A text that was once presented stays as it was: the new one is another version. Raises ValidationError on `process`
    (`objected`) where somebody objected to it: a vote then comes after the rounds that the circle's rules ask for.
    """
    proposal = begin(Act.EDIT, proposal, actor=actor)
    _check_process(proposal, process)
    _check_replaces(proposal.circle, replaces, is_repeal)
    _check_responsible(proposal.circle, responsible)
    proposal.title = written(title, _("Give it a title."), "title")
    proposal.need = need.strip()
    if facilitator != proposal.facilitator:
        proposal.facilitator, proposal.facilitator_since = facilitator, now() if facilitator == actor else None
    proposal.review_on = review_on
    proposal.process, proposal.audience = process, audience
    proposal.replaces, proposal.is_repeal = replaces, is_repeal
    proposal.subject = same_subject(proposal.circle, subject)
    proposal.expected, proposal.evidence = expected.strip(), evidence.strip()
    proposal.responsible, proposal.due_on = responsible, due_on
    if proposal.presented_at is not None:
        _check_complete(proposal)
    proposal.save(update_fields=WRITTEN)
    _rewrite(proposal, written(text, _("Write the text that would be decided."), "text"), change, actor)
    touch(proposal.topic)
    return present(proposal, actor=actor) if is_presented else proposal


@action
def present(proposal: Proposal, *, actor: Member) -> Proposal:
    """Show the draft to its circle: from now on every change of its text is a version of its own."""
    proposal = begin(Act.PRESENT, proposal, actor=actor)
    _present(proposal, Act.PRESENT)
    return proposal


@action
def put_to_meeting(proposal: Proposal, *, occasion: str, actor: Member) -> Proposal:
    """Put the proposal on a meeting's agenda (`occasion` is "meeting:12"): who facilitates there conducts it.

    A draft is presented by it, so that everybody can read it beforehand; one that was set aside is taken up again. Its
    time online stands still from then on (`take_online`); questions, versions, an open round stay.
    """
    proposal = lock(proposal)
    require("proposals.read", actor, proposal)
    conducts_it = rules.has_perm(f"proposals.{Act.PUT_TO_MEETING}", actor, proposal)
    before, proposal.occasion = proposal.occasion, occasion
    if not conducts_it:
        require("proposals.bring_to_meeting", actor, proposal)
    check_time(Act.PUT_TO_MEETING, proposal)
    if before == occasion and proposal.is_live:
        return proposal
    proposal.save(update_fields=["occasion"])
    if proposal.is_live:
        Stage.objects.filter(proposal=proposal, left_at=None).update(ends_at=None)
        tell("proposal.put_to_meeting", proposal, occasion=occasion)
    else:
        _present(proposal, Act.PUT_TO_MEETING)
    return proposal


@action
def bring_opinion(proposal: Proposal, *, occasion: str, actor: Member) -> Proposal:
    """Put on a meeting's agenda what nobody objected to online, to be ratified: any member of the circle may. Once."""
    proposal = begin(Act.BRING_OPINION, proposal, actor=actor)
    if proposal.occasion != occasion:
        proposal.occasion = occasion
        proposal.save(update_fields=["occasion"])
        tell("proposal.put_to_meeting", proposal, occasion=occasion)
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
    review_on = timezone.localdate() + REVIEWED_AFTER
    facilitation = {"facilitator": facilitator, "facilitator_since": now()}
    fields = {"need": need, **facilitation, "process": process, "audience": audience, "occasion": occasion}
    proposal = _start(circle, author=author, title=text, text=text, change=NOTHING, review_on=review_on, **fields)
    _present(proposal, Act.PRESENT)
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

    It lets the same be changed, where the circle still may decide that. The facilitator is asked, unless they
    `has_agreed` by opening it themself.
    """
    proposal = _start(
        decision.circle,
        author=author,
        title=decision.title,
        text=decision.text,
        change=NOTHING if is_repeal else _still_possible(decision),
        need=need,
        facilitator=facilitator,
        facilitator_since=now() if has_agreed or facilitator == author else None,
        review_on=timezone.localdate() + REVIEWED_AFTER,
        audience=decision.audience,
        replaces=decision,
        is_repeal=is_repeal,
        occasion=occasion,
    )
    _present(proposal, Act.PRESENT)
    return proposal


def _still_possible(decision: Decision) -> Change:
    """What a decision let be changed, if its circle may still decide it: circles end, people leave."""
    try:
        return checked(decision.change, decision.circle)
    except ValidationError:
        return NOTHING


def _start(circle: Circle, *, author: Member, title: str, text: str, change: Change, **fields: Any) -> Proposal:
    """A draft, with its first version."""
    instant = now()
    title = written(title, _("Give it a title."), "title")
    text = written(text, _("Write the text that would be decided."), "text")
    change = checked(change, circle)
    proposal = Proposal.objects.create(circle=circle, title=title, author=author, created_at=instant, **fields)
    Stage.objects.create(proposal=proposal, state=State.DRAFT, entered_at=instant)
    Version.objects.create(proposal=proposal, number=1, text=text, change=change, author=author, created_at=instant)
    touch(proposal.topic)
    return proposal


def _present(proposal: Proposal, act: Act) -> None:
    if proposal.is_draft:
        _check_complete(proposal)
    move(proposal, act, State.PRESENTED)
    version = current_version(proposal)
    checked(version.change, proposal.circle)
    settle_edits(proposal, version)
    follow_comments(proposal, version)
    tell_presentation(proposal)


def tell_presentation(proposal: Proposal) -> None:
    """Record the text as it is read from now on."""
    version = current_version(proposal)
    tell(
        "proposal.presented",
        proposal,
        version=version.number,
        author=proposal.author_id,
        facilitator=proposal.facilitator_id,
        review_on=proposal.review_on,
        occasion=proposal.occasion,
        changes=version.change.for_journal(),
        private={
            "title": proposal.title,
            "need": proposal.need,
            "text": version.text,
            **version.change.texts(),
            "expected": proposal.expected,
            "evidence": proposal.evidence,
        },
    )
    tell_files(proposal)


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


def _check_process(proposal: Proposal, process: str) -> None:
    """An objection is not walked around by deciding otherwise (PRODUCT §3.2)."""
    if process == proposal.process or proposal.process != Proposal.Process.CONSENT:
        return
    if shown_objections().filter(position__round__proposal=proposal).exists():
        message = _(
            "Somebody objected to it, so it is decided by consent: a vote comes after, where the rules allow it."
        )
        raise wrong("process", message, code="objected")


def _check_complete(proposal: Proposal) -> None:
    """To leave the draft: why now, someone of the circle who facilitates, a date to look at it again (PRODUCT §3.2)."""
    missing: dict[str, ValidationError] = {}
    if not proposal.need.strip():
        missing["need"] = ValidationError(_("Say why it is needed now: people decide better when they know."), "need")
    if proposal.facilitator is None:
        missing["facilitator"] = ValidationError(_("Ask somebody of the circle to facilitate it."), "facilitator")
    elif not is_in(proposal.facilitator, proposal.circle):
        missing["facilitator"] = ValidationError(
            _("Whoever facilitates is a member of the circle: %(circle)s.") % {"circle": proposal.circle},
            "facilitator",
        )
    if proposal.review_on is None:
        missing["review_on"] = ValidationError(_("Choose a day to look at it again: nothing is for ever."), "review")
    elif proposal.review_on <= timezone.localdate():
        missing["review_on"] = ValidationError(_("The day to look at it again is still to come."), "review")
    if missing:
        raise ValidationError(missing)


def _check_replaces(circle: Circle, replaces: Decision | None, is_repeal: bool) -> None:
    if replaces is not None and not may_replace(circle, replaces, is_repeal=is_repeal):
        raise ValidationError(
            _("A circle replaces its own decisions; one above may repeal those of a circle below."), code="replaces"
        )
    if is_repeal and replaces is None:
        raise ValidationError(_("Say which decision it would repeal."), code="repeal")


def _check_responsible(circle: Circle, responsible: Member | None) -> None:
    if responsible is not None and not is_in(responsible, circle):
        message = _("Whoever carries it out is a member of the circle: %(circle)s.") % {"circle": circle}
        raise wrong("responsible", message, code="responsible")
