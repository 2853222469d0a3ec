"""Hashes of a roll and of a list of ballots, such that anyone can check them and a person can be forgotten.

The closing puts into the journal the hash of one list (`list_hash`). A named vote stands in it as a commitment:
HMAC-SHA-256 of [elector, answer, who cast it, version, reason] under a key of its own; erasing the key
(`Seal.key`) leaves the list, and so the journal, verifiable. A secret or paper ballot stands in it as it is
published, [code, choice]: it has no name to forget.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from journal.canonical import canonical
from votes.encryption import nameless_votes
from votes.models import Ballot, RollEntry, Seal, Vote

BATCH = 500  # votes in memory at once


def roll_hash(roll: Iterable[RollEntry]) -> str:
    """SHA-256 of the canonical list of [elector, present, represented by], by elector."""
    rows = sorted([entry.member_id, entry.present, entry.represented_by_id] for entry in roll)
    return hashlib.sha256(canonical(rows)).hexdigest()


def seal(ballot: Ballot) -> str:
    """Within the closing: commit to every named vote; returns the hash of the whole list."""
    made = []
    keys = counted(ballot).values_list("pk", flat=True)
    for some in in_batches(list(keys)):
        seals = [_sealed(ballot, vote) for vote in counted(ballot).filter(pk__in=some)]
        Seal.objects.bulk_create(seals)
        made += [one.commitment for one in seals]
    return list_hash(made, nameless(ballot))


def _sealed(ballot: Ballot, vote: Vote) -> Seal:
    key = secrets.token_hex(32)
    kept = "" if vote.entry.member.is_forgotten else key
    return Seal(ballot=ballot, vote=vote, key=kept, commitment=commitment(vote, key))


def counted(ballot: Ballot) -> QuerySet[Vote]:
    return Vote.objects.filter(entry__ballot=ballot, counts=True).select_related("entry__member").order_by("pk")


def in_batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """So that of a very large ballot no more is in memory at once than that."""
    return (keys[start : start + BATCH] for start in range(0, len(keys), BATCH))


def commitment(vote: Vote, key: str) -> str:
    content = canonical([vote.entry.member_id, vote.choice, vote.cast_by_id, vote.version, vote.reason])
    return hmac.new(bytes.fromhex(key), content, hashlib.sha256).hexdigest()


def nameless(ballot: Ballot) -> list[tuple[str, Any]]:
    """The ballots without a name, secret or on paper, as they are published: (code, choice), by code."""
    return nameless_votes(ballot)


def list_hash(commitments: Iterable[str], nameless: Iterable[tuple[str, Any]] = ()) -> str:
    """SHA-256 of one canonical list: the commitments to named votes, sorted, then each [code, choice], sorted.

    So that of a secret ballot is the hash of its published list, after the commitments to whoever took no part.
    """
    listed = [*sorted(commitments), *sorted([code, choice] for code, choice in nameless)]
    return hashlib.sha256(canonical(listed)).hexdigest()


def published(ballot: Ballot, *, with_names: bool = True) -> dict[str, Any]:
    """The list as anyone may check it: each named vote with what its commitment was made of, each nameless one.

    A named vote without its key cannot be looked into: its person was forgotten, or said a reason that is
    not everyone's; `with_names=False` looks into none. `ballots_hash` is that of the list of commitments,
    then of [code, choice].
    """
    named = []
    for one in Seal.objects.filter(ballot=ballot).select_related("vote__entry__member"):
        row: dict[str, Any] = {"commitment": one.commitment}
        if one.vote and not with_names:
            row["choice"] = one.vote.choice
        elif one.vote:
            vote = one.vote
            row |= {"elector": vote.entry.member_id, "name": vote.entry.member.name, "choice": vote.choice}
            if one.key and not vote.reason:
                row |= {"cast_by": vote.cast_by_id, "version": vote.version, "reason": "", "key": one.key}
        named.append(row)
    return {
        "ballot": ballot.pk,
        "question": ballot.question,
        "roll_hash": ballot.roll_hash,
        "ballots_hash": ballot.ballots_hash,
        "named": named,
        "nameless": [{"code": code, "choice": choice} for code, choice in nameless(ballot)],
    }


def result_hash(ballot: Ballot) -> str:
    """SHA-256 of the canonical result, names included: what the journal holds of it is this, and numbers."""
    return hashlib.sha256(canonical(ballot.result)).hexdigest()


@dataclass(frozen=True)
class Checked:
    """What a check of a closed ballot found."""

    roll: bool
    ballots: bool  # the list has the hash that the closing recorded
    wrong: int  # votes that are not what was committed to
    erased: int  # votes that nobody can look into any more

    @property
    def holds(self) -> bool:
        return self.roll and self.ballots and not self.wrong


def check(ballot: Ballot) -> Checked:
    """Hash everything again, and compare it with what the ballot holds and the journal recorded."""
    seals, made, wrong, erased = Seal.objects.filter(ballot=ballot), [], 0, 0
    for some in in_batches(list(seals.order_by("pk").values_list("pk", flat=True))):
        for one in seals.filter(pk__in=some).select_related("vote__entry"):
            made.append(one.commitment)
            if one.key and one.vote:
                wrong += commitment(one.vote, one.key) != one.commitment
            else:
                erased += 1
    return Checked(
        roll=roll_hash(ballot.roll.iterator()) == ballot.roll_hash,
        ballots=list_hash(made, nameless(ballot)) == ballot.ballots_hash,
        wrong=wrong,
        erased=erased,
    )
