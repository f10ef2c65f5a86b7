"""Serving until told to stop, by one process or by several on one corpus."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from starlette.types import ASGIApp

from qa.open import open_pipeline
from qa.pipeline import Pipeline
from qa.show.progress import build_progress
from serve import watch
from serve.app import listen, server
from serve.options import Options
from serve.process.memory import keep_small

MakeApp = Callable[[Options, Callable[[], Pipeline]], ASGIApp]
_SOCKET = "YINJU_SOCKET"
_METRICS = "PROMETHEUS_MULTIPROC_DIR"


def serve(options: Options, make: MakeApp) -> None:
    """Serve until stopped.

    Args:
        options: Where and to whom.
        make: Makes the application.

    Raises:
        InputError: The port is taken, or the folder is no corpus.
    """
    keep_small()
    with build_progress() as progress:
        pipeline = open_pipeline(options.corpus, progress=progress)
    if options.log or options.log_questions:
        watch.start_logging()
    listening = listen(options.host, options.port)
    shown = f"[{options.host}]" if ":" in options.host else options.host
    address = f"http://{shown}:{options.port}{options.root_path}"
    if options.workers == 1:
        app = make(options, lambda: pipeline)
        sys.stderr.write(f"yinju: {address} (Ctrl+C: stop)\n")
        sys.stderr.flush()
        with contextlib.suppress(KeyboardInterrupt):
            server(app, options).run(sockets=[listening])
        return
    # Each worker opens the index, which is built now, for itself.
    sys.stderr.write(f"yinju: {address}, {options.workers} workers (Ctrl+C: stop)\n")
    sys.stderr.flush()
    with _workspace(options) as shared:
        _work_together(shared, listening.fileno())


def work(make: MakeApp) -> None:
    """Serve as one of several: on a socket and with options that another process left."""
    import socket

    keep_small()
    options = Options.from_environment()
    if options.log or options.log_questions:
        watch.start_logging()
    pipeline = open_pipeline(options.corpus)
    listening = socket.socket(fileno=int(os.environ[_SOCKET]))
    with contextlib.suppress(KeyboardInterrupt):
        server(make(options, lambda: pipeline), options).run(sockets=[listening])


@contextlib.contextmanager
def _workspace(options: Options) -> Iterator[Options]:
    """Give options whose workspace is one that all workers find."""
    if options.workspace is not None:
        yield options
        return
    folder = Path(tempfile.mkdtemp(prefix="yinju-"))
    try:
        yield replace(options, workspace=folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _work_together(options: Options, descriptor: int) -> None:
    """Start the workers, start one anew that fails, and stop them all when told to."""
    assert options.workspace is not None  # noqa: S101  # it was given one above
    options.keep_in_environment()
    metrics = options.workspace / "metrics"
    metrics.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, _SOCKET: str(descriptor), _METRICS: str(metrics)}
    command = [
        sys.executable,
        "-c",
        "import ui; from serve.run import work; work(ui.make_page_app)",
    ]

    def start() -> subprocess.Popen[bytes]:
        return subprocess.Popen(command, env=environment, pass_fds=(descriptor,))  # noqa: S603

    stopping = False

    def stop(*_: object) -> None:
        nonlocal stopping
        stopping = True
        for worker in workers:
            worker.terminate()

    workers = [start() for _ in range(options.workers)]
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping:
        ended, _ = os.wait()
        if not stopping:
            workers = [start() if worker.pid == ended else worker for worker in workers]
    for worker in workers:
        worker.wait()
