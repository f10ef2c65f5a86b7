"""Figures asked for with a filter (a year, a unit, a body, a subject): how many are answered rightly.

    python benchmarks/filters.py DOCUMENTS [NAME …] [--show]

DOCUMENTS is a folder with the documents of ``eval/sets/filters``, each under its name there; the plan is the
shipped one. An answer is right when every figure of ``keys`` is in it (for one that stands in the text and in
a table either does, ``same``) and none of ``not``; where nothing matches (``none``), when it is refused. A
figure is the one of a key when it stands in the clause that holds the key and every number of its value is in
the key.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.kinds import Documents, share  # noqa: E402
from eval.fit.documents import read_rows  # noqa: E402
from eval.run.kinds import KIND_K  # noqa: E402
from index.embed.choose import load_encoder  # noqa: E402
from qa.pipeline import Pipeline  # noqa: E402
from qa.result import Answer  # noqa: E402

SETS = ROOT / "eval" / "sets" / "filters"
GOAL = 0.95

Row = Mapping[str, Any]


def squeezed(words: str) -> str:
    """Return words without white space and the bars of a table."""
    return re.sub(r"[\s|]", "", words)


def told(key: str, answer: Answer, texts: Mapping[str, str]) -> bool:
    """Tell whether the figure of a key is among those of an answer."""
    key = squeezed(key)
    numbers = re.findall("[0-9.]+", key)
    for figure in answer.figures:
        value = squeezed(figure.value)
        own = re.findall("[0-9.]+", value)
        same = value in key or (own and all(number in numbers for number in own))
        if key in texts.get(figure.clause_id, "") and same:
            return True
    return False


def wrong(row: Row, pipeline: Pipeline, answer: Answer) -> list[str]:
    """Return what is wrong with an answer: keys that it lacks, figures that it should not have."""
    if answer.intent != "figures":
        return [f"taken for {answer.intent}"]
    texts = {clause.clause_id: squeezed(clause.text) for clause in pipeline.clauses}
    same = row.get("same", {})
    found = [
        f"missing {key}"
        for key in row["keys"]
        if not any(told(form, answer, texts) for form in (key, *same.get(key, [])))
    ]
    found += [f"not asked for {key}" for key in row["not"] if told(key, answer, texts)]
    if row.get("none") and answer.answered:
        found.append("answered though nothing matches")
    return found


def main() -> int:
    """Print the figures; return 1 where fewer are right than the goal says."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("documents", type=Path)
    parser.add_argument("names", nargs="*", help="the documents; all that have a set without any")
    parser.add_argument("--show", action="store_true", help="print the questions that go wrong")
    given = parser.parse_args()
    documents = Documents(given.documents, load_encoder())
    names = given.names or sorted(path.stem for path in SETS.glob("*.jsonl"))
    right: list[bool] = []
    taken: list[bool] = []
    for name in names:
        own: list[bool] = []
        for row in read_rows(SETS / f"{name}.jsonl"):
            answer = documents[name].ask(row["question"], k=KIND_K)
            faults = wrong(row, documents[name], answer)
            own.append(not faults)
            taken.append(answer.intent == "figures")
            if given.show and faults:
                print(f"  WRONG {row['id']}: {row['question']} ({'; '.join(faults)})")
        print(f"{name:12} {share(own)}")
        right += own
    print(f"{'all':12} {share(right)}  taken for figures {share(taken)}")
    return int(sum(right) < GOAL * len(right))


if __name__ == "__main__":
    sys.exit(main())
