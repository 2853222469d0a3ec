"""Who conducts when whoever conducted is gone: the question, the proposal, the answers. State as rows."""

from django.db import models
from django.db.models import Q

from assembly.models.meeting import Meeting
from members.models import Member


class ConductQuestion(models.Model):
    """Somebody asks whether whoever conducts is still there. Silent for a while, that person is gone."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="conduct_questions")
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "asked_of"], condition=Q(answered_at__isnull=True), name="one_open_conduct_question"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.asked_of}"


class ConductProposal(models.Model):
    """Somebody present is proposed to conduct, where nobody else holds a role."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="conduct_proposals")
    candidate = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    proposed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["proposed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(ended_at__isnull=True), name="one_open_conduct_proposal"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.candidate}"


class ConductAnswer(models.Model):
    """What somebody present says to it. Who proposes agrees."""

    proposal = models.ForeignKey(ConductProposal, on_delete=models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["answered_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "member"], name="one_answer_to_a_conduct_proposal")]

    def __str__(self) -> str:
        return f"{self.proposal} · {self.member}"
