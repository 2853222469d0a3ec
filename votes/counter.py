"""Large counts, each in a process of its own that can be killed, so that none holds up a closing, a page or the agenda.

Most counts take an instant, and are made where they are asked (`votes.counting.effort.SMALL`): within the closing's
own transaction, whose page then shows the result. Only what might take longer comes here. Nobody waits for it: who
asks is told that it is being counted, and asks again. So it needs no thread, no queue in the database and no message
between servers: whichever clock looks at a closed ballot without a result starts its count or takes up its answer,
and who writes it first has written it (`votes.actions.counting`).

    python -m votes.counter SECONDS     counts one object of the recount format: input, output
"""

import atexit
import contextlib
import hashlib
import json
import os
import resource
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from pathlib import Path

from votes.counting import recount

DEADLINES = (30, 120, 600)  # seconds of the processor, for each try
AT_ONCE = 2
PATIENCE = 4  # times the deadline, on the clock: other work goes first
KEPT = 64  # answers; the same ballots are counted once, however often somebody verifies them
ROOT = Path(__file__).resolve().parent.parent


class CountTooLong(Exception):
    """The count took longer than its deadline."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Running:
    """One count that goes on. Neither what it is asked nor its answer is ever on the disk."""

    def __init__(self, count_input: bytes, seconds: int) -> None:
        self.seconds, self.until = seconds, time.monotonic() + PATIENCE * seconds
        with os.fdopen(os.memfd_create("asked"), "w+b") as given:
            given.write(count_input)
            given.seek(0)
            self.answer = os.fdopen(os.memfd_create("answer"), "w+b")
            self.process = subprocess.Popen(  # noqa: S603  (our own program, and a number)
                [sys.executable, "-m", "votes.counter", str(seconds)],
                cwd=ROOT,
                stdin=given,
                stdout=self.answer,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )

    def is_over(self) -> bool:
        if self.process.poll() is None and time.monotonic() > self.until:
            self.kill()
        return self.process.poll() is not None

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def result(self) -> bytes | Exception:
        """The answer of a count that is over, or what to raise instead of it."""
        with self.answer as file:
            file.seek(0)
            output = json.loads(file.read() or b"{}") if self.process.returncode == 0 else {}
        if "refused" in output:
            return ValueError(output["refused"])
        return json.dumps(output["answer"]).encode() if "answer" in output else CountTooLong(self.seconds)


_alone = threading.Lock()
_running: dict[bytes, Running] = {}
_results: OrderedDict[bytes, bytes | Exception] = OrderedDict()
_finished = 0


def ask(count_input: bytes, seconds: int) -> bytes | None:
    """The answer to an object of the recount format; None while it is being counted, or waits for its turn.

    Raises ValueError as `recount.answer` does, and TooLong once it was given so many seconds in vain: asked again
    with more, it is counted again.
    """
    key = hashlib.sha256(count_input).digest()
    with _alone:
        _take_up()
        result = _results.get(key)
        if isinstance(result, CountTooLong) and result.seconds < seconds:
            result = None
        if result is None:
            if key not in _running and len(_running) < AT_ONCE:
                _running[key] = Running(count_input, seconds)
            return None
    if isinstance(result, Exception):
        raise result
    return result


def finished() -> int:
    """How many counts have ended here so far: while it stays the same, there is nothing to take up."""
    with _alone:
        _take_up()
        return _finished


def is_busy() -> bool:
    """Whether a count goes on in a process of this server's."""
    return bool(_running)


def stop() -> None:
    """Kill what is running. Asked again, it begins again."""
    with _alone:
        for one in _running.values():
            one.kill()
            one.answer.close()
        _running.clear()


def _take_up() -> None:
    global _finished
    for key, one in list(_running.items()):
        if one.is_over():
            del _running[key]
            _results[key] = one.result()
            _finished += 1
            _results.move_to_end(key)
    while len(_results) > KEPT:
        _results.popitem(last=False)


def serve(seconds: int) -> None:
    """The process itself. The kernel ends it at the deadline, even where the server that started it was killed."""
    with contextlib.suppress(OSError):
        os.nice(10)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    output: dict[str, object]
    try:
        output = {"answer": recount.answer(json.load(sys.stdin))}
    except ValueError as error:
        output = {"refused": str(error)}
    json.dump(output, sys.stdout)


atexit.register(stop)

if __name__ == "__main__":
    serve(int(sys.argv[1]))
