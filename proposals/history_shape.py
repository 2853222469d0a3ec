"""What the history of a proposal holds when it is taken away and brought in, and how each of its values is read.

Nothing that is read is trusted: texts are clean and as long as ours may be, instants are instants.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _

from journal.clock import stamp
from journal.texts import LONG, LONGEST, clean, line

FORMAT = "avant-minuit/proposal/1"
LARGEST = 10_000_000  # bytes of a file: what a request brings at most
MOST = 5_000  # rows of a list
MOST_VALUES = 200_000  # in all, so that a file is never read into many times its size
Read = Callable[[Any], Any]


def unreadable() -> ValidationError:
    return ValidationError(_("This file cannot be read: take it again from the page of the proposal."), "unreadable")


def too_much() -> ValidationError:
    return ValidationError(_("This file tells more than a proposal may hold."), code="too_long")


def a_line(value: Any) -> str:
    return line(line(_typed(value, str, ""))[:160])


def a_prose(value: Any) -> str:
    return _within(clean(_typed(value, str, "")), LONG)


def a_text(value: Any) -> str:
    return _within(clean(_typed(value, str, "")), LONGEST)


def a_number(value: Any) -> int:
    number: int = _typed(value, int, 0)
    return min(max(int(number), 0), 9999)


def a_yes(value: Any) -> bool:
    return bool(_typed(value, bool, False))


def an_instant(value: Any) -> str:
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
        raise unreadable()
    return value


def _within(text: str, longest: int) -> str:
    if len(text) > longest:
        raise ValidationError(_("A text of this file is longer than a text may be here."), code="too_long")
    return text


def read_one(shape: Mapping[str, Read], value: Any) -> dict[str, Any]:
    """What a mapping says, by the names of the shape; what it does not say is empty, what else it says is left."""
    if not isinstance(value, dict):
        raise unreadable()
    return {name: read(value.get(name)) for name, read in shape.items()}


@dataclass(frozen=True)
class Rows:
    """A list of mappings of one shape."""

    shape: Mapping[str, Read]

    def __call__(self, value: Any) -> list[dict[str, Any]]:
        rows: Sequence[Any] = _typed(value, list, [])
        if len(rows) > MOST:
            raise too_much()
        return [read_one(self.shape, row) for row in rows]


LIFE: Mapping[str, Read] = {
    **dict.fromkeys(("title", "circle", "subject", "author", "facilitator", "decider", "decision"), a_line),
    **dict.fromkeys(("process", "method"), a_line),
    "seats": a_number,
    **dict.fromkeys(("created_at", "presented_at", "ended_at"), an_instant),
    "review_on": a_line,
    "read_by": a_number,
    **dict.fromkeys(("need", "expected", "evidence", "end_reason"), a_prose),
    "stages": Rows({"name": a_line, "at": an_instant, "left_at": an_instant, "extended_at": an_instant}),
    "pauses": Rows({"at": an_instant, "until": an_instant, "name": a_line, "text": a_prose}),
    "handings": Rows(
        {
            **dict.fromkeys(("at", "answered_at"), an_instant),
            **dict.fromkeys(("name", "to"), a_line),
            "is_accepted": a_yes,
            **dict.fromkeys(("text", "answer"), a_prose),
        }
    ),
    "versions": Rows({"number": a_number, "at": an_instant, "name": a_line, "note": a_prose, "text": a_text}),
    "files": Rows({"name": a_line, "at": an_instant, "sha256": a_line}),  # themselves they stay where they are
    "erased_files": Rows(
        {
            "name": a_line,
            **dict.fromkeys(("at", "erased_at"), an_instant),
            "sha256": a_line,
            **dict.fromkeys(("sentence", "reason"), a_prose),
        }
    ),
    "questions": Rows({"at": an_instant, "name": a_line, "text": a_prose, "answer": a_prose}),
    "reactions": Rows({"at": an_instant, "name": a_line, "version": a_number, "text": a_prose}),
    "edits": Rows(
        {
            "at": an_instant,
            "name": a_line,
            "version": a_number,
            **dict.fromkeys(("quote", "replacement"), a_text),
            **dict.fromkeys(("text", "became", "answer"), a_prose),
        }
    ),
    "comments": Rows(
        {
            "at": an_instant,
            "name": a_line,
            "version": a_number,
            "settled_by": a_line,
            "quote": a_text,
            "text": a_prose,
            "answers": Rows({"at": an_instant, "name": a_line, "text": a_prose}),
        }
    ),
    "advices": Rows({"at": an_instant, "name": a_line, "version": a_number, "text": a_prose, "answer": a_prose}),
    "rounds": Rows(
        {
            "number": a_number,
            "version": a_number,
            **dict.fromkeys(("at", "closed_at"), an_instant),
            "outcome": a_line,
            "answers": Rows({"position": a_line, "names": a_prose}),
            "objections": Rows(
                {
                    "name": a_line,
                    **dict.fromkeys(("consequence", "fact", "aim", "suggestion", "tested", "became"), a_prose),
                }
            ),
            "concerns": Rows({"name": a_line, "text": a_prose}),
        }
    ),
}
"""What a proposal went through in one place, and how each of its values is read."""

SHAPE: Mapping[str, Read] = {
    **LIFE,
    "brought": Rows({**LIFE, "brought_by": a_line, "brought_at": an_instant}),
}
"""The history of a proposal: where it is now, and what it brought from where it was before, the oldest first."""
