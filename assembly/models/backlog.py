"""What a circle put off and needs no longer."""

from django.db import models

from assembly.models.agenda import AgendaItem
from members.models import Member


class ItemDismissal(models.Model):
    """Somebody of the circle said that what was put off is no longer needed. It goes when that is taken back."""

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="dismissal")
    dismissed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    dismissed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item} · {self.dismissed_by}"
