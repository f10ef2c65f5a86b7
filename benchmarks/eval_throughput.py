"""How long 1,000 questions take through the evaluation loop, with the real engine.

The questions are those of the project's own set, repeated with a running number so that no cache
of the engine's answers twice. Goal: under 60 s on two cores.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path

from eval.dataset.items import QuestionItem, UnanswerableItem
from eval.dataset.read import read_sets
from eval.gate.check import GATE_SETS
from eval.report.report import save_with_report
from eval.run.run import run_sets
from qa.open import open_pipeline

QUESTIONS = 1_000
GOAL_SECONDS = 60.0


def write_questions(path: Path) -> None:
    """Write 1,000 questions made from the project's own set."""
    found = read_sets(sorted(GATE_SETS.glob("*.jsonl")))
    kinds = QuestionItem | UnanswerableItem
    items = [item for s in found for item in s.items if isinstance(item, kinds)]
    with path.open("w", encoding="utf-8") as lines:
        for number in range(QUESTIONS):
            item = items[number % len(items)]
            content = item.model_dump(exclude_none=True, exclude_defaults=True)
            content |= {"id": f"t{number}", "question": f"{item.question} ({number})"}
            lines.write(json.dumps(content, ensure_ascii=False) + "\n")


def main() -> int:
    """Print the seconds of each part and return 1 when they are above the goal."""
    engine = open_pipeline()
    engine.ask("知识城在哪里？")  # loads the model
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "thousand.jsonl"
        write_questions(path)
        started = time.perf_counter()
        sets = read_sets([path])
        read = time.perf_counter()
        run = run_sets(sets, engine)
        ran = time.perf_counter()
        save_with_report(run, Path(folder) / "run")
        saved = time.perf_counter()
    total = saved - started
    print(f"{len(run.outcomes)} questions: read {read - started:.2f} s, ask and rank")
    print(f"  {run.manifest.seconds:.2f} s, figures {ran - read - run.manifest.seconds:.2f} s,")
    print(f"  report and files {saved - ran:.2f} s; in all {total:.2f} s (goal {GOAL_SECONDS:.0f})")
    return int(total > GOAL_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
