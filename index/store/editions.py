"""The reading editions that a corpus keeps: one folder each, named by what is in it, never altered.

A document names its edition, so that a change of either is one change of the index, and what was
written beside one document is never read with another.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Sequence
from pathlib import Path

from index.errors import InputError

EDITIONS = "editions"
_NEW = ".new-"
_NAME_LENGTH = 12


def keep_edition(source: Path, folder: Path, names: Sequence[str]) -> str:
    """Copy an edition into a corpus and return the name that its documents record.

    Args:
        source: Folder of the edition.
        folder: Folder of the corpus.
        names: The files that are taken over where they are there; nothing else that may lie beside
            them is.

    Raises:
        InputError: The corpus cannot be written.
    """
    files = {name: (source / name).read_bytes() for name in names if (source / name).is_file()}
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(f"{name} {len(data)}\n".encode() + data)
    kept = digest.hexdigest()[:_NAME_LENGTH]
    target = folder / EDITIONS / kept
    if target.is_dir():
        return kept
    try:
        new = target.with_name(f"{_NEW}{kept}-{os.getpid()}")
        new.mkdir(parents=True)
        for name, data in files.items():
            (new / name).write_bytes(data)
        new.replace(target)
    except OSError as error:
        if not target.is_dir():
            raise InputError(f"Cannot write {target}: {error.strerror}.") from error
    return kept


def edition_folder(folder: Path, name: str) -> Path:
    """Return where the edition ``name`` of a corpus is."""
    return folder / EDITIONS / name


def forget_editions(folder: Path, used: Collection[str]) -> None:
    """Remove the editions that no document names any more, and what a crash left of copying one."""
    root = folder / EDITIONS
    for entry in sorted(root.iterdir()) if root.is_dir() else ():
        if entry.name not in used:
            import shutil

            shutil.rmtree(entry, ignore_errors=True)
