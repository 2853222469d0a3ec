"""What a secret or a paper ballot leaves: a mark on the roll, and apart from it what was answered."""

from django.db import models
from django.db.models import F, Q

from members.models import Member
from votes.models.ballot import Ballot, RollEntry


class Signature(models.Model):
    """That an elector has voted in secret or on paper: the mark on the roll, and nothing else.

    The table is made by raw SQL (see the migration): its key is the roll's entry, it has no order and no time.
    """

    entry = models.OneToOneField(
        RollEntry, primary_key=True, on_delete=models.PROTECT, related_name="signature", db_constraint=False
    )

    def __str__(self) -> str:
        return str(self.entry)


class SealedVote(models.Model):
    """A ballot without a name: a random receipt code, and what was answered.

    The table is made by raw SQL (see the migration). Nothing links it to a `Signature`.
    """

    code = models.CharField(max_length=16, primary_key=True)  # 80 bits, in Crockford's base 32
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="sealed", db_constraint=False)
    choice = models.JSONField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class PaperBatch(models.Model):
    """Paper ballots, entered in number by one teller and confirmed by another; only then do they count.

    Confirmed, its electors are signed on the roll, its lines become ballots without a name, and it
    keeps numbers alone.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="paper_batches")
    electors = models.JSONField(default=list)  # keys of the roll's entries; emptied when confirmed
    lines = models.JSONField(default=list)  # [{"n": 3, "choice": "for"}, …]; emptied when confirmed
    number = models.PositiveIntegerField()  # ballots in all, spoilt ones included
    spoilt = models.PositiveIntegerField(default=0)
    entered_by = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Member, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["entered_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(entered_by=F("confirmed_by")), name="two_tellers"),
        ]

    def __str__(self) -> str:
        return f"{self.ballot} · {self.number}"
