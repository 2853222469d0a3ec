"""Files beside the text of a proposal: a plan, an estimate, a photo."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from journal.fields import ShortProse
from members.models import Member
from proposals.models.proposal import Proposal
from web.attached_files import MOST, KeptFile
from web.file_kinds import LARGEST
from web.file_store import FileStore

FILES = FileStore("proposals")  # a circle that takes the text on shares its files


class AttachedFile(KeptFile):
    """One file beside the text of a proposal.

    Once it was presented, what is taken away leaves its trace; the file itself is erased. One that should never have
    been there is erased at any time, with the reason that everybody reads.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="attached_files")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    erasure_reason = ShortProse(_("why it should not be there"), max_length=500, blank=True)

    class Meta:
        ordering = ["proposal", "place", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "place"], condition=Q(removed_at=None), name="one_attached_file_at_a_place"
            ),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=MOST), name="so_many_attached_files_at_most"),
            models.CheckConstraint(
                condition=Q(size__gte=1, size__lte=LARGEST), name="an_attached_file_is_not_too_large"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None, removed_by=None) | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="an_attached_file_is_removed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(erasure_reason="") | Q(removed_at__isnull=False), name="an_erased_file_is_removed"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("proposals:attached-file", args=[self.pk])

    @property
    def is_erased(self) -> bool:
        """Taken away because it should never have been there."""
        return self.erasure_reason != ""

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None
