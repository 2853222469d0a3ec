"""What every act on a proposal begins and ends with."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.actions.living import lock_living
from journal.actions import record, require, touch
from journal.clock import now
from journal.statements import locked
from members.models import Member
from proposals.actions.notifications import ask_at_extension, ask_at_stage
from proposals.models import Proposal, ProposalPause, Stage
from proposals.process import ENDED, LIVE, Act, State, closes_questions
from proposals.processes import table_of
from proposals.queries import just_answered_aloud, waiting_questions
from proposals.queries.deadlines import stage_end, stage_of
from proposals.rules import proposal_of
from web import dates


def lock(proposal: Proposal) -> Proposal:
    """The proposal, alone in our hands until the end of the action. Always taken before its round.

    Nothing is joined to a lock: after a wait the locked row is fresh, what is joined to it would be as
    before the wait (and a proposal that changed circles meanwhile would not be found).
    """
    return locked(Proposal, proposal.pk)


def begin(act: Act, obj: Any, *, actor: Any) -> Proposal:
    """Lock the proposal that `obj` belongs to, ask whether the actor may, and whether it is the time for it."""
    proposal = lock(proposal_of(obj))
    require(f"proposals.{act}", actor, proposal if isinstance(obj, Proposal) else obj)
    check_time(act, proposal)
    return proposal


def check_time(act: Act, proposal: Proposal) -> None:
    """Raise `ValidationError` where its way to decide has no such act (`otherwise`), where the proposal is at another
    stage than the act is for (`stage`), or where the time of its stage is over and the clock has not come (`over`)."""
    table = table_of(proposal.process)
    if act not in table and proposal.is_for_information:
        raise ValidationError(
            _("This text is for information: nothing is decided about it. Its author may write a proposal instead."),
            code="otherwise",
        )
    if act not in table:
        raise ValidationError(
            _("This proposal is decided %(way)s, which does without this: look at its page to see what comes next.")
            % {"way": proposal.get_process_display()},
            code="otherwise",
        )
    if not table.leads_to(act, State(proposal.state)):
        raise ValidationError(
            _("The proposal has moved on: it is now at “%(stage)s”. Look at the page again to see what you can do.")
            % {"stage": proposal.get_state_display()},
            code="stage",
        )
    ends_at = stage_of(proposal).ends_at
    if ends_at is not None and now() > ends_at:
        raise ValidationError(
            _("The time of this stage was over %(end)s, and the proposal goes on by itself: look at the page again.")
            % {"end": dates.day_and_time(ends_at)},
            code="over",
        )


def check_questions(proposal: Proposal) -> None:
    """Raise `ValidationError` while a question waits for its answer, or its asker may still say that it does."""
    if waiting_questions(proposal):
        raise ValidationError(
            _(
                "A question still waits for its answer. The author answers it, or whoever asked leaves it open; "
                "whoever facilitates may too, when that person has left or stays silent."
            ),
            code="unanswered",
        )
    if just_answered := just_answered_aloud(proposal):
        raise ValidationError(
            _("A question was just noted as answered aloud: for one minute %(name)s may say that it was not.")
            % {"name": just_answered[0].asker.name},
            code="answered_aloud",
        )


def move(proposal: Proposal, act: Act, to: State, *, reason: str = "", is_skipped: bool = False) -> None:
    """Bring the proposal to its next stage, along the table, and keep when it came there.

    Every way out of the questions leads through here. Raises ValidationError `unanswered`, and `ended` where what
    rested would go on in a group that has ended.
    """
    if to not in table_of(proposal.process).leads_to(act, State(proposal.state)):
        raise RuntimeError(f"{act} does not lead from {proposal.state} to {to}")
    if to in LIVE and proposal.state not in LIVE:
        lock_living(proposal.circle)
    if closes_questions(State(proposal.state), to):
        check_questions(proposal)
    instant = now()
    Stage.objects.filter(proposal=proposal, left_at__isnull=True).update(left_at=instant)
    ProposalPause.objects.filter(proposal=proposal, ended_at=None, until__gt=instant).update(ended_at=instant)
    ends_at = stage_end(proposal, to, instant)
    Stage.objects.create(proposal=proposal, state=to, entered_at=instant, is_skipped=is_skipped, ends_at=ends_at)
    proposal.state = to
    proposal.ended_at = instant if to in ENDED else None
    proposal.end_reason = reason
    if to in LIVE and proposal.presented_at is None:
        proposal.presented_at = instant
    proposal.save(update_fields=["state", "ended_at", "end_reason", "presented_at"])
    ask_at_stage(proposal)


def extend(proposal: Proposal, stage: Stage, *, by: Member | None = None) -> None:
    """The stage has its length once more, from its announced end or, where none was announced, from now on."""
    stage.extended_at, stage.extended_by = now(), by
    stage.ends_at = stage_end(proposal, State(proposal.state), stage.ends_at or stage.extended_at)
    stage.save(update_fields=["extended_at", "extended_by", "ends_at"])
    ask_at_extension(proposal)


def tell(verb: str, proposal: Proposal, *, private: dict[str, str] | None = None, **body: Any) -> None:
    """Record what happened to the proposal, for those who follow it and its circle."""
    texts = {key: text for key, text in (private or {}).items() if text}
    record(verb, topics=proposal.topics, body={"proposal": proposal.pk, **body}, private=texts)


def journal_texts(proposal: Proposal, **texts: str) -> dict[str, str]:
    """What the journal keeps of what somebody says of a text: nothing where the circle hides it from those who have not
    answered, who read the journal too."""
    return {} if proposal.circle.hides_comments else texts


def tell_unless_draft(verb: str, proposal: Proposal, **body: Any) -> None:
    """The same, but of a draft, of which only its own people hear, and the journal nothing."""
    if proposal.is_private:
        touch(proposal.topic)
    else:
        tell(verb, proposal, **body)


def written(text: str, message: str, code: str) -> str:
    """The text without the blanks around it; `ValidationError` when nothing is left."""
    text = text.strip()
    if not text:
        raise ValidationError(message, code=code)
    return text
