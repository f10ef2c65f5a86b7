"""The folder that keeps an index: save, open.

The folder holds ``manifest.json`` and one generation, a subfolder that the manifest names together
with the SHA-256 of every file in it:

    manifest.json
    data-3f9c1b7a/  documents.jsonl  sources/0000.txt  clauses.jsonl  views.jsonl  english.jsonl
                    headings.jsonl  titles.jsonl  query_means.json  explain.jsonl  words.json
                    dense.faiss  lexical.*.npy  lexical.json
    editions/       what was written beside documents
    vectors.log     vectors by the hash of encoder and text

A new generation is written beside the old one, and the manifest is renamed into place last: that
rename is the one moment at which the index changes, so a crash leaves either the old or the new one
whole. Nothing is ever unpickled.
"""

from __future__ import annotations

import json
import logging
import operator
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, NoReturn

import numpy as np

from index.clause_index import (
    FORMAT_VERSION,
    ClauseIndex,
    Manifest,
    find_problem,
    hash_bytes,
    hash_documents,
)
from index.corpus import NO_FACTS, Clause, Document, Facts
from index.dense import DenseIndex
from index.embed.encoder import Encoder
from index.errors import IndexDamagedError, InputError
from index.lexical import FILES, LexicalIndex
from index.store.editions import EDITIONS, forget_editions
from index.store.records import (
    document_record,
    heading_record,
    kept_clause,
    read_clause,
    read_document,
    read_heading,
)
from index.views import View
from index.words import Words

_log = logging.getLogger(__name__)

MANIFEST = "manifest.json"
_GENERATION = "data-"
_LOCK = "write.lock"
_DOCUMENTS = "documents.jsonl"
_CLAUSES = "clauses.jsonl"
_HEADINGS = "headings.jsonl"
_VIEWS = "views.jsonl"
_IN_ORDER = operator.itemgetter(*View._fields)
_ENGLISH = "english.jsonl"
# A folder of this name beside documents is their reading edition.
EDITION = "edition"
# What else a corpus folder may hold: the settings of answering.
SETTINGS = "settings.json"
# Vectors by the hash of encoder and text, so that what did not change is not embedded again.
VECTORS = "vectors.log"
_TITLES = "titles.jsonl"
_MEANS = "query_means.json"
_EXPLANATION = "explain.jsonl"
_WORDS = "words.json"
_DENSE = "dense.faiss"
# Building the plan takes half a minute on two cores; a corpus a hundred times as large still ends
# within this many seconds.
LOCK_TIMEOUT = 3600
# The first format whose documents have records like today's.
_FIRST_FORMAT = 3
# A builder may replace the generation while it is being read; three times in a row is no accident.
_OPEN_TRIES = 3


def save(clause_index: ClauseIndex, folder: Path) -> ClauseIndex:
    """Write ``clause_index`` to ``folder`` and return it with the manifest that was written.

    Until the last rename the folder holds the index that it held before.

    Raises:
        InputError: The folder holds something that is not an index.
    """
    import secrets

    folder.mkdir(parents=True, exist_ok=True)
    refuse_foreign(folder)
    with writing(folder):
        generation = folder / f"{_GENERATION}{secrets.token_hex(4)}"
        try:
            (generation / "sources").mkdir(parents=True)
            _write_generation(clause_index, generation)
            manifest = replace(
                clause_index.manifest, generation=generation.name, files=_seal(generation)
            )
            replace_file(folder / MANIFEST, _manifest_bytes(manifest))
        except OSError:
            # What was written of it would only keep a full disk full.
            if not _names(folder, generation.name):
                shutil.rmtree(generation, ignore_errors=True)
            raise
        # The old generation, and what a crash left behind.
        for old in folder.glob(f"{_GENERATION}*"):
            if old.name != generation.name:
                shutil.rmtree(old, ignore_errors=True)
        forget_editions(folder, set(clause_index.editions.values()))
    return replace(clause_index, manifest=manifest)


def _names(folder: Path, generation: str) -> bool:
    """Tell whether the manifest names a generation, or cannot be read to tell."""
    try:
        return _read_manifest(folder).generation == generation
    except IndexDamagedError:
        return (folder / MANIFEST).exists()


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
    """Return the index in ``folder``, every byte of it checked.

    Raises:
        IndexDamagedError: The folder is not an index, or is one that is incomplete, altered, of
            another version or of another encoder; the message says which.
    """
    tries = _OPEN_TRIES
    while True:
        manifest = _read_manifest(folder)
        if (manifest.encoder, manifest.dim) != (encoder.name, encoder.dim):
            message = (
                f"The index in {folder} was made by the encoder {manifest.encoder} "
                f"({manifest.dim} numbers a vector), not by {encoder.name} ({encoder.dim})."
            )
            raise IndexDamagedError(message)
        try:
            return _read_generation(folder, manifest)
        except IndexDamagedError:
            tries -= 1
            if tries == 0 or _read_manifest(folder) == manifest:
                raise


def stored_documents(folder: Path) -> tuple[Document, ...]:
    """Return the documents that the index in ``folder`` was made of.

    Whichever encoder made it, and also where an earlier version of yinju did: all else is made anew
    from them.

    Raises:
        IndexDamagedError: The manifest or a source is missing or altered.
    """
    manifest = _read_manifest(folder, earlier=True)
    sources = {
        name: _read_checked(folder / manifest.generation, name, sha)
        for name, sha in manifest.files.items()
        if name == _DOCUMENTS or name.startswith("sources/")
    }
    return _documents(folder, sources)


def stored_editions(folder: Path) -> dict[str, str]:
    """Return the names of the editions of the documents that have one, by document.

    Raises:
        IndexDamagedError: The manifest or the list of documents is missing or altered.
    """
    manifest = _read_manifest(folder, earlier=True)
    generation = folder / manifest.generation
    rows = _rows(_read_checked(generation, _DOCUMENTS, manifest.files[_DOCUMENTS]))
    return {row["doc_id"]: row["edition"] for row in rows if row.get("edition")}


def stored_clauses(folder: Path) -> tuple[Clause, ...]:
    """Return the clauses of the index in ``folder`` in reading order, whichever encoder made it.

    Raises:
        IndexDamagedError: The manifest or the clauses are missing or altered.
    """
    manifest = _read_manifest(folder)
    generation = folder / manifest.generation
    rows = [
        _rows(_read_checked(generation, name, manifest.files[name]))
        for name in (_HEADINGS, _CLAUSES)
    ]
    try:
        headings = tuple(map(read_heading, rows[0]))
        return tuple(read_clause(row, headings) for row in rows[1])
    except (KeyError, IndexError, TypeError, ValueError) as error:
        _damaged(folder, f"a record is malformed ({type(error).__name__}: {error})")


def _write_generation(clause_index: ClauseIndex, generation: Path) -> None:
    documents = []
    for number, document in enumerate(clause_index.documents):
        file = f"sources/{number:04d}.txt"
        _write(generation / file, document.text.encode())
        edition = clause_index.editions.get(document.doc_id, "")
        facts = asdict(clause_index.facts.get(document.doc_id, NO_FACTS))
        kept = {"file": file, "edition": edition, "facts": facts}
        documents.append({**document_record(document), **kept})
    _write(generation / _DOCUMENTS, _lines(documents))
    _write(generation / _HEADINGS, _lines(map(heading_record, clause_index.headings)))
    numbers = {heading: number for number, heading in enumerate(clause_index.headings)}
    clauses = (kept_clause(clause, numbers) for clause in clause_index.clauses)
    _write(generation / _CLAUSES, _lines(clauses))
    _write(generation / _VIEWS, _lines(view._asdict() for view in clause_index.views))
    english = ({"clause_id": key, "english": text} for key, text in clause_index.english.items())
    _write(generation / _ENGLISH, _lines(english))
    titles = ({"zh": key, "en": text} for key, text in clause_index.titles.items())
    _write(generation / _TITLES, _lines(titles))
    means = {language: mean.tolist() for language, mean in clause_index.query_means.items()}
    _write(generation / _MEANS, json.dumps(means).encode())
    explanation = (
        {"doc_id": doc_id, "lines": list(lines)}
        for doc_id, lines in clause_index.explanation.items()
    )
    _write(generation / _EXPLANATION, _lines(explanation))
    _write(generation / _WORDS, clause_index.words.data)
    dense = clause_index.dense
    if not isinstance(dense, DenseIndex):
        dense = DenseIndex.build(dense.vectors())  # of an index that another store keeps
    dense.save(generation / _DENSE)
    clause_index.lexical.save(generation)


def _read_generation(folder: Path, manifest: Manifest) -> ClauseIndex:
    generation = folder / manifest.generation
    contents = {name: _read_checked(generation, name, sha) for name, sha in manifest.files.items()}
    documents = _documents(folder, contents)
    try:
        headings = tuple(map(read_heading, _rows(contents[_HEADINGS])))
        clauses = tuple(read_clause(row, headings) for row in _rows(contents[_CLAUSES]))
        views = tuple(map(View._make, map(_IN_ORDER, _rows(contents[_VIEWS]))))
        english = {row["clause_id"]: row["english"] for row in _rows(contents[_ENGLISH])}
        titles = {row["zh"]: row["en"] for row in _rows(contents[_TITLES])}
        means = {
            str(language): np.asarray(mean, dtype=np.float32).reshape(manifest.dim)
            for language, mean in json.loads(contents[_MEANS]).items()
        }
        explanation = {row["doc_id"]: tuple(row["lines"]) for row in _rows(contents[_EXPLANATION])}
        kept = _rows(contents[_DOCUMENTS])
        editions = {row["doc_id"]: row["edition"] for row in kept if row["edition"]}
        facts = {row["doc_id"]: Facts(**row["facts"]) for row in kept}
    except (KeyError, IndexError, TypeError, ValueError) as error:
        _damaged(folder, f"a record is malformed ({type(error).__name__}: {error})")
    dense = DenseIndex.load(generation / _DENSE)
    lexical = LexicalIndex.load(generation)
    problem = find_problem(documents, clauses)
    if not problem and hash_documents(documents) != manifest.corpus_sha256:
        problem = "the sources are not those that the manifest names"
    if not problem and (len(dense), dense.dim) != (len(views), manifest.dim):
        problem = (
            f"{len(dense)} vectors of {dense.dim} numbers for {len(views)} views of {manifest.dim}"
        )
    if not problem and len(lexical) != len(clauses):
        problem = f"{len(lexical)} lexical rows for {len(clauses)} clauses"
    if not problem and not all(0 <= view.position < len(clauses) for view in views):
        problem = "a view of no clause"
    if problem:
        _damaged(folder, problem)
    return ClauseIndex(
        documents=documents,
        clauses=clauses,
        headings=headings,
        views=views,
        dense=dense,
        lexical=lexical,
        manifest=manifest,
        query_means=means,
        english=english,
        titles=titles,
        explanation=explanation,
        editions=editions,
        words=Words(contents[_WORDS]),
        facts=facts,
    )


def _documents(folder: Path, contents: Mapping[str, bytes]) -> tuple[Document, ...]:
    try:
        return tuple(
            read_document(row, contents[row["file"]].decode())
            for row in _rows(contents[_DOCUMENTS])
        )
    except (KeyError, TypeError, ValueError) as error:
        _damaged(folder, f"the list of documents is malformed ({type(error).__name__}: {error})")


def _read_manifest(folder: Path, *, earlier: bool = False) -> Manifest:
    """Return the manifest of a folder; also one of an earlier format if its documents will do."""
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
    earlier = earlier and told_apart
    if version != FORMAT_VERSION and not earlier:
        message = (
            f"The index in {folder} has format {version}; this version of yinju reads "
            f"{FORMAT_VERSION}."
        )
        raise IndexDamagedError(message)
    checksum = values.pop("checksum", None)
    try:
        manifest = Manifest(**values)
        whole = _manifest_bytes(manifest) == data and checksum is not None
    except (TypeError, ValueError):
        whole = False
        manifest = Manifest("", 0, "", {})
    # The name is joined to a path, so nothing but a generation's own name will do.
    if not whole or not manifest.generation.startswith(_GENERATION) or "/" in manifest.generation:
        _damaged(folder, f"{MANIFEST} was altered")
    expected = (
        {_DOCUMENTS}
        if earlier
        else {
            _DOCUMENTS,
            _CLAUSES,
            _HEADINGS,
            _VIEWS,
            _ENGLISH,
            _TITLES,
            _MEANS,
            _EXPLANATION,
            _WORDS,
            _DENSE,
            *FILES,
        }
    )
    missing = expected - set(manifest.files)
    if missing:
        _damaged(folder, f"{MANIFEST} does not list {', '.join(sorted(missing))}")
    return manifest


def _manifest_bytes(manifest: Manifest) -> bytes:
    """Return the one way in which ``manifest`` is written, with its own checksum in it."""
    values = asdict(manifest)
    checksum = hash_bytes(json.dumps(values, sort_keys=True, ensure_ascii=False).encode())
    text = json.dumps(
        {**values, "checksum": checksum}, sort_keys=True, ensure_ascii=False, indent=2
    )
    return f"{text}\n".encode()


def refuse_foreign(folder: Path) -> None:
    """Refuse to write among files that are not an index: they may be somebody's documents.

    Raises:
        InputError: The folder holds something else.
    """
    ours = {MANIFEST, f"{MANIFEST}.new", _LOCK, EDITIONS, SETTINGS, VECTORS, f"{VECTORS}.new"}
    ours |= {"build.lock", "vectors.npz"}  # of earlier versions
    ours.add(str(Path(SETTINGS).with_suffix(".new")))  # what a crash may leave of saving settings
    for entry in sorted(folder.iterdir()):
        if entry.name not in ours and not entry.name.startswith(_GENERATION):
            message = (
                f"{folder} holds {entry.name}, which is no part of an index. "
                "Name an empty or a new folder."
            )
            raise InputError(message)


def _lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _rows(data: bytes) -> list[dict[str, Any]]:
    # As one array: a call for each line takes four times as long.
    rows: list[dict[str, Any]] = json.loads(b"[" + data.rstrip(b"\n").replace(b"\n", b",") + b"]")
    return rows


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _seal(generation: Path) -> dict[str, str]:
    """Bring every file of a generation to the disk and return their SHA-256."""
    files: dict[str, str] = {}
    for path in sorted(generation.rglob("*")):
        if path.is_file():
            _sync(path)
            files[path.relative_to(generation).as_posix()] = hash_bytes(path.read_bytes())
    for folder in (generation / "sources", generation, generation.parent):
        _sync(folder)
    return files


def replace_file(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` in one step: readers see the old file or the new one, never half."""
    new = path.with_name(f"{path.name}.new")
    _write(new, data)
    _sync(new)
    new.replace(path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_checked(generation: Path, name: str, expected: str) -> bytes:
    folder = generation.parent
    try:
        data = (generation / name).read_bytes()
    except OSError:
        _damaged(folder, f"{name} is missing")
    if hash_bytes(data) != expected:
        _damaged(folder, f"{name} was altered")
    return data


def _damaged(folder: Path, what: str) -> NoReturn:
    raise IndexDamagedError(f"The index in {folder} is damaged: {what}.")
