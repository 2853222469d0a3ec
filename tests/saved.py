"""What is built once and then copied: the migrated database, and what the workers of one run share."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def alone(name: Path) -> Iterator[None]:
    """One process at a time holds this name."""
    name.parent.mkdir(parents=True, exist_ok=True)
    with name.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def once(folder: Path, build: Callable[[Path], None]) -> Path:
    """This folder, filled by whoever asks for it first; the others wait for it."""
    with alone(folder):
        if not folder.exists():
            unfinished = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f"{folder.name}-"))
            build(unfinished)
            unfinished.rename(folder)
    return folder


def of_this_run(folder: Path) -> Path:
    """The folder that all workers of a run share, of the one that pytest gave this worker."""
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder


def migrations() -> str:
    """Names these migrations and these libraries: a database migrated by others is another one."""
    texts = [*sorted(ROOT.glob("*/migrations/*.py")), ROOT / "requirements.txt"]
    said = "\n".join(f"{path.relative_to(ROOT)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in texts)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def migrated_file(var: Path) -> Path:
    """An SQLite file in `var/saved/` that these migrations made."""

    def build(folder: Path) -> None:
        migrate(folder, f"sqlite:///{folder / 'db.sqlite3'}")

    return once(var / "saved" / migrations(), build) / "db.sqlite3"


def copy_file(to: Path, var: Path) -> None:
    """A migrated database in this file, in place of what was there."""
    remove_file(to)
    shutil.copy(migrated_file(var), to)


def remove_file(database: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        Path(f"{database}{ending}").unlink(missing_ok=True)


def copy_database(server: str, name: str, var: Path) -> None:
    """A migrated database of this name on the PostgreSQL server (its DATABASE_URL), in place of what was there."""
    migrated = f"migrated_{migrations()}"
    with alone(var / "saved" / migrated), psycopg.connect(server, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [migrated]).fetchone()
        if known is None:
            connection.execute("DROP DATABASE IF EXISTS migrating")
            connection.execute("CREATE DATABASE migrating")
            with tempfile.TemporaryDirectory() as folder:
                migrate(Path(folder), beside(server, "migrating"))
            connection.execute(f'ALTER DATABASE migrating RENAME TO "{migrated}"')
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{migrated}"')


def drop_database(server: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def beside(server: str, name: str) -> str:
    """The DATABASE_URL of another database of the same server."""
    return server.rsplit("/", 1)[0] + "/" + name


def migrate(folder: Path, url: str) -> None:
    """`manage.py migrate` in a process of its own, since this one's settings name another database."""
    settings = {**os.environ, "AVANT_MINUIT_VAR": str(folder), "DATABASE_URL": url}
    done = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--no-input", "-v", "0"],
        cwd=ROOT,
        env=settings,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
