"""Where nobody coordinates the circle, two of its members name together who facilitates a proposal."""

from django.db import models

from members.models import Member
from proposals.models.proposal import Proposal


class FacilitatorChoice(models.Model):
    """One member would ask this person; the other who says the same settles it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="facilitator_choices")
    person = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    chosen_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["proposal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "chosen_by"], name="each_would_ask_one_person_to_facilitate")
        ]

    def __str__(self) -> str:
        return f"{self.proposal} · {self.person}"
