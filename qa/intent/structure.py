"""Questions about the document's parts: its outline, and what stands at a place."""

from __future__ import annotations

import re
from dataclasses import replace

from qa.intent.question import Question
from qa.intent.references import Found
from qa.ask.refer import StepLevel
from qa.intent.request import Asked, Request

# The words for headings, and which ones they mean; None is all of them.
_ZH_KINDS: dict[str, StepLevel | None] = {
    "一级标题": "part", "大标题": "part", "大部分": "part", "主要部分": "part", "部分": "part", "大块": "part",
    "板块": "part", "块": "part", "大点": "part", "篇章": None, "篇": "part", "分编": "division", "编": "division",
    "章节": None, "大章": "chapter", "章": "chapter", "小节": "section", "节": "section",
    "二级标题": "section", "小标题": "section", "子标题": "section", "条款": "article", "条文": "article",
    "法条": "article", "条目": "article", "条": "article", "标题": None,
}  # fmt: skip
_ZH_KIND = "|".join(sorted(_ZH_KINDS, key=len, reverse=True))
_ZH_WHOLE = (
    "目录|大纲|提纲|纲目|目次|框架结构|整体框架|总体框架|框架|整体结构|文章结构|篇章结构|章节结构|结构|章节安排|章节设置|"
    "脉络|标题清单|标题列表|标题"
)
_ZH_COUNT = re.compile(
    rf"(?:几|多少|哪几|哪些|什么样的|(?:分|有|是)什么)(?:个|大|小|级)*(?P<after>{_ZH_KIND})"
    rf"|(?P<before>{_ZH_KIND})(?:标题|题目|名称|名字|目录)?(?:一共|总共|总数|总计|都|分别|各|共)*(?:有|是|叫|包括|包含|分|为)*(?:几|多少|哪些|哪几|什么|啥)"
    rf"|(?:每|各)(?:一)?个?(?P<each>{_ZH_KIND})|(?P<listed>{_ZH_KIND})(?:的)?(?:标题|题目|名称|名字|清单|列表)"
)
_ZH_HOW_MANY = re.compile("几|多少|总数|数量")
_ZH_MORE = (
    rf"{_ZH_WHOLE}|{_ZH_KIND}|几|多少|哪几|哪些|哪|一共|总共|总计|总数|数量|合计|共计|共|分为|分成|分别|分了|分|由|组成|构成|包含|包括|含有|含|"
    r"各自|各个|各|划分|分布|安排|设置|每个|每|个|大|小|级|层|下面|底下|下设|下|清单|列表|整个|整体|题目|出|样子|这样|这种|长|结构|布局|按|顺序|依次|全部|所有|光|只|就"
)
_ZH_PLAIN = re.compile(r"(?<![\u4e00-\u9fff])(?:目录|大纲|提纲|结构|框架)|(?:目录|大纲|提纲|纲目|目次|结构|框架)")
_EN_KINDS: dict[str, StepLevel | None] = {
    "chapter": "chapter", "section": "section", "subsection": "section", "sub-section": "section",
    "part": "part", "article": "article", "clause": "article", "heading": None, "headline": None, "header": None,
    "title": None, "sub-heading": "section", "subheading": "section", "division": "division", "book": "division",
}  # fmt: skip
_EN_KIND = "|".join(sorted(map(re.escape, _EN_KINDS), key=len, reverse=True))
_EN_WHOLE = r"table of contents|contents page|contents list|list of contents|toc|outline|structure|structured|organi[sz]ed|laid out|headings?|sub-?headings?|chapter list"
_EN_OUTLINE = re.compile(
    rf"\b(?:{_EN_WHOLE})\b|\bhow many (?:\w+ ){{0,2}}?(?P<many>{_EN_KIND})s?\b|\b(?:number|count) of (?:\w+ )?(?P<number>{_EN_KIND})s\b"
    rf"|\b(?:what|which|list|name|give|show|tell)\b.*\b(?P<plural>{_EN_KIND})s\b|^(?:the )?(?:\w+ )?(?P<alone>{_EN_KIND})s\b"
    rf"|\b(?P<titles>{_EN_KIND}) (?:titles|headings|names|list)\b"
    rf"|\b(?:names?|titles?|headings|list|number) of (?:all |the |its |each )*(?P<named>{_EN_KIND})s?\b|\bconsists?\b.*\b(?P<wise>{_EN_KIND})s?\b"
)
_EN_HOW_MANY = re.compile(r"\bhow many\b|\bnumber of\b|\bcount\b")
_EN_MORE = (
    rf"\b(?:{_EN_WHOLE}|(?:{_EN_KIND})s?|titles?|names?|how|many|number|count|total|altogether|main|major|top|level|top-level|big|"
    r"sub|different|separate|various|numbered|under|consist|consists|consisting|comprise|comprises|comprising|made|make|divided|wise|"
    r"broken|down|split|composed|entire|complete|order|no|there's|have|got)\b"
)
# The opinion on tertiary public hospitals: what a document is on says no more than its name.
_EN_ON = re.compile(
    r"\b((?:the|this|that|these|those)\s+(?:[\w'’-]+\s+){0,4}?(?:plan|law|act|regulations?|opinions?|notice|circular|measures|"
    r"provisions|decision|scheme|programme|report|rules|standard|document|guidelines?)) (?:on|for|about|concerning|regarding)\s+[^,;:?]+"
)
# Of the pairs of characters, for a heading to be meant that is not named letter for letter.
_MOST = 0.6
_EN_DETAIL = re.compile(r"\b(?:what(?:'s| is| are)? each|each of them|what they (?:say|cover)|about)\b")
# Where a question has one of these, a word that the document lacks may still be its subject.
_OTHER = re.compile(r"多少|谁|几|吗|怎么(?!说|写|规定|讲)|如何|是否|\b(?:who|how|when|where|why|is|are|does|do|can)\b")
_ZH_PLACE_NOUN = "(?:这一|那一|这|那|一|的)?(?:章节|章|小节|节|部分|段落|段|板块|块|篇|条|附件)"
_ZH_SAYS = re.compile("讲|说|写|谈|内容|规定|提|概括|总结|概述|摘要|主要|介绍|是什么|是啥|原文|看")
_ZH_TITLE = re.compile(rf"(?P<title>[^,，。？?\s]{{2,40}}?)\s*{_ZH_PLACE_NOUN}(?=里|中|的|主要|都|讲|说|写|是|有|内容|怎|具体|大概|呢|吧|,|，|\s|$)")
_EN_TITLE = re.compile(
    r"\b(?:sections?|chapters?|parts?|passage|bit|heading|subsection)\s+(?:called|titled|entitled|named|headed|on|about|under the (?:title|heading))\s+(?P<title>.+?)"
    r"(?:\s*(?:[-–—,;:]\s.*|\s(?:say|says|cover|covers|contain|contains|talk|talks|please|about|in)\b.*))?$"
    r"|\b(?:the|this|that)\s+(?P<before>(?:[\w'’&-]+\s+){1,6}?)(?:section|chapter|part|bit)\b"
)


def read_outline(question: Question) -> Request | None:
    """Return the request for headings, or None."""
    zh = question.lang == "zh"
    text, places = question.bare, tuple(found.reference for found in question.found)
    level: StepLevel | None = None
    kinds = _block_kinds(question)
    if kinds:
        level, places = "subpoint", ()
    match = _ZH_COUNT.search(text) if zh else _EN_OUTLINE.search(_EN_ON.sub(r"\1", text))
    whole = re.search(_ZH_WHOLE if zh else _EN_WHOLE, text)
    column = _column(question)
    if column:
        return Request("outline", column=column, counted=bool((_ZH_HOW_MANY if zh else _EN_HOW_MANY).search(text)))
    if not match and not whole and not kinds:
        return None
    if not zh:
        text = _EN_ON.sub(r"\1", text)
    left = question.left(text, _ZH_MORE if zh else _EN_MORE).split()
    if any(len(run) > 1 for run in left) or (not places and _own_title(match, whole, text)):
        return None
    if match and not level:
        word = next((word for word in match.groupdict().values() if word), "")
        level = (_ZH_KINDS if zh else _EN_KINDS).get(word)
        if level is None and word in {"小标题", "subheading", "sub-heading"}:
            level = "section"
    # 第三章有哪些条款 asks for what is below, 第三章是哪一章 for the place itself.
    counted = bool((_ZH_HOW_MANY if zh else _EN_HOW_MANY).search(text))
    return Request("outline", places=places, level=level, counted=counted)


def _column(question: Question) -> str:
    """Return the column of a table whose cells the question asks to have listed or counted."""
    if not re.search("列|清单|几|多少|哪些|全部|所有|都|list|all|which|how many", question.bare):
        return ""
    more = _ZH_MORE if question.lang == "zh" else _EN_MORE
    for column in sorted(filter(None, question.contents.columns), key=len, reverse=True):
        if column.lower() in question.bare:
            rest = question.bare.replace(column.lower(), " ")
            return "" if question.left(rest, more) else column
    return ""


def _own_title(match: re.Match[str] | None, whole: re.Match[str] | None, text: str) -> bool:
    """Tell whether 标题叫什么 asks for the title of the document, not for its headings."""
    several = re.search("哪些|都|列|各|清单|几|全部|所有|一级|二级|大标题|小标题", text)
    return whole is not None and whole.group() in {"标题", "title"} and not several and match is None


def _block_kinds(question: Question) -> bool:
    """Tell whether （一）（二） stand for headings of that form, not for places."""
    blocks = [found for found in question.found if found.reference.steps[0].level == "subpoint"]
    return len(blocks) > 1 and bool(re.search("这样|这种|这类|之类|编号|形式|such|like|style", question.text))


def read_section(question: Question) -> Request | None:
    """Return the request for what stands at a place, or None."""
    if question.found:
        if question.left() if _OTHER.search(question.bare) else question.subject():
            return None
        return Request("section", places=tuple(found.reference for found in question.found))
    titled = _titled(question)
    return Request("section", places=(titled.reference,)) if titled else None


def _titled(question: Question) -> Found | None:
    """Return the heading that the question names by its words: 发展目标那一节."""
    from index.span import Span

    text = question.text
    if re.search("哪些|哪几|几[条个项]|多少", text):
        return None
    if question.lang == "en" and not re.search("[\u3400-\u9fff]", text):
        match = _EN_TITLE.search(text)
        if match is None:
            return None
        title = (match.group("title") or match.group("before")).strip(" \"'“”‘’")
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        if not title or question.subject(rest) or not re.search(r"\b(?:what|say|says|summar\w+|content|contents|show|read|quote|explain|about|in it)\b", rest):
            return None
        return Found(Asked(title=title, words=title), Span(*match.span()))
    named = max((title for title in question.contents.headings if title and title.lower() in text), key=len, default="")
    if named:
        at = text.index(named.lower())
        rest = f"{text[:at]} {text[at + len(named) :]}"
        noun = re.search(_ZH_PLACE_NOUN, rest) or re.search(r"\b(?:section|chapter|part|heading)\b", rest)
        if (noun or re.search("讲|说的|写的", rest)) and not question.subject(re.sub(_ZH_PLACE_NOUN, " ", rest), _EN_MORE if question.lang == "en" else ""):
            return Found(Asked(title=named, words=named), Span(at, at + len(named)))
        return None
    match = _ZH_TITLE.search(text)
    if match is None or not _ZH_SAYS.search(text[match.end() :] or text):
        return None
    title = match.group("title").strip("“”\"'《》 ")
    if not any(_alike(title, heading) for heading in question.contents.headings):
        return None
    return None if question.subject(text[match.end() :]) else Found(Asked(title=title, words=title), Span(*match.span()))


def _alike(asked: str, title: str) -> bool:
    """Tell whether most pairs of characters of the words asked for stand in a title."""
    pairs = {asked[at : at + 2] for at in range(len(asked) - 1)}
    return bool(pairs) and sum(pair in title.lower() for pair in pairs) >= _MOST * len(pairs)


def next_place(reference: Asked, steps: int = 1) -> Asked:
    """Return the place after (or before) the one that a reference names."""
    if not reference.steps or reference.steps[-1].number is None:
        return reference
    last = reference.steps[-1]
    moved = replace(last, number=(last.number or 0) + steps)
    return Asked((*reference.steps[:-1], moved), words=reference.words)
