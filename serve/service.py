"""What the rooms of the server share: documents, visitors, the gates before heavy work, results."""

from __future__ import annotations

import atexit
import hashlib
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.runtime.patterns import regex
from qa.pipeline import Pipeline
from serve.documents.library import Book, Library
from serve.documents.visitors import Visitors
from serve.options import Options
from serve.requests.gate import Gate

# Results that were made for somebody can be fetched for an hour, by whoever was told their address.
_KEPT_SECONDS = 3600
_TOKEN = regex(r"[A-Za-z0-9_-]{16,40}")


class Results:
    """Files made for visitors, each behind an address that cannot be guessed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def new(self) -> tuple[str, Path]:
        """Return a token and the folder that it stands for."""
        token = secrets.token_urlsafe(18)
        folder = self._folder / token
        folder.mkdir(parents=True)
        return token, folder

    def find(self, token: str, name: str) -> Path | None:
        """Return the file of a token; None where there is none."""
        if not _TOKEN.fullmatch(token) or Path(name).name != name:
            return None
        path = self._folder / token / name
        return path if path.is_file() and not path.is_symlink() else None

    def sweep(self) -> None:
        """Delete what was made long ago."""
        if not self._folder.is_dir():
            return
        for folder in self._folder.iterdir():
            if time.time() - folder.stat().st_mtime > _KEPT_SECONDS:
                shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Service:
    """One server, or one of several that share a corpus and a workspace."""

    options: Options
    workspace: Path
    library: Library
    visitors: Visitors
    results: Results
    questions: Gate
    # A draft or a question set takes both cores for a while: one at a time.
    long_work: Gate
    # Documents wait for each other in the process that indexes, where every server's are counted.
    indexing: Gate
    # Each page is drawn by a process of its own.
    drawing: Gate

    def leaf_folder(self, book: Book) -> Path:
        """Return where the pages of a document are kept that were drawn: beside the file if a visitor's."""
        assert book.file is not None  # noqa: S101  # who asks has looked
        if book.own:
            return book.file.parent.parent / "leaves"
        name = hashlib.sha256(str(book.file).encode()).hexdigest()[:20]
        return self.workspace / "leaves" / name


def make_service(options: Options, get_pipeline: Callable[[], Pipeline]) -> Service:
    """Return what a server needs."""
    workspace = options.workspace or _passing_workspace()
    visitors = Visitors(workspace / "visitors", keep=options.keep_own)
    return Service(
        options=options,
        workspace=workspace,
        library=Library(get_pipeline, visitors, options.files),
        visitors=visitors,
        results=Results(workspace / "results"),
        questions=Gate(options.at_once, options.waiting),
        long_work=Gate(1, 8),
        indexing=Gate(8, 0),
        drawing=Gate(1, 64),
    )


def _passing_workspace() -> Path:
    """Return a folder that goes when the program does."""
    folder = Path(tempfile.mkdtemp(prefix="yinju-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
