"""By when: the words of a sentence that set a date, a period or an event."""

from __future__ import annotations

from index.runtime.patterns import regex

_NUMBER = r"[0-9一二三四五六七八九十两半]{1,4}"
_UNIT = r"个?(?:工作日|自然日|日历日|日|天|小时|个月|月|周|季度|年|分钟)"
_PATTERNS = (
    # 自收到申请之日起5个工作日内, 在接到通知后48小时内, 施工完成后15个工作日内, 10日内.
    rf"(?:(?:自|从|于|在)[^，。；：]{{1,24}}?(?:之日起|之后|以后|后|起)?|[^，。；：]{{1,12}}?(?:之日起|之后|以后|后|起))?"
    rf"{_NUMBER}{_UNIT}(?:以内|之内|内)",
    # 2018年12月底前, 每年3月底前, 到2025年底, 2020年以前.
    r"(?:于|在|到|至|最迟(?:于)?|截至)?(?:[0-9]{4}年|每年|当年|次年|翌年)(?:度)?"
    rf"(?:{_NUMBER}月(?:{_NUMBER}[日号]|底|初|末)?|[底末]|第?[一二三四]季度|上半年)?(?:前|以前|之前)",
    rf"(?:于|在)?{_NUMBER}月(?:{_NUMBER}[日号]|底|初|末)?(?:前|以前|之前)",
    r"(?<!年)(?:到|至|截至)[0-9]{4}年(?:[0-9]{1,2}月)?[底末]?(?![0-9—\-至])",
    # 在规定的期限内, 按照……规定的期限.
    r"(?:在|于)[^，。；：]{0,16}期限内|按照[^，。；：]{2,40}(?:规定|确定|要求)的(?:期限|时限|时间)",
    # 于工程开工前, 在申请取水许可时, 施工前.
    r"(?:于|在)[^，。；：、]{1,16}?(?:之前|以前|(?<!的)前|时|后)(?=[，将向把对按由报书经告进附应要必须不])",
    r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,6}前(?=应当|应|必须|须|要|不得)",
)
_DEADLINE = regex("|".join(f"(?:{pattern})" for pattern in _PATTERNS))
# A period that something lasted or that is looked back on sets no deadline: 近5年内, 3年内不得.
_LOOKS_BACK = regex(r"近$|过去$|最近$|前$|列入$")
_LASTS = regex(r"\s*(?:不得|不予|禁止|不再|免|有效)")


def deadline_in(words: str) -> str | None:
    """Return the first words that say by when; None where nothing does."""
    for match in _DEADLINE.finditer(words):
        before, after = words[: match.start()], words[match.end() :]
        if _LOOKS_BACK.search(before) or _LASTS.match(after):
            continue
        return match.group()
    return None
