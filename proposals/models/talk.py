"""What people said about a proposal before the objections: questions, and reactions."""

from django.db import models

from journal.fields import Prose
from members.models import Member
from proposals.models.proposal import Proposal, Version


class Question(models.Model):
    """Asked to understand, not to discuss. Only the author answers, in writing or, in a meeting, aloud, which its asker
    or whoever facilitates notes. Its asker may leave it open, and whoever facilitates, with a reason, when the asker
    has left or stays silent."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="questions")
    asker = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = Prose()
    asked_at = models.DateTimeField()
    answer = Prose(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_aloud_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # who said that the author answered it in the room, where nothing is written
    reopened_at = models.DateTimeField(null=True, blank=True)  # by its asker, who was not answered
    left_open_at = models.DateTimeField(null=True, blank=True)
    left_open_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    left_open_because = Prose(blank=True)  # where it was not the person who asked

    class Meta:
        ordering = ["proposal", "pk"]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_waiting(self) -> bool:
        """It keeps the questions from closing."""
        return self.answered_at is None and self.left_open_at is None

    @property
    def is_answered_aloud(self) -> bool:
        """Said in the room, and not written."""
        return self.answered_aloud_by_id is not None and not self.answer


class Reaction(models.Model):
    """What somebody feels about one text, once; an empty text is a pass. Nothing blocks."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="reactions")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = Prose(blank=True)
    reacted_at = models.DateTimeField()

    class Meta:
        ordering = ["proposal", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "member"], name="one_reaction_per_version")]

    def __str__(self) -> str:
        return f"{self.member} · {self.proposal}"

    @property
    def is_pass(self) -> bool:
        return not self.text
