"""Gatherings, who is there and who is represented."""

from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from journal.fields import Prose
from members.models import Member
from votes.counting.quorum import QuorumRule


class Gathering(models.Model):
    """The occasion to which presence and proxies belong: a meeting, or a consultation online.

    Its rules are frozen from the circle's `RollRules` when it opens, and may be read again
    (`renew_roll`) until a ballot freezes them.
    """

    owner = models.CharField(max_length=40, db_index=True)  # "meeting:12"
    electors = models.ManyToManyField(Member, related_name="gatherings")
    quorum = models.CharField(max_length=20, blank=True)  # "1/2"; empty: none
    quorum_strict = models.BooleanField(default=False)
    proxies_count = models.BooleanField(default=True)
    proxy_cap = models.PositiveSmallIntegerField(null=True, default=2)  # empty: no limit
    is_online = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(closed_at__isnull=True), name="one_open_gathering_per_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.owner

    @property
    def topic(self) -> str:
        return f"gathering:{self.pk}"

    @property
    def quorum_rule(self) -> QuorumRule | None:
        return QuorumRule(Fraction(self.quorum), self.quorum_strict) if self.quorum else None


class Presence(models.Model):
    """One span of somebody's presence. Who goes out and comes back has two."""

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="presences")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="presences")
    arrived_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["arrived_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "member"], condition=Q(left_at__isnull=True), name="present_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at")), name="leaves_after_arriving"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.gathering}"


class Proxy(models.Model):
    """A member's written trust in another, for one gathering. It counts once accepted, until it ends.

    Without a holder it is a blank proxy: the rule assigns it to somebody present.
    """

    class End(models.TextChoices):
        ARRIVED = "arrived", _("the giver arrived")
        TAKEN_BACK = "taken_back", _("taken back by the giver")
        GIVEN_BACK = "given_back", _("given back by the holder")
        OFF_ROLL = "off_roll", _("no longer on the roll")
        DECLINED = "declined", _("declined by the holder")

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="proxies")
    giver = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="proxies_given")
    holder = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="proxies_held"
    )  # empty: blank, not assigned yet
    instructions = Prose(blank=True, max_length=2000)  # what the giver asks the holder to vote; read by these two alone
    is_on_paper = models.BooleanField(default=False)  # a signed paper form, entered by whoever conducts
    given_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=12, choices=End, blank=True)

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "giver"], condition=Q(ended_at__isnull=True), name="one_proxy_per_giver"
            ),
            models.CheckConstraint(condition=~Q(giver=F("holder")), name="a_proxy_goes_to_somebody_else"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end="") | (Q(ended_at__isnull=False) & ~Q(end="")),
                name="an_ended_proxy_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.holder}"
