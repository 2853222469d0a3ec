"""A request that came twice counts once.

A request that names itself with a key is told to the actions that it leads to by `answering`. The outermost action
keeps a row of what it did, in its own transaction: the same request again, or at the same time, is given what the
first one did. What was refused leaves no row, so that it can be put right and sent again.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils.translation import gettext as _

from journal.clock import now
from journal.models import Request

# Nothing is written where this act of the request stands already, or where the key stood for another request.
CLAIM = """
    INSERT INTO journal_request (actor, key, act, digest, result, at)
    SELECT %s, %s, %s, %s, '{}', %s
    WHERE NOT EXISTS (SELECT 1 FROM journal_request WHERE actor = %s AND key = %s AND digest <> %s)
    ON CONFLICT (actor, key, act) DO NOTHING RETURNING id
"""
KEEP = "UPDATE journal_request SET result = %s WHERE id = %s"

KEPT = timedelta(days=7)  # how long a request that is sent again is known for what it is


@dataclass
class Sent:
    """One sending of a request: the hash of its key, the hash of what it says, and how often each action ran.

    `is_answered`: an action of it was done, or gave what it had done before, so that its answer is its own.
    """

    key: str
    digest: str
    acts: Counter[str] = field(default_factory=Counter)
    is_answered: bool = False


_sent: ContextVar[Sent | None] = ContextVar("journal_sent", default=None)


def sent(key: str, name: Iterable[str], values: Iterable[str]) -> Sent:
    """A request with the key that its sender chose; `name` is what the key stands for beside itself.

    The key itself is not kept, and it is in the digest, so that nobody who reads the rows can find out by trying what
    the request said.
    """
    return Sent(_hash([key, *name]), _hash([key, *values]))


@contextmanager
def answering(request: Sent | None) -> Iterator[None]:
    """The actions inside belong to this request."""
    token = _sent.set(request)
    try:
        yield
    finally:
        _sent.reset(token)


def claim(name: str, actor: str) -> Request | None:
    """Within the outermost action's transaction, first thing: the row of what this action of this request did.

    It is new if the action is to run; `None` if nobody named the request. A twin that is under way is waited for.
    Raises ValidationError `request_key` when the key was used for something else.
    """
    request = _sent.get()
    if request is None:
        return None
    request.acts[name] += 1
    act = f"{name} {request.acts[name]}"
    new = Request(actor=actor, key=request.key, act=act, digest=request.digest, at=now())
    at = Request._meta.get_field("at").get_db_prep_value(new.at, connection)
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [actor, new.key, act, new.digest, at, actor, new.key, new.digest])
        if claimed := cursor.fetchone():
            new.pk = claimed[0]
            return new
    earlier = {row.act: row for row in Request.objects.filter(actor=actor, key=request.key)}
    for row in earlier.values():
        if row.digest != request.digest:
            raise ValidationError(
                _("This was sent before, and said something else then. To have it a second time, send it again."),
                code="request_key",
            )
    return earlier[act]


def keep(request: Request, result: Any) -> None:
    """Keep what the action gave back: a plain value, or which rows it made."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [json.dumps(_written(result)), request.pk])
    _answered()


def given(request: Request) -> Any:
    """What the first one gave back. Raises ValidationError `repeated` when that is gone, or is told only once."""
    result = _read(request.result)
    _answered()
    return result


def _answered() -> None:
    if request := _sent.get():
        request.is_answered = True


def earlier(actor: str, request: Sent) -> Request | None:
    """What this very request did before, if it did."""
    return Request.objects.filter(actor=actor, key=request.key, digest=request.digest).order_by("pk").last()


def made(request: Request) -> models.Model | None:
    """The one thing that it made or changed, if it is still there."""
    return _row(request.result) if "model" in request.result else None


def _written(result: Any) -> dict[str, Any]:
    """Texts are not kept: an action that gives one back gives a secret."""
    if isinstance(result, models.Model):
        return {"model": result._meta.label, "pk": result.pk}
    if isinstance(result, list):
        return {"list": [_written(one) for one in result]}
    if result is None or isinstance(result, int):
        return {"value": result}
    return {"secret": True}


def _read(written: dict[str, Any]) -> Any:
    if "value" in written:
        return written["value"]
    if "list" in written:
        return [_read(one) for one in written["list"]]
    row = _row(written) if "model" in written else None
    if not row:
        raise ValidationError(_("This was done already, once."), code="repeated")
    return row


def _row(written: dict[str, Any]) -> models.Model | None:
    return apps.get_model(written["model"])._base_manager.filter(pk=written["pk"]).first()


def _hash(texts: Iterable[str]) -> str:
    """Texts hashed each with its length, so that none can pass for the end of another."""
    digest = hashlib.sha256()
    for text in texts:
        data = text.encode(errors="surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
