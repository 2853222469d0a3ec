"""A decision noted in one line: it stands before those present for a minute, and holds unless somebody taps."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from assembly.models.agenda import AgendaItem
from assembly.models.meeting import Meeting
from journal.fields import Line, Prose
from members.models import Member
from proposals.models import Decision, Proposal


class NotedDecision(models.Model):
    """What somebody noted as decided on an item, and perhaps a task beside it. Its `end` says what became of it.

    One at a time in a meeting. It has no effect on rules, mandates or other decisions: its text is all of it.
    """

    STANDS = timedelta(minutes=1)  # before those present; then the clock decides

    class End(models.TextChoices):
        DECIDED = "decided"
        PROPOSED = "proposed"
        TAKEN_BACK = "taken_back"
        UNDECIDED = "undecided"  # `reason` says why

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="noted_decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="noted_decisions")
    text = Line(max_length=120)  # the title of the decision, or of the proposal, too
    noted_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    task_title = Line(max_length=160, blank=True)  # what it gives to do once it is decided, if anything
    task_assignee = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    task_due_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=10, choices=End, blank=True)
    ended_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = Prose(blank=True)  # why it is not decided, in the collective's language
    decision = models.OneToOneField(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="noted")
    proposal = models.OneToOneField(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="noted")

    class Meta:
        ordering = ["noted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(ended_at__isnull=True), name="one_decision_is_noted_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end="") | (Q(ended_at__isnull=False) & ~Q(end="")),
                name="an_ended_noted_decision_says_how",
            ),
            models.CheckConstraint(
                condition=Q(end="decided", decision__isnull=False, ended_by__isnull=True)
                | (Q(decision__isnull=True) & ~Q(end="decided")),
                name="a_decided_one_has_its_decision",
            ),
            models.CheckConstraint(
                condition=Q(end="proposed", proposal__isnull=False, ended_by__isnull=False)
                | (Q(proposal__isnull=True) & ~Q(end="proposed")),
                name="a_proposed_one_has_its_proposal",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """The page of its meeting."""
        return self.meeting.get_absolute_url()

    @property
    def until(self) -> datetime:
        """The end of its minute: at this instant it is decided, and nothing else can be done with it."""
        return self.noted_at + self.STANDS

    @property
    def is_standing(self) -> bool:
        return self.ended_at is None
