"""A proposal that takes up the text of one that ended without a decision."""

from django.db import models

from proposals.models.proposal import Proposal


class TakenUpText(models.Model):
    """`proposal` begins with the text of `former`, and says so on both pages."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="taken_up_text")
    former = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.former} · {self.proposal}"
