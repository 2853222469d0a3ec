"""Rights of the topics that only these tests know."""

import pytest

from journal.topics import TopicKind, kinds


class MembersKind(TopicKind):
    """`test:1` and `test:2` are read by any member."""

    prefix = "test"

    def readable(self, person, pks):
        return pks & {"1", "2"} if person.is_active else set()


class OwnKind(TopicKind):
    """`closed:…` is read by the person whose pk it names."""

    prefix = "closed"

    def readable(self, person, pks):
        return pks & {str(person.pk)}


@pytest.fixture
def readable():
    """Two kinds that are read by some; the rest by nobody."""
    with kinds.replaced({"test": MembersKind(), "closed": OwnKind()}):
        yield
