"""The documents of a corpus in an earlier format: all else is made anew from them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from index.clause_index import Manifest, hash_bytes
from index.document.corpus import Document
from index.records import read_document
from index.store.manifest import damaged

_DOCUMENTS = "documents.jsonl"


def earlier_documents(folder: Path, manifest: Manifest) -> list[tuple[Document, str]]:
    """Return the documents of formats 3 to 8, each with the name of its edition.

    Raises:
        IndexDamagedError: One is missing or altered.
    """
    rows = json.loads(
        b"[" + _read(folder, manifest, _DOCUMENTS).rstrip(b"\n").replace(b"\n", b",") + b"]"
    )
    try:
        return [_document(folder, manifest, row) for row in rows]
    except (KeyError, TypeError, ValueError) as error:
        damaged(folder, f"the list of documents is malformed ({type(error).__name__}: {error})")


def _document(folder: Path, manifest: Manifest, row: dict[str, Any]) -> tuple[Document, str]:
    text = _read(folder, manifest, row["file"]).decode()
    return read_document(row, text), row.get("edition", "")


def _read(folder: Path, manifest: Manifest, name: str) -> bytes:
    if name not in manifest.files:
        damaged(folder, f"its manifest does not list {name}")
    try:
        data = (folder / manifest.generation / name).read_bytes()
    except OSError:
        damaged(folder, f"{name} is missing")
    if hash_bytes(data) != manifest.files[name]:
        damaged(folder, f"{name} was altered")
    return data
