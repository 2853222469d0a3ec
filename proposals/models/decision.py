"""The register: what was decided, numbered, with its reasons. A decision is never edited, only replaced."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commissions.changes import ChangeField
from commissions.models import Circle
from journal.fields import LONGEST, Line, Prose
from journal.topics import HasTopic
from proposals.models.expectations import Expectations
from proposals.models.proposal import Proposal, ProposalAudience
from proposals.models.round import Round
from votes.models import Ballot


class Register(models.Model):
    """The last number given in a year. Its row is locked while a number is taken: no hole, no duplicate."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.year)


class Decision(HasTopic, Expectations):
    """What a circle decided. The database refuses a change of all but its audience, its subject and its next review."""

    topic_prefix = "decision"

    class Process(models.TextChoices):
        CONSENT = "consent", _("by consent")
        MAJORITY = "majority", _("by majority")
        CHOICE = "choice", _("by a choice among options")
        ADVICE = "advice", _("by one person, after advice")
        FALLBACK = "fallback", _("by vote, after objections that stand")
        NOTED = "noted", _("noted without objection")
        RATIFIED = "ratified", _("by consent online, ratified in a meeting")
        EARLIER = "earlier", _("before the platform")
        ELECTION = "election", _("by election without candidate")

    class Standing(models.TextChoices):
        """Never stored: worked out from what it ends, what replaced it, and from today."""

        IN_FORCE = "in_force", pgettext_lazy("decision", "in force")
        TO_REVIEW = "to_review", pgettext_lazy("decision", "to be looked at again")
        RENEWED = "renewed", pgettext_lazy("decision", "renewed")
        REPLACED = "replaced", pgettext_lazy("decision", "replaced")
        REPEALED = "repealed", pgettext_lazy("decision", "repealed")
        ENDING = "ending", pgettext_lazy("decision", "ends another")

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=12, unique=True)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="decisions")
    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, null=True, blank=True, related_name="decision")
    round = models.OneToOneField(Round, on_delete=models.PROTECT, null=True, blank=True, related_name="decision")
    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, null=True, blank=True, related_name="decision")
    occasion = models.CharField(max_length=40, blank=True)
    title = Line(max_length=120)
    subject = Line(_("subject"), max_length=60, blank=True, default="")  # under which its circle files it
    text = Prose(max_length=LONGEST)
    reasons = Prose(blank=True)
    process = models.CharField(max_length=8, choices=Process)
    result = models.TextField()
    decided_at = models.DateTimeField()
    review_on = models.DateField(null=True, blank=True)  # as it was decided; empty where that day was over by then
    next_review_on = models.DateField(null=True, blank=True)  # later, once a review has kept it, or asked anew
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    is_repeal = models.BooleanField(default=False)
    change = ChangeField()  # what it lets be changed, once
    audience = models.CharField(max_length=8, choices=ProposalAudience, default=ProposalAudience.MEMBERS)

    class Meta:
        ordering = ["-year", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="decisions_are_numbered_without_duplicate"),
            models.CheckConstraint(
                condition=Q(is_repeal=False) | Q(replaces__isnull=False), name="decision_repeals_a_decision"
            ),
            models.CheckConstraint(
                condition=~Q(process="noted")
                | Q(proposal=None, round=None, ballot=None, replaces=None, is_repeal=False, change={}),
                name="a_noted_decision_changes_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} · {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("proposals:decision", args=[self.number])

    @property
    def topics(self) -> list[str]:
        """Where what is done with it is told: its circle hears too, unless it is a person's situation."""
        return [self.topic] if self.is_closed else [self.topic, self.circle.topic]

    @property
    def is_closed(self) -> bool:
        """Only its circle may read it."""
        return self.audience == ProposalAudience.CIRCLE

    @property
    def waits_for_review_day(self) -> bool:
        """The day that was chosen was over as it was adopted: another is asked for. Reads `replaced_by`."""
        from_proposal = self.proposal_id is not None and self.review_on is None and self.next_review_on is None
        return from_proposal and self.holds

    @property
    def holds(self) -> bool:
        """Whether its text is in force: nothing replaced it, and it does not only end another. Reads `replaced_by`."""
        return not self.is_repeal and not hasattr(self, "replaced_by")

    @property
    def looked_at_on(self) -> date | None:
        """The day on which it is looked at again; None for what does not hold, which nobody is asked about."""
        return self.next_review_on if self.holds else None

    def standing(self, today: date) -> "Decision.Standing":
        """Whether it holds on that day. Reads `replaced_by`: select it with the decision."""
        replacement = getattr(self, "replaced_by", None)
        if replacement is not None:
            return self.Standing.REPEALED if replacement.is_repeal else self.Standing.REPLACED
        if self.is_repeal:
            return self.Standing.ENDING
        if self.next_review_on is not None and self.next_review_on <= today:
            return self.Standing.TO_REVIEW
        is_first = self.review_on is None or self.next_review_on == self.review_on
        return self.Standing.IN_FORCE if is_first else self.Standing.RENEWED
