"""Questions for cells of tables: how often the row with the cell is the first quote, and is quoted at all.

    python benchmarks/tables.py DOCUMENTS [--questions FILE]

DOCUMENTS is a folder with the documents that the questions are of. FILE has a question a line
(``eval/sets/kinds/tables.jsonl`` where left out): ``question``, ``doc``, and ``key``, the words that the
row has to have, or ``keys``. ``doc`` is the name of a file in the folder without its ending; ``plan`` is
the shipped plan. White space does not count.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from index.read.formats import SUFFIXES  # noqa: E402
from qa.corpora import update_corpus  # noqa: E402
from qa.open import open_pipeline  # noqa: E402
from qa.pipeline import Pipeline  # noqa: E402

QUESTIONS = ROOT / "eval" / "sets" / "kinds" / "tables.jsonl"
PLAN = "plan"
GOAL = 0.95


def bare(words: str) -> str:
    """Return words without white space."""
    return "".join(words.split())


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
    rows = [json.loads(line) for line in options.questions.read_text("utf-8").splitlines()]
    first = quoted = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in dict.fromkeys(row["doc"] for row in rows):
            pipeline = open_document(name, options.documents, Path(folder))
            for row in (row for row in rows if row["doc"] == name):
                answer = pipeline.ask(row["question"])
                quotes = [bare(citation.quote) for citation in answer.citations]
                keys = [bare(key) for key in row.get("keys") or [row["key"]]]
                is_first = answer.answered and all(key in quotes[0] for key in keys)
                first += is_first
                quoted += answer.answered and all(any(k in q for q in quotes) for k in keys)
                if not is_first:
                    print(f"{row['id']}: {row['question']}")
    print(f"in the first quote: {first} of {len(rows)}")
    print(f"quoted: {quoted} of {len(rows)}")
    return int(first < GOAL * len(rows))


if __name__ == "__main__":
    sys.exit(main())
