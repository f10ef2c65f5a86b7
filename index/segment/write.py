"""A segment as it is made: documents one by one, their vectors at the end.

Nothing of a document stays in memory once it was added but its numbers, so that a library is
indexed in the memory that a plan takes.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from index.columns import hash_of, is_unlabelled, kind_code, words_hash
from index.document.corpus import Clause, Heading
from index.document.normal import normal_text
from index.embed.centre import exact_sum
from index.embed.encoder import Progress, Vectors
from index.embed.remember import RememberingEncoder, key_of
from index.records import heading_record, kept_clause
from index.search.lists import ListsWriter
from index.segment.codes import Codes, code_rows, words_of
from index.segment.kept import (
    ARRAYS,
    CLAUSES,
    CODES,
    DOCUMENTS,
    ENDS,
    HEAD,
    HEADINGS,
    KEYS,
    PREFIX,
    SOURCES,
    SUMS,
    TITLES,
    VECTORS,
    VIEWS,
    KeptDocument,
)
from index.segment.postings import JoinedPostings, joined
from index.segment.read import Segment, open_segment, read_segment
from index.views import KINDS, View

_TYPES = {"int64": "q", "uint64": "Q", "bool": "B", "int32": "i", "uint8": "B"}
# Views whose vectors are made and written together: 6 MB of them.
_STEP = 4096


class SegmentWriter:
    """Writes a segment into a folder of its own, or into memory."""

    def __init__(
        self, beside: Path | None, encoder: str, dim: int, centres: Vectors | None = None
    ) -> None:
        """Begin a segment.

        Args:
            beside: The folder to make its folder in; None to keep it in memory.
            encoder: Name of what makes its vectors.
            dim: Length of a vector.
            centres: float32 (kinds, dim), what the codes of each kind are centred on; None where all
                documents are copied.
        """
        self.name = f"{PREFIX}{os.urandom(6).hex()}"
        self._folder = None if beside is None else beside / self.name
        if self._folder is not None:
            self._folder.mkdir(parents=True)
        self._encoder, self._dim = encoder, dim
        self._streams: dict[str, BinaryIO] = {}
        self._columns = {name: array(_TYPES[np.dtype(kind).name]) for name, kind in ARRAYS.items()}
        for name in ("first_clauses", "first_headings"):
            self._columns[name].append(0)
        self._at = {name: array("q", [0]) for name in ENDS}
        self._terms = ListsWriter()
        # Rows whose vectors are taken over: the first here, the segment, and its own first and last.
        self._taken: list[tuple[int, Segment, int, int]] = []
        self._centres = centres
        # By segment, the rows here of the clauses that were taken over.
        self._lists: dict[str, tuple[Segment, npt.NDArray[np.int32]]] = {}

    def __len__(self) -> int:
        """Return how many views there are."""
        return len(self._columns["positions"])

    def add(
        self,
        kept: KeptDocument,
        clauses: Sequence[Clause],
        headings: Sequence[Heading],
        views: Sequence[View],
        terms: Iterable[Iterable[str] | Mapping[str, int]],
    ) -> None:
        """Add a document; positions count from its own first clause."""
        columns, first = self._columns, len(self._columns["ids"])
        self._write_document(kept)
        numbers = {heading: number for number, heading in enumerate(headings)}
        for clause in clauses:
            record = kept_clause(clause, numbers)
            del record["position"]
            self._record(CLAUSES, f"{json.dumps(record, ensure_ascii=False)}\n")
            columns["ids"].append(hash_of(clause.clause_id))
            columns["words"].append(words_hash(clause))
            columns["in_tables"].append(clause.table is not None)
        for heading in headings:
            self._record(HEADINGS, f"{json.dumps(heading_record(heading), ensure_ascii=False)}\n")
            columns["titled"].append(bool(heading.title))
            columns["unlabelled"].append(is_unlabelled(heading))
        self._write_titles(normal_text(heading.title) for heading in headings if heading.title)
        for view in views:
            self._record(VIEWS, view.text)
            columns["positions"].append(first + view.position)
            columns["kinds"].append(kind_code(view.kind))
            columns["sentences"].append(view.sentence)
        for row in terms:
            self._terms.add(row)
        self._end_document()

    def copy(self, segment: Segment, number: int) -> None:
        """Take a document over from another segment as it is."""
        own, columns = segment.columns, self._columns
        self._write_document(segment.kept[number])
        first = len(columns["ids"])
        clauses, headings = own.clauses_of(number), own.headings_of(number)
        rows = own.views_in(number)
        shift = first - clauses.start
        for name, items in ((CLAUSES, clauses), (HEADINGS, headings), (VIEWS, rows)):
            for item in items:
                self._bytes(name, segment.data(name, item))
        for name, items in (
            ("ids", clauses),
            ("words", clauses),
            ("in_tables", clauses),
            ("titled", headings),
            ("unlabelled", headings),
            ("kinds", rows),
            ("sentences", rows),
        ):
            columns[name].extend(getattr(own, name)[items.start : items.stop].tolist())
        before, end = (int(own.titled[:at].sum()) for at in (headings.start, headings.stop))
        self._write_titles(segment.titles[before:end])
        self._taken.append((len(columns["positions"]), segment, rows.start, rows.stop))
        columns["positions"].extend((own.positions[rows.start : rows.stop] + shift).tolist())
        places = self._lists.setdefault(
            segment.name, (segment, np.full(len(own.ids), -1, dtype=np.int32))
        )[1]
        places[clauses.start : clauses.stop] = np.arange(first, first + len(clauses))
        self._terms.skip(segment.lists.lengths[clauses.start : clauses.stop])
        self._end_document()

    def abandon(self) -> None:
        """Take away what was written."""
        for stream in self._streams.values():
            with contextlib.suppress(OSError):  # what a full disk did not take
                stream.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def finish(
        self, remembering: RememberingEncoder | None, progress: Progress | None = None
    ) -> Segment:
        """Make the vectors and return the segment.

        Args:
            remembering: Makes the vectors of documents that were added; None where all were copied.
            progress: Called with the number of vectors made since the last call.
        """
        sums = np.zeros((len(KINDS), self._dim), dtype=np.int64)
        kinds = np.asarray(self._columns["kinds"], dtype=np.uint8)
        codes = [np.empty((words_of(self._dim), 0), dtype=np.uint64)]
        for start, vectors, keys, coded in self._vectors(remembering, progress):
            own = kinds[start : start + len(vectors)]
            codes.append(self._coded(vectors, own) if coded is None else coded)
            for code in np.unique(own).tolist():
                sums[code] += exact_sum(vectors[own == code])
            self._stream(VECTORS).write(np.asarray(vectors, dtype="<f4").tobytes())
            self._stream(KEYS).write(keys)
        lists = self._terms.finish()
        if self._lists:
            parts = [(lists, np.arange(len(lists.lengths), dtype=np.int32))]
            parts += [(segment.lists, rows) for segment, rows in self._lists.values()]
            lists = joined(JoinedPostings(parts, lists.lengths))
        small: dict[str, bytes] = {
            HEAD: json.dumps({"encoder": self._encoder, "dim": self._dim}).encode(),
            SUMS: sums.astype("<i8").tobytes(),
            CODES: np.concatenate(codes, axis=1).astype("<u8").tobytes(),
            **{name: self._column(name).tobytes() for name in ARRAYS},
            **{
                ENDS[name]: np.asarray(at, dtype=np.int64).tobytes()
                for name, at in self._at.items()
            },
            **lists.files(),
        }
        for name, data in small.items():
            self._stream(name).write(data)
        for name in (DOCUMENTS, SOURCES, CLAUSES, HEADINGS, TITLES, VIEWS, VECTORS, KEYS):
            self._stream(name)  # there even where nothing was written to it
        if self._folder is None:
            files = {
                name: stream.getbuffer()
                for name, stream in self._streams.items()
                if isinstance(stream, io.BytesIO)
            }
            return read_segment(self.name, None, files)
        for stream in self._streams.values():
            stream.close()
        return open_segment(self._folder)

    def _coded(self, vectors: Vectors, kinds: npt.NDArray[np.uint8]) -> Codes:
        if self._centres is None:
            raise AssertionError("Documents were added, and nothing centres their codes.")
        return code_rows(vectors - self._centres[kinds])

    def _column(self, name: str) -> npt.NDArray[np.generic]:
        return np.asarray(self._columns[name], dtype=ARRAYS[name])

    def _vectors(
        self, remembering: RememberingEncoder | None, progress: Progress | None
    ) -> Iterator[tuple[int, Vectors, bytes, Codes | None]]:
        """Yield the vectors of all views in order, with the first row of each batch, keys and codes."""
        at = 0
        end = (len(self), None, 0, 0)
        for first, segment, start, stop in [*self._taken, end]:
            for step in range(at, first, _STEP):
                texts = [self._text(row) for row in range(step, min(step + _STEP, first))]
                if remembering is None:
                    raise AssertionError("Documents were added, and nothing makes their vectors.")
                vectors = remembering.encode(texts, progress)
                keys = b"".join(key_of(self._encoder, text) for text in texts)
                yield step, vectors, keys, None
            if segment is not None:
                for step in range(start, stop, _STEP):
                    last = min(step + _STEP, stop)
                    yield (
                        first + step - start,
                        segment.vectors[step:last],
                        segment.keys[step:last].tobytes(),
                        segment.codes[:, step:last],
                    )
            at = first + stop - start

    def _text(self, row: int) -> str:
        start, end = self._at[VIEWS][row : row + 2]
        stream = self._stream(VIEWS)
        stream.seek(start)
        data = stream.read(end - start)
        return data.decode("utf-8", "surrogatepass")

    def _write_document(self, kept: KeptDocument) -> None:
        sources = self._stream(SOURCES)
        start = sources.tell()
        sources.write(kept.document.text.encode("utf-8", "surrogatepass"))
        self._stream(DOCUMENTS).write(kept.record(start, sources.tell()))

    def _write_titles(self, titles: Iterable[str]) -> None:
        lines = (f"{title.replace(chr(10), ' ')}\n" for title in titles)
        self._stream(TITLES).write("".join(lines).encode("utf-8", "surrogatepass"))

    def _end_document(self) -> None:
        self._columns["first_clauses"].append(len(self._columns["ids"]))
        self._columns["first_headings"].append(len(self._columns["titled"]))

    def _record(self, name: str, text: str) -> None:
        self._bytes(name, text.encode("utf-8", "surrogatepass"))

    def _bytes(self, name: str, data: bytes) -> None:
        self._stream(name).write(data)
        self._at[name].append(self._at[name][-1] + len(data))

    def _stream(self, name: str) -> BinaryIO:
        stream = self._streams.get(name)
        if stream is None:
            stream = io.BytesIO() if self._folder is None else (self._folder / name).open("w+b")
            self._streams[name] = stream
        return stream
