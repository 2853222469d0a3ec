"""The scene of most tests: Malo's proposal in the CA."""

from collections.abc import Iterator

import pytest

from journal.topics import kinds
from proposals.occasions import Occasion
from tests.proposals.scene import Scene
from tests.proposals.scene import scene as set_scene


@pytest.fixture
def ca(ca):
    """A board whose rules cite the article that lets it decide outside a meeting."""
    ca.online_article = "statuts, art. 9"
    ca.save(update_fields=["online_article"])
    return ca


@pytest.fixture
def scene(ca, malo, ines, rose) -> Scene:
    """Malo's draft; Inès facilitates; Rose, Paul and Zoé sit in the CA too."""
    return set_scene(ca, malo, ines, rose)


class EveningKind(Occasion):
    """A meeting that is under way, as the floor above tells of it."""

    def is_under_way(self, pk: str) -> bool:
        return True


@pytest.fixture
def evening() -> Iterator[str]:
    with kinds.replaced({**kinds, "evening": EveningKind()}):
        yield "evening:1"
