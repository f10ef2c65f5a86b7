"""How fast documents are read: growth with length, and pages a second beside other libraries.

    python benchmarks/reading.py BENCH [--rounds 3]

BENCH is a folder with ``laws/clauses.jsonl.gz`` (see ``structure.py``). Laws set one behind the other
are read and cut into clauses at 1, 10 and 100 times the length of the shipped plan: the time a
character is the processor's, so that a busy machine does not show. A PDF file of 200 pages, printed by
Chromium, and a Word file of 500 are read in turn by yinju and by the fastest library that was not
taken (pypdf, which gets the first 50 pages, and python-docx); printed are medians of the rounds, by
the processor's time.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.printing import page_of, print_pdf  # noqa: E402
from benchmarks.structure import read_laws, set_law  # noqa: E402
from index.document.corpus import Document  # noqa: E402
from index.read.pdf.document import read_pdf  # noqa: E402
from index.read.plain.text import read_text  # noqa: E402
from index.read.word.document import read_word  # noqa: E402
from index.restore.document import restore  # noqa: E402

PLAN_CHARS = 23_000
TIMES = (1, 10, 100)
PDF_PAGES = 200
# The other library is slow, and its speed shows in fewer pages.
OTHER_PAGES = 50
WORD_PAGES = 500
# Characters of a Word page in the size that official documents are set in.
WORD_PAGE_CHARS = 700
RUN = 40
# Growth over this is worse than linear: beside the noise of the machine.
MOST_GROWTH = 1.3


def laws_text(laws: Sequence[str], size: int) -> str:
    """Return laws one behind the other, ``size`` characters of them."""
    found: list[str] = []
    length = 0
    for text in laws:
        if length >= size:
            break
        found.append(text)
        length += len(text)
    return "".join(found)[:size]


def growth(laws: Sequence[str]) -> list[float]:
    """Print and return the microseconds a character at each length."""
    units: list[float] = []
    print(f"{'times':>6} {'chars':>10} {'clauses':>8} {'seconds':>8} {'us/char':>8}")
    for times in (1, *TIMES):  # the first only imports what is needed
        text = laws_text(laws, times * PLAN_CHARS)
        started = time.process_time()
        source = read_text(text.encode(), "a.txt")
        clauses = restore(Document("a", "a.txt", source.text, layout=source.layout)).clauses
        seconds = time.process_time() - started
        units.append(seconds / len(text) * 1e6)
        if len(units) > 1:
            print(
                f"{times:>6} {len(text):>10,} {len(clauses):>8,} {seconds:>8.2f} {units[-1]:>8.2f}"
            )
    return units[1:]


def pdf_file(laws: Sequence[str]) -> bytes:
    """Return a PDF file of ``PDF_PAGES`` pages, printed by Chromium."""
    import pypdf

    writer = pypdf.PdfWriter()
    size = PDF_PAGES * WORD_PAGE_CHARS
    for printed in print_pdf([page_of(laws_text(laws[at:], size // 4)) for at in (0, 40, 80, 120)]):
        writer.append(io.BytesIO(printed))
    while len(writer.pages) < PDF_PAGES:
        writer.add_page(writer.pages[len(writer.pages) % 50])
    while len(writer.pages) > PDF_PAGES:
        writer.remove_page(len(writer.pages) - 1)
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def word_file(text: str) -> bytes:
    """Return a Word file of paragraphs in runs, with a table here and there."""
    import docx

    document = docx.Document()
    for number, line in enumerate(line for line in text.splitlines() if line.strip()):
        paragraph = document.add_paragraph()
        for start in range(0, len(line), RUN):
            paragraph.add_run(line[start : start + RUN])
        if number % 60 == 0:
            table = document.add_table(6, 4)
            for row in table.rows:
                for cell in row.cells:
                    cell.text = "指标名称"
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def pypdf_reads(data: bytes) -> None:
    """Read the words of the first pages by pypdf."""
    import pypdf

    for page in pypdf.PdfReader(io.BytesIO(data)).pages[:OTHER_PAGES]:
        page.extract_text()


def docx_reads(data: bytes) -> None:
    """Read the words of paragraphs and cells by python-docx."""
    import docx

    document = docx.Document(io.BytesIO(data))
    for paragraph in document.paragraphs:
        _ = paragraph.text
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                _ = cell.text


def side_by_side(rounds: int, readers: dict[str, tuple[Callable[[], object], int]]) -> None:
    """Print the pages a second of each reader: medians of rounds in which they take turns."""
    taken: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, (read, pages) in readers.items():
            started = time.process_time()
            read()
            taken[name].append(pages / (time.process_time() - started))
    for name, speeds in taken.items():
        print(f"  {name}: {statistics.median(speeds):.1f} pages a second (n={rounds})")


def main() -> int:
    """Print the figures; return 1 where time grows faster than the text."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    rows = read_laws(arguments.bench)
    laws = [
        set_law(held, "plain").text
        for _, held in sorted(rows.items())
        if len(held) in range(30, 200)
    ]
    units = growth(laws)
    pdf = pdf_file(laws)
    print(f"PDF, {PDF_PAGES} pages printed by Chromium, {len(pdf) / 1e6:.1f} MB")
    side_by_side(
        arguments.rounds,
        {
            "yinju": (lambda: read_pdf(pdf, "a.pdf"), PDF_PAGES),
            "pypdf, text alone": (lambda: pypdf_reads(pdf), OTHER_PAGES),
        },
    )
    word = word_file(laws_text(laws, WORD_PAGES * WORD_PAGE_CHARS))
    print(f"Word, {WORD_PAGES} pages, {len(word) / 1e6:.1f} MB")
    side_by_side(
        arguments.rounds,
        {
            "yinju": (lambda: read_word(word, "a.docx"), WORD_PAGES),
            "python-docx, text alone": (lambda: docx_reads(word), WORD_PAGES),
        },
    )
    return int(units[-1] > MOST_GROWTH * units[0])


if __name__ == "__main__":
    sys.exit(main())
