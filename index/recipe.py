"""What decides what an index holds, besides its documents and its encoder."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from index.lexical import K1, METHOD, B

# The files of a reading edition; ``index.edition`` says what is in them.
EDITION_FILES = ("sentences.jsonl", "titles.jsonl", "glossary.csv")

_HERE = Path(__file__).parent
_DATA = _HERE / "data"
# Modules that no index depends on: what it says, where it is kept, and how files are read, since the
# texts of the documents are compared themselves.
_APART = frozenset({"errors", "__init__", "home", "names", "open"})


def recipe(editions: Mapping[str, str]) -> dict[str, str]:
    """Return what besides documents and encoder decides what an index holds.

    Args:
        editions: By document, the SHA-256 of what was written beside it.
    """
    written = sorted((key, sha256) for key, sha256 in editions.items() if sha256)
    return {
        "code": code_sha256(),
        "editions_sha256": hashlib.sha256(json.dumps(written).encode()).hexdigest()
        if written
        else "",
        "lexical": f"{METHOD} k1={K1} b={B}, character bigrams and English stems",
    }


def edition_sha256(folder: Path | None) -> str:
    """Return the SHA-256 of the files of an edition; empty where there are none."""
    digest = hashlib.sha256()
    files = [] if folder is None else [folder / name for name in EDITION_FILES]
    found = [file for file in files if file.is_file()]
    for file in found:
        digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest() if found else ""


@functools.cache
def code_sha256() -> str:
    """Return the SHA-256 of the modules that make an index, so that a change of them rebuilds it."""
    digest = hashlib.sha256()
    for module in sorted(_HERE.rglob("*.py")):
        if module.stem not in _APART and module.parent.name != "read":
            name = module.relative_to(_HERE).as_posix()
            digest.update(name.encode() + b"\0" + module.read_bytes())
    for file in sorted(_DATA.iterdir()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
