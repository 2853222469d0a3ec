"""Checkpoints: what members hold outside, so that a rewritten journal is found out."""

import base64
from datetime import timedelta

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import ngettext, pgettext

from journal import keys
from journal.actions import CLOCK, Actor, action
from journal.clock import now, stamp
from journal.models import Checkpoint, Entry, Head
from journal.verify_journal import Checkpoint as Signed
from journal.verify_journal import Tree

HOURLY = timedelta(hours=1)


@action
def take_checkpoint(*, actor: Actor) -> Checkpoint | None:
    """Sign the journal as it stands. Nothing new since the last one: that one; an empty journal: none.

    Anyone may have it taken: it only says what is there. What an action that is still under way
    records comes after it.
    """
    latest = Checkpoint.objects.last()
    head = Head.objects.first()
    if head is None or head.seq == (latest.size if latest else 0):
        return latest
    tree = tree_of(latest)
    hashes = Entry.objects.filter(seq__gt=tree.size, seq__lte=head.seq).order_by("seq").values_list("hash", flat=True)
    for digest in hashes.iterator():
        tree.add(bytes.fromhex(digest))
    checkpoint = _signed(tree)
    Checkpoint.objects.bulk_create([checkpoint], ignore_conflicts=True)  # another process signed it meanwhile
    return Checkpoint.objects.get(size=tree.size)


def due() -> None:
    """What the clock does: sign what is new, an hour after the last time. Twice changes nothing."""
    latest = Checkpoint.objects.last()
    if latest and now() < latest.at + HOURLY:
        return
    head = Head.objects.first()
    if head and head.seq > (latest.size if latest else 0):
        take_checkpoint(actor=CLOCK)


def text_of(checkpoint: Checkpoint, language: str) -> str:
    """A sentence, then the size and the instant, the root and the signature, as `verify --held` reads them."""
    with translation.override(language):
        text = ngettext(
            "Checkpoint of the journal: %(size)s entry on %(day)s at %(time)s.",
            "Checkpoint of the journal: %(size)s entries on %(day)s at %(time)s.",
            checkpoint.size,
        )
        local = timezone.localtime(checkpoint.at)
        first = text % {
            "size": checkpoint.size,
            "day": date_format(local, "DATE_FORMAT"),
            "time": date_format(local, pgettext("time of day, as a date format", "H:i")),
        }
    return f"{first}\n{checkpoint.size} {stamp(checkpoint.at)}\n{checkpoint.root}\n{checkpoint.signature}"


def tree_of(checkpoint: Checkpoint | None) -> Tree:
    """The tree at a checkpoint, ready for the entries that follow."""
    tree = Tree()
    if checkpoint:
        tree.size = checkpoint.size
        tree.roots = [bytes.fromhex(root) for root in checkpoint.frontier.split()]
    return tree


def signed(checkpoint: Checkpoint) -> Signed:
    """The checkpoint as the stand-alone verifier knows it."""
    return Signed(checkpoint.size, stamp(checkpoint.at), checkpoint.root, checkpoint.signature, checkpoint.public_key)


def _signed(tree: Tree) -> Checkpoint:
    checkpoint = Checkpoint(
        size=tree.size,
        root=tree.root().hex(),
        at=now(),
        public_key=keys.public_key(),
        frontier=" ".join(root.hex() for root in tree.roots),
    )
    signature = keys.signing_key().sign(signed(checkpoint).message())
    checkpoint.signature = base64.urlsafe_b64encode(signature).decode().rstrip("=")
    return checkpoint
