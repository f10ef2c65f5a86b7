"""What the reader adds to a cold question about a document without an edition.

    python benchmarks/reader_start.py FILE "QUESTION"

FILE is indexed once. Each round starts ``ask`` twice, in turn: as it is, and with a reader that holds
nothing of anything and takes no time, so that all else is the same. Printed are medians of the processes'
time from start to exit and of their processor time, their ratio, and the peak memory.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from benchmarks.cost import Cost, run  # noqa: E402

# Asks as the command does; WITHOUT first puts a reader in place that reads nothing.
ASK = "from yinju.cli import run; run()"
WITHOUT = f"""
import numpy as np
import qa.reader.reader as reader
class Nothing:
    def read(self, first, passages):
        return np.zeros((len(passages), reader.OUTPUTS))
reader.load_reader = Nothing
reader.load_ahead = lambda: None
{ASK}
"""


def ask(program: str, corpus: Path, question: str) -> Cost:
    """Ask in a process of its own and return what that cost."""
    environ = {**os.environ, "PYTHONPATH": str(HERE)}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", program, "ask", question, "--corpus", str(corpus), "--json"]
    # Python looks into the folder that it is started in first.
    done = run(command, cwd=HERE, env=environ, quiet=True)
    if not done.output:
        sys.exit(f"ask {question} gave no answer.")
    return done.cost


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path, help="a document")
    parser.add_argument("question", help="a question about what it says")
    parser.add_argument("--rounds", type=int, default=9)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        index = ["-m", "yinju", "index", str(arguments.file.resolve()), "--corpus", str(corpus)]
        subprocess.run(
            [sys.executable, *index],
            check=True,
            cwd=HERE,
            env={**os.environ, "PYTHONPATH": str(HERE)},
        )
        for program in (ASK, WITHOUT):
            ask(program, corpus, arguments.question)
        rounds = [
            (ask(ASK, corpus, arguments.question), ask(WITHOUT, corpus, arguments.question))
            for _ in range(arguments.rounds)
        ]
    for measure, name in (("lasted", "start to exit"), ("worked", "processor")):
        own, without = (
            statistics.median(getattr(cost, measure) for cost in side)
            for side in zip(*rounds, strict=True)
        )
        ratio = own / without
        print(
            f"{name}: {own:.3f} s, {without:.3f} s without the reader, {ratio:.2f} x (n={len(rounds)})"
        )
    peaks = (max(cost.memory for cost in side) for side in zip(*rounds, strict=True))
    print("peak memory: {:.0f} MB, {:.0f} MB without".format(*peaks))


if __name__ == "__main__":
    main()
