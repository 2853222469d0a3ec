"""What somebody in the room without a phone answers to a round, noted by another."""

from django.db import models
from django.db.models import F, Q

from journal.fields import Prose
from members.models import Member
from proposals.models.round import Objection, Position, Round


class NotedPosition(models.Model):
    """An answer given aloud. It becomes a position once the person, or a second holder of a role, confirms it.

    Until then, and for ever where nobody confirms it before the round closes, it counts for nothing. It is deleted when
    it is taken back, and when the person answers for themself: then nobody has noted anything for them.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="noted")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")  # who answered
    kind = models.CharField(max_length=12, choices=Position.Kind)
    text = Prose(blank=True)  # of a concern
    reason_kind = models.CharField(max_length=12, choices=Objection.Kind, blank=True)
    consequence = Prose(blank=True)
    fact = Prose(blank=True)
    aim = Prose(blank=True)
    suggestion = Prose(blank=True)
    noted_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["noted_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "member"], name="one_noted_position_a_round"),
            models.CheckConstraint(condition=~Q(noted_by=F("member")), name="a_noted_position_is_another_ones_word"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=F("noted_by")),
                name="a_noted_position_is_confirmed_by_a_second",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.round}"  # never its kind: it may be hidden

    @property
    def waits(self) -> bool:
        """Nobody has confirmed it: it counts for nothing."""
        return self.confirmed_at is None

    @property
    def reason(self) -> dict[str, str]:
        """The reason of an objection, part by part, as `objection_reasons` names them."""
        return {
            "kind": self.reason_kind,
            "consequence": self.consequence,
            "fact": self.fact,
            "aim": self.aim,
            "suggestion": self.suggestion,
        }
