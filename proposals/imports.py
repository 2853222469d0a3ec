"""Reads the file of a proposal that was taken away elsewhere (`presenters/histories.py`). Nothing in it is trusted.

What comes out has its shape and nothing else: texts are clean and as long as ours may be, instants are instants.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

from journal.clock import stamp
from journal.texts import LONG, LONGEST, clean, line

FORMAT = "avant-minuit/proposal/1"
LARGEST = 2_000_000  # bytes
MOST = 500  # rows of a list
Read = Callable[[Any], Any]


def read_history(content: bytes) -> dict[str, Any]:
    """The history that the file tells. Raises ValidationError `unreadable`, `format` or `too_long`."""
    if len(content) > LARGEST:
        raise ValidationError(_("This file is too large: 2 MB at most."), code="too_long")
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _unreadable() from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        message = _("This is not the file of a proposal: take the “Data (JSON)” of the page of a proposal.")
        raise ValidationError(message, code="format")
    history: dict[str, Any] = _mapping(SHAPE)(data)
    if not history["title"] or not history["versions"]:
        raise _unreadable()
    return history


def _unreadable() -> ValidationError:
    return ValidationError(_("This file cannot be read: take it again from the page of the proposal."), "unreadable")


def _line(value: Any) -> str:
    return line(_typed(value, str, ""))[:160]


def _prose(value: Any) -> str:
    return _within(clean(_typed(value, str, "")), LONG)


def _text(value: Any) -> str:
    return _within(clean(_typed(value, str, "")), LONGEST)


def _number(value: Any) -> int:
    number: int = _typed(value, int, 0)
    return min(max(int(number), 0), 9999)


def _yes(value: Any) -> bool:
    return bool(_typed(value, bool, False))


def _instant(value: Any) -> str:
    """As the journal writes it; empty for none."""
    try:
        instant: datetime | None = parse_datetime(_typed(value, str, ""))
        return stamp(instant) if instant and is_aware(instant) else ""
    except (ValueError, OverflowError):
        return ""


def _typed(value: Any, kind: type, otherwise: Any) -> Any:
    if value is None:
        return otherwise
    if not isinstance(value, kind):
        raise _unreadable()
    return value


def _within(text: str, longest: int) -> str:
    if len(text) > longest:
        raise ValidationError(_("A text of this file is longer than a text may be here."), code="too_long")
    return text


def _mapping(shape: Mapping[str, Read]) -> Read:
    def read(value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise _unreadable()
        return {name: read_one(value.get(name)) for name, read_one in shape.items()}

    return read


def _rows(shape: Mapping[str, Read]) -> Read:
    read_row = _mapping(shape)

    def read(value: Any) -> list[dict[str, Any]]:
        rows: Sequence[Any] = _typed(value, list, [])
        if len(rows) > MOST:
            raise ValidationError(_("This file tells more than a proposal may hold."), code="too_long")
        return [read_row(row) for row in rows]

    return read


SHAPE: dict[str, Read] = {
    **dict.fromkeys(("title", "circle", "subject", "author", "facilitator", "decider", "decision"), _line),
    **dict.fromkeys(("process", "method"), _line),
    "seats": _number,
    **dict.fromkeys(("need", "expected", "evidence", "end_reason"), _prose),
    "created_at": _instant,
    "stages": _rows({"name": _line, "at": _instant, "left_at": _instant, "extended_at": _instant}),
    "pauses": _rows({"at": _instant, "until": _instant, "name": _line, "text": _prose}),
    "handings": _rows(
        {
            **dict.fromkeys(("at", "answered_at"), _instant),
            **dict.fromkeys(("name", "to"), _line),
            **dict.fromkeys(("text", "answer"), _prose),
            "is_accepted": _yes,
        }
    ),
    "versions": _rows({"number": _number, "at": _instant, "name": _line, "note": _prose, "text": _text}),
    "files": _rows({"name": _line, "sha256": _line}),  # themselves they stay where they are
    "questions": _rows({"at": _instant, "name": _line, "text": _prose, "answer": _prose}),
    "reactions": _rows({"at": _instant, "name": _line, "version": _number, "text": _prose}),
    "edits": _rows(
        {
            "at": _instant,
            "name": _line,
            "version": _number,
            **dict.fromkeys(("quote", "replacement"), _text),
            **dict.fromkeys(("text", "became", "answer"), _prose),
        }
    ),
    "comments": _rows(
        {
            "at": _instant,
            "name": _line,
            "version": _number,
            "quote": _text,
            "text": _prose,
            "settled_by": _line,
            "answers": _rows({"at": _instant, "name": _line, "text": _prose}),
        }
    ),
    "advices": _rows({"at": _instant, "name": _line, "version": _number, "text": _prose, "answer": _prose}),
    "read_by": _number,
    "rounds": _rows(
        {
            "number": _number,
            "version": _number,
            "at": _instant,
            "outcome": _line,
            "answers": _rows({"position": _line, "names": _prose}),
            "objections": _rows(
                {
                    "name": _line,
                    **dict.fromkeys(("consequence", "fact", "aim", "suggestion", "tested", "became"), _prose),
                }
            ),
            "concerns": _rows({"name": _line, "text": _prose}),
        }
    ),
}
"""What a history holds, and how each of its values is read."""
