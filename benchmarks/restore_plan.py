"""How well the shipped plan is restored, against the gold made by reading it.

Prints the number of sentences, how many have the right chapter and section, Kendall's tau of the
reading order, and the share of neighbouring pairs in order. ``--structure`` leaves meaning out.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from pathlib import Path

from scipy.stats import kendalltau

from index.document.corpus import Document
from index.embed.choose import load_encoder
from index.restore.document import restore

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "data" / "plan_gold.jsonl"


def main() -> int:
    """Print the figures; return 1 where a sentence is lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--structure", action="store_true", help="without an encoder")
    structure_only = parser.parse_args().structure
    path = next((ROOT / "data" / "plan").glob("*.txt"))
    plan = Document("plan", path.name, path.read_bytes().decode("utf-8"))
    result = restore(plan, None if structure_only else load_encoder(None).encode_passages)
    gold = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    order: list[int] = []
    right = stated = stated_right = 0
    for clause in result.clauses:
        place = [clause.section.chapter, clause.section.section]
        for span in clause.sentences:
            words = span.of(clause.text)
            line = next(i for i, (key, *_) in enumerate(gold) if words.startswith(key))
            order.append(line)
            right += gold[line][1:] == place
            stated += clause.place == "stated"
            stated_right += clause.place == "stated" and gold[line][1:] == place
    pairs = sum(b == a + 1 for a, b in itertools.pairwise(order))
    print(f"sentences: {len(order)}, different ones: {len(set(order))}, in the gold: {len(gold)}")
    print(f"chapter and section right: {right} of {len(order)} ({right / len(order):.2%})")
    print(f"  of those whose heading is stated: {stated_right} of {stated}")
    print(f"Kendall tau: {kendalltau(range(len(order)), order).statistic:.5f}")
    print(
        f"neighbouring pairs in order: {pairs} of {len(order) - 1} ({pairs / (len(order) - 1):.2%})"
    )
    return int(sorted(order) != list(range(len(gold))))


if __name__ == "__main__":
    sys.exit(main())
