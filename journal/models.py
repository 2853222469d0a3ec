"""The chain, what may be forgotten of it, and the checkpoints that members hold outside.

`Entry.bytes` is what counts: the other columns of an entry repeat it so that it can be found.
"""

from typing import ClassVar

from django.db import models

from journal.canonical import GENESIS


class Head(models.Model):
    """The end of the chain: one row, locked by whoever appends. Made on demand."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="journal_one_head")]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"


class Entry(models.Model):
    """One thing that happened: exact bytes, chained to those before."""

    seq = models.PositiveBigIntegerField(primary_key=True)
    bytes = models.BinaryField()
    hash = models.CharField(max_length=64, unique=True)
    prev = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64, db_index=True)
    verb = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["seq"]

    def __str__(self) -> str:
        return f"{self.seq} {self.verb}"


class EntryTopic(models.Model):
    """An entry is about this topic: who may read the topic reads the entry."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="topics")
    topic = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["topic", "entry"], name="journal_topic_once")]

    def __str__(self) -> str:
        return self.topic


class PrivateText(models.Model):
    """A name or a reason that an entry commits to. Erasing empties `key` and `text` for good."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="private_texts")
    name = models.CharField(max_length=64)
    key = models.BinaryField(null=True)
    text = models.TextField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["entry", "name"], name="journal_private_text_once"),
            models.CheckConstraint(
                condition=models.Q(key__isnull=False, erased_at__isnull=True)
                | models.Q(key__isnull=True, erased_at__isnull=False, text=""),
                name="journal_private_text_whole_or_erased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.name}"


class Checkpoint(models.Model):
    """The signed root of the first `size` entries. `frontier` lets the next one start from here."""

    size = models.PositiveBigIntegerField(primary_key=True)
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    public_key = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    frontier = models.TextField()

    class Meta:
        ordering: ClassVar = ["size"]

    def __str__(self) -> str:
        return f"{self.size} {self.root}"


class Heartbeat(models.Model):
    """When what falls due was last looked after, and how: one row, of whichever clock ran last."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    at = models.DateTimeField()
    failed = models.TextField(blank=True)  # what could not be done in that pass, a name a line
    jump_seconds = models.IntegerField(default=0)  # by how much the machine's clock was set while it ran

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(id=1), name="journal_one_heartbeat")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S}"


class Request(models.Model):
    """What one action of a request did, kept for some days so that the same request sent again counts once.

    `key` and `digest` are hashes (`journal.repeats`); `result` names what the action gave back.
    """

    actor = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    act = models.CharField(max_length=160)
    digest = models.CharField(max_length=64)
    result = models.JSONField(default=dict)
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["actor", "key", "act"], name="journal_request_once"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.act}"
