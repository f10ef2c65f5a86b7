"""附件讲什么, 有几个附件: what stands in the annexes, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.ask.reference.refer import Step
from qa.intent.question import Question
from qa.intent.request import Asked, Request
from qa.intent.words import document_pattern
from qa.result import Language

_ASKED = regex(
    rf"(?:请问|那么?|{document_pattern('zh')}|的|、|后面|所附|\s)*(?P<annex>附件|附录|附表)"
    r"(?:里面|里头|里|中|内|上|部分)?(?:都|主要|具体|到底|又|各|是)*"
    r"(?:讲|说|写|规定|列|载|记|有)(?:的|了|着|的是|明)?(?:些)?(?:什么|啥|哪些)(?:内容|东西|事项|信息)?"
    r"|(?:看|看看|看一下|显示|打开|列出|念一下|给我看)(?P<shown>附件|附录|附表)(?:的?内容|全文)?"
)
# 有几个附件, how many annexes are there and what are they called: their titles.
_TITLES: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        "(?:几|多少)(?:个|份|张)?(?:附件|附录|附表)|(?:附件|附录|附表)[^讲说写]{0,8}(?:几|多少)(?:个|份|张)"
    ),
    "en": regex(r"\bhow many (?:annex(?:es)?|appendi(?:x|ces)|attachments?)\b"),
}
_OF_TITLES: Mapping[Language, str] = {
    "zh": (
        "附件|附录|附表|后面|后头|最后|带了?|附带|挂了?|附了?|随|啥名|名字|名|名称|名字|标题|题目|叫|各|分别"
        "|几|多少|个|份|张|一共|总共|共"
    ),
    "en": r"\b(?:annex(?:es)?|appendi(?:x|ces)|attachments?|how|many|titles?|names?|called|their|each)\b",
}
# 有什么附件 and 附件有哪些 ask which annexes there are, as the document names them.
_WHICH = regex("(?:附件|附录|附表)(?:里面|部分)?(?:都|主要|具体|各|是)*有(?:些)?(?:什么|啥|哪些)$")


def read_annex(question: Question) -> Request | None:
    """Return the request for what stands in the annexes, or None."""
    if _TITLES[question.lang].search(question.text) and not question.left(
        more=_OF_TITLES[question.lang]
    ):
        return Request("outline", level="annex", counted=True)
    if question.lang != "zh" or _WHICH.search(question.text):
        return None
    match = _ASKED.fullmatch(question.text)
    if match is None:
        return None
    words = match["annex"] or match["shown"]
    return Request("section", places=(Asked((Step("annex", None),), words=words, own=1),))
