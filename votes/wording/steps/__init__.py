"""The steps of a count, told in the active language. Each module tells those of some methods."""

from collections.abc import Callable
from functools import cache
from importlib import import_module

from votes.counting.result import Plain, Step

Teller = Callable[[Plain], str]

# Each has STEPS: dict[str, Teller].
MODULES: tuple[str, ...] = ("majority", "consent", "seats", "scored", "ranked", "transfers", "graded", "committees")


def tell(step: Step) -> str:
    """One step as a sentence. Raises KeyError for a step that no module tells."""
    return tellers()[step.name](step.values)


@cache
def tellers() -> dict[str, Teller]:
    known: dict[str, Teller] = {}
    for name in MODULES:
        known |= import_module(f"votes.wording.steps.{name}").STEPS
    return known
