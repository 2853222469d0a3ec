"""A round of objections on one version: its frozen list of people, their positions, the objections."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from journal.fields import Prose
from members.models import Member
from proposals.models.proposal import Proposal, Version
from proposals.models.reason import ObjectionReason
from votes.counting.consent import PositionKind


class Rounds(models.QuerySet["Round"]):
    def open(self) -> "Rounds":
        """Those in which positions are being taken."""
        return self.filter(closed_at=None)


class Round(models.Model):
    """Everybody of the circle is asked about one version. Positions show together, at `revealed_at`.

    An extended round is open again: what was revealed stays so, what is answered since is hidden
    until the next closing.
    """

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", pgettext_lazy("round", "adopted")
        OPINION = "opinion", _("an opinion, to be ratified")
        OBJECTED = "objected", _("an objection stands")
        SET_ASIDE = "set_aside", _("too few people answered")
        ABANDONED = "abandoned", _("left before its end")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="rounds")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    quorum = models.PositiveSmallIntegerField()  # positions needed
    is_opinion = models.BooleanField(default=False)  # as it opened: by its circle's rules it decides nothing
    presumes_consent = models.BooleanField(default=False)  # as it opened: by its circle's rules
    reminded_at = models.DateTimeField(null=True, blank=True)  # those who had not answered, of their silence
    opened_at = models.DateTimeField()
    extended_at = models.DateTimeField(null=True, blank=True)
    revealed_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)

    objects = Rounds.as_manager()

    class Meta:
        ordering = ["proposal", "number"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "number"], name="rounds_are_numbered"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(closed_at__isnull=True), name="one_open_round_per_proposal"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="") | Q(closed_at__isnull=False) & ~Q(outcome=""),
                name="a_closed_round_has_an_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} · {self.number}"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class RoundElector(models.Model):
    """Who is asked: those who voted in the circle when the round opened. Whoever leaves it since, and has not answered,
    is asked no more, and counts for nothing."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="electors")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    has_left = models.BooleanField(default=False)  # before its close, without an answer
    is_presumed = models.BooleanField(default=False)  # silent at its close, which is presumed to be a consent

    class Meta:
        ordering = ["round", "member__name"]
        constraints = [models.UniqueConstraint(fields=["round", "member"], name="asked_once_a_round")]

    def __str__(self) -> str:
        return f"{self.member} · {self.round}"


class Position(models.Model):
    """One person's answer in one round. It may change until it is revealed."""

    class Kind(models.TextChoices):
        CONSENT = PositionKind.CONSENT, _("consent")
        CONCERN = PositionKind.CONCERN, _("consent with a concern")
        OBJECTION = PositionKind.OBJECTION, _("objection")
        STAND_ASIDE = PositionKind.STAND_ASIDE, _("stands aside")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="positions")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    text = Prose(blank=True)
    taken_at = models.DateTimeField()
    is_beforehand = models.BooleanField(default=False)  # an objection written before the round opened

    class Meta:
        ordering = ["round", "member__name"]
        constraints = [models.UniqueConstraint(fields=["round", "member"], name="one_position_a_round")]

    def __str__(self) -> str:
        return f"{self.member} · {self.round}"  # never its kind: it may be hidden


class Objection(ObjectionReason):
    """A reason that would improve the text, in four parts. It stands until it ends in one of three ways."""

    class End(models.TextChoices):
        LIFTED = "lifted", _("lifted by the person who raised it")
        TO_CONCERN = "to_concern", _("turned into a concern by the person who raised it")
        CIRCLE = "circle", _("turned into a concern by the circle")

    position = models.OneToOneField(Position, on_delete=models.CASCADE, related_name="objection")
    passed_at = models.DateTimeField(null=True, blank=True)  # no suggestion: the author may write
    end = models.CharField(max_length=12, choices=End, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position__round", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(end="", ended_at__isnull=True) | ~Q(end="") & Q(ended_at__isnull=False),
                name="an_objection_ends_in_one_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.position}"

    @property
    def stands(self) -> bool:
        return not self.end

    @property
    def awaits_suggestion(self) -> bool:
        """Whoever raised it may still say what would make the text possible, before the author writes."""
        return not self.suggestion and self.passed_at is None


class WrittenObjection(ObjectionReason):
    """Somebody who will be absent objects beforehand (PRODUCT §3.2), to the version that they read.

    It becomes their position when the round on that version opens. On a later one they are asked again.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="written_objections")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["proposal", "member"], name="one_written_objection_a_person")]

    def __str__(self) -> str:
        return f"{self.member} · {self.proposal}"


class ObjectionTest(models.Model):
    """The objection was tested aloud: does it show a harm to the aim, or a better way? It stands whatever is said."""

    objection = models.OneToOneField(Objection, on_delete=models.CASCADE, related_name="test")
    shows_harm = models.BooleanField(default=False)
    shows_better_way = models.BooleanField(default=False)
    tested_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    tested_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.objection}"


class CircleRequest(models.Model):
    """The circle is asked to carry an objection as a concern: all agree by name before `ends_at`, or it stands.

    It is empty while the proposal waits for a meeting, in which it is asked.
    """

    objection = models.OneToOneField(Objection, on_delete=models.CASCADE, related_name="circle_request")
    asked_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    agreed = models.BooleanField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.objection}"


class CircleAgreement(models.Model):
    """One of those asked, by name; `agrees` stays empty until they answer."""

    request = models.ForeignKey(CircleRequest, on_delete=models.CASCADE, related_name="agreements")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["request", "member__name"]
        constraints = [models.UniqueConstraint(fields=["request", "member"], name="asked_once_about_an_objection")]

    def __str__(self) -> str:
        return f"{self.member} · {self.request}"
