"""Whatever is sent in a field, a query or an address is answered in words: never by a crash (500).

Every row of the table of rights is asked again, by one who may, with each of its fields in turn
replaced by values that nobody means. Which values a field gets is drawn from its name, so that a
fault is found again.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from zlib import crc32

import pytest
from django.core.cache import cache
from django.http import HttpResponse

from tests.rights.house import House, undone
from tests.rights.table import Row, table

pytestmark = pytest.mark.xdist_group("world")
ROWS = [row for row in table() if row.method != "WS" and row.roles]
ASKED = (
    "page",
    "before",
    "after",
    "q",
    "item",
    "decision",
    "topic",
    "since",
    "next",
    "state",
    "circle",
    "host",
    "purpose",
)
TEXTS = (
    *("²", "9" * 5000, "9" * 19, "-1", "0", "1e400", "NaN", "٣", "", " "),
    *("\x00", "a\x00b", "\u202e\u200b", "[" * 30_000, "x" * 200_000, "a\nb", "é" * 300),
    *("0001-01-01", "0000-00-00", "9999-12-31", "0026-11-24", "2026-02-30", "10000-01-01"),
    *("0001-01-01T00:00", "9999-12-31T23:59", "2026-11-24T25:00", "00:00", "24:00", "12:00\x00"),
    *("1/0", "1/3", "99/1", "on", "None", "../..", "javascript:alert(1)", "http://[", "a@b"),
)
VALUES = (*TEXTS, "\ud800", None, True, -1, 2**70, 1e300, [], {}, [[]], [None], {"a": None}, ["\ud800"], ["x"] * 300)
EACH = 3  # values that a field is given


def drawn(name: str, values: tuple[Any, ...]) -> Iterator[Any]:
    """Some of the values, spread, and the same ones each time."""
    first = crc32(name.encode())
    for turn in range(EACH):
        yield values[(first + turn * 7) % len(values)]


def asked(row: Row, house: House) -> Iterator[tuple[str, str, Any]]:
    """The requests: what was replaced by what, the address, and what is sent."""
    url, data = row.url(house.world), row.data(house.world) if row.method != "GET" else {}
    path, mark, query = url.partition("?")
    for name in data if isinstance(data, dict) else ():
        for value in drawn(f"{row} {name}", VALUES if row.is_sent_as_json else TEXTS):
            yield f"{name}={value!r:.40}", url, {**data, name: value}
    if row.is_sent_as_json and row.method != "GET":
        for body in (None, [], "x", 5):
            yield f"body={body!r}", url, body
    for part in re.findall(r"(?<=/)\d+(?=/)", path):
        for value in ("abc", "9" * 30, "%C2%B2", "0"):
            yield f"{part}={value}", path.replace(f"/{part}/", f"/{value}/", 1) + mark + query, data
    if row.method == "GET":
        for turn in range(EACH):
            said = {name: TEXTS[(crc32(f"{row} {name}".encode()) + turn) % len(TEXTS)] for name in ASKED}
            short = {name: text[:500] for name, text in said.items()}
            yield f"?{short!r:.200}", path + "?" + urlencode(short), {}


def answer(house: House, row: Row, url: str, data: Any) -> HttpResponse:
    cache.clear()
    client = house.client(row.reader)
    client.raise_request_exception = False
    kind: dict[str, Any] = {}
    if row.is_sent_as_json and row.method != "GET":
        data, kind = json.dumps(data), {"content_type": "application/json"}
    with undone():
        return getattr(client, row.method.lower())(url, data, **kind)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_no_value_crashes(house: House, row: Row) -> None:
    crashed = []
    for what, url, data in asked(row, house):
        response = answer(house, row, url, data)
        if response.status_code >= 500:
            crashed.append(f"{what}: {getattr(response, 'exc_info', ('', '?'))[1]!r:.200}")
    assert not crashed, "\n".join(crashed)
