"""Many visitors at once: every answer the right one, how long they wait, whether memory stays flat.

Starts the page, has visitors ask question after question over HTTP as a browser does, and reads the memory of
the server as it goes. An answer is right when it quotes what the same question got from the pipeline alone.
What the server takes of the processors for an answer is told, and what the visitors take, who share them: it
says the same on a machine that has other things to do.

    python benchmarks/load.py --visitors 50 --questions 2000 [--own FILE]

With FILE, one visitor more drops it as a document of their own after the first questions; what the others
wait while it is indexed is told apart.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import statistics
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.cost import mapped, resident, worked  # noqa: E402
from benchmarks.serving import serving  # noqa: E402
from index.document.corpus import Clause  # noqa: E402
from qa.open import open_pipeline  # noqa: E402

# Questions are made of so many characters of a sentence, begun so many apart: no two are the same, so that
# nothing that is remembered of one answers another.
_WORDS = 16
_STEP = 3
# Until then caches fill; from then on memory has to stay.
_WARM = 200
_TIMEOUT = 120.0
# A document of one's own is indexed when nothing else is to do.
_PATIENCE = 3600.0


def main() -> None:
    """Print errors, mixed-up answers, waiting times and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visitors", type=int, default=50)
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--own", type=Path, help="a document that a visitor drops meanwhile")
    given = parser.parse_args()
    pipeline = open_pipeline()
    questions = _questions(pipeline.clauses, given.questions)
    began, before = time.perf_counter(), worked(os.getpid())
    expected = {q: [c.quote for c in pipeline.ask(q).citations] for q in questions}
    alone = (time.perf_counter() - began) / len(questions)
    alone_worked = (worked(os.getpid()) - before) / len(questions)
    with serving([sys.executable, "-m", "yinju", "ui", "--port"], "health") as server:
        load = _Load(server.address, server.pid, expected)
        load.wait_until_warm()
        began = time.perf_counter()
        work = [worked(pid) for pid in (server.pid, os.getpid())]
        threads = [threading.Thread(target=load.visit) for _ in range(given.visitors)]
        if given.own:
            threads.append(threading.Thread(target=load.drop, args=(given.own,)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        took = time.perf_counter() - began
        ended = [worked(pid) for pid in (server.pid, os.getpid())]
    theirs, ours = (
        1e3 * (end - start) / max(1, len(load.waits))
        for start, end in zip(work, ended, strict=True)
    )
    waits = sorted(wait for _, wait in load.waits)
    p95 = _p95(waits)
    print(f"{given.visitors} visitors, {len(waits)} answers in {took:.0f} s")
    print(f"errors: {len(load.errors)}, of another question: {load.mixed} {load.errors[:3]}")
    print(f"median {statistics.median(waits):.2f} s, p95 {p95:.2f} s")
    print(
        f"a question by itself: {alone:.3f} s; p95 is "
        f"{p95 / alone / given.visitors:.2f} of that for each visitor in turn"
    )
    print(
        f"of a processor for an answer: the server {theirs:.1f} ms, the visitors {ours:.1f} ms, "
        f"a question by itself {1e3 * alone_worked:.1f} ms"
    )
    if given.own:
        first, last = load.dropped
        inside = [wait for at, wait in load.waits if first <= at <= last]
        outside = [wait for at, wait in load.waits if not first <= at <= last]
        print(
            f"while {given.own.name} was indexed ({last - first:.0f} s): p95 {_p95(inside):.2f} s "
            f"(n={len(inside)}), else {_p95(outside):.2f} s (n={len(outside)})"
        )
    late = [sizes for done, *sizes in load.memory if done >= _WARM]
    for name, sizes in zip(("memory", "of it files"), zip(*late, strict=True), strict=False):
        change = 100 * (sizes[-1] - sizes[0]) / sizes[0]
        print(
            f"{name} from question {_WARM} on: {sizes[0]:.0f} to {sizes[-1]:.0f} MB ({change:+.1f}%)"
            f", at most {max(sizes):.0f}"
        )


def _p95(waits: Sequence[float]) -> float:
    return statistics.quantiles(waits, n=20)[-1] if len(waits) > 1 else float("nan")


def _questions(clauses: Sequence[Clause], most: int) -> list[str]:
    texts = [clause.text for clause in clauses if len(clause.text) > _WORDS]
    made = (
        f"{text[start : start + _WORDS].strip()}，有什么要求？"
        for start in range(0, max(map(len, texts)) - _WORDS, _STEP)
        for text in texts
        if start + _WORDS <= len(text)
    )
    return list(itertools.islice(dict.fromkeys(made), most))


class _Load:
    """What visitors ask, and what came of it."""

    def __init__(self, address: str, pid: int, expected: dict[str, list[str]]) -> None:
        self._address = address
        self._pid = pid
        self._expected = expected
        self._left = iter(expected)
        self._lock = threading.Lock()
        self.waits: list[tuple[float, float]] = []  # when answered, how long it took
        self.dropped = (0.0, 0.0)
        self.errors: list[str] = []
        self.mixed = 0
        self.memory: list[tuple[int, float, float]] = []

    def wait_until_warm(self) -> None:
        """Ask something: what a server loads for its first question is no part of any later one."""
        _Visitor(self._address).ask("明天下雨吗？")

    def visit(self) -> None:
        """Ask until all was asked."""
        visitor = _Visitor(self._address)
        while True:
            with self._lock:
                question = next(self._left, None)
            if question is None:
                return
            began = time.perf_counter()
            try:
                answer = visitor.ask(question)
            except (OSError, http.client.HTTPException) as error:
                with self._lock:
                    self.errors.append(f"{type(error).__name__}: {error}")
                continue
            wait = time.perf_counter() - began
            quotes = [citation["quote"] for citation in answer["citations"]]
            with self._lock:
                self.waits.append((began + wait, wait))
                same = answer["question"] == question and quotes == self._expected[question]
                self.mixed += not same
                if len(self.waits) % 50 == 0:
                    self.memory.append((len(self.waits), resident(self._pid), mapped(self._pid)))

    def drop(self, own: Path) -> None:
        """Give the server a document of one's own, and wait until it can be asked."""
        while len(self.waits) < _WARM:
            time.sleep(0.1)
        began = time.perf_counter()
        files = {"file": (own.name, own.read_bytes())}
        done = httpx.post(
            f"{self._address}page/shelf/add",
            files=files,
            headers={"x-yinju": "1"},
            timeout=_PATIENCE,
        )
        self.dropped = (began, time.perf_counter())
        if '"doc"' not in done.text:
            self.errors.append(f"{own.name}: {done.text[:200]}")


class _Visitor:
    """Somebody whose connection is kept open, as a browser's is."""

    def __init__(self, address: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=_TIMEOUT)

    def ask(self, question: str) -> dict[str, Any]:
        """Return the answer.

        Raises:
            OSError: There is none.
        """
        body = json.dumps({"question": question}).encode()
        headers = {"content-type": "application/json", "x-yinju": "1"}
        self._connection.request("POST", "/page/ask", body, headers)
        response = self._connection.getresponse()
        said = response.read()
        if response.status != http.HTTPStatus.OK:
            raise OSError(f"{response.status}: {said[:200]!r}")
        answer: dict[str, Any] = json.loads(said)["answer"]
        return answer


if __name__ == "__main__":
    main()
