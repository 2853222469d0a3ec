"""Votes committed together.

A commit waits for the disk, and on SQLite the next writer waits for it: on a small machine with a slow one, that wait
is most of what a vote takes. So votes have a thread of their own (`web.lanes`), which takes those that arrived while
it was busy into one transaction: each whole, one after the other, then one commit, and only then is any of them
answered.

- A vote that comes alone is committed alone, at once: nobody waits for company.
- A vote that fails fails alone: an action within a transaction is a savepoint, which goes back by itself.
- No transaction is longer than `LONGEST`, since the agenda's writer waits for it. The turns are in the order in which
  they were asked for (`config.sqlite`), so votes never keep it out.
- Whoever closes a ballot has a turn of their own, after the commit of all votes that were taken before: each read its
  instant within the same turn.
- Where the shared transaction fails, nothing of it is there, and each of its votes is asked again by itself. A vote
  that comes again counts once, as ever.
- A server that is killed has answered nobody whose vote was not committed.

Measured: where the disk takes 8 ms more to sync, 113 votes a second instead of 47; where it takes next to nothing, no
gain was shown (`docs/scale.md`). On PostgreSQL votes keep the threads of all: there voters do not wait for each other,
and commits that meet share a sync by themselves.
"""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, ParamSpec, TypeVar

from django.db import connections, transaction

P = ParamSpec("P")
R = TypeVar("R")

LONGEST = 0.01  # seconds of one transaction, before the last request that it takes


@dataclass
class WaitingAct:
    """A request to answer. It may be run twice: the first time may have left nothing."""

    run: Callable[[], Any]
    future: "Future[Any]" = field(default_factory=Future)

    def alone(self) -> None:
        try:
            self.future.set_result(self.run())
        except BaseException as error:
            self.future.set_exception(error)


class SharedCommits(Executor):
    """One thread that runs what it is given in order, and commits together what waits together."""

    def __init__(self, name: str) -> None:
        self._waiting: SimpleQueue[WaitingAct | None] = SimpleQueue()
        Thread(target=self._work, name=name, daemon=True).start()

    def submit(self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> "Future[R]":
        task = WaitingAct(lambda: fn(*args, **kwargs))
        self._waiting.put(task)
        return task.future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """What waits is still done."""
        self._waiting.put(None)

    def _work(self) -> None:
        while task := self._waiting.get():
            if not task.future.set_running_or_notify_cancel():
                continue
            if self._waiting.empty():
                task.alone()
            else:
                self._together(task)
        connections.close_all()

    def _together(self, task: WaitingAct) -> None:
        tasks, answers = [task], []
        until = monotonic() + LONGEST
        try:
            with transaction.atomic():
                for one in tasks:
                    answers.append(one.run())
                    if monotonic() < until and (another := self._next()):
                        tasks.append(another)
                if transaction.get_rollback():
                    raise transaction.TransactionManagementError("one of them left the transaction broken")
        except BaseException:
            for one in tasks:
                one.alone()
            return
        for one, answer in zip(tasks, answers, strict=True):
            one.future.set_result(answer)

    def _next(self) -> WaitingAct | None:
        """What waits already, unless it is the end."""
        try:
            task = self._waiting.get_nowait()
        except Empty:
            return None
        if task is None:
            self._waiting.put(None)
            return None
        return task if task.future.set_running_or_notify_cancel() else self._next()
