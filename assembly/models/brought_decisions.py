"""What the register puts on an agenda by itself: a decision that is late, or that is to be looked at again."""

from django.db import models

from assembly.models.agenda import AgendaItem
from assembly.models.meeting import Meeting
from proposals.models import Decision, Review


class BroughtDecision(models.Model):
    """A decision that was put on the agenda of a meeting, once. Its item may have been taken off by hand since.

    One that people were called for stays on the agenda once the review that it is `settled_by` is closed elsewhere.
    """

    class Reason(models.TextChoices):
        LATE = "late"  # not carried out by its day
        REVIEW = "review"  # to be looked at again

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="brought_decisions")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=6, choices=Reason)
    item = models.OneToOneField(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="brought_decision"
    )

    brought_at = models.DateTimeField()
    settled_by = models.ForeignKey(Review, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "decision"], name="a_decision_is_brought_once_to_a_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.decision} · {self.meeting}"
