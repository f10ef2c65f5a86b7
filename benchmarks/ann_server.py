"""The million vectors of ``ann.py`` on a server: how many of the nearest are found, how fast, in what room.

    python benchmarks/ann.py VECTORS.npy QUERIES.npy FOLDER
    python benchmarks/ann_server.py FOLDER 'postgresql://…?schema=million'

Rows are laid over documents of a thousand. A process of its own asks every question alone. Of a server
on this machine it is told as well how long the processor worked for a question, on both sides, which
other programs do not lengthen.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.ann import asked_in, mean_in, nearest, raw_of, recalls, times  # noqa: E402
from benchmarks.cost import resident  # noqa: E402
from index.search.protocol import Dense, Rows, Vectors  # noqa: E402
from index.store.postgres.codes import CorpusRows, write_codes  # noqa: E402
from index.store.postgres.dense import PostgresDense, RowLayout  # noqa: E402
from index.store.postgres.server import Pool, Server  # noqa: E402
from index.store.postgres.store import PostgresStore  # noqa: E402
from index.store.postgres.vectors import packed, take_vectors  # noqa: E402
from index.views import SENTENCE  # noqa: E402

_DOCUMENT = 1000
# One document of so many is asked in the end, as a filter would have it.
_FILTER = 5
_KS = (50, 8192)
# So many questions are compared with every vector.
_EXACT = 3


def main() -> None:
    """Load what is not there, then ask in a process of its own."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("url")
    parser.add_argument("--questions", type=int, default=1000, help="so many at most")
    parser.add_argument("--ask", action="store_true", help="only ask what is there")
    given = parser.parse_args()
    mean = mean_in(given.folder)
    whole = raw_of(given.folder, len(mean))
    if given.ask:
        ask(given.folder, given.url, whole, given.questions)
        return
    load(given.url, whole, mean)
    subprocess.run([sys.executable, *sys.argv, "--ask"], check=True)


def layout(count: int, mean: Vectors) -> RowLayout:
    """Return how rows lie in documents."""
    starts = np.append(np.arange(0, count, _DOCUMENT), count).astype(np.int64)
    return RowLayout(np.arange(1, len(starts)), starts, {SENTENCE: mean}, len(mean))


def load(url: str, whole: Vectors, mean: Vectors) -> None:
    """Write the rows and their codes, in a schema that has none."""
    store = PostgresStore(url)
    with store.writing(), store._connection() as connection:  # noqa: SLF001  # a benchmark
        if connection.execute("SELECT 1 FROM codes").fetchone():
            return
        take_vectors(connection)
        rows = layout(len(whole), mean)
        pid = connection.info.backend_pid
        with connection.transaction():
            started, served = time.perf_counter(), spent(pid)
            with connection.cursor().copy(
                "COPY view (part, ordinal, clause, kind, sentence, record, vector)"
                " FROM STDIN (FORMAT BINARY)"
            ) as copy:
                copy.set_types(["int8", "int4", "int4", "text", "int4", "json", "vector"])
                for row, vector in enumerate(whole):
                    place = (row // _DOCUMENT + 1, row % _DOCUMENT, 0, SENTENCE, 0, "")
                    copy.write_row((*place, packed(vector)))
            print(f"{len(whole):,} rows written in {lasted(started, served, pid)}", flush=True)
            started, served = time.perf_counter(), spent(pid)
            sizes = np.diff(rows.starts).tolist()
            write_codes(connection, CorpusRows(rows.parts.tolist(), sizes, rows.means), "")
            print(f"codes made in {lasted(started, served, pid)}", flush=True)
        for name in ("view", "code"):
            size = connection.execute(
                "SELECT pg_table_size(%(name)s::regclass), pg_indexes_size(%(name)s::regclass)",
                {"name": name},
            ).fetchone()
            if size:
                print(f"{name}: {size[0] / 1e6:.0f} MB and {size[1] / 1e6:.0f} MB of keys")


def lasted(started: float, served: float, pid: int) -> str:
    """Return how long something took, and the processor of the server."""
    return (
        f"{time.perf_counter() - started:.0f} s ({spent(pid) - served:.0f} s of a processor there)"
    )


def ask(folder: Path, url: str, whole: Vectors, most: int) -> None:
    """Open, ask, and print."""
    mean = mean_in(folder)
    queries, right = asked_in(folder, len(mean))
    queries, right = queries[:most], right[:most]
    before = resident(os.getpid())
    started = time.perf_counter()
    pids: list[int] = []
    pool = Pool(Server(url), lambda connection: pids.append(connection.info.backend_pid))
    with pool.connection():
        dense = PostgresDense(pool, layout(len(whole), mean), 1)
    print(f"opened in {time.perf_counter() - started:.2f} s")
    for k in _KS:
        measured(f"k={k}", dense, (queries, right), k, pids[0])
    every = PostgresDense(pool, layout(len(whole), mean))
    measured("all compared, k=50", every, (queries[:_EXACT], right[:_EXACT]), 50, pids[0])
    print(f"{resident(os.getpid()) - before:.0f} MB more resident")
    chosen = np.flatnonzero(np.arange(len(whole)) // _DOCUMENT % _FILTER == 0)
    exact = nearest(queries, whole, mean, right.shape[1], chosen)
    some = dense.limited_to(chosen)
    for k in _KS:
        measured(f"{len(chosen):,} rows of them, k={k}", some, (queries, exact), k, pids[0])


def measured(name: str, dense: Dense, asked: tuple[Vectors, Rows], k: int, pid: int) -> None:
    """Ask every question, and print what was found and how long it took."""
    queries, right = asked
    dense.search(queries[:1], k)
    found, lasted, here, there = [], [], [], []
    for query in queries:
        started, worked, served = time.perf_counter(), time.process_time(), spent(pid)
        found.append(dense.search(query[None], k)[1][0])
        there.append((spent(pid) - served) * 1000)
        here.append((time.process_time() - worked) * 1000)
        lasted.append((time.perf_counter() - started) * 1000)
    print(
        f"{name}: {recalls(found, right)}; {times(lasted)}; of a processor here {times(here)}, "
        f"there {times(there)} (n={len(queries)})",
        flush=True,
    )


def spent(pid: int) -> float:
    """Return for how many seconds a process has had a processor; 0 where it is not on this machine."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


if __name__ == "__main__":
    main()
