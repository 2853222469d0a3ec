"""Who let more people read a decision, or fewer, and when: one member of its circle does it for all (PRODUCT §3.7)."""

from django.db import models

from members.models import Member
from proposals.models.decision import Decision
from proposals.models.proposal import ProposalAudience


class ReaderChange(models.Model):
    """From `at` on, `audience` read the decision, which `former` read until then."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="reader_changes")
    former = models.CharField(max_length=8, choices=ProposalAudience)
    audience = models.CharField(max_length=8, choices=ProposalAudience)
    by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.decision} · {self.audience}"
