"""Who has read a text that is for information."""

from django.db import models

from members.models import Member
from proposals.models.proposal import Proposal


class TextReading(models.Model):
    """Somebody of the circle says that they have read it. How many did is shown; who did, to nobody else."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="readings")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["proposal", "pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "member"], name="each_reads_it_once")]

    def __str__(self) -> str:
        return f"{self.member} · {self.proposal}"
