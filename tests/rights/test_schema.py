"""The API's schema is true: what it describes is understood, what is nearly so is refused in words.

For each route of the table of rights, requests are made from the schema, right ones and ones of which some value
is of another kind; hypothesis draws them, the same ones each time.
"""

import json
import re
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import cache as rates
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rights.house import House, undone
from tests.rights.table import Row, table

pytestmark = pytest.mark.xdist_group("world")
ROWS = [row for row in table() if row.method != "WS" and row.is_api and ":" not in row.name and row.roles]
DRAWN = settings(
    max_examples=8, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
ANYTHING = st.one_of(
    *(st.none(), st.booleans(), st.integers(), st.floats(), st.text(st.characters(exclude_categories=()), max_size=20)),
    *(st.lists(st.integers(), max_size=2), st.dictionaries(st.text(max_size=5), st.integers(), max_size=2)),
)
FORMATS = {
    "date": st.dates().map(str),
    "date-time": st.datetimes().map(lambda at: at.isoformat() + "Z"),
    "email": st.emails(),
    "uri": st.just("https://example.org/"),
}


@cache
def schema() -> dict[str, Any]:
    return SchemaGenerator().get_schema(public=True)


def operation(path: str, method: str) -> dict[str, Any]:
    """What the schema says of an address. Every route of the API is in it."""
    for template, methods in schema()["paths"].items():
        if re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
            return methods[method.lower()]
    raise AssertionError(f"{method} {path} is not in the schema")


def drawn(said: dict[str, Any], *, nearly: bool) -> st.SearchStrategy[Any]:
    """Values as the schema describes them; `nearly`, in which anything may stand for one of them."""
    right = _right(said, nearly=nearly)
    return st.one_of(right, right, right, ANYTHING) if nearly else right


def _right(said: dict[str, Any], *, nearly: bool) -> st.SearchStrategy[Any]:
    if "$ref" in said:
        return _right(schema()["components"]["schemas"][said["$ref"].rpartition("/")[2]], nearly=nearly)
    for several in ("allOf", "oneOf", "anyOf"):
        if several in said:
            return st.one_of(*(_right(one, nearly=nearly) for one in said[several]))
    if "enum" in said:
        return st.sampled_from(said["enum"])
    kind = said.get("type")
    if kind == "object":
        needed, fields = said.get("required", []), said.get("properties", {})
        every = {name: drawn(one, nearly=nearly) for name, one in fields.items() if not one.get("readOnly")}
        return st.fixed_dictionaries(
            {name: one for name, one in every.items() if name in needed},
            optional={name: one for name, one in every.items() if name not in needed},
        )
    if kind == "array":
        return st.lists(drawn(said["items"], nearly=nearly), max_size=3)
    if kind == "string":
        text = st.text(max_size=min(said.get("maxLength", 40), 40))
        return FORMATS.get(said.get("format", ""), st.from_regex(said["pattern"]) if "pattern" in said else text)
    if kind == "integer":
        return st.integers(said.get("minimum"), said.get("maximum"))
    return {"boolean": st.booleans(), "number": st.floats(allow_nan=False)}.get(str(kind), ANYTHING)


@pytest.mark.parametrize("row", ROWS, ids=str)
@pytest.mark.parametrize("nearly", [False, True], ids=["right", "nearly right"])
def test_what_the_schema_describes_is_answered(house: House, row: Row, nearly: bool) -> None:
    path = row.url(house.world).partition("?")[0]
    asked = operation(path, row.method)
    sent = asked.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {"type": "object"})
    query = {
        one["name"]: drawn(one["schema"], nearly=nearly) for one in asked.get("parameters", []) if one["in"] == "query"
    }
    if not query and row.method == "GET":
        query = {"unknown": ANYTHING}

    @DRAWN
    @given(drawn(sent, nearly=nearly), st.fixed_dictionaries({}, optional=query))
    def ask(body: Any, parameters: dict[str, Any]) -> None:
        rates.clear()
        client = house.client(row.reader)
        client.raise_request_exception = False
        address = f"{path}?{urlencode(parameters, errors='replace')}"
        given_ = (address,) if row.method == "GET" else (address, json.dumps(body))
        kind = {} if row.method == "GET" else {"content_type": "application/json"}
        with undone():
            answer = getattr(client, row.method.lower())(*given_, **kind)
            assert answer.status_code < 500, (address, body, getattr(answer, "exc_info", None))
            if answer.status_code >= 400:
                assert {"errors", "detail"} & answer.json().keys(), answer.content

    ask()
