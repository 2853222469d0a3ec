"""A form that changes something carries what it was read from, so that nobody undoes another's change unseen.

Between opening the page and sending it, somebody else may have changed the same thing. What only they changed is
kept as they left it; what only this person changed is written; what both changed differently comes back, with both.
The page is read and written under one lock (`web.requests`), so that two who send at once are two in a row.

A client of the API does the same: what it read bears an `ETag`, what it sends an `If-Match`.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django import forms
from django.forms import BaseForm, BaseModelForm
from django.forms.models import ModelChoiceField
from django.utils.translation import gettext as _

from web.widgets import SeveralInputs

F = TypeVar("F", bound=BaseForm)
READ_FROM = "read_from"  # the hidden field: a hash of each field as it stood when the page was opened
TAKEN = "theirs"  # the names of the fields of which the other's is taken
PRESSED = "pressed"  # the names of those that a button says: the same as before is said again, not left as it was


def is_edit(form: BaseForm) -> bool:
    """Whether this form shows what stands in the database already."""
    return isinstance(form, BaseModelForm) and form.instance.pk is not None


def merge(form: BaseForm) -> dict[str, str]:
    """Bring into a sent form what others changed meanwhile; what both changed differently, by field, in words.

    The form's initial values are what stands now. A form that does not say what it was read from is taken as it is.
    It is not validated yet.
    """
    then, now = _read(form.data.get(READ_FROM, "")), shown(form)
    data = form.data.copy()  # type: ignore[attr-defined]  # what a browser sends
    taken, pressed, rivals = set(data.getlist(TAKEN)), set(data.getlist(PRESSED)), {}
    for name, theirs in now.items():
        key, widget = form.add_prefix(name), form.fields[name].widget
        is_several = isinstance(widget, SeveralInputs)
        mine, was = widget.read(data, key) if is_several else data.getlist(key), then.get(name)
        if name not in taken:
            if not _is_changed(was, _hash(theirs)) or _hash(mine) == _hash(theirs):
                continue
            if _is_changed(was, _hash(mine)) or name in pressed:
                rivals[name] = _in_words(form, name, theirs)
                continue
        if is_several:
            widget.write(data, key, theirs)
            continue
        data.setlist(key, theirs)
        if not theirs:
            del data[key]  # a box that is not ticked is not sent
    form.data = data
    return rivals


def opened(form: F) -> F:
    """The form says what it was read from: `{% csrf_token %}` puts a hash of each field as it stands into the page."""
    hashes = {name: _hash(values) for name, values in shown(form).items()}
    form.read_from = json.dumps(hashes, separators=(",", ":"))  # type: ignore[attr-defined]
    return form


def tag(standing: Mapping[str, Any]) -> str:
    """The `ETag` of what an API client may change: a hash of each field as it stands."""
    return '"' + ",".join(f"{name}={_hash([_as_text(value)])}" for name, value in standing.items()) + '"'


def merge_sent(
    sent: Mapping[str, Any], standing: Mapping[str, Any], *, if_match: str
) -> tuple[dict[str, Any], dict[str, str]]:
    """What stands with what a client changed of it; and, by field, what of its changes another's is in the way of.

    What it leaves out stays. Without `if_match`, what it sends is taken as it is.
    """
    then = dict(field.split("=", 1) for field in if_match.removeprefix("W/").strip('"').split(",") if "=" in field)
    merged, rivals = dict(standing), {}
    for name, mine in sent.items():
        theirs, was = standing[name], then.get(name)
        if not _is_changed(was, _hash([_as_text(theirs)])) or mine == theirs:
            merged[name] = mine
        elif _is_changed(was, _hash([_as_text(mine)])):
            rivals[name] = _as_text(theirs)
    return merged, rivals


def _is_changed(was: str | None, now: str) -> bool:
    return was is not None and was != now


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)


def read_as_before(form: BaseForm) -> None:
    """The form is shown again, of the same reading."""
    form.read_from = form.data.get(READ_FROM, "")  # type: ignore[attr-defined]


def shown(form: BaseForm) -> dict[str, list[str]]:
    """What a browser would send back of each field if nothing was touched."""
    return {name: _sent(field, form.get_initial_for_field(field, name)) for name, field in form.fields.items()}


def _sent(field: forms.Field, initial: Any) -> list[str]:
    widget, value = field.widget, field.prepare_value(initial)
    if isinstance(widget, forms.CheckboxInput):
        return ["on"] if widget.check_test(value) else []
    written = widget.format_value(value)
    return [str(one) for one in written] if isinstance(written, list | tuple) else [written or ""]


def _hash(values: Iterable[str]) -> str:
    """The same for what browsers and the database write differently: ends of lines, nothing at all."""
    lines = ("\n".join(value.splitlines()).strip() for value in values)
    return hashlib.sha256("\0".join(sorted(filter(None, lines))).encode(errors="replace")).hexdigest()[:12]


def _read(text: str) -> Mapping[str, str]:
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}


def _in_words(form: BaseForm, name: str, values: list[str]) -> str:
    """What the other one left, as the page would show it."""
    field = form.fields[name]
    if isinstance(field, forms.BooleanField):
        return _("yes") if values else _("no")
    if isinstance(field, forms.ChoiceField | ModelChoiceField):
        labels = {str(value): str(label) for value, label in _choices(field.choices)}
        return ", ".join(labels.get(value, value) for value in values if value) or _("nothing")
    return ", ".join(values) or _("nothing")


def _choices(choices: Any) -> Iterable[tuple[Any, Any]]:
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield value, label
