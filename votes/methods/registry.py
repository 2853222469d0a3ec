"""The methods by name: each module of this folder that has a `METHOD` is one."""

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from types import ModuleType

from votes import methods as package
from votes.methods.method import Method, OptionMethod, Teller, Words
from votes.methods.shared import steps


@cache
def methods() -> Mapping[str, Method]:
    """All that a ballot may be decided by, in the order of their names."""
    described = (module.METHOD for module in _modules() if hasattr(module, "METHOD"))
    return {method.name: method for method in sorted(described, key=lambda method: method.name)}


@cache
def option_methods() -> Mapping[str, OptionMethod]:
    """Those among options."""
    return {name: method for name, method in methods().items() if isinstance(method, OptionMethod)}


@cache
def tellers() -> Mapping[str, Teller]:
    """Every step of a count by its name, with what tells it: those of all counts, and the `STEPS` of each module."""
    known = dict(steps.STEPS)
    for module in _modules():
        known |= getattr(module, "STEPS", {})
    return known


def choices() -> list[tuple[str, Words]]:
    return [(method.name, method.label) for method in methods().values()]


def undeciding() -> list[str]:
    """The methods whose result is no decision."""
    return [method.name for method in methods().values() if not method.decides]


def _modules() -> Iterator[ModuleType]:
    for module in pkgutil.iter_modules(package.__path__):
        yield import_module(f"{package.__name__}.{module.name}")
