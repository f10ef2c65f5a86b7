"""One state of a corpus in a folder: which documents of which segments, and what it has besides."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from index.assemble import Piece, Whole, assemble
from index.clause_index import ClauseIndex, Manifest
from index.dictionary.words import Words
from index.search.protocol import Vectors
from index.segment.kept import DOCUMENTS, HEAD, SOURCES, KeptDocument, lines_of
from index.segment.kept import PREFIX as SEGMENT
from index.segment.read import Files, Segment, read_segment
from index.store.checked import checked_files
from index.store.manifest import damaged, folders_of
from index.views import KINDS

_PIECES = "pieces.json"
_TITLES = "titles.json"
_QUERY_MEANS = "query_means.json"
_MEANS = "means"
_WORDS = "words.json"
_Kept = TypeVar("_Kept")
_FILES = (_PIECES, _TITLES, _QUERY_MEANS, _MEANS, _WORDS)


def write_generation(
    clause_index: ClauseIndex, pieces: Sequence[Piece], means: Vectors, folder: Path
) -> None:
    """Write all that an index has besides segments.

    Args:
        clause_index: The index.
        pieces: Its documents in the segments that are kept.
        means: float32 (kinds, dim), on which the vectors of each kind are centred.
        folder: Where, a folder that is there.
    """
    query_means = {language: mean.tolist() for language, mean in clause_index.query_means.items()}
    files = {
        _PIECES: json.dumps(_runs(pieces)).encode(),
        _TITLES: json.dumps(dict(clause_index.titles), ensure_ascii=False).encode(),
        _QUERY_MEANS: json.dumps(query_means).encode(),
        _MEANS: means.astype("<f4").tobytes(),
        _WORDS: clause_index.words.data,
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)


def _runs(pieces: Sequence[Piece]) -> list[tuple[str, int, int]]:
    """Return documents that stand together in a segment as its name, the first, and how many."""
    runs: list[tuple[str, int, int]] = []
    for segment, number in pieces:
        if runs and runs[-1][0] == segment.name and sum(runs[-1][1:]) == number:
            runs[-1] = (segment.name, runs[-1][1], runs[-1][2] + 1)
        else:
            runs.append((segment.name, number, 1))
    return runs


def read_generation(
    folder: Path, manifest: Manifest, known: Mapping[str, Segment] | None = None
) -> ClauseIndex:
    """Return the index that a manifest names.

    Args:
        folder: Where it is.
        manifest: What it is.
        known: Segments of the folder that are open, by name; they are not read again.

    Raises:
        IndexDamagedError: It is not whole.
    """
    files = checked_files(folder, manifest, manifest.generation, _FILES)
    segments = dict(known or {})
    for name in folders_of(manifest, SEGMENT):
        if name not in segments:
            own = checked_files(folder, manifest, name, (HEAD,))
            segments[name] = read_segment(name, folder / name, own)
    try:
        pieces = [
            (segments[name], number)
            for name, first, count in json.loads(bytes(files[_PIECES]))
            for number in range(first, first + count)
        ]
        if not all(0 <= number < len(segment.kept) for segment, number in pieces):
            damaged(folder, f"{_PIECES} names documents that are not there")
        means = {
            str(language): np.asarray(mean, dtype=np.float32).reshape(manifest.dim)
            for language, mean in json.loads(bytes(files[_QUERY_MEANS])).items()
        }
        whole = Whole(
            manifest=manifest,
            query_means=means,
            titles=json.loads(bytes(files[_TITLES])),
            words=Words(bytes(files[_WORDS])),
            means=np.frombuffer(files[_MEANS], "<f4").reshape(len(KINDS), manifest.dim),
        )
    except (KeyError, TypeError, ValueError) as error:
        damaged(folder, f"a record is malformed ({type(error).__name__}: {error})")
    return assemble(pieces, whole)


def read_documents(folder: Path, manifest: Manifest) -> list[KeptDocument]:
    """Return the documents of a generation, whatever else of it is damaged.

    Raises:
        IndexDamagedError: They are missing or altered.
    """
    return _read_kept(
        folder,
        manifest,
        (DOCUMENTS, SOURCES),
        lambda row, files: KeptDocument.read(row, files[SOURCES]),
    )


def read_editions(folder: Path, manifest: Manifest) -> dict[str, str]:
    """Return by document the name of its edition, where it has one; no text is read for it.

    Raises:
        IndexDamagedError: The list of documents is missing or altered.
    """
    found = _read_kept(
        folder, manifest, (DOCUMENTS,), lambda row, _: (str(row["doc_id"]), str(row["edition"]))
    )
    return {doc_id: edition for doc_id, edition in found if edition}


def _read_kept(
    folder: Path,
    manifest: Manifest,
    names: Collection[str],
    read: Callable[[Mapping[str, Any], Files], _Kept],
) -> list[_Kept]:
    """Return what is read of the record of each document, in the order of the corpus."""
    pieces = checked_files(folder, manifest, manifest.generation, (_PIECES,), only=True)
    found: list[_Kept] = []
    kept: dict[str, list[_Kept]] = {}
    try:
        for name, first, count in json.loads(bytes(pieces[_PIECES])):
            if name not in kept:
                files = checked_files(folder, manifest, name, names, only=True)
                kept[name] = [read(row, files) for row in lines_of(files[DOCUMENTS])]
            found.extend(kept[name][number] for number in range(first, first + count))
    except (KeyError, IndexError, TypeError, ValueError) as error:
        damaged(folder, f"the list of documents is malformed ({type(error).__name__}: {error})")
    return found
