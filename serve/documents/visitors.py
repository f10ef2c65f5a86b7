"""Documents that visitors add: each visitor's own, seen by nobody else, gone when the visitor is.

A visitor is known by a secret in a cookie; what is kept lies in a folder named by its hash, so that
several processes find it and a listing of the folder gives nobody's secret away.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from index.runtime.patterns import regex

COOKIE = "yinju"
MAX_OWN = 20
# A page that is open says so every minute; one that says nothing for so long was closed or lost.
IDLE_SECONDS = 900
# Leaving and loading anew look alike; a visitor who is back within this keeps everything.
GRACE_SECONDS = 90

_TOKEN = regex(r"[A-Za-z0-9_-]{20,64}")
_UNSAFE = regex(r"[\x00-\x1f\x7f/\\:*?\"<>|\u202a-\u202e\u2066-\u2069]+")
_SUFFIX = regex("[A-Za-z0-9]{1,10}")
_LONGEST_NAME = 120
_SEEN = "seen"
_LEFT = "left"
_ABOUT = "about.json"


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """A document of a visitor's own, with a corpus of its own.

    Attributes:
        doc_id: Its id in that corpus: its file name.
        folder: Where all of it is kept.
    """

    doc_id: str
    folder: Path

    @property
    def corpus(self) -> Path:
        """Folder of its corpus."""
        return self.folder / "corpus"

    @property
    def file(self) -> Path:
        """The file as it was given."""
        return self.folder / "file" / self.doc_id


class Visitors:
    """The visitors who have documents of their own."""

    def __init__(self, folder: Path, *, keep: bool = False) -> None:
        """Keep visitors below ``folder``.

        Args:
            folder: Where; made when the first document comes.
            keep: Whether documents stay when their visitor leaves.
        """
        self._folder = folder
        self._keep = keep

    @staticmethod
    def new_token() -> str:
        """Return a secret for a new visitor."""
        return secrets.token_urlsafe(24)

    def documents(self, token: str | None) -> list[OwnDocument]:
        """Return the documents of a visitor, the oldest first; none for a token that is none."""
        home = self._home(token)
        if home is None or not home.is_dir():
            return []
        found = []
        for about in sorted(home.glob(f"*/{_ABOUT}")):
            with contextlib.suppress(OSError, ValueError, KeyError):
                record = json.loads(about.read_text("utf-8"))
                found.append(OwnDocument(record["doc_id"], about.parent))
        return found

    def prepare(self, token: str, name: str, taken: set[str]) -> OwnDocument:
        """Return a place for a document that is to come; ``finish`` makes it one of the visitor's.

        Args:
            token: Of the visitor.
            name: File name as the visitor has it.
            taken: Names that mean another document.
        """
        home = self._home(token)
        if home is None:
            raise ValueError("not a token of this server")
        home.mkdir(parents=True, exist_ok=True)
        self.seen(token)
        # In order of time, and not to be guessed.
        folder = home / f"{time.time_ns():020d}-{secrets.token_hex(4)}"
        (folder / "file").mkdir(parents=True)
        taken = taken | {document.doc_id for document in self.documents(token)}
        return OwnDocument(_unused(safe_name(name), taken), folder)

    @staticmethod
    def finish(document: OwnDocument) -> None:
        """Make a prepared document one of its visitor's."""
        new = document.folder / "about.new"
        new.write_text(json.dumps({"doc_id": document.doc_id}), "utf-8")
        new.replace(document.folder / _ABOUT)

    def remove(self, token: str | None, doc_id: str) -> bool:
        """Delete a document of the visitor's; tell whether there was one."""
        for document in self.documents(token):
            if document.doc_id == doc_id:
                (document.folder / _ABOUT).unlink(missing_ok=True)
                shutil.rmtree(document.folder, ignore_errors=True)
                return True
        return False

    def seen(self, token: str | None) -> None:
        """Note that the visitor is here."""
        home = self._home(token)
        if home is not None and home.is_dir():
            (home / _SEEN).touch()
            (home / _LEFT).unlink(missing_ok=True)

    def leave(self, token: str | None) -> None:
        """Note that the visitor's page was closed."""
        home = self._home(token)
        if home is not None and home.is_dir():
            (home / _LEFT).touch()

    def sweep(self, now: float | None = None) -> int:
        """Delete what belongs to visitors who are gone; return how many they were."""
        if self._keep or not self._folder.is_dir():
            return 0
        now = time.time() if now is None else now
        gone = 0
        for home in self._folder.iterdir():
            if home.is_dir() and _gone(home, now):
                shutil.rmtree(home, ignore_errors=True)
                gone += 1
        return gone

    def _home(self, token: str | None) -> Path | None:
        if token is None or not _TOKEN.fullmatch(token):
            return None
        return self._folder / hashlib.sha256(token.encode()).hexdigest()[:32]


def safe_name(name: str) -> str:
    """Return a file name of one line that means no other folder and hides nothing."""
    name = _UNSAFE.sub("_", name).strip(" .")
    stem, _, suffix = name.rpartition(".")
    if not stem or not _SUFFIX.fullmatch(suffix):
        return (name or "document")[:_LONGEST_NAME]
    return f"{stem[: _LONGEST_NAME - len(suffix) - 1]}.{suffix}"


def _unused(name: str, taken: set[str]) -> str:
    if name not in taken:
        return name
    stem, dot, suffix = name.rpartition(".")
    number = 2
    while (new := f"{stem} ({number}){dot}{suffix}") in taken:
        number += 1
    return new


def _gone(home: Path, now: float) -> bool:
    try:
        if now - (home / _SEEN).stat().st_mtime > IDLE_SECONDS:
            return True
        return now - (home / _LEFT).stat().st_mtime > GRACE_SECONDS
    except FileNotFoundError:
        return not (home / _SEEN).exists() and now - home.stat().st_mtime > IDLE_SECONDS
