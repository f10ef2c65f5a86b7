"""The same questions of a corpus in a folder and on a server: equal answers, and how long they take.

    python benchmarks/stores.py FOLDER postgresql://… QUESTIONS.jsonl [--clients 8] [--rounds 1]
    python benchmarks/stores.py FOLDER postgresql://… --made 2000 [--clients 8]

Both have to be made of the same files (``yinju index FILES --corpus FOLDER`` and ``--store URL``).
Questions are those of a file, or made of the corpus itself, no two the same. Folder and server are asked
in turn, some hundred questions at a time, so that what else the machine does slows down both.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.load import _questions as made_of  # noqa: E402
from index.errors import YinjuError  # noqa: E402
from qa.open import open_pipeline  # noqa: E402
from qa.pipeline import Pipeline  # noqa: E402
from qa.result import Answer  # noqa: E402

# Questions that one of the two is asked before the other has its turn.
_TURN = 250
# One client alone is asked so many.
_ALONE = 60


@dataclass
class Asked:
    """What one store was asked, and what came of it.

    Attributes:
        name: What it is called here.
        pipeline: What is asked.
        answers: In the order of the questions; None where there was an error.
        taken: Milliseconds that each took.
        errors: What was said.
        lasted: Seconds that all took, clients at once.
    """

    name: str
    pipeline: Pipeline
    answers: list[Answer | None] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    lasted: float = 0.0

    def ask(self, question: str) -> tuple[Answer | None, float]:
        """Return an answer, and how many milliseconds it took."""
        started = time.perf_counter()
        try:
            answer = self.pipeline.ask(question)
        except YinjuError as error:
            self.errors.append(str(error))
            answer = None
        return answer, (time.perf_counter() - started) * 1000

    def turn(self, questions: list[str], clients: int) -> None:
        """Ask with some clients at once."""
        started = time.perf_counter()
        with ThreadPoolExecutor(clients) as pool:
            for answer, taken in pool.map(self.ask, questions):
                self.answers.append(answer)
                self.taken.append(taken)
        self.lasted += time.perf_counter() - started


def main() -> None:
    """Print what differs, and the times."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("url")
    parser.add_argument("questions", type=Path, nargs="?")
    parser.add_argument("--made", type=int, default=0, help="so many questions made of the corpus")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=1)
    given = parser.parse_args()
    stores = [opened("folder", given.folder), opened("server", given.url)]
    questions = made_of(stores[0].pipeline.clauses, given.made)
    if given.questions:
        rows = map(json.loads, given.questions.read_text("utf-8").splitlines())
        questions += [row["question"] for row in rows if "question" in row] * given.rounds
    for store in stores:
        alone = [store.ask(question)[1] for question in questions[:_ALONE]]
        print(f"{store.name}: one client {times(alone)}", flush=True)
    for start in range(0, len(questions), _TURN):
        for store in stores:
            store.turn(questions[start : start + _TURN], given.clients)
        load = os.getloadavg()[0]
        print(f"{len(stores[0].answers)} asked, {differing(*stores)}; load {load:.1f}", flush=True)
    for store in stores:
        print(
            f"{store.name}: {given.clients} clients {times(store.taken)}, "
            f"{len(store.taken) / store.lasted:.1f} answers a second, {len(store.errors)} errors "
            f"{store.errors[:1]}"
        )


def opened(name: str, where: Path | str) -> Asked:
    """Return a store that has answered once, so that all is loaded."""
    started = time.perf_counter()
    asked = Asked(name, open_pipeline(where))
    print(f"{name}: opened in {time.perf_counter() - started:.2f} s")
    asked.pipeline.ask(asked.pipeline.clauses[0].text)
    return asked


def differing(one: Asked, other: Asked) -> str:
    """Return how many answers are equal, and by how much scores differ."""
    pairs = list(zip(one.answers, other.answers, strict=True))
    same = sum(told(a) == told(b) for a, b in pairs)
    scores = [
        abs(here.score - there.score)
        for a, b in pairs
        if a and b
        for here, there in zip(a.citations, b.citations, strict=False)
    ]
    return f"{same} answers equal, scores differ by at most {max(scores, default=0.0):.1e}"


def told(answer: Answer | None) -> tuple[bool, list[str]] | None:
    """Return what has to be the same of two answers."""
    if answer is None:
        return None
    return answer.answered, [citation.clause_id for citation in answer.citations]


def times(taken: list[float]) -> str:
    """Return the median and the 95th percentile."""
    ordered = sorted(taken)
    most = ordered[int(0.95 * (len(ordered) - 1))]
    return f"p50 {statistics.median(ordered):.0f} ms, p95 {most:.0f} ms (n={len(ordered)})"


if __name__ == "__main__":
    main()
