"""Whether every quote is the source's own words, over question sets.

    python benchmarks/quotes_verbatim.py [FILE…]

Asks every question of the files (JSON Lines: ``question``, ``claim`` as a question, or ``turns``);
the project's own sets where none is named. Each quote is compared with the file as it lies on the
disk, at its place and at every other place that it names.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from index.shipped import SHIPPED_PLAN
from qa.open import open_pipeline

SETS = Path(__file__).resolve().parent.parent / "eval" / "sets"


def questions_of(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Give the questions of a set, each with the earlier ones of its dialog."""
    for line in path.read_text(encoding="utf-8").split("\n"):
        row = json.loads(line) if line.strip() else {}
        turns = [turn["question"] for turn in row.get("turns", [])]
        yield from ((turn, turns[:number]) for number, turn in enumerate(turns))
        for name in {"question", "claim"} & row.keys():
            yield row[name], row.get("history", [])


def main() -> int:
    """Print how many quotes were compared; return 1 where one differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path)
    files = parser.parse_args().files or sorted(SETS.glob("*/*.jsonl"))
    source = SHIPPED_PLAN.read_bytes().decode("utf-8")
    pipeline = open_pipeline()
    asked = quotes = wrong = 0
    for path in files:
        for question, history in questions_of(path):
            asked += 1
            for citation in pipeline.ask(question, history=history).citations:
                quotes += 1
                spans = [(citation.start, citation.end)]
                spans += [(span.start, span.end) for span in citation.also_at]
                if any(source[start:end] != citation.quote for start, end in spans):
                    wrong += 1
                    print(f"{path.name}: {question}: {citation.quote}")
    share = (quotes - wrong) / max(1, quotes)
    print(f"{asked:,} questions, {quotes:,} quotes, {wrong} not verbatim ({share:.2%} verbatim)")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
