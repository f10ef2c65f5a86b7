"""Questions for everything of a kind, wherever it stands: 哪些行为会被罚款, which departments are involved.

Only where nothing but the kind is named: 哪些行为会被罚款 asks for every deed, 摊主的哪些行为 for some.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.intent.question import Question
from qa.intent.request import Gathered, Request
from qa.intent.structure.parts import column_in
from qa.intent.structure.sanctions import beside_punished
from qa.result import Language

# What the kinds are called, in both languages.
_NOUNS: Mapping[Gathered, Mapping[Language, str]] = {
    "bodies": {
        "zh": "(?:政府|职能|主管|责任)?(?:部门|部委|单位|机关|机构)",
        "en": r"(?:(?:local|government|public|state|competent) )?"
        r"(?:departments|ministries|authorities|agencies|bodies|offices|organi[sz]ations)",
    },
    "laws": {
        "zh": "法律法规|上位法|法律|法规|法|(?:规范性)?文件|条例|规章|标准(?=文件)",
        "en": r"(?:other )?(?:laws|acts|statutes|regulations|documents|rules)"
        r"(?:(?:,| and|, and|/| or) (?:laws|regulations|rules|standards|(?:policy )?(?:papers"
        r"|documents)|policies|acts))*",
    },
    "given": {
        "zh": "(?:补贴|补助|奖补|奖励|津贴|资助|奖金)(?:[和与及、或](?:补贴|补助|奖补|奖励|津贴|资助|奖金))*",
        "en": r"(?:subsid(?:y|ies)|grants|rewards|awards|bonuses|allowances|incentives)"
        r"(?:(?: and| or|,) (?:subsidies|grants|rewards|awards|bonuses|allowances|incentives))*",
    },
    "fees": {"zh": "收费项目|费用|收费|费|押金", "en": r"(?:fees|charges)(?: (?:and|or) (?:fees|charges))?"},
    "banned": {
        "zh": "(?:行为|事情|事|活动|做法)?(?:被|是|都)*(?:明令|明确|严格)?"
        "(?:禁止|不允许|不准|不让|不许|不能|不可以|不得)(?:的|做|干)*(?:行为|事情|事|活动|做法|情形|东西)?"
        "|禁止性?(?:规定|行为)|禁令|红线",
        "en": r"(?:\w+ )?(?:is|are) (?:not (?:allowed|permitted)|forbidden|prohibited|banned)"
        r"|prohibitions|bans|(?:must|may|can)(?:not| not|n't|'t)(?: (?:i|you|we|one|people))?"
        r"(?: be)? (?:do|done)",
    },
    "rights": {"zh": "权利|权益", "en": r"rights"},
}  # fmt: skip
_ASKS: Mapping[Language, tuple[str, ...]] = {
    "zh": (
        r"(?:哪些|哪几|什么|啥)(?:个|种|项|类|条|家|部|份|篇|件)?(?:别的|其他|其它|相关|有关)?的?(?:{noun})",
        r"(?:{noun})(?:都|分别|各|一共)?(?:有|是|包括)(?:哪些|哪几[个种项类条家部份]|什么|啥)",
    ),
    "en": (
        r"\b(?:which|what|list(?: all)?(?: of)?|name(?: all)?)(?: other| kinds of| sorts of| types of| the)? "
        r"(?:{noun})(?! (?:must|may|should|shall|can)\b)\b",
    ),
}
_PATTERNS: Mapping[Language, Mapping[Gathered, re.Pattern[str]]] = {
    lang: {
        kind: regex("|".join(form.format(noun=nouns[lang]) for form in forms))
        for kind, nouns in _NOUNS.items()
    }
    for lang, forms in _ASKS.items()
}
# 哪些情况会被吊销许可证: what is punished so.
_SANCTION: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        "(?:哪些|什么|哪几种|啥)(?:样的?)?(?:行为|情形|情况|事情?|做法|条件)?下?(?:会|要|将|可能|可以|能)*被?"
        "(?P<how>吊销|没收|拘留|停业|警告|通报|开除|取消|暂停|列入)[\u3400-\u9fff]{0,6}$"
    ),
    "en": regex(
        r"\b(?:what|which|when)\b[^,;]*\b(?P<how>revoked|confiscated|suspended|detained|withdrawn)\b"
    ),
}
_SAID: Mapping[str, str] = {
    "revoked": "吊销", "withdrawn": "吊销", "confiscated": "没收", "suspended": "停业", "detained": "拘留",
}  # fmt: skip
# What may stand beside and says no more of it: that they take part, are set or are named.
_MORE: Mapping[Language, str] = {
    "zh": (
        "牵涉到?|参与|参加|负责|牵头|配合|管理|管|主管|协同|涉及到?|涉及|提到|提及|点到|点名|引用|依据|援引|规定|"
        "设|收取|收|交|发放|发|给予|给|享受|享有|可以|能|会|要|得|被|受到?|挨|需|申请|领|拿到?|一共|总共|"
        "分别|别的|其他|其它|相关|违法|违规|违反|行为|情形|情况|干|做|才|就|到|们|人|罚款|处罚|处分|罚|款"
    ),
    "en": (
        r"\b(?:involved|tasks|duties|responsibilities|division|assigned|roles?|responsible|concerned|takes?|taking|part|participat\w+|mentioned|named|cited|"
        r"referred|quoted|available|offers?|offered|granted|paid|payable|charged?|given|apply|there|exist|"
        r"other|any|do|does|are|is|get|for|forbidden|prohibited|banned|allowed|be|law|by|people|one|i|you|"
        r"someone|anyone|companies|firms|businesses|one by one|can|which|under|need|each)\b"
    ),
}


def read_gathered(question: Question) -> Request | None:
    """Return the request for everything of a kind, or None."""
    if question.found or column_in(question):
        return None  # 哪些部门牵头 asks for the column 牵头部门
    text, lang = question.text, question.lang
    rest = beside_punished(text, lang)
    if rest is not None and not _left(question, rest):
        fined = re.search(r"罚款|\bfine", text)
        return Request("list", gathered="fined" if fined else "punished")
    if match := _SANCTION[lang].search(text):
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        said = _SAID.get(match["how"], match["how"])
        if not _left(question, rest):
            return Request("list", gathered="punished", terms=(said,))
    for kind, pattern in _PATTERNS[lang].items():
        match = pattern.search(text)
        if match and not _left(question, f"{text[: match.start()]} {text[match.end() :]}"):
            return Request("list", gathered=kind)
    return None


def _left(question: Question, text: str) -> str:
    return question.left(text, _MORE[question.lang])
