"""What a secret or a paper ballot leaves: a mark on the roll, and apart from it what was answered.

While the ballot takes votes, what was answered is encrypted under its key, which lies outside the database
(`votes.keys`), since the database's own logs and copies keep both as they came.
"""

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


class EncryptedVote(models.Model):
    """A ballot without a name while its ballot takes votes: nothing in it can be read without the ballot's key.

    The table is made by raw SQL (see the migration). The closing makes `SealedVote` of it.
    """

    mark = models.CharField(max_length=32, primary_key=True)  # stands for the receipt code
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="encrypted", db_constraint=False)
    content = models.BinaryField()  # the code and the choice

    def __str__(self) -> str:
        return self.mark


class SealedVote(models.Model):
    """A ballot without a name, of the published list: a random receipt code, and what was answered.

    The table is made by raw SQL (see the migration). Nothing links it to a `Signature`. Written by the closing.
    """

    pk = models.CompositePrimaryKey("ballot_id", "code")
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="sealed", db_constraint=False)
    code = models.CharField(max_length=16)  # 80 bits, in Crockford's base 32
    choice = models.JSONField()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class PaperBatch(models.Model):
    """Paper ballots, entered in number by one teller and confirmed by another; only then do they count.

    Confirmed, its electors are signed on the roll, its lines become ballots without a name, and it
    keeps their number alone.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="paper_batches")
    content = models.BinaryField(default=b"")  # `votes.paper.Papers`, encrypted; emptied when confirmed
    number = models.PositiveIntegerField()  # ballots in all, spoilt ones included
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
