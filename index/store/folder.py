"""The folder that keeps an index: save, open.

The folder holds ``manifest.json``, which names all other files together with their SHA-256:

    manifest.json
    segment-3f9c1b7a0d2e/  documents as they were indexed, with their vectors and inverted lists
                           (``index.segment``); every update adds one with what is new
    data-91aa07c4/         which documents of which segments the corpus is of, in order, and what it
                           has besides
    editions/              what was written beside documents
    vectors.log            vectors of a build that was stopped

Nothing that is there is ever altered. What is new is written beside it, and the manifest is renamed
into place last: that rename is the one moment at which the index changes, so a crash leaves either the
old or the new one whole. Nothing is ever unpickled.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from index.clause_index import FORMAT_VERSION, ClauseIndex, Manifest
from index.document.corpus import Clause, Document
from index.embed.encoder import Encoder
from index.errors import IndexDamagedError, IndexForeignError, InputError
from index.segment.dense import SegmentDense
from index.segment.kept import HEAD
from index.segment.kept import PREFIX as SEGMENT
from index.segment.read import Segment, mapped, read_segment
from index.store.editions import EDITIONS, forget_editions
from index.store.generation import (
    read_documents,
    read_editions,
    read_generation,
    write_generation,
)
from index.store.manifest import (
    GENERATION,
    MANIFEST,
    SEGMENTED,
    folders_of,
    manifest_bytes,
    read_manifest,
    replace_file,
    sync,
)

_log = logging.getLogger(__name__)

_LOCK = "write.lock"
# A folder of this name beside documents is their reading edition.
EDITION = "edition"
# What else a corpus folder may hold: the settings of answering.
SETTINGS = "settings.json"
# Vectors by the hash of encoder and text, so that a build that is stopped goes on where it was.
VECTORS = "vectors.log"
# How the names of its folders begin; those of the last kind are of an earlier format.
_OURS = (GENERATION, SEGMENT, "near-")
# Building the plan takes half a minute on two cores; a corpus a hundred times as large still ends
# within this many seconds.
LOCK_TIMEOUT = 3600
# A builder may replace the generation while it is being read; three times in a row is no accident.
_OPEN_TRIES = 3


def save(clause_index: ClauseIndex, folder: Path) -> ClauseIndex:
    """Write ``clause_index`` to ``folder`` and return it as it is there.

    What is there already is not written again. Until the last rename the folder holds the index that it
    held before.

    Raises:
        InputError: The folder holds something that is not an index, or the index is one that another
            store keeps.
    """
    folder.mkdir(parents=True, exist_ok=True)
    refuse_foreign(folder)
    with writing(folder):
        before = _manifest_in(folder)
        try:
            manifest, used = _write(clause_index, folder, before)
            replace_file(folder / MANIFEST, manifest_bytes(manifest))
        except OSError:
            # What was written of it would only keep a full disk full.
            there = _manifest_in(folder)
            if there is not None or not (folder / MANIFEST).exists():
                _clear(folder, there)
            raise
        # What the index had before, and what a crash left behind.
        _clear(folder, manifest)
        forget_editions(folder, set(clause_index.editions.values()))
        return read_generation(folder, manifest, used)


def _write(
    clause_index: ClauseIndex, folder: Path, before: Manifest | None
) -> tuple[Manifest, dict[str, Segment]]:
    """Write what is not there yet; return the manifest that is to be put in place, and its segments."""
    dense = clause_index.dense
    if not clause_index.pieces or not isinstance(dense, SegmentDense):
        raise InputError(f"What another store keeps cannot be kept in {folder}; index it there.")
    known = {segment.name: segment for segment, _ in clause_index.pieces}
    kept = {name: _kept(segment, folder, before) for name, segment in known.items()}
    from index.store.compact import compacted  # which loads all that makes a segment

    pieces = compacted(
        [(kept[segment.name], number) for segment, number in clause_index.pieces],
        folder,
        clause_index.manifest,
    )
    used = {segment.name: segment for segment, _ in pieces}
    generation = folder / f"{GENERATION}{os.urandom(4).hex()}"
    generation.mkdir()
    write_generation(clause_index, pieces, dense.means, generation)
    files, sizes = _sealed(folder, [*used, generation.name], before)
    manifest = replace(
        clause_index.manifest, format_version=FORMAT_VERSION, files=files, sizes=sizes
    )
    return replace(manifest, generation=generation.name), used


def _kept(segment: Segment, folder: Path, before: Manifest | None) -> Segment:
    """Return a segment as it is in the folder, written there where it is not."""
    where = folder / segment.name
    if segment.folder == where:
        return segment
    if before is None or f"{segment.name}/{HEAD}" not in before.files:
        if where.exists():  # what a crash left of it
            shutil.rmtree(where)
        where.mkdir()
        for name, data in segment.files.items():
            (where / name).write_bytes(data)
    return read_segment(segment.name, where, {name: mapped(where / name) for name in segment.files})


def _sealed(
    folder: Path, names: Sequence[str], before: Manifest | None
) -> tuple[dict[str, str], dict[str, int]]:
    """Bring the files of some folders to the disk; return their SHA-256 and sizes.

    Those that the manifest before names are on the disk, and are what it says.
    """
    files: dict[str, str] = {}
    sizes: dict[str, int] = {}
    for name in names:
        old = [] if before is None else [f for f in before.files if f.startswith(f"{name}/")]
        if before is not None and old:
            files.update((file, before.files[file]) for file in old)
            sizes.update((file, before.sizes[file]) for file in old)
            continue
        for path in sorted((folder / name).iterdir()):
            sync(path)
            # Piece by piece: mapped, all vectors of a library would be in memory at once.
            with path.open("rb") as stream:
                files[f"{name}/{path.name}"] = hashlib.file_digest(stream, "sha256").hexdigest()
            sizes[f"{name}/{path.name}"] = path.stat().st_size
        sync(folder / name)
    sync(folder)
    return files, sizes


def _manifest_in(folder: Path) -> Manifest | None:
    """Return the manifest that is there, if any and of this format."""
    try:
        return read_manifest(folder)
    except IndexDamagedError:
        return None


def _clear(folder: Path, manifest: Manifest | None) -> None:
    """Remove the folders that a manifest does not name."""
    named = [] if manifest is None else folders_of(manifest)
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith(_OURS) and entry.name not in named:
            shutil.rmtree(entry, ignore_errors=True)


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold a corpus for writing; another writer is waited for, and that is told.

    Whoever holds it may hold it again.

    Raises:
        InputError: The other writer takes longer than ``LOCK_TIMEOUT``.
        OSError: The folder cannot be written.
    """
    import filelock

    lock = filelock.FileLock(folder / _LOCK, is_singleton=True)
    try:
        lock.acquire(blocking=False)
    except filelock.Timeout:
        _log.warning("Another process is changing the corpus in %s; waiting for it.", folder)
        try:
            lock.acquire(timeout=LOCK_TIMEOUT)
        except filelock.Timeout as error:
            message = (
                f"Another process has been changing the corpus in {folder} for "
                f"{LOCK_TIMEOUT // 60} minutes; end it, or wait and try again."
            )
            raise InputError(message) from error
    try:
        yield
    finally:
        lock.release()


def open_index(folder: Path, encoder: Encoder) -> ClauseIndex:
    """Return the index in ``folder``.

    Every byte of a small one is checked; of a large one what can be without waiting for it
    (``index.store.checked``).

    Raises:
        IndexDamagedError: The folder is not an index, or is one that is incomplete, altered, of
            another version or of another encoder; the message says which.
    """
    tries = _OPEN_TRIES
    while True:
        manifest = read_manifest(folder)
        if (manifest.encoder, manifest.dim) != (encoder.name, encoder.dim):
            message = (
                f"The index in {folder} was made by the encoder {manifest.encoder} "
                f"({manifest.dim} numbers a vector), not by {encoder.name} ({encoder.dim})."
            )
            raise IndexForeignError(message)
        try:
            return read_generation(folder, manifest)
        except IndexDamagedError:
            tries -= 1
            if tries == 0 or read_manifest(folder) == manifest:
                raise


def stored_documents(folder: Path) -> tuple[Document, ...]:
    """Return the documents that the index in ``folder`` was made of.

    Whichever encoder made it, and also where an earlier version of yinju did: all else is made anew
    from them.

    Raises:
        IndexDamagedError: The manifest or a source is missing or altered.
    """
    manifest = read_manifest(folder, earlier=True)
    if manifest.format_version < SEGMENTED:
        from index.store.earlier import earlier_documents

        return tuple(document for document, _ in earlier_documents(folder, manifest))
    return tuple(kept.document for kept in read_documents(folder, manifest))


def stored_editions(folder: Path) -> Mapping[str, str]:
    """Return the names of the editions of the documents that have one, by document.

    Raises:
        IndexDamagedError: The manifest or the list of documents is missing or altered.
    """
    manifest = read_manifest(folder, earlier=True)
    if manifest.format_version < SEGMENTED:
        from index.store.earlier import earlier_documents

        return {d.doc_id: edition for d, edition in earlier_documents(folder, manifest) if edition}
    return read_editions(folder, manifest)


def stored_clauses(folder: Path) -> Sequence[Clause]:
    """Return the clauses of the index in ``folder`` in reading order, whichever encoder made it.

    Raises:
        IndexDamagedError: The index is not whole.
    """
    return read_generation(folder, read_manifest(folder)).clauses


def refuse_foreign(folder: Path) -> None:
    """Refuse to write among files that are not an index: they may be somebody's documents.

    Raises:
        InputError: The folder holds something else.
    """
    ours = {MANIFEST, f"{MANIFEST}.new", _LOCK, EDITIONS, SETTINGS, VECTORS, f"{VECTORS}.new"}
    ours |= {"build.lock", "vectors.npz"}  # of earlier versions
    ours.add(str(Path(SETTINGS).with_suffix(".new")))  # what a crash may leave of saving settings
    for entry in sorted(folder.iterdir()):
        if entry.name not in ours and not entry.name.startswith(_OURS):
            message = (
                f"{folder} holds {entry.name}, which is no part of an index. "
                "Name an empty or a new folder."
            )
            raise InputError(message)
