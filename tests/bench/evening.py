"""A meeting on a real server, with everybody there."""

import json
import os
import re
import tempfile
import time
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from tests.bench.clients import Visitor
from tests.journeys.house import House


@dataclass
class BenchHouse(House):
    """A house whose server has the bare view too."""

    @property
    def settings(self) -> dict[str, str]:
        return {**super().settings, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"}


@dataclass
class Evening:
    """A meeting of `people`, its server, and the open pages. Built once for several benches."""

    people: int
    database_url: str = ""  # empty: SQLite
    granted: int = 0  # minutes, to the item that is voted on
    steps: int = 0
    kind: type[House] = BenchHouse
    folder: tempfile.TemporaryDirectory = field(default_factory=tempfile.TemporaryDirectory)

    @cached_property
    def house(self) -> House:
        house = self.kind(Path(self.folder.name), database_url=self.database_url)
        house.manage("migrate", "--no-input", "-v", "0")
        house.manage("collectstatic", "--no-input", "-v", "0")
        self.facts = json.loads(house.run("-m", "tests.bench.collective", "--people", str(self.people)))
        self.rest = 0.0
        house.open_door()
        time.sleep(1)
        self.rest = memory(house.processes[0].pid)
        return house

    @property
    def port(self) -> int:
        return int(self.house.doors[0].rpartition(":")[2])

    def firsts(self, meeting: int, pages: int) -> list[str]:
        """The first message of so many pages, whose browsers show nothing yet."""
        members = ",".join(str(self.facts["members"][number % self.people]) for number in range(pages))
        asked = f"{meeting}:{members}"
        tickets = json.loads(self.house.run("-m", "tests.bench.collective", "--tickets", asked))
        return [json.dumps({"ticket": ticket, "hashes": {}}) for ticket in tickets]

    def large_ballots(self, number: int) -> list[int]:
        """Open ballots that everybody has answered, conducted by the first person, each of them long to count."""
        ballots: list[int] = json.loads(self.house.run("-m", "tests.bench.collective", "--large", str(number)))
        return ballots

    def long_proposal(self, words: int) -> int:
        """A proposal of so many words, 40 versions, 500 questions and 500 comments, which the first person may read."""
        proposal: int = json.loads(self.house.run("-m", "tests.bench.collective", "--proposal", str(words)))
        return proposal

    def give_password(self, password: str) -> None:
        """Everybody but the first person may sign in with it, by the address that `address` tells; now they must."""
        self.house.run("-m", "tests.bench.collective", "--password", password)

    def address(self, number: int) -> str:
        return f"p{number}@example.org"

    def extension(self) -> tuple[str, dict[str, int]]:
        """The act that gives five minutes more to the item that is voted on."""
        seen, self.granted = self.granted, self.granted + 5
        return f"/items/{self.facts['items'][0]}/extension/", {"granted": seen}

    def step(self) -> tuple[str, dict[str, int]]:
        """The act that goes from one item of the walk to the next, and from the last to the first."""
        walk = self.facts["walk"]
        items, seen = walk["items"], self.steps % len(walk["items"])
        self.steps += 1
        address = f"/meetings/{walk['meeting']}/steps/?item={items[self.steps % len(items)]}"
        return address, {"expected": items[seen]}

    def visitor(self, number: int) -> Visitor:
        return Visitor(self.port, self.facts["sessions"][number])

    def close(self) -> None:
        if "house" in self.__dict__:
            self.house.close()
        self.folder.cleanup()


def memory(pid: int) -> float:
    """What a process holds, in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found
    return int(found[1]) / 1024


def processor(pid: int) -> float:
    """The milliseconds of processor that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")
