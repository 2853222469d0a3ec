"""The reason of an objection, wherever somebody objects: to a text, beforehand in writing, to a name proposed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from journal.fields import Prose


class ObjectionReason(models.Model):
    """Four parts, and what would make it possible. What is missing may be written later: the objection stands."""

    class Kind(models.TextChoices):
        LIMIT = "limit", _("it goes beyond what a person or the group can bear")
        AIM = "aim", _("it goes against what the circle is for")
        HARM = "harm", _("it would do harm that can be foreseen")
        EFFICIENCY = "efficiency", _("it would waste time, money or strength")

    kind = models.CharField(_("what kind of difficulty"), max_length=12, choices=Kind, blank=True)
    consequence = Prose(_("if we do this, then…"), blank=True)
    fact = Prose(_("what we can observe"), blank=True)
    aim = Prose(_("the aim that it touches"), blank=True)
    suggestion = Prose(_("what would make it possible"), blank=True)

    class Meta:
        abstract = True

    @property
    def is_worded(self) -> bool:
        """All four parts of its reason are there."""
        return bool(self.kind and self.consequence and self.fact and self.aim)
