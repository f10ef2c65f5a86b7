"""附件讲什么: what stands in the annexes, where none is named by its number."""

from __future__ import annotations

from index.runtime.patterns import regex
from qa.ask.reference.refer import Step
from qa.intent.question import Question
from qa.intent.request import Asked, Request
from qa.intent.words import document_pattern

_ASKED = regex(
    rf"(?:请问|那么?|{document_pattern('zh')}|的|、|后面|所附|\s)*(?P<annex>附件|附录|附表)"
    r"(?:里面|里头|里|中|内|上|部分)?(?:都|主要|具体|到底|又|各|是)*"
    r"(?:讲|说|写|规定|列|载|记|有)(?:的|了|着|的是|明)?(?:些)?(?:什么|啥|哪些)(?:内容|东西|事项|信息)?"
    r"|(?:看|看看|看一下|显示|打开|列出|念一下|给我看)(?P<shown>附件|附录|附表)(?:的?内容|全文)?"
)
# 有什么附件 and 附件有哪些 ask which annexes there are, as the document names them.
_WHICH = regex("(?:附件|附录|附表)(?:里面|部分)?(?:都|主要|具体|各|是)*有(?:些)?(?:什么|啥|哪些)$")


def read_annex(question: Question) -> Request | None:
    """Return the request for what stands in the annexes, or None."""
    if question.lang != "zh" or _WHICH.search(question.text):
        return None
    match = _ASKED.fullmatch(question.text)
    if match is None:
        return None
    words = match["annex"] or match["shown"]
    return Request("section", places=(Asked((Step("annex", None),), words=words, own=1),))
