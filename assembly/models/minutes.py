"""What is kept of a meeting: notes, signatures, corrections, and the tasks that it gave."""

import json
from hashlib import sha256

from django.db import models

from assembly.models.agenda import AgendaItem
from assembly.models.meeting import Meeting, MeetingRole
from commissions.models import Task
from journal.fields import LONGEST, Line, Prose
from members.models import Member
from proposals.models import Decision


class Note(models.Model):
    """The text of one item in the minutes. `version` grows by one with each text that is kept."""

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="notes")
    text = Prose(blank=True, max_length=LONGEST)
    version = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.item} · {self.version}"


class RivalNote(models.Model):
    """A text written from an older version than the one that stands: kept until somebody chooses."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="rival_notes")
    text = Prose(max_length=LONGEST)
    written_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.item} · {self.written_by}"


class NoteText(models.Model):
    """A text of an item's notes as it was saved, the standing one and those beside it: none is ever lost.

    A text that only went on takes the place of the one that it went on from.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="note_texts")
    text = Prose(blank=True, max_length=LONGEST)
    written_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.item} · {self.written_at:%Y-%m-%d %H:%M}"


class Signature(models.Model):
    """The chair's, or the secretary's: from both on, the minutes are valid and never change."""

    class Capacity(models.TextChoices):
        CHAIR = MeetingRole.Role.CHAIR, MeetingRole.Role.CHAIR.label
        SECRETARY = MeetingRole.Role.SECRETARY, MeetingRole.Role.SECRETARY.label

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="signatures")
    capacity = models.CharField(max_length=9, choices=Capacity)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    name = models.CharField(max_length=150, blank=True)  # as that person was called then
    text = models.TextField()  # the minutes as they were signed, in Markdown
    open_text = models.TextField(blank=True)  # the same for those who do not read the closed items
    data = models.JSONField(default=dict)  # the same for a program, as it was then
    open_data = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)  # SHA-256 of that text, as the journal keeps it
    open_digest = models.CharField(max_length=64, blank=True)
    masked_at = models.DateTimeField(null=True, blank=True)  # a forgotten person's name was taken out of it

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "capacity"], name="one_signature_per_capacity")]

    def __str__(self) -> str:
        return f"{self.get_capacity_display()} · {self.member}"

    @property
    def whole_digest(self) -> str:
        """SHA-256 of all that is shown of it, as the journal keeps it: the texts, the data and the name."""
        shown = [self.name, self.text, self.open_text, self.data, self.open_data]
        return sha256(json.dumps(shown, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class Correction(models.Model):
    """A rectification added after the signatures. The text that was signed stays as it was."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="corrections")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = Prose(max_length=LONGEST)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.member}"


class MeetingTask(models.Model):
    """A task that was given in a meeting, perhaps on an item; and how it was given, for the minutes."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="task_links")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="task_links")
    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="+")
    title = Line(max_length=160)
    assignee = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.title}"

    @property
    def url(self) -> str:
        """The page of the task; "" where it was given to another circle, which keeps its life to itself."""
        circle = self.task.circle
        is_open = circle.pk == self.meeting.circle_id or circle.is_open or circle.is_assembly
        return self.task.get_absolute_url() if is_open else ""


class DecisionTask(models.Model):
    """A task that carries out a decision."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="task_links")
    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.decision} · {self.task}"
