"""Who would like to join a circle, and what they were answered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from commissions.models.circle import Circle
from journal.fields import Prose, ShortProse
from members.models import Member


class JoinRequest(models.Model):
    """It waits until it is answered: welcomed, by whatever way they come in, or declined in words that they read."""

    class Answer(models.TextChoices):
        WELCOMED = "welcomed", _("welcomed")
        DECLINED = "declined", _("not now")

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="join_requests")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    message = Prose(_("a word about oneself"), blank=True)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=8, choices=Answer, blank=True)
    answered_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    reason = ShortProse(_("why not now"), max_length=600, blank=True)  # the asker alone reads it, and who answered

    class Meta:
        ordering = ["circle", "asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "member"], condition=Q(answer=""), name="one_open_request_per_member_and_circle"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="a_request_is_answered_at_an_instant",
            ),
            models.CheckConstraint(
                condition=Q(answer="declined") & ~Q(reason="") | ~Q(answer="declined") & Q(reason=""),
                name="a_request_is_declined_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.circle}"

    @property
    def is_open(self) -> bool:
        return self.answer == ""
