"""How well scans are read: characters wrong, and references right.

    python benchmarks/ocr.py BENCH [--pages 2] [--dpi 200]

BENCH is a folder with ``laws/clauses.jsonl.gz`` (see ``structure.py``). Laws are printed by Chromium,
the pages drawn as pictures and read back off them (extra ``yinju[ocr]``). Characters wrong are
insertions, deletions and replacements over the characters of the same pages read as text; the width
of a bracket or a letter, which a picture hardly shows, does not count. A reference is right where
the clause that has it is the one that has it when the pages are read as text.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import pypdfium2  # noqa: E402
from rapidfuzz import fuzz  # noqa: E402
from rapidfuzz.distance import Levenshtein  # noqa: E402

from benchmarks.printing import page_of, print_pdf  # noqa: E402
from benchmarks.structure import read_laws, set_law  # noqa: E402
from index.document.corpus import Clause, Document  # noqa: E402
from index.document.reading import Reading  # noqa: E402
from index.read.pdf.document import read_pdf  # noqa: E402
from index.read.pdf.scan import read_picture  # noqa: E402
from index.read.source import Source  # noqa: E402
from index.restore.document import restore  # noqa: E402

# Of several kinds, none of them among those that structure.py sets.
FILES = (
    "行政法规__不动产登记暂行条例(2019-03-24).md",
    "社会法__妇女权益保障法(2022-10-30).md",
    "经济法__节约能源法(2018-10-26).md",
)
# Clauses whose words are alike by this much are the same one.
SAME = 90
POINTS = 72
MOST_WRONG = 0.01
LEAST_RIGHT = 0.99


def first_pages(data: bytes, count: int) -> bytes:
    """Return the first pages of a PDF file."""
    source = pypdfium2.PdfDocument(data)
    kept = pypdfium2.PdfDocument.new()
    kept.import_pages(source, list(range(min(count, len(source)))))
    out = io.BytesIO()
    kept.save(out)
    return out.getvalue()


def scanned(data: bytes, dpi: int) -> bytes:
    """Return the pages of a PDF file as pictures."""
    pages = pypdfium2.PdfDocument(data)
    pictures = [page.render(scale=dpi / POINTS).to_pil().convert("RGB") for page in pages]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi)
    return out.getvalue()


def words_of(source: Source) -> str:
    """Return the words of a source in plain characters, without white space."""
    return plain(Reading(source.text, source.layout.skips).text)


def plain(words: str) -> str:
    """Return words without white space and without the width of signs."""
    return "".join(unicodedata.normalize("NFKC", words).split())


def clauses_of(source: Source) -> tuple[Clause, ...]:
    """Return the clauses of a source."""
    return restore(Document("a", "a.pdf", source.text, "pdf", source.layout)).clauses


def right_refs(wanted: tuple[Clause, ...], found: tuple[Clause, ...]) -> int:
    """Return how many clauses have their reference where the pages are read off pictures."""
    by_ref = {plain(clause.ref): plain(clause.text) for clause in found}
    return sum(
        fuzz.ratio(by_ref.get(plain(clause.ref), ""), plain(clause.text)) >= SAME
        for clause in wanted
    )


def main() -> int:
    """Print the figures; return 1 where one of them is not what is aimed at."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--pages", type=int, default=2, help="of each law")
    parser.add_argument("--dpi", type=int, default=200)
    arguments = parser.parse_args()
    rows = read_laws(arguments.bench)
    files = [file for file in FILES if file in rows] or sorted(rows)[: len(FILES)]
    characters = wrong = refs = right = pages = 0
    seconds = 0.0
    for file, printed in zip(
        files,
        print_pdf([page_of(set_law(rows[file], "plain").text) for file in files]),
        strict=True,
    ):
        data = first_pages(printed, arguments.pages)
        text = read_pdf(data, "a.pdf")
        picture = scanned(data, arguments.dpi)
        started = time.perf_counter()
        read = read_pdf(picture, "a.pdf", read_picture=read_picture)
        seconds += time.perf_counter() - started
        mistakes = Levenshtein.distance(words_of(text), words_of(read))
        wanted, found = clauses_of(text), clauses_of(read)
        held = right_refs(wanted, found)
        count = len(text.layout.pages)
        print(
            f"{file}: {count} pages, {len(words_of(text))} characters, {mistakes} wrong; "
            f"{held} of {len(wanted)} references",
            flush=True,
        )
        characters, wrong = characters + len(words_of(text)), wrong + mistakes
        refs, right, pages = refs + len(wanted), right + held, pages + count
    print(f"characters wrong: {wrong} of {characters} ({wrong / characters:.2%})")
    print(f"references right: {right} of {refs} ({right / refs:.1%})")
    print(f"{pages} pages at {arguments.dpi} dpi, {seconds / pages:.1f} s a page")
    return int(wrong > MOST_WRONG * characters or right < LEAST_RIGHT * refs)


if __name__ == "__main__":
    sys.exit(main())
