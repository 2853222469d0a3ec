"""A proposal, its immutable versions, and the stages it goes through."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commissions.changes import ChangeField
from commissions.models import Circle, validate_stage_days, validate_stage_minutes
from journal.fields import LONGEST, Line, Prose
from journal.topics import HasTopic
from members.models import Member
from proposals.models.expectations import Expectations
from proposals.models.pause import PausedTime, ends_after_it_begins
from proposals.process import ENDED, LIVE, State


class ProposalAudience(models.TextChoices):
    """Who may read a proposal once it is presented, and the decision that it becomes."""

    PUBLIC = "public", _("everybody, once it is decided")
    MEMBERS = "members", _("the members of the collective")
    CIRCLE = "circle", _("the circle alone (a person’s situation)")


class Proposal(HasTopic, Expectations):
    """A text put to a circle. `state` only moves along the table of its process (`processes.py`)."""

    topic_prefix = "proposal"

    class Process(models.TextChoices):
        CONSENT = "consent", _("by consent")
        MAJORITY = "majority", _("by majority")
        CHOICE = "choice", _("by a choice among options")
        ADVICE = "advice", _("by one person, after advice")
        INFORMATION = "information", _("for information only")

    class States(models.TextChoices):
        DRAFT = State.DRAFT, _("draft")
        PRESENTED = State.PRESENTED, _("presentation")
        CLARIFICATION = State.CLARIFICATION, _("questions")
        REACTIONS = State.REACTIONS, _("reactions")
        AMENDING = State.AMENDING, _("amending")
        OBJECTIONS = State.OBJECTIONS, _("objections")
        EXAMINATION = State.EXAMINATION, _("objections examined")
        INTEGRATION = State.INTEGRATION, _("the text is being improved")
        ADVISING = State.ADVISING, _("advice is asked for")
        DECIDING = State.DECIDING, _("the decision is being prepared")
        VOTING = State.VOTING, _("put to a vote")
        READING = State.READING, _("to be read")
        OPINION = State.OPINION, _("an opinion, to be ratified")
        ADOPTED = State.ADOPTED, pgettext_lazy("proposal", "adopted")
        KNOWN = State.KNOWN, _("known to the circle")
        REJECTED = State.REJECTED, pgettext_lazy("proposal", "rejected")
        WITHDRAWN = State.WITHDRAWN, _("withdrawn by its author")
        SENT_BACK = State.SENT_BACK, _("sent back to be reworked")
        SET_ASIDE = State.SET_ASIDE, _("set aside for a next meeting")
        HANDED = State.HANDED, _("waits for another circle")
        ESCALATED = State.ESCALATED, _("handed to another circle")
        LAPSED = State.LAPSED, _("lapsed")

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="proposals")
    title = Line(_("title"), max_length=120)
    need = Prose(_("why now"), blank=True)
    subject = Line(_("subject"), max_length=60, blank=True, default="")  # under which its circle files it
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="proposals")
    author_since = models.DateTimeField(null=True, blank=True)  # when that person took the text over
    facilitator = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="facilitated_proposals"
    )
    facilitator_since = models.DateTimeField(null=True, blank=True)  # empty: asked, and has not agreed yet
    decider = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="proposals_to_decide"
    )  # who decides alone, after advice
    decider_since = models.DateTimeField(null=True, blank=True)  # empty: asked, and has not agreed yet
    review_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    process = models.CharField(max_length=16, choices=Process, default=Process.CONSENT)
    method = models.CharField(max_length=24, blank=True)  # of `options.METHODS`, where one chooses among options
    seats = models.PositiveSmallIntegerField(default=1)  # how many of them are chosen
    template = models.ForeignKey(
        "ProcessTemplate", on_delete=models.PROTECT, null=True, blank=True, related_name="proposals"
    )  # empty: its stages last as the rules of its circle say
    stage_days = models.JSONField(default=dict, blank=True, validators=[validate_stage_days])
    stage_minutes = models.JSONField(
        default=dict, blank=True, validators=[validate_stage_minutes]
    )  # both those of the template, as it was when the proposal was presented
    audience = models.CharField(max_length=8, choices=ProposalAudience, default=ProposalAudience.MEMBERS)
    state = models.CharField(max_length=16, choices=States, default=States.DRAFT)
    occasion = models.CharField(max_length=40, blank=True)  # "meeting:12": who conducts there conducts this
    replaces = models.ForeignKey(
        "Decision", on_delete=models.PROTECT, null=True, blank=True, related_name="replacing_proposals"
    )
    is_repeal = models.BooleanField(default=False)  # adopting it repeals `replaces` and puts nothing in its place
    origin = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="handed_on")
    created_at = models.DateTimeField()
    presented_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = Prose(blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(presented_at__isnull=True, state__in=[State.DRAFT, State.WITHDRAWN])
                | Q(presented_at__isnull=False, facilitator__isnull=False, review_on__isnull=False)
                | Q(presented_at__isnull=False, process="advice", review_on__isnull=False)
                | Q(presented_at__isnull=False, process="information"),
                name="proposal_leaves_draft_complete",
            ),
            models.CheckConstraint(
                condition=Q(process="choice", seats__gte=1) & ~Q(method="")
                | ~Q(process="choice") & Q(method="", seats=1),
                name="a_choice_among_options_has_its_method",
            ),
            models.CheckConstraint(
                condition=Q(is_repeal=False) | Q(replaces__isnull=False), name="proposal_repeals_a_decision"
            ),
        ]
        indexes = [models.Index(fields=["circle", "state"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("proposals:proposal", args=[self.pk])

    @property
    def topics(self) -> list[str]:
        """Where what happens to it is told: its circle hears too, unless it is a person's situation."""
        return [self.topic] if self.is_closed or self.is_private else [self.topic, self.circle.topic]

    @property
    def is_closed(self) -> bool:
        """Only its circle may read it."""
        return self.audience == ProposalAudience.CIRCLE

    @property
    def is_private(self) -> bool:
        """Not presented yet: its author and its facilitator alone read it."""
        return self.presented_at is None

    @property
    def is_draft(self) -> bool:
        return self.state == State.DRAFT

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED

    @property
    def is_by_advice(self) -> bool:
        """One person decides it, after asking for advice."""
        return self.process == self.Process.ADVICE

    @property
    def is_by_choice(self) -> bool:
        """Its circle chooses among the options that its text holds."""
        return self.process == self.Process.CHOICE

    @property
    def is_by_vote(self) -> bool:
        """Its ballot opens once it was talked about, and no round before it."""
        return self.process in (self.Process.MAJORITY, self.Process.CHOICE)

    @property
    def is_for_information(self) -> bool:
        """Nothing is decided: its circle reads it."""
        return self.process == self.Process.INFORMATION

    @property
    def has_one_person_in_two_roles(self) -> bool:
        """Author and facilitator are the same person: a warning, not an error."""
        return self.facilitator_id is not None and self.facilitator_id == self.author_id


class Version(models.Model):
    """One text of a proposal, and what it lets be changed if it is adopted.

    Never edited (the database refuses): a change is a new version.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    text = Prose(max_length=LONGEST)
    note = Prose(blank=True)  # what changed, and why
    change = ChangeField()
    is_substantial = models.BooleanField(default=False)
    author = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["proposal", "number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="one_text_per_version")]

    def __str__(self) -> str:
        return f"{self.proposal} v{self.number}"


class Stage(models.Model):
    """The proposal stood at `state` from `entered_at` until `left_at`. Ended ones are never left.

    One that `is_skipped` was only walked through: everybody was asked at once. Online it is over at `ends_at`, which is
    empty while nothing ends it: put to a meeting, or waiting for a vote.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="stages")
    state = models.CharField(max_length=16, choices=Proposal.States)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    is_skipped = models.BooleanField(default=False)
    ends_at = models.DateTimeField(null=True, blank=True)
    extended_at = models.DateTimeField(null=True, blank=True)  # once, by its own length
    extended_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # empty: the clock
    time_left = models.DurationField(null=True, blank=True)  # online, when it was put to the meeting that it waits for
    extra_minutes = models.PositiveSmallIntegerField(default=0)  # granted in a meeting, beyond what the rules give

    class Meta:
        ordering = ["proposal", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(left_at__isnull=True), name="a_proposal_stands_at_one_stage"
            )
        ]
        indexes = [models.Index(fields=["ends_at"], condition=Q(left_at__isnull=True), name="stages_that_end")]

    def __str__(self) -> str:
        return f"{self.proposal} · {self.state}"


class ProposalPause(PausedTime):
    """Its time stands still for some days, once."""

    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="pause")

    class Meta:
        constraints = [ends_after_it_begins("a_pause_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.proposal} · {self.until:%Y-%m-%d}"
