"""What was made of the tasks that a meeting leads to."""

from django.db import models

from assembly.following_tasks import FOLLOWING
from assembly.models.meeting import Meeting
from commissions.models import Task
from members.models import Member


class FollowingTaskChoice(models.Model):
    """One of them was taken, and is a `task` of the circle, or was left: without one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="following_choices")
    key = models.CharField(max_length=24, choices=[(one.key, one.key) for one in FOLLOWING])
    task = models.OneToOneField(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    chosen_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "key"], name="a_following_task_is_chosen_once")]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.key}"
