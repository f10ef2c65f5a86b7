"""What a question asks for: a number of persons, a body, a deadline.

The slot is read off the question's own words, in the many ways in which people ask.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from index.document.span import Span
from index.runtime.patterns import regex
from qa.ask.filling.asking import asking_part, is_yes_or_no
from qa.result import Language

Slot = Literal[
    "number", "money", "share", "duration", "frequency", "date", "who", "where", "why", "how", "list",
    "condition", "penalty", "name", "whether",
]  # fmt: skip
SLOTS: tuple[Slot, ...] = (
    "number", "money", "share", "duration", "frequency", "date", "who", "where", "why", "how", "list",
    "condition", "penalty", "name", "whether",
)  # fmt: skip

_ZH_MANY = "(?:多少|几)"
_ZH_TIME_UNIT = "(?:个?工作日|天|日|个?月|个?年|周|个?星期|个?小时|分钟|个?季度|年度)"
_ASKS: Mapping[Language, Mapping[Slot, re.Pattern[str]]] = {
    "zh": {
        "number": regex(
            r"多少|几(?![乎何年月号日时点])|多大|多高|多长|多远|多宽|多重|多深|数量|数目|第几|占比|"
            r"比例|总量|规模(?:是|有|要|达)"
        ),
        "money": regex(
            rf"{_ZH_MANY}(?:钱|万?元|亿元|块|资金|经费|费用|金额|投资|罚款|奖金|补贴|补助|工资|保费|"
            rf"税)|(?:罚|花|赔|补|奖|出|缴|交|收|发|投)"
            r"(?:款|费|贴|助|钱|资)?(?:最多|最少|最高|至少)?(?:是|会|要|得|能)?多少|多贵|价格|价钱|"
            r"票价|房价|预算|总投资|投资额|什么价"
        ),
        "share": regex(
            r"百分之几|几成|多大比例|多少比例|比例|比重|占比|(?:率|占)(?:是|为|要|应|须|必须|能|可|达|"
            r"达到|提高|不低于|不超过|不得)*(?:到)?(?:多少|几)|几折|多少%"
        ),
        "duration": regex(
            rf"多久|多长时间|多长(?:的)?(?:期限|时限)|{_ZH_MANY}{_ZH_TIME_UNIT}|期限|时限|有效期|任期|"
            rf"最迟|最晚|多长$|时间限制"
        ),
        "frequency": regex(
            rf"(?:多久|多长时间|每?隔?{_ZH_MANY}{_ZH_TIME_UNIT})[^，。？?]{{0,8}}?(?:一次|一回|一趟|"
            rf"一遍)|{_ZH_MANY}(?:次|回|趟)|频率|频次|多久.{{0,6}}一"
        ),
        "date": regex(
            r"什么时候|何时|啥时候?|哪一?[年天月日]|几[月号时点]|什么时间|时间节点|日期|哪个(?:月|"
            r"时候)|截止|截至|从何时|什么日子|何年|何月|到期"
        ),
        "who": regex(
            r"谁|哪(?:些|个|几个|几家|家|位|一?级|两个|三个)?(?:部门|单位|机构|机关|政府|公司|企业|"
            r"委员会|银行|法院|人|主管|组织|学校|协会|领导|干部|局|委|部)"
            r"|什么(?:部门|单位|机构|机关|人|组织|身份)|归哪|由哪|哪里?管|何人|哪位|哪几家|哪家|哪方|向哪"
        ),
        "where": regex(
            r"哪里|哪儿|何处|何地|什么地方|哪(?:些|个|几个|一个|座|片|块|所|家)?(?:地方|地区|省|省份|"
            r"市|城市|区|区域|县|国家|位置|平台|网站|渠道|机场|园区|学校|医院)|在哪|到哪|去哪|往哪|"
            r"设在|地点|地址"
        ),
        "why": regex(r"为什么|为何|为啥|因何|什么原因|原因|凭什么|理由|目的|干嘛|图什么|为了什么|"
        "出于"),
        "how": regex(
            r"怎么|怎样|如何|咋|什么(?:办法|方式|方法|途径|手段|程序|流程|措施|步骤|形式|渠道|做法)|"
            r"哪些(?:办法|方式|方法|途径|手段|措施|步骤|渠道)|靠什么|靠啥|通过什么"
        ),
        "list": regex(r"哪些|哪几|有什么|有啥|什么样|包括什么|分为|哪种|哪类|哪两|哪三|都有|"
        "列一下|列出"),
        "condition": regex(
            r"(?:什么|哪些|何种|啥|哪种)(?:条件|情况|情形|前提|样的人|资格|门槛)|在什么|符合|满足|"
            r"才能|才可|要具备|算不?上|怎样才"
        ),
        "penalty": regex(
            r"处罚|惩|罚(?!款标准)|后果|责任|会怎么?样|怎么办|追究|问责|怎么处理|如何处理|制裁|吃官司|"
            r"坐牢|判"
        ),
        "name": regex(
            r"叫什么|叫啥|名称|名字|什么名|文号|编号|哪部法|哪部|哪份|哪个文件|哪条|什么法|依据什么|"
            r"口号|称号|指(?:的是)?什么|指啥|是什么意思|定义|什么叫"
        ),
        "whether": regex(
            r"吗|么[?？]?$|是否|能不能|有没有|会不会|可不可以|有无|能否|可否|是不是|要不要|给不给|"
            r"算不算|行不行|用不用|需不需要|准不准|让不让|该不该|允不允许|不[?？]?$|嘛[?？]?$|"
            r"([收给算用让准管行能会有是要])不\1"
        ),
    },
    "en": {
        "number": regex(
            r"\bhow (?:many|much|far|big|large|high|tall|wide|deep|heavy|old)\b|"
            r"\bwhat (?:\w+ )?(?:number|size|scale|total|"
            r"quantity|capacity|area|figure|target|limit|minimum|maximum|level|amount|ceiling|cap|"
            r"floor)\b|\bnumber of\b"
            r"|\bmaximum\b|\bminimum\b"
        ),
        "money": regex(
            r"\bhow much (?:money|do|does|is|are|will|would|can|may|must|did|was|were|funding|"
            r"capital)\b|\bhow many (?:yuan|"
            r"dollars)\b|\b(?:what|how (?:big|large|high|much)) (?:is |are )?(?:the |"
            r"a )?(?:(?!happens|to|of|in|for)\w+ ){0,3}?(?:cost|price|budget|fine|fee|capital|deposit|wage|"
            r"rent|surcharge|compensation|bonus|"
            r"salary|subsid\w+|payout|payment|investment|reward|allowance|tax|premium|grant)\b|"
            r"\bfined?\b.*\bhow\b|\bcosts?\b"
        ),
        "share": regex(
            r"\bwhat (?:\w+ )?(?:percentage|share|proportion|rate|fraction|ratio|per ?cent)\b|"
            r"\bhow (?:much|large a share|big a "
            r"share)\b.*\b(?:per ?cent|share)\b|\bpercent(?:age)?\b|\brate\b"
        ),
        "duration": regex(
            r"\bhow (?:long|soon|quickly|fast)\b|\bhow many (?:working |business |calendar )?(?:days|"
            r"weeks|months|years|hours|"
            r"minutes)\b|\bdeadline\b|\btime limit\b|\bwithin (?:what|how)\b|"
            r"\bwhat (?:\w+ )?(?:period|term|time frame|time limit)\b"
        ),
        "frequency": regex(r"\bhow (?:often|frequently|many times|regularly)\b|"
        r"\bhow many times\b|\bfrequency\b"),
        "date": regex(
            r"\bwhen\b|\bwhat (?:year|date|month|day|time)\b|\bwhich (?:year|month|day|date)\b|"
            r"\bby what\b|\bsince when\b|"
            r"\bfrom what date\b|\bwhat years\b|\bdeadline\b"
        ),
        "who": regex(
            r"\bwho(?:m|se)?\b|\b(?:which|what) (?:\w+ )?(?:bod(?:y|ies)|agenc(?:y|ies)|authorit(?:y|"
            r"ies)|departments?|ministr(?:y|ies)|"
            r"courts?|offices?|organi[sz]ations?|compan(?:y|ies)|firms?|institutions?|banks?|persons?|"
            r"people|officials?|governments?|"
            r"regulators?|commissions?|bureaus?|groups?|units?|leaders?|level of government)\b|"
            r"\bin charge\b"
        ),
        "where": regex(
            r"\bwhere\b|\baddress\b|\b(?:which|what) (?:\w+ )?(?:cit(?:y|ies)|provinces?|places?|"
            r"areas?|countr(?:y|ies)|regions?|"
            r"districts?|towns?|sites?|locations?|platforms?|airports?)\b"
        ),
        "why": regex(r"\bwhy\b|\breasons?\b|\bwhat for\b|\bpurpose\b|\bon what grounds\b|"
        r"\bwhat is the point\b"),
        "how": regex(
            r"\bhow (?:is|are|was|were|do|does|did|should|shall|will|would|can|could|may|must|to|has|"
            r"have)\b|\bby what (?:means|way|"
            r"method)|\bin what way|\bwhat (?:\w+ )?(?:means|method|way|steps|procedure|measures)\b"
        ),
        "list": regex(r"\bwhich\b|\bwhat (?:\w+ )?(?:kinds?|types?|sorts?|categories|things|"
        r"items|(?!is|was|has|does|this)\w+s)\b|\bname the\b|\blist\b"),
        "condition": regex(
            r"\bunder what\b|\b(?:what|which) (?:\w+ )?(?:conditions?|requirements?|qualifications?|"
            r"circumstances)\b|\bin (?:which|what) cases?\b|"
            r"\bwhat does it take\b|\bqualif(?:y|ies)\b|\beligible\b|\bwhen (?:can|may|must|is|are|"
            r"does|do)\b"
        ),
        "penalty": regex(
            r"\bwhat happens\b|\bpenalt(?:y|ies)\b|\bpunish(?:ed|ment)?\b|\bfined?\b|"
            r"\bconsequences?\b|\bsanctions?\b|\bheld responsible\b|"
            r"\bliab(?:le|ility)\b|\bwhat then\b"
        ),
        "name": regex(
            r"\bname of\b|\bcalled\b|\bwhat does .* mean\b|\bdefin(?:e|ed|ition)\b|"
            r"\bdocument number\b|\bwhich (?:law|regulation|"
            r"document|article)\b|\bwhat law\b|\btitle of\b|\bslogan\b"
        ),
        "whether": regex(
            r"^(?:please |so |and |but |then |also,? )*(?:could you tell me (?:whether|if) )?(?:is|"
            r"are|can|could|does|do|did|will|would|may|must|has|have|should|shall|was|were)\b|"
            r"\bwhether\b"
        ),
    },
}  # fmt: skip
_INTERROGATIVES: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        r"谁|哪[个些几家位种类里儿一]?|什么|啥|甚么|多少|几(?![乎何])|多[久大长高远重宽深]|怎么样?|"
        r"怎样|如何|咋|为何|何[时处地种]|"
        r"能不能|可不可以|有没有|会不会|要不要|是不是|是否|能否|可否|吗|么(?=[?？]|$)|嘛"
    ),
    "en": regex(
        r"\b(?:who(?:m|se)?|which|what|when|where|why|how(?: (?:many|much|long|often|soon|big|large|"
        r"far|high|old))?)\b|"
        r"^(?:is|are|can|could|does|do|did|will|would|may|must|has|have|should|shall|was|were)\b",
        re.IGNORECASE,
    ),
}
_NOUNS: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        r"(?:多少|几)(?:[个家件项条座所处套户辆台批份张名位种类级]|万|亿)*(?P<noun>[\u3400-\u9fff]{1,6})|"
        r"(?:哪|什么)(?:[些个几一两三家位种类]|样的)*(?P<name>[\u3400-\u9fff]{1,6})"
    ),
    "en": regex(
        r"\b(?:how many|which|what)(?: (?:kinds?|types?|sorts?|two|three|four|other|of|"
        r"the))* (?P<noun>(?:[a-z'-]+ ?){1,3})",
        re.IGNORECASE,
    ),
}


# What yes or no does not tell: "Does a deposit cover the costs?" asks no price.
_TOLD_OTHERWISE: frozenset[Slot] = frozenset(
    {"number", "money", "share", "duration", "frequency", "date", "who", "where", "name", "list"}
)


def asked_slots(question: str, lang: Language) -> frozenset[Slot]:
    """Return the slots that ``question``, in its normal form, asks for; none where nothing tells."""
    lowered = question.lower()
    asking = asking_part(lowered) if lang == "en" else lowered
    found = {slot for slot, pattern in _ASKS[lang].items() if pattern.search(asking)}
    if lang == "en" and is_yes_or_no(lowered):
        found -= _TOLD_OTHERWISE
    if found & {"frequency", "duration", "money", "share"}:
        found.discard("number")  # the kind of number is told
    if "frequency" in found:
        found -= {"duration", "list"}
    if found & {"who", "where", "how", "condition", "name"}:
        found.discard("list")
    return frozenset(found)


def interrogatives(question: str, lang: Language) -> list[Span]:
    """Return where the words of ``question`` stand that ask."""
    # Dashes leave every word where it stands.
    asking = asking_part(question.lower()) if lang == "en" and question.isascii() else question
    return [Span(*match.span()) for match in _INTERROGATIVES[lang].finditer(asking)]


def asked_noun(question: str, lang: Language) -> str:
    """Return the words for what a question asks the number or the names of: 企业 of 多少家企业."""
    found = _NOUNS[lang].search(asking_part(question.lower()) if lang == "en" else question)
    return "" if found is None else next(filter(None, found.groups()), "")
