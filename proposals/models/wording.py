"""Somebody helps to word an objection while the positions are hidden."""

from django.db import models
from django.db.models import Q

from members.models import Member
from proposals.models.election import CandidacyAnswer
from proposals.models.round import Position, WrittenObjection


class WordingHelp(models.Model):
    """Whoever objects asked this person, by name, to write the reason with them: nobody else sees it before the close.

    It hangs on the position, which stays the same however often the objection is written again; before the round opens,
    on what was written beforehand. Of an objection to a name, it hangs on the answer.
    """

    position = models.OneToOneField(
        Position, on_delete=models.CASCADE, null=True, blank=True, related_name="wording_help"
    )
    written = models.OneToOneField(
        WrittenObjection, on_delete=models.CASCADE, null=True, blank=True, related_name="wording_help"
    )
    answer = models.OneToOneField(
        CandidacyAnswer, on_delete=models.CASCADE, null=True, blank=True, related_name="wording_help"
    )
    begun_as = models.PositiveBigIntegerField(null=True, blank=True)  # the key of what is a position by now
    helper = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(position__isnull=False, written=None, answer=None)
                | Q(position=None, written__isnull=False, answer=None)
                | Q(position=None, written=None, answer__isnull=False),
                name="help_is_for_one_objection",
            )
        ]

    def __str__(self) -> str:
        return f"{self.helper} · {self.position_id or self.written_id or self.answer_id}"
