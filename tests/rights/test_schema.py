"""The API's schema is true: schemathesis asks each address what the schema describes, and what is nearly so.

For each route of the table of rights requests are drawn from the schema, right ones and wrong ones, the same ones
each time. No answer is an error of ours, and each is one that the schema describes.
"""

import json
import re
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
import requests
import schemathesis
from django.core.cache import cache as rates
from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, given, settings
from schemathesis import Case, GenerationMode, Response
from schemathesis.checks import not_a_server_error
from schemathesis.core import NOT_SET
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.rights.house import House, undone
from tests.rights.table import Row, table

pytestmark = pytest.mark.xdist_group("world")
ROWS = [row for row in table() if row.method != "WS" and row.is_api and ":" not in row.name and row.roles]
CHECKS = [not_a_server_error, response_schema_conformance, status_code_conformance]
DRAWN = settings(
    max_examples=5, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@cache
def schema() -> Any:
    """As it is served, of which JSON is what programs send."""
    told = SchemaGenerator().get_schema(public=True)
    for methods in told["paths"].values():
        for asked in methods.values():
            for kind in set(asked.get("requestBody", {}).get("content", {})) - {"application/json"}:
                del asked["requestBody"]["content"][kind]
    return schemathesis.openapi.from_dict(told)


def operation(path: str, method: str) -> tuple[Any, dict[str, str]]:
    """What the schema says of an address, and what in it is a parameter. Every route of the API is in it."""
    for template in sorted(schema(), key=lambda one: "{" in one):  # "/meetings/now/" is no meeting's number
        if found := re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template), path):
            return schema()[template][method], found.groupdict()
    raise AssertionError(f"{method} {path} is not in the schema")


def ask(house: House, row: Row, case: Case) -> HttpResponse:
    rates.clear()
    client = house.client(row.reader)
    client.raise_request_exception = False
    address = f"{row.url(house.world).partition('?')[0]}?{urlencode(case.query, doseq=True, errors='replace')}"
    body = case.body if isinstance(case.body, bytes) else json.dumps({} if case.body is NOT_SET else case.body)
    with undone():
        return client.generic(row.method, address, body, content_type="application/json")


def as_heard(response: HttpResponse) -> Response:
    return Response(
        status_code=response.status_code,
        headers={name: [value] for name, value in response.items()},
        content=response.getvalue(),
        request=requests.Request("GET", "http://testserver/").prepare(),
        elapsed=0,
        verify=False,
    )


@pytest.mark.parametrize("row", ROWS, ids=str)
@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
def test_what_the_schema_describes_is_answered(house: House, row: Row, mode: GenerationMode) -> None:
    asked, names = operation(row.url(house.world).partition("?")[0], row.method)
    if mode is GenerationMode.NEGATIVE and not (len(asked.query) or len(asked.body)):
        return  # nothing is sent to it of which anything could be wrong

    @DRAWN
    @given(asked.as_strategy(mode, path_parameters=names, headers={}))
    def answers(case: Case) -> None:
        case.validate_response(as_heard(ask(house, row, case)), checks=CHECKS)

    answers()
