"""How many of the targets of documents `yinju figures` finds, and how many of those it finds are targets.

    python benchmarks/figures.py DOCUMENTS [NAME …] [--show]

DOCUMENTS is a folder with the documents of ``eval/sets/figures``, each under its name there; the plan is
the shipped one. The lists were written by hand from the documents before anything read them.

A found target is a listed one (*found*) when it stands in the clause that holds the listed ``key``, words
of the document around the value, and the number is the same; of a range, the words of the value. It is
*right* when unit, bound, year and body are the same too, and the longest run that ``what`` has in common
with the listed one covers half of the shorter of the two. Rows about which people may disagree (``sure``
is false) and investments of single projects (``project``) count neither way. A body that the list does
not have counts neither way: the lists name one only where it stands beside the value.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from math import isclose
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from index.document.normal import normal_text  # noqa: E402
from index.read.load import load_documents  # noqa: E402
from index.restore.document import restore  # noqa: E402
from index.shipped import SHIPPED_PLAN  # noqa: E402
from qa.figures.collect import FoundFigure, figures_of  # noqa: E402

LISTS = ROOT / "eval" / "sets" / "figures"

GOAL = 0.95
# So much of the shorter of two names must be one run of the other.
SHARED = 0.5

Row = dict[str, Any]


@dataclass
class Score:
    """What was counted of one document.

    Attributes:
        listed: Targets that the list has and that count.
        found: Of these, those that were found.
        right: Of these, those that are right in every field.
        extra: Found ones that the list has not.
        wrong: Field by field, found ones that are not right in it.
    """

    listed: int = 0
    found: int = 0
    right: int = 0
    extra: int = 0
    wrong: dict[str, int] = field(default_factory=dict)

    def add(self, other: Score) -> None:
        """Count another document's in."""
        self.listed += other.listed
        self.found += other.found
        self.right += other.right
        self.extra += other.extra
        for name, count in other.wrong.items():
            self.wrong[name] = self.wrong.get(name, 0) + count

    @property
    def shares(self) -> tuple[float, float, float, float]:
        """Recall and precision of what was found, then of what is right."""
        told = self.found + self.extra
        return (
            self.found / max(self.listed, 1),
            self.found / max(told, 1),
            self.right / max(self.listed, 1),
            self.right / max(told, 1),
        )


def squeezed(words: str | None) -> str:
    """Return words in the normal form without white space and marks."""
    return "".join(
        character
        for character in normal_text(words or "").lower()
        if character.isalnum() or character in "%‰&."
    )


def targets_of(folder: Path, name: str) -> list[FoundFigure]:
    """Return the targets that are found in a document."""
    if name == "plan":
        documents = load_documents([SHIPPED_PLAN])
    else:
        paths = sorted(path for path in folder.glob(f"{name}.*") if path.suffix != ".npz")
        if not paths:
            sys.exit(f"{folder} has no document {name}.")
        documents = load_documents(paths)
    clauses = [clause for document in documents for clause in restore(document).clauses]
    return [one for one in figures_of(documents, clauses) if one.target]


def pairs(
    rows: Sequence[Row], found: Sequence[FoundFigure]
) -> Iterator[tuple[Row, FoundFigure | None]]:
    """Yield each listed target with the found one that it is, each of them once."""
    texts = [squeezed(one.clause.text) for one in found]
    before = [squeezed(one.clause.text[: one.mark.start]) for one in found]
    taken: set[int] = set()
    for row in rows:
        key = squeezed(row["key"])
        fits = [
            (key not in texts[at], not _inside(texts[at], key, len(before[at])), at)
            for at, one in enumerate(found)
            if at not in taken and (key in texts[at] or texts[at] in key) and same_value(row, one)
        ]
        if not fits:
            yield row, None
            continue
        best = min(fits)[2]
        taken.add(best)
        yield row, found[best]


def _inside(text: str, key: str, at: int) -> bool:
    start = text.find(key)
    return start >= 0 and start <= at <= start + len(key)


def same_value(row: Row, one: FoundFigure) -> bool:
    """Tell whether the number is the listed one, of a range whether its words are."""
    if row["number"] is not None and one.figure.number is not None:
        return isclose(row["number"], one.figure.number)
    listed, told = squeezed(row["value"]), squeezed(one.figure.value)
    return bool(told) and (told in listed or listed in told)


def wrong_fields(row: Row, one: FoundFigure) -> list[str]:
    """Return the fields in which a found target is not the listed one."""
    figure = one.figure
    wrong = [
        name
        for name in ("unit", "bound", "year")
        if (row[name] or None) != (getattr(figure, name) or None)
    ]
    if not alike(row["what"], figure.what):
        wrong.append("what")
    if row["body"] and not alike(row["body"], figure.body):
        wrong.append("body")
    return wrong


def alike(one: str | None, other: str | None) -> bool:
    """Tell whether two names have so long a run in common that they name one thing."""
    first, second = squeezed(one), squeezed(other)
    if not first or not second:
        return False
    run = SequenceMatcher(None, first, second, autojunk=False).find_longest_match()
    return run.size >= SHARED * min(len(first), len(second))


def score(name: str, folder: Path, *, show: bool) -> Score:
    """Return what was counted of a document; ``show`` prints what is missed, extra or wrong."""
    lines = (LISTS / f"{name}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    found = targets_of(folder, name)
    counted = Score()
    matched: set[int] = set()
    for row, one in pairs(rows, found):
        matched |= {id(one)} if one is not None else set()
        if row.get("project") or row.get("sure") is False:
            continue
        counted.listed += 1
        if one is None:
            if show:
                print(f"  missed: {row['what']} {row['value']} {row['year']} ({row['key']})")
            continue
        counted.found += 1
        wrong = wrong_fields(row, one)
        counted.right += not wrong
        for field_name in wrong:
            counted.wrong[field_name] = counted.wrong.get(field_name, 0) + 1
            if show:
                told = getattr(one.figure, field_name)
                print(f"  {field_name}: {told!r}, not {row[field_name]!r} ({row['key']})")
    for one in found:
        if id(one) not in matched:
            counted.extra += 1
            if show:
                print(f"  extra: {one.figure.what} {one.figure.value} ({one.clause.text[:60]})")
    return counted


def main() -> int:
    """Print the figures; return 1 where the whole is below the goal."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("documents", type=Path)
    parser.add_argument("names", nargs="*", help="the documents; all that have a list without any")
    parser.add_argument("--show", action="store_true", help="print what is missed, extra or wrong")
    given = parser.parse_args()
    names = given.names or sorted(path.stem for path in LISTS.glob("*.jsonl"))
    whole = Score()
    print("document      listed  told  recall  precision  right: recall  precision  wrong fields")
    for name in names:
        own = score(name, given.documents, show=given.show)
        whole.add(own)
        print(line(name, own))
    print(line("all", whole))
    return int(min(whole.shares) < GOAL)


def line(name: str, one: Score) -> str:
    """Return the line of the table for a document."""
    recall, precision, right_recall, right_precision = one.shares
    wrong = ", ".join(f"{n} {count}" for n, count in sorted(one.wrong.items()))
    return (
        f"{name:12} {one.listed:7} {one.found + one.extra:5}  {recall:6.3f}  {precision:9.3f}"
        f"  {right_recall:13.3f}  {right_precision:9.3f}  {wrong}"
    )


if __name__ == "__main__":
    sys.exit(main())
