"""How long the stages of a proposal last, as a circle wrote it down once to choose it again."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commissions.models import Circle, validate_stage_days, validate_stage_minutes
from journal.fields import Line, Prose
from proposals.models.proposal import Proposal


class ProcessTemplate(models.Model):
    """For what its circle decides in one way: the days of each stage online, its minutes in a meeting.

    What was presented with it keeps the lengths that it had then. Removed, it is no longer offered.
    """

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="process_templates")
    process = models.CharField(max_length=16, choices=Proposal.Process)  # it never changes
    name = Line(_("name"), max_length=60)
    note = Prose(_("when to choose it"), blank=True)
    days = models.JSONField(default=dict, validators=[validate_stage_days])  # {"presented": 1, …}, every stage
    minutes = models.JSONField(default=dict, blank=True, validators=[validate_stage_minutes])
    created_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "name"],
                condition=Q(removed_at__isnull=True),
                name="a_circle_names_a_process_template_once",
            )
        ]

    def __str__(self) -> str:
        return self.name
