"""How far a decision is carried out."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import pgettext_lazy

from journal.fields import Prose
from members.models import Member
from proposals.models.decision import Decision


class FollowUps(models.QuerySet["FollowUp"]):
    def latest_ones(self) -> "FollowUps":
        """Of each decision, the one that holds today."""
        return self.filter(~Exists(FollowUp.objects.filter(decision=OuterRef("decision"), pk__gt=OuterRef("pk"))))

    def unfinished(self) -> "FollowUps":
        """What somebody still has to do, of decisions that nothing has replaced."""
        return self.filter(state__in=[FollowUp.State.TO_DO, FollowUp.State.DOING], decision__replaced_by__isnull=True)


class FollowUp(models.Model):
    """Where it stands from `noted_at` on. The latest row of a decision holds, those before it are its history.

    The first one may come with the decision itself, and then nobody has noted it.
    """

    class State(models.TextChoices):
        TO_DO = "to_do", pgettext_lazy("follow-up", "to do")
        DOING = "doing", pgettext_lazy("follow-up", "under way")
        DONE = "done", pgettext_lazy("follow-up", "done")
        DROPPED = "dropped", pgettext_lazy("follow-up", "dropped")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="follow_ups")
    state = models.CharField(max_length=8, choices=State)
    responsible = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    reason = Prose(blank=True)
    noted_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    noted_at = models.DateTimeField()

    objects = FollowUps.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(state="dropped") | ~Q(reason=""), name="what_is_dropped_says_why")
        ]

    def __str__(self) -> str:
        return f"{self.decision} · {self.state}"

    @property
    def is_finished(self) -> bool:
        return self.state in {self.State.DONE, self.State.DROPPED}
