"""What was set aside for a next meeting, and enters its agenda by itself."""

from django.db import models

from assembly.models.agenda import AgendaItem
from assembly.models.meeting import Meeting
from proposals.models import Proposal


class BroughtProposal(models.Model):
    """A proposal set aside that was put on the agenda of a meeting, once. Its item may have been taken off by hand."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="brought_proposals")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    item = models.OneToOneField(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="brought_proposal"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "proposal"], name="a_proposal_is_brought_once_to_a_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.proposal} · {self.meeting}"
