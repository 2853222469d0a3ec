"""What a text is expected to change, how that will be seen, and who carries it out by when."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from journal.fields import Prose
from members.models import Member


class Expectations(models.Model):
    """The columns of a proposal, which its decision keeps as they were when it was adopted. Each may be empty."""

    expected = Prose(_("what we expect of it"), blank=True)
    evidence = Prose(_("how we will know"), blank=True)
    responsible = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("carried out by"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def expectations(self) -> dict[str, Any]:
        """All four, by name."""
        return {
            "expected": self.expected,
            "evidence": self.evidence,
            "responsible": self.responsible,
            "due_on": self.due_on,
        }
