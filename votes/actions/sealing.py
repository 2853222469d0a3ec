"""Somebody casts a secret ballot: a mark on the roll, and apart from it what was answered, under a receipt code.

Nothing links the two, and nothing else is written: no time, no journal, no lock that stays on a row. What was
answered, and its code, are encrypted under the ballot's key (`votes.encryption`), since the database's own logs
hold both as they came; the close makes the published list of it. The statements that carry an answer or a code
are kept from Django's debug log, and travel apart from their values, so that PostgreSQL's log and its list of
running statements hold none.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from journal.actions import action, once_by_itself, require
from journal.clock import now
from members.models import Member
from votes import encryption
from votes.actions.casting import check_takes_votes
from votes.actions.locks import lock_elector, share_ballot
from votes.integrity import receipts
from votes.integrity.receipts import Code
from votes.methods import answers
from votes.methods.tallying import NO_PART
from votes.models import Ballot, EncryptedVote, RollEntry, Signature

INSERTION = "INSERT INTO votes_encryptedvote (mark, ballot_id, content) VALUES (%s, %s, %s)"
PUBLICATION = "INSERT INTO votes_sealedvote (ballot_id, code, choice) VALUES (%s, %s, %s)"


@dataclass(frozen=True)
class Receipt:
    """That a ballot is counted. It does not say what was answered."""

    entry: RollEntry
    code: Code
    is_own: bool  # cast by the elector, not by the holder of a proxy


@action
@once_by_itself
def seal_vote(ballot: Ballot, *, elector: Member, choice: Any, code: Any, actor: Member) -> Receipt:
    """Cast a secret ballot for `elector`, who is the actor or gave the actor a proxy. It cannot be changed.

    The same elector and code again is counted once. Raises ValidationError: `not_secret`, `code`, `signed`,
    `named`, `closed`, `not_present`, `choice`, `key`; PermissionDenied for whoever is not on the roll.
    """
    share_ballot(ballot)
    entry = _entry(ballot, elector)
    require("votes.cast", actor, entry)
    ballot = entry.ballot
    if not ballot.is_secret:
        raise ValidationError(_("This ballot is not secret: answer on its page, by name."), code="not_secret")
    receipt = Receipt(entry, receipts.read(code), is_own=elector.pk == actor.pk)
    lock_elector(entry.pk)
    if Signature.objects.filter(entry=entry).exists():
        if not _is_sealed(ballot, receipt.code):
            raise ValidationError(
                _("A ballot was already cast under this name, with another receipt code. It cannot be changed."),
                code="signed",
            )
        return receipt
    check_takes_votes(entry, now())
    if entry.votes.filter(counts=True).exists():
        raise ValidationError(_("It is recorded by name that this person takes no part in this vote."), code="named")
    choice = answers.read(ballot, choice)
    if choice == NO_PART:
        raise ValidationError(_("Who takes no part says so by name, with the reason."), code="choice")
    _write(entry, receipt.code, choice)
    return receipt


def _entry(ballot: Ballot, elector: Member) -> RollEntry:
    entry = RollEntry.objects.select_related("ballot__gathering", "member").filter(ballot=ballot, member=elector)
    row = entry.order_by("pk").first()
    if row is None:
        raise PermissionDenied("votes.cast")
    return row


def _write(entry: RollEntry, code: Code, choice: Any) -> None:
    """Both rows or none: a code that is taken in this ballot undoes the mark on the roll."""
    lock = encryption.lock_of(entry.ballot)
    mark = lock.mark(code)
    with _unseen() as cursor:
        cursor.execute("INSERT INTO votes_signature (entry_id) VALUES (%s)", [entry.pk])
        cursor.execute(f"{INSERTION} ON CONFLICT DO NOTHING", [mark, entry.ballot_id, lock.lock([code, choice], mark)])
        is_taken = cursor.rowcount == 0
    if is_taken:
        raise ValidationError(
            _("This receipt code is already taken: each ballot has its own. Open the ballot's page again."),
            code="code",
        )


def write_encrypted(ballot: Ballot, votes: Sequence[tuple[Code, Any]]) -> None:
    """Votes without a name, each under a code of its own."""
    lock = encryption.lock_of(ballot)
    marked = [(lock.mark(code), code, choice) for code, choice in votes]
    with _unseen() as cursor:
        for mark, code, choice in marked:
            cursor.execute(INSERTION, [mark, ballot.pk, lock.lock([code, choice], mark)])


def unseal(ballot: Ballot) -> None:
    """Within the closing: what was encrypted becomes the published list, written by code, apart from the roll.

    Raises ValidationError: `key`, `altered`; then nothing is closed.
    """
    votes = encryption.encrypted_votes(ballot)
    EncryptedVote.objects.filter(ballot=ballot).delete()
    with _unseen() as cursor:
        for code, choice in votes:
            cursor.execute(PUBLICATION, [ballot.pk, code, json.dumps(choice)])


def _is_sealed(ballot: Ballot, code: Code) -> bool:
    if not ballot.closed_at and EncryptedVote.objects.filter(mark=encryption.lock_of(ballot).mark(code)).exists():
        return True
    with _unseen() as cursor:
        cursor.execute("SELECT 1 FROM votes_sealedvote WHERE ballot_id = %s AND code = %s", [ballot.pk, code])
        return cursor.fetchone() is not None


@contextmanager
def _unseen() -> Iterator[Any]:
    """A cursor that Django's debug log does not follow, and whose statements hold no values on PostgreSQL."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        from django.db.backends.postgresql import base

        binding: Any = base.ServerBindingCursor
        raw = binding(connection.connection)
    else:
        raw = connection.create_cursor()
    with connection.make_cursor(raw) as cursor:
        yield cursor
