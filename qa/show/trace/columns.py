"""The columns of a matrix, by which it is written and read again, in two languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from qa.result import Language
from qa.trace.row import Decision

# By column: its heading in Chinese and English. Those of earlier versions are read as well.
_HEADINGS: Mapping[str, tuple[str, str]] = {
    "number": ("编号", "no."),
    "where": ("位置", "where"),
    "statement": ("陈述", "statement"),
    "verdict": ("结论", "verdict"),
    "reasons": ("理由", "reasons"),
    "parts": ("分项", "parts"),
    "refs": ("条款", "places"),
    "quotes": ("原文", "quotes"),
    "clauses": ("条文编号", "clauses"),
    "confidence": ("把握", "confidence"),
    "hint": ("复核提示", "to review"),
    "decision": ("人工判断", "decision"),
    "note": ("备注", "note"),
    "owner": ("负责人", "owner"),
    "state": ("覆盖", "coverage"),
    "states": ("内容", "states"),
    "place": ("所在章节", "place"),
    "text": ("条文", "clause"),
    "supports": ("有依据的陈述", "supported statements"),
    "clashes": ("相矛盾的陈述", "contradicted statements"),
    "near": ("相关陈述", "statements nearby"),
    "of": ("原属", "was of"),
}
_EARLIER = {"理由": "reasons", "reason": "reasons", "clause": "clauses", "quote": "quotes"}
ROW = ("number", "where", "statement", "verdict", "reasons", "parts", "refs", "quotes", "clauses",
       "confidence", "hint")  # fmt: skip
COVER = ("states", "state", "place", "text", "supports", "clashes", "near", "clauses", "hint")
# What a person fills in.
PERSON = ("decision", "note", "owner")
UNPLACED = ("of", "statement", "clauses")
SHEETS: Mapping[str, tuple[str, str]] = {
    "matrix": ("逐句核对", "Matrix"),
    "cover": ("规划覆盖", "Coverage"),
    "tree": ("分章统计", "By chapter"),
    "aside": ("未核对", "Not checked"),
    "unplaced": ("未能对应", "Not placed"),
}
# The hidden sheet that holds what the program wrote, so that what a person wrote over it is noticed.
RECORD = "yinju"
# The heading of the column for what a person wrote over a cell of ours.
_OVER: Mapping[Language, str] = {"zh": "{heading}（人工改写）", "en": "{heading} (rewritten)"}
_NAMELESS: Mapping[Language, str] = {"zh": "第{number}列", "en": "column {number}"}
DECISIONS: Mapping[Language, tuple[str, str, str]] = {
    "zh": ("接受", "不接受", "合理缺口"),
    "en": ("accepted", "rejected", "justified gap"),
}

_MEANINGS: tuple[Decision, ...] = ("accepted", "rejected", "gap")


def heading(column: str, lang: Language) -> str:
    """Return the heading of a column."""
    return _HEADINGS[column][0 if lang == "zh" else 1]


def heading_over(column: str, lang: Language) -> str:
    """Return the heading of the column for what a person wrote over a cell of ``column``."""
    return _OVER[lang].format(heading=heading(column, lang))


def heading_of_nameless(number: int, lang: Language) -> str:
    """Return a heading for a column of somebody's own that has none."""
    return _NAMELESS[lang].format(number=number)


def language_of(headings: Iterable[str]) -> Language:
    """Return the language in which a matrix was written, by the headings of its columns."""
    english = {en.lower() for _, en in _HEADINGS.values()}
    return "en" if sum(text.strip().lower() in english for text in headings) > 1 else "zh"


def sheet_title(sheet: str, lang: Language) -> str:
    """Return the title of a sheet."""
    return SHEETS[sheet][0 if lang == "zh" else 1]


def column_of(text: str, sheet: str) -> str | None:
    """Return the column that a heading in either language names; None for a column of somebody's own."""
    known = {
        "matrix": (*ROW, *PERSON),
        "cover": (*COVER, *PERSON),
        "unplaced": (*UNPLACED, *PERSON),
    }
    for column in known[sheet]:
        if text.strip().lower() in {name.lower() for name in _HEADINGS[column]}:
            return column
    return _EARLIER.get(text.strip().lower()) if sheet == "matrix" else None


def sheet_of(title: str) -> str | None:
    """Return the sheet that a title in either language names; None for a sheet of somebody's own."""
    return next((sheet for sheet, titles in SHEETS.items() if title in titles), None)


def decision_of(text: str) -> Decision:
    """Return what the words of a person's decision mean, in either language."""
    said = text.strip().lower()
    for words in DECISIONS.values():
        for meaning, word in zip(_MEANINGS, words, strict=True):
            if said == word:
                return meaning
    return ""
