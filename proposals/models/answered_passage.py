"""The words of a version that answer an objection: each shows the other."""

from django.db import models

from journal.fields import LONGEST, Prose
from proposals.models.proposal import Version
from proposals.models.round import Objection


class AnsweredPassage(models.Model):
    """`after` stands at `start` in the text of `version`, in place of `before`, and answers `objection`.

    Either may be empty: words were added, or taken out.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="answered_passages")
    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="answered_passages")
    start = models.PositiveIntegerField()
    before = Prose(max_length=LONGEST, blank=True)
    after = Prose(max_length=LONGEST, blank=True)

    class Meta:
        ordering = ["version", "start", "objection"]
        constraints = [
            models.UniqueConstraint(fields=["version", "objection", "start"], name="answers_an_objection_once")
        ]

    def __str__(self) -> str:
        return f"{self.version} · {self.objection}"
