"""Results to words for a person, in the language of the question. Only quotes are not ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from index.document.context import cell_words
from index.document.corpus import Heading, HeadingLevel, Place, Section
from index.outline.numbering.numerals import chinese_numeral
from index.runtime.patterns import regex
from qa.result import Citation, Language, Verdict, VerdictLabel

_CHAPTER: Mapping[Language, str] = {"zh": "第{}章", "en": "Chapter {}"}
_SECTION: Mapping[Language, str] = {"zh": "第{}节", "en": "Section {}"}
_LEVEL_WORDS: Mapping[HeadingLevel, str] = {
    "part": "Part",
    "division": "Division",
    "chapter": "Chapter",
    "section": "Section",
    "article": "Article",
}
_SENTENCE: Mapping[Language, str] = {"zh": "第{}句", "en": "sentence {}"}
# What stands around the text of a document, by its name in references.
_PARTS: Mapping[str, str] = {
    "标题": "title", "导言": "preamble", "印发通知": "notice", "版头": "head", "主送机关": "addressees",
    "落款": "signature", "附注": "release note", "附件说明": "list of annexes", "版记": "foot",
    "结尾": "closing",
}  # fmt: skip
_APART = regex(rf"(?P<name>{'|'.join(_PARTS)})(?![\u4e00-\u9fff·]{{2}})")
_NUMBERED = regex(r"(?P<item>(?!第)[^第·]{1,8})?(?:第(?P<sentence>[0-9]+)句)?")
_DOTTED = regex(r"[A-Z]?[0-9]{1,2}(?:\.[0-9]{1,2})*")
_GOES_ON = regex(r"\.?[0-9]")
_FRONT_MATTER: Mapping[Language, str] = {
    "zh": "正文之前",
    "en": "Before the first chapter",
}

_REFUSAL: Mapping[Language, str] = {
    "zh": "文件没有回答这个问题。",
    "en": "The document does not answer this question.",
}
_UNSURE: Mapping[Language, str] = {
    "zh": "不能确定这些条文回答了问题，请自行判断：",
    "en": "It is not certain that these clauses answer the question; judge for yourself:",
}
_NEAREST: Mapping[Language, str] = {
    "zh": "最接近的条文如下，仅供参考：",
    "en": "The nearest clauses, for reference only:",
}
_CORRECTION: Mapping[Language, str] = {
    "zh": "问题的前提与原文不符。原文是：",
    "en": "The question rests on something that the document contradicts. It says:",
}
_VERDICTS: Mapping[Language, Mapping[VerdictLabel, str]] = {
    "zh": {"supported": "有依据", "contradicted": "与原文相矛盾", "not_mentioned": "文件未提及"},
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
_ALSO_IN: Mapping[Language, str] = {"zh": "另见：", "en": "Also in: "}
_UNOFFICIAL: Mapping[Language, str] = {
    "zh": "英文（非官方译文）",
    "en": "Unofficial English",
}


def verdict_label(verdict: VerdictLabel, lang: Language) -> str:
    """Return the verdict in words."""
    return _VERDICTS[lang][verdict]


def unsure_text(lang: Language) -> str:
    """Return what is said before quotes that are not sure enough to answer."""
    return _UNSURE[lang]


def members_text(lang: Language, count: int | None) -> str:
    """Return how many members a list has that answers; nothing where they are not counted."""
    if not count:
        return ""
    return f"共 {count} 项：" if lang == "zh" else f"{count} in all:"


def refusal_text(lang: Language, *, correction: bool, nearest: bool) -> str:
    """Return what is said in place of an answer, before any quotes."""
    if correction:
        return _CORRECTION[lang]
    return (
        f"{_REFUSAL[lang]}{' ' if lang == 'en' else ''}{_NEAREST[lang]}"
        if nearest
        else _REFUSAL[lang]
    )


def section_label(
    section: Section, place: Place, lang: Language, titles: Mapping[str, str] | None = None
) -> str:
    """Return a place in the heading tree: 第七章 建设绿色智慧城市 · 第二节 ….

    Args:
        section: The place.
        place: ``inferred`` is said so.
        lang: Language of the words around the titles.
        titles: English by Chinese title; used in English where it has the title.
    """
    english = (titles or {}) if lang == "en" else {}
    parts: list[str] = []
    if section.chapter == 0:
        parts.append(_FRONT_MATTER[lang])
    elif section.chapter is not None:
        title = section.chapter_title or ""
        parts.append(_numbered(_CHAPTER[lang], section.chapter, english.get(title, title)))
    if section.section:
        title = section.section_title or ""
        if title.startswith("第") and title.endswith("条"):
            parts.append(title if lang == "zh" else f"Article {section.section}")
        else:
            parts.append(_numbered(_SECTION[lang], section.section, english.get(title, title)))
    label = " · ".join(parts)
    return label + _INFERRED[lang] if place == "inferred" else label


def place_label(citation: Citation, lang: Language, titles: Mapping[str, str] | None = None) -> str:
    """Return where a quote stands: the headings above it, and its article, row or sentence there."""
    english = (titles or {}) if lang == "en" else {}
    above = [h for h in citation.path if h.level != "article"]
    parts = [heading_label(heading, lang, english) for heading in above]
    if not parts:
        section = Section(
            citation.chapter, citation.chapter_title, citation.section, citation.section_title
        )
        own = section_label(section, "stated", lang, titles)
        parts = [own] if own else []
    if citation.article is not None:
        parts.append(citation.ref if lang == "zh" else _article_in_english(citation))
    elif citation.table is not None:
        parts.append(citation.ref)
    elif apart := _apart(citation, lang):
        parts = [*(heading_label(heading, lang, english) for heading in above), apart]
    else:
        parts = parts or [citation.source]
        parts.append(innermost(citation, lang))
    inferred = _INFERRED[lang] if citation.place == "inferred" else ""
    return " · ".join(parts[:-1]) + inferred + (" · " if parts[1:] else "") + parts[-1]


def innermost(citation: Citation, lang: Language) -> str:
    """Return where a quote stands below its headings: a numbered paragraph by its reference, or a sentence.

    Two paragraphs of 二、, 1. and 2., are told apart: 二、1 and 二、2.
    """
    rest = _below_headings(citation)
    own = _NUMBERED.fullmatch(rest)
    if own is None or not citation.path or own["item"] is None:
        return _SENTENCE[lang].format((own and own["sentence"]) or citation.sentence)
    if lang == "zh":
        outer = citation.ref.removesuffix(rest)
        return citation.ref[max(outer.rfind(citation.path[-1].label), 0) :]
    first, until, last = own["item"].partition("至")
    return _in_english(f"items {first} to {last}" if until else f"item {first}", own["sentence"])


def _below_headings(citation: Citation) -> str:
    """Return what of a reference is not of the headings above: 5.3 below 5, 第2句 below 2.1."""
    labels = [(h.label or h.title).rstrip(".．") for h in citation.path if h.level != "article"]
    dotted = [label for label in labels if _DOTTED.fullmatch(label)]
    rest = citation.ref
    for label in labels:
        if label in dotted[:-1]:
            continue  # 2.1 says 2
        behind = rest.removeprefix(label)
        if behind != rest and not (label in dotted and _GOES_ON.match(behind)):
            rest = behind.lstrip("·")
    return rest


def _apart(citation: Citation, lang: Language) -> str:
    """Return the name of a part that is not of the text itself: 落款, 版头; empty for the text."""
    match = _APART.match(citation.ref)
    if match is None or citation.ref[match.end() :].strip("第句0123456789"):
        return ""
    if lang == "zh":
        return citation.ref
    return _in_english(_PARTS[match["name"]], citation.ref[match.end() :].strip("第句"))


def _in_english(name: str, sentence: str | None) -> str:
    return f"{name}, sentence {sentence}" if sentence else name


def heading_label(heading: Heading, lang: Language, titles: Mapping[str, str]) -> str:
    """Return a heading as a reader would write it: 第三章 总则, Chapter 3 General."""
    label = heading.label
    word = _LEVEL_WORDS.get(heading.level)
    if lang == "en" and word and heading.number is not None and label.startswith("第"):
        label = f"{word} {heading.number}"
    glue = "" if label.endswith(("、", "）")) else " "
    return f"{label}{glue}{titles.get(heading.title, heading.title)}".strip()


def _article_in_english(citation: Citation) -> str:
    inserted = "" if citation.inserted is None else f"-{citation.inserted}"
    words = f"Article {citation.article}{inserted}"
    if citation.paragraph is not None and "款" in citation.ref:
        words += f", paragraph {citation.paragraph}"
    return words if citation.item is None else f"{words}, item {citation.item}"


def verdict_text(
    verdict: Verdict, titles: Mapping[str, str] | None = None, *, among_many: bool = False
) -> str:
    """Return a verdict with its reasons and the clauses that show it; see ``answer_text``."""
    lines = [verdict_label(verdict.verdict, verdict.lang), *(f"- {r}" for r in verdict.reasons)]
    preface = "\n".join(lines)
    return answer_text(verdict.citations, verdict.lang, titles, preface, among_many=among_many)


def answer_text(
    citations: Sequence[Citation],
    lang: Language,
    titles: Mapping[str, str] | None = None,
    preface: str = "",
    *,
    among_many: bool = False,
) -> str:
    """Return the quotes, numbered, each with its place, after ``preface``.

    Args:
        citations: The quotes.
        lang: Language of the words around them.
        titles: English by Chinese title.
        preface: What is said before them.
        among_many: Whether other documents were asked too: then a place begins with its document, also where
            one alone is quoted.
    """
    blocks = [preface] if preface else []
    names = document_names(citations)
    for citation in citations:
        lines = []
        place = place_label(citation, lang, titles)
        if (among_many or len(names) > 1) and names[citation.doc_id] not in place:
            place = f"{names[citation.doc_id]} · {place}"
        if citation.topic:
            lines.append(f"    {citation.topic}")
        lines.append(f"[{citation.n}] “{citation.quote}”")
        if citation.table is not None and any(citation.table.header):
            lines.append(f"    （{cell_words(citation.table)}）")  # bare cells say nothing
        lines.append(f"    —— {place}")
        if citation.also_in:
            lines.append(f"    {_ALSO_IN[lang]}{also_in(citation, lang)}")
        if lang == "en" and citation.english:
            lines.append(f"    {_UNOFFICIAL[lang]}: {citation.english}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def document_names(citations: Sequence[Citation]) -> dict[str, str]:
    """Return the name of each document that is cited: its title, or its file where titles are alike."""
    titles = {citation.doc_id: citation.document for citation in citations}
    count = Counter(titles.values())
    return {c.doc_id: c.source if count[c.document] > 1 else c.document for c in citations}


def also_in(citation: Citation, lang: Language) -> str:
    """Return the names of the other documents that have the words of a quote."""
    names = dict.fromkeys(other.source for other in citation.also_in)
    return ("、" if lang == "zh" else ", ").join(names)


def _numbered(form: str, number: int, title: str) -> str:
    shown = chinese_numeral(number) if form.startswith("第") else str(number)
    return f"{form.format(shown)} {title}".rstrip()
