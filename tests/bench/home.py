"""The home page of a member of six circles, and the lists beside it, in a collective of many years.

Run in an environment that names an empty database, prints what was measured as JSON:

    python -m tests.bench.home
"""

import json
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import django

from tests.bench.results import Result
from tests.bench.texts import processor_time
from tests.journeys.house import House

PEOPLE, DECISIONS, ENTRIES = 1000, 10_000, 100_000
LISTS = ("/decisions/", "/decisions/?q=texte", "/search/?q=texte", "/circles/", "/circles/cercle-3/", "/journal/")
PAGES = ("/", *LISTS)
REPEATS = 7
MOST_MS, MOST_QUERIES = 150, 20  # of the home page


def home_large() -> Result:
    """Milliseconds of the processor. Baseline: the same page when 12 people had decided 12 things."""
    with TemporaryDirectory() as folder:
        house = House(Path(folder))
        house.manage("migrate", "--no-input", "-v", "0")
        pages = json.loads(house.run("-m", "tests.bench.home"))
    for path, page in pages.items():
        print(f"  {path:<24}{page['queries']:>4} queries{page['ms']:>8.1f} ms, at first {page['at_first']:.1f} ms")
    home = pages["/"]
    is_met = home["ms"] < MOST_MS and home["queries"] < MOST_QUERIES
    return Result.of(home["ms"], "ms", home["at_first"], is_met=is_met)


def measured(client: Any, path: str) -> tuple[float, int]:
    """Milliseconds of the processor (the middle one), and the questions to the database, of one page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    number = len(queries)  # before the next request forgets them
    return median(processor_time(lambda: client.get(path)) for _repeat in range(REPEATS)), number


def main() -> int:
    django.setup()
    from django.core.management import call_command
    from django.test.client import Client

    from tests.bench.large_collective import LargeCollective

    collective = LargeCollective()
    collective.found()
    collective.decide(12)
    call_command("reindex", verbosity=0, stdout=sys.stderr)
    client = Client(headers={"host": "localhost"})
    client.force_login(collective.reader)
    at_first = {path: measured(client, path) for path in PAGES}
    collective.add_people(PEOPLE - len(collective.people))
    collective.decide(DECISIONS - collective.decisions)
    collective.write_journal(ENTRIES)
    call_command("reindex", verbosity=0, stdout=sys.stderr)
    pages = {}
    for path in PAGES:
        ms, queries = measured(client, path)
        pages[path] = {"ms": ms, "queries": queries, "at_first": at_first[path][0]}
    print(json.dumps(pages))
    return 0


if __name__ == "__main__":
    sys.exit(main())
