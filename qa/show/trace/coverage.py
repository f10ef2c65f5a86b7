"""How much of the documents a draft touches, section by section."""

from __future__ import annotations

from index.document.corpus import Section
from qa.check.draft import DraftReport


def coverage(report: DraftReport) -> list[tuple[Section, int, int]]:
    """Return for every section how many of its clauses a statement touches, and how many it has."""
    counts: dict[Section, list[int]] = {}
    for clause in report.clauses:
        count = counts.setdefault(clause.section, [0, 0])
        count[0] += clause.clause_id in report.touched
        count[1] += 1
    return [(section, touched, whole) for section, (touched, whole) in counts.items()]
