"""How well official documents are read article by article.

    python benchmarks/structure.py BENCH [--others 60]

BENCH is a folder with ``laws/clauses.jsonl.gz``, one article a line (``doc``, ``file``, ``part``,
``chapter``, ``section``, ``article``, ``text`` with a line a 款 or 项). Twenty laws are set as text
from it and read back; every clause is compared with where its words came from.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from index.compose.articles import MAX_ARTICLE  # noqa: E402
from index.document.corpus import Clause, Document  # noqa: E402
from index.outline.numbering.numerals import chinese_number  # noqa: E402
from index.restore.document import Restoration, restore  # noqa: E402

# With 编 whose chapters begin again; with articles put in; with sections; and short ones without
# chapters. Each as (file, the way its lines are set).
LAWS = (
    ("刑法__刑法.md", "plain"),
    ("诉讼与非诉讼程序法__刑事诉讼法(2018-10-26).md", "plain"),
    ("诉讼与非诉讼程序法__民事诉讼法(2023-09-01).md", "spaced"),
    ("民法典__合同编.md", "plain"),
    ("民法典__物权编.md", "markdown"),
    ("民法典__总则.md", "plain"),
    ("宪法__宪法.md", "plain"),
    ("民法商法__公司法(2023-12-29).md", "spaced"),
    ("民法商法__海商法(1992-11-07).md", "plain"),
    ("民法商法__证券法(2019-12-28).md", "markdown"),
    ("行政法__药品管理法(2019-08-26).md", "plain"),
    ("行政法__食品安全法(2021-04-29).md", "spaced"),
    ("社会法__未成年人保护法(2020-10-17).md", "plain"),
    ("经济法__民用航空法(2021-04-29).md", "plain"),
    ("行政法规__专利法实施细则(2023-12-11).md", "markdown"),
    ("部门规章__公安部__公安机关办理刑事案件程序规定(2020-07-20).md", "plain"),
)
WANTED = 20
SHORTEST_OTHER = 20
_SPACE = re.compile(r"[\s\u200b]+")
_ARTICLE = re.compile(r"第([一二三四五六七八九十百千零〇]+)条(?:之([一二三四五六七八九十]+))?")
_HEAD = re.compile(r"第([一二三四五六七八九十百]+)(编|分编|章|节)\s*(.*)")
_ITEM = re.compile(r"[（(]([一二三四五六七八九十百]+)[）)]")
_POINT = re.compile(r"[0-9０-９]{1,2}[．.、]|[（(][0-9]{1,2}[）)]")
_COMMAS = ("，", "、")
# What the collection has behind the last article: footnotes, headings without a number, annexes.
_NO_ARTICLE = re.compile(r"[①②]|附\s*则|附件")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line of a law stands: what is known of it from the file."""

    heads: tuple[str, ...]
    chapter: int
    section: int
    article: tuple[int, int | None]
    paragraph: int
    item: int | None


@dataclass
class Law:
    """A law set as text, with the place of each of its lines."""

    name: str
    text: str = ""
    lines: list[tuple[str, Place]] = field(default_factory=list)
    articles: dict[tuple[int, int | None], str] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)


@dataclass
class Score:
    """What was counted, as right of all."""

    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def count(self, what: str, held: bool, say: str = "") -> None:
        """Count one case."""
        self.of[what] += 1
        self.right[what] += held
        if not held:
            self.wrong.append(f"{what}: {say}")


def bare(text: str) -> str:
    """Return ``text`` without white space."""
    return _SPACE.sub("", text)


def read_laws(bench: Path) -> dict[str, list[dict[str, str]]]:
    """Return the articles by file."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    with gzip.open(bench / "laws" / "clauses.jsonl.gz", "rt", encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            found[row["file"]].append(row)
    return found


def choose(rows: dict[str, list[dict[str, str]]]) -> Iterator[tuple[str, str]]:
    """Yield the laws to set: those named, and the first short ones of other kinds."""
    yield from LAWS
    named = {file for file, _ in LAWS}
    kinds = ("行政法规", "经济法", "社会法", "地方性法规", "部门规章", "司法解释")
    left = WANTED - len(LAWS)
    for kind in kinds:
        for file in sorted(rows):
            annexed = any("附件" in row["text"] for row in rows[file][-3:])
            fits = file not in named and len(rows[file]) in range(30, 90) and not annexed
            if left and file.startswith(kind) and fits:
                named.add(file)
                left -= 1
                yield file, ("plain", "spaced", "markdown")[left % 3]
                break


def others(
    rows: dict[str, list[dict[str, str]]], known: set[str], count: int, seed: int
) -> Iterator[tuple[str, str]]:
    """Yield laws drawn from those that nobody looked at while the reader was written."""
    fits = [
        file
        for file in sorted(rows)
        if file not in known
        and len(rows[file]) >= SHORTEST_OTHER
        and all(_ARTICLE.fullmatch(row["article"]) for row in rows[file])
    ]
    drawn = random.Random(seed).sample(fits, count)  # noqa: S311  # a draw, no secret
    for number, file in enumerate(drawn):
        yield file, ("plain", "spaced", "markdown")[number % 3]


def set_law(rows: Sequence[dict[str, str]], style: str) -> Law:
    """Set a law as people find it: headings and articles line by line."""
    law = Law(rows[0]["doc"])
    gap = "\n\n" if style == "markdown" else "\n"
    out = [f"# {law.name}" if style == "markdown" else law.name, ""]
    above: dict[str, str] = {}
    for row in rows:
        for level, marker in (("part", "##"), ("chapter", "##"), ("section", "###")):
            head = row[level]
            if above.get(level) == head:
                continue
            above[level] = head
            for lower in {"part": ("chapter", "section"), "chapter": ("section",)}.get(level, ()):
                above.pop(lower, None)
            if head:
                law.heads.add(bare(head))
                out.append(f"{marker} {head}" if style == "markdown" else _spaced(head, style))
        mark = "　" if style == "plain" else " "
        label = (
            f"第 {row['article'][1:-1]} 条"
            if style == "spaced" and row["article"].endswith("条")
            else row["article"]
        )
        kept = [line for line in row["text"].split("\n") if not _NO_ARTICLE.match(line)]
        text = "\n".join(kept)
        out.append(f"{label}{mark}{text}".replace("\n", gap))
        _add_lines(law, {**row, "text": text})
    law.text = ("\n\n" if style == "markdown" else "\n").join(out) + "\n"
    return law


def _spaced(head: str, style: str) -> str:
    match = _HEAD.match(head)
    if style != "spaced" or not match:
        return head
    title = bare(match[3])
    return f"第 {match[1]} {match[2]}　{'　'.join(title) if len(title) == len('总则') else title}"


def _add_lines(law: Law, row: dict[str, str]) -> None:
    match = _ARTICLE.fullmatch(row["article"])
    if match is None:
        raise SystemExit(f"{row['file']}: {row['article']} is no article")
    article = (chinese_number(match[1]), chinese_number(match[2]) if match[2] else None)
    law.articles[article] = row["text"]
    heads = tuple(bare(row[level]) for level in ("part", "chapter", "section") if row[level])
    chapter, section = (_number(row[level]) for level in ("chapter", "section"))
    paragraph, held, before, listed = 0, None, "", False
    for line in row["text"].split("\n"):
        if not bare(line):
            continue
        item = _ITEM.match(line)
        if item is not None:
            held = chinese_number(item[1])
            listed = False
        else:
            listed = _goes_on(before, line, listed=listed)
            is_point = held is not None and _POINT.match(line)
            if not listed and not is_point:
                paragraph, held = paragraph + 1, None
        before = line
        law.lines.append((line, Place(heads, chapter, section, article, max(paragraph, 1), held)))


def _goes_on(before: str, line: str, *, listed: bool) -> bool:
    """Tell whether a line without a number belongs to the 款 or 项 of the line before."""
    leads = before.endswith("：") and line.endswith((*_COMMAS, "；"))
    return leads or before.endswith(_COMMAS) or (listed and before.endswith("；"))


def _number(head: str) -> int:
    match = _HEAD.match(head)
    return chinese_number(match[1]) if match else 0


def judge(law: Law, result: Restoration, score: Score) -> None:
    """Compare what was read with what was set."""
    by_article: dict[tuple[int, int | None], list[Clause]] = defaultdict(list)
    for clause in result.clauses:
        where = (clause.article or 0, clause.inserted)
        by_article[where].append(clause)
        own = bare(law.articles.get(where, ""))
        score.count("clause within one article", bare(clause.text) in own, clause.text[:40])
        lines = {bare(line) for line in clause.text.split("\n")}
        score.count("no heading in a clause", not lines & law.heads, clause.text[:40])
        _judge_topic(law, clause, score)
    for article, text in law.articles.items():
        held = by_article.get(article, [])
        joined = "".join(bare(clause.text) for clause in held)
        score.count("nothing lost, doubled or moved", joined == bare(text), f"{law.name} {article}")
        if len(bare(text)) <= MAX_ARTICLE:
            score.count("short article whole", len(held) == 1, f"{law.name} {article} {len(held)}")
    _judge_places(law, by_article, score)
    titles = [bare(heading.label + heading.title) for heading in result.headings]
    stated = [title for title in titles if title in law.heads]
    score.count("headings found", set(stated) == law.heads, str(law.heads - set(stated))[:80])
    numbers = [(h.number, h.inserted) for h in result.headings if h.level == "article"]
    score.count("articles found", numbers == list(law.articles), law.name)


def _judge_topic(law: Law, clause: Clause, score: Score) -> None:
    """A topic is the lead-in of the very 款 or 项 that the clause stands in."""
    if clause.topic is None:
        return
    own = law.articles.get((clause.article or 0, clause.inserted), "")
    before = bare(own).partition(bare(clause.text))[0]
    score.count("topic of its own paragraph", bare(clause.topic) in before, clause.topic[:40])


def _judge_places(
    law: Law, by_article: dict[tuple[int, int | None], list[Clause]], score: Score
) -> None:
    """Chapter, section, headings, 款 and 项 of every line, by the clause that holds it."""
    for line, place in law.lines:
        words = bare(line)
        holding = [
            c
            for c in by_article.get(place.article, [])
            if bare(c.text) in words or words in bare(c.text)
        ]
        if not holding:
            continue  # the line was cut, or counted as lost above
        clause = holding[0]
        path = [bare(h.label + h.title) for h in clause.path if h.level != "article"]
        score.count("every heading above", path == list(place.heads), f"{place} {path}")
        score.count("chapter", (clause.section.chapter or 0) == place.chapter, f"{place}")
        score.count("section", (clause.section.section or 0) == place.section, f"{place}")
        told = [unit for held in holding for unit in _units_of(held, words)]
        right = (place.paragraph, place.item) in told
        score.count("款 and 项", right, f"{law.name} {place} {told} {line[:30]}")


def _units_of(clause: Clause, words: str) -> list[tuple[int | None, int | None]]:
    """Return 款 and 项 of the units of a clause that have a line; the same words may come again."""
    held = [(unit, bare(unit.span.of(clause.text))) for unit in clause.units]
    found = [
        unit for unit, own in held if words.startswith(own) or own.startswith(words) or words in own
    ]
    return [(unit.paragraph, unit.item) for unit in found] or [(clause.paragraph, clause.item)]


def main() -> int:
    """Print the figures; return 1 where one of them is not what is aimed at."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--others", type=int, default=0, help="read so many others instead")
    parser.add_argument("--seed", type=int, default=7, help="which others")
    parser.add_argument("--wrong", type=int, default=0, help="print so many of what is wrong")
    arguments = parser.parse_args()
    rows = read_laws(arguments.bench)
    score = Score()
    started = time.perf_counter()
    chosen = list(choose(rows))
    if arguments.others:
        chosen = list(others(rows, {file for file, _ in chosen}, arguments.others, arguments.seed))
    laws = [(file, set_law(rows[file], style)) for file, style in chosen]
    for file, law in laws:
        judge(law, restore(Document(file, file, law.text)), score)
    articles = sum(len(law.articles) for _, law in laws)
    print(f"{len(laws)} laws, {articles} articles, {time.perf_counter() - started:.1f} s")
    for what in score.of:
        print(f"  {what}: {score.right[what]} of {score.of[what]}")
    for line in score.wrong[: arguments.wrong]:
        print(f"    {line}")
    return int(score.right != score.of)


if __name__ == "__main__":
    sys.exit(main())
