"""What a decision allowed, and was done."""

from django.db import models

from members.models import Member


class Spending(models.Model):
    """What a ground ("decision:14") allowed, and was done: each part of it once, by this constraint."""

    ground = models.CharField(max_length=40)
    part = models.CharField(max_length=40, blank=True)  # "member:5" where it named people; else all of it
    at = models.DateTimeField()
    by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["ground", "part"], name="what_a_ground_allows_is_done_once")]

    def __str__(self) -> str:
        return f"{self.ground} {self.part}".strip()
