"""Gatherings, who is there and who is represented."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from journal.fields import Prose
from journal.topics import HasTopic
from members.models import Member
from votes.models.quorum import QuorumField


class Gatherings(models.QuerySet["Gathering"]):
    def going_on(self) -> "Gatherings":
        """Those that are not over."""
        return self.filter(closed_at=None)


class Gathering(HasTopic, models.Model):
    """The occasion to which presence and proxies belong: a meeting, or a consultation online.

    Its rules are frozen from the circle's `RollRules` when it opens, and may be read again
    (`renew_roll`) until a ballot freezes them.
    """

    topic_prefix = "gathering"

    owner = models.CharField(max_length=40, db_index=True)  # "meeting:12"
    electors = models.ManyToManyField(Member, related_name="gatherings")
    quorum = QuorumField()
    proxies_count = models.BooleanField(default=True)
    proxy_cap = models.PositiveSmallIntegerField(null=True, default=2)  # empty: no limit
    is_online = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = Gatherings.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(closed_at__isnull=True), name="one_open_gathering_per_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.owner


class Presences(models.QuerySet["Presence"]):
    def here(self) -> "Presences":
        """Who is there now, by their own word or by the word of two holders of a role."""
        return self.filter(left_at=None, confirmed_at__isnull=False)

    def here_at(self, instant: datetime) -> "Presences":
        """Who was there, and counted, at an instant that is past."""
        return self.filter(Q(left_at=None) | Q(left_at__gt=instant), confirmed_at__lte=instant)

    def waiting(self) -> "Presences":
        """Marked by somebody else, and not confirmed: it counts for nothing."""
        return self.filter(left_at=None, confirmed_at=None)

    def departing(self) -> "Presences":
        """Who is there, and was noted by somebody else as having left: they count as there until it is confirmed."""
        return self.here().filter(departure_noted_at__isnull=False)


class Presence(models.Model):
    """One span of somebody's presence. Who goes out and comes back has two.

    What somebody else marked counts once that person, or a second holder of a role, has confirmed it: an
    arrival (`confirmed_at`) as a departure (`left_at`, which then bears the instant at which it was noted).
    """

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="presences")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="presences")
    arrived_at = models.DateTimeField()
    marked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)  # when a letter told the person what another had marked
    departure_noted_at = models.DateTimeField(null=True, blank=True)  # by somebody else; empty again once denied
    departure_noted_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    departure_told_at = models.DateTimeField(null=True, blank=True)  # when a letter told the person of that note
    left_at = models.DateTimeField(null=True, blank=True)
    left_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = Presences.as_manager()

    class Meta:
        ordering = ["arrived_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "member"], condition=Q(left_at__isnull=True), name="present_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("arrived_at")), name="leaves_after_arriving"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by=F("member"), confirmed_at__isnull=False)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=F("marked_by")),
                name="presence_confirmed_by_the_person_or_a_second",
            ),
            models.CheckConstraint(
                condition=Q(departure_noted_at__isnull=True, departure_noted_by__isnull=True)
                | Q(departure_noted_at__isnull=False, departure_noted_by__isnull=False)
                & ~Q(departure_noted_by=F("member")),
                name="a_noted_departure_is_another_ones_word",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True)
                | Q(departure_noted_by__isnull=True)
                | Q(left_by__isnull=False) & ~Q(left_by=F("departure_noted_by")),
                name="departure_confirmed_by_the_person_or_a_second",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.gathering}"

    @property
    def is_vouched(self) -> bool:
        """Whether two others say it, and not the person."""
        return self.confirmed_at is not None and self.confirmed_by_id != self.member_id

    @property
    def is_departing(self) -> bool:
        """Noted as having left, which nobody has confirmed: still there."""
        return self.departure_noted_at is not None and self.left_at is None

    @property
    def departure_is_vouched(self) -> bool:
        """Whether two others say that this person left, and not the person."""
        return self.left_at is not None and self.departure_noted_at is not None and self.left_by_id != self.member_id


class Proxies(models.QuerySet["Proxy"]):
    def standing(self) -> "Proxies":
        """Those that nobody has ended, without the paper forms that wait to be confirmed."""
        return self.filter(Q(entered_by=None) | Q(confirmed_at__isnull=False), ended_at=None)

    def accepted(self) -> "Proxies":
        """Those that count: nobody has ended them, and their holder has taken them on."""
        return self.filter(accepted_at__isnull=False, ended_at=None)

    def counted_at(self, instant: datetime) -> "Proxies":
        """Those that counted at an instant that is past."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=instant), accepted_at__lte=instant)

    def unconfirmed(self) -> "Proxies":
        """Paper forms that one person entered, and nobody has confirmed: they count for nothing."""
        return self.filter(entered_by__isnull=False, confirmed_at=None, ended_at=None)


class Proxy(models.Model):
    """A member's written trust in another, for one gathering. It counts once accepted, until it ends.

    Without a holder it is a blank proxy: the rule assigns it to somebody present. A paper form counts
    once its giver, or a second holder of a role, has confirmed what was entered.
    """

    class End(models.TextChoices):
        ARRIVED = "arrived", _("the giver arrived")
        TAKEN_BACK = "taken_back", _("taken back by the giver")
        GIVEN_BACK = "given_back", _("given back by the holder")
        OFF_ROLL = "off_roll", _("no longer on the roll")
        DECLINED = "declined", _("declined by the holder")
        REPLACED = "replaced", _("replaced by a paper form")

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="proxies")
    giver = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="proxies_given")
    holder = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="proxies_held"
    )  # empty: blank, not assigned yet
    instructions = Prose(blank=True, max_length=2000)  # what the giver asks to vote; read by these two alone
    is_on_paper = models.BooleanField(default=False)  # a signed paper form, entered by whoever conducts
    entered_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # of a paper form
    confirmed_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    given_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end = models.CharField(max_length=12, choices=End, blank=True)

    objects = Proxies.as_manager()

    class Meta:
        ordering = ["given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["gathering", "giver"],
                condition=Q(ended_at__isnull=True) & (Q(entered_by__isnull=True) | Q(confirmed_at__isnull=False)),
                name="one_proxy_per_giver",
            ),
            models.UniqueConstraint(
                fields=["gathering", "giver"],
                condition=Q(ended_at__isnull=True, entered_by__isnull=False, confirmed_at__isnull=True),
                name="one_unconfirmed_form_per_giver",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False) & ~Q(confirmed_by=F("entered_by")),
                name="a_form_is_confirmed_by_a_second",
            ),
            models.CheckConstraint(
                condition=Q(entered_by__isnull=True) | Q(confirmed_at__isnull=False) | Q(accepted_at__isnull=True),
                name="an_unconfirmed_form_does_not_count",
            ),
            models.CheckConstraint(condition=~Q(giver=F("holder")), name="a_proxy_goes_to_somebody_else"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end="") | (Q(ended_at__isnull=False) & ~Q(end="")),
                name="an_ended_proxy_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.holder}"

    @property
    def waits_for_confirmation(self) -> bool:
        """A paper form that one person alone entered."""
        return self.entered_by_id is not None and self.confirmed_at is None
