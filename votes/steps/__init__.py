"""The steps of a count among options, told in the active language. Each module tells those of some methods."""

from collections.abc import Callable
from importlib import import_module

from votes.counting.result import Plain, Step

Teller = Callable[[Plain], str]

MODULES: tuple[str, ...] = ()  # each has STEPS: dict[str, Teller]


def tell(step: Step) -> str:
    """One step as a sentence. Raises KeyError for a step that no module tells."""
    tellers: dict[str, Teller] = {}
    for name in MODULES:
        tellers |= import_module(f"votes.steps.{name}").STEPS
    return tellers[step.name](step.values)
