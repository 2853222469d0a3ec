"""A proposal that one circle hands to another, which takes it on or sends it back."""

from django.db import models
from django.db.models import Q

from commissions.models import Circle
from journal.fields import Prose
from members.models import Member
from proposals.models.proposal import Proposal


class Handing(models.Model):
    """`to` is asked to take the proposal on before `ends_at`. Its silence sends it back to where it stood.

    Where the proposal ended meanwhile, it is answered by nobody, neither accepted nor sent back.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="handings")
    to = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    handed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    reason = Prose()
    former_state = models.CharField(max_length=16, choices=Proposal.States)
    handed_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_accepted = models.BooleanField(null=True, blank=True)
    answer_reason = Prose(blank=True)

    class Meta:
        ordering = ["proposal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(answered_at__isnull=True), name="handed_to_one_circle_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal} · {self.to}"
