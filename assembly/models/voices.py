"""Who is heard in a meeting and decides nothing: those of the circle with a voice alone, and guests for one item."""

from django.db import models
from django.db.models import Q

from assembly.models.agenda import AgendaItem
from assembly.models.meeting import Meeting
from members.models import Member


class VoicePresence(models.Model):
    """One span of the presence of somebody who has a voice and no vote. It counts for no quorum and no vote, so that
    it needs nobody to confirm it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="voice_presences")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    marked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["arrived_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"], condition=Q(left_at__isnull=True), name="one_open_span_per_voice"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.arrived_at:%H:%M}"


class ItemGuest(models.Model):
    """A member of the collective invited to one item, outside whose circle they are: while it is talked about, they
    read it and speak."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="guests")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()

    class Meta:
        ordering = ["member__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "member"], name="one_invitation_per_guest_and_item")]

    def __str__(self) -> str:
        return f"{self.member} · {self.item}"

    @property
    def meeting(self) -> Meeting:
        return self.item.meeting
