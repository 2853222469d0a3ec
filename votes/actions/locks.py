"""The order of locks: the gathering, then the ballot, then the roll's entry.

Voters share the ballot's lock, so that they never queue behind one another; whoever closes it
takes it alone, and so waits for every vote that is being written. SQLite has one writer at a time.
"""

from zlib import crc32

from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _

from members.models import Member
from votes.models import Ballot, Gathering


def lock_gathering(gathering: Gathering) -> Gathering:
    """Alone on the gathering's rules, presence and proxies; rows that only refer to it go on."""
    return Gathering.objects.select_for_update(no_key=True).get(pk=gathering.pk)


def lock_open_gathering(gathering: Gathering) -> Gathering:
    gathering = lock_gathering(gathering)
    if gathering.closed_at:
        raise ValidationError(_("This meeting is over: presence and proxies no longer change."), code="closed")
    return gathering


def lock_ballot(ballot: Ballot) -> Ballot:
    """Alone on the ballot, once nobody is writing a vote in it."""
    return Ballot.objects.select_for_update().get(pk=ballot.pk)


def share_ballot(ballot: Ballot) -> None:
    """Wait for a closing that is being written, and let none begin before this vote is committed."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM votes_ballot WHERE id = %s FOR SHARE", [ballot.pk])


def lock_answer(ballot: Ballot, elector: Member) -> None:
    """Share the ballot, then alone on this elector's answer in it. What rests on them is read afterwards."""
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH shared AS MATERIALIZED (SELECT id FROM votes_ballot WHERE id = %s FOR SHARE)"
            " SELECT votes_rollentry.id FROM votes_rollentry JOIN shared ON shared.id = votes_rollentry.ballot_id"
            " WHERE votes_rollentry.member_id = %s FOR NO KEY UPDATE OF votes_rollentry",
            [ballot.pk, elector.pk],
        )
        entry = cursor.fetchone()
    if entry and ballot.is_secret:
        lock_elector(entry[0])  # `seal_vote` leaves no mark on the entry, and so does not wait for its lock


def lock_elector(entry: int) -> None:
    """In a secret ballot, one act at a time for one elector. A lock of the row would leave its mark there."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [crc32(b"elector") // 2, entry % 2**31])
