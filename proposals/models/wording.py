"""Somebody helps to word an objection while the positions are hidden."""

from django.db import models

from members.models import Member
from proposals.models.round import Position


class WordingHelp(models.Model):
    """Whoever objects asked this person, by name, to write the reason with them: nobody else sees it before the close.

    It hangs on the position, which stays the same however often the objection is written again.
    """

    position = models.OneToOneField(Position, on_delete=models.CASCADE, related_name="wording_help")
    helper = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.helper} · {self.position_id}"
