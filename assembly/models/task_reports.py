"""What a circle hears in its meeting of the tasks that were done since the last one."""

from django.db import models

from assembly.models.agenda import AgendaItem
from assembly.models.meeting import Meeting


class TaskReport(models.Model):
    """The item of an agenda that tells of the tasks. Taken off the agenda, it may be put on it again."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="task_report")
    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="task_report")

    told_at = models.DateTimeField(null=True)  # what is done from then on is told in the report after this one

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.item}"
