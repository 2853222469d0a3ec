"""A PostgreSQL of our own for the tests: a cluster in a temporary folder, on a socket, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launch.environment import apt_install
from launch.say import Stop


def binaries() -> Path:
    """The folder with `initdb` and `pg_ctl`, newest version first; installed by apt where that is allowed."""
    for attempt in range(2):
        servers = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: -float(path.parts[-3]))
        if servers:
            return servers[0].parent
        on_path = shutil.which("initdb")
        if on_path:
            return Path(on_path).resolve().parent
        if attempt or not apt_install("postgresql"):
            break
    raise Stop("The tests need PostgreSQL.\nType:  sudo apt install postgresql\nand then this command again.")


@contextmanager
def cluster(*, durable: bool = False) -> Iterator[str]:
    """Start a cluster, as `postgres` when root (it refuses to run as root); yields its DATABASE_URL."""
    tools = binaries()
    folder = Path(tempfile.mkdtemp(prefix="am-pg-"))
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        account = pwd.getpwnam(user)
        os.chown(folder, account.pw_uid, account.pw_gid)
    me = user or pwd.getpwuid(os.geteuid()).pw_name
    keeps_its_log = "-c wal_keep_size=256MB"  # as for an archive or a replica: the probes of secret votes read it
    tuning = f"-c max_connections=200 {keeps_its_log}" + ("" if durable else " -c fsync=off -c synchronous_commit=off")

    def tool(*arguments: str | Path) -> None:
        done = subprocess.run(
            list(map(str, arguments)), user=user, group=user, extra_groups=[] if user else None,
            cwd=folder, env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            log = folder / "log"
            output = done.stdout + done.stderr + (log.read_text() if log.exists() else "")
            raise Stop(f"PostgreSQL did not start:\n{output}")

    data = folder / "data"
    try:
        tool(tools / "initdb", "-D", data, "-U", me, "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' {tuning}"
        tool(tools / "pg_ctl", "-D", data, "-l", folder / "log", "-o", options, "-w", "start")
        try:
            yield f"postgres://{me}@%2F{str(folder)[1:].replace('/', '%2F')}/postgres"
        finally:
            tool(tools / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
