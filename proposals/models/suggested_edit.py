"""Other words that a member suggests in place of some of a text's: the author takes them, or says why not."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal.fields import Prose
from members.models import Member
from proposals.anchoring import Passage
from proposals.models.proposal import Proposal, Version


class SuggestedEdit(models.Model):
    """`replacement` in place of `quote`, which stands at `start` in the text of `version`.

    While it is open it follows its words from version to version, as long as none of them changes.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("waits for the author")
        TAKEN = "taken", _("taken into the text")
        PARTLY_TAKEN = "partly_taken", _("partly taken into the text")
        REFUSED = "refused", _("not taken")
        OBSOLETE = "obsolete", _("its words are no longer in the text")
        WITHDRAWN = "withdrawn", _("taken back by the person who suggested it")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="suggested_edits")
    first_version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")  # on which it was suggested
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")  # the latest that holds its words
    start = models.PositiveIntegerField()
    quote = Prose()
    replacement = Prose(_("your words in their place"), blank=True)  # empty: the quoted words are left out
    reason = Prose(_("why"))
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    suggested_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    answer = Prose(blank=True)  # why it is not taken
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_in = models.ForeignKey(Version, on_delete=models.PROTECT, null=True, blank=True, related_name="ended_edits")

    class Meta:
        ordering = ["proposal", "start", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open", ended_at__isnull=True) | ~Q(status="open") & Q(ended_at__isnull=False),
                name="a_suggested_edit_ends_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.proposal}"

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN

    @property
    def is_taken(self) -> bool:
        """Whole or in part: whoever suggested it is credited."""
        return self.status in (self.Status.TAKEN, self.Status.PARTLY_TAKEN)

    @property
    def is_carried_over(self) -> bool:
        """The text has changed since, and not the words that it is about."""
        return self.is_open and self.version_id != self.first_version_id

    @property
    def passage(self) -> Passage:
        """Where its words stand in the text of `version`."""
        return Passage(self.start, self.start + len(self.quote))
