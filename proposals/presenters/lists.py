"""A proposal as one line of a list."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from proposals.models import Proposal
from web.templatetags.web import moment


@dataclass(frozen=True)
class ProposalLine:
    """Reads the proposal's circle and author, and its decision once it is over."""

    proposal: Proposal

    @property
    def note(self) -> SafeString:
        """Its circle; then who wrote it and where it stands, or what it came to and when."""
        return format_html_join(" · ", "{}", ((part,) for part in (self.proposal.circle.name, *self._parts()) if part))

    def _parts(self) -> Iterable[str]:
        proposal = self.proposal
        if proposal.is_draft:
            return ()
        if not proposal.is_ended:
            return (proposal.author.name, str(proposal.get_state_display()))
        decision = getattr(proposal, "decision", None)
        number = decision.number if decision else ""
        return (str(proposal.get_state_display()), number, moment(proposal.ended_at))


def lines_of(proposals: Iterable[Proposal]) -> list[ProposalLine]:
    return [ProposalLine(proposal) for proposal in proposals]
