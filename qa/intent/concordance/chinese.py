"""The words that a Chinese question asks the places of: 文中提到区块链了吗, “夜市”在哪里出现."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from index.runtime.patterns import regex
from qa.intent.concordance.term import clean
from qa.intent.question import Question
from qa.intent.words import DOCUMENT_ZH, ZH_NOUNS
from qa.words.table import word_table

# Longer than this it is a statement, and what is asked is whether it is so.
_MAX_TERM = 16
_POLITE = (
    "请问一下|请问|麻烦|帮我|帮忙|我想知道|想知道|我想问|想问|告诉我|查一下|查查|查下|看一下|看看|"
    "找一下|找找|搜一下|搜索|搜|查找|查|找|"
    "能不能|能否|请|给我|你好|您好|核实一下|核实|核对一下|核对|确认一下|确认|检索一下|检索|原文"
)
_PLACE = (
    "哪里|哪儿|哪些地方|哪个地方|什么地方|哪几处|哪些章节|哪一章|哪章|哪一节|哪节|哪一条|哪条|哪些条款|哪些条文|哪几款|哪些条|"
    "哪几条|哪个部分|哪部分|哪一部分|几处|哪处|什么位置|哪个位置"
)
_BEFORE = (
    rf"{_POLITE}|{DOCUMENT_ZH}|{_PLACE}|有没有|有无|是否|是不是|可有|可曾|曾经|曾|究竟|到底|一共|"
    rf"总共|共|都|还|也|有|在|对|里|中|内|"
    r"几次|多少次|多少处|会不会|,|，|、|\s"
)
_FIRST = frozenset("共都还也有在对里中内请查找搜是")
_LAST = frozenset("中里内到过有是在都不的书")
# What a document may be, as a part of what is asked for; what stands inside of something is the document.
_NOUN = regex(
    f"(?!文件|文本|文档|文章|材料|公文|本文|原文|全文|正文|通篇|文稿|稿子|文中|文内|文里|资料|书)(?:{ZH_NOUNS})"
    "(?![里中内上当])"
)
_NOT_A_MENTION = "(?!不提|高|升|出|供|前|倡|取|名|案|示|交|请|速|质|炼|振|议|款|拔|档|问|货|起诉)"
# 提不提, 写了没写, 说没说到
_WHETHER = (
    f"(?:(?:提不提|提了没提|提没提){_NOT_A_MENTION}|"
    "(?:说不说|说了没说|说没说|写不写|写了没写|写没写|讲不讲|讲了没讲|讲没讲|"
    "谈不谈|谈了没谈|谈没谈|涉不涉及|涉没涉及|出没出现|见没见))(?:到|及|过|起)?"
)
_VERB = (
    rf"(?:{_WHETHER}|(?:提没提|说没说|写没写|讲没讲|有没有提|有没有说|有没有讲|有没有写|有没有谈)?(?:提到过|提到|"
    rf"提及|提过|提了|述及|论及|言及|讲到|讲过|说到|说过|写到|"
    rf"写过|写着|写了|提起|说起|讲起|谈起|聊到|聊过|点到|写上|谈到|谈及|谈过|出现过|出现了|出现|涉及到|涉及|用到|提没提到?|说没说到?|"
    rf"写没写|讲没讲到?|提{_NOT_A_MENTION}|"
    rf"(?<=有没有)(?:说|写|讲|谈|关于|有关)|(?<=是否)(?:说|写|讲|谈|有)|有提|有说|有讲|有写|"
    rf"(?:讲了|说了|谈了)(?=没|吗|么|嘛)|"
    rf"说(?=没说|不说))(?:到|及|了|过|没有|没)*)"
)
_TAIL = (
    r"(?:了|过|到|吗|没有|没|不|(?<!什)(?<!怎)么|嘛|呢|呀|啊|吧|否|的|这个词|这个词儿|这词|"
    r"这个说法|这个概念|这个术语|这几个字|这两个字|二字|一词|这一词|"
    r"字样|字眼|相关内容|相关表述|内容|地方|部分|几次|多少次|几回|几遍|几处|多少处|有没有|有吗|被|曾经|有|是|"
    r"都|一共|总共|"
    rf"在{_PLACE}|是{_PLACE}|{_PLACE}|在(?:第)?几[章节条]|是?(?:第)?几[章节条]|在哪|"
    rf"{DOCUMENT_ZH}|在|于|里|中|\s|,|，)*"
)
_CLAUSE = regex(
    "什么|哪|谁|几|多少|怎么|如何|为何|为什么|啥|何时|何地|是否|能不能|可不可以|[,，;；。?？:：]|"
    "^(?:要|应|将|会|可以|能|必须|不得|的)|^人(?![才口员民工均事防力文行社大脸体身物数群造])|的时候|不能|不得|必须|应当|不再|"
    # 天黑可以停车: what may be done, and not a thing
    "可以|能够|需要|不准|不许|[\u3400-\u9fff]{2}(?:就|才|也|还|都)(?:能|要|可|得|会|算|行)|"
    # 要多大岁数, 行不行: a question of its own
    "多[大长久高远重快深宽厚早晚]|([行能可会要该许用得算管是])不\\1|合不合|允不允许|需不需要"
)
_SUBJECT = (
    "(?:条文|法条|内容|表述|规定|说法|条款|描述|字眼|字样|提法|信息|章节|部分|词|安排|论述|段落|话)"
)
_VERB_CUE = regex("[提说写讲谈现涉用有关聊点见述论言在]")
# 提到几次渡船: how often, between the verb and its word.
_HOW_OFTEN = "(?:了|过)?(?:(?:几|多少)(?:次|回|遍|处))?"
_AFTER = regex(rf"^(?:{_BEFORE})*{_VERB}{_HOW_OFTEN}(?P<term>.+?){_TAIL}$")
_TERM_FIRST = regex(
    rf"^(?:{_BEFORE})*(?P<term>.+?)(?:{_BEFORE}|这个词|这词|一词|被|\s)*{_VERB}{_TAIL}$"
)
_ABOUT = regex(
    rf"^(?:{_BEFORE})*(?:关于|有关|涉及|对于|跟|和)?(?P<term>.+?)(?:相关|有关|"
    rf"方面)?的?(?:相关)?{_SUBJECT}"
    r"(?:吗|么|没有|没|呢|在哪里?|在哪儿|有没有|有哪些地方)?$"
)
_EXISTS = regex(
    "有没有|有无|是否有|(?:关于|有关|涉及).*(?:吗|么|没有|没)$|有.*(?:吗|么)$|有.*的.*没$"
)
# 条例里有液化石油气吗; 沼气和燃气，文件里都有吗: within the document, which is named.
_IN_IT = rf"(?:在)?(?:{DOCUMENT_ZH})(?<=[里头边中内上])"
# 文中有没有提到沼气 asks for 沼气, not for 提到沼气.
_NO_VERB = "(?!提(?![供案货款琴])|说|写(?!字[楼间])|讲(?![台座])|谈|聊|涉及|出现|点到|用到|列|规定|关于|有关)"
_HAS = regex(
    rf"^(?:{_POLITE}|\s)*{_IN_IT}(?:(?:有没有|有无){_NO_VERB}(?P<whether>.+?)|"
    rf"有{_NO_VERB}(?P<has>.+?)(?:吗|么|没有|没))$"
    rf"|^(?:{_POLITE}|\s)*(?P<first>.+?)[,，\s]*{_IN_IT}(?:都|也)?(?:有吗|有么|有没有|有无|有没)[呀啊呢]?$"
)
# 关于渔船，文件有规定吗; 渔船有没有什么说法: whether anything is said of it.
_SAYS = regex(
    rf"^(?:{_POLITE}|\s)*(?:{DOCUMENT_ZH})?(?:关于|有关|对于|就|针对)(?P<about>[^,，]+?)[,，\s]*"
    rf"(?:{DOCUMENT_ZH})?(?:有没有|有无|有)"
    "(?:什么|啥|任何|明确|专门|相关)*的?(?:说法|提法|规定|说|讲|表述|涉及)(?:什么|啥|到)?(?:吗|么|没有|没)?$"
    rf"|^(?:{_POLITE}|\s)*(?:{DOCUMENT_ZH})?(?:对于?|就)?(?P<term>.+?)[,，\s]*(?:{DOCUMENT_ZH})?"
    "(?:有没有|有无)(?:什么|啥|任何)?的?(?:说法|提法)$"
)
_WORD_FORM = regex(
    rf"^(?:{_BEFORE})*(?:{_VERB})?(?P<term>.+?)(?:这个词|这词|一词|这个说法|这几个字|这?[二两三四五几]个?字|"
    rf"字样)(?:{_BEFORE}|{_TAIL})*$"
)
_WHERE = regex(
    rf"^(?:{_POLITE}|\s)*(?P<term>[^\s,，]+?)(?P<gap>\s+)?(?:{DOCUMENT_ZH})?在(?:{DOCUMENT_ZH}|"
    rf"里|中)*(?:哪里|哪儿|哪个地方|什么地方|第几[章节条]|哪[一几]?[章节条]|哪)$"
)
# 市民中心在哪 asks for an address, 卡脖子在哪 for the words.
_ADDRESS = regex(
    "[城区园馆路站院厂所局街镇村港桥校点地址部店心库塔室楼司构置处庭湾岛山河江湖里府]$"
)
# 河长制, 有还是没有; “微咸水”在不在里面
_IS_THERE = regex(
    rf"^(?:{_POLITE}|有关|关于|\s|:|：|,|，)*(?P<term>[^,，:：]+?)(?:这个词|这几个字|一词)?[,，\s]*"
    rf"(?:(?:{DOCUMENT_ZH}|在|于|里|中)*(?:有还是没有?|有没有|有无|存在吗|是否存在|存不存在)(?:表述|体现|相关内容)?"
    rf"|在不在(?:{DOCUMENT_ZH}|里|中)+)$"
)
# 宠物有说法没有; 关于食堂，通知说了什么没有
_ANYTHING = regex(
    rf"^(?:{_POLITE}|{DOCUMENT_ZH}|关于|有关|对于?|\s)*(?P<term>[^,，]+?)[,，\s]*(?:{DOCUMENT_ZH}|在|里|中|都|也)*"
    "(?:有(?:什么|啥|个)?(?:说法|提法)|说(?:了|过)?(?:什么|啥|点什么))(?:没有?|吗|么)$"
)
# The forms, each after what a question of it must have: most questions have none of it, and the forms
# take long to compile and to try.
_FORMS = (
    (regex("[这一个]词|说法|[二两三四五几]个?字|字样"), _WORD_FORM),
    (_VERB_CUE, _AFTER),
    (_VERB_CUE, _TERM_FIRST),
)

# What may stand around the term where no form above fits; taken away, one run of words is left.
_LOOSE_CUE = regex(
    "提到|提及|提过|提没提|讲到|讲过|说到|说过|写到|写过|写进|写入|列入|谈到|谈及|出现|涉及|体现|"
    "包含.*(?:一词|字样|内容)|"
    '这个词|一词|字样|提法|字眼|说了没|讲了没|写了没|提了没|搜一下|搜索|检索|(?:找|查)(?:得)?到?.*(?:内容|表述|字样)|[“"「].+[”"」].*(?:吗|没有|有没有)'
)
_LOOSE = (
    "提没提到|提没提|提到过|提到|提及|提过|提了|讲到|讲过|讲了|说到|说过|说了|写到|写过|写了|"
    "写进去|写进|写入|列入|谈到|谈及|出现过|出现|涉及到|涉及|"
    "体现|包含|包括|这个词|这几个字|几个字|三个字|两个字|四个字|一词|字样|提法|字眼|说法|搜一下|"
    "搜索|检索|搜|找一下|找得到|找到|找|查一下|查|关于|有关|相关|"
    f"内容|表述|条款|地方|{_PLACE}|第几部分|第几章|第几节|第几条|几次|多少次|几处|多少处|哪些|"
    f"哪个|哪几|哪|章节|条|章|节|部分|有没有|有无|有吗|是否|是不是|"
    "能不能|能否|可不可以|被|曾经|曾|没有|没|吗|么|有|在|过|到|去|的事|这个|了|里面|里|中|内|通篇|全文"
)
_RELATIVE = regex("(?:提到|提及|讲到|说到|写到|谈到|涉及|出现)过?的(?!地方|次数|章节|部分|是哪)")
_OTHER_QUESTION = regex("什么(?!地方)|谁|多少(?![次处])|怎么|如何|为什么|为何|啥|何时|多久")
# Further words of asking, where it is known that words are asked for.
_LOOSER = (
    "讲不讲|写不写|提不提|说不说|谈不谈|涉不涉及|有无|难道|根本|压根|半句|半点|一句|一处|一点|可|找找|"
    "瞧瞧|翻翻|收录|收进|纳入|算进|列进|放进|三个字|两个字|四个字|五个字|个字|字|没提|没写|没说|没讲|"
    "不提|不写|的事|这回事|几遍|几回|频率|频次|分布|次数|多少|没有过|过没有"
)


# What asks is no part of what is asked for: that 提到沼气 is nowhere says nothing of 沼气.
_ASKING = regex("有没有|有无|是否|提到|提及|[写讲说谈]到|^(?:关于|有关)|(?:条文|文件|文)[里中内]有")


def term_in(text: str, question: Question) -> str:
    """Return the term that a question without its references asks the places of; else nothing."""
    for cue, form in _FORMS:
        match = form.match(text) if cue.search(text) else None
        if match and (term := _fits(_with_whole_words(match, question))):
            return term
    if "有" in text and (match := _SAYS.match(text)):
        return _fits(match["about"] or match["term"])
    if _EXISTS.search(text) and (match := _ABOUT.match(text)):
        return _fits(_with_whole_words(match, question))
    if "有" in text and (match := _HAS.match(text)):
        return _fits(next(filter(None, match.groups()), ""))
    return _bare(text, question) or _somewhere(text, question) or _loose(text, question)


def _somewhere(text: str, question: Question) -> str:
    """Return the term of 卡脖子在哪, where the documents have the words and it is no address."""
    match = _WHERE.match(text) if "在" in text else None
    term = _fits(match.group("term")) if match else ""
    return term if term and question.contents.holds(term) and not _ADDRESS.search(term) else ""


def _bare(text: str, question: Question) -> str:
    """Return the term of 河长制, 有还是没有; of 宠物有说法没有."""
    for form in (_IS_THERE, _ANYTHING) if _VERB_CUE.search(text) else ():
        match = form.match(text)
        if match and (term := _fits(match["term"])) and question.left(term):
            return term
    return ""


def run_in(text: str, question: Question) -> str:
    """Return the one run of words that is left of a question which is known to ask for words."""
    runs = question.left(text, f"{_LOOSE}|{_LOOSER}").split()
    term = max(runs, key=len, default="")
    whole = _whole(text, runs) if runs else ""
    return _fits(whole or (term if text.find(term) >= 0 else "")) if term else ""


def _loose(text: str, question: Question) -> str:
    """Return the one run of words beside the words of asking, where a cue is there and no other question."""
    if not _LOOSE_CUE.search(text) or _RELATIVE.search(text) or _OTHER_QUESTION.search(text):
        return ""
    quoted = re.search('[“"「『]([^“”"「」『』]{1,20})[”"」』]', text)
    runs = question.left(text, _LOOSE).split()
    if quoted:
        inside = quoted.group(1)
        return _fits(inside) if all(run in inside for run in runs) else ""
    whole = runs[0] if len(runs) == 1 else ""
    return _fits(whole) if whole and whole in text else ""


def _with_whole_words(match: re.Match[str], question: Question) -> str:
    """Return the term of a match with the first or last character that was taken for a word of asking.

    The 共 of 共享单车 and the 有 of 有线电视 are none.
    """
    text, (start, end) = match.string, match.span("term")
    noun = _NOUN.match(text, end)
    own = noun is not None and any(noun.group() in name for name in question.contents.names)
    if noun is not None and (not own or question.contents.holds(text[start : noun.end()])):
        # 应急预案提了没, asked of a law: the plan belongs to what is asked for.
        end = noun.end()
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before in _FIRST or behind in _LAST:
        for word in word_table().split(text):
            if before in _FIRST and word.at.start == start - 1 and word.at.end > start:
                start -= 1
            if behind in _LAST and word.at.start < end and word.at.end == end + 1:
                end += 1
    return text[start:end]


def _fits(term: str) -> str:
    """Return a term if it is one: a name or a noun, not a clause with a question of its own."""
    cleaned = clean(term, "zh")
    if (
        not cleaned
        or len(cleaned) > _MAX_TERM
        or _CLAUSE.search(cleaned)
        or _ASKING.search(cleaned)
    ):
        return ""
    return "" if _only_document().fullmatch(cleaned) else cleaned


@functools.cache
def _only_document() -> re.Pattern[str]:
    return regex(rf"(?:{_BEFORE}|{_TAIL})+")


def _whole(text: str, runs: Sequence[str]) -> str:
    """Return what stands from the first run to the last if little stands between: 人才的公寓."""
    start, last = text.find(runs[0]), text.rfind(runs[-1])
    end = last + len(runs[-1])
    inside = text[start:end]
    return inside if 0 <= start < end and len(inside) <= sum(map(len, runs)) + len(runs) else ""
