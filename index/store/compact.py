"""Segments made into fewer: what updates leave behind is put together again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index.assemble import Piece
from index.clause_index import Manifest
from index.segment.read import Segment
from index.segment.write import SegmentWriter

# Every update adds a segment, and each costs a question its own lists: 2 ms.
_MOST = 8
# A segment of which less than this is in use is written anew.
_USED = 0.5
# Of the smallest segments so many are put together that the next one is more than so many times as
# large as all of them: what is written again and again stays small.
_STEEP = 2


def compacted(pieces: Sequence[Piece], folder: Path, manifest: Manifest) -> list[Piece]:
    """Return the same documents in fewer segments, where there are too many or much of one is unused."""
    used: dict[str, int] = {}
    segments: dict[str, Segment] = {}
    for segment, number in pieces:
        own = segment.columns.clauses_of(number)
        segments[segment.name] = segment
        used[segment.name] = used.get(segment.name, 0) + len(own)
    merged = {name for name, size in used.items() if size < _USED * len(segments[name].columns.ids)}
    if len(used) > _MOST:
        total = 0
        for name in sorted(used, key=used.__getitem__):
            if total and used[name] > _STEEP * total:
                break
            total += used[name]
            merged.add(name)
    if not merged:
        return list(pieces)
    writer = SegmentWriter(folder, manifest.encoder, manifest.dim)
    try:
        for segment, number in pieces:
            if segment.name in merged:
                writer.copy(segment, number)
        made = writer.finish(None)
    except BaseException:
        writer.abandon()
        raise
    numbers = iter(range(len(made.kept)))
    return [(made, next(numbers)) if s.name in merged else (s, n) for s, n in pieces]
