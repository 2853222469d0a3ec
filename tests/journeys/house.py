"""A house to walk in: real server processes on a database of their own, and real browsers."""

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.waiting import wait_until

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 40.0  # seconds for a server to answer
ANNOUNCED_END = """
from tests.closing import let_its_time_pass
from votes.models import Ballot
for ballot in Ballot.objects.exclude(announced_at=None).filter(closed_at=None):
    let_its_time_pass(ballot)
"""


# A zone for each hour ahead of UTC, from -11 to 12, that keeps it all year.
ZONES = (
    "Pacific/Pago_Pago Pacific/Honolulu Pacific/Gambier Pacific/Pitcairn America/Phoenix America/Guatemala "
    "America/Bogota America/Martinique America/Cayenne America/Noronha Atlantic/Cape_Verde UTC Africa/Lagos "
    "Africa/Maputo Indian/Mayotte Indian/Reunion Indian/Maldives Asia/Dhaka Asia/Bangkok Asia/Singapore Asia/Tokyo "
    "Pacific/Port_Moresby Pacific/Noumea Pacific/Wallis"
).split()


def zone_where_it_is(hour: int, now: datetime) -> str:
    """The name of a time zone in which it is between `hour` and the next at that instant."""
    return ZONES[(hour - now.astimezone(UTC).hour + 11) % 24]


# A meeting that begins now ends before midnight, at whatever hour the journeys are walked.
EVENING = zone_where_it_is(18, datetime.now(UTC))


@dataclass
class House:
    """One collective: its folder, its database, the server processes that answer for it."""

    folder: Path
    database_url: str = ""
    is_demo: bool = False
    doors: list[str] = field(default_factory=list)  # the address of each server process
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)  # what the program that filled it printed
    days_later: float = 0  # by how much its clock is ahead of ours

    @property
    def settings(self) -> dict[str, str]:
        settings = {**os.environ, "AVANT_MINUIT_VAR": str(self.folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
        settings["TIME_ZONE"] = EVENING
        settings.pop("DATABASE_URL", None)
        if self.database_url:
            settings["DATABASE_URL"] = self.database_url
        if self.is_demo:
            settings["AVANT_MINUIT_DEMO"] = "1"
        return settings

    @property
    def program(self) -> list[str]:
        """What runs a Python program by the clock of this house."""
        return [sys.executable, *(["-m", "tests.journeys.later", str(self.days_later)] if self.days_later else [])]

    def manage(self, *arguments: str) -> str:
        """What `manage.py` printed; an error carries it."""
        return self.run("manage.py", *arguments)

    def run(self, *arguments: str, within: float = 180) -> str:
        done = subprocess.run(
            [*self.program, *arguments], cwd=ROOT, env=self.settings, capture_output=True, text=True, timeout=within
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def let_announced_ballots_end(self) -> None:
        """The minute between the announcement of a closing and the closing is over; the clock then closes."""
        self.manage("shell", "-c", ANNOUNCED_END)

    def let_days_pass(self, days: float) -> None:
        """Nothing is awake meanwhile; then the clock does what fell due, and the doors open at the same addresses."""
        doors, self.doors = self.doors, []
        self.close()
        self.processes = []
        self.days_later += days
        self.manage("clock", "--once")
        for door in doors:
            self.open_door(int(door.rpartition(":")[2]))

    def open_door(self, port: int = 0) -> str:
        """Start one server process (at this port, or any) and give its address, once it answers."""
        port = port or free_port()
        log = (self.folder / f"server-{port}.log").open("ab")
        command = [*self.program, "manage.py", "serve", "--host", "127.0.0.1", "--port", str(port)]
        door = f"http://localhost:{port}"
        environment = {"SITE_URL": door, **self.settings}
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        self.processes.append(process)
        self.doors.append(door)
        wait_until(lambda: process.poll() is not None or answers(door), PATIENCE)
        assert process.poll() is None, (self.folder / f"server-{port}.log").read_text()
        return door

    def logs(self) -> str:
        return "".join(path.read_text(errors="replace") for path in sorted(self.folder.glob("server-*.log")))

    def close(self) -> None:
        for process in self.processes:
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def answers(door: str) -> bool:
    try:
        urllib.request.urlopen(f"{door}/account/login/", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def link_in(text: str) -> str:
    """The first web address in a text, as the terminal or a mail prints it."""
    found = re.search(r"https?://\S+", text)
    assert found, text
    return found[0]
