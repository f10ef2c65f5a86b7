"""A server for the benchmarks that ask one: run by itself it measures nothing."""

from __future__ import annotations

import contextlib
import itertools
import os
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Of a server that is not there yet, between one look and the next: the start is measured too.
_STEP = 0.02
_PATIENCE = 10
_NOT_KEPT = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True)
class Server:
    """A server that answers: its address, which ends in /, its process, and when it was started."""

    address: str
    pid: int
    began: float


@contextlib.contextmanager
def serving(command: Sequence[str], path: str = "") -> Iterator[Server]:
    """Start a server, and stop it in the end.

    Args:
        command: Program and words, to which the port is added.
        path: What has to be answered before it is there.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    # Python keeps what it compiled of the checkout, as it has for what is installed.
    environ = {key: value for key, value in os.environ.items() if key != _NOT_KEPT}
    began = time.perf_counter()
    process = subprocess.Popen([*command, str(port)], stderr=subprocess.DEVNULL, env=environ)
    address = f"http://127.0.0.1:{port}/"
    try:
        for _ in itertools.takewhile(lambda _: process.poll() is None, itertools.count()):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(address + path, timeout=_PATIENCE).close()  # noqa: S310  # loopback
                break
            time.sleep(_STEP)
        else:
            raise SystemExit(f"{' '.join(command)} did not start; run it to see why")
        yield Server(address, process.pid, began)
    finally:
        process.terminate()
        process.wait()
