"""Pieces of regions, rendered once for what they show.

An agenda of thirty items changes one of them at a time: the others' HTML is kept. The key is all of
what the template is given, so it can forget nothing: a context holds plain values only (texts,
numbers, frozen dataclasses and tuples of these), never a model, whose identity says nothing of its
fields. A template rendered here must not read the clock.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from threading import Lock
from typing import Any

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from realtime.pages import language

KEPT = 2000  # fragments in a process

_kept: OrderedDict[Hashable, SafeString] = OrderedDict()
_lock = Lock()


def fragment(template: str, **shown: Any) -> SafeString:
    """The template rendered with exactly these values, in the active language.

    Raises TypeError for a value that could change without its key changing.
    """
    # The type too: a safe text equals a plain one, and is not shown like it.
    key = (template, language(), tuple((name, type(value), value) for name, value in sorted(shown.items())))
    with _lock:
        if (kept := _kept.get(key)) is not None:
            _kept.move_to_end(key)
            return kept
    for value in shown.values():
        _refuse_models(value)
    html = SafeString(render_to_string(template, shown))
    with _lock:
        _kept[key] = html
        if len(_kept) > KEPT:
            _kept.popitem(last=False)
    return html


def _refuse_models(value: Any) -> None:
    if isinstance(value, Model):
        raise TypeError(f"{value!r} is a model: give the fragment the values that it shows")
    if isinstance(value, tuple | frozenset):
        for one in value:
            _refuse_models(one)
    elif is_dataclass(value):
        for field in fields(value):
            _refuse_models(getattr(value, field.name))
