"""The same questions of a corpus in a folder and on a server: equal answers, and how long they take.

    python benchmarks/stores.py FOLDER postgresql://… QUESTIONS.jsonl [--clients 8] [--rounds 1]

Both have to be made of the same files (``yinju index FILES --corpus FOLDER`` and ``--store URL``).
"""

from __future__ import annotations

import argparse
import functools
import json
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from qa.open import open_pipeline
from qa.pipeline import Pipeline
from qa.result import Answer


def main() -> None:
    """Print what differs, and the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("url")
    parser.add_argument("questions", type=Path)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.questions.read_text("utf-8").splitlines() if line]
    questions = [row["question"] for row in rows if "question" in row] * given.rounds
    answers: dict[str, list[Answer]] = {}
    for name, where in (("folder", given.folder), ("server", given.url)):
        started = time.perf_counter()
        pipeline = open_pipeline(where)
        opened = time.perf_counter() - started
        pipeline.ask(questions[0])  # what is loaded once
        alone = [ask(pipeline, question)[1] for question in questions[: len(rows)]]
        with ThreadPoolExecutor(given.clients) as pool:
            found = list(pool.map(functools.partial(ask, pipeline), questions))
        answers[name] = [answer for answer, _ in found]
        print(
            f"{name}: opened in {opened:.2f} s; one client {times(alone)}; "
            f"{given.clients} clients {times([taken for _, taken in found])}"
        )
    pairs = list(zip(answers["folder"], answers["server"], strict=True))
    same = sum(
        (one.answered, [c.clause_id for c in one.citations])
        == (other.answered, [c.clause_id for c in other.citations])
        for one, other in pairs
    )
    scores = [
        abs(here.score - there.score)
        for one, other in pairs
        for here, there in zip(one.citations, other.citations, strict=False)
    ]
    print(f"{same} of {len(pairs)} answers equal; scores differ by at most {max(scores):.1e}")


def ask(pipeline: Pipeline, question: str) -> tuple[Answer, float]:
    """Return an answer, and how many milliseconds it took."""
    started = time.perf_counter()
    answer = pipeline.ask(question)
    return answer, (time.perf_counter() - started) * 1000


def times(taken: list[float]) -> str:
    """Return the median and the 95th percentile."""
    ordered = sorted(taken)
    most = ordered[int(0.95 * (len(ordered) - 1))]
    return f"p50 {statistics.median(ordered):.0f} ms, p95 {most:.0f} ms (n={len(ordered)})"


if __name__ == "__main__":
    main()
