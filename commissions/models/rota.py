"""Shifts that come back, who takes turns at them, and who is away."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commissions.models.circle import Circle
from journal.fields import Line, Prose
from journal.topics import HasTopic
from members.models import Member
from web.dates import clock, day


class Absence(models.Model):
    """From `first_on` to `last_on`, both included, this person is given no turn."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="absences")
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="absence_ends_after_it_begins"),
            models.UniqueConstraint(fields=["member", "first_on", "last_on"], name="one_absence_of_the_same_days"),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.first_on}"


class Rota(HasTopic, models.Model):
    """A chore, an opening, a working party or an open day that comes back, shared out among volunteers.

    The shifts and who has them are shared out up to `planned_until`; None where that is to be done again.
    """

    topic_prefix = "rota"

    class Kind(models.TextChoices):
        CHORE = "chore", _("chore")
        DESK = "desk", _("opening hours")
        WORKS = "works", _("participatory works")
        OPEN_DAY = "open_day", _("open day")

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="rotas")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.CHORE)
    title = Line(_("what is to be done"), max_length=120)
    note = Prose(_("how it is done"), blank=True)
    rule = models.CharField(max_length=80)  # RRULE of RFC 5545 (`recurrence.py`)
    first_on = models.DateField(pgettext_lazy("rota", "from"))
    last_on = models.DateField(_("until"), null=True, blank=True)
    hour = models.TimeField(_("hour"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    places = models.PositiveSmallIntegerField(_("people at each shift"), default=1)
    experienced = models.PositiveSmallIntegerField(_("of them, people who know how it is done"), default=0)
    planned_until = models.DateField(null=True, blank=True)
    paused_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__isnull=True) | Q(last_on__gte=F("first_on")), name="rota_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=Q(places__gte=1, minutes__gte=1), name="rota_has_places_and_minutes"),
            models.CheckConstraint(condition=Q(experienced__lte=F("places")), name="rota_has_places_for_experienced"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_running(self) -> bool:
        return self.paused_at is None and self.ended_at is None

    def get_absolute_url(self) -> str:
        return reverse("commissions:circle-rotas", args=[self.circle.slug])


class Volunteer(models.Model):
    """Somebody who takes turns at a rota, on the days of the week that suit them."""

    rota = models.ForeignKey(Rota, on_delete=models.CASCADE, related_name="volunteers")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="rotas")
    weekdays = models.JSONField(default=list)  # [0, 2]: Mondays and Wednesdays; empty: any day
    is_experienced = models.BooleanField(_("knows how it is done"), default=False)
    since = models.DateField()
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["member__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["rota", "member"], name="once_a_volunteer_of_a_rota")]

    def __str__(self) -> str:
        return f"{self.member} · {self.rota}"


class EarlierStretch(models.Model):
    """From a day to another, both included, somebody took turns before leaving, or on other days of the week.

    Shifts of that time count as those that they could have done: whoever comes back owes nothing, and has no advance.
    """

    volunteer = models.ForeignKey(Volunteer, on_delete=models.CASCADE, related_name="earlier")
    first_on = models.DateField()
    last_on = models.DateField()
    weekdays = models.JSONField(default=list)  # as those of `Volunteer`

    class Meta:
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="stretch_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer}, {self.first_on} – {self.last_on}"


class Shift(HasTopic, models.Model):
    """One occurrence of a rota."""

    topic_prefix = "shift"

    rota = models.ForeignKey(Rota, on_delete=models.CASCADE, related_name="shifts")
    starts_at = models.DateTimeField(db_index=True)
    ends_at = models.DateTimeField()
    places = models.PositiveSmallIntegerField()
    experienced = models.PositiveSmallIntegerField(default=0)
    lack_told_at = models.DateTimeField(null=True, blank=True)  # when the circle was told that it lacks people

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rota", "starts_at"], name="one_shift_of_a_rota_at_an_instant"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="shift_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        """« Ménage du foyer, mardi 24 novembre à 18 h »."""
        values = {"title": self.rota.title, "day": day(self.starts_at), "time": clock(self.starts_at)}
        return gettext("%(title)s, %(day)s at %(time)s") % values

    def get_absolute_url(self) -> str:
        return self.rota.get_absolute_url()

    @property
    def circle(self) -> Circle:
        return self.rota.circle

    def has_begun(self, at: datetime) -> bool:
        return self.starts_at <= at

    def is_tomorrow_or_before(self, at: datetime) -> bool:
        """Whether it begins the day after `at`, or before."""
        return timezone.localdate(self.starts_at) <= timezone.localdate(at) + timedelta(days=1)


class RotaTurn(models.Model):
    """Somebody's turn at a shift. Who gave it up keeps a row: nobody is given again what they cannot do."""

    class State(models.TextChoices):
        GIVEN = "given", _("has this turn")
        CONFIRMED = "confirmed", _("will be there")
        DONE = "done", pgettext_lazy("turn", "done")
        GIVEN_UP = "given_up", _("cannot come")

    shift = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="turns")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="turns")
    state = models.CharField(max_length=9, choices=State, default=State.GIVEN)

    class Meta:
        ordering = ["member__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["shift", "member"], name="one_turn_per_member_and_shift")]

    def __str__(self) -> str:
        return f"{self.member} · {self.shift}"

    @property
    def circle(self) -> Circle:
        return self.shift.circle

    @property
    def is_coming(self) -> bool:
        return self.state in {self.State.GIVEN, self.State.CONFIRMED}


class TurnSwap(HasTopic, models.Model):
    """Somebody offers one of their turns for one of another's, who agrees or not."""

    topic_prefix = "swap"

    class State(models.TextChoices):
        ASKED = "asked", pgettext_lazy("swap", "asked")
        ACCEPTED = "accepted", pgettext_lazy("swap", "accepted")
        DECLINED = "declined", pgettext_lazy("swap", "declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("swap", "withdrawn")

    offered = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="swaps_offered")
    wanted = models.ForeignKey(Shift, on_delete=models.CASCADE, related_name="swaps_wanted")
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_of = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offered", "wanted", "asked_by", "asked_of"],
                condition=Q(state="asked"),
                name="one_open_swap_of_the_same_turns",
            )
        ]

    def __str__(self) -> str:
        return f"{self.offered} ⇄ {self.wanted}"

    @property
    def circle(self) -> Circle:
        return self.offered.circle
