"""What documents say of themselves: titles, issuing bodies and numbers of published papers.

    python benchmarks/facts.py BENCH

BENCH is a folder with ``documents/state``: papers as published in HTML, and ``index.jsonl`` with
``file``, ``title``, ``body`` and ``number`` of each. White space, quotation marks and book marks do
not count.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from index.read.load import read_document  # noqa: E402
from index.restore.document import restore  # noqa: E402

FIELDS = ("title", "body", "number")
GOAL = 0.98


def key(words: str | None) -> str:
    """Return what of a name counts."""
    return "".join(character for character in words or "" if character.isalnum())


def main() -> int:
    """Print the figures; return 1 where fewer are right than is aimed at."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    folder = parser.parse_args().bench / "documents" / "state"
    lines = (folder / "index.jsonl").read_text("utf-8").splitlines()
    papers = [json.loads(line) for line in lines]
    right = dict.fromkeys(FIELDS, 0)
    dated = 0
    for paper in papers:
        facts = restore(read_document(folder / paper["file"])).facts
        dated += facts.date is not None
        for field in FIELDS:
            found = getattr(facts, field)
            held = key(found) == key(paper[field])
            right[field] += held
            if not held:
                print(f"{paper['file']}: {field} {found}, not {paper[field]}")
    for field, count in right.items():
        print(f"{field}: {count} of {len(papers)}")
    print(f"with a date: {dated} of {len(papers)}")
    return int(sum(right.values()) < GOAL * len(FIELDS) * len(papers))


if __name__ == "__main__":
    sys.exit(main())
