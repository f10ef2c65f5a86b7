"""Does it say anything about X? Where does X stand? The asked words, taken out of the question."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from index.patterns import regex
from qa.intent.question import Question
from qa.intent.request import Request
from qa.intent.words import DOCUMENT_EN, DOCUMENT_ZH
from qa.result import Language

# Longer than this it is a statement, and what is asked is whether it is so.
_MAX_TERM_ZH = 16
_MAX_WORDS_EN = 6
_ZH_POLITE = (
    "请问一下|请问|麻烦|帮我|帮忙|我想知道|想知道|我想问|想问|告诉我|查一下|查查|查下|看一下|看看|"
    "找一下|找找|搜一下|搜索|搜|查找|查|找|"
    "能不能|能否|请|给我|你好|您好"
)
_ZH_PLACE = (
    "哪里|哪儿|哪些地方|哪个地方|什么地方|哪几处|哪些章节|哪一章|哪章|哪一节|哪节|哪一条|哪条|哪些条|"
    "哪几条|哪个部分|哪部分|哪一部分|几处|哪处"
)
_ZH_BEFORE = (
    rf"{_ZH_POLITE}|{DOCUMENT_ZH}|{_ZH_PLACE}|有没有|有无|是否|是不是|可曾|曾经|曾|究竟|到底|一共|"
    rf"总共|共|都|还|也|有|在|对|里|中|内|"
    r"几次|多少次|多少处|会不会|,|，|、|\s"
)
_ZH_NOT_A_MENTION = "(?!高|升|出|供|前|倡|取|名|案|示|交|请|速|质|炼|振|议|款|拔|档|问|货|起诉)"
_ZH_VERB = (
    rf"(?:提没提|说没说|写没写|讲没讲|有没有提|有没有说|有没有讲|有没有写|有没有谈)?(?:提到过|提到|"
    rf"提及|提过|提了|讲到|讲过|说到|说过|写到|"
    rf"写过|写着|写了|谈到|谈及|谈过|出现过|出现了|出现|涉及到|涉及|用到|提没提到?|说没说到?|"
    rf"写没写|讲没讲到?|提{_ZH_NOT_A_MENTION}|"
    rf"(?<=有没有)(?:说|写|讲|谈|关于|有关)|(?<=是否)(?:说|写|讲|谈|有)|有提|有说|有讲|有写|"
    rf"说(?=没说|不说))(?:到|及|了|过|没有|没)*"
)
_ZH_TAIL = (
    r"(?:了|过|到|吗|没有|没|不|(?<!什)(?<!怎)么|嘛|呢|呀|啊|吧|否|的|这个词|这个词儿|这词|"
    r"这个说法|这个概念|这个术语|这几个字|这两个字|二字|一词|这一词|"
    r"字样|字眼|相关内容|相关表述|内容|地方|部分|几次|多少次|几回|几遍|几处|多少处|有没有|有吗|被|曾经|有|是|"
    r"都|一共|总共|"
    rf"在{_ZH_PLACE}|是{_ZH_PLACE}|{_ZH_PLACE}|在(?:第)?几[章节条]|是?(?:第)?几[章节条]|在哪|"
    rf"{DOCUMENT_ZH}|在|里|中|\s|,|，)*"
)
_ZH_CLAUSE = regex(
    "什么|哪|谁|几|多少|怎么|如何|为何|为什么|啥|何时|何地|是否|能不能|可不可以|[,，;；。?？:：]|"
    "^(?:要|应|将|会|可以|能|必须|不得|的)|的时候|不能|不得|必须|应当|不再"
)
_ZH_SUBJECT = (
    "(?:条文|法条|内容|表述|规定|说法|条款|描述|字眼|字样|提法|信息|章节|部分|词|安排|论述|段落|话)"
)
_ZH_VERB_CUE = regex("[提说写讲谈现涉用有关]")
_ZH_AFTER = regex(rf"^(?:{_ZH_BEFORE})*{_ZH_VERB}(?P<term>.+?){_ZH_TAIL}$")
_ZH_TERM_FIRST = regex(
    rf"^(?:{_ZH_BEFORE})*(?P<term>.+?)(?:{_ZH_BEFORE}|这个词|这词|一词|被|\s)*{_ZH_VERB}{_ZH_TAIL}$"
)
_ZH_ABOUT = regex(
    rf"^(?:{_ZH_BEFORE})*(?:关于|有关|涉及|对于|跟|和)?(?P<term>.+?)(?:相关|有关|"
    rf"方面)?的?(?:相关)?{_ZH_SUBJECT}"
    r"(?:吗|么|没有|没|呢|在哪里?|在哪儿|有没有|有哪些地方)?$"
)
_ZH_EXISTS = regex("有没有|有无|是否有|(?:关于|有关|涉及).*(?:吗|么|没有|没)$|有.*(?:吗|么)$")
_ZH_WORD_FORM = regex(
    rf"^(?:{_ZH_BEFORE})*(?:{_ZH_VERB})?(?P<term>.+?)(?:这个词|这词|一词|这个说法|这几个字|"
    rf"字样)(?:{_ZH_BEFORE}|{_ZH_TAIL})*$"
)
_ZH_WHERE = regex(
    rf"^(?:{_ZH_POLITE}|\s)*(?P<term>[^\s,，]+?)(?P<gap>\s+)?(?:{DOCUMENT_ZH})?在(?:{DOCUMENT_ZH}|"
    rf"里|中)*(?:哪里|哪儿|哪个地方|什么地方|哪)$"
)
# 市民中心在哪 asks for an address, 卡脖子在哪 for the words.
_ZH_ADDRESS = regex(
    "[城区园馆路站院厂所局街镇村港桥校点地址部店心库塔室楼司构置处庭湾岛山河江湖里府]$"
)
# The forms, each after what a question of it must have: most questions have none of it, and the forms
# take long to compile and to try.
_ZH_FORMS = (
    (regex("[这一个]词|说法|几个字|字样"), _ZH_WORD_FORM),
    (_ZH_VERB_CUE, _ZH_AFTER),
    (_ZH_VERB_CUE, _ZH_TERM_FIRST),
)

_EN_POLITE = (
    r"(?:(?:please|pls|hi|hello|hey|so|ok|and|can|could|would|you|tell|me|i|want|need|to|know|"
    r"wonder(?:ing)?|was|"
    r"am|if|whether|check|see|say|just|let|us)[\s,]+)*?"
)
_EN_DOC = rf"(?:(?:{DOCUMENT_EN})|they|you|there)"
_EN_MORE = (
    r"(?:\s+(?:ever|anywhere|actually|also|even|explicitly|specifically|really|at any point|anyhow|"
    r"directly))*"
)
_EN_VERB = (
    r"(?:mention(?:s|ed|ing)?|refer(?:s|red|ring)? to|reference(?:s|d)?(?! to)|mak(?:e|es|ing) (?:any |a "
    r")?(?:mention|reference)s? (?:of|to)|"
    r"talk(?:s|ed|ing)? about|speak(?:s|ing)? (?:of|about)|"
    r"(?:say|says|said|saying|have|has|contain|contains|include|includes) (?:anything|something|a "
    r"word|one word|much|a thing|a line|any words?|any ?things?)"
    r"(?: at all)?(?: to say)? (?:about|on|regarding|concerning|of|for)|"
    r"(?:have|has|contain|contains|include|includes|give|gives) (?:any |a |some )?(?:mention|"
    r"reference|passage|provision|clause|text|information|info|section)s?"
    r" (?:of|to|about|on|regarding|concerning)|"
    r"(?:contain|contains|use|uses|have|has|include|includes) the (?:words?|terms?|phrases?|"
    r"expressions?|names?)|"
    r"touch(?:es)? (?:on|upon)|bring(?:s)? up|allude(?:s)? to|name[- ]?check(?:s)?|write(?:s)? "
    r"(?:anything )?about)"
)
_EN_TAIL = (
    rf"(?:[\s,]+(?:(?:in|within|throughout|inside|across|of|by) (?:{_EN_DOC})|anywhere|at all|"
    rf"somewhere|by name|there|please|pls|or not|"
    rf"ever|even once|once|explicitly|in here|in there|and where|if so where|so where|where|"
    rf"exactly|mentioned|though|too|in))*"
)
_EN_NOUN = (
    r"(?:mentions?|references?|occurrences?|words?|passages?|text|information|info|talk|"
    r"discussions?|anything|"
    r"something|provisions?|instances?)"
)
_EN_FORMS = tuple(
    regex(form)
    for form in (
        rf"^{_EN_POLITE}(?:(?:does|do|did|has|have|can|is|are|will|would|doesn't|"
        rf"don't)\s+)?(?:{_EN_DOC}\s+)?{_EN_MORE}\s*{_EN_VERB}\s+(?P<term>.+?){_EN_TAIL}$",
        rf"^{_EN_POLITE}(?:(?:is|are|was|were) there\s+|(?:does|do) {_EN_DOC} (?:have|contain)\s+|"
        rf"got\s+)?(?:any|some|a|an|all|every|list|find|show|the|direct|\s)*"
        rf"{_EN_NOUN}\s+(?:at all\s+|made\s+)?(?:of|to|on|about|regarding|concerning|"
        rf"for)\s+(?P<term>.+?){_EN_TAIL}$",
        rf"^{_EN_POLITE}(?:where(?:abouts)?|(?:in |on |at )?(?:which|what) (?:places?|parts?|"
        rf"sections?|clauses?|pages?|chapters?|articles?|paragraphs?|passages?)"
        rf"|how (?:often|many times|frequently))(?:\s+(?:in|of|within) {_EN_DOC})?\s*(?:does|do|"
        rf"did|is|are|was|were|has|have)?\s*(?:{_EN_DOC}\s+)?"
        rf"{_EN_MORE}\s*{_EN_VERB}\s+(?P<term>.+?){_EN_TAIL}$",
        rf"^{_EN_POLITE}(?:is|are|was|were|where is|where are|where was|how often is|how often are|"
        rf"how many times is|how many times are)\s+(?:the (?:words?|terms?|phrases?|topic|subject) "
        rf")?"
        rf"(?P<term>.+?)\s+(?:ever |even |also |actually |explicitly |at all |anywhere "
        rf")*(?:mentioned|referred to|referenced|talked about|brought up|"
        rf"written about|touched on){_EN_TAIL}$",
        rf"^{_EN_POLITE}(?:the (?:words?|terms?|phrases?) )?(?P<term>(?!any\b|no\b|where\b|all\b|"
        rf"every\b|each\b|list\b|which\b|what\b).+?)[\s,–—-]+(?:is it |are they )?(?:ever "
        rf")?mentioned{_EN_TAIL}$",
        rf"^{_EN_POLITE}(?:does|do|did|has|have|where does|where do|how often does|how many times "
        rf"does)\s+(?:the (?:words?|terms?|phrases?|names?) )?"
        rf"(?P<term>.+?)\s+(?:ever |even |also |actually |anywhere )*(?:appear|occur|come up|crop "
        rf"up|show up|get (?:a )?mention(?:ed)?|"
        rf"get a look[- ]in by name){_EN_TAIL}$",
        rf"^{_EN_POLITE}(?:search|search for|look for|look up|locate|ctrl[ +-]?f)\s+(?:the "
        rf"(?:words?|terms?|phrases?) )?(?P<term>.+?){_EN_TAIL}$",
    )
)
# To cover a thing is to mention it where its words stand there; elsewhere it may mean more.
_EN_COVERS = regex(
    rf"^{_EN_POLITE}(?:does|do|is|are)\s+(?:{_EN_DOC}\s+){_EN_MORE}\s*"
    rf"(?:cover|discuss|address|deal with|go into|look at)\s+(?P<term>.+?){_EN_TAIL}$"
)
# Each of these forms has one of these words.
_EN_CUE = regex(
    "mention|refer|talk|sp[eo]|sa[yi]|ha[vs]e?|contain|includ|gi?v|use|touch|br(?:ing|ought)|allu|nam|"
    "writ|occur|word|passage|text|info|discuss|thing|provision|instance|appear|come|crop|show|get|"
    "search|look|locat|ctrl"
)
_EN_CLAUSE = regex(
    r"\b(?:who|what|which|how|when|where|why|whether|that|if|does|do|is|are|was|were|will|would|"
    r"should|must|can|could|may)\b|[,;:]"
)
# What may stand around the term where no form above fits; taken away, one run of words is left.
_ZH_LOOSE_CUE = regex(
    "提到|提及|提过|提没提|讲到|讲过|说到|说过|写到|写过|写进|写入|列入|谈到|谈及|出现|涉及|体现|"
    "包含.*(?:一词|字样|内容)|"
    '这个词|一词|字样|提法|字眼|说了没|讲了没|写了没|提了没|搜一下|搜索|检索|(?:找|查)(?:得)?到?.*(?:内容|表述|字样)|[“"「].+[”"」].*(?:吗|没有|有没有)'
)
_ZH_LOOSE = (
    "提没提到|提没提|提到过|提到|提及|提过|提了|讲到|讲过|讲了|说到|说过|说了|写到|写过|写了|"
    "写进去|写进|写入|列入|谈到|谈及|出现过|出现|涉及到|涉及|"
    "体现|包含|包括|这个词|这几个字|几个字|三个字|两个字|四个字|一词|字样|提法|字眼|说法|搜一下|"
    "搜索|检索|搜|找一下|找得到|找到|找|查一下|查|关于|有关|相关|"
    f"内容|表述|条款|地方|{_ZH_PLACE}|第几部分|第几章|第几节|第几条|几次|多少次|几处|多少处|哪些|"
    f"哪个|哪几|哪|章节|条|章|节|部分|有没有|有无|有吗|是否|是不是|"
    "能不能|能否|可不可以|被|曾经|曾|没有|没|吗|么|有|在|过|到|去|的事|这个|了|里面|里|中|内|通篇|全文"
)
_ZH_RELATIVE = regex("(?:提到|提及|讲到|说到|写到|谈到|涉及|出现)过?的(?!地方|次数|章节|部分|是哪)")
_ZH_OTHER_QUESTION = regex("什么(?!地方)|谁|多少(?![次处])|怎么|如何|为什么|为何|啥|何时|多久")
_EN_LOOSE_CUE = regex(
    r"\b(?:mention\w*|refer(?:s|red|ring)? to|references?|talk(?:s|ed)? about|(?:any|some)thing "
    r"(?:\w+ ){0,3}?(?:about|on|regarding)|"
    r"(?:the )?(?:term|word|phrase|expression)s?|appears?|comes? up|occurs?|crops? up|ever names?|in "
    r"(?:the text|there|it|the document)$)\b"
)
_EN_LOOSE = regex(
    r"\b(?:i'm|i’m|i am|i'd|looking for|searching for|trying to find|hoping to find|"
    r"mention(?:s|ed|ing)?|refer(?:s|red|ring)? to|references?|talk(?:s|ed)? about|(?:any|"
    r"some)thing|about|on|regarding|of|to|terms?|words?|phrases?|"
    r"expressions?|appears?|comes? up|occurs?|names?|named|in (?:which|what) places?|where|which "
    r"(?:articles?|sections?|chapters?|clauses?|parts?)|anywhere|ever|at all|"
    r"provisions?|passages?|clauses?|in|there|here|got|a|any|has|have|had|does|do|did|is|are|was|were|been|it|they|can|could|you|i|"
    r"find|please|check|whether|if|by name|explicitly|actually|the)\b"
)
# Further words of asking, where it is known that words are asked for.
_ZH_LOOSER = (
    "讲不讲|写不写|提不提|说不说|谈不谈|涉不涉及|有无|难道|根本|压根|半句|半点|一句|一处|一点|可|找找|"
    "瞧瞧|翻翻|收录|收进|纳入|算进|列进|放进|三个字|两个字|四个字|五个字|个字|字|没提|没写|没说|没讲|"
    "不提|不写|的事|这回事|几遍|几回|频率|频次|分布|次数|多少|没有过|过没有"
)
_EN_LOOSER = regex(
    r"\b(?:i'm|i’m|c[oa]mes? up|coming up|crops? up|shows? up|nothing|right|made it (?:in|into)|"
    r"make it (?:in|into)|"
    r"included?|includes|covered|covers?|part of|looking for|looking|look for|search(?:ing)?(?: for)?|"
    r"wonder(?:ing)?|dealt with|deals? with|or not|touch(?:es|ed)? (?:on|upon)|br(?:ing|ings|ought) up|"
    r"discuss(?:ed|es)?|written(?: in(?:to)?| down)?|writes?|say(?:s)?|said|featured?|features|addressed|"
    r"addresses|spoken of|picked up|figures?|turns? up|gets?|worked in|be|being|with|i'm|i'd|i've|we|"
    r"want to know|tell me|show me|see|if|whether|that|for|into|this|these|how often|how many times|"
    r"often|just|also|even|still|maybe|perhaps|not|n't|don't|doesn't|would|will|should|their|its|an)\b"
)
_ANY_QUOTED = regex('[“"「『《]([^“”"「」『』《》]{1,40})[”"」』》]')
_QUOTES = "\"'“”‘’「」『』《》〈〉[]【】"
_IN_BRACKETS = regex(r"[（(]\s*([^（）()]*[\u3400-\u9fff][^（）()]*?)\s*[)）]")
_EN_ALL = regex(
    r"(?:all|every|each|list|names|titles|headings|chapters|sections|articles|figures|numbers|targets)\b"
)
_EN_ARTICLE = regex(r"^(?:the|a|an|any|some|its|their)\s+")


def read_mention(question: Question) -> Request | None:
    """Return the request for the places of a term, or None."""
    text = question.bare.strip(" ,，。")
    term = _zh_term(text, question) if question.lang == "zh" else _en_term(text)
    covered = "" if term or question.lang == "zh" else _en_fits(_EN_COVERS.match(text))
    if not term and not covered:
        return None
    places = tuple(found.reference for found in question.found)
    return Request("mention", terms=_forms(term or covered), places=places, open=not term)


def term_of(question: Question) -> tuple[str, ...]:
    """Return the words whose places a question is known to ask for; none where they are not one run."""
    text = question.bare.strip(" ,，。")
    own = _zh_term(text, question) if question.lang == "zh" else _en_term(text)
    quoted = _ANY_QUOTED.search(text)
    if own or quoted:
        return _forms(own or clean(quoted.group(1), question.lang) if quoted else own)
    if question.lang == "zh":
        runs = question.left(text, f"{_ZH_LOOSE}|{_ZH_LOOSER}").split()
        term = max(runs, key=len, default="")
        at = text.find(term)
        whole = _whole(text, runs) if runs else ""
        return _forms(_zh_fits(whole or (term if at >= 0 else ""))) if term else ()
    left = _EN_LOOSER.sub("\0", re.sub(DOCUMENT_EN, "\0", text))
    parts = [part.strip(" ,.;:-–—?!\"'") for part in _EN_LOOSE.sub("\0", left).split("\0")]
    term = max(filter(None, parts), key=len, default="")
    if not term or len(term.split()) > _MAX_WORDS_EN:
        return ()
    return _forms(clean(term, "en"))


def _whole(text: str, runs: Sequence[str]) -> str:
    """Return what stands from the first run to the last if little stands between: 人才的公寓."""
    start, last = text.find(runs[0]), text.rfind(runs[-1])
    end = last + len(runs[-1])
    inside = text[start:end]
    return inside if 0 <= start < end and len(inside) <= sum(map(len, runs)) + len(runs) else ""


def clean(term: str, lang: Language) -> str:
    """Return an asked term without quotation marks and what is not its own."""
    term = term.strip().strip(_QUOTES + " ,，、").strip()
    if lang == "en":
        return _EN_ARTICLE.sub("", term).strip(_QUOTES + " ")
    term = re.sub(r"^(?:关于|有关|涉及|对于)", "", term)
    term = (
        re.sub(r"(?:这个|这类|这种|这些|等)?(?:方面|问题)?的?(?:相关)?(?:内容|事情|事)$", "", term)
        or term
    )
    return term.strip(_QUOTES + " ")


def _forms(term: str) -> tuple[str, ...]:
    """Return the term, and first the Chinese that stands in brackets behind it."""
    inside = _IN_BRACKETS.search(term)
    if inside is None:
        return (term,)
    outer = _IN_BRACKETS.sub("", term).strip()
    return tuple(dict.fromkeys(form for form in (inside.group(1), outer) if form))


def _zh_term(text: str, question: Question) -> str:
    for cue, form in _ZH_FORMS:
        match = form.match(text) if cue.search(text) else None
        if match and (term := _zh_fits(match.group("term"))):
            return term
    if _ZH_EXISTS.search(text) and (match := _ZH_ABOUT.match(text)):
        return _zh_fits(match.group("term"))
    if "在" in text and (match := _ZH_WHERE.match(text)):
        term = _zh_fits(match.group("term"))
        if term and question.contents.holds(term) and not _ZH_ADDRESS.search(term):
            return term
    return _zh_loose(text, question)


def _zh_loose(text: str, question: Question) -> str:
    """Return the one run of words beside the words of asking, where a cue is there and no other question."""
    if (
        not _ZH_LOOSE_CUE.search(text)
        or _ZH_RELATIVE.search(text)
        or _ZH_OTHER_QUESTION.search(text)
    ):
        return ""
    quoted = re.search('[“"「『]([^“”"「」『』]{1,20})[”"」』]', text)
    runs = question.left(text, _ZH_LOOSE).split()
    if quoted:
        inside = quoted.group(1)
        return _zh_fits(inside) if all(run in inside for run in runs) else ""
    whole = runs[0] if len(runs) == 1 else ""
    return _zh_fits(whole) if whole and whole in text else ""


def _zh_fits(term: str) -> str:
    """Return a term if it is one: a name or a noun, not a clause with a question of its own."""
    cleaned = clean(term, "zh")
    if not cleaned or len(cleaned) > _MAX_TERM_ZH or _ZH_CLAUSE.search(cleaned):
        return ""
    return "" if _only_document().fullmatch(cleaned) else cleaned


@functools.cache
def _only_document() -> re.Pattern[str]:
    return regex(rf"(?:{_ZH_BEFORE}|{_ZH_TAIL})+")


def _en_term(text: str) -> str:
    for form in _EN_FORMS if _EN_CUE.search(text) else ():
        if term := _en_fits(form.match(text)):
            return term
    return _en_loose(text)


def _en_fits(match: re.Match[str] | None) -> str:
    """Return the term of a match if it is one: a name or a noun of a few words."""
    term = "" if match is None else clean(match.group("term"), "en")
    plain = _IN_BRACKETS.sub("", term)
    fits = plain and len(plain.split()) <= _MAX_WORDS_EN and not _EN_CLAUSE.search(plain)
    return term if fits and not re.fullmatch(_EN_DOC, term) else ""


def _en_loose(text: str) -> str:
    """Return the words between what asks, where they stand together."""
    if not _EN_LOOSE_CUE.search(text):
        return ""
    text = re.sub(r"^(?:the|this) \w+\s*[-–—]\s*", "", text)
    quoted = re.search('[“"\']([^“”"]{2,40})[”"\']', text)
    left = re.sub(DOCUMENT_EN, "\0", text)
    parts = [part.strip(" ,.;:-–—?") for part in _EN_LOOSE.sub("\0", left).split("\0")]
    parts = [part for part in parts if part]
    if any(_EN_ALL.match(part) for part in parts):
        return ""
    if quoted and all(part.strip(_QUOTES) in quoted.group(1) for part in parts):
        return clean(quoted.group(1), "en")
    if len(parts) != 1 or len(parts[0].split()) > _MAX_WORDS_EN or _EN_CLAUSE.search(parts[0]):
        return ""
    return clean(parts[0], "en")
