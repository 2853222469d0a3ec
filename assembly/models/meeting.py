"""The evening itself: when, where, with whom, and how it was called."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commissions.models import Circle
from journal.fields import Line, Link
from journal.topics import HasTopic
from members.models import Member


class Meeting(HasTopic, models.Model):
    """An evening of a circle. It ends at `ends_at`, its hard end: before midnight of the day it starts."""

    topic_prefix = "meeting"  # the agenda, its times, the state: what most of the page follows.

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("a meeting", "in preparation")
        CONVENED = "convened", pgettext_lazy("a meeting", "convened")
        OPEN = "open", pgettext_lazy("a meeting", "under way")
        CLOSED = "closed", pgettext_lazy("a meeting", "closed")
        CANCELLED = "cancelled", pgettext_lazy("a meeting", "cancelled")

    OVER = ("closed", "cancelled")  # the states of what is not to be held any more

    class Call(models.TextChoices):
        """By whose right it is held: that of one who may convene alone, or of enough members of an assembly."""

        CALLED = "called", pgettext_lazy("a meeting", "called by those whom the rules name")
        ASKED = "asked", pgettext_lazy("a meeting", "asked for")
        SUPPORTED = "supported", pgettext_lazy("a meeting", "called by enough members together")

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="meetings")
    title = Line(_("title"), max_length=120)
    place = Line(_("place"), max_length=120, blank=True)
    link = Link(_("link for those at a distance"), blank=True)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("hard end"))
    state = models.CharField(max_length=9, choices=State, default=State.PLANNED)
    call = models.CharField(max_length=9, choices=Call, default=Call.CALLED)
    second_of = models.ForeignKey(  # the assembly whose quorum was missing: the same agenda, nothing added
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="second_meetings"
    )
    second_of_ballot = models.ForeignKey(  # the same after a vote online that missed its quorum
        "votes.Ballot", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    gathering = models.OneToOneField(
        "votes.Gathering", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )  # presence and proxies; made when the meeting is convened, or opened without it
    checkpoint_size = models.PositiveBigIntegerField(null=True, blank=True)  # the journal's, printed in the minutes
    created_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-starts_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "closed"]) | Q(opened_at__isnull=False), name="meeting_open_has_opened"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at__isnull=True)),
                name="meeting_closed_has_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def floor_topic(self) -> str:
        """Hands and turns."""
        return f"{self.topic}:floor"

    @property
    def notes_topic(self) -> str:
        """What is being written."""
        return f"{self.topic}:notes"

    @property
    def roles_topic(self) -> str:
        """Who does what: everybody's rights in the meeting hang on it."""
        return f"{self.topic}:roles"

    @property
    def is_second(self) -> bool:
        """Convened again for what its quorum was missing for, in a meeting or online."""
        return self.second_of_id is not None or self.second_of_ballot_id is not None

    @property
    def is_asked(self) -> bool:
        """Asked for by a member, and not called yet: nobody conducts it."""
        return self.call == self.Call.ASKED

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @property
    def is_cancelled(self) -> bool:
        return self.state == self.State.CANCELLED

    @property
    def is_over(self) -> bool:
        """Held, or not to be held."""
        return self.state in self.OVER

    def get_absolute_url(self) -> str:
        return reverse("assembly:meeting", args=[self.pk])


class Support(models.Model):
    """A member asks for this assembly with others. Enough of them call it, by the assembly's rules."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="supports")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    supported_at = models.DateTimeField()

    class Meta:
        ordering = ["supported_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="one_support_per_meeting_and_member")]

    def __str__(self) -> str:
        return f"{self.member} · {self.meeting}"


class MeetingRole(models.Model):
    """Who does what in one meeting. The roles rotate."""

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", pgettext_lazy("a role", "facilitation")
        SCRIBE = "scribe", pgettext_lazy("a role", "notes")
        TIMEKEEPER = "timekeeper", pgettext_lazy("a role", "timekeeping")
        CHAIR = "chair", pgettext_lazy("a role", "chair")
        SECRETARY = "secretary", pgettext_lazy("a role", "secretary")
        DOOR = "door", pgettext_lazy("a role", "door")
        TELLER = "teller", pgettext_lazy("a role", "first teller")
        SECOND_TELLER = "teller_2", pgettext_lazy("a role", "second teller")

    OF_AN_ASSEMBLY = frozenset({Role.DOOR, Role.TELLER, Role.SECOND_TELLER})

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=12, choices=Role)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="meeting_roles")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "role"], name="one_person_per_meeting_role")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.member}"


class Convocation(models.Model):
    """The invitation, as it was sent: its text and the agenda inside are kept."""

    LETTER = "convocation"  # the kind of its letters, in the outbox

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="convocations")
    sent_at = models.DateTimeField()
    sent_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    starts_at = models.DateTimeField(null=True)  # the meeting that it announced
    days_needed = models.PositiveSmallIntegerField()  # the circle's delay, that day
    is_late = models.BooleanField()
    cancelled_at = models.DateTimeField(null=True, blank=True)  # the meeting was cancelled after it: it calls nobody

    class Meta:
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.sent_at:%Y-%m-%d}"


class Reply(models.Model):
    """What somebody answered to the convocation: coming, or not. It says nothing of who is present."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="replies")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    is_coming = models.BooleanField()
    replied_at = models.DateTimeField()

    class Meta:
        ordering = ["replied_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "member"], name="one_reply_per_meeting_and_member")]

    def __str__(self) -> str:
        return f"{self.member} · {self.meeting}"

    @property
    def is_not_coming(self) -> bool:
        return not self.is_coming
