"""Ballots, their rolls, and the votes that have a name."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from journal.fields import Prose
from journal.topics import HasTopic
from members.models import Member
from votes.counting.registry import methods
from votes.models.gathering import Gathering
from votes.models.quorum import QuorumField

MAJORITY = "majority"  # the method that has no options
VOID = "void"  # the outcome of a ballot that nobody can count
TAKEN_BACK = "taken_back"  # of one that ended without a count, since what it asked was taken back


def method_names() -> list[tuple[str, str]]:
    """What a ballot may be decided by. People read the names of `votes.methods`."""
    return [(name, name) for name in (MAJORITY, *methods())]


class Ballots(models.QuerySet["Ballot"]):
    def unfinished(self) -> "Ballots":
        """Those without a result yet: open, or being counted."""
        return self.filter(closed_at=None)

    def open_at(self, instant: datetime) -> "Ballots":
        """Those that take votes at this instant."""
        return self.unfinished().filter(Q(closes_at=None) | Q(closes_at__gt=instant))


class Ballot(HasTopic, models.Model):
    """One question put to a fixed roll. Once `closed_at` is written nothing about it changes."""

    topic_prefix = "ballot"

    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="ballots")
    owner = models.CharField(max_length=40, db_index=True)  # who opened it and concludes it: "item:31"
    question = Prose(max_length=500)
    method = models.CharField(max_length=20, choices=method_names, default=MAJORITY)
    options = models.JSONField(default=list, blank=True)  # their names; of a majority, at most its only candidate
    rules = models.JSONField()  # as `votes.methods.tallying.write_rules` freezes them
    is_secret = models.BooleanField(default=False)  # who cast goes to `Signature`, what is cast to `EncryptedVote`
    key_name = models.CharField(max_length=32, blank=True)  # of `votes.keys`: secret, or with papers; "" none
    is_poll = models.BooleanField(default=False)  # a quick poll: it tells, and decides nothing
    casting_voter = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    is_live = models.BooleanField(default=False)  # results are shown before the close
    shows_outcome_alone = models.BooleanField(default=False)  # closed in secret by too few: nothing else is shown
    quorum = QuorumField()  # the gathering's, frozen with the roll
    proxies_count = models.BooleanField(default=True)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField(null=True, blank=True)
    put_off_from = models.DateTimeField(null=True, blank=True)  # the end announced first, once it was put off
    announced_at = models.DateTimeField(null=True, blank=True)  # when whoever conducts announced its closing
    closed_at = models.DateTimeField(null=True, blank=True)
    count_tries = models.PositiveSmallIntegerField(default=0)  # how many deadlines a large count has passed in vain
    key_missed_at = models.DateTimeField(null=True, blank=True)  # since when no server's clock finds its key
    void_asked_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, blank=True)
    result = models.JSONField(null=True, blank=True)  # as `votes.methods.tallying.count` gives it
    roll_hash = models.CharField(max_length=64)
    ballots_hash = models.CharField(max_length=64, blank=True)
    unconfirmed_votes = models.PositiveSmallIntegerField(default=0)  # noted for somebody, not confirmed by the close
    reminded_at = models.DateTimeField(null=True, blank=True)
    shuffled_at = models.DateTimeField(null=True, blank=True)  # when what a secret ballot left behind was mixed

    objects = Ballots.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(closed_at__isnull=True), name="one_open_ballot_per_owner"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(closes_at__gt=F("opened_at")), name="closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="") & ~Q(ballots_hash="")),
                name="a_closed_ballot_has_its_result",
            ),
            models.CheckConstraint(condition=Q(is_secret=False) | Q(is_live=False), name="a_secret_is_never_live"),
            models.CheckConstraint(
                condition=Q(is_secret=False) | Q(closed_at__isnull=False) | Q(closes_at__isnull=False),
                name="a_secret_has_its_end",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    @property
    def by_majority(self) -> bool:
        """For or against, of a text or of an only candidate."""
        return self.method == MAJORITY

    @property
    def end(self) -> datetime | None:
        """When it closed, or is to close."""
        return self.closed_at or self.closes_at

    def is_open_at(self, instant: datetime) -> bool:
        """Whether it takes votes at this instant, by the one clock."""
        return self.closed_at is None and (self.closes_at is None or self.closes_at > instant)

    @property
    def is_counting(self) -> bool:
        """Closed, its list of ballots fixed, and its result not written yet."""
        return self.closed_at is None and bool(self.ballots_hash)

    @property
    def is_void(self) -> bool:
        """Closed without a count: nobody could count it, or what it asked was taken back."""
        return self.outcome in (VOID, TAKEN_BACK)

    def get_absolute_url(self) -> str:
        return reverse("votes:ballot", args=[self.pk])


class RollEntries(models.QuerySet["RollEntry"]):
    def may_answer(self) -> "RollEntries":
        """Online everybody; in a meeting those who were there, or represented, when the ballot opened."""
        return self.filter(Q(ballot__gathering__is_online=True) | Q(present=True) | Q(represented_by__isnull=False))

    def answered(self) -> "RollEntries":
        """Those whose vote is in: by name (taking no part included), in secret or on paper."""
        return self.filter(Exists(_counting_vote()) | Q(signature__isnull=False))

    def unanswered(self) -> "RollEntries":
        return self.filter(~Exists(_counting_vote()), signature__isnull=True)


def _counting_vote() -> models.QuerySet["Vote"]:
    return Vote.objects.filter(entry=OuterRef("pk"), counts=True)


class RollEntry(models.Model):
    """One elector of one ballot, frozen when it opened.

    In a meeting who is `present`, or absent and `represented_by` somebody present, may answer;
    online everyone on the roll may, and proxies are read as they stand.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="roll")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    present = models.BooleanField(default=False)
    represented_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = RollEntries.as_manager()

    class Meta:
        ordering = ["member__name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["ballot", "member"], name="once_on_a_roll"),
            models.CheckConstraint(
                condition=Q(present=False) | Q(represented_by__isnull=True), name="present_or_represented"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} · {self.ballot}"

    @property
    def is_present_or_represented(self) -> bool:
        """In a meeting, when the ballot opened: without it, this elector does not answer."""
        return self.present or self.represented_by_id is not None


class Vote(models.Model):
    """One version of an elector's answer. The last one counts; the others are kept."""

    entry = models.ForeignKey(RollEntry, on_delete=models.PROTECT, related_name="votes")
    version = models.PositiveSmallIntegerField(default=1)
    choice = models.JSONField()  # what the method asks for; for a majority one of `Choice`
    reason = Prose(blank=True, max_length=500)  # why somebody takes no part
    cast_by = models.ForeignKey(
        Member, on_delete=models.PROTECT, related_name="+"
    )  # the elector, or the proxy's holder
    cast_at = models.DateTimeField()
    request_key = models.CharField(max_length=64, blank=True)
    counts = models.BooleanField(default=True)

    class Meta:
        ordering = ["entry", "version"]
        constraints = [
            models.UniqueConstraint(fields=["entry"], condition=Q(counts=True), name="one_elector_one_ballot"),
            models.UniqueConstraint(fields=["entry", "version"], name="each_version_once"),
            models.UniqueConstraint(
                fields=["entry", "request_key"], condition=~Q(request_key=""), name="each_request_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} v{self.version}"


class Seal(models.Model):
    """The commitment to one counted vote, made at the close. Erasing the key forgets the person, not the count."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="seals")
    vote = models.OneToOneField(Vote, null=True, on_delete=models.SET_NULL, related_name="seal")
    commitment = models.CharField(max_length=64)
    key = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["commitment"]

    def __str__(self) -> str:
        return self.commitment
