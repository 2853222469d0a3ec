"""A proposal that is put to a vote online: by majority, or after the rounds that its circle's rules ask for."""

from django.db import models

from proposals.models.proposal import Proposal, Version
from votes.models import Consultation


class ProposalVote(models.Model):
    """The version that its circle votes on online. The consultation's ballot has its own question, rules and end."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="online_votes")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    consultation = models.OneToOneField(Consultation, on_delete=models.PROTECT, related_name="proposal_vote")
    concluded_at = models.DateTimeField(null=True, blank=True)  # once what it decided is written

    class Meta:
        ordering = ["proposal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=models.Q(concluded_at__isnull=True), name="one_vote_online_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal} · {self.consultation_id}"
