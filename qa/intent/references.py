"""References in a question: 第三章第二节, 23条, （十三）, 附件二; chapter 3 section 2, Part IV, Art. 35."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.numerals import chinese_value, english_value
from qa.ask.reference.refer import RANK, Step, StepLevel
from qa.intent.request import Asked
from qa.result import Language

_ZH_NUMBER = "[0-9]{1,4}|[零〇一二三四五六七八九十百千两]{1,7}"
_ZH_LEVELS: dict[str, StepLevel] = {
    "篇": "part", "部分": "part", "大部分": "part", "大块": "part", "块": "part", "大点": "part",
    "分编": "division", "编": "division", "章": "chapter", "节": "section", "小节": "section",
    "条": "article", "款": "paragraph", "项": "item", "目": "subitem", "小点": "subpoint", "点": "subpoint",
    "专栏": "box",
}  # fmt: skip
_ZH_LEVEL = "|".join(sorted(_ZH_LEVELS, key=len, reverse=True))
_ZH_STEP = regex(
    # 第（七）条 is what people call （七）: no article has brackets.
    rf"倒数第\s*(?P<back>{_ZH_NUMBER})\s*个?(?P<back_level>{_ZH_LEVEL})"
    rf"|第\s*(?![（(](?:{_ZH_NUMBER})[)）][节条点])[（(]?(?P<number>{_ZH_NUMBER})[)）]?\s*个?(?P<level>{_ZH_LEVEL})"
    rf"(?:之(?P<sub>[一二三四五六七八九十]))?"
    # 23条 and 3章 without 第; not the 2条 of 2条建议, which the words around it tell.
    rf"|(?<![0-9第几])(?P<bare>[0-9]{{1,3}})(?P<bare_level>[章节条])(?!例|件|约|款规)"
    # 23条2款
    rf"|(?<=[条款])(?P<next>[0-9]{{1,2}})(?P<next_level>[款项])"
    rf"|第?[（(](?!(?:19|20)[0-9]{{2}}[)）])(?P<block>{_ZH_NUMBER})[)）](?P<block_level>[节项条点]|部分)?"
    rf"|(?P<annex>附件|附录|附表)(?P<annex_number>(?:{_ZH_NUMBER})(?!级|个|项|"
    rf"条))?(?P<letter>[A-Za-z])?(?![A-Za-z])"
    rf"|(?P<last>最后|末尾|最末)(?:的)?(?:那|这)?一?个?(?P<last_level>{_ZH_LEVEL})"
    rf"|(?P<named>专栏|表|表格)(?P<named_number>{_ZH_NUMBER})(?![0-9.]|[个项条])"
    # 4.2.1 of standards and plans for emergencies.
    r"|"
    r"(?:第\s*)?(?<![0-9.a-zA-Z])(?P<dotted>[0-9]{1,2}(?:\.[0-9]{1,2}){1,4})(?![0-9.%％万亿元倍个米公])(?:\s*[条款节章])?"
    # 二十三条 alone; within a sentence it counts.
    rf"|^(?P<whole>[一二三四五六七八九十百]{{1,5}})(?P<whole_level>[章节条])(?=$|\s|第|的?(?:内容|原文|全文)|讲|说|写|是)"
    # 一、 and 十三、 as a question names them.
    rf"|(?<![\u4e00-\u9fff])(?P<listed>[一二三四五六七八九十]{{1,3}})"
    # 三（七）
    rf"(?:、(?=$|[^\u4e00-\u9fff]|讲|说|写|是|这)|(?=[（(](?:{_ZH_NUMBER})[)）]))"
    # 把四、（三）念一下
    rf"|(?<![零〇一二三四五六七八九十百第、])(?P<outer>[一二三四五六七八九十]{{1,3}})、(?=[（(](?:{_ZH_NUMBER})[)）])"
)
_EN_LEVELS: dict[str, StepLevel] = {
    "annex": "annex", "appendix": "annex", "attachment": "annex", "part": "part", "book": "division",
    "division": "division", "chapter": "chapter", "chap": "chapter", "ch": "chapter",
    "section": "section", "sect": "section", "sec": "section", "subsection": "section",
    "sub-section": "section",
    "article": "article", "art": "article", "paragraph": "paragraph", "para": "paragraph",
    "item": "item", "subparagraph": "item", "point": "item", "clause": "article", "table": "table",
    "box": "box", "volume": "division",
}  # fmt: skip
_EN_LEVEL = "|".join(sorted(_EN_LEVELS, key=len, reverse=True))
_ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7,
    "eighth": 8, "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13,
    "fourteenth": 14, "fifteenth": 15, "sixteenth": 16, "seventeenth": 17, "eighteenth": 18,
    "nineteenth": 19, "twentieth": 20,
}  # fmt: skip
_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    "seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty"
)
_ROMAN = r"(?=[ivxl])x{0,3}(?:ix|iv|v?i{0,3})"
_EN_STEP = regex(
    rf"\b(?P<level>{_EN_LEVEL})s?\b\.?\s*(?:no\.?\s*|number\s*)?"
    rf"(?:(?P<dotted>[0-9]{{1,2}}(?:\.[0-9]{{1,2}})+)|"
    rf"(?P<digits>[0-9]{{1,4}})(?:-(?P<sub>[0-9]))?\b|"
    rf"\((?P<block>[0-9]{{1,3}})\)"
    rf"|(?P<word>(?:{_WORDS})(?:[ -](?:{_WORDS}))?)\b|(?P<roman>(?!i\b(?!\s*(?:$|[,.;:?!(]|of\b|say|"
    rf"section)))(?:{_ROMAN}))\b|(?P<letter>[a-h])\b)"
    # article 33(2), Section III (3)
    rf"(?:\s?\((?P<below>[0-9]{{1,2}})\))?"
    rf"|\b(?P<ordinal>{'|'.join(_ORDINALS)}|[0-9]{{1,3}}(?:st|nd|rd|th))\s+(?P<ordinal_level>{_EN_LEVEL})\b"
    rf"|\b(?P<back>second[ -](?:to[ -])?last|last but one|penultimate) (?P<back_level>{_EN_LEVEL})\b"
    rf"|\b(?P<last>last|final) (?P<last_level>{_EN_LEVEL})\b"
    rf"|\b(?P<annex>annex|appendix|attachment)\b",
    re.IGNORECASE,
)
# What a step must have; most questions name no place.
_ZH_CUE = regex("[第0-9（(附最末专表、]|^[一二三四五六七八九十百]{1,5}[章节条]")
_EN_CUE = regex("[A-Za-z]")
# What may stand between the steps of one reference, in either language.
_BETWEEN = regex(r"(?:\s|,|，|的|里|中|下|底下|of|in|under|the|-|–|/)*", re.IGNORECASE)
# 最后一章, 倒数第二章: whichever numbers these are.
LAST = -1
LAST_BUT_ONE = -2
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True, slots=True)
class FoundReference:
    """A reference and where it stands in the question."""

    reference: Asked
    span: Span


def find_references(text: str, lang: Language) -> list[FoundReference]:
    """Return the references in a question, in order; steps that belong together are one."""
    steps = [(step, Span(*m.span())) for m in _matches(text, lang) for step in _steps(m)]
    found: list[FoundReference] = []
    group: list[tuple[Step, Span]] = []
    for own, span in steps:
        end = group[-1][1].end if group else 0
        joined = bool(group) and (span.start < end or _BETWEEN.fullmatch(text, end, span.start))
        inner = joined and own.level == group[-1][0].level == "section" and _is_below(text, span)
        step = replace(own, level="subpoint") if inner else own  # section 5, subsection 1
        if not joined or step.level in {earlier.level for earlier, _ in group}:
            found.extend(_close(text, group))
            group = []
        group.append((step, span))
    found.extend(_close(text, group))
    return found


def _is_below(text: str, span: Span) -> bool:
    return span.of(text).lower().startswith("sub")


def _matches(text: str, lang: Language) -> list[re.Match[str]]:
    """Return the steps in both languages: What does 第三章 say?"""
    chinese = _ZH_STEP.finditer(text) if _ZH_CUE.search(text) else iter(())
    english = _EN_STEP.finditer(text) if _EN_CUE.search(text) else iter(())
    first, second = (chinese, english) if lang == "zh" else (english, chinese)
    found = list(first)
    for match in second:
        if not any(_overlap(match, other) for other in found):
            found.append(match)
    return sorted(found, key=lambda match: match.start())


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _close(text: str, group: list[tuple[Step, Span]]) -> list[FoundReference]:
    if not group:
        return []
    span = Span(group[0][1].start, group[-1][1].end)
    lawful = any(step.level == "article" for step, _ in group)
    # The （三） of an article is an item of it.
    found = (_as_item(step) if lawful else step for step, _ in group)
    steps = tuple(sorted(found, key=lambda step: RANK[step.level]))
    return [FoundReference(Asked(steps, words=span.of(text).strip()), span)]


def _as_item(step: Step) -> Step:
    return replace(step, level="item") if step.level == "subpoint" and step.number else step


def _steps(match: re.Match[str]) -> tuple[Step, ...]:
    step = _step(match)
    below = match.groupdict().get("below")
    if step is None or not below:
        return () if step is None else (step,)
    return step, Step("paragraph" if step.level == "article" else "item", int(below))


def _step(match: re.Match[str]) -> Step | None:
    """Return what a match names: which form it has is told by the first of its groups that is there."""
    part = {name: words for name, words in match.groupdict().items() if words}
    forms = _ZH_FORMS if "word" not in match.groupdict() else _EN_FORMS
    return next((form(part) for name, form in forms.items() if name in part), None)


def _zh_numbered(part: Mapping[str, str]) -> Step | None:
    number = _zh(part["number"])
    return None if number is None else Step(_ZH_LEVELS[part["level"]], number, _zh(part.get("sub")))


def _zh_annex(part: Mapping[str, str]) -> Step:
    return Step("annex", _zh(part.get("annex_number")), label=part.get("letter", "").upper())


def _zh_table(part: Mapping[str, str]) -> Step:
    return Step("box" if part["named"] == "专栏" else "table", _zh(part["named_number"]))


_ZH_FORMS: Mapping[str, Callable[[Mapping[str, str]], Step | None]] = {
    "dotted": lambda part: Step("clause", None, label=part["dotted"]),
    "named": _zh_table,
    "last": lambda part: Step(_ZH_LEVELS[part["last_level"]], LAST),
    "back": lambda part: Step(_ZH_LEVELS[part["back_level"]], -(_zh(part["back"]) or 1)),
    "annex": _zh_annex,
    "block": lambda part: Step("subpoint", _zh(part["block"])),
    "listed": lambda part: Step("point", _zh(part["listed"])),
    "outer": lambda part: Step("point", _zh(part["outer"])),
    "next": lambda part: Step(_ZH_LEVELS[part["next_level"]], int(part["next"])),
    "whole": lambda part: Step(_ZH_LEVELS[part["whole_level"]], _zh(part["whole"])),
    "bare": lambda part: Step(_ZH_LEVELS[part["bare_level"]], int(part["bare"])),
    "number": _zh_numbered,
}


def _en_level(part: Mapping[str, str], name: str = "level") -> StepLevel:
    return _EN_LEVELS[part[name].lower()]


def _en_ordinal(part: Mapping[str, str]) -> Step:
    figure = re.match("[0-9]+", part["ordinal"])
    number = int(figure.group()) if figure else _ORDINALS[part["ordinal"].lower()]
    return Step(_en_level(part, "ordinal_level"), number)


def _en_block(part: Mapping[str, str]) -> Step:
    level = _en_level(part)
    return Step("subpoint" if level in {"section", "item"} else level, int(part["block"]))


def _en_letter(part: Mapping[str, str]) -> Step | None:
    level = _en_level(part)
    return Step(level, None, label=part["letter"].upper()) if level == "annex" else None


def _en_word(part: Mapping[str, str]) -> Step | None:
    value = english_value(part["word"])
    return None if value is None else Step(_en_level(part), int(value))


_EN_FORMS: Mapping[str, Callable[[Mapping[str, str]], Step | None]] = {
    "last": lambda part: Step(_en_level(part, "last_level"), LAST),
    "back": lambda part: Step(_en_level(part, "back_level"), LAST_BUT_ONE),
    "annex": lambda _: Step("annex", None),
    "ordinal": _en_ordinal,
    "block": _en_block,
    "dotted": lambda part: Step("clause", None, label=part["dotted"]),
    "letter": _en_letter,
    "digits": lambda part: Step(_en_level(part), int(part["digits"]), _zh(part.get("sub"))),
    "word": _en_word,
    "roman": lambda part: Step(_en_level(part), _roman(part["roman"].lower())),
}


def _roman(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    return sum(
        -value if any(later > value for later in values[place + 1 :]) else value
        for place, value in enumerate(values)
    )


def _zh(numeral: str | None) -> int | None:
    if numeral is None:
        return None
    if numeral.isascii():
        return int(numeral)
    value = chinese_value(numeral)
    return None if value is None else int(value)
