"""A draft that was checked, as a part of the page: counts to filter by, the matrix, the coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from index.document.corpus import Span
from qa.check.draft import CheckedStatement, DraftReport
from qa.result import Citation, Language, Verdict, VerdictLabel
from qa.show.cited.reference import SourceFacts
from qa.show.page.cards import Shown, quote_card
from qa.show.page.cover import cover_html, kept_html
from qa.show.page.markup import HTML_LANG, marked, notice, say
from qa.show.strings import word
from qa.show.text import verdict_label
from qa.show.trace.matrix import report_matrix
from qa.trace.row import TraceMatrix

SIGNS: Mapping[VerdictLabel, str] = {"supported": "✓", "contradicted": "✗", "not_mentioned": "–"}


def check_result(
    report: DraftReport,
    lang: Language,
    sources: Mapping[str, SourceFacts] | None = None,
    *,
    kept: TraceMatrix | None = None,
) -> str:
    """Return what was found: how many of each verdict, every statement, what was left out, what is covered.

    Args:
        report: What was found.
        lang: Language of the words around.
        sources: What documents say of themselves, by id.
        kept: An earlier matrix, of which everything that people wrote is taken over.
    """
    if not report.checked:
        return notice(word("check.nothing", lang), lang) + _set_aside(report, lang)
    matrix, _ = report_matrix(report, lang, kept)
    return (
        ("" if kept is None else kept_html(matrix, lang))
        + _filters(Counter(item.verdict.verdict for item in report.checked), lang)
        + verdict_table(report.checked, lang, report.titles, sources)
        + _set_aside(report, lang)
        + cover_html(matrix, lang)
    )


def verdict_table(
    checked: Sequence[CheckedStatement],
    lang: Language,
    titles: Mapping[str, str] | None = None,
    sources: Mapping[str, SourceFacts] | None = None,
) -> str:
    """Return the statements as a table: where, what, verdict, and the words that it rests on."""
    heads = "".join(
        f'<th scope="col">{say(f"check.{key}", lang)}</th>'
        for key in ("line", "statement", "verdict", "evidence")
    )
    shown = Shown(lang, lang, titles or {}, sources or {})
    rows = "".join(_row(item, lang, shown) for item in checked)
    return (
        f'<table class="yj-matrix" lang="{HTML_LANG[lang]}" aria-label="{say("check.result", lang)}">'
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _filters(counts: Mapping[VerdictLabel, int], lang: Language) -> str:
    whole = sum(counts.values())
    chips = [
        f'<button type="button" class="yj-chip" data-filter="" aria-pressed="true">'
        f"{say('check.all', lang)} <strong>{whole}</strong></button>"
    ]
    chips += [
        f'<button type="button" class="yj-chip yj-{verdict}" data-filter="{verdict}" '
        f'aria-pressed="false"><span aria-hidden="true">{sign}</span> '
        f"{escape(verdict_label(verdict, lang))} <strong>{counts.get(verdict, 0)}</strong></button>"
        for verdict, sign in SIGNS.items()
    ]
    return (
        f'<div class="yj-chips" role="group" aria-label="{say("check.show_only", lang)}">'
        f"{''.join(chips)}</div>"
    )


def _row(item: CheckedStatement, lang: Language, shown: Shown) -> str:
    verdict = item.verdict
    reasons = "".join(f"<li>{escape(reason)}</li>" for reason in verdict.reasons)
    cited = _cited(verdict)
    cards = "".join(quote_card(citation, shown) for citation in cited)
    evidence = f'<ol class="yj-quotes">{cards}</ol>' if cards else say("check.no_evidence", lang)
    partly = f' <span class="yj-tag">{say("check.partly", lang)}</span>' if verdict.partly else ""
    return (
        f'<tr data-verdict="{verdict.verdict}"><th scope="row">{escape(item.statement.where(lang))}</th>'
        f'<td dir="auto">{_claim(verdict, lang)}</td>'
        f'<td class="yj-{verdict.verdict}">{verdict_mark(verdict.verdict, lang)}{partly}'
        f"{_sureness(verdict, lang)}<ul>{reasons}</ul></td><td>{evidence}</td></tr>"
    )


def verdict_mark(verdict: VerdictLabel, lang: Language) -> str:
    """Return a verdict with its sign."""
    return (
        f'<span class="yj-verdict"><span aria-hidden="true">{SIGNS[verdict]}</span> '
        f"<strong>{escape(verdict_label(verdict, lang))}</strong></span>"
    )


def _sureness(verdict: Verdict, lang: Language) -> str:
    key = "ask.unsure" if verdict.unsure else "ask.sure"
    said = say(key, lang, n=round(100 * verdict.confidence))
    return f' <span class="yj-sure{" yj-unsure" if key == "ask.unsure" else ""}">{said}</span>'


def _cited(verdict: Verdict) -> Sequence[Citation]:
    """Return the quotes to show: those that the parts rest on, else the first."""
    wanted = {n for part in verdict.parts for n in part.n}
    if wanted:
        return [citation for citation in verdict.citations if citation.n in wanted]
    return verdict.citations[:1] if verdict.verdict != "not_mentioned" else ()


def _claim(verdict: Verdict, lang: Language) -> str:
    said = marked(verdict.claim, verdict.focus)
    parts = verdict.parts
    if len(parts) <= 1:
        return said
    items = "".join(
        f'<li class="yj-{part.verdict}">{verdict_mark(part.verdict, lang)} '
        f"{escape(Span(part.start, part.end).of(verdict.claim) or part.text)}"
        f"{''.join(f' <span class=yj-tag>[{n}]</span>' for n in part.n)}</li>"
        for part in parts
    )
    return f'{said}<ul class="yj-parts" aria-label="{say("check.parts", lang)}">{items}</ul>'


def _set_aside(report: DraftReport, lang: Language) -> str:
    if not report.set_aside:
        return ""
    lines = "".join(
        f'<li dir="auto"><span class="yj-small">{escape(line.where(lang))}</span> {escape(line.text)}</li>'
        for line in report.set_aside
    )
    return (
        f'<details class="yj-more"><summary>{say("check.set_aside", lang)} '
        f"({len(report.set_aside)})</summary><ul>{lines}</ul></details>"
    )
