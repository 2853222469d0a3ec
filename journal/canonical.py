"""What an entry's bytes are: RFC 8785 over texts, whole numbers, booleans, nulls, lists, mappings.

No floats: a value that two machines could write differently has no place in a hash.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise

from journal.clock import stamp

GENESIS = "0" * 64
LARGEST = 2**53 - 1  # RFC 8785 §3.2.2.3: what every JSON reader holds exactly


def canonical(value: Any) -> bytes:
    """The one way to write `value`. Raises `TypeError`, saying where, for what has no such way."""
    return dump(plain(value)).encode()


def dump(value: Any) -> str:
    """Plain data as RFC 8785 text; its mappings are already sorted by `plain`."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def plain(value: Any, where: str = "body") -> Any:
    """`value` with nothing left in it but JSON's own types, mappings sorted as RFC 8785 says.

    Instants become texts (`stamp`), days ISO dates, tuples lists. `where` is for the message.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        if not -LARGEST <= value <= LARGEST:
            raise TypeError(f"{where}: {value} is beyond ±(2⁵³ − 1); write it as a text")
        return int(value)
    if isinstance(value, str):
        return _text(value, where)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise TypeError(f"{where}: an instant needs its time zone")
        return stamp(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [plain(item, f"{where}[{index}]") for index, item in enumerate(value)]
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise TypeError(f"{where}: the key {key!r} is not a text")
        names = {_text(key, where): key for key in value}
        return {name: plain(value[names[name]], f"{where}.{name}") for name in sorted(names, key=_utf_16)}
    raise TypeError(f"{where}: {type(value).__name__} has no place in the journal{_hint(value)}")


def leaf_hash(data: bytes) -> str:
    """An entry's hash: that of an RFC 9162 leaf, so that chain and tree share it."""
    return hashlib.sha256(b"\x00" + data).hexdigest()


def _text(value: str, where: str) -> str:
    text = str.__str__(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise TypeError(f"{where}: a lone surrogate is not a text") from None
    if "\x00" in text:
        raise TypeError(f"{where}: a text holds no NUL character")
    return text


def _utf_16(name: str) -> bytes:
    return name.encode("utf-16-be")


def _hint(value: Any) -> str:
    if isinstance(value, float):
        return "; count in whole units, or write a fraction as [p, q]"
    if isinstance(value, Promise):
        return "; a translation depends on who reads it: record a code"
    if hasattr(value, "pk"):
        return "; record its pk"
    return ""
