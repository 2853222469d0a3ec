"""The advice that somebody was asked for by name, and what the person who decides answers to it."""

from django.db import models
from django.db.models import Q

from journal.fields import Prose
from members.models import Member
from proposals.models.proposal import Proposal, Version


class Advice(models.Model):
    """One person is asked about a proposal; their words, on which version, and the answer to them.

    Whoever said nothing until the deadline is silent: nothing more waits for them.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="advices")
    adviser = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    text = Prose(blank=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    given_at = models.DateTimeField(null=True, blank=True)
    answer = Prose(blank=True)
    answered_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["proposal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "adviser"], name="each_is_asked_once_for_advice"),
            models.CheckConstraint(
                condition=Q(given_at__isnull=True, version__isnull=True, answered_at__isnull=True)
                | Q(given_at__isnull=False, version__isnull=False),
                name="advice_is_answered_once_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adviser} · {self.proposal}"
