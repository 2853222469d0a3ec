"""What the connections to PostgreSQL are told: how long anything waits, so that one process that froze or vanished
never stops the others; and that what is committed is on the disk before anybody is told so.

A process that holds a lock (the journal's head above all) and does nothing with it loses its transaction before those
who wait for it give up. Commands (`migrate`, for one) take the time that they need.
"""

import os

IDLE_IN_TRANSACTION = 8_000  # ms
LOCK = 15_000  # ms: those who wait outlast the one who froze
STATEMENT = 60_000  # ms

# A line that was cut is noticed within half a minute, by the server and by us.
KEEPALIVES = {
    "connect_timeout": 10,
    "keepalives": 1,
    "keepalives_idle": 15,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}


# PostgreSQL compiles what it guesses to be a long reading. Before its first ANALYZE of a table it guesses a million
# rows for an agenda of ten: 1.3 s of compiling for 5 ms of reading, each time.
EVERYWHERE: dict[str, str | int] = {"jit": "off"}


def give_options(options: dict[str, str | int]) -> None:
    """From here on, the connections of this process and its children have them; what PGOPTIONS says already wins."""
    given = os.environ.get("PGOPTIONS", "")
    ours = " ".join(f"-c {name}={value}" for name, value in options.items())
    if ours not in given:
        os.environ["PGOPTIONS"] = f"{ours} {given}".strip()


def set_up_connections() -> None:
    """From here on, the connections that this process opens keep to this; what PGOPTIONS says already wins.

    `synchronous_commit` is set since a server, or one database of it, may have it off: a power cut would then lose
    votes that were acknowledged.
    """
    waits: dict[str, str | int] = {
        "synchronous_commit": "on",
        "idle_in_transaction_session_timeout": IDLE_IN_TRANSACTION,
        "lock_timeout": LOCK,
        "statement_timeout": STATEMENT,
        "tcp_keepalives_idle": KEEPALIVES["keepalives_idle"],
        "tcp_keepalives_interval": KEEPALIVES["keepalives_interval"],
        "tcp_keepalives_count": KEEPALIVES["keepalives_count"],
    }
    give_options(waits)
