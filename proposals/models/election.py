"""An election without candidate: the role, who names whom, who is proposed, what the others answer."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commissions.changes import ChangeField
from commissions.models import Circle
from journal.fields import Line, Prose
from journal.topics import HasTopic
from members.models import Member
from proposals.election_process import ENDED, LIVE, ElectionState
from proposals.models.decision import Decision
from proposals.models.pause import PausedTime, ends_after_it_begins
from proposals.models.reason import ObjectionReason
from proposals.models.round import Position
from votes.models import Ballot


class Election(HasTopic, models.Model):
    """Somebody is chosen for a role by the reasons of all. `state` only moves along `election_process.TABLE`."""

    topic_prefix = "election"

    class States(models.TextChoices):
        ROLE = ElectionState.ROLE, pgettext_lazy("stage of an election", "the role")
        NOMINATIONS = ElectionState.NOMINATIONS, pgettext_lazy("stage of an election", "nominations")
        OPENING = ElectionState.OPENING, pgettext_lazy("stage of an election", "reasons read together")
        CHANGE = ElectionState.CHANGE, pgettext_lazy("stage of an election", "changes")
        PROPOSAL = ElectionState.PROPOSAL, pgettext_lazy("stage of an election", "somebody proposed")
        OBJECTIONS = ElectionState.OBJECTIONS, pgettext_lazy("stage of an election", "objections")
        ACCEPTANCE = ElectionState.ACCEPTANCE, pgettext_lazy("stage of an election", "the person’s answer")
        RATIFICATION = ElectionState.RATIFICATION, pgettext_lazy("stage of an election", "secret ballot")
        ELECTED = ElectionState.ELECTED, pgettext_lazy("stage of an election", "somebody is elected")
        SET_ASIDE = ElectionState.SET_ASIDE, pgettext_lazy("stage of an election", "set aside")

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="elections")
    title = Line(_("the role"), max_length=80)
    mission = Prose(_("its mission"))
    criteria = Prose(_("what it takes"), blank=True)
    until = models.DateField(_("until"))  # the end of the term, as that of a mandate: excluded
    change = ChangeField()  # the place that it gives, without the person
    facilitator = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="facilitated_elections")
    facilitator_since = models.DateTimeField(null=True, blank=True)  # empty: asked, and has not agreed yet
    started_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    occasion = models.CharField(max_length=40, blank=True)  # "meeting:12": who conducts there facilitates this
    state = models.CharField(max_length=16, choices=States, default=States.ROLE)
    stage_ends_at = models.DateTimeField(null=True, blank=True)  # empty: nothing limits it, or it waits for a meeting
    is_timeboxed = models.BooleanField(default=False)  # this stage began in a meeting, and is counted in minutes
    extra_minutes = models.PositiveSmallIntegerField(default=0)  # granted to this stage, beyond what the rules give
    is_extended = models.BooleanField(default=False)  # this stage, once
    reminded_at = models.DateTimeField(null=True, blank=True)  # at this stage, those who owed an answer
    revealed_at = models.DateTimeField(null=True, blank=True)
    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, null=True, blank=True, related_name="election")
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, null=True, blank=True, related_name="election")
    elected = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="elections")
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = Prose(blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ElectionState.ELECTED, elected__isnull=False, decision__isnull=False)
                | ~Q(state=ElectionState.ELECTED) & Q(elected__isnull=True, decision__isnull=True),
                name="an_election_that_ends_so_elects_somebody",
            ),
        ]
        indexes = [models.Index(fields=["circle", "state"], name="election_circle_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("proposals:election", args=[self.pk])

    @property
    def topics(self) -> list[str]:
        """Where what happens to it is told."""
        return [self.topic, self.circle.topic]

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def is_ended(self) -> bool:
        return self.state in ENDED


class ElectionPause(PausedTime):
    """The time of its stages online stands still for some days, once."""

    election = models.OneToOneField(Election, on_delete=models.CASCADE, related_name="pause")

    class Meta:
        constraints = [ends_after_it_begins("a_pause_of_an_election_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.election} · {self.until:%Y-%m-%d}"


class ElectionElector(models.Model):
    """Who is asked: those who vote in the circle when the nominations open; in an assembly's meeting, those present."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="electors")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["election", "member__name"]
        constraints = [models.UniqueConstraint(fields=["election", "member"], name="asked_once_an_election")]

    def __str__(self) -> str:
        return f"{self.member} · {self.election}"


class Noted(models.Model):
    """What somebody says aloud, noted by another, counts once that person, or a second holder of a role, confirms it.

    Without `noted_by` the person wrote it.
    """

    noted_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def waits(self) -> bool:
        """Nobody has confirmed it: it counts for nothing."""
        return self.noted_by_id is not None and self.confirmed_by_id is None


def second_confirms(name: str) -> models.CheckConstraint:
    """Whoever noted it does not confirm it, and nobody notes their own words."""
    return models.CheckConstraint(
        condition=Q(noted_by__isnull=True, confirmed_by__isnull=True)
        | Q(noted_by__isnull=False)
        & ~Q(noted_by=F("member"))
        & (Q(confirmed_by=None) | ~Q(confirmed_by=F("noted_by"))),
        name=name,
    )


class Nomination(Noted):
    """Whom somebody names, and why. Hidden until all are shown together; one that changes it comes after, as a row."""

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="nominations")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    nominee = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    reason = Prose()
    at = models.DateTimeField()
    is_change = models.BooleanField(default=False)

    class Meta:
        ordering = ["election", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "member"], condition=Q(is_change=False), name="one_nomination_a_person"
            ),
            second_confirms("a_noted_nomination_is_confirmed_by_a_second"),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.election}"  # never whom: it may be hidden


class Candidacy(models.Model):
    """Somebody whom the facilitator proposes, and what became of it."""

    class Outcome(models.TextChoices):
        OBJECTED = "objected", _("an objection stands")
        UNOPPOSED = "unopposed", _("nobody objects")
        DECLINED = "declined", _("the person declines")
        NO_QUORUM = "no_quorum", _("too few people answered")
        REJECTED = "rejected", _("the secret ballot did not ratify it")
        ABANDONED = "abandoned", _("left before its end")
        ELECTED = "elected", pgettext_lazy("candidacy", "elected")

    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="candidacies")
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    argument = Prose()
    proposed_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    quorum = models.PositiveSmallIntegerField()  # answers needed, besides the person's own
    closed_at = models.DateTimeField(null=True, blank=True)  # the answers are shown from then on
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    person_words = Prose(blank=True)  # what the person proposed said last

    class Meta:
        ordering = ["election", "number"]
        constraints = [
            models.UniqueConstraint(fields=["election", "number"], name="candidacies_are_numbered"),
            models.UniqueConstraint(
                fields=["election"], condition=Q(outcome=""), name="one_open_candidacy_an_election"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.election} · {self.person}"

    @property
    def is_open(self) -> bool:
        """Answers are being taken."""
        return self.closed_at is None and not self.outcome


class CandidacyAnswer(Noted):
    """What one elector answers to a name proposed. It may change until all are shown."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="answers")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Position.Kind)
    text = Prose(blank=True)  # of a concern
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)  # of an objection, by whoever raised it

    class Meta:
        ordering = ["candidacy", "member__name"]
        constraints = [
            models.UniqueConstraint(fields=["candidacy", "member"], name="one_answer_a_candidacy"),
            second_confirms("a_noted_answer_is_confirmed_by_a_second"),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.candidacy}"  # never its kind: it may be hidden

    @property
    def stands(self) -> bool:
        """It is an objection that was not lifted."""
        return self.kind == Position.Kind.OBJECTION and self.lifted_at is None


class CandidacyObjection(ObjectionReason):
    """Why somebody objects to a name proposed. It stands until they lift it, or another name is proposed."""

    answer = models.OneToOneField(CandidacyAnswer, on_delete=models.CASCADE, related_name="objection")

    class Meta:
        ordering = ["answer"]

    def __str__(self) -> str:
        return f"{self.answer}"
