"""The approximate index of a library: when it is made, and how it is kept."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.clause_index import Cover, Manifest
from index.embed.centre import centre
from index.search import Vectors
from index.segment.dense import EXACT
from index.segment.kept import VECTORS
from index.segment.near import FILES, Near, build_near
from index.segment.read import Segment, let_go
from index.store.checked import checked_files
from index.store.manifest import damaged

PREFIX = "near-"
_SEGMENTS = "segments.json"
# Rows that it has not are compared one by one, and those that are gone are passed over: up to this
# share of it that costs a question less than 5 ms.
STALE = 0.2


def covers(cover: Cover | None, segments: Sequence[Segment], rows: int) -> bool:
    """Tell whether an approximate index, or none, will do for ``rows`` rows of some segments."""
    if rows <= EXACT:
        return True
    if cover is None:
        return False
    names = {segment.name for segment in segments}
    there = sum(size for name, size in cover.segments if name in names)
    return rows - there <= STALE * rows and len(cover.near) - there <= STALE * len(cover.near)


def write_cover(segments: Sequence[Segment], means: Vectors, folder: Path) -> str:
    """Make the approximate index of some segments; return the name of its folder."""
    firsts = np.cumsum([0, *(len(segment.vectors) for segment in segments)])

    def read(start: int, end: int) -> Vectors:
        found = []
        for segment, first in zip(segments, firsts, strict=False):
            own = slice(max(0, start - first), max(0, min(end - first, len(segment.vectors))))
            if own.start < own.stop:
                found.append(centre(segment.vectors[own], means[segment.columns.kinds[own]]))
                let_go(segment.files[VECTORS])
        return np.concatenate(found)

    near = build_near(int(firsts[-1]), means.shape[1], read)
    name = f"{PREFIX}{os.urandom(6).hex()}"
    (folder / name).mkdir()
    for file, data in near.files().items():
        (folder / name / file).write_bytes(data)
    listed = [[segment.name, len(segment.vectors)] for segment in segments]
    (folder / name / _SEGMENTS).write_bytes(json.dumps(listed).encode())
    return name


def read_cover(folder: Path, manifest: Manifest, name: str) -> Cover:
    """Return the approximate index in a folder of a corpus.

    Raises:
        IndexDamagedError: It is not whole.
    """
    files = checked_files(folder, manifest, name, (*FILES, _SEGMENTS))
    try:
        listed = tuple((str(one), int(size)) for one, size in json.loads(bytes(files[_SEGMENTS])))
    except (TypeError, ValueError):
        damaged(folder, f"{name}/{_SEGMENTS} is malformed")
    near = Near.read(files)
    if len(near) != sum(size for _, size in listed):
        damaged(folder, f"{name} has {len(near)} rows for {sum(size for _, size in listed)}")
    return Cover(near, listed, name)
