"""A segment that is open: documents read, everything else mapped and read when it is asked for."""

from __future__ import annotations

import functools
import json
import mmap
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.columns import Columns
from index.document.corpus import Clause, Heading
from index.embed.encoder import KEY
from index.errors import IndexDamagedError
from index.lazy import Lazy
from index.records import read_clause, read_heading
from index.search.lists import Lists
from index.search.protocol import Vectors
from index.segment.codes import Codes, words_of
from index.segment.kept import (
    ARRAYS,
    CLAUSES,
    CODES,
    DOCUMENTS,
    ENDS,
    HEAD,
    HEADINGS,
    KEYS,
    SOURCES,
    SUMS,
    TITLES,
    VECTORS,
    VIEWS,
    KeptDocument,
    lines_of,
)
from index.segment.rows import KeptRows
from index.views import KINDS

Files = Mapping[str, memoryview]
# Smaller files are read: a mapping takes whole pages, and a call more.
_MAPPED = 65_536


@dataclass(frozen=True, eq=False)
class Segment:
    """Documents as they were indexed; numbers of clauses, headings and views are its own.

    Attributes:
        name: Name of its folder; of one in memory, the name that it will have.
        folder: Where it is; None in memory.
        encoder: What made its vectors.
        files: All that it is.
        kept: The documents.
        columns: Its clauses, headings and views in numbers.
        lists: In which clauses each token stands.
        vectors: float32 (v, dim), as the encoder gave them.
        codes: uint64 (w, v), of the vectors; see ``index.segment.codes``.
        rows: The vectors, read where they are asked for.
        keys: uint8 (v, 16), what each vector is known by.
        sums: int64 (kinds, dim), of the vectors of each kind; see ``index.embed.centre``.
    """

    name: str
    folder: Path | None
    encoder: str
    files: Files
    kept: tuple[KeptDocument, ...]
    columns: Columns
    lists: Lists
    vectors: Vectors
    codes: Codes
    rows: KeptRows
    keys: npt.NDArray[np.uint8]
    sums: npt.NDArray[np.int64]
    _at: Mapping[str, npt.NDArray[np.int64]]
    headings: Lazy[Heading] = field(init=False)

    def __post_init__(self) -> None:
        ends, data = self._at[HEADINGS], self.files[HEADINGS]

        # Holds nothing of the segment itself: in a circle its files would stay open until one is looked for.
        def heading(number: int) -> Heading:
            start, end = ends[number : number + 2]
            return read_heading(json.loads(bytes(data[start:end])))

        object.__setattr__(self, "headings", Lazy(len(ends) - 1, heading))

    @functools.cached_property
    def titles(self) -> list[str]:
        """The titles of the headings that have one, in the normal form and in order.

        Raises:
            IndexDamagedError: There are more or fewer.
        """
        lines = bytes(self.files[TITLES]).decode("utf-8", "surrogatepass").split("\n")[:-1]
        if len(lines) != int(self.columns.titled.sum()):
            raise IndexDamagedError(f"The index in {self.folder} is damaged: titles are missing.")
        return lines

    def data(self, name: str, number: int) -> bytes:
        """Return the bytes of a record."""
        start, end = self._at[name][number : number + 2]
        return bytes(self.files[name][start:end])

    def clause(self, number: int, position: int) -> Clause:
        """Read a clause, and place it at a position.

        Raises:
            IndexDamagedError: Its record is malformed.
        """
        try:
            row = json.loads(self.data(CLAUSES, number))
            first = int(self.columns.first_headings[self.columns.document_of(number)])
            path = [first + heading for heading in row["path"]]
            return read_clause({**row, "position": position, "path": path}, self.headings)
        except (KeyError, IndexError, TypeError, ValueError) as error:
            raise IndexDamagedError(
                f"The index in {self.folder} is damaged: clause {number} is malformed "
                f"({type(error).__name__}: {error})."
            ) from error

    def text_of(self, view: int) -> str:
        """Read the text of a view."""
        return self.data(VIEWS, view).decode("utf-8", "surrogatepass")

    def texts_of(self, kind: int, number: int) -> list[str]:
        """Read the texts of all views of a kind that a document has.

        Args:
            kind: A number in ``KINDS``.
            number: That of the document.
        """
        own = self.columns.views_in(number)
        rows = np.flatnonzero(self.columns.kinds[own.start : own.stop] == kind) + own.start
        ends, data = self._at[VIEWS], self.files[VIEWS]
        return [
            str(data[start:end], "utf-8", "surrogatepass")
            for start, end in zip(ends[rows].tolist(), ends[rows + 1].tolist(), strict=True)
        ]


def open_segment(folder: Path) -> Segment:
    """Open the segment in a folder.

    Raises:
        IndexDamagedError: It is not whole.
    """
    try:
        files = {path.name: mapped(path) for path in folder.iterdir()}
    except OSError as error:
        raise IndexDamagedError(f"Cannot read {folder}: {error.strerror}.") from error
    return read_segment(folder.name, folder, files)


def read_segment(name: str, folder: Path | None, files: Files) -> Segment:
    """Return the segment that ``files`` are.

    Raises:
        IndexDamagedError: They are not whole, or do not fit each other.
    """
    try:
        head = json.loads(bytes(files[HEAD]))
        dim = int(head["dim"])
        kept = tuple(KeptDocument.read(row, files[SOURCES]) for row in lines_of(files[DOCUMENTS]))
        arrays = {name: np.frombuffer(files[name], kind) for name, kind in ARRAYS.items()}
        vectors = np.frombuffer(files[VECTORS], "<f4").reshape(-1, dim)
        # What is small was read and is here.
        mapped_at = folder if isinstance(files[VECTORS].obj, mmap.mmap) else None
        segment = Segment(
            name=name,
            folder=folder,
            encoder=str(head["encoder"]),
            files=files,
            kept=kept,
            columns=Columns(**arrays),
            lists=Lists.read(files),
            vectors=vectors,
            codes=np.frombuffer(files[CODES], "<u8").reshape(words_of(dim), len(vectors)),
            rows=KeptRows(vectors, mapped_at and mapped_at / VECTORS),
            keys=np.frombuffer(files[KEYS], np.uint8).reshape(-1, KEY),
            sums=np.frombuffer(files[SUMS], "<i8").reshape(len(KINDS), dim),
            _at={name: np.frombuffer(files[at], np.int64) for name, at in ENDS.items()},
        )
    except (KeyError, OSError, TypeError, ValueError) as error:
        message = f"The index in {folder} is damaged ({type(error).__name__}: {error})."
        raise IndexDamagedError(message) from error
    problem = _problem(segment)
    if problem:
        raise IndexDamagedError(f"The index in {folder} is damaged: {problem}.")
    return segment


def _problem(segment: Segment) -> str:
    """Return what of a segment does not fit, or nothing."""
    columns, at = segment.columns, segment._at  # noqa: SLF001  # of this module
    documents, views = len(segment.kept), len(columns.positions)
    clauses = len(columns.ids)
    lengths: dict[str, tuple[Any, int]] = {
        "documents": (len(columns.first_clauses) - 1, documents),
        "headings of documents": (len(columns.first_headings) - 1, documents),
        "clauses": (int(columns.first_clauses[-1]), clauses),
        "records of clauses": (len(at[CLAUSES]) - 1, clauses),
        "lexical rows": (len(segment.lists.lengths), clauses),
        "headings": (len(at[HEADINGS]) - 1, len(columns.titled)),
        "texts of views": (len(at[VIEWS]) - 1, views),
        "vectors": (len(segment.vectors), views),
        "keys": (len(segment.keys), views),
    }
    for what, (found, expected) in lengths.items():
        if found != expected:
            return f"it has {found} {what}, not {expected}"
    for name, ends in at.items():
        if int(ends[-1]) != len(segment.files[name]):
            return f"{name} has {len(segment.files[name])} bytes, not {int(ends[-1])}"
    return ""


def mapped(path: Path) -> memoryview:
    """Return what a file holds, mapped where that pays."""
    size = path.stat().st_size
    if size < _MAPPED:
        return memoryview(path.read_bytes())
    with path.open("rb") as stream:
        return memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
