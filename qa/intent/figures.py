"""Questions for figures: 有哪些量化指标, 到2035年的具体数字, every numerical target on health care."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.patterns import regex
from qa.intent.filters import Filters, read_filters
from qa.intent.question import Question
from qa.intent.request import Measure, Request
from qa.intent.words import EN_NOUNS
from qa.result import Language

# These alone say that numbers are wanted …
_ZH_STRONG = (
    "(?:可量化|量化|定量|数量化|数字化|带数字|有数字|含数字|带数|约束性|预期性)的?(?:主要|"
    "具体)?(?:指标|目标|要求|任务|数值|数据|结果)|"
    "(?:主要|具体|核心|关键|所有|全部|各项|各类|各种|哪些|的)?(?:指标数值|指标值|目标数值|目标值|"
    "数字目标|数字指标|指标数字|数值|数目|数据指标|硬指标)|"
    "时间节点|时间点|截止时间|截止日期|时限|要数字|要数|(?:哪些|所有|全部|具体)数据|数据(?=有哪些|"
    "都|列)|百分比|数字(?!经济|化|政府|中国|社会|技术|贸易|素养|乡村|城市|孪生|产业|文化|生活|治理|基础|平台|孪生|人民币|化)"
)
# … and these only where all of them are asked for.
_ZH_WEAK = (
    "(?:主要|具体|核心|关键|所有|全部|各项|发展|规划|建设|预期)*(?:指标|目标)|"
    "总?(?:金额|数额|额度|钱数|投资额|投资|罚款|天数|时长|期限|比例|占比|倍数|人数|面积|数量|规模|"
    "产值|费用)|幅度|区间|档|上下限|上限|下限|总量|速度|增速|价格|百分数"
)
# 指标 alone may be things that are measured by; with one of these its values are meant.
_ZH_VALUED = regex("(?:具体|主要|各项|所有|全部|核心|关键|预期)(?:的)?(?:指标|目标)(?!体系)")
_ZH_EVERY = regex("列|所有|全部|逐|一一|一览|都|汇总|各项")
_ZH_ALL = regex(
    "哪些|哪几|列|所有|全部|都|逐|一一|有没有|有无|几个|几项|多少个|多少项|多少的|汇总|整理|清单|"
    "要数|有什么|有啥|给我|一览|全"
)
_ZH_TOPIC = regex(
    r"(?:关于|有关|涉及|针对|在|对于|对|跟)?(?P<topic>[^,，。关于有针对]{1,20}?)(?:这方面|方面|"
    r"领域|这一块|这块|一块|这类|相关|有关)|"
    r"(?:关于|有关|涉及|针对)(?P<about>[^,，。]{1,20}?)的"
)
_ZH_MORE = (
    r"各种|各类|各个|从|自|起|每年|到|至|底|年底|年末|前|之前|以前|为止|年|要|达到|实现|完成|"
    r"十五五|十四五|十三五|给出|期间|时间|定了|定|设了|设定|设|确定|提出|规定|逐个|逐项|逐一|一一|"
    r"列全|全|"
    r"所有|全部|各项|各|每个|每|多少|几个|几项|几|个|项|汇总|整理|清单|一览|具体|主要|核心|关键|"
    r"量化|定量|指标|目标|数值|数字|数据|数目|数|"
    r"方面|领域|相关|有关|关于|哪些|哪几|哪|一共|总共|共|时候|期间|期末|末|初|月|日|十四五|十五五|"
    r"十三五|近期|远期|中期|分别|有没有|没有|没|"
    r"附注|注释|表格|表|脚注|专栏|里头|涉及|出现|提到|提|只|光|就|时间节点|时间点|截止|任务|约束性|"
    r"预期性|写到|写的|写|逐条|条|上下限|上限|下限|上|为|所|按|能|硬|带|含|以|出来"
)
_EN_STRONG = (
    r"(?:numerical|numeric|quantitative|quantified|quantifiable|measurable|concrete|hard|binding|"
    r"anticipated|statistical|specific)\s+"
    r"(?:\w+\s+)?(?:targets?|goals?|indicators?|figures?|values?|objectives?|requirements?|data|"
    r"numbers?|limits?)|"
    r"figures|numbers|deadlines|kpis|percentages|statistics|target (?:values|figures|numbers)|"
    r"metrics|time limits|quotas|milestones|"
    r"(?:every|each)\s+(?:\w+\s+)?(?:figure|number|deadline|target|percentage|time limit|indicator|"
    r"date|value)"
)
_EN_WEAK = (
    r"targets|indicators|amounts|fines|sums|penalt(?:y|ies) amounts|ratios|thresholds|percentages|"
    r"fees|prices|"
    r"investments?|durations|periods|ranges|limits|caps|ceilings|minimums|maximums|sizes|"
    r"quantities|rates|shares|dates|costs|time frames|timeframes"
)
_EN_ALL = regex(
    r"\b(?:all|every|each|list|which|what|give|any|are there|how many|full|complete|show|get|extract|table)\b"
)
_EN_TOPIC = regex(
    r"\b(?:on|about|regarding|concerning|related to|relating to|for|in the (?:area|field) of|in|of|"
    r"given for|set for|around|to do with)\s+"
    r"(?P<topic>(?!(?:the |this |that |these )?(?:(?:" + EN_NOUNS + r")|20[0-9]{2})\b)[^,;:()–—]+?)"
    r"(?=\s*(?:[,;:()–—]|$|\b(?:in|by|for|until|from|set|please|pls|does|do|is|are)\b(?:\s|$)))"
)
_EN_MORE = (
    rf"\b(?:{_EN_STRONG}|{_EN_WEAK}|kw|km|rmb|numerical|quantitative|quantified|numeric|target|"
    rf"indicator|figure|number|deadline|values?|all|every|each|list|"
    r"set|sets|by|until|up|before|from|since|onwards|end|year|years|achieve|achieved|reach|reached|"
    r"met|meet|fix|fixed|laid|"
    r"there|them|those|ones?|numbers|together|complete|exhaustive|extract|table|data|aim|aims|goal|"
    r"goals|given|gives|mentioned|appear|money|laid|down|values|key|"
    r"appears|found|specified|specific|stated|expected|required|defined|pick|collect|many|much|"
    r"also|total|long-term|short-term|of|no|period)\b"
)

_TOPIC = 2
_MEASURES: Mapping[Measure, re.Pattern[str]] = {
    "money": regex(
        r"金额|数额|额度|钱|罚款|投资|资金|赔偿额|\b(?:fines?|sums|money|yuan|investments?|fees)\b"
    ),
    "share": regex(r"比例|占比|百分[号比数率]?|\b(?:percentages?|shares|ratios)\b"),
    "time": regex(
        r"期限|时限|天数|年限|时长|时间节点|时间点|截止|日期|\b(?:deadlines?|time limits?|periods|"
        r"durations|dates?|days|hours)\b"
    ),
}
# Words that mean figures by themselves, and those that do beside others.
_WORDS: Mapping[Language, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "zh": (regex(_ZH_STRONG), regex(_ZH_WEAK)),
    "en": (regex(rf"\b(?:{_EN_STRONG})\b"), regex(rf"\b(?:{_EN_WEAK})\b")),
}


def read_figures(question: Question) -> Request | None:
    """Return the request for figures, or None."""
    zh = question.lang == "zh"
    filters, text = read_filters(_plain_text(question), question.lang)
    strong, weak = (list(words.finditer(text)) for words in _WORDS[question.lang])
    narrowed = filters != Filters()
    if not strong and not (weak and (question.years or narrowed or _all_values(question, text))):
        return None
    if not (_ZH_ALL if zh else _EN_ALL).search(text) and not (zh and _bare(text)):
        # Figures on total power, every one of them; 2025年的量化指标
        whole = strong and (
            zh
            or re.match(
                r"(?:the )?(?:\w+ )?(?:figures|numbers|targets|goals|objectives)\b|(?:quantifi|"
                r"numeric|quantitat|binding)",
                text,
            )
        )
        if not whole:
            return None
    topic, rest = _zh_topic(question, text, [*strong, *weak]) if zh else _en_topic(text)
    if zh and strong and (before := _wanted_of(question, text)):
        topic, rest = before, ""
    left = question.left(re.sub(r"[0-9]{2,4}", " ", rest), _ZH_MORE if zh else _EN_MORE)
    if left:
        return None
    measures = tuple(measure for measure, words in _MEASURES.items() if words.search(text))
    # A single character is a part of how it is asked, 罚款金额 asks for money, not for money about fines.
    if any(words.fullmatch(topic) for words in _MEASURES.values()) or len(topic) < _TOPIC:
        topic = ""
    return Request(
        "figures",
        places=tuple(found.reference for found in question.found),
        years=_years(question, filters),
        topic=topic,
        measures=measures,
        filters=filters,
    )


def figures_of(question: Question) -> Request:
    """Return the request for figures of a question that is known to ask for them."""
    zh = question.lang == "zh"
    filters, text = read_filters(_plain_text(question), question.lang)
    nouns = list(re.finditer(rf"{_ZH_STRONG}|{_ZH_WEAK}", text)) if zh else []
    if zh:
        match = _ZH_TOPIC.search(text)
        asked = match.group("topic") or match.group("about") if match else text
        runs = question.left(re.sub(r"[0-9]{2,4}年?", " ", asked), _ZH_MORE).split()
        topic = next((run for run in sorted(runs, key=len, reverse=True) if len(run) > 1), "")
        if nouns and not topic:
            topic, _ = _zh_topic(question, text, nouns)
    else:
        topic, _ = _en_topic(text)
    measures = tuple(measure for measure, words in _MEASURES.items() if words.search(text))
    if any(words.search(topic) for words in _MEASURES.values()) or not _known(question, topic):
        topic = ""
    return Request(
        "figures",
        places=tuple(found.reference for found in question.found),
        years=_years(question, filters),
        topic=topic,
        measures=measures,
        filters=filters,
    )


def _plain_text(question: Question) -> str:
    """Return a question without its places and what stands in brackets."""
    return re.sub(r"[（(][^()（）]*[)）]", " ", question.bare)


def _years(question: Question, filters: Filters) -> tuple[int, ...]:
    """Return the years that are meant themselves, not as the end of a time."""
    return () if filters.since or filters.until else question.years


def _known(question: Question, topic: str) -> bool:
    """Tell whether any word of a topic is one of the document; what is not filters nothing."""
    words = topic.split() if topic.isascii() else [topic]
    if any(question.contents.knows(word) for word in words):
        return True
    pairs = [topic[at : at + 2] for at in range(len(topic) - 1)]
    return not topic.isascii() and any(map(question.contents.knows, pairs))


def _all_values(question: Question, text: str) -> bool:
    """Tell whether a weaker word means numbers: 罚款金额都列出来, 教育方面的具体指标有哪些."""
    if question.lang == "zh":
        return bool(_ZH_EVERY.search(text) or _ZH_VALUED.search(text) or _bare(text))
    many = r"\b(?:all|every|each|list|binding|key|main|headline|core|upper and lower)\b"
    asked = rf"^what are (?:the )?(?:[\w-]+ ){{0,3}}(?:{_EN_WEAK})\b|\bas numbers\b"
    return bool(re.search(f"{many}|{asked}", text))


def _bare(text: str) -> bool:
    """Tell whether nothing stands behind the word for figures: 罚款数额 asks for all of them."""
    return bool(
        re.search(rf"(?:{_ZH_WEAK})$", text)
        and not re.search("多[少大高长宽重快远久深厚]|几|哪", text)
    )


def _zh_topic(question: Question, text: str, nouns: list[re.Match[str]]) -> tuple[str, str]:
    """Return what figures are asked of, and the question without it."""
    if match := _ZH_TOPIC.search(text):
        group = "topic" if match.group("topic") else "about"
        topic = question.left(match.group(group), _ZH_MORE_IN_TOPIC)
        if topic:
            return topic, f"{text[: match.start()]} {text[match.end() :]}"
    # The topic stands before the word for figures, in the same breath.
    nouns = sorted(nouns, key=re.Match.start)
    comma = re.search("[,，;；:：]", text[nouns[0].end() :])
    end = nouns[0].end() + comma.start() if comma else len(text)
    last = max(noun.end() for noun in nouns if noun.start() < end)
    above = re.sub(rf"{_ZH_STRONG}|{_ZH_WEAK}", lambda noun: " " * len(noun.group()), text[:last])
    runs = question.left(re.sub(r"[0-9]{2,4}年?", " ", above), _ZH_MORE).split()
    topic = _contiguous(text[:last], runs)
    # What stands behind says something about the figures: that is another question.
    return (topic, text[last:]) if topic or not runs else ("", text)


def _wanted_of(question: Question, text: str) -> str:
    """Return what numbers are wanted of in a clause of its own: 储备要保持几个月销量，把数字给我."""
    *before, last = re.split("[,，;；。]", text)
    # Where the clause before names figures itself, they are what is wanted: …机械化率目标，逐个要数.
    if any(re.search(f"{_ZH_STRONG}|{_ZH_WEAK}", part) for part in before):
        return ""
    if not before or not re.search(_ZH_STRONG, last):
        return ""
    if question.left(re.sub(_ZH_STRONG, " ", last), _ZH_MORE):
        return ""
    runs = question.left(" ".join(before), _ZH_MORE).split()
    return max(runs, key=lambda run: (question.contents.knows(run), len(run)), default="")


def _contiguous(text: str, runs: list[str]) -> str:
    """Return the words from the first of ``runs`` to the last if only joints stand between them."""
    start = at = text.find(runs[0]) if runs else -1
    for run in runs:
        begins = text.find(run, at)
        # 增发一次性退役金: what asks elsewhere stands inside a name too.
        if re.fullmatch("[的、和与及\\s]*|[^哪几多有列要到,，。]{1,2}", text[at:begins]) is None:
            return ""
        at = begins + len(run)
    return text[start:at] if runs else ""


_ZH_MORE_IN_TOPIC = r"[0-9]{4}年?|到|底|前"


def _en_topic(text: str) -> tuple[str, str]:
    noun = re.search(rf"\b(?:{_EN_STRONG}|{_EN_WEAK})\b", text)
    start = noun.end() if noun else 0
    match = _EN_TOPIC.search(text, start)
    if match is None:
        lead = re.match(r"^(?P<topic>[^–—:-]+?)\s+[–—:-]+\s*(?:all|every|list|give)\b", text)
        if lead:
            return _plain(lead.group("topic")), text[lead.end("topic") :]
        return _modifier(text, noun)
    return _plain(match.group("topic")), f"{text[: match.start()]} {text[match.end() :]}"


def _modifier(text: str, noun: re.Match[str] | None) -> tuple[str, str]:
    """Return what stands right before the word for figures and says what they are of: fine ranges."""
    if noun is None:
        return "", text
    head = re.search(r"(?:^|\s)((?:[a-z-]+\s+){1,3})$", text[: noun.start()])
    words = [] if head is None else head.group(1).split()
    while words and (words[0] in _NO_TOPIC or re.fullmatch(_EN_MORE, words[0])):
        words = words[1:]
    if not words or any(word in _NO_TOPIC for word in words):
        return "", text
    topic = " ".join(words)
    return topic, text.replace(topic, " ", 1)


_NO_TOPIC = frozenset(
    word
    for words in (
        "what which list give show get the a an all every each is are were me us of any some these",
        "those have has does do set with and their its plan law text document regulations regulation",
        "out there",
    )
    for word in words.split()
)


def _plain(topic: str) -> str:
    topic = re.sub(r"\b(?:hours|numbers|figures|targets|given|set|for|on)\b", " ", topic)
    topic = re.sub(r"\b(?:the|all|19[0-9]{2}|20[0-9]{2}|plan|document)\b|[\"“”']", " ", topic)
    return re.sub(r"\s+", " ", topic).strip()
