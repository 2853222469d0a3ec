"""Who has a place in a circle, and for whom one waits."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from commissions.models.circle import Circle
from members.models import Invitation, Member

UNTIL_ITS_END = Q(ended_with_circle=True, until=F("circle__ended_on"))


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Mandates, by what they let their person do."""

    def that_let_read(self, on: date) -> "MandateQuerySet":
        """Those that hold that day, and those that ended with their circle: who was there reads on what was said."""
        holds = Q(until__isnull=True) | Q(until__gt=on)
        return self.filter(Q(holds, since__lte=on) | UNTIL_ITS_END)

    def that_ended_with_their_circle(self) -> "MandateQuerySet":
        """Those of groups that have ended which lasted until then, whoever left on that same day apart."""
        return self.filter(UNTIL_ITS_END)


class Mandate(models.Model):
    """A member's place in a circle. It holds from `since` until `until` (excluded; open-ended when empty).

    Who sits with a voice (`Role.VOICE`: an employee) reads and says what the circle's members do, and decides nothing.
    With `sits_for`, it is the place of whoever represents that circle here, and ends when they represent it no more.
    """

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        ELECTED = "elected", _("elected")
        COORDINATOR = "coordinator", _("coordinator")
        FACILITATOR = "facilitator", _("facilitator")
        VOICE = "voice", _("a voice without a vote")

        @classmethod
        def with_a_vote(cls) -> list[tuple[str, Any]]:
            """Those that let one decide, as choices: what an election gives."""
            return [(value, label) for value, label in cls.choices if value != cls.VOICE]

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("person"))
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="mandates")
    role = models.CharField(_("role"), max_length=16, choices=Role, default=Role.MEMBER)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    sits_for = models.ForeignKey(
        Circle, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates_elsewhere"
    )
    ended_with_circle = models.BooleanField(default=False)  # it held until its circle ended
    ground = models.CharField(max_length=40, blank=True)  # what gave it: "founding", "decision:14" (`grounds.py`)
    entered_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["circle", "member__name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="mandate_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["member", "circle"],
                condition=Q(until__isnull=True),
                name="one_open_mandate_per_member_and_circle",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.circle}"


class ReservedPlace(models.Model):
    """A place that waits for somebody who was invited: theirs from the day they come in."""

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="reserved_places")
    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="reserved_places")
    reserved_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    reserved_at = models.DateTimeField()

    class Meta:
        ordering = ["circle", "invitation"]
        constraints = [
            models.UniqueConstraint(fields=["circle", "invitation"], name="one_reserved_place_per_circle_and_guest")
        ]

    def __str__(self) -> str:
        return f"{self.circle} · {self.invitation}"
