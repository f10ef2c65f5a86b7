"""How a draft covers the documents, as a part of the page: gaps first, then chapter by chapter."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from qa.result import Language
from qa.show.page.markup import say
from qa.show.trace.cells import says_label, state_label
from qa.show.trace.text import unplaced_lines
from qa.trace.coverage import STATES, Branch, branches, gaps_first, is_gap
from qa.trace.row import CoverRow, TraceMatrix

# Gaps that are listed; the workbook has all of them.
_GAPS = 30


def cover_html(matrix: TraceMatrix, lang: Language) -> str:
    """Return the targets and duties that no statement has to do with, and the counts by chapter."""
    gaps = [row for row in gaps_first(matrix.cover) if is_gap(row)]
    return _gaps(gaps, lang) + _tree(branches(matrix.cover), lang)


def kept_html(matrix: TraceMatrix, lang: Language) -> str:
    """Return what became of what people wrote in an earlier matrix."""
    persons = [*(row.person for row in matrix.rows), *(row.person for row in matrix.cover)]
    rows = sum(person.wrote for person in persons)
    if not matrix.unplaced:
        return f'<p class="yj-small">{say("check.kept", lang, n=rows)}</p>'
    lines = [line.strip() for line in unplaced_lines(matrix, lang)]
    items = "".join(f'<li dir="auto">{escape(line)}</li>' for line in lines[1:])
    return (
        f'<p class="yj-small">{say("check.kept", lang, n=rows)}</p>'
        f'<details class="yj-more"><summary>{escape(lines[0])}</summary><ul>{items}</ul></details>'
    )


def _gaps(gaps: Sequence[CoverRow], lang: Language) -> str:
    if not gaps:
        return ""
    items = "".join(
        f'<li><span class="yj-tag">{escape(" · ".join(says_label(s, lang) for s in row.states))}</span> '
        f'<span class="yj-small">{escape(row.ref)}</span> <span lang="zh-CN">{escape(row.text)}</span> '
        f'<button type="button" class="yj-link" data-open="{escape(row.clause_id, quote=True)}">'
        f"{say('ask.open', lang)}</button></li>"
        for row in gaps[:_GAPS]
    )
    more = len(gaps) - _GAPS
    rest = f'<p class="yj-small">{say("check.more_gaps", lang, n=more)}</p>' if more > 0 else ""
    return (
        f'<details class="yj-more yj-gaps"><summary>{say("check.gaps", lang, n=len(gaps))}</summary>'
        f"<ul>{items}</ul>{rest}</details>"
    )


def _tree(found: Sequence[Branch], lang: Language) -> str:
    heads = "".join(
        f'<th scope="col">{name}</th>'
        for name in (
            say("ask.place", lang),
            *(escape(state_label(state, lang)) for state in STATES),
            say("check.open_gaps", lang),
            say("check.whole", lang),
        )
    )
    rows = "".join(
        f'<tr><th scope="row">{escape(branch.place or "—")}</th>'
        + "".join(f'<td class="yj-num">{branch.counts[state]}</td>' for state in STATES)
        + f'<td class="yj-num">{branch.gaps}</td><td class="yj-num">{branch.clauses}</td></tr>'
        for branch in found
    )
    return (
        f'<details class="yj-more"><summary>{say("check.coverage", lang)}</summary>'
        f'<div class="yj-wide" tabindex="0" role="region" aria-label="{say("check.coverage", lang)}">'
        f'<table class="yj-plain"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
        f"</details>"
    )
