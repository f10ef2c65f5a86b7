"""A matrix as the cells of its sheets: what the program writes, and beside it what people wrote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.result import Language
from qa.sheet import Sheet
from qa.show.text import verdict_label
from qa.show.trace.columns import COVER, PERSON, ROW, UNPLACED, heading, sheet_title
from qa.trace.coverage import STATES, State, branches, gaps_first, state_of
from qa.trace.row import CoverRow, PartRow, Person, TraceMatrix, TraceRow, Unplaced

_STATES: Mapping[Language, Mapping[State, str]] = {
    "zh": {"supported": "有依据", "contradicted": "有矛盾", "near": "仅相关", "untouched": "未涉及"},
    "en": {"supported": "supported", "contradicted": "contradicted", "near": "near only",
           "untouched": "untouched"},
}  # fmt: skip
_SAYS: Mapping[Language, Mapping[str, str]] = {
    "zh": {"target": "指标", "duty": "职责"},
    "en": {"target": "target", "duty": "duty"},
}
_TREE: Mapping[Language, Mapping[str, str]] = {
    "zh": {"place": "所在章节", "clauses": "条文总数", "gaps": "无陈述的指标和职责", "whole": "合计",
           "none": "（不分章）"},
    "en": {"place": "place", "clauses": "clauses", "gaps": "targets and duties without a statement",
           "whole": "in all", "none": "(no chapters)"},
}  # fmt: skip


def row_cells(row: TraceRow, lang: Language) -> dict[str, object]:
    """Return by column what the program writes of a statement."""
    shown = [cited for cited in row.cited if cited.kind != "near"] or list(row.cited)
    return {
        "number": row.number,
        "where": row.where,
        "statement": row.statement,
        "verdict": verdict_label(row.verdict, lang),
        "reasons": "\n".join(row.reasons),
        "parts": "\n".join(_part(part, lang) for part in row.parts),
        "refs": "\n".join(cited.ref for cited in shown),
        "quotes": "\n".join(cited.quote for cited in shown),
        "clauses": "\n".join(cited.clause_id for cited in shown),
        "confidence": row.confidence,
        "hint": row.hint,
    }


def _part(part: PartRow, lang: Language) -> str:
    mark = "：" if lang == "zh" else ": "
    refs = "、".join(part.refs) if part.verdict != "not_mentioned" else ""
    return f"{verdict_label(part.verdict, lang)}{mark}{part.text}" + (f" [{refs}]" if refs else "")


def cover_cells(row: CoverRow, lang: Language) -> dict[str, object]:
    """Return by column what the program writes of a clause."""
    numbers = {kind: ", ".join(map(str, found)) for kind, found in row.links.items()}
    return {
        "states": "、".join(_SAYS[lang][name] for name in row.states),
        "state": state_label(state_of(row), lang),
        "place": f"{row.place} · {row.ref}" if row.ref and row.place else row.ref or row.place,
        "text": row.text,
        "supports": numbers.get("supports", ""),
        "clashes": numbers.get("clashes", ""),
        "near": numbers.get("near", ""),
        "clauses": row.clause_id,
        "hint": row.hint,
    }


def unplaced_cells(row: Unplaced, lang: Language) -> dict[str, object]:
    """Return by column what waits for a row."""
    return {
        "of": sheet_title(row.of, lang),
        "statement": row.words,
        "clauses": "\n".join(row.clause_ids),
    }


def person_cells(person: Person) -> dict[str, object]:
    """Return by column what a person wrote."""
    return {"decision": person.decision, "note": person.note, "owner": person.owner}


def state_label(state: State, lang: Language) -> str:
    """Return how a clause is covered, in words."""
    return _STATES[lang][state]


def says_label(name: str, lang: Language) -> str:
    """Return what a clause states, in a word: a target, a duty."""
    return _SAYS[lang][name]


def row_sheet(matrix: TraceMatrix, lang: Language) -> tuple[list[dict[str, object]], list[Person]]:
    """Return the cells of the statements, row by row, and who wrote what beside them."""
    return [row_cells(row, lang) for row in matrix.rows], [row.person for row in matrix.rows]


def cover_sheet(
    matrix: TraceMatrix, lang: Language
) -> tuple[list[dict[str, object]], list[Person]]:
    """Return the same of the clauses, gaps first."""
    ordered = gaps_first(matrix.cover)
    return [cover_cells(row, lang) for row in ordered], [row.person for row in ordered]


def unplaced_sheet(
    matrix: TraceMatrix, lang: Language
) -> tuple[list[dict[str, object]], list[Person]]:
    """Return the same of what belongs to no row any more."""
    return (
        [unplaced_cells(row, lang) for row in matrix.unplaced],
        [row.person for row in matrix.unplaced],
    )


COLUMNS: Mapping[str, Sequence[str]] = {
    "matrix": (*ROW, *PERSON),
    "cover": (*COVER, *PERSON),
    "unplaced": (*UNPLACED, *PERSON),
}


def tree_sheet(matrix: TraceMatrix, lang: Language, title: str) -> Sheet:
    """Return how the clauses of each chapter and section are covered, with sums that add up."""
    words = _TREE[lang]
    header = [
        words["place"],
        words["clauses"],
        *(state_label(s, lang) for s in STATES),
        words["gaps"],
    ]
    rows: list[list[object]] = [
        [
            branch.place or words["none"],
            branch.clauses,
            *(branch.counts[state] for state in STATES),
            branch.gaps,
        ]
        for branch in branches(matrix.cover)
    ]
    sums: list[object] = [sum(int(str(row[n])) for row in rows) for n in range(1, len(header))]
    return Sheet(title, header, [*rows, [words["whole"], *sums]])


def aside_sheet(matrix: TraceMatrix, lang: Language, title: str) -> Sheet:
    """Return what states nothing and was not checked."""
    header = (heading("where", lang), heading("statement", lang))
    return Sheet(title, header, matrix.aside)
