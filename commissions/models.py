"""Circles (AG, CA, commissions, working groups), mandates, tasks."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from members.models import Member


class Circle(models.Model):
    """A group that can meet, decide and hold tasks."""

    class Kind(models.TextChoices):
        ASSEMBLY = "assembly", _("assembly")
        BOARD = "board", _("board")
        COMMISSION = "commission", _("commission")
        WORKING_GROUP = "working_group", _("working group")

    kind = models.CharField(max_length=16, choices=Kind)
    name = models.CharField(max_length=80)
    slug = models.SlugField(unique=True)
    mission = models.TextField(blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    is_open = models.BooleanField(default=True)  # other members may read and comment
    founded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def topic(self) -> str:
        return f"circle:{self.pk}"


class Mandate(models.Model):
    """A member's place in a circle. It holds from `since` until `until` (excluded; open-ended when empty)."""

    class Role(models.TextChoices):
        MEMBER = "member", _("member")
        ELECTED = "elected", _("elected")
        COORDINATOR = "coordinator", _("coordinator")
        FACILITATOR = "facilitator", _("facilitator")

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="mandates")
    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="mandates")
    role = models.CharField(max_length=16, choices=Role, default=Role.MEMBER)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["circle", "member__name"]
        constraints = [
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=models.F("since")), name="mandate_ends_after_it_begins"),
            models.UniqueConstraint(fields=["member", "circle"], condition=Q(until__isnull=True), name="one_open_mandate_per_member_and_circle"),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.circle}"
