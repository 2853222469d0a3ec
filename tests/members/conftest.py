from collections.abc import Callable

import pytest
from django.core.cache import cache

from journal.models import Entry


@pytest.fixture
def told(db) -> Callable[[], list[str]]:
    """What the journal was told so far, oldest first."""
    return lambda: list(Entry.objects.order_by("seq").values_list("verb", flat=True))


@pytest.fixture(autouse=True)
def _nobody_was_too_quick(db) -> None:
    """Rates are counted in a cache, which outlives a test."""
    cache.clear()
