"""The one way of a change.

Everything that writes is a plain function under `@action`. The outermost action opens the
transaction; the actions that it calls join it. What they record goes to the journal as the
last thing before the commit, and what they touched is announced: inside the transaction to
those who carry the news with it (`NOTIFY`), after the commit to those who read again. A request
that comes twice counts once (`journal.repeats`).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar, cast

import rules
from django.core.exceptions import PermissionDenied
from django.db import transaction

from journal import listeners, repeats
from journal.chain import PendingEntry, append, tell
from journal.clock import now
from journal.dates import check_dates
from journal.models import Request
from journal.texts import cleaned

P = ParamSpec("P")
R = TypeVar("R")


class Actor(Protocol):
    """Whoever acts: a member, or the clock. The journal knows them by this text alone."""

    @property
    def actor_key(self) -> str: ...


@dataclass(frozen=True)
class ClockActor:
    """The actor of what falls due by itself."""

    actor_key: str = "clock"


CLOCK = ClockActor()


@dataclass
class Scope:
    """What the outermost action keeps until its commit."""

    actors: list[str] = field(default_factory=list)
    pending: list[PendingEntry] = field(default_factory=list)
    topics: set[str] = field(default_factory=set)


_scope: ContextVar[Scope | None] = ContextVar("journal_scope", default=None)
_once_by_themselves: set[str] = set()


def action(act: Callable[P, R]) -> Callable[P, R]:
    """Make a function the writer of one change. It takes its `actor` by keyword, clean texts and
    dates that somebody may mean (`journal.texts`, `journal.dates`).

    Raises what the function raises, and nothing else: `PermissionDenied`, `ValidationError`; and the latter with
    the code `request_key` when the request's key was used for another one.
    """
    name = f"{act.__module__}.{act.__name__}"

    @wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        actor: Any = kwargs.get("actor")
        if actor is None:
            raise TypeError(f"{act.__name__}() needs its actor by keyword")
        kwargs = cast(Any, cleaned(kwargs))
        check_dates(kwargs)

        def once() -> R:
            request = None if actor is CLOCK or name in _once_by_themselves else repeats.claim(name, actor.actor_key)
            if request and request.result:
                return cast(R, repeats.given(request))
            result = act(*args, **kwargs)
            if request:
                repeats.keep(request, result)
            return result

        within = _scope.get()
        if within is not None:
            return _join(within, actor, once if not within.actors else lambda: act(*args, **kwargs))
        with together(kwargs) as scope:
            return _as_actor(scope, actor, once)

    return run


@contextmanager
def together(given: Mapping[str, Any]) -> Iterator[Scope]:
    """What is read inside and the actions that follow from it, as one change; `given` holds the texts that they get."""
    for prepare in listeners.before.values():
        prepare(cleaned(dict(given)))
    scope = Scope()
    with transaction.atomic():
        token = _scope.set(scope)
        try:
            yield scope
        finally:
            _scope.reset(token)
        _conclude(scope)


def once_by_itself(act: Callable[P, R]) -> Callable[P, R]:
    """Under `@action`: what this writes is once by its own constraint, so no row is kept of its request.

    For votes: they are many, and a row would tell who voted when.
    """
    _once_by_themselves.add(f"{act.__module__}.{act.__name__}")
    return act


def rehearse(act: Callable[[], object]) -> None:
    """Whether it would be done now: raises what it would raise, and leaves nothing of it in the database.

    For acts that change nothing elsewhere.
    """
    with repeats.answering(None), transaction.atomic():
        act()
        transaction.set_rollback(True)


@action
def drop_requests(*, actor: Actor) -> None:
    """Forget the requests that nobody will send again."""
    Request.objects.filter(at__lt=now() - repeats.KEPT).delete()


def drop_old_requests() -> None:
    """What the clock does here."""
    if Request.objects.filter(at__lt=now() - repeats.KEPT).exists():
        drop_requests(actor=CLOCK)


def record(
    verb: str, *, topics: Iterable[str], body: Mapping[str, Any] | None = None, private: Mapping[str, str] | None = None
) -> None:
    """Tell the journal what happened, and everybody who follows `topics` that it did.

    `body` holds whole numbers, texts, booleans, instants, and lists and mappings of these: no
    names and no reasons. Those go into `private`, of which the journal keeps a commitment.
    """
    scope = _inside()
    entry = tell(scope.actors[-1], verb, topics, body or {}, private or {})
    scope.pending.append(entry)
    scope.topics.update(entry.topics)


def touch(*topics: str) -> None:
    """Tell those who follow `topics` that something changed which the journal does not keep."""
    _inside().topics.update(topics)


def require(perm: str, actor: Any, obj: Any = None) -> None:
    """Raise `PermissionDenied` unless a rule allows it. There is no flag that skips a rule."""
    if not rules.has_perm(perm, actor, obj):
        raise PermissionDenied(perm)


def _inside() -> Scope:
    scope = _scope.get()
    if scope is None or not scope.actors:
        raise RuntimeError("record() and touch() belong inside an action")
    return scope


def _join(scope: Scope, actor: Any, run: Callable[[], R]) -> R:
    """Run an action inside another. If it fails and the other goes on, nothing of it remains."""
    length, topics = len(scope.pending), set(scope.topics)
    try:
        with transaction.atomic():
            return _as_actor(scope, actor, run)
    except BaseException:
        del scope.pending[length:]
        scope.topics = topics
        raise


def _as_actor(scope: Scope, actor: Any, run: Callable[[], R]) -> R:
    scope.actors.append(actor.actor_key)
    try:
        return run()
    finally:
        scope.actors.pop()


def _conclude(scope: Scope) -> None:
    append(scope.pending)
    topics = frozenset(scope.topics)
    if not topics:
        return
    for listener in listeners.within.values():
        listener(topics)
    for listener in listeners.after.values():
        _announce(listener, topics)


def _announce(listener: listeners.Listener, topics: frozenset[str]) -> None:
    """After the commit the change is acknowledged: an announcement that fails is logged, not raised."""

    def announce() -> None:
        listener(topics)

    transaction.on_commit(announce, robust=True)
