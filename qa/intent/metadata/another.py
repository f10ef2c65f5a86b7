"""Whether who, where and by what is asked of a thing that the document is about, not of the document."""

from __future__ import annotations

from index.runtime.patterns import regex
from qa.intent.metadata.words import MORE
from qa.intent.question import Question
from qa.intent.words import ZH_NOUNS, residue

_JOINTS = regex(r"[，,；;。？?！!]|以及|还有")
_WHO = "(?:谁|何人|哪(?:一)?(?:个|级|家)?(?:部门|单位|机关|机构|政府)|什么(?:部门|单位|机关|机构)|哪个)"
# 渡口由谁批准, 船名由哪个部门核定: the thing stands before who, or behind what is done with it.
_BEFORE = regex(
    rf"^(?P<thing>.+?)(?:现在|目前|到底|究竟|应该|应当?|是|要|该|须|需要?|得|都)*"
    rf"(?:由|归|经|报|找|交|让)?{_WHO}"
)
_BEHIND = regex(
    rf"{_WHO}(?:来|可以|负责|有权|应当?|能|去)*"
    r"(?:批准|审批|核准|制定|制订|编制|发布|公布|批|同意|签发|颁发|核发)了?(?P<thing>.+)$"
)
# Papers are handed in and things are done somewhere: no document is.
_SOMEWHERE = regex(
    "(?:在|到|去|上|从|向)?(?:哪里|哪儿|哪个?(?:地方|窗口|部门|单位|网站)|什么(?:地方|部门|单位)|何处)(?:去|可以|能够?|才能|来)*"
    "(?:办|交|领|取(?!代|消)|申[请领报]|报名|报到|提交|递交|缴|登记|受理|咨询|投诉|举报|查询|预约|买|付)"
)
# What ends so may be what the documents are: 渡口管理条例, 养老规划, 这个文件.
_DOCUMENT_END = regex(rf"(?P<kind>{ZH_NOUNS}|法|文|它|这个?|该|此)(?:里面|里|中|内|上)?$")
_POINTER = regex("(?:这[个份部项]?|那[个份部项]?|本|该|此)$")
# 市场监管局管哪些事: what a body deals with is no gist of a document.
_DUTIES = regex(
    "(?:委员?会|管委会|局|部门|中心|机构|单位|厅|院|所|站|公司|协会|政府|机关)(?:都|主要|具体|到底|究竟|又|各|是)*"
    "管(?:的|着)?(?:是)?(?:些)?(?:什么|啥|哪些|哪几)"
)
_KIND = 2
# 总体规划 of a regulation: a kind of paper with a word before it that says which.
_OF_SOME_KIND = 4
# A name of a place stands for its document: 岚州市的是谁发的.
_PLACE = regex("[省市县区乡镇州]$")


def asks_of_another(question: Question) -> bool:
    """Tell whether a question is about a thing that it names: 市级湿地公园由谁批准, 在哪里办."""
    if question.lang != "zh":
        return False
    if _SOMEWHERE.search(question.text) or _DUTIES.search(question.text):
        return True
    for part in _JOINTS.split(question.text):
        for pattern in (_BEFORE, _BEHIND):
            match = pattern.search(part)
            if match is not None and _is_other(match["thing"], question):
                return True
    return False


def _is_other(thing: str, question: Question) -> bool:
    """Tell whether words before or behind 谁 name something else than the documents."""
    thing = thing.strip(' 的“”《》"')
    names = question.contents.names
    if end := _DOCUMENT_END.search(thing):
        # A paper of a kind that no document is: 总体规划 where there is but a regulation.
        own = any(end["kind"][-_KIND:] in name for name in names)
        before = thing[: end.start()]
        which = len(end["kind"]) >= _OF_SOME_KIND or residue(before, "zh", (), MORE["zh"])
        return bool(names and which) and not own and not _POINTER.search(before)
    runs = residue(thing, "zh", (), f"{MORE['zh']}|约束").split()
    return any(len(run) >= _KIND for run in runs) and not _PLACE.search(thing)
