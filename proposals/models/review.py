"""A decision is looked at again: everybody of its circle is asked to keep, change or stop it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from journal.fields import Prose
from members.models import Member
from proposals.models.decision import Decision
from proposals.models.proposal import Proposal


class Review(models.Model):
    """One question to those who voted in the circle as it opened. Kept when nobody wants otherwise by `ends_at`.

    Answers are hidden until it closes. A meeting may answer it in one act (`occasion`), before its end or without an
    online round at all: then nobody is on its list.
    """

    class Outcome(models.TextChoices):
        KEPT = "kept", pgettext_lazy("review", "kept")
        REOPENED = "reopened", pgettext_lazy("review", "to be decided anew")
        ABANDONED = "abandoned", pgettext_lazy("review", "left before its end: another decision took its place")

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="reviews")
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    occasion = models.CharField(max_length=40, blank=True)  # "meeting:12", where a meeting answered it
    next_on = models.DateField(null=True, blank=True)  # where it is kept: when it is looked at again
    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="review"
    )  # where it is not: what decides anew

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=Q(closed_at__isnull=True), name="one_open_review_a_decision"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="a_closed_review_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} · {self.opened_at:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class ReviewElector(models.Model):
    """Who is asked: the circle's voting members when it opened."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="electors")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["review", "member__name"]
        constraints = [models.UniqueConstraint(fields=["review", "member"], name="asked_once_a_review")]

    def __str__(self) -> str:
        return f"{self.member} · {self.review}"


class ReviewAnswer(models.Model):
    """One person's answer, which may change until the close. To change or stop takes its reason."""

    class Choice(models.TextChoices):
        KEEP = "keep", pgettext_lazy("review", "keep it")
        CHANGE = "change", pgettext_lazy("review", "change it")
        STOP = "stop", pgettext_lazy("review", "stop it")

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=6, choices=Choice)
    reason = Prose(blank=True)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["answered_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["review", "member"], name="one_answer_a_review"),
            models.CheckConstraint(
                condition=Q(choice="keep") | ~Q(reason=""), name="to_change_a_decision_takes_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.review}"  # never the choice: it may be hidden


class ReopeningRequest(models.Model):
    """A member of the circle brings a fact that was not known, and asks to decide anew. It is answered (PRODUCT §3.2).

    `reason` is what was answered; `proposal` is there where the process was opened anew.
    """

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="reopening_requests")
    fact = Prose()
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, blank=True)  # to the whole circle, where nobody answered in time
    reason = Prose(blank=True)
    answered_by = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    proposal = models.OneToOneField(
        Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="reopening_request"
    )

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "asked_by"],
                condition=Q(answered_at__isnull=True),
                name="one_waiting_reopening_request_a_person",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, proposal__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False) & (~Q(reason="") | Q(proposal__isnull=False)),
                name="a_reopening_request_is_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.asked_by} · {self.decision}"

    @property
    def is_waiting(self) -> bool:
        return self.answered_at is None
