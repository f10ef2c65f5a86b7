"""Reading a file in a process of its own, which is ended where it shows no sign of life.

Libraries that read files which nobody vouches for may hang, crash or fill the memory. The process is
started with the first such file and serves the next ones too.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from index.errors import DocumentError
from index.read.limits import LONGEST_SECONDS, SLOW_SECONDS, STALLED_SECONDS
from index.read.process.transfer import unpack
from index.read.source import Source

_ROOT = Path(__file__).parents[3]
_CODE = f"import sys; sys.path[:0] = [{str(_ROOT)!r}]; from index.read.worker import main; main()"


class Guard:
    """The process that reads files, and who watches it."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: queue.Queue[bytes | None] = queue.Queue()
        self._lock = threading.Lock()

    def read(self, path: Path) -> Source:
        """Return what a file holds.

        Raises:
            DocumentError: It cannot be read, or reading it does not end or takes too much memory.
        """
        with self._lock:
            self._start()
            answer = self._ask(path)
        if "error" in answer:
            raise DocumentError(answer["error"])
        if "memory" in answer:
            raise DocumentError(f"{path} takes too much memory to be read; split or mend it.")
        return unpack(answer)

    def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()  # first: whoever still reads from it holds its streams
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _start(self) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        self.close()
        self._lines = queue.Queue()
        self._process = subprocess.Popen(  # noqa: S603  # this program itself
            [sys.executable, "-P", "-X", "utf8", "-c", _CODE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        threading.Thread(target=_listen, args=(self._process, self._lines), daemon=True).start()

    def _ask(self, path: Path) -> dict[str, Any]:
        """Send a path and return the answer, however many signs of life come before."""
        process = self._process
        if process is None or process.stdin is None:
            raise DocumentError(f"{path} cannot be read: no process could be started for it.")
        request = json.dumps({"path": str(path.absolute())})
        began, before = time.monotonic(), _kept_waiting(process.pid)
        patience, longest = STALLED_SECONDS, LONGEST_SECONDS
        try:
            process.stdin.write(f"{request}\n".encode())
            process.stdin.flush()
            while True:
                line = self._next_line(process.pid, patience)
                if line is None:
                    self.close()
                    raise DocumentError(f"{path} cannot be read: it makes the reader break down.")
                answer: dict[str, Any] = json.loads(line)
                if "signal" not in answer:
                    return answer
                if answer["signal"] == "slow":
                    patience, longest = SLOW_SECONDS, float("inf")
                if time.monotonic() - began - _kept_waiting(process.pid) + before > longest:
                    raise queue.Empty
        except (queue.Empty, OSError) as error:
            self.close()
            waited = time.monotonic() - began
            message = f"{path} cannot be read: no end after {waited:.0f} seconds. Split or mend it."
            raise DocumentError(message) from error

    def _next_line(self, pid: int, patience: float) -> bytes | None:
        """Return what the process says next.

        Raises:
            queue.Empty: It says nothing for so many seconds in which it could have run.
        """
        began, before = time.monotonic(), _kept_waiting(pid)
        left = patience
        while True:
            try:
                return self._lines.get(timeout=left)
            except queue.Empty:
                idle = time.monotonic() - began - (_kept_waiting(pid) - before)
                left = patience - idle
                if left <= 0:
                    raise


def _kept_waiting(pid: int) -> float:
    """Return for how many seconds a process was ready to run while others did; 0 where none can tell."""
    try:
        told = Path(f"/proc/{pid}/schedstat").read_text("ascii").split()
    except OSError:
        return 0.0
    return int(told[1]) / 1e9 if len(told) > 1 else 0.0


def _listen(process: subprocess.Popen[bytes], lines: queue.Queue[bytes | None]) -> None:
    if process.stdout is not None:
        with contextlib.suppress(ValueError, OSError):  # closed while it was read from
            for line in process.stdout:
                lines.put(line)
    lines.put(None)


guard = Guard()
atexit.register(guard.close)
