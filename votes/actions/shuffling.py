"""After the close, what a secret ballot left behind is mixed: nothing on the disk tells any more who came when.

Even a table without order keeps one: SQLite fills its pages from the end, PostgreSQL numbers its rows and
their transactions, and the log of each holds every vote as it came. So both tables are emptied and filled
again in one transaction, in the order of their keys. That of the roll is the roll's; that of the codes is
random, as they are. What then lies there depends on what it holds, and on nothing that happened. The same is
done to the batches of papers, whose rows held, until they were confirmed, who had given a paper and what the
papers said.

What lies elsewhere cannot be mixed: PostgreSQL's write-ahead log, its recycled segments, archives, replicas, copies
and backups made during the vote keep each vote beside the mark of whoever cast it. All of it was encrypted under the
ballot's key, which is destroyed last (`votes.keys`).

PostgreSQL empties by TRUNCATE: the new rows stand in new files (with their indexes), the old ones are
removed at the commit, and no row keeps the number of the transaction that cast it, as it would after a
`VACUUM FULL`. SQLite overwrites the emptied pages (`secure_delete`, see the settings), and its write-ahead
log, the one place that still has them, is then emptied. The clock tries again until all of it is done.
"""

import logging
from collections.abc import Sequence
from functools import cache

from django.db import OperationalError, connection

from journal.actions import CLOCK, Actor, action, require
from journal.clock import now
from votes import keys
from votes.models import Ballot
from votes.queries import ballots as ballot_queries

LOCK_NOT_AVAILABLE = "55P03"  # of PostgreSQL
# The lowest entry last: SQLite writes the keys 0 and 1 in three bytes, and a fourth that it takes from the row before,
# which must not be that of whoever voted last.
KEYS = {
    "votes_signature": "entry_id DESC",
    "votes_encryptedvote": "mark",
    "votes_sealedvote": "ballot_id, code",
    "votes_paperbatch": "id",
}

logger = logging.getLogger(__name__)


def shuffle_ballots() -> int:
    """Mix what the ballots that have closed left behind, destroy their keys; how many there were.

    Twice changes nothing. 0 as well while somebody is in the way (a long reading of those tables, a backup): the
    next time, then. A ballot whose key this process does not find is left to one that does.
    """
    ballots = [ballot for ballot in ballot_queries.ballots_to_shuffle() if _is_ours(ballot)]
    if not ballots or not _are_mixed() or not _is_log_emptied():
        return 0
    locked = [ballot for ballot in ballots if ballot.key_name]
    for ballot in locked:
        keys.overwrite(ballot.key_name)
    mark_shuffled(ballots, actor=CLOCK)
    for ballot in locked:
        keys.remove(ballot.key_name)
    return len(ballots)


@action
def mix(*, actor: Actor) -> None:
    """Write every mark on a roll and every ballot without a name anew, in the order of their keys.

    Those of ballots still open are written again with the others. Raises OperationalError when the
    tables are not free within half a second, so that those who vote never wait longer.
    """
    require("votes.shuffle", actor)
    on_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        if on_postgres:
            cursor.execute("SET LOCAL lock_timeout = '500ms'")
            cursor.execute(f"LOCK TABLE {', '.join(KEYS)} IN ACCESS EXCLUSIVE MODE")
        for table, key in KEYS.items():
            cursor.execute(f"CREATE TEMPORARY TABLE kept AS SELECT * FROM {table}")  # noqa: S608
            cursor.execute(f"TRUNCATE {table}" if on_postgres else f"DELETE FROM {table}")  # noqa: S608
            cursor.execute(f"INSERT INTO {table} SELECT * FROM kept ORDER BY {key}")  # noqa: S608
            cursor.execute("DROP TABLE kept")


@action
def mark_shuffled(ballots: Sequence[Ballot], *, actor: Actor) -> None:
    """Nothing is left to mix of these ballots."""
    require("votes.shuffle", actor)
    Ballot.objects.filter(pk__in=[ballot.pk for ballot in ballots]).update(shuffled_at=now())


def _is_ours(ballot: Ballot) -> bool:
    if ballot.key_name and not keys.is_in_reach(ballot.key_name):
        _report(ballot.pk)
        return False
    return True


@cache
def _report(pk: int) -> None:
    """Say once what the clock will find again every few seconds."""
    logger.error("the key of ballot %s, which is closed, is not in this process's BALLOT_KEYS: not destroyed", pk)


def _are_mixed() -> bool:
    try:
        mix(actor=CLOCK)
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != LOCK_NOT_AVAILABLE:
            raise
        return False
    return True


def _is_log_emptied() -> bool:
    """SQLite: bring the write-ahead log into the file, and empty it. Not while anybody still reads from it."""
    if connection.vendor == "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (patience,) = cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout = 500")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy, _in_log, _moved = cursor.fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
    return not is_busy
