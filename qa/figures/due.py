"""Days of a sentence by which, from which or within which something is due, with what that is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.dates import Date, find_dates

# 3月底前，各省份完成…, 2027年采暖季前: by or from when, and what.
_LIMIT = regex(
    r"(?P<limit>(?:[\u3400-\u9fff]{1,3}[季期])?(?:底|末)?(?:以前|之前|前|起|为止|止))[，,]?(?P<what>[^，。；,;]{0,40})"
)
# 最迟申请日期为5月1日, 报名截止时间：6月30日, 不迟于9月1日: said before the day that it is the last.
# 截止2020年底，…共有 at the head of a sentence is as of when something was counted.
_LATEST = regex(
    "(?:最迟|最晚|至迟|不迟于|不晚于|不得迟于|不得晚于|(?<=[\u3400-\u9fff])截止|截止(?=[日时])|到期日)"
    "(?P<thing>[^，,。；;：:、\n]{0,10}?)(?:是|为|在|于|到|至|定于|定为)*[:：]?\\s*$"
)
# 4月1日至9月30日, 5月1日—31日: a time with a beginning and an end.
_TO = regex(
    r"(?:[（(][^（()）]{1,6}[)）])?\s*(?:起)?(?:至|到|[-—–~～]{1,2})\s*(?:次年|翌年|当年|同年)?\s*"
)
# Within such a time something is to be done: 申请人于…提交, 报名时间为…; 每年…为禁渔期 is a season.
_WITHIN = regex(
    "(?:于|在|自|从|可以?|应当?|须|集中|(?:时间|期限|日期|时限|[请报收缴办审间])(?:安排|定)?(?:是|为|在|定为)?[:：]?)$"
)
_SEASON = regex("\\s*(?:为|是|的?期间)")
# 到2025年，…建成…: by the end of that year, where what follows is to be done and not what is compared.
_BY_YEAR = regex("(?<![增减升降提达高大加长少超低延推])(?:到|至)$")
_FORECAST = regex("(?:预计|预测|预期|估计|测算|截至?|从[^，。；]{0,12})(?:到|至)$")
_TO_BE = regex(
    "[，,]?(?!的|比|较|与|和|、|相比|为基数)(?=[^。；;]{0,30}(?:实现|完成|建成|建立|形成|达到|达|覆盖|新增|培育|"
    "建设|打造|完善|提高|提升|基本|全面|全部|力争|确保|引进|配备|消除|超过|突破|不低于|控制))"
)
# So much behind a date is looked at for what is on that day.
_MOST_DUE = 40
# Verbs that say only that a thing is to be ready.
_MERE = regex(
    "(?:要|应当?|须|全部|基本|全面|予以|正式|必须)*(?:完成|完工|完毕|到位|上报|建成|结束|办结|竣工|报送|施行|实施|执行)?"
)
_PARTS = regex("[，,；;。：:\n]")
_BEFORE_DAY = regex(
    "(?:原则上|力争|确保|一般|应当?|须|要|必须|分别|全部|最迟|不迟于|于|在|到|至|自|从|为|是)+$"
)
_BEFORE_THING = regex(
    "^\\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）、.．]\\s*)?(?:对于|针对|对|其中)?"
)


@dataclass(frozen=True, slots=True)
class Day:
    """A date, or a time between two.

    Attributes:
        at: Where it stands, with what makes it a limit: 3月底前.
        what: What is due, in the words of the sentence.
        year: The year of its end, where it is told.
        is_limit: Whether something is to be done by then.
        is_due: Whether anything is due by, from or within it; else it is a mere date.
    """

    at: Span
    what: str
    year: int | None
    is_limit: bool
    is_due: bool


def days_of(text: str) -> Iterator[Day]:
    """Yield the dates of a sentence, in its normal form; two that bound a time as one."""
    dates = find_dates(text)
    ended = -1
    for n, date in enumerate(dates):
        if date.at.start < ended:
            continue
        end = next(iter(dates[n + 1 : n + 2]), None)
        if end is not None and _bounds(text, date, end):
            ended = end.at.end
            yield _period(text, date, end)
            continue
        yield _day(text, date)


def _day(text: str, date: Date) -> Day:
    limit = _LIMIT.match(text, date.at.end)
    before = text[: date.at.start]
    latest = _LATEST.search(before)
    by_year = _is_by(text, date)
    end = limit.end("limit") if limit else date.at.end
    behind = limit["what"] if limit else _PARTS.split(text[end : end + _MOST_DUE].lstrip("，,"))[0]
    if latest and not limit:
        what = _PARTS.split(text[: latest.end("thing")])[-1] if latest["thing"] else behind
    else:
        what = _due(text, date.at.start, behind)
    return Day(
        Span(date.at.start, end),
        _BEFORE_THING.sub("", what),
        date.year,
        is_limit=bool(latest or by_year or (limit and "前" in limit["limit"])),
        is_due=bool(limit or latest or by_year),
    )


def _period(text: str, start: Date, end: Date) -> Day:
    at = Span(start.at.start, end.at.end)
    season = _SEASON.match(text, at.end)
    within = not season and bool(_WITHIN.search(text[: at.start]))
    behind = _PARTS.split(text[at.end : at.end + _MOST_DUE])[0].removeprefix("期间")
    what = _due(text, at.start, behind)
    return Day(at, what, end.year or start.year, is_limit=within, is_due=within)


def _bounds(text: str, start: Date, end: Date) -> bool:
    """Tell whether two dates bound a time of days or months."""
    told = start.month is not None and (end.month is not None or end.day is not None)
    return told and _TO.fullmatch(text, start.at.end, end.at.start) is not None


def _is_by(text: str, date: Date) -> bool:
    """Tell whether something is to be done by the end of a year: 到2025年实现…."""
    if date.year is None or date.month is not None:
        return False
    before = text[: date.at.start]
    return bool(
        _BY_YEAR.search(before) and not _FORECAST.search(before) and _TO_BE.match(text, date.at.end)
    )


def _due(text: str, at: int, behind: str) -> str:
    """Return what is due on the day that stands at ``at``: what stands behind it, where that says it.

    已建成的，于6月底前完成 says before it what is to be done with: 完成 alone says nothing.
    """
    if not _MERE.fullmatch(behind):
        return behind
    for part in reversed(_PARTS.split(text[:at])):
        if words := _BEFORE_DAY.sub("", _BEFORE_THING.sub("", part)).strip():
            return words
    return behind
