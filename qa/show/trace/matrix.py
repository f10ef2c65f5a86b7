"""The traceability matrix of a draft, written to a file by the ending of its name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from index.clause_index import ClauseIndex
from index.document.corpus import Section
from qa.check.draft import DraftReport
from qa.errors import DraftError
from qa.result import Language, to_json
from qa.show.text import section_label
from qa.show.trace.again import again_reasons, again_record
from qa.show.trace.book import matrix_book
from qa.show.trace.cells import COLUMNS, person_cells, row_sheet
from qa.show.trace.columns import heading
from qa.show.trace.document import matrix_document
from qa.show.trace.page import matrix_page
from qa.tables import csv_bytes
from qa.trace.again import Again
from qa.trace.coverage import branches
from qa.trace.keep import take_over
from qa.trace.matrix import matrix_again, matrix_of
from qa.trace.row import TraceMatrix

SUFFIXES = (".xlsx", ".html", ".docx", ".csv", ".json")


def report_rows(report: DraftReport) -> list[dict[str, object]]:
    """Return the verdicts as the command line prints them, each with ``where`` it stands in the draft."""
    return [{"where": c.statement.where(), **to_json(c.verdict)} for c in report.checked]


def coverage(report: DraftReport) -> list[tuple[Section, int, int]]:
    """Return for every section how many of its clauses a statement touches, and how many it has."""
    counts: dict[Section, list[int]] = {}
    for clause in report.clauses:
        count = counts.setdefault(clause.section, [0, 0])
        count[0] += clause.clause_id in report.touched
        count[1] += 1
    return [(section, touched, whole) for section, (touched, whole) in counts.items()]


def check_suffix(path: Path) -> None:
    """Raise DraftError where ``path`` has no suffix of a report."""
    if path.suffix.lower() not in SUFFIXES:
        message = f"{path.name}: a report ends in {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}."
        raise DraftError(message)


def report_matrix(
    report: DraftReport, lang: Language | None = None, keep: TraceMatrix | None = None
) -> tuple[TraceMatrix, Language]:
    """Return the matrix of a report and its language; that of most statements where left out.

    Args:
        report: What was found.
        lang: Language of everything around the draft's and the corpus's words.
        keep: An earlier matrix, of which everything that people wrote is taken over.
    """
    words = lang or _usual_language(report)
    matrix = matrix_of(report, words, lambda s: section_label(s, "stated", words, report.titles))
    return (matrix if keep is None else take_over(matrix, keep, words)), words


def write_report(
    report: DraftReport, path: Path, lang: Language | None = None, keep: TraceMatrix | None = None
) -> TraceMatrix:
    """Write the matrix as .xlsx, .html, .docx, .csv or .json, by the name's suffix, and return it.

    Args:
        report: What was found.
        path: Where to write.
        lang: Language of headings and verdicts; that of most statements where left out.
        keep: An earlier matrix, of which everything that people wrote is taken over.

    Raises:
        DraftError: The suffix is another one, or the file cannot be written.
    """
    check_suffix(path)
    matrix, words = report_matrix(report, lang, keep)
    if path.suffix.lower() == ".json":
        _write(path, _json(report, matrix))
    else:
        _write(path, _file(matrix, path.suffix.lower(), words))
    return matrix


def write_again(
    path: Path,
    old: TraceMatrix,
    found: Sequence[Again],
    clause_index: ClauseIndex,
    lang: Language,
) -> TraceMatrix:
    """Write a matrix that was checked again, and return it.

    Args:
        path: Where to write; its suffix says what.
        old: The matrix as it was; everything that people wrote in it is taken over.
        found: What was found of its statements.
        clause_index: The corpus as it is now.
        lang: Language of headings and verdicts.

    Raises:
        DraftError: The suffix is another one, or the file cannot be written.
    """
    check_suffix(path)
    matrix = matrix_again(
        old,
        found,
        clause_index,
        lang,
        lambda s: section_label(s, "stated", lang, clause_index.titles),
        hints=["\n".join(again_reasons(one, lang)) for one in found],
    )
    if path.suffix.lower() == ".json":
        _write(path, _dumped([again_record(one) for one in found]))
    else:
        _write(path, _file(matrix, path.suffix.lower(), lang))
    return matrix


def _file(matrix: TraceMatrix, suffix: str, lang: Language) -> bytes:
    if suffix == ".html":
        return matrix_page(matrix, lang).encode("utf-8", "replace")
    if suffix == ".docx":
        return matrix_document(matrix, lang)
    return _csv(matrix, lang) if suffix == ".csv" else matrix_book(matrix, lang)


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as error:
        raise DraftError(f"Cannot write {path}: {error.strerror}.") from error


def _usual_language(report: DraftReport) -> Language:
    english = sum(item.verdict.lang == "en" for item in report.checked)
    return "en" if 2 * english > len(report.checked) else "zh"


def _csv(matrix: TraceMatrix, lang: Language) -> bytes:
    columns = COLUMNS["matrix"]
    cells, persons = row_sheet(matrix, lang)
    own = list(dict.fromkeys(name for person in persons for name, _ in person.more))
    rows = []
    for row, person in zip(cells, persons, strict=True):
        written, more = {**row, **person_cells(person)}, dict(person.more)
        rows.append([*(written[column] for column in columns), *(more.get(n, "") for n in own)])
    return csv_bytes([*(heading(column, lang) for column in columns), *own], rows)


def _json(report: DraftReport, matrix: TraceMatrix) -> bytes:
    statements = [
        {**row, "number": kept.number, **person_cells(kept.person), "more": dict(kept.person.more)}
        for row, kept in zip(report_rows(report), matrix.rows, strict=True)
    ]
    record = {
        "source": report.source,
        "statements": statements,
        "set_aside": [statement.text for statement in report.set_aside],
        "coverage": [
            {"section": b.place, "touched": b.counts["supported"] + b.counts["contradicted"],
             "clauses": b.clauses, **b.counts, "gaps": b.gaps}
            for b in branches(matrix.cover)
        ],
        "clauses": [
            {"clause_id": row.clause_id, "states": row.states, **person_cells(row.person),
             **{kind: list(numbers) for kind, numbers in row.links.items()}}
            for row in matrix.cover
        ],
        "unplaced": [
            {"of": one.of, "words": one.words, "clause_ids": one.clause_ids,
             **person_cells(one.person), "more": dict(one.person.more)}
            for one in matrix.unplaced
        ],
    }  # fmt: skip
    return _dumped(record)


def _dumped(record: object) -> bytes:
    return json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "replace")
