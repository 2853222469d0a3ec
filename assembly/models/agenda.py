"""The agenda: its items, the time that each one took, and what it decided."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from assembly.models.meeting import Convocation, Meeting
from commissions.changes import ChangeField
from journal.fields import Line, Prose
from journal.topics import HasTopic
from members.models import Member
from proposals.models import Election, Proposal
from votes.models import Ballot


class AgendaItem(HasTopic, models.Model):
    """One point of the agenda. Its `minutes` are those planned; `extra_minutes` were granted on the way."""

    topic_prefix = "item"

    class Kind(models.TextChoices):
        INFORMATION = "information", pgettext_lazy("kind of item", "information")
        DISCUSSION = "discussion", pgettext_lazy("kind of item", "discussion")
        CONSENT = "consent", pgettext_lazy("kind of item", "consent")
        VOTE = "vote", pgettext_lazy("kind of item", "vote")
        ELECTION = "election", pgettext_lazy("kind of item", "election")
        POLL = "poll", pgettext_lazy("kind of item", "quick poll")

    class State(models.TextChoices):
        PENDING = "pending", pgettext_lazy("an item", "to come")
        CURRENT = "current", pgettext_lazy("an item", "now")
        DONE = "done", pgettext_lazy("an item", "done")
        DEFERRED = "deferred", pgettext_lazy("an item", "deferred")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = Line(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.DISCUSSION)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    note = Prose(_("what it is about"), blank=True)
    owner = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    proposal = models.ForeignKey(Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items")
    election = models.ForeignKey(Election, null=True, blank=True, on_delete=models.PROTECT, related_name="agenda_items")
    is_closed = models.BooleanField(_("closed: a person's case"), default=False)
    state = models.CharField(max_length=8, choices=State, default=State.PENDING)
    is_ended_by_closing = models.BooleanField(default=False)  # concluded or put off as the meeting closed
    subject = Line(max_length=120, blank=True, default="")  # its title as it was convened
    convened_kind = models.CharField(max_length=12, choices=Kind, blank=True, default="")
    change = ChangeField()  # the place that an election gives; of a proposal, its text says it
    convened_change = ChangeField()  # what this item, or its proposal, let be changed as it was convened
    convocation = models.ForeignKey(  # the one that announced it
        Convocation, null=True, blank=True, on_delete=models.SET_NULL, related_name="items"
    )
    repeats = models.ForeignKey(  # the vote whose quorum was missing, and that this item of a second meeting asks again
        Ballot, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ratifies = models.ForeignKey(  # what was an opinion online, and is put to the meeting
        Ballot, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    continues = models.OneToOneField(  # what an earlier meeting put off, and that this one takes up
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="continued_by"
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(state="current"), name="one_current_item_per_meeting"
            ),
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=240), name="item_takes_1_to_240_minutes"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of its meeting."""
        return self.meeting.get_absolute_url()

    @property
    def is_renamed(self) -> bool:
        """Said otherwise than it was convened: both are shown."""
        return bool(self.subject) and self.subject != self.title

    @property
    def decided_as(self) -> str:
        """The subject under which a decision stands: in an assembly, the one to which people were called."""
        return self.subject if self.subject and self.meeting.circle.is_assembly else self.title

    @property
    def planned_seconds(self) -> int:
        return (self.minutes + self.extra_minutes) * 60


class ItemSpan(models.Model):
    """A stretch of time spent on an item. The open one has no end; reopening an item begins another."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="spans")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["started_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(ended_at__isnull=True), name="one_open_span_per_item"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")), name="span_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} · {self.started_at:%H:%M}"

    def seconds(self, at: datetime) -> int:
        """Whole seconds spent, until its end or until `at`."""
        return max(0, int(((self.ended_at or at) - self.started_at).total_seconds()))


class ItemBallot(models.Model):
    """A ballot that was opened on an item."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="ballots")
    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, related_name="item_ballot")
    concluded_at = models.DateTimeField(null=True, blank=True)  # once what it decided is in the register
    change = ChangeField()  # the place that it gives; its `members` are the options, in their order
    refusal = ""  # not kept: why what it decided could not be written, told to whoever has just closed it

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item} · {self.ballot}"
