"""Letters: what lies in the outbox, what each person is told of, once, and when they want to be written to."""

from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from journal.clock import now
from journal.fields import LONGEST, Address, Line, Prose
from journal.topics import HasTopic
from members.models.people import Member


class Mail(HasTopic, models.Model):
    """A letter in the outbox. Without a mail server it stays there, for the administrator to pass on."""

    topic_prefix = "mail"

    ATTEMPTS = 6
    ANSWERED_WITHIN = timedelta(minutes=10)  # no mail server takes so long: what was sending it has stopped

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    to = Address()
    member = models.ForeignKey(Member, null=True, blank=True, on_delete=models.CASCADE, related_name="mails")
    subject = Line(max_length=200)
    text = Prose(max_length=LONGEST)
    is_urgent = models.BooleanField(default=False)  # leaves at night too
    is_secret = models.BooleanField(default=False)  # holds a code or a one-time link
    author = models.CharField(max_length=40)  # the actor whose act wrote it
    about = models.CharField(max_length=40, blank=True)  # "meeting:12": who may not read that, reads no letter of it
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)  # handed to the mail server, answer not yet known
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)  # refused: not before that instant
    dropped_at = models.DateTimeField(null=True, blank=True)  # what it said no longer held: it does not leave
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "to"], name="one_mail_per_thing_and_address"),
            models.UniqueConstraint(fields=["kind", "key", "member"], name="one_mail_per_thing_and_person"),
        ]
        indexes = [models.Index(fields=["created_at"], condition=Q(sent_at__isnull=True), name="mail_waiting")]

    def __str__(self) -> str:
        return f"{self.to} · {self.subject}"

    @property
    def is_given_up(self) -> bool:
        """Refused so often that it is not tried any more."""
        return self.sent_at is None and self.claimed_at is None and self.attempts >= self.ATTEMPTS

    @property
    def is_of_unknown_fate(self) -> bool:
        """Handed over, and the line was cut, or whatever was sending it stopped: it may have left, or not."""
        if self.sent_at is not None or self.claimed_at is None:
            return False
        return self.error != "" or self.claimed_at <= now() - self.ANSWERED_WITHIN


class Attachment(models.Model):
    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=120)
    mimetype = models.CharField(max_length=80)
    content = models.BinaryField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Notification(models.Model):
    """What one person is asked or told by letter, once ever: the same kind, thing and key again is this row."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=40)  # of `members.notifications.kinds`: "position"
    about = models.CharField(max_length=40)  # the topic of the thing: "proposal:12"
    key = models.CharField(max_length=80, blank=True)  # which of its askings, where it asks several times: "round:3"
    within = models.CharField(max_length=40, blank=True)  # the topic of its circle: "circle:4"
    due = models.DateTimeField(null=True, blank=True)  # as it was when it was asked
    asked_at = models.DateTimeField()
    leaves_at = models.DateTimeField()  # not before that instant
    mail = models.ForeignKey(Mail, null=True, blank=True, on_delete=models.SET_NULL, related_name="notifications")
    settled_at = models.DateTimeField(null=True, blank=True)  # written in a letter, or nothing left to say
    read_at = models.DateTimeField(null=True, blank=True)  # its person said that they have read it: told no more

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "about", "key"], name="one_notification_per_thing_and_person"
            )
        ]
        indexes = [
            models.Index(fields=["leaves_at"], condition=Q(settled_at__isnull=True), name="notifications_to_leave"),
            models.Index(fields=["member", "asked_at"], condition=Q(read_at__isnull=True), name="notifications_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.kind} · {self.about}"


class LetterPreferences(models.Model):
    """When somebody wants the letters that can wait. Who has no row has what is the default here."""

    MONDAY, THURSDAY = 0, 3

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="letter_preferences")
    first_day = models.PositiveSmallIntegerField(_("first day"), default=MONDAY, validators=[MaxValueValidator(6)])
    second_day = models.PositiveSmallIntegerField(
        _("second day"), default=THURSDAY, null=True, blank=True, validators=[MaxValueValidator(6)]
    )
    hour = models.PositiveSmallIntegerField(
        _("hour"), default=8, validators=[MinValueValidator(7), MaxValueValidator(20)]
    )
    is_stopped = models.BooleanField(_("no letter of what waits for me"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(hour__gte=7, hour__lte=20), name="letters_leave_by_day"),
            models.CheckConstraint(
                condition=Q(first_day__lte=6) & (Q(second_day__isnull=True) | Q(second_day__lte=6)),
                name="letters_leave_on_a_day_of_the_week",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}"

    @property
    def days(self) -> set[int]:
        """Days of the week, Monday being 0."""
        return {self.first_day} | ({self.second_day} if self.second_day is not None else set())


class Mute(models.Model):
    """No more letters to this person about one thing, one circle or one kind: "proposal:12", "circle:4", "reaction"."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="mutes")
    scope = models.CharField(max_length=40)
    muted_at = models.DateTimeField()

    class Meta:
        ordering = ["-muted_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["member", "scope"], name="muted_once")]

    def __str__(self) -> str:
        return f"{self.member} · {self.scope}"


class AnswerLink(models.Model):
    """The link of a letter by which one person does one act, once (`members.answers`)."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="answer_links")
    kind = models.CharField(max_length=40)  # of `members.answers.kinds`: "position"
    about = models.CharField(max_length=40)  # "proposal:12"
    key = models.CharField(max_length=80)  # which asking of it: "round:7"
    session_epoch = models.PositiveIntegerField()  # of its person when it was made: once it is raised, it is over
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "kind", "about", "key", "session_epoch"], name="one_link_per_question_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.kind} · {self.about}"


class RefusedAddress(models.Model):
    """An address of somebody that a mail server said takes no letters: nothing more leaves for it meanwhile."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="refused_addresses")
    address = Address()
    reason = Line(max_length=200, blank=True)  # in the words of the mail server
    refused_at = models.DateTimeField()

    class Meta:
        ordering = ["-refused_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["member", "address"], name="an_address_is_refused_once")]

    def __str__(self) -> str:
        return self.address
