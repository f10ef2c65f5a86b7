"""How the time of restoring grows with the length of a text, embedding left out.

Texts are made-up plans with a table of contents, two copies interleaved, both damaged as in the
shipped plan, so that the search with vectors runs; the vectors are drawn beforehand. 1× is about
the size of the shipped plan. No worse than n log n means: the last column does not grow.
"""

from __future__ import annotations

import math
import sys
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # for the documents that the tests make up

from index.document.corpus import Document  # noqa: E402
from index.restore.document import restore  # noqa: E402
from index.restore.likeness import Vectors  # noqa: E402
from tests.generated import drop, interleave, make_document, render, seeded  # noqa: E402

PLAN_CHARS = 23_000
CHAPTERS = 20
DIM = 384
GOAL_SECONDS = 1.0


def make_text(times: int) -> str:
    """Return an interleaved text of ``times`` the plan's size."""
    rng = seeded(times)
    made = make_document(rng, contents=True, chapters=CHAPTERS * times, sections=4)
    copies = [drop(rng, made, 0.15), drop(rng, made, 0.15)]
    items = interleave(rng, copies, 12, alternate=True)
    return made.table("") + render(rng, items, 0.5, 0.3)


def embed(texts: Sequence[str]) -> Vectors:
    """Return a vector that depends on the text alone, drawn from one table."""
    rows = _TABLE[[zlib.crc32(text.encode()) % len(_TABLE) for text in texts]]
    return np.asarray(rows, dtype=np.float32)


_TABLE = np.random.default_rng(0).standard_normal((4096, DIM)).astype(np.float32)
_TABLE /= np.linalg.norm(_TABLE, axis=1, keepdims=True)


def main() -> int:
    """Print a line for each size; return 1 where 1× takes too long or growth is worse."""
    units: list[float] = []
    seconds: list[float] = []
    print(
        f"{'size':>5} {'chars':>9} {'clauses':>8} {'seconds':>8} {'ratio':>7} {'us/(n log n)':>13}"
    )
    for times in (1, 10, 100):
        text = make_text(times)
        document = Document("made", f"{times}.txt", text)
        if times == 1:
            restore(document, embed)  # imports what restoring needs
        started = time.perf_counter()
        clauses = restore(document, embed).clauses
        seconds.append(time.perf_counter() - started)
        units.append(seconds[-1] / (len(text) * math.log(len(text))) * 1e6)
        ratio = seconds[-1] / seconds[0]
        print(
            f"{times:>4}x {len(text):>9,} {len(clauses):>8,} {seconds[-1]:>8.2f} {ratio:>7.1f} "
            f"{units[-1]:>13.3f}"
        )
    print(f"1x is {len(make_text(1)) / PLAN_CHARS:.2f} times the shipped plan")
    return int(seconds[0] > GOAL_SECONDS or units[-1] > 1.5 * units[0])


if __name__ == "__main__":
    sys.exit(main())
