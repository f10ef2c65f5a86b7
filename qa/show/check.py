"""A draft that was checked, as a part of the web page: counts, the matrix, coverage of the plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from html import escape

from qa.check.draft import DraftReport
from qa.result import Language, VerdictLabel
from qa.show.cards import SIGNS, matrix, notice
from qa.show.matrix import coverage
from qa.show.strings import word
from qa.show.text import section_label, verdict_label

_ORDER: tuple[VerdictLabel, ...] = ("supported", "contradicted", "not_mentioned")


def check_result(report: DraftReport, lang: Language) -> str:
    """Return what was found: how many of each verdict, every statement, and what was left out."""
    if not report.checked:
        return notice(word("check_nothing", lang), lang) + _set_aside(report, lang)
    verdicts = [item.verdict for item in report.checked]
    return (
        _counts(Counter(verdict.verdict for verdict in verdicts), lang)
        + matrix(verdicts, lang, report.titles)
        + _set_aside(report, lang)
        + _coverage(report, lang)
    )


def _counts(counts: Mapping[VerdictLabel, int], lang: Language) -> str:
    chips = "".join(
        f'<li class="yj-chip yj-{verdict}"><span aria-hidden="true">{SIGNS[verdict]}</span> '
        f"{escape(verdict_label(verdict, lang))} <strong>{counts.get(verdict, 0)}</strong></li>"
        for verdict in _ORDER
    )
    return f'<ul class="yj-chips">{chips}</ul>'


def _set_aside(report: DraftReport, lang: Language) -> str:
    if not report.set_aside:
        return ""
    lines = "".join(f'<li dir="auto">{escape(line.text)}</li>' for line in report.set_aside)
    return (
        f'<details class="yj-more"><summary>{escape(word("set_aside", lang))} '
        f"({len(report.set_aside)})</summary><ul>{lines}</ul></details>"
    )


def _coverage(report: DraftReport, lang: Language) -> str:
    rows = "".join(
        f"<tr><td>{escape(section_label(section, 'stated', lang, report.titles))}</td>"
        f"<td>{escape(word('covered', lang, n=touched, total=whole))}</td>"
        f'<td><progress max="{whole}" value="{touched}" aria-hidden="true"></progress></td></tr>'
        for section, touched, whole in coverage(report)
    )
    return (
        f'<details class="yj-more"><summary>{escape(word("coverage", lang))}</summary>'
        f'<table class="yj-plain"><tbody>{rows}</tbody></table></details>'
    )
