"""The floor: who asks to speak, and who speaks. Touched, not recorded: no right rests on it."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from assembly.models.agenda import AgendaItem
from assembly.models.meeting import Meeting
from members.models import Member


class Hand(models.Model):
    """A raised hand. It is lowered by the person, by being called, or with the meeting."""

    class Kind(models.TextChoices):
        PROCESS = "process", pgettext_lazy("a raised hand", "on the process")
        CLARIFY = "clarify", pgettext_lazy("a raised hand", "to clarify")
        ANSWER = "answer", pgettext_lazy("a raised hand", "to answer directly")
        SPEAK = "speak", pgettext_lazy("a raised hand", "to speak")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="hands")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.SPEAK)
    placed_as = models.CharField(max_length=8, choices=Kind, default=Kind.SPEAK)  # a change never brings it forward
    raised_at = models.DateTimeField()
    lowered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["raised_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"], condition=Q(lowered_at__isnull=True), name="one_raised_hand_per_member"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.get_kind_display()}"


class Turn(models.Model):
    """Somebody speaks, on an item, until the turn ends. Its seconds are the speaking time."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="turns")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="turns")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Hand.Kind, default=Hand.Kind.SPEAK)  # the hand's
    went_ahead = models.BooleanField(default=False)  # called before the queue
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(ended_at__isnull=True), name="one_person_speaks_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.started_at:%H:%M}"

    def seconds(self, at: datetime) -> int:
        """Whole seconds spoken, until its end or until `at`."""
        return max(0, int(((self.ended_at or at) - self.started_at).total_seconds()))
