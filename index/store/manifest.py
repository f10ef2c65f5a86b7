"""The file that names all others of a corpus in a folder, and how it is put in place."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

from index.clause_index import FORMAT_VERSION, Manifest, hash_bytes
from index.errors import IndexDamagedError, IndexForeignError
from index.runtime.patterns import regex

MANIFEST = "manifest.json"
GENERATION = "data-"
# The first format whose documents have records like today's, and the first that has them, and vectors by
# key, in segments.
_FIRST_FORMAT = 3
SEGMENTED = 9
# What a manifest may name; the names are joined to a path.
_NAMES = regex(r"(?:data|segment|near)-\w+/[\w.]+", re.ASCII)


def read_manifest(folder: Path, *, earlier: bool = False) -> Manifest:
    """Return the manifest of a folder; also one of an earlier format if its documents will do.

    Raises:
        IndexDamagedError: There is none, it was altered, or it is of another format.
    """
    try:
        data = (folder / MANIFEST).read_bytes()
    except OSError as error:
        message = f"{folder} is not an index of yinju: it has no readable {MANIFEST}."
        raise IndexDamagedError(message) from error
    try:
        values = json.loads(data)
        version = values["format_version"]
    except (ValueError, KeyError, TypeError) as error:
        message = f"{folder} is not an index of yinju, or its {MANIFEST} is damaged."
        raise IndexDamagedError(message) from error
    told_apart = isinstance(version, int) and _FIRST_FORMAT <= version < FORMAT_VERSION
    if version != FORMAT_VERSION and not (earlier and told_apart):
        message = (
            f"The index in {folder} has format {version}; this version of yinju reads "
            f"{FORMAT_VERSION}."
        )
        raise IndexForeignError(message)
    values.pop("checksum", None)
    try:
        manifest = Manifest(**values)
        whole = _written(values) == data
        names = manifest.files if version >= SEGMENTED else ()
        safe = all(_NAMES.fullmatch(name) for name in names)
    except (TypeError, ValueError):
        whole = safe = False
        manifest = Manifest("", 0, "", {})
    # The name is joined to a path, so nothing but a generation's own name will do.
    of_ours = manifest.generation.startswith(GENERATION) and "/" not in manifest.generation
    if not whole or not safe or not of_ours:
        damaged(folder, f"{MANIFEST} was altered")
    return manifest


def folders_of(manifest: Manifest, prefix: str = "") -> list[str]:
    """Return the names of the folders within a corpus that hold its files, or of those of one kind."""
    names = dict.fromkeys(name.split("/")[0] for name in manifest.files)
    return [name for name in names if name.startswith(prefix)]


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return the one way in which ``manifest`` is written, with its own checksum in it."""
    return _written(asdict(manifest))


def _written(values: Mapping[str, Any]) -> bytes:
    checksum = hash_bytes(json.dumps(values, sort_keys=True, ensure_ascii=False).encode())
    text = json.dumps(
        {**values, "checksum": checksum}, sort_keys=True, ensure_ascii=False, indent=2
    )
    return f"{text}\n".encode()


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` in one step: readers see the old file or the new one, never half."""
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(data)
    sync(new)
    new.replace(path)
    sync(path.parent)


def sync(path: Path) -> None:
    """Bring a file or a folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def damaged(folder: Path, what: str) -> NoReturn:
    """Say that an index is damaged.

    Raises:
        IndexDamagedError: Always.
    """
    raise IndexDamagedError(f"The index in {folder} is damaged: {what}.")
