"""The history that a proposal brought with it from elsewhere."""

from django.db import models

from members.models import Member
from proposals.models.proposal import Proposal


class ImportedHistory(models.Model):
    """What a file told of the proposal before it came here (`proposals.imports.read_history`). It is only read."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="imported")
    history = models.JSONField()
    imported_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.proposal)
