"""A ballot online, while it is prepared."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from journal.fields import Prose
from journal.topics import HasTopic
from members.models import Member
from votes.models.ballot import MAJORITY, Ballot, method_names


class Consultations(models.QuerySet["Consultation"]):
    def due(self, instant: datetime) -> "Consultations":
        """Those planned to open by then, that have not, and whose end is still to come."""
        return self.filter(ballot=None, opens_at__lte=instant, closes_at__gt=instant)

    def announced(self) -> "Consultations":
        """Those that are open, or have a time to open."""
        return self.exclude(ballot=None, opens_at=None)


class Consultation(HasTopic, models.Model):
    """A question that a circle will put online: what is prepared, until its ballot opens."""

    topic_prefix = "consultation"

    host = models.CharField(max_length=40, db_index=True)  # whose roll and rules: "circle:7"
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    question = Prose(max_length=500)
    text = Prose(blank=True)  # what one should know before answering
    method = models.CharField(max_length=20, choices=method_names, default=MAJORITY)
    options = models.JSONField(default=list, blank=True)
    rules = models.JSONField(default=dict)
    casting_voter = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_secret = models.BooleanField(default=False)
    is_live = models.BooleanField(default=False)
    is_opinion = models.BooleanField(default=False)  # as it opened: by its host's rules it decides nothing
    created_at = models.DateTimeField()
    opens_at = models.DateTimeField(null=True, blank=True)  # empty: opened by hand
    closes_at = models.DateTimeField()
    ballot = models.OneToOneField(
        Ballot, null=True, blank=True, on_delete=models.PROTECT, related_name="consultation"
    )  # once it is open

    objects = Consultations.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True) | Q(closes_at__gt=F("opens_at")),
                name="consultation_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("votes:consultation", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """Not announced: neither open, nor with a time to open."""
        return self.ballot_id is None and self.opens_at is None
