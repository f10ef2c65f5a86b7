"""A million vectors in a folder: how many of the nearest are found, how fast, in how much memory.

    python benchmarks/ann.py VECTORS.npy QUERIES.npy FOLDER [--size 1000000]

VECTORS are passages and QUERIES questions as an encoder gives them, float32 (n, dim). Where there are
fewer than --size, further ones are made of them: each is another one's neighbour at a cosine of about
.9, as sentences of one subject are. A process of its own opens what was written, by map, and asks
every question alone, on one core; the exact nearest are found by comparing all.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.cost import resident  # noqa: E402
from index.embed.centre import centre  # noqa: E402
from index.search.protocol import Rows, Vectors  # noqa: E402
from index.segment.codes import code_rows, words_of  # noqa: E402
from index.segment.dense import RowRun, SegmentDense  # noqa: E402
from index.segment.read import mapped  # noqa: E402
from index.segment.rows import KeptRows  # noqa: E402

_VECTORS, _MEANS, _QUERIES, _CODES = "vectors.f4", "means.f4", "queries.f4", "codes"
_NEAREST = "nearest.i8"
_NEIGHBOUR = 0.9
_STEP = 65_536
# The nearest that have to be among those found.
_WANTED = (10, 50)
# As many rows as a question asks for (``qa.ask.retrieval.retrieve``).
_ROWS = 8192


def main() -> None:
    """Make what is not there, then ask in a process of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("vectors", type=Path)
    parser.add_argument("queries", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--size", type=int, default=1_000_000)
    parser.add_argument("--ask", action="store_true", help="only ask what is there")
    given = parser.parse_args()
    if given.ask:
        ask(given.folder)
        return
    given.folder.mkdir(parents=True, exist_ok=True)
    if not (given.folder / _NEAREST).exists():
        make(given.vectors, given.queries, given.folder, given.size)
    limits = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    subprocess.run([sys.executable, *sys.argv, "--ask"], env={**os.environ, **limits}, check=True)


def make(vectors: Path, queries: Path, folder: Path, size: int) -> None:
    """Write vectors, codes and the exact nearest of each question."""
    real = np.load(vectors, mmap_mode="r")
    rng = np.random.default_rng(1)
    with (folder / _VECTORS).open("wb") as stream:
        for start in range(0, size, _STEP):
            count = min(_STEP, size - start)
            rows = np.arange(start, start + count)
            part = np.array(real[rows % len(real)], dtype=np.float32)
            made = rows >= len(real)
            part[made] = neighbours(part[made], rng)
            stream.write(part.tobytes())
    whole = raw_of(folder, real.shape[1])
    mean = np.asarray(real[:: max(1, len(real) // _STEP)].mean(axis=0), dtype=np.float32)
    mean.tofile(folder / _MEANS)
    asked = np.load(queries)
    centre(asked, asked.mean(axis=0)).astype(np.float32).tofile(folder / _QUERIES)
    started, worked = time.perf_counter(), time.process_time()
    # As an index has them: centred on what questions share.
    shared = asked.mean(axis=0)
    codes = [code_rows(whole[at : at + _STEP] - shared) for at in range(0, size, _STEP)]
    print(
        f"{size:,} vectors, {len(real):,} of them real; codes made in "
        f"{time.perf_counter() - started:.0f} s ({time.process_time() - worked:.0f} s of a processor)"
    )
    np.concatenate(codes, axis=1).tofile(folder / _CODES)
    centred = np.fromfile(folder / _QUERIES, np.float32).reshape(-1, len(mean))
    nearest(centred, whole, mean, max(_WANTED)).tofile(folder / _NEAREST)


def neighbours(vectors: Vectors, rng: np.random.Generator) -> Vectors:
    """Return for each vector another at a cosine of about ``_NEIGHBOUR``."""
    noise = rng.standard_normal(vectors.shape, dtype=np.float32)
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    moved = _NEIGHBOUR * vectors + (1 - _NEIGHBOUR**2) ** 0.5 * noise
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), dtype=np.float32)


def raw_of(folder: Path, dim: int) -> Vectors:
    """Return the vectors, mapped."""
    return np.frombuffer(mapped(folder / _VECTORS), np.float32).reshape(-1, dim)


def mean_in(folder: Path) -> Vectors:
    """Return what the vectors are centred on."""
    return np.fromfile(folder / _MEANS, np.float32)


def asked_in(folder: Path, dim: int) -> tuple[Vectors, Rows]:
    """Return the questions, centred, and the rows of the nearest of each."""
    queries = np.fromfile(folder / _QUERIES, np.float32).reshape(-1, dim)
    return queries, np.fromfile(folder / _NEAREST, np.int64).reshape(len(queries), -1)


def nearest(
    queries: Vectors, whole: Vectors, mean: Vectors, count: int, chosen: Rows | None = None
) -> Rows:
    """Return the rows of the nearest of each question by comparing all, nearest first: int64 (q, count).

    Args:
        queries: Centred.
        whole: The vectors.
        mean: What they are centred on.
        count: How many.
        chosen: Rows to compare, and to number anew; None for all.
    """
    size = len(whole) if chosen is None else len(chosen)
    scores: Vectors = np.empty((len(queries), 0), dtype=np.float32)
    rows: Rows = np.empty((len(queries), 0), dtype=np.int64)
    for start in range(0, size, _STEP):
        own = np.arange(start, min(start + _STEP, size))
        found = queries @ centre(whole[own if chosen is None else chosen[own]], mean).T
        scores = np.concatenate([scores, found], axis=1)
        rows = np.concatenate([rows, np.broadcast_to(own, found.shape)], axis=1)
        best = np.argpartition(-scores, min(count, scores.shape[1]) - 1, axis=1)[:, :count]
        scores = np.take_along_axis(scores, best, axis=1)
        rows = np.take_along_axis(rows, best, axis=1)
    return np.take_along_axis(rows, np.lexsort((rows, -scores)), axis=1)


def ask(folder: Path) -> None:
    """Open, ask, and print."""
    own = os.getpid()
    before = resident(own)
    started = time.perf_counter()
    mean = mean_in(folder)
    whole = raw_of(folder, len(mean))
    codes = np.frombuffer(mapped(folder / _CODES), np.uint64).reshape(words_of(len(mean)), -1)
    kept = KeptRows(whole, folder / _VECTORS)
    kinds = np.zeros(len(whole), dtype=np.uint8)
    dense = SegmentDense([RowRun(kept, codes, 0, len(whole), 0)], kinds, mean[None])
    print(f"opened in {time.perf_counter() - started:.2f} s, {resident(own) - before:.0f} MB")
    queries, right = asked_in(folder, len(mean))
    for k in (*_WANTED, _ROWS):
        taken, found = [], []
        for query in queries:
            worked = time.process_time()
            found.append(dense.search(query[None], k)[1][0])
            taken.append((time.process_time() - worked) * 1000)
        print(
            f"k={k}: {recalls(found, right)}, {times(taken)} of a processor (n={len(queries)}), "
            f"{resident(own) - before:.0f} MB resident",
            flush=True,
        )


def recalls(found: Sequence[Rows], right: Rows) -> str:
    """Return which share of the nearest is among as many that were found."""
    said = []
    for wanted in _WANTED:
        if wanted <= len(found[0]):
            pairs = zip(found, right[:, :wanted], strict=True)
            shared = [len(np.intersect1d(one[:wanted], other)) for one, other in pairs]
            said.append(f"recall@{wanted} {np.mean(shared) / wanted:.4f}")
    return ", ".join(said)


def times(taken: Sequence[float]) -> str:
    """Return the median and the 95th percentile of milliseconds."""
    ordered = sorted(taken)
    most = ordered[int(0.95 * (len(ordered) - 1))]
    return f"p50 {statistics.median(ordered):.1f} ms, p95 {most:.1f} ms"


if __name__ == "__main__":
    main()
