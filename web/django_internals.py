"""The only place that looks inside a function of Django: the methods that `require_http_methods` lets through.

There is no public way: the decorator keeps its list in a closure and puts no attribute on the view; all that it says is
the `Allow` of an answer 405, for which the view would have to be called. The one alternative is a decorator of our own,
over Django's, at every view; what a library decorates would still not be known.
`tests/web/test_django_internals.py` fails when Django changes.
"""

from collections.abc import Callable
from typing import Any


def required_methods(view: Callable[..., Any] | None) -> set[str]:
    """The list that `require_http_methods` holds, under whatever decorators stand above it; empty if none does."""
    methods: set[str] | None = None
    while view is not None:
        names = getattr(getattr(view, "__code__", None), "co_freevars", ())
        cells = dict(zip(names, getattr(view, "__closure__", None) or (), strict=False))
        if "request_method_list" in cells:
            here = set(cells["request_method_list"].cell_contents)
            methods = here if methods is None else methods & here
        view = getattr(view, "__wrapped__", None)
    return methods or set()
