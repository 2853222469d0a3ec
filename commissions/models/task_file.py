"""Files attached to a task: an estimate, a photo of what is broken, the receipt of what was bought."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from commissions.models.task import Task
from web.attached_files import MOST, KeptFile
from web.file_kinds import LARGEST
from web.file_store import FileStore

TASK_FILES = FileStore("tasks")


class TaskFile(KeptFile):
    """One file of a task. What is taken away is erased; the journal says by whom."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="files")

    class Meta:
        ordering = ["task", "place"]
        constraints = [
            models.UniqueConstraint(fields=["task", "place"], name="one_file_of_a_task_at_a_place"),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=MOST), name="so_many_files_of_a_task_at_most"),
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=LARGEST), name="a_file_of_a_task_is_not_too_large"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("commissions:task-file", args=[self.pk])
