"""A process of our own in which long texts become HTML, and which is killed when one takes too long.

Markdown is quadratic on some texts: thirty pages of `[` take a minute. Such a text stops this process
and nothing else. It is started when it is first needed, answers one text after the other, and ends
with the process that started it.

    python -m web.renderer      answers on its output each text that comes on its input, length first
"""

import atexit
import contextlib
import os
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from io import FileIO
from pathlib import Path
from typing import IO

SECONDS = 1.0  # of the processor, for one text
PATIENCE = 5.0  # on the clock, where the machine has much to do: in the queue, or for the answer
TO_BEGIN = 20.0  # on the clock
LENGTH = struct.Struct(">I")
READY = b"ready"
ROOT = Path(__file__).resolve().parent.parent


class TextTooLong(Exception):
    """The text took more time than one text may."""


class Busy(Exception):
    """Other texts are in the way: this one may be asked for again."""


class Renderer:
    """The process, seen from the one that asks. Safe to ask from several threads, which wait for each other."""

    def __init__(self) -> None:
        self.alone = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = 0  # the process that started it: a fork has none yet

    def render(self, text: str) -> str:
        """The text as HTML. Raises TooLong, and Busy when others were in the way for too long."""
        if not self.alone.acquire(timeout=PATIENCE):
            raise Busy
        try:
            process = self._running()
            _write(process.stdin, text.encode())
            return _read(process.stdout, PATIENCE).decode()
        except (OSError, EOFError) as error:  # a TimeoutError is one; at the end of the file the kernel ended it
            self.stop()
            raise TextTooLong from error
        finally:
            self.alone.release()

    def stop(self) -> None:
        """Kill it. The next text starts another."""
        process, self.process = self.process, None
        if process is None or self.owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]

    def _running(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.owner != os.getpid() or self.process.poll() is not None:
            self.stop()
            self.process, self.owner = _start(), os.getpid()
            if _read(self.process.stdout, TO_BEGIN) != READY:
                raise EOFError
        return self.process


def _start() -> subprocess.Popen[bytes]:
    """Not a fork: the server has threads and locks. It hears no signal that is meant for the terminal's others."""
    return subprocess.Popen(
        [sys.executable, "-m", "web.renderer"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        bufsize=0,
    )


def _write(pipe: IO[bytes] | None, message: bytes) -> None:
    assert pipe is not None  # noqa: S101  (it was opened as a pipe)
    left = memoryview(LENGTH.pack(len(message)) + message)
    while left:
        left = left[pipe.write(left) :]


def _read(pipe: IO[bytes] | None, patience: float | None = None) -> bytes:
    """One message. Raises EOFError when the other end is gone, TimeoutError when nothing comes within `patience`."""
    assert pipe is not None  # noqa: S101  (it was opened as a pipe)
    until = None if patience is None else time.monotonic() + patience
    return _exactly(pipe, LENGTH.unpack(_exactly(pipe, LENGTH.size, until))[0], until)


def _exactly(pipe: IO[bytes], size: int, until: float | None) -> bytes:
    read = b""
    while len(read) < size:
        if until is not None and not select.select([pipe], [], [], max(until - time.monotonic(), 0))[0]:
            raise TimeoutError
        if not (some := pipe.read(size - len(read))):
            raise EOFError
        read += some
    return read


def serve() -> None:
    """The process itself. The kernel ends it where a text takes too long, even if nobody waits any more."""
    from web.markdown_html import made

    texts, answers = FileIO(0, "r"), FileIO(1, "w")
    _write(answers, READY)
    while True:
        try:
            text = _read(texts)
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        html = made(text.decode())
        signal.setitimer(signal.ITIMER_PROF, 0)
        _write(answers, html.encode())


renderer = Renderer()
atexit.register(renderer.stop)

if __name__ == "__main__":
    serve()
