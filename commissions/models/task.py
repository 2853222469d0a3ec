"""What a circle has to do, and who does it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commissions.models.circle import Circle
from journal.fields import Line, Prose
from journal.topics import HasTopic
from members.models import Member


class Task(HasTopic, models.Model):
    """Something that the circle wants done: by somebody, or by whoever volunteers."""

    topic_prefix = "task"

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="tasks")
    title = Line(_("what is to be done"), max_length=160)
    note = Prose(_("details"), blank=True)
    assignee = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks", verbose_name=_("who does it")
    )
    due_on = models.DateField(_("for when"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")  # None: the clock
    created_at = models.DateTimeField()

    class Meta:
        ordering = [F("due_on").asc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True) | Q(done_at__isnull=False),
                name="a_task_not_done_was_done_by_nobody",
            ),
        ]
        indexes = [models.Index(fields=["circle", "done_at"])]

    def __str__(self) -> str:
        return self.title

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def is_wanted(self) -> bool:
        """Nobody has it yet: a volunteer is wanted."""
        return self.done_at is None and self.assignee_id is None
