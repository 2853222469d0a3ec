"""What somebody says of some words of a text, and what others answer them."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from journal.fields import Prose
from members.models import Member
from proposals.anchoring import Fate, Passage
from proposals.models.proposal import Proposal, Version


class Comment(models.Model):
    """Said of `quote`, as it stood in the text of `first_version`. It follows these words from version to version:
    they stand from `start` until before `end` in the text of `version`, the latest that holds them."""

    class Fates(models.TextChoices):
        SAME = Fate.SAME, _("its words are the same")
        MOVED = Fate.MOVED, _("its words have moved, or changed in part")
        GONE = Fate.GONE, _("its words are no longer in the text")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="comments")
    first_version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    fate = models.CharField(max_length=5, choices=Fates, default=Fates.SAME)  # of its words, in the text as it stands
    quote = Prose()
    text = Prose(_("your comment"))
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    commented_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["proposal", "start", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="a_comment_is_about_words"),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="a_comment_is_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.proposal}"

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None

    @property
    def is_gone(self) -> bool:
        return self.fate == self.Fates.GONE

    @property
    def passage(self) -> Passage:
        """Where its words stand in the text of `version`."""
        return Passage(self.start, self.end)


class CommentReply(models.Model):
    """What somebody answers to a comment. Nothing is answered to an answer: all stand in one line."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="replies")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = Prose(_("your answer"))
    replied_at = models.DateTimeField()

    class Meta:
        ordering = ["comment", "pk"]

    def __str__(self) -> str:
        return f"{self.member} · {self.comment}"
