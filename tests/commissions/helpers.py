"""What the tests of daily life share: the journal's last words, and several people at once."""

import json
import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from journal.models import Entry


def verbs() -> list[str]:
    """What the journal was told, oldest first."""
    return list(Entry.objects.order_by("seq").values_list("verb", flat=True))


def told(verb: str) -> dict[str, Any]:
    """The body of the last entry with this verb."""
    body: dict[str, Any] = json.loads(bytes(Entry.objects.filter(verb=verb).order_by("seq").last().bytes))["body"]
    return body


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run each in a thread of its own, all starting together; what each returned or raised, in order."""
    gate = threading.Barrier(len(acts))
    outcomes: list[object] = [None] * len(acts)

    def run(index: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            outcomes[index] = act()
        except Exception as error:
            outcomes[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index, act)) for index, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
