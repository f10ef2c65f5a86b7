"""What decides what an index holds, besides its documents and its encoder."""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from index.search.lexical import K1, METHOD, B

# The files of a reading edition; ``index.edition`` says what is in them.
EDITION_FILES = ("sentences.jsonl", "titles.jsonl", "glossary.csv")

_HERE = Path(__file__).parent
_DATA = _HERE / "data"
_READ = _HERE / "read"
# Modules that no index depends on: what it says and where it is kept. How files are read counts where
# documents are known by their files alone; the texts of others are compared themselves.
_APART = (
    "errors",
    "runtime/extras",
    "runtime/home",
    "location",
    "document/names",
    "open",
    "shipped",
    "document/source",
)
# Nor does what it holds depend on how a server keeps it, whose tables have versions of their own.
_SERVER = _HERE / "store" / "postgres"


def recipe(editions: Mapping[str, str], left_out: Collection[str] = ()) -> dict[str, str]:
    """Return what besides documents and encoder decides what an index holds.

    Args:
        editions: By document, the SHA-256 of what was written beside it.
        left_out: Kinds of views that it has not.
    """
    written = sorted((key, sha256) for key, sha256 in editions.items() if sha256)
    return {
        "code": code_sha256(),
        "editions_sha256": hashlib.sha256(json.dumps(written).encode()).hexdigest()
        if written
        else "",
        "left_out": " ".join(sorted(left_out)),
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


def files_sha256(files: Iterable[Path]) -> str:
    """Return the SHA-256 of files together with that of the code that reads them."""
    digest = _readers_sha256().copy()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


@functools.cache
def _readers_sha256() -> hashlib._Hash:
    return _modules_sha256(_READ)


@functools.cache
def code_sha256() -> str:
    """Return the SHA-256 of the modules that make an index, so that a change of them rebuilds it."""
    digest = _modules_sha256(
        _HERE, but=(_READ, _SERVER, *(_HERE / f"{name}.py" for name in _APART))
    )
    for file in sorted(_DATA.iterdir()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _modules_sha256(folder: Path, but: Iterable[Path] = ()) -> hashlib._Hash:
    """Return the digest of the modules below a folder, by path.

    Every question asks for it, hence by os and not by pathlib, which takes twice as long.
    """
    left_out = set(map(str, but))
    found: list[str] = []
    for inner, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if f"{inner}{os.sep}{name}" not in left_out]
        paths = (f"{inner}{os.sep}{name}" for name in names if name.endswith(".py"))
        found.extend(path for path in paths if path not in left_out)
    digest = hashlib.sha256()
    start = len(str(folder))
    for path in sorted(found):
        with open(path, "rb") as module:  # noqa: PTH123  # see above
            digest.update(path[start:].encode() + b"\0" + module.read())
    return digest
