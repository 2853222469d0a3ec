"""What the shifts of a circle need of somebody (the keys, first aid, the bar), who has it, which shifts ask for it."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commissions.models.circle import Circle
from commissions.models.rota import Rota
from journal.fields import Line
from members.models import Member


class Qualification(models.Model):
    """Named by its circle, which says who has it."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="qualifications")
    name = Line(_("what a shift needs"), max_length=60)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint("circle", Lower("name"), name="one_qualification_of_a_name_in_a_circle")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("commissions:qualifications", args=[self.circle.slug])

    def get_holders_url(self) -> str:
        return reverse("commissions:qualification-holders", args=[self.pk])


class QualifiedMember(models.Model):
    """Somebody who has it, as one of the circle said."""

    qualification = models.ForeignKey(Qualification, on_delete=models.CASCADE, related_name="holders")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="qualifications")
    said_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["member__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["qualification", "member"], name="once_qualified")]

    def __str__(self) -> str:
        return f"{self.member} · {self.qualification}"


class RotaNeed(models.Model):
    """Of the people at each shift of a rota, how many must have a qualification."""

    rota = models.ForeignKey(Rota, on_delete=models.CASCADE, related_name="needs")
    qualification = models.ForeignKey(Qualification, on_delete=models.CASCADE, related_name="needs")
    places = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["qualification__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rota", "qualification"], name="once_a_need_of_a_rota"),
            models.CheckConstraint(condition=Q(places__gte=1), name="need_has_places"),
        ]

    def __str__(self) -> str:
        return f"{self.rota} · {self.qualification}"
