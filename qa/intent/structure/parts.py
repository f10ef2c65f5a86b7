"""Questions about the document's parts: its outline, and what stands at a place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.ask.reference.refer import StepLevel
from qa.intent.frame import named_title
from qa.intent.question import Question
from qa.intent.request import Asked, Request
from qa.intent.structure.titles import read_title, told_title
from qa.result import Language

# The words for headings, and which ones they mean; None is all of them.
_ZH_KINDS: dict[str, StepLevel | None] = {
    **dict.fromkeys(["一级标题", "大标题", "大部分", "主要部分", "部分"], "part"),
    **dict.fromkeys(["大块", "板块", "块", "大点", "篇"], "part"),
    **dict.fromkeys(["分编", "编"], "division"),
    **dict.fromkeys(["大章", "章"], "chapter"),
    **dict.fromkeys(["小节", "节", "二级标题", "小标题", "子标题", "小点", "点"], "section"),
    **dict.fromkeys(["条款", "条文", "法条", "条目", "条"], "article"),
    **dict.fromkeys(["篇章", "章节", "标题"], None),
    "专栏": "box",
}
_ZH_KIND = "|".join(sorted(_ZH_KINDS, key=len, reverse=True))
_ZH_WHOLE = (
    "目录|大纲|提纲|纲目|目次|框架结构|整体框架|总体框架|框架|整体结构|文章结构|篇章结构|章节结构|"
    "结构|章节安排|章节设置|"
    "章名|节名|篇名|脉络|标题清单|标题列表|标题|逐章|逐节|一章一章|先[讲说写][^,，。]{0,6}[后再][讲说写]"
)
_ZH_COUNT = regex(
    rf"(?:几|多少|哪几|哪些|哪[二两三四五六七八九十]{{1,3}}|什么样的|(?:分|有|是)什么)(?:个|大|小|级)*"
    rf"(?P<after>{_ZH_KIND})"
    rf"|(?<![通全整])(?P<before>{_ZH_KIND})(?:标题|题目|名称|名字|目录)?(?:一共|总共|总数|总计|都|分别|各|"
    rf"共)*(?:有|是|叫|包括|包含|分|为)*(?:几|多少|哪些|哪几|什么|啥)"
    rf"|(?<!第)[一二三四五六七八九十两]{{1,3}}(?:个|大)?(?P<counted>{_ZH_KIND})[^第]*(?:分别|都|各|叫|标题)"
    rf"|(?:每|各|所有|全部)(?:的)?(?:一)?个?(?P<each>{_ZH_KIND})|"
    rf"(?P<listed>{_ZH_KIND})(?:的)?(?:标题|题目|名称|"
    rf"名字|清单|列表)"
)
# 都讲了哪些方面, 主要有哪几块内容: what a document is about, where nothing else is asked.
_ZH_ASPECTS = regex(
    r"(?:哪些|哪几|几|多少|什么|啥|哪[二两三四五六七八九十]{1,3})(?:个|大|小|类|块|部分)*(?:的)?"
    r"(?:方面|内容|主题|议题|层面|话题)"
)
# Behind a heading whose parts are asked for.
_BELOW = regex(
    '[”"』」》]?(?:这|那)?(?:一)?(?:个)?(?:部分|章|节|篇|块)?(?:里面|里|中|下面|底下|之下|下)?(?:又|都|一共|总共|还|具体|再)*'
    "(?:分为|分成|分|包括|包含|设|由|列|下设|有(?!哪)|有哪[些几](?:个|大|小)*(?:块|板块|部分|节|小节|方面)|有(?:几|多少)(?:个|大|小)*(?:步|阶段|项|点|条))"
)
# What the parts below a heading may be called: 实施步骤有几步.
_STEPS = regex("(?<=几)个?(?:步骤|步|阶段|项)")
# Words between which 几个方面 is asked of a place: 第三部分分成哪八个方面.
_ZH_DIVIDED = regex("分为|分成|分了|分作|分几|包括|包含|由|组成|有")
_ZH_HOW_MANY = regex("几|多少|总数|数量")
_ZH_MORE = (
    rf"{_ZH_WHOLE}|{_ZH_KIND}|方面|内容|主题|议题|层面|话题|几|多少|哪几|哪些|哪|一共|总共|总计|总数|数量|合计|共计|共|分为|分成|"
    rf"分别|分了|分|由|组成|构成|包含|包括|含有|含|"
    r"各自|各个|各|划分|分布|安排|设置|每个|每|个|大|小|级|层|下面|底下|下设|下|清单|列表|整个|"
    r"整体|题目|从头到尾|名|一|二|三|四|五|六|七|八|九|十|出|样子|这样|这种|长|结构|布局|按|顺序|"
    # 先别讲细的, 只要个大概
    r"依次|全部|所有|光|只|就|先不|先别|先|别|不用|细节|细|整"
)
_EN_KINDS: dict[str, StepLevel | None] = {
    "chapter": "chapter",
    "part": "part",
    **dict.fromkeys(
        ["section", "subsection", "sub-section", "sub-heading", "subheading"], "section"
    ),
    **dict.fromkeys(["article", "clause"], "article"),
    **dict.fromkeys(["division", "book", "volume"], "division"),
    **dict.fromkeys(["heading", "headline", "header", "title"], None),
    **dict.fromkeys(["box", "boxe"], "box"),
}
# Points are counted, though nobody asks for the points as headings.
_EN_COUNTED: Mapping[str, StepLevel | None] = {**_EN_KINDS, "point": "subpoint"}
_EN_KIND = "|".join(sorted(map(re.escape, _EN_KINDS), key=len, reverse=True))
_EN_WHOLE = (
    r"skeleton|bare bones|"
    r"table of contents|contents page|contents list|list of contents|toc|outline|structure|structured|"
    r"organi[sz]ed|laid out|set out|arranged|(?:sub)?divided(?: up)?|split up|broken (?:up|down)|headings?|"
    r"sub-?headings?|chapter list|(?:chapter|section|part) by (?:chapter|section|part)"
)
_EN_OUTLINE = regex(
    rf"\b(?:{_EN_WHOLE})\b|\bhow many (?:\w+ ){{0,2}}?(?P<many>{_EN_KIND}|point)s?\b|\b(?:number|count) "
    rf"of (?:\w+ )?(?P<number>{_EN_KIND})s\b"
    rf"|\b(?:what|which|list|name|give|show|tell)\b.*\b(?P<plural>{_EN_KIND})s\b|^(?:the )?(?:\w+ "
    rf")?(?P<alone>{_EN_KIND})s\b"
    rf"|\b(?P<titles>{_EN_KIND}) (?:titles?|headings?|names?|list)\b"
    rf"|\b(?:names?|titles?|headings|list|number) of (?:all |the |its |each "
    rf")*(?P<named>{_EN_KIND})s?\b|\bconsists?\b.*\b(?P<wise>{_EN_KIND})s?\b"
)
_OUTERMOST = regex(r"\b(?:top|first|highest|upper)[- ]level\b|\b(?:main|major|outermost)\b")
_EN_HOW_MANY = regex(r"\bhow many\b|\bnumber of\b|\bcount\b")
_EN_MORE = (
    rf"\b(?:{_EN_WHOLE}|(?:{_EN_KIND}|point)s?|titles?|names?|how|many|number|count|total|altogether|"
    rf"main|major|top|level|top-level|big|"
    r"sub|different|separate|various|numbered|under|consist|consists|consisting|comprise|comprises|"
    r"comprising|made|make|divided|wise|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|in|broken|break|breakdown|"
    r"down|split|composed|bird'?s[- ]eye|view|walk|skim|glance|goes?|topics?|"
    r"entire|complete|order|no|there's|have|got)\b"
)
# The opinion on tertiary public hospitals: what a document is on says no more than its name.
_EN_ON = regex(
    r"\b((?:the|this|that|these|those)\s+(?:[\w'’-]+\s+){0,4}?(?:plan|law|act|regulations?|"
    r"opinions?|notice|circular|measures|"
    r"provisions|decision|scheme|programme|report|rules|standard|document|guidelines?)) (?:on|for|"
    r"about|concerning|regarding)\s+[^,;:?]+"
)
# A word for the structure as a whole.
_WHOLE: Mapping[Language, re.Pattern[str]] = {"zh": regex(_ZH_WHOLE), "en": regex(_EN_WHOLE)}
# A name of one word may be asked for anything: 数量.
_WORD = 2
# A column of a table is asked to be listed or counted.
_LISTED = regex("列|清单|几|多少|哪些|全部|所有|都|list|all|which|how many")


def read_outline(question: Question) -> Request | None:
    """Return the request for headings, or None."""
    zh = question.lang == "zh"
    level: StepLevel | None = None
    kinds = _block_kinds(question)
    if kinds:
        level = "subpoint"
    places, text = _places(question, kinds=kinds)
    if not zh and not places and read_title(question):
        return None  # Under the heading on safety, what do they write?
    match = _ZH_COUNT.search(text) if zh else _EN_OUTLINE.search(_EN_ON.sub(r"\1", text))
    whole = _WHOLE[question.lang].search(text)
    aspects = _aspects(question) if zh and match is None else None
    column = column_in(question)
    if column:
        return Request(
            "outline",
            column=column,
            counted=bool((_ZH_HOW_MANY if zh else _EN_HOW_MANY).search(text)),
        )
    if not match and not whole and not kinds and not aspects:
        return None
    text = text if zh else _EN_ON.sub(r"\1", text)
    left = question.left(text, _ZH_MORE if zh else _EN_MORE).split()
    if any(len(run) > 1 for run in left) or (not places and _own_title(match, whole, text)):
        return None
    if match and not level:
        level = _level(match, text, question.lang)
    if level == "section" and not places and _OUTERMOST.search(text):
        level = "part"
    if aspects and "方面" in aspects.group():
        level = None if places else "part"
    # 第三章有哪些条款 asks for what is below, 第三章是哪一章 for the place itself.
    counted = bool((_ZH_HOW_MANY if zh else _EN_HOW_MANY).search(text))
    return Request("outline", places=places, level=level, counted=counted)


def _places(question: Question, *, kinds: bool) -> tuple[tuple[Asked, ...], str]:
    """Return the places whose headings are asked for, and the question without them and their titles."""
    text, places = question.bare, tuple(found.reference for found in question.found)
    if kinds:
        return (), text
    if question.lang != "zh":
        return places, text
    if places:  # 讲保障措施的第三部分, 底下有哪些小标题
        title = named_title(question)
        return places, text.replace(title.lower(), " ", 1) if title else text
    if title := _divided_title(question):
        rest = _STEPS.sub("节", text.replace(title.lower(), " ", 1))
        return (Asked(title=title, words=title),), rest
    told = told_title(text)
    return (places, text) if told is None else ((told.place,), told.rest)


def _level(match: re.Match[str], text: str, lang: Language) -> StepLevel | None:
    words = [word for word in match.groupdict().values() if word]
    words += [] if lang == "zh" else re.findall(rf"\b({_EN_KIND})s?\b", text)
    named = map((_ZH_KINDS if lang == "zh" else _EN_COUNTED).get, words)
    return next((kind for kind in named if kind is not None), None)


def _divided_title(question: Question) -> str:
    """Return the heading that a question asks the parts of: 主要任务下面分哪几块."""
    named = (t for t in question.contents.headings if t and t.lower() in question.bare)
    title = max(named, key=len, default="")
    behind = question.bare.partition(title.lower())[2] if title else ""
    return title if _BELOW.match(behind) else ""


def named_level(text: str, lang: Language, *, below: bool) -> StepLevel | None:
    """Return the level of headings that words name, without titles and places in them.

    Args:
        text: The question without what it names.
        lang: Its language.
        below: Whether the headings below a place are meant, of which the last word for one tells most.
    """
    kinds, pattern = (_ZH_KINDS, _ZH_KIND) if lang == "zh" else (_EN_KINDS, rf"\b({_EN_KIND})s?\b")
    named = [kinds.get(word) for word in re.findall(pattern, text)]
    levels = [level for level in named if level is not None]
    if not levels or (below and levels[-1] in {"chapter", "part", "division"}):
        return None
    if below:
        return levels[-1]
    return "part" if levels[0] == "section" and _OUTERMOST.search(text) else levels[0]


def asks_how_many(question: Question) -> bool:
    """Tell whether headings are to be counted."""
    how_many = _ZH_HOW_MANY if question.lang == "zh" else _EN_HOW_MANY
    return bool(how_many.search(question.bare))


def column_in(question: Question) -> str:
    """Return the column of a table whose cells the question asks to have listed or counted."""
    if not _LISTED.search(question.bare):
        return ""
    if re.search("(?:是|为|达|到)多少", question.bare):  # one value, not how many there are
        return ""
    more = _ZH_MORE if question.lang == "zh" else _EN_MORE
    # 哪些部门牵头 asks for the column 牵头部门.
    left = sorted("".join(question.left(question.bare, more).split()))
    for column in sorted(filter(None, question.contents.columns), key=len, reverse=True):
        if len(column) > _WORD and sorted(column.lower()) == left:
            return column
        if column.lower() in question.bare:
            rest = question.bare.replace(column.lower(), " ")
            return "" if question.left(rest, more) else column
    return ""


def _own_title(match: re.Match[str] | None, whole: re.Match[str] | None, text: str) -> bool:
    """Tell whether 标题叫什么 asks for the title of the document, not for its headings."""
    several = re.search("哪些|都|列|各|清单|几|全部|所有|一级|二级|大标题|小标题", text)
    return (
        whole is not None and whole.group() in {"标题", "title"} and not several and match is None
    )


def _aspects(question: Question) -> re.Match[str] | None:
    """Return the words that ask what all a document is about; of a place only where it is divided."""
    match = _ZH_ASPECTS.search(question.bare)
    divided = not question.found or _ZH_DIVIDED.search(question.bare)
    return match if divided else None


def _block_kinds(question: Question) -> bool:
    """Tell whether （一）（二） stand for headings of that form, not for places."""
    blocks = [found for found in question.found if found.reference.steps[0].level == "subpoint"]
    form = re.search("这样|这种|这类|之类|编号|形式|such|like|style", question.text)
    counted = _ZH_HOW_MANY if question.lang == "zh" else _EN_HOW_MANY
    several = len(blocks) > 1 or (blocks and counted.search(question.text))
    return bool(several and form)
