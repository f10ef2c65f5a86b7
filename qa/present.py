"""Results to words for a person, in the language of the question. Only quotes are not ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qa.result import Citation, Language, VerdictLabel

_DIGITS = "零一二三四五六七八九十"

_REFUSAL: Mapping[Language, str] = {
    "zh": "规划没有回答这个问题。",
    "en": "The plan does not answer this question.",
}
_NEAREST: Mapping[Language, str] = {
    "zh": "最接近的条文如下，仅供参考：",
    "en": "The nearest clauses, for reference only:",
}
_CORRECTION: Mapping[Language, str] = {
    "zh": "问题的前提与规划不符。规划的原文是：",
    "en": "The question rests on something that the plan contradicts. The plan says:",
}
_VERDICTS: Mapping[Language, Mapping[VerdictLabel, str]] = {
    "zh": {"supported": "有依据", "contradicted": "与规划相矛盾", "not_mentioned": "规划未提及"},
    "en": {
        "supported": "Supported",
        "contradicted": "Contradicted",
        "not_mentioned": "Not mentioned",
    },
}
_INFERRED: Mapping[Language, str] = {
    "zh": "（所属章节系推断）",
    "en": " (place worked out, heading lost)",
}
_UNOFFICIAL: Mapping[Language, str] = {
    "zh": "英文（非官方译文）",
    "en": "Unofficial English",
}


def verdict_label(verdict: VerdictLabel, lang: Language) -> str:
    """Return the verdict in words."""
    return _VERDICTS[lang][verdict]


def refusal_text(lang: Language, *, correction: bool, nearest: bool) -> str:
    """Return what is said in place of an answer, before any quotes."""
    if correction:
        return _CORRECTION[lang]
    return (
        f"{_REFUSAL[lang]}{' ' if lang == 'en' else ''}{_NEAREST[lang]}"
        if nearest
        else _REFUSAL[lang]
    )


def place_label(citation: Citation, lang: Language, titles: Mapping[str, str] | None = None) -> str:
    """Return where a quote stands: 第七章 建设绿色智慧城市 · 第二节 … · 第3句.

    Args:
        citation: The quote.
        lang: Language of the words around the titles.
        titles: English by Chinese title; used in English where it has the title.
    """
    english = titles or {}
    parts: list[str] = []
    if citation.chapter == 0:
        parts.append(
            "正文之前（印发通知）" if lang == "zh" else "Before the first chapter (notice)"
        )
    elif citation.chapter is not None:
        parts.append(
            _numbered("章", "Chapter", citation.chapter, citation.chapter_title, lang, english)
        )
    if citation.section:
        title = citation.section_title or ""
        if title.startswith("第") and title.endswith("条"):
            parts.append(title if lang == "zh" else f"Article {citation.section}")
        else:
            parts.append(_numbered("节", "Section", citation.section, title, lang, english))
    number = citation.sentence
    parts.append(f"第{number}句" if lang == "zh" else f"sentence {number}")
    label = " · ".join(parts)
    return label + _INFERRED[lang] if citation.place == "inferred" else label


def answer_text(
    citations: Sequence[Citation],
    lang: Language,
    titles: Mapping[str, str] | None = None,
    preface: str = "",
) -> str:
    """Return the quotes, numbered, each with its place, after ``preface``."""
    blocks = [preface] if preface else []
    for citation in citations:
        lines = []
        if citation.topic:
            lines.append(f"    {citation.topic}")
        lines.extend(
            [f"[{citation.n}] “{citation.quote}”", f"    —— {place_label(citation, lang, titles)}"]
        )
        if lang == "en" and citation.english:
            lines.append(f"    {_UNOFFICIAL[lang]}: {citation.english}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def chinese_numeral(number: int) -> str:
    """Return 十二 for 12, up to 99; digits beyond."""
    if number <= 10:
        return _DIGITS[number]
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    head = "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


def _numbered(
    unit: str,
    english_unit: str,
    number: int,
    title: str | None,
    lang: Language,
    english: Mapping[str, str],
) -> str:
    if lang == "zh":
        return f"第{chinese_numeral(number)}{unit} {title or ''}".rstrip()
    shown = english.get(title or "", title or "")
    return f"{english_unit} {number} {shown}".rstrip()
