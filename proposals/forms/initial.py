"""What the form of a proposal begins with: a decision that is looked at again, a draft, a text that is taken up."""

from typing import Any

from proposals.forms.draft import ProposalForm
from proposals.models import Decision, Proposal
from proposals.options import as_typed, introduction_of, options_in
from proposals.queries import current_version
from proposals.queries.advice import advices_of


def from_decision(decision: Decision | None) -> dict[str, Any]:
    if decision is None:
        return {}
    return {
        "title": decision.title,
        "text": decision.text,
        "need": decision.reasons,
        "replaces": decision,
        "audience": decision.audience,
        "expected": decision.expected,
        "evidence": decision.evidence,
        "subject": decision.subject,
    }


def from_draft(proposal: Proposal) -> dict[str, Any]:
    fields = (
        "title",
        "need",
        "review_on",
        "facilitator",
        "decider",
        "process",
        "template",
        "audience",
        "replaces",
        "is_repeal",
        "subject",
    )
    version = current_version(proposal)
    written = {name: getattr(proposal, name) for name in fields} | proposal.expectations
    written["advisers"] = [advice.adviser for advice in advices_of(proposal)]
    return {**written, **_text_of(proposal), **ProposalForm.initial_of(version.change)}


def from_former(former: Proposal | None) -> dict[str, Any]:
    """All that it said; who facilitates, by when and the day to look at it again are asked anew."""
    if former is None:
        return {}
    fields = ("title", "need", "process", "audience", "replaces", "is_repeal", "subject", "expected", "evidence")
    version = current_version(former)
    written = {name: getattr(former, name) for name in fields}
    return {**written, **_text_of(former), **ProposalForm.initial_of(version.change)}


def _text_of(proposal: Proposal) -> dict[str, Any]:
    """What it says, and apart the options that it holds."""
    text = current_version(proposal).text
    if not proposal.is_by_choice:
        return {"text": text}
    choosing = {"method": proposal.method, "seats": proposal.seats}
    return {"text": introduction_of(text), "options": as_typed(options_in(text)), **choosing}
