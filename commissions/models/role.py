"""The roles that a circle gave itself, and who holds them, before and now."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commissions.models.circle import Circle
from journal.fields import Line, Prose
from journal.topics import HasTopic
from members.models import Member
from web.alphabet import COLLATION

MOST_SEATS = 20
LONGEST_TERM = 120  # months


class CircleRole(HasTopic, models.Model):
    """What a circle entrusts to one person, or to several together: "treasurer", with its mission.

    `term_months` is how long one holds it, empty for no term. From `ended_on` nobody holds it any more. With a `link`,
    it is to represent this circle in another, the one above or one within it: whoever holds it sits there too.
    """

    topic_prefix = "role"

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="roles")
    name = Line(_("name"), max_length=80, db_collation=COLLATION)
    mission = Prose(_("mission"), blank=True)
    seats = models.PositiveSmallIntegerField(
        _("how many hold it together"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)],
    )
    term_months = models.PositiveSmallIntegerField(
        _("term, in months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_TERM)],
    )
    ended_on = models.DateField(null=True, blank=True)
    link = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.PROTECT, related_name="linked_roles")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "name"], condition=Q(ended_on=None), name="one_role_of_a_name_in_a_circle"
            ),
            models.UniqueConstraint(
                fields=["circle", "link"], condition=Q(ended_on=None), name="one_link_from_a_circle_to_another"
            ),
            models.CheckConstraint(
                condition=Q(link=None) | ~Q(link=F("circle")), name="role_links_its_circle_to_another"
            ),
            models.CheckConstraint(condition=Q(seats__gte=1), name="role_is_held_by_one_or_more"),
            models.CheckConstraint(
                condition=Q(term_months__isnull=True) | Q(term_months__gte=1), name="role_has_a_term_of_months"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("commissions:role", args=[self.pk])


class RoleHolding(models.Model):
    """Somebody's holding of a role, or standing in for those who hold it, from `since` until `until` (excluded)."""

    role = models.ForeignKey(CircleRole, on_delete=models.PROTECT, related_name="holdings")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="role_holdings")
    is_substitute = models.BooleanField(default=False)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    ground = models.CharField(max_length=40, blank=True)  # what gave it: "founding", "decision:14" (`grounds.py`)
    entered_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="role_holding_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["role", "member"], condition=Q(until__isnull=True), name="one_open_holding_per_role_and_member"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.role}"

    @property
    def circle(self) -> Circle:
        return self.role.circle


class HandoverNote(models.Model):
    """What whoever holds a role leaves for the next: read by the circle, and by who is to hold it."""

    holding = models.OneToOneField(RoleHolding, on_delete=models.PROTECT, related_name="handover_note")
    under_way = Prose(_("what is under way"), blank=True)
    where_things_are = Prose(_("where things are"), blank=True)
    whom_to_know = Prose(_("whom to know"), blank=True)
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return str(self.holding)
