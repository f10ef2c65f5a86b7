"""Questions for cells of tables: how often the row with the cell is the first quote, and is quoted at all.

    python benchmarks/tables.py DOCUMENTS [--questions FILE]

DOCUMENTS is a folder with the documents that the questions are of. FILE has a question a line
(``eval/sets/kinds/tables.jsonl`` where left out): ``question``, ``doc``, and ``key``, the words that the
row has to have, or ``keys``. ``doc`` is the name of a file in the folder without its ending; ``plan`` is
the shipped plan. White space does not count.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from eval.dataset.gold import squeeze  # noqa: E402
from eval.fit.documents import read_rows  # noqa: E402
from index.read.formats import SUFFIXES  # noqa: E402
from qa.corpora import update_corpus  # noqa: E402
from qa.open import open_pipeline  # noqa: E402
from qa.pipeline import Pipeline  # noqa: E402
from qa.result import Answer  # noqa: E402

QUESTIONS = ROOT / "eval" / "sets" / "kinds" / "tables.jsonl"
PLAN = "plan"
GOAL = 0.95


def keys_of(row: Mapping[str, Any]) -> list[str]:
    """Return the words that the row of a question's cell has."""
    return [squeeze(key) for key in row.get("keys") or [row["key"]]]


def is_first(row: Mapping[str, Any], answer: Answer) -> bool:
    """Tell whether the row with the cell is the first quote."""
    first = squeeze(answer.citations[0].quote) if answer.citations else ""
    return answer.answered and all(key in first for key in keys_of(row))


def open_document(name: str, documents: Path, corpora: Path) -> Pipeline:
    """Return a pipeline over one document."""
    if name == PLAN:
        return open_pipeline()
    found = [
        path for path in sorted(documents.rglob(f"{name}.*")) if path.suffix.lower() in SUFFIXES
    ]
    if not found:
        sys.exit(f"{documents} has no document {name}; put it there under that name.")
    update_corpus(corpora / name, found[:1])
    return open_pipeline(corpora / name)


def main() -> int:
    """Print the figures; return 1 where fewer cells come first than is aimed at."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("documents", type=Path)
    parser.add_argument("--questions", type=Path, default=QUESTIONS)
    options = parser.parse_args()
    rows = list(read_rows(options.questions))
    first = quoted = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in dict.fromkeys(row["doc"] for row in rows):
            pipeline = open_document(name, options.documents, Path(folder))
            for row in (row for row in rows if row["doc"] == name):
                answer = pipeline.ask(row["question"])
                quotes = [squeeze(citation.quote) for citation in answer.citations]
                right = is_first(row, answer)
                first += right
                quoted += answer.answered and all(
                    any(key in quote for quote in quotes) for key in keys_of(row)
                )
                if not right:
                    print(f"{row['id']}: {row['question']}")
    print(f"in the first quote: {first} of {len(rows)}")
    print(f"quoted: {quoted} of {len(rows)}")
    return int(first < GOAL * len(rows))


if __name__ == "__main__":
    sys.exit(main())
