"""How long a question takes and how much memory, with the index of the shipped plan built.

Prints the time of `yinju ask` from process start to exit (median of 10), the time of one question
in a running process against that of the encoder alone for the same question (medians, and the
median of their ratio), and the peak memory of `yinju ask`. ``--build`` also makes the index anew in
memory and prints which share of that time is the encoder's.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from index.build import build
from index.edition import load_edition
from index.embed.choose import load_encoder
from index.embed.encoder import Encoder, Progress, Vectors
from index.shipped import SHIPPED_PLAN, shipped_plan
from index.store.folder import EDITION
from qa.open import open_pipeline
from qa.pipeline import Pipeline

SETS = Path(__file__).resolve().parent.parent / "eval" / "sets" / "gate"
STARTS = 10
QUESTION = "供电可靠率要达到多少？"


class Clocked:
    """An encoder, and how many seconds it took."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name, self.dim = encoder.name, encoder.dim
        self.seconds = 0.0

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode questions by the clock."""
        started = time.perf_counter()
        try:
            return self._encoder.encode_queries(texts)
        finally:
            self.seconds += time.perf_counter() - started

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Encode passages by the clock."""
        started = time.perf_counter()
        try:
            return self._encoder.encode_passages(texts, progress)
        finally:
            self.seconds += time.perf_counter() - started


def process_starts() -> None:
    """Print the time and the peak memory of `yinju ask` in processes of its own."""
    command = [sys.executable, "-m", "yinju", "ask", QUESTION]
    seconds = []
    for _ in range(STARTS):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - started)
    print(
        f"yinju ask, start to exit: median {statistics.median(seconds):.2f} s, "
        f"slowest {max(seconds):.2f} s (n={STARTS})"
    )
    # Of all children so far, which are these alone; in KiB on Linux, in bytes on macOS.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    peak_mb = peak / (1e6 if sys.platform == "darwin" else 1e3)
    print(f"yinju ask, peak memory: {peak_mb:.0f} MB")


def questions() -> list[str]:
    """Return the stand-alone questions of the gate."""
    lines = (SETS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


def one_process(pipeline: Pipeline) -> None:
    """Print the time of questions end to end and of the encoder within each."""
    clock = Clocked(load_encoder())
    folder = SHIPPED_PLAN.parent / EDITION
    editions = {document.doc_id: folder for document in pipeline.clause_index.documents}
    timed = Pipeline(pipeline.clause_index, clock, editions=editions)
    timed.ask(QUESTION)
    totals, encoder, ratios = [], [], []
    for question in questions():
        clock.seconds = 0.0
        started = time.perf_counter()
        timed.ask(question)
        total = time.perf_counter() - started
        totals.append(total)
        encoder.append(clock.seconds)
        ratios.append(total / clock.seconds)
    print(
        f"one question: median {statistics.median(totals) * 1000:.1f} ms, encoder "
        f"{statistics.median(encoder) * 1000:.1f} ms, ratio of medians "
        f"{statistics.median(totals) / statistics.median(encoder):.2f}, median ratio "
        f"{statistics.median(ratios):.2f} (n={len(totals)})"
    )


def building() -> None:
    """Print which share of building the plan's index is the encoder's."""
    clock = Clocked(load_encoder())
    edition = load_edition(SHIPPED_PLAN.parent / EDITION)
    started = time.perf_counter()
    documents = shipped_plan()
    build(documents, clock, editions={document.doc_id: edition for document in documents})
    total = time.perf_counter() - started
    print(f"building the plan's index: {total:.1f} s, {clock.seconds / total:.1%} in the encoder")


def main() -> None:
    """Print all figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--build", action="store_true", help="also build the index, a minute")
    arguments = parser.parse_args()
    pipeline = open_pipeline()
    process_starts()
    one_process(pipeline)
    if arguments.build:
        building()


if __name__ == "__main__":
    main()
