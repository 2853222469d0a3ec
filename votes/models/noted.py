"""What somebody in the room without a phone votes, noted by another."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from members.models import Member
from votes.models.ballot import RollEntry, Vote


class NotedVotes(models.QuerySet["NotedVote"]):
    def waiting(self) -> "NotedVotes":
        """Those that nobody has confirmed, of people who have not voted themselves since."""
        own = Vote.objects.filter(entry=OuterRef("entry"), counts=True)
        return self.filter(~Exists(own), vote=None)


class NotedVote(models.Model):
    """An answer given aloud in an open, named ballot. It becomes a vote once the person, or a second, confirms it.

    Until then, and for ever where nobody confirms it before the close, it counts for nothing.
    """

    entry = models.OneToOneField(RollEntry, on_delete=models.PROTECT, related_name="noted")
    choice = models.JSONField()  # as a vote's
    noted_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    vote = models.OneToOneField(Vote, null=True, blank=True, on_delete=models.PROTECT, related_name="noted")

    objects = NotedVotes.as_manager()

    class Meta:
        ordering = ["noted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, vote__isnull=True)
                | Q(confirmed_by__isnull=False, vote__isnull=False) & ~Q(confirmed_by=F("noted_by")),
                name="a_noted_vote_is_confirmed_by_a_second",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry}"  # never its choice: it may be hidden
