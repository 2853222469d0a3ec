"""The collective's memory, and the visits by which people come to it."""

from typing import Any

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from journal.fields import LONGEST, Line, Prose
from journal.topics import HasTopic
from members.models import Member
from web.alphabet import COLLATION


class Event(HasTopic, models.Model):
    """Something that happened, as the collective tells it: a founding, a move, a party."""

    topic_prefix = "event"

    class Precision(models.TextChoices):
        DAY = "day", _("to the day")
        MONTH = "month", _("to the month")
        YEAR = "year", _("to the year")

    title = Line(_("what happened"), max_length=160)
    text = Prose(_("how it went"), blank=True, max_length=LONGEST)
    happened_on = models.DateField(_("when"))
    precision = models.CharField(_("how exactly it is known"), max_length=8, choices=Precision, default=Precision.DAY)
    is_public = models.BooleanField(_("visitors may read it"), default=True)
    created_by = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")  # None: the clock
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["happened_on", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def when(self) -> str:
        """As exactly as it is known: « 2014 », « juillet 2018 », « 4 mai 2018 »."""
        formats: dict[str, Any] = {"year": "Y", "month": "F Y"}
        return date_format(self.happened_on, formats.get(self.precision, "j F Y"))

    def get_absolute_url(self) -> str:
        return f"{reverse('history:timeline')}#event-{self.pk}"


class Document(HasTopic, models.Model):
    """A text that the collective keeps: its current version is the last one."""

    topic_prefix = "document"

    class Kind(models.TextChoices):
        CHARTER = "charter", _("charter")
        STATUTES = "statutes", _("statutes")
        RULES = "rules", _("house rules")
        OTHER = "other", _("other document")

    kind = models.CharField(_("kind of document"), max_length=16, choices=Kind, default=Kind.OTHER)
    title = Line(_("title"), max_length=120, db_collation=COLLATION)
    slug = models.SlugField(unique=True)
    is_public = models.BooleanField(_("visitors may read it"), default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("history:document", args=[self.slug])


class DocumentVersion(models.Model):
    """The document's text from one day to the next version. Never changed once written."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = Prose(_("text"), max_length=LONGEST)
    note = Line(_("what changes, in one sentence"), max_length=200, blank=True)
    author = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")  # None: the clock
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["document", "-number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_text_per_document_and_number")]

    def __str__(self) -> str:
        return f"{self.document} · {self.number}"


class Visit(HasTopic, models.Model):
    """A time at which someone shows the place around."""

    topic_prefix = "visit"

    starts_at = models.DateTimeField(_("when"))
    place = Line(_("where to meet"), max_length=160)
    note = Prose(_("what you will see"), blank=True)
    capacity = models.PositiveSmallIntegerField(_("places"), default=12, validators=[MinValueValidator(1)])
    host = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+", verbose_name=_("who shows around"))
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return f"{self.place} · {self.starts_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"{reverse('history:visits')}#visit-{self.pk}"


class VisitSignup(models.Model):
    """A member who comes, with so many guests of theirs."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="signups")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="visits")
    guests = models.PositiveSmallIntegerField(_("people who come with you"), default=0)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["visit", "member"], name="one_signup_per_visit_and_member")]

    def __str__(self) -> str:
        return f"{self.member} · {self.visit_id}"

    @property
    def people(self) -> int:
        return 1 + self.guests


class WelcomeStep(models.Model):
    """A step of the newcomer's path that this member says is done."""

    class Step(models.TextChoices):
        STORY = "story", _("the story")
        CHARTER = "charter", _("the charter")
        DECIDING = "deciding", _("how we decide")
        PEOPLE = "people", _("who does what")
        VISIT = "visit", _("a visit")
        CIRCLE = "circle", _("a commission")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="welcome_steps")
    step = models.CharField(max_length=16, choices=Step)
    done_at = models.DateTimeField()

    class Meta:
        ordering = ["member", "done_at"]
        constraints = [models.UniqueConstraint(fields=["member", "step"], name="one_mark_per_member_and_step")]

    def __str__(self) -> str:
        return f"{self.member} · {self.step}"


class SearchEntry(models.Model):
    """Something that can be found, with the right that whoever finds it needs.

    `right` is "public", "members", "circle:3" (those who may read circle 3), "within:3" (those
    who are in it), or "member:17" (that person). Several entries may tell of one topic (`part`).
    """

    kind = models.CharField(max_length=20)
    topic = models.CharField(max_length=40)
    part = models.CharField(max_length=20, blank=True)
    right = models.CharField(max_length=24, db_index=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=200)
    happened_on = models.DateField(null=True, blank=True)
    title_stems = models.TextField()
    text_stems = models.TextField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["topic", "part"], name="one_entry_per_topic_and_part")]

    def __str__(self) -> str:
        return self.title


class UnindexedChange(models.Model):
    """What one act changed that may be found, written with it, until the search index has followed.

    `topics` are the topics that changed, with a space between them.
    """

    topics = models.TextField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.topics
