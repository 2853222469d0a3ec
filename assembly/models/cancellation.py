"""A meeting that is not to be held after all, and why."""

from django.db import models
from django.db.models import Q

from assembly.models.meeting import Meeting
from journal.fields import Prose
from members.models import Member


class Cancellation(models.Model):
    """Who cancelled it, when, and why; taken back where it is planned again."""

    LETTER = "cancellation"  # the kind of its letters, in the outbox

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="cancellations")
    reason = Prose()
    cancelled_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["cancelled_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(taken_back_at=None), name="one_standing_cancellation_of_a_meeting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.cancelled_at:%Y-%m-%d}"
