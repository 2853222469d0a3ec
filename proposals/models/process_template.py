"""How long the stages of a proposal last, as a circle wrote it down once to choose it again."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commissions.models import Circle, validate_stage_days, validate_stage_minutes
from journal.fields import Line, Prose
from proposals.models.proposal import Proposal
from proposals.process_templates import LONGEST_REVIEW


class ProcessTemplate(models.Model):
    """For what its circle decides in one way: the days of each stage online, its minutes in a meeting; where it says so
    after how many months it is looked at again, and under which subject it is filed, unless its author says otherwise.

    What was presented with it keeps what it said then. Removed, it is no longer offered.
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="process_templates")
    process = models.CharField(max_length=16, choices=Proposal.Process)  # it never changes
    name = Line(_("name"), max_length=60)
    note = Prose(_("when to choose it"), blank=True)
    days = models.JSONField(default=dict, validators=[validate_stage_days])  # {"presented": 1, …}, every stage
    minutes = models.JSONField(default=dict, blank=True, validators=[validate_stage_minutes])
    review_months = models.PositiveSmallIntegerField(null=True, blank=True)  # what it decides is looked at again then
    subject = Line(max_length=60, blank=True, default="")  # under which what it decides is filed
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "name"],
                condition=Q(removed_at__isnull=True),
                name="a_circle_names_a_process_template_once",
            ),
            models.CheckConstraint(
                condition=Q(review_months=None) | Q(review_months__gte=1, review_months__lte=LONGEST_REVIEW),
                name="a_process_template_has_a_review_within_bounds",
            ),
        ]

    def __str__(self) -> str:
        return self.name
