"""How well two editions are aligned, and their changes named.

Pairs of editions are made of laws by removing, rewording, adding and moving articles and numbering them
anew (tests/editions.py). An article counts as found when one of its clauses is paired with a clause of the
article that it became, and as wrong when with any other.

    python benchmarks/editions.py clauses.jsonl.gz --laws 100

The file holds one article a line: ``doc``, ``file`` (of one edition of it), ``text``.
"""

from __future__ import annotations

import argparse
import bisect
import gzip
import json
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path

from index.document.corpus import Clause, Document
from index.restore.document import restore
from qa.diff.change import KINDS, Change, EditionText, compare_editions
from tests.editions import Article, Pair, as_text, edit

_LEAST_ARTICLES = 12
_MOST_ARTICLES = 150


def main() -> None:
    """Print precision and recall of the alignment, and the share of kinds that are right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--laws", type=int, default=60)
    parser.add_argument("--rate", type=float, default=0.08)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="Print so many faults.")
    given = parser.parse_args()
    laws = _read(given.file)
    rng = random.Random(given.seed)  # noqa: S311  # no secret
    names = [
        name for name, found in laws.items() if _LEAST_ARTICLES <= len(found) <= _MOST_ARTICLES
    ]
    chosen = rng.sample(sorted(names), min(given.laws, len(names)))
    judge = _Judge()
    started = time.perf_counter()
    for name in chosen:
        others = laws[rng.choice(sorted(set(laws) - {name}))]
        pair = edit(laws[name], others, rng, given.rate)
        new = [article.text for article in pair.new]
        judge.judge(name, pair, _edition(name, pair.old), _edition(name, new))
    print(f"laws {len(chosen)}, {time.perf_counter() - started:.0f} s")
    judge.report()
    for fault in judge.faults[: given.show]:
        print(fault)


def _read(path: Path) -> dict[str, list[str]]:
    laws: dict[str, list[str]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            laws[row.get("file") or row["doc"]].append(row["text"].strip())
    return laws


def _edition(name: str, articles: Sequence[str]) -> EditionText:
    document = Document("law", "law.txt", as_text(name, articles))
    return EditionText("law.txt", (document,), restore(document, None).clauses)


class _Judge:
    """Counts what was said of pairs of editions, and what of it is right."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []

    def judge(self, name: str, pair: Pair, old: EditionText, new: EditionText) -> None:
        """Hold what was found against how the pair was made."""
        said: dict[tuple[int, int], list[Change]] = defaultdict(list)
        gone: set[int] = set()
        come: set[int] = set()
        begins = (_begins(old), _begins(new))
        for change in compare_editions(old, new):
            one, other = (
                _article(c, b) for c, b in zip((change.old, change.new), begins, strict=True)
            )
            if one is not None and other is not None:
                said[one, other].append(change)
            elif one is not None:
                gone.add(one)
            elif other is not None:
                come.add(other)
        truth = {(a.origin, n): a for n, a in enumerate(pair.new) if a.origin is not None}
        self.counts["true pair"] += len(truth)
        self.counts["said pair"] += len(said)
        self.counts["right pair"] += len(set(truth) & set(said))
        self.faults += [f"{name}: wrong pair {place}" for place in set(said) - set(truth)]
        for (origin, number), article in truth.items():
            torn = origin in gone or number in come
            self._kind(
                f"{name} {origin}, {number}", article, said.get((origin, number), []), torn=torn
            )
            if origin != number and (found := said.get((origin, number))):
                self.counts["renumbered"] += 1
                self.counts["right renumbered"] += all(change.renumbered for change in found)
        alone = (
            ("removed", pair.removed, gone, {one for one, _ in said}),
            ("added", {n for n, a in enumerate(pair.new) if a.kind == "added"}, come,
             {other for _, other in said}),
        )  # fmt: skip
        for kind, numbers, found_alone, paired in alone:
            self.counts[f"true {kind}"] += len(numbers)
            self.counts[f"right {kind}"] += len((set(numbers) & found_alone) - paired)

    def _kind(self, where: str, article: Article, found: list[Change], *, torn: bool) -> None:
        """Count whether the kind of a change, and of the words that changed, is right."""
        kinds = {change.kind for change in found}
        kind = "reworded" if "reworded" in kinds or (kinds and torn) else "/".join(sorted(kinds))
        self.counts[f"true {article.kind}"] += 1
        self.counts[f"right {article.kind}"] += kind == article.kind
        if kind != article.kind:
            self.faults.append(f"{where}: {article.kind} said {kind}: {article.text[:60]}")
        if article.words:
            named = {words.kind for change in found for words in change.words}
            self.counts[f"true change of {article.words}"] += 1
            self.counts[f"right change of {article.words}"] += article.words in named
            if article.words not in named:
                self.faults.append(f"{where}: change of {article.words} named {named}")

    def report(self) -> None:
        """Print the figures."""
        counts = self.counts
        right, there = counts["right pair"], counts["true pair"]
        print(
            f"alignment: precision {right / counts['said pair']:.4f}, recall {right / there:.4f} (n={there})"
        )
        for name in sorted(key.removeprefix("true ") for key in counts if key.startswith("true ")):
            if name != "pair":
                share = counts[f"right {name}"] / counts[f"true {name}"]
                print(f"{name}: {share:.4f} (n={counts[f'true {name}']})")
        for kinds in (KINDS, tuple(kind for kind in KINDS if kind != "kept")):
            whole = sum(counts[f"true {kind}"] for kind in kinds)
            share = sum(counts[f"right {kind}"] for kind in kinds) / max(1, whole)
            print(f"{', '.join(kinds)}: {share:.4f} (n={whole})")
        renumbered = counts["renumbered"]
        print(f"renumbered: {counts['right renumbered'] / max(1, renumbered):.4f} (n={renumbered})")


def _begins(edition: EditionText) -> list[int]:
    text = edition.documents[0].text
    return [match.start() for match in re.finditer("^第[^章]{1,6}条", text, re.MULTILINE)]


def _article(clause: Clause | None, begins: list[int]) -> int | None:
    """Return which article a clause stands in, from 0, by where it stands in the text."""
    if clause is None or clause.spans[0].start < begins[0]:
        return None
    return bisect.bisect_right(begins, clause.spans[0].start) - 1


if __name__ == "__main__":
    main()
