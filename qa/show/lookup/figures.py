"""The figures of a corpus as lines for a person and as a table to work with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from qa.errors import DraftError
from qa.figures.collect import FoundFigure
from qa.result import Citation, Figure, FigureBound, Language
from qa.show.lookup.lookups import figure_line
from qa.show.text import place_label
from qa.tables import csv_bytes, xlsx_bytes

_SUFFIXES = (".xlsx", ".csv")
_HEADER: Mapping[Language, Sequence[str]] = {
    "zh": ("指标", "数值", "数", "单位", "界限", "年份", "责任主体", "文件", "位置", "原文", "条文编号"),
    "en": (
        "what", "value", "number", "unit", "bound", "year", "body", "document", "place", "quote",
        "clause_id",
    ),
}  # fmt: skip
_BOUNDS: Mapping[Language, Mapping[FigureBound, str]] = {
    # The value has the document's own words: beside 超过100件, 不低于 would be another claim.
    "zh": {"at_least": "下限", "at_most": "上限", "about": "约数", "exact": "定值"},
    "en": {"at_least": "minimum", "at_most": "maximum", "about": "about", "exact": "exact"},
}


def bound_word(bound: FigureBound | None, lang: Language) -> str:
    """Return which side of a number is meant, in words."""
    return "" if bound is None else _BOUNDS[lang][bound]


def figure_cells(figure: Figure, lang: Language) -> Sequence[object]:
    """Return the cells of a row that tell a figure itself, without where it stands."""
    return (
        figure.what,
        figure.value,
        figure.number,
        figure.unit,
        bound_word(figure.bound, lang),
        figure.year,
        figure.body,
    )


def figure_rows(
    found: Sequence[FoundFigure],
    citations: Mapping[str, Citation],
    lang: Language,
    titles: Mapping[str, str],
) -> list[Sequence[object]]:
    """Return a row for each figure, its quote and place among the cells.

    Args:
        found: The figures.
        citations: By clause id, the quotes that hold them.
        lang: The language of the words.
        titles: English by Chinese title.
    """
    rows: list[Sequence[object]] = []
    for one in found:
        figure, quoted = one.figure, citations[one.clause.clause_id]
        rows.append(
            (
                *figure_cells(figure, lang),
                quoted.document or quoted.source,
                place_label(quoted, lang, titles),
                quoted.quote,
                figure.clause_id,
            )
        )
    return rows


def figures_text(
    found: Sequence[FoundFigure],
    citations: Mapping[str, Citation],
    lang: Language,
    titles: Mapping[str, str],
) -> str:
    """Return the figures as lines, each place named once above those that stand there."""
    lines: list[str] = []
    before = ""
    for one in found:
        place = place_label(citations[one.clause.clause_id], lang, titles)
        if place != before:
            lines.append(f"\n{place}" if lines else place)
            before = place
        lines.append(f"  {figure_line(one.figure, lang)}")
    return "\n".join(lines)


def check_figures_suffix(path: Path) -> None:
    """Raise DraftError where ``path`` has no suffix of a table."""
    if path.suffix.lower() not in _SUFFIXES:
        raise DraftError(f"{path.name}: a table of figures ends in {' or '.join(_SUFFIXES)}.")


def figures_bytes(rows: Sequence[Sequence[object]], suffix: str, lang: Language) -> bytes:
    """Return a table of figures as a file of the kind that ``suffix`` names."""
    make = xlsx_bytes if suffix.lower() == ".xlsx" else csv_bytes
    return make(_HEADER[lang], rows)
