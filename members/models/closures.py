"""The days on which the collective is closed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from journal.fields import Line
from members.models.people import Member


class ClosedPeriod(models.Model):
    """From `first_on` to `last_on`, both included, nobody is expected to answer: « Fermeture d’été ».

    It counts in the deadlines of the circles whose rules say so (`Circle.skips_closed_days`).
    """

    name = Line(_("what it is called"), max_length=80)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    entered_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="closed_period_ends_after_it_begins"),
            models.UniqueConstraint(fields=["first_on", "last_on"], name="one_closed_period_of_the_same_days"),
        ]

    def __str__(self) -> str:
        return self.name
