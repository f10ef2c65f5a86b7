"""From when and until when a document holds, as it says, and its dates in one form."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from index.outline import letterhead as form
from index.outline.numbering.numerals import chinese_number, fold
from index.outline.repeal import ENDS
from index.runtime.patterns import regex

_ISO = regex(r"([12][0-9]{3})-([0-9]{1,2})-([0-9]{1,2})")
_DAY = regex(
    r"(?P<year>[0-9]{4}|[一二三四五六七八九〇零○]{4})\s*年"
    r"(?:\s*(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*月"
    r"(?:\s*(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*日)?)?"
)
# By which words a document says that it holds. 实行 with an object is of that: 实行登记制度.
HOLDS = "施行|实施|执行|生效|试行|(?:实行|推行|启用)(?![\u4e00-\u9fff])"
_HOLDS = rf"(?:起\s*(?:正式|开始|全面)?\s*(?:{HOLDS})|(?:正式|开始)?\s*(?:{HOLDS}))"
# 本市自…起实施 is of what a city does.
_PLACE = "市|区|县|省|州|盟|旗|乡|镇|村|社区|校|院|局|厅|部门|单位|公司|年|月|周|次|轮|季|学期"
_NAME = r"[\u4e00-\u9fff]{1,8}|《[^》]{1,40}》|[\u4e00-\u9fff]{0,4}（[^）]{1,10}）"
_OWN = rf"本(?!{_PLACE})\s*(?:{_NAME})"
# 自 and 从 before a day, or 起 behind it
_SINCE = rf"(?:[自从]\s*|(?=于?\s*{form.DATE}\s*起))于?\s*"
_FROM = regex(
    rf"{_OWN}[^。；]{{0,30}}?{_SINCE}(?P<when>{form.DATE}|[^。；，]{{1,12}}之日)\s*{_HOLDS}"
)
_FROM_ANY = regex(rf"{_SINCE}(?P<when>{form.DATE})[^，。；]{{0,8}}?{_HOLDS}")
_COVER_FROM = regex(r"([12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2})\s*(?:起\s*)?实\s*施")
_FROM_ISSUE = regex(r"(?:印发|发布|公布|批准|颁布|通过|签发|下发)之日")
_UNTIL = regex(
    rf"(?:有效期|执行期限|实施期限|试点期限?|规划期限?|适用期限)[^。"
    rf"；]{{0,20}}?(?:至|到|—|–|-)\s*(?P<when>{form.DATE}|[0-9]{{4}}年)"
)
_PERIOD = regex(
    rf"(?:有效期|执行期限|实施期限|适用期限|试点期限?)[^。；，"
    rf"]{{0,6}}?(?P<when>{form.DATE})\s*(?:起\s*)?(?:至|到|—|–|-)"
)
_YEARS = regex(
    r"(?:有效期|试行期限?|试行)\s*(?:为|是)?\s*(?P<years>[0-9]{1,2}|[一二三四五六七八九十两]{1,3})\s*年"
)
# 有效期5年 is of the document where that, or the day from which it holds, stands before: 自产证明有效期为一年
# is of a paper.
_OF_ITSELF = regex(rf"\s*{_SINCE}(?:{form.DATE}|[^。；，]{{1,12}}之日)|.*{_OWN}")
_SPAN_IN_TITLE = regex(r"[（(]\s*[0-9]{4}\s*年?\s*[—–\-－~～至到]+\s*([0-9]{4})\s*年?\s*[）)]")


# What closes a document: from when and until when it holds, who explains it, what it does away with.
_ITSELF = regex(
    rf"(?:特)?此(?:通知|通告|公告|函复|函告|批复|复|函|报告|令|说明)[。！]"
    rf"|(?:出席|列席|参加|请假|缺席)(?:人员|单位)?[：:]|(?:{_OWN}|自).{{0,30}}?"
    rf"(?:(?:起\s*(?:正式|开始)?|开始)\s*(?:{HOLDS})|有效期|负责解释"
    rf"|{ENDS})|有效期|(?:此前|以前|以往|原有?)[^。]{{0,40}}(?:{ENDS})"
)


def speaks_of_itself(words: str) -> bool:
    """Tell whether a paragraph opens with what a document says of itself: 本方案自印发之日起施行."""
    return bool(_ITSELF.match(words))


def iso(words: str) -> str | None:
    """Return 2026-05-01 for 2026年5月1日 or 二〇二六年五月一日; less where less is said."""
    if match := _ISO.search(words):
        return f"{int(match[1]):04}-{int(match[2]):02}-{int(match[3]):02}"
    match = _DAY.search("".join(fold(words).split()))
    if match is None:
        return None
    parts = [f"{chinese_number(match['year']):04}"]
    parts.extend(f"{chinese_number(match[n]):02}" for n in ("month", "day") if match[n])
    return "-".join(parts)


def effective_from(sentences: Sequence[str], head: Sequence[str], issued: str | None) -> str | None:
    """Return from when a document holds, as its last sentence on it says."""
    for pattern in (_FROM, _FROM_ANY):
        for sentence in reversed(sentences):
            match = pattern.search(sentence)
            if match is None or (pattern is _FROM_ANY and not _is_about_itself(sentence)):
                continue
            if _FROM_ISSUE.search(match["when"]):
                return issued
            return iso(match["when"])
    for line in head:
        if match := _COVER_FROM.search(line):
            return iso(match[1])
        if match := _FROM_ANY.search(line):
            return iso(match["when"])
    spans = (match for sentence in sentences if (match := _PERIOD.search(sentence)))
    return next((iso(match["when"]) for match in spans), None)


def _is_about_itself(sentence: str) -> bool:
    # 自2026年7月1日起执行，有效期5年。 stands behind a title that says of what: 三、执行时间。
    bare = sentence.startswith(("自", "从")) and "有效期" in sentence
    return (bare or "本" in sentence[:6]) and len(sentence) <= 120  # noqa: PLR2004  # a closing sentence


def valid_until(sentences: Sequence[str], title: str, effective: str | None) -> str | None:
    """Return until when a document holds, or the last year that it plans for."""
    for sentence in reversed(sentences):
        if match := _UNTIL.search(sentence):
            return iso(match["when"])
        match = _YEARS.search(sentence)
        if match and effective and _OF_ITSELF.match(sentence[: match.start()]):
            return _years_later(effective, chinese_number(match["years"]))
    match = _SPAN_IN_TITLE.search(title)
    return match[1] if match else None


def _years_later(start: str, years: int) -> str:
    """Return the last day of ``years`` years that begin on ``start``."""
    try:
        begins = date.fromisoformat(start)
        return (begins.replace(year=begins.year + years) - timedelta(days=1)).isoformat()
    except ValueError:  # a month alone, or the 29th of February
        return f"{int(start[:4]) + years}{start[4:]}"
