"""Time that stands still for some days, once."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from journal.fields import Prose
from members.models import Member


class PausedTime(models.Model):
    """Time stands still from `paused_at` to `until`: the deadlines were put off by as much.

    It is over before its end when somebody goes on (`ended_at`).
    """

    paused_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    reason = Prose()
    paused_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def holds_at(self, instant: datetime) -> bool:
        return self.ended_at is None and instant < self.until


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(until__gt=F("paused_at")), name=name)
