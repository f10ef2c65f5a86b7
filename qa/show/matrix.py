"""The traceability matrix of a draft: statement by statement, and section by section of the plan."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

from qa.check.draft import Checked, DraftReport
from qa.errors import DraftError
from qa.result import Language, VerdictLabel, to_json
from qa.show.coverage import coverage
from qa.show.page.check import verdict_table
from qa.show.page.markup import page_file
from qa.show.text import place_label, section_label, verdict_label
from qa.tables import Sheet, book_bytes, csv_bytes

_HEADS: Mapping[Language, Sequence[str]] = {
    "zh": ("位置", "陈述", "结论", "条文编号", "章节", "原文", "理由", "把握"),
    "en": ("where", "statement", "verdict", "clause", "place", "quote", "reason", "confidence"),
}
_TEXTS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "title": "核对报告",
        "matrix": "逐句核对",
        "covered": "覆盖情况",
        "left": "未涉及的条文",
        "not_checked": "未核对",
        "coverage": "规划各节的覆盖情况",
        "section": "章节",
        "touched": "涉及的条文",
        "all": "条文总数",
        "untouched": "没有任何陈述涉及的条文",
        "aside": "未核对（不是陈述）",
    },
    "en": {
        "title": "Check report",
        "matrix": "Matrix",
        "covered": "Coverage",
        "left": "Untouched clauses",
        "not_checked": "Not checked",
        "coverage": "Coverage of the plan, section by section",
        "section": "section",
        "touched": "clauses touched",
        "all": "clauses",
        "untouched": "Clauses that no statement touches",
        "aside": "Not checked (states nothing)",
    },
}
# Blue, orange and grey stay apart for every kind of colour blindness; the verdict is also in words.
_FILLS: Mapping[VerdictLabel, str] = {
    "supported": "CFE3F5",
    "contradicted": "F9D9B0",
    "not_mentioned": "E4E4E4",
}
_SUFFIXES = (".xlsx", ".html", ".csv", ".json")
_STYLE = """
body { max-width: 72rem; margin: 1rem auto; padding: 0 1rem; font: 15px/1.6 "Noto Sans CJK SC",
  "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; color: #1c1c1e; background: #fff;
  --yj-accent: #0b5c8a; --yj-line: #d9d9d3; --yj-soft: #5f6368; --yj-mark: #fff0a8;
  --yj-warn: #8a4b00; --yj-paper: #fdfdfb; --yj-ink: #1c1c1e; }
.yj-actions { display: none !important; }
@media print { tr { break-inside: avoid; } body { margin: 0; max-width: none; } }
"""


def report_rows(report: DraftReport) -> list[dict[str, object]]:
    """Return the verdicts as the command line prints them, each with ``where`` it stands in the draft."""
    return [{"where": c.statement.where(), **to_json(c.verdict)} for c in report.checked]


def check_suffix(path: Path) -> None:
    """Raise DraftError where ``path`` has no suffix of a report."""
    if path.suffix.lower() not in _SUFFIXES:
        message = f"{path.name}: a report ends in {', '.join(_SUFFIXES[:-1])} or {_SUFFIXES[-1]}."
        raise DraftError(message)


def write_report(report: DraftReport, path: Path, lang: Language | None = None) -> None:
    """Write the matrix as .xlsx, .html, .csv or .json, by the name's suffix.

    Args:
        report: What was found.
        path: Where to write.
        lang: Language of headings and verdicts; that of most statements where left out.

    Raises:
        DraftError: The suffix is another one, or the file cannot be written.
    """
    check_suffix(path)
    words = lang or _usual_language(report)
    kind = path.suffix.lower()
    if kind == ".json":
        record = {
            "source": report.source,
            "statements": report_rows(report),
            "set_aside": [statement.text for statement in report.set_aside],
            "coverage": [
                {"section": section_label(section, "stated", words, report.titles),
                 "touched": touched, "clauses": whole}
                for section, touched, whole in coverage(report)
            ],
        }  # fmt: skip
        data = json.dumps(record, ensure_ascii=False, indent=1).encode()
    elif kind == ".html":
        data = _html(report, words).encode("utf-8", "replace")
    else:
        rows = [_row(item, words, report) for item in report.checked]
        data = (
            csv_bytes(list(_HEADS[words]), rows)
            if kind == ".csv"
            else book_bytes(_sheets(report, rows, words))
        )
    try:
        path.write_bytes(data)
    except OSError as error:
        raise DraftError(f"Cannot write {path}: {error.strerror}.") from error


def _sheets(report: DraftReport, rows: Sequence[Sequence[object]], lang: Language) -> list[Sheet]:
    """Return the matrix, the coverage of the plan, and what no statement touches."""
    texts = _TEXTS[lang]
    fills = {verdict_label(verdict, lang): colour for verdict, colour in _FILLS.items()}
    sections = [
        (section_label(section, "stated", lang, report.titles), touched, whole)
        for section, touched, whole in coverage(report)
    ]
    untouched = [
        (
            clause.clause_id,
            section_label(clause.section, clause.place, lang, report.titles),
            clause.text,
        )
        for clause in report.clauses
        if clause.clause_id not in report.touched
    ]
    heads = _HEADS[lang]
    return [
        Sheet(texts["matrix"], heads, rows, fills),
        Sheet(texts["covered"], [texts[key] for key in ("section", "touched", "all")], sections),
        Sheet(texts["left"], [heads[3], heads[4], heads[5]], untouched),
        Sheet(
            texts["not_checked"],
            heads[:2],
            [(statement.where(lang), statement.text) for statement in report.set_aside],
        ),
    ]


def _usual_language(report: DraftReport) -> Language:
    english = sum(item.verdict.lang == "en" for item in report.checked)
    return "en" if 2 * english > len(report.checked) else "zh"


def _row(item: Checked, lang: Language, report: DraftReport) -> list[object]:
    verdict = item.verdict
    shown = verdict.citations[:1] if verdict.verdict != "not_mentioned" else ()
    return [
        item.statement.where(lang),
        item.statement.text,
        verdict_label(verdict.verdict, lang),
        shown[0].clause_id if shown else "",
        place_label(shown[0], lang, report.titles) if shown else "",
        shown[0].quote if shown else "",
        "; ".join(verdict.reasons),
        verdict.confidence,
    ]


def _html(report: DraftReport, lang: Language) -> str:
    """Return the report as one page that works offline and prints well."""
    texts = _TEXTS[lang]
    title = f"{texts['title']} · {escape(report.source)}"
    table = verdict_table(report.checked, lang, report.titles)
    rows = "".join(
        f"<tr><td>{escape(section_label(section, 'stated', lang, report.titles))}</td>"
        f"<td>{touched}</td><td>{whole}</td>"
        f'<td><progress max="{whole}" value="{touched}"></progress></td></tr>'
        for section, touched, whole in coverage(report)
    )
    untouched = "".join(
        f'<li lang="zh-CN">{escape(clause.text)}</li>'
        for clause in report.clauses
        if clause.clause_id not in report.touched
    )
    aside = "".join(f"<li>{escape(statement.text)}</li>" for statement in report.set_aside)
    more = (
        f"<details><summary>{texts['aside']}</summary><ul>{aside}</ul></details>" if aside else ""
    )
    heads = "".join(f"<th>{texts[key]}</th>" for key in ("section", "touched", "all"))
    return (
        f'<!doctype html><html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{page_file('page.css')}{_STYLE}</style></head><body><h1>{title}</h1>{table}{more}"
        f'<h2>{texts["coverage"]}</h2><table class="yj-matrix"><thead><tr>{heads}<th></th></tr></thead>'
        f"<tbody>{rows}</tbody></table><details><summary>{texts['untouched']}</summary>"
        f"<ul>{untouched}</ul></details></body></html>"
    )
