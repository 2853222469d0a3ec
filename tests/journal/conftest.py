"""Rights of the topics that only these tests know."""

import pytest

from journal import rights


@pytest.fixture
def readable(monkeypatch):
    """`test:1` and `test:2` are read by any member; `closed:…` by the person whose pk it names; the rest by nobody."""
    monkeypatch.setattr(rights, "_rights", {})
    rights.register("test", lambda person, pk: pk in {"1", "2"} and person.is_active)
    rights.register("closed", lambda person, pk: str(person.pk) == pk)
