"""Rights and words of the topics and verbs that only these tests know."""

import pytest
from django.utils.translation import gettext_lazy

from journal import rights, words


@pytest.fixture
def readable(monkeypatch):
    """`test:1` and `test:2` are read by any member; `closed:…` by the person whose pk it names; the rest by nobody."""
    monkeypatch.setattr(rights, "_rights", {})
    rights.register("test", lambda person, pk: pk in {"1", "2"} and person.is_active)
    rights.register("closed", lambda person, pk: str(person.pk) == pk)


@pytest.fixture
def worded(monkeypatch):
    monkeypatch.setattr(words, "_sentences", {})
    words.register({"test.happened": gettext_lazy("Skip to the content")})
