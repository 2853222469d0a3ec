"""Within the acts that present a proposal: what is checked, written and told then."""

from typing import Any

from commissions.actions.living import check_living
from commissions.changes import checked
from journal.actions import touch
from proposals.actions.attached_files import tell_files
from proposals.actions.comments import follow_comments
from proposals.actions.common import move, tell
from proposals.actions.draft_checks import check_complete, check_way
from proposals.actions.process_templates import take_lengths, take_suggestions
from proposals.actions.suggested_edits import settle_edits
from proposals.models import Proposal
from proposals.process import Act, State
from proposals.processes import table_of
from proposals.queries import current_version
from proposals.queries.taken_up import former_of


def show_to_circle(proposal: Proposal, act: Act) -> None:
    """Within the act that presents it: from now on its circle reads it. Raises `ended` in a group that has ended."""
    check_living(proposal.circle)
    version = current_version(proposal)
    if proposal.is_draft:
        replaces, is_repeal = proposal.replaces, proposal.is_repeal
        check_way(proposal.circle, proposal.process, version.change, replaces, is_repeal=is_repeal)
        take_suggestions(proposal)
        check_complete(proposal, version.text)
        take_lengths(proposal)
        proposal.save(update_fields=["stage_days", "stage_minutes", "review_on", "subject"])
    move(proposal, act, table_of(proposal.process).leads_to(act, State(proposal.state))[0])
    checked(version.change, proposal.circle)
    settle_edits(proposal, version)
    follow_comments(proposal, version)
    tell_presentation(proposal)


def tell_presentation(proposal: Proposal) -> None:
    """Record the text as it is read from now on."""
    version, former = current_version(proposal), former_of(proposal)
    tell(
        "proposal.presented",
        proposal,
        version=version.number,
        author=proposal.author_id,
        facilitator=proposal.facilitator_id,
        **({"decider": proposal.decider_id} if proposal.is_by_advice else {}),
        **_lengths(proposal),
        **({"method": proposal.method, "seats": proposal.seats} if proposal.is_by_choice else {}),
        review_on=proposal.review_on,
        occasion=proposal.occasion,
        changes=version.change.for_journal(),
        **({"takes_up": former.pk} if former else {}),
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
    if former is not None:
        touch(former.topic)


def _lengths(proposal: Proposal) -> dict[str, Any]:
    """What the journal keeps of its template, where it has one."""
    if proposal.template_id is None:
        return {}
    return {"template": proposal.template_id, "days": proposal.stage_days, "minutes": proposal.stage_minutes}
