"""A document of a visitor's is indexed in a process of its own, so that others need not wait for it.

As a program (``python -m serve.documents.indexing CORPUS FILE``) it prints a JSON object a line: ``step``,
``done`` and ``total`` while it works, and ``error`` where the document cannot be read.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import filelock

from index.errors import DocumentError, YinjuError
from serve.documents.visitors import OwnDocument

# Beside two questions at a time it gets a tenth of the processors. The politest there is, 19, gets a
# hundredth: a document dropped while many ask would never be done.
_NICE = 10
# A document of 500 pages takes a few minutes; one that takes longer is not worth the others' time.
_MAX_SECONDS = 1800
_WAIT_SECONDS = 0.5

Report = Callable[[dict[str, object]], None]


def index_document(document: OwnDocument, lock: Path, report: Report) -> None:
    """Build the corpus of a visitor's document; one such process runs at a time.

    Args:
        document: Prepared, with its file in place.
        lock: File that all who index here lock.
        report: Told how far it is; raises to stop it.

    Raises:
        DocumentError: The document cannot be read, or took too long.
    """
    held = filelock.FileLock(lock, timeout=0)
    while True:
        try:
            held.acquire()
            break
        except filelock.Timeout:
            report({"step": "wait"})
            time.sleep(_WAIT_SECONDS)
    try:
        for line in _run(document):
            if "error" in line:
                raise DocumentError(str(line["error"]))
            report(line)
    finally:
        held.release()


def _run(document: OwnDocument) -> Iterator[dict[str, object]]:
    command = [
        sys.executable,
        "-m",
        "serve.documents.indexing",
        str(document.corpus),
        str(document.file),
    ]
    started = time.monotonic()
    with subprocess.Popen(  # noqa: S603  # this very module
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL
    ) as process:
        try:
            assert process.stdout is not None  # noqa: S101  # it is piped
            for raw in process.stdout:
                if time.monotonic() - started > _MAX_SECONDS:
                    raise DocumentError(f"{document.doc_id} took too long to index; split it.")
                yield json.loads(raw)
            if process.wait() != 0:
                raise DocumentError(f"{document.doc_id} could not be indexed.")
        finally:
            if process.poll() is None:
                process.kill()


def main(corpus: Path, file: Path) -> int:
    """Index ``file`` into ``corpus``, telling how far it is on standard output."""
    os.nice(_NICE)
    from qa.corpora import update_corpus

    told = 0.0

    def progress(step: str, done: int, total: int) -> None:
        nonlocal told
        # A line for each of thousands of views would cost more than it tells.
        if done == total or time.monotonic() - told > _WAIT_SECONDS:
            told = time.monotonic()
            _tell({"step": step, "done": done, "total": total})

    try:
        update_corpus(corpus, [file], progress=progress)
    except YinjuError as error:
        _tell({"error": str(error).replace(str(file), file.name)})
        return error.exit_code
    return 0


def _tell(record: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
