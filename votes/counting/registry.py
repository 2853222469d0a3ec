"""The methods among options: each module of this folder that has a `METHOD` is one."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from votes import counting
from votes.counting.method import CountingMethod


@cache
def methods() -> Mapping[str, CountingMethod]:
    """By name, in the order of their names."""
    modules = (
        import_module(f"{counting.__name__}.{described.name}") for described in pkgutil.iter_modules(counting.__path__)
    )
    described = (module.METHOD for module in modules if hasattr(module, "METHOD"))
    return {method.name: method for method in sorted(described, key=lambda method: method.name)}
