"""Gatherings, who is there and who is represented, ballots, their rolls, and votes."""

from fractions import Fraction

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

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
    """A member's written trust in another, for one gathering. It holds until it ends."""

    class End(models.TextChoices):
        ARRIVED = "arrived", _("the giver arrived")
        TAKEN_BACK = "taken_back", _("taken back by the giver")
        GIVEN_BACK = "given_back", _("given back by the holder")
        OFF_ROLL = "off_roll", _("no longer on the roll")

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="proxies")
    giver = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="proxies_given")
    holder = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="proxies_held")
    given_at = models.DateTimeField()
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


class Ballot(models.Model):
    """One question put to a fixed roll. Once `closed_at` is written nothing about it changes."""

    class Method(models.TextChoices):
        MAJORITY = "majority", _("majority")

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="ballots")
    owner = models.CharField(max_length=40, db_index=True)  # who opened it and concludes it: "item:31"
    question = models.TextField()
    method = models.CharField(max_length=16, choices=Method, default=Method.MAJORITY)
    rules = models.JSONField()  # as `votes.methods.write_rules` freezes them
    casting_voter = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_live = models.BooleanField(default=False)  # results are shown before the close
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    result = models.JSONField(null=True, blank=True)  # as `votes.methods.write_result` keeps it
    roll_hash = models.CharField(max_length=64)
    ballots_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(closed_at__isnull=True), name="one_open_ballot_per_owner"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=F("opened_at")), name="closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="", ballots_hash="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="") & ~Q(ballots_hash="")),
                name="a_closed_ballot_has_its_result",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def topic(self) -> str:
        return f"ballot:{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("votes:ballot", args=[self.pk])


class RollEntry(models.Model):
    """One elector of one ballot, frozen when it opened.

    In a meeting who is `present`, or absent and `represented_by` somebody present, may answer;
    online everyone on the roll may, and proxies are read as they stand.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="roll")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    present = models.BooleanField(default=False)
    represented_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["member__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "member"], name="once_on_a_roll"),
            models.CheckConstraint(
                condition=Q(present=False) | Q(represented_by__isnull=True), name="present_or_represented"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.ballot}"

    @property
    def may_answer(self) -> bool:
        """In a meeting: there, or represented, when the ballot opened."""
        return self.present or self.represented_by_id is not None


class Vote(models.Model):
    """One version of an elector's answer. The last one counts; the others are kept."""

    entry = models.ForeignKey(RollEntry, on_delete=models.PROTECT, related_name="votes")
    version = models.PositiveSmallIntegerField(default=1)
    choice = models.JSONField()  # what the method asks for; for a majority one of `Choice`
    reason = models.TextField(blank=True)  # why somebody takes no part
    cast_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="+"
    )  # the elector, or the proxy's holder
    cast_at = models.DateTimeField()
    request_key = models.CharField(max_length=64, blank=True)
    counts = models.BooleanField(default=True)

    class Meta:
        ordering = ["entry", "version"]
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(counts=True), name="one_elector_one_ballot"),
            models.UniqueConstraint(fields=["entry", "version"], name="each_version_once"),
            models.UniqueConstraint(
                fields=["entry", "request_key"], condition=~Q(request_key=""), name="each_request_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} v{self.version}"


class Seal(models.Model):
    """The commitment to one counted vote, made at the close. Erasing the key forgets the person, not the count."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="seals")
    vote = models.OneToOneField(Vote, null=True, on_delete=models.SET_NULL, related_name="seal")
    commitment = models.CharField(max_length=64)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["commitment"]

    def __str__(self) -> str:
        return self.commitment
