"""A matrix as one page that works offline: sorted and filtered in the browser, headings that stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from importlib.resources import files

from qa.result import Language
from qa.show.trace.cells import (
    COLUMNS,
    cover_sheet,
    person_cells,
    row_sheet,
    says_label,
    state_label,
    unplaced_sheet,
)
from qa.show.trace.columns import PERSON, heading, sheet_title
from qa.trace.coverage import STATES, Branch, branches, is_gap, state_of
from qa.trace.row import CoverRow, Person, TraceMatrix

_TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {"title": "核对报告", "filter": "筛选：{column}", "all": "全部", "sort": "按此列排序",
           "clauses": "{n}条", "gaps": "{n}条指标或职责没有陈述", "aside": "未核对（不是陈述）"},
    "en": {"title": "Check report", "filter": "Filter: {column}", "all": "all",
           "sort": "Sort by this column", "clauses": "{n} clauses",
           "gaps": "{n} targets or duties without a statement", "aside": "Not checked (states nothing)"},
}  # fmt: skip
_LONG = frozenset({"statement", "quotes", "text", "reasons", "note"})
_COLOURED = frozenset({"verdict", "state"})
# Columns with few different words are chosen from, others searched in.
_CHOSEN = frozenset({"verdict", "state", "decision", "states"})


def matrix_page(matrix: TraceMatrix, lang: Language) -> str:
    """Return the whole page."""
    texts = _TEXTS[lang]
    title = f"{texts['title']} · {escape(matrix.source)}"
    data = files("qa.show").joinpath("data")
    style, script = (data.joinpath(f"matrix.{kind}").read_text("utf-8") for kind in ("css", "js"))
    aside = "".join(f"<li>{escape(words)}</li>" for _, words in matrix.aside)
    more = (
        f"<details><summary>{texts['aside']}</summary><ul>{aside}</ul></details>" if aside else ""
    )
    return (
        f'<!doctype html><html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
        f"<style>{style}</style></head><body><h1>{title}</h1>{matrix_part(matrix, lang)}{more}"
        f"{unplaced_part(matrix, lang)}<h2>{sheet_title('cover', lang)}</h2>{tree_part(matrix, lang)}"
        f"{cover_part(matrix, lang)}<script>{script}</script></body></html>\n"
    )


def matrix_part(matrix: TraceMatrix, lang: Language) -> str:
    """Return the statements as a table; a part of any page."""
    rows, persons = row_sheet(matrix, lang)
    kinds = [f"yj-{row.verdict}" for row in matrix.rows]
    return _table("matrix", rows, persons, kinds, lang)


def cover_part(matrix: TraceMatrix, lang: Language) -> str:
    """Return the clauses as a table, gaps first; a part of any page."""
    rows, persons = cover_sheet(matrix, lang)
    labels = {state_label(state, lang): f"yj-{state}" for state in STATES}
    kinds = [labels[str(row["state"])] for row in rows]
    return _table("cover", rows, persons, kinds, lang)


def unplaced_part(matrix: TraceMatrix, lang: Language) -> str:
    """Return what people wrote beside rows that are no more; nothing where there is none."""
    if not matrix.unplaced:
        return ""
    rows, persons = unplaced_sheet(matrix, lang)
    table = _table("unplaced", rows, persons, [""] * len(rows), lang)
    return f"<h2>{sheet_title('unplaced', lang)}</h2>{table}"


def tree_part(matrix: TraceMatrix, lang: Language) -> str:
    """Return the places of the corpus, each with its counts and its clauses; a part of any page."""
    by_place: dict[str, list[CoverRow]] = {}
    for row in matrix.cover:
        by_place.setdefault(row.place, []).append(row)
    return "".join(_branch(b, by_place[b.place], lang) for b in branches(matrix.cover))


def _branch(branch: Branch, rows: Sequence[CoverRow], lang: Language) -> str:
    texts = _TEXTS[lang]
    counts = [texts["clauses"].format(n=branch.clauses)]
    counts += [f"{state_label(s, lang)} {branch.counts[s]}" for s in STATES if branch.counts[s]]
    counts += [texts["gaps"].format(n=branch.gaps)] if branch.gaps else []
    items = "".join(_leaf(row, lang) for row in rows)
    return (
        f'<details class="yj-branch"><summary>{escape(branch.place or "—")} '
        f'<span class="yj-count">{escape(" · ".join(counts))}</span></summary><ul>{items}</ul></details>'
    )


def _leaf(row: CoverRow, lang: Language) -> str:
    numbers = ", ".join(str(n) for found in row.links.values() for n in found)
    words = [
        *(says_label(name, lang) for name in row.states),
        state_label(state_of(row), lang),
        numbers,
    ]
    told = " · ".join(word for word in words if word)
    gap = ' class="yj-gap"' if is_gap(row) else ""
    return f'<li{gap}>{escape(row.text)} <span class="yj-count">{escape(told)}</span></li>'


def _table(
    sheet: str,
    rows: Sequence[Mapping[str, object]],
    persons: Sequence[Person],
    kinds: Sequence[str],
    lang: Language,
) -> str:
    columns = COLUMNS[sheet]
    own = list(dict.fromkeys(name for person in persons for name, _ in person.more))
    written = [{**row, **person_cells(person)} for row, person in zip(rows, persons, strict=True)]
    names = [*(heading(column, lang) for column in columns), *own]
    fields = [
        _filter(
            at,
            name,
            {str(row.get(column, "")) for row in written} if column in _CHOSEN else None,
            lang,
        )
        for at, (name, column) in enumerate(zip(names, [*columns, *own], strict=True))
    ]
    heads = "".join(
        f'<th scope="col"><button type="button" data-column="{at}" title="{_TEXTS[lang]["sort"]}">'
        f"{escape(name)}</button></th>"
        for at, name in enumerate(names)
    )
    body = []
    for cells, person, kind in zip(written, persons, kinds, strict=True):
        more = dict(person.more)
        tds = [
            _cell(column, cells.get(column, ""), kind if column in _COLOURED else "")
            for column in columns
        ]
        tds += [f'<td class="yj-person">{escape(more.get(name, ""))}</td>' for name in own]
        body.append(f"<tr>{''.join(tds)}</tr>")
    return (
        f'<div class="yj-scroll"><table class="yj-sortable" aria-label="{sheet_title(sheet, lang)}">'
        f'<thead><tr>{heads}</tr><tr class="yj-filters">{"".join(fields)}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _filter(at: int, name: str, words: set[str] | None, lang: Language) -> str:
    label = escape(_TEXTS[lang]["filter"].format(column=name), quote=True)
    if words is None:
        return f'<th><input type="search" data-column="{at}" aria-label="{label}"></th>'
    options = "".join(f"<option>{escape(word)}</option>" for word in sorted(words) if word)
    return (
        f'<th><select data-column="{at}" aria-label="{label}"><option value="">{_TEXTS[lang]["all"]}'
        f"</option>{options}</select></th>"
    )


def _cell(column: str, value: object, kind: str) -> str:
    names = [kind, "yj-long" if column in _LONG else "", "yj-person" if column in PERSON else ""]
    names.append("yj-number" if column == "number" else "")
    marked = " ".join(name for name in names if name)
    attribute = f' class="{marked}"' if marked else ""
    return f"<td{attribute}>{escape(str(value))}</td>"
