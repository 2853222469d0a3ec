"""What a circle has to do, and who does it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
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

    def get_absolute_url(self) -> str:
        return reverse("commissions:task", args=[self.pk])

    @property
    def is_done(self) -> bool:
        return self.done_at is not None

    @property
    def is_wanted(self) -> bool:
        """Nobody has it yet: a volunteer is wanted."""
        return self.done_at is None and self.assignee_id is None


class ChecklistLine(models.Model):
    """One thing to do of a task, ticked once it is done. The lines stand in the order in which they were added."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="checklist")
    text = Line(_("what is to be done first"), max_length=160)
    ticked_at = models.DateTimeField(null=True, blank=True)
    ticked_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["task", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ticked_at__isnull=True, ticked_by__isnull=True)
                | Q(ticked_at__isnull=False, ticked_by__isnull=False),
                name="a_line_of_a_checklist_is_ticked_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_ticked(self) -> bool:
        return self.ticked_at is not None


class TaskComment(models.Model):
    """What somebody says of a task; its writer may take it back: it is then gone from the page."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="comments")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = Prose(_("your comment"))
    commented_at = models.DateTimeField()

    class Meta:
        ordering = ["task", "pk"]

    def __str__(self) -> str:
        return f"{self.member} · {self.task}"
