"""What kind of answer a question asks for, and whether some words hold one.

A clause may be about the very thing that is asked and still not say how many, when, who or for how
much. These kinds are read off the question's own words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from qa.result import Language

# Compiled, by re itself, when a question first needs them: all of them would take as long as the rest.
_ASKS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "number": (
            r"多少|几[个家所条座张次成星人天%万亿期位名间种类]|多大|多高|多长|多久|几何|比例|占比|百分之|多远|几"
        ),
        "time": (r"哪一?年|哪一?天|什么时候|何时|哪个月|几月|日期|截止|期限|啥时候|几点|多久"),
        "who": r"谁|哪个部门|哪家|哪个单位|哪位|由哪|什么部门|哪个公司|叫什么",
        "money": (
            r"钱|投资额|预算|补贴|费用|学费|票价|价格|奖金|金额|税|租金|工资|薪|利率|亿|万元"
        ),
        "where": r"哪里|哪儿|何处|什么地方|位于|地址|在哪",
        "why": r"为什么|为何|为啥|原因|凭什么|理由",
        "whether": r"吗|是否|能不能|有没有|会不会|可不可以|有无|能否|是不是",
    },
    "en": {
        "number": (
            r"\bhow (?:many|much|long|far|big|large|high|often|tall|wide)\b|"
            r"\bwhat (?:percentage|share|proportion|rate|number|size)\b|\bper ?cent|\bnumber of\b"
        ),
        "time": (
            r"\bwhen\b|\bwhat (?:year|date|month|day|time)\b|\bwhich year\b|\bby what date\b|"
            r"\bdeadline\b|\bhow soon\b|\bhow often\b"
        ),
        "who": (
            r"\bwho\b|\bwhom\b|\bwhose\b|\b(?:which|what) (?:company|firm|agency|department|ministry|"
            r"person|architect|bank|official|body)\b|\bname of\b"
        ),
        "money": (
            r"\bcosts?\b|\bprice|\bbudget|\bsalar|\btax|\bfees?\b|\bfine\b|\bsubsid|\byuan\b|\brmb\b|"
            r"\bdollar|\bpay\b|\bgrants?\b|\bmillion|\bbillion|\brents?\b|\binterest rate"
        ),
        "where": r"\bwhere\b|\baddress\b",
        "why": r"\bwhy\b|\breason\b",
        "whether": (r"^(?:is|are|can|could|does|do|did|will|would|may|has|have|should|was|were)\b"),
    },
}
_HOLDS: Mapping[str, str] = {
    "number": r"\d|[一二三四五六七八九十两百千万]+[个家所条座次星级组大名项批]",
    "time": r"\d{4}年?|定期|每年|逐年|[0-9]+月",
    "who": r"政府|部门|[部厅局院委]牵头|机构|企业|中心|商务|大学|单位|公司",
    "money": r"[0-9]+[万亿]?元|资金|基金|投资|补偿|税|融资|收益",
    "where": r"[区街镇路]|[东南西北]面|北部|南部|位于|以[东南西北]",
    "why": r"为了?|使|提高|促进|确保|推动|以便",
    "whether": r".",
}


def answer_kinds(question: str, lang: Language) -> dict[str, bool]:
    """Return for every kind whether ``question``, in lower case, asks for it."""
    return {kind: bool(re.search(pattern, question)) for kind, pattern in _ASKS[lang].items()}


def holds_kind(kind: str, words: str) -> bool:
    """Tell whether Chinese ``words`` hold anything of the kind."""
    return bool(re.search(_HOLDS[kind], words))
