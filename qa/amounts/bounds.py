"""The words that bound a number: 不低于, 以内, at least, up to."""

from __future__ import annotations

import re
from typing import NamedTuple

from index.runtime.patterns import regex
from qa.amounts.amount import Bound


class Bounded(NamedTuple):
    """A bound and how many characters before and after the number name it."""

    bound: Bound
    strict: bool
    before: int
    after: int


_ZH_NOT = "(?:不|未|毋|勿|没有?)(?:得|能|应当?|宜|可以?|准|许|要|会|允许)?"
_ZH_OVER = "超过|超出|超越|超|高于|大于|多于|长于|高过|大过|多过|突破|逾|晚于|迟于"
_ZH_UNDER = "低于|少于|小于|短于|低过|少过|早于"
# Words within a bound: 最高奖的金额超过 says that it goes beyond, 最高不得超过 that it does not.
_ZH_WITHIN = rf"(?:(?!(?<!不)(?<!不得)(?:{_ZH_OVER}))[^，。；、]){{0,8}}?"
# What may stand between the word that bounds and the number.
_ZH_FILL = "(?:了|到|达到|达|为|是|占|要|在|按|人民币|总额|总计|共|合计|:|：|\\s)*"
# 不得低于公园总面积的60%: of a share the whole that it is of may stand between as well; and no number in it.
_ZH_WHOLE = r"(?P<whole>[^，。；、：\s0-9一二两三四五六七八九十百千的]{2,14})的"
_SHARE = regex(r"[%％‰]|分之|成|半|倍")
_ZH_BEFORE = regex(
    "(?:"
    f"(?P<max>{_ZH_NOT}(?:{_ZH_OVER})|(?:至多|最多|顶多|最高|最长|最迟|最晚|最大|上限|封顶){_ZH_WITHIN}(?=为|是|到|占|$)"
    "|控制在|限于|限制在|(?<=[^期时年权])限(?=[养购载乘领报停领售用])[养购载乘领报停售用]|压到|降到|降至|压缩到|[≤⩽])"
    f"|(?P<min>{_ZH_NOT}(?:{_ZH_UNDER})|(?:至少|最少|起码|最低|最短|下限|最小)[^，。；、]{{0,8}}?(?=为|是|要|占|$)|不止|不下于?|不下|(?<![圆充])满|[≥⩾])"
    f"|(?P<over>{_ZH_OVER}|大于等于)"
    f"|(?P<under>{_ZH_UNDER}|不足|不到|不满|未满|没满|未达到?|还差)"
    "|(?P<about>大约|大概|大致|(?<![节制条公合契预特邀])约为?|将近|接近|(?<![最附邻相就新])近|左右|差不多)"
    f"){_ZH_FILL}(?:{_ZH_WHOLE})?$"
)
_ZH_AFTER = regex(
    r"(?:的|\s)*(?:"
    "(?P<max>以内|之内|及以下|以下|封顶|为上限|为限|内(?!部|容|设|蒙|地|外|涵|在))"
    "|(?P<min>及以上|以上|之上|打底|起步|为下限|起(?![草来诉用点]))"
    "|(?P<over>(?:是|还|也|远)*(?:不够|达不到|太少|不行))"
    "|(?P<about>左右|上下|前后)"
    ")"
)
# Not only at once: "must not run for less than three years".
_EN_DENIED = r"(?:not|never|cannot|n't) (?:[a-z]+ ){0,3}?"
_EN_MAX = (
    r"at (?:the )?most|no more than|not more than|no higher than|not higher than|no longer than|"
    r"no later than|not later than|not above|not (?:to )?exceed(?:ing)?|"
    r"(?:may|must|shall|can|should)(?: not|not) exceed|"
    r"(?:may|must|shall|can|should)(?: not|not) be (?:more|longer|higher|greater|over|above)(?: than)?|"
    r"not go (?:over|above|beyond)|up to|as (?:much|many) as|capped at|a (?:ceiling|cap|maximum|limit) of|"
    r"maximum of|within|limited to|inside|"
    rf"{_EN_DENIED}(?:more|longer|higher|greater|later) than|{_EN_DENIED}exceed"
)
_EN_MIN = (
    r"at least|at the very least|no less than|not less than|no fewer than|not fewer than|no lower than|"
    r"not lower than|not (?:be |fall |drop )?(?:below|under|lower than)|a (?:minimum|floor) of|minimum of|"
    r"upwards of|starting (?:at|from)|"
    rf"{_EN_DENIED}(?:less|fewer|shorter|lower|smaller) than"
)
_EN_OVER = (
    r"more than|over(?! the\b)|above|exceed(?:s|ed|ing)?|"
    r"beyond|higher than|greater than|longer than|larger than|"
    r"in excess of|tops?|surpass(?:es|ing)?"
)
_EN_UNDER = (
    r"below|(?<!fall )(?<!falls )(?<!come )(?<!comes )(?<!listed )under|less than|fewer than|"
    r"short of|lower than|smaller than|shorter than|not even"
)
_EN_BEFORE = regex(
    rf"\b(?:(?P<max>{_EN_MAX})|(?P<min>{_EN_MIN})|(?P<over>{_EN_OVER})|(?P<under>{_EN_UNDER})|"
    r"(?P<about>about|around|roughly|nearly|approximately|some|close to|almost))"
    r"(?:\s+(?:the|a|an|only|just|by|to|of|age|reach(?:ing)?|rmb|cny))*\s*[¥$]?$",
    re.IGNORECASE,
)
_EN_AFTER = regex(
    # 8 storeys or higher: what has no unit is bounded behind its noun.
    r"[ -]*(?:(?:[a-z-]+ ){1,2}(?=or (?:more|higher|older|longer|less|lower|fewer|younger|shorter)\b))?(?:"
    r"(?P<min>or (?:more|above|higher|over|older|longer)|and (?:above|over|up|older)|"
    r"at (?:the )?(?:very )?(?:least|shortest|earliest)|plus\b|upwards)"
    r"|(?P<max>or (?:less|below|fewer|under|younger|shorter|lower)|and (?:below|under)|"
    r"at (?:the )?(?:very )?(?:most|longest|latest|outside)|maximum|tops)"
    r"|(?P<over>(?:is|are|would be|will be)? ?(?:not|never) (?:be )?enough)"
    r"|(?P<about>or so))\b",
    re.IGNORECASE,
)
# The denial that a bound has within it, which forbids nothing by itself: 不得超过, 不应低于.
_ZH_DENIAL = regex(rf"{_ZH_NOT}(?={_ZH_OVER}|{_ZH_UNDER})")
_EN_DENIAL = regex(r"\b(?:not|never|cannot)\b|n't\b", re.IGNORECASE)
_LOOK_BACK = {True: 18, False: 34}
# How much more the whole of a share may take.
_WHOLE = 16
_NAMES: dict[str, tuple[Bound, bool]] = {
    "max": ("at_most", False),
    "min": ("at_least", False),
    "over": ("at_least", True),
    "under": ("at_most", True),
    "about": ("about", False),
}


def bound_around(text: str, start: int, end: int, *, chinese: bool) -> Bounded:
    """Return the bound of the number that stands from ``start`` to ``end``."""
    before, after = (_ZH_BEFORE, _ZH_AFTER) if chinese else (_EN_BEFORE, _EN_AFTER)
    head = text[max(0, start - _LOOK_BACK[chinese]) : start]
    found, behind = before.search(head), after.match(text, end)
    if chinese and found is not None and found["whole"]:
        found = None
    if chinese and found is None and behind is None and _SHARE.search(text, start, end):
        head = text[max(0, start - _LOOK_BACK[True] - _WHOLE) : start]
        found = before.search(head)
    named = [_name_of(match) for match in (found, behind) if match is not None]
    if not named:
        return Bounded("exact", False, 0, 0)
    # The words before the number decide, unless they only say "about" what those behind it bound.
    bound, strict = _NAMES[named[-1] if named[0] == "about" else named[0]]
    width = len(head) - found.start() if found is not None else 0
    return Bounded(bound, strict, width, behind.end() - end if behind is not None else 0)


def whole_of(words: str) -> str:
    """Return the whole that a share is of, in the words that stand before its number; empty for none.

    Args:
        words: From the bound to the number: 不得低于公园总面积的.
    """
    found = _ZH_BEFORE.search(words)
    return "" if found is None else found["whole"] or ""


def denial_of(words: str) -> tuple[int, int] | None:
    """Return where the words of a bound deny: 不得 of 不得超过, not of not exceed; None where they do not."""
    found = (_EN_DENIAL if words.isascii() else _ZH_DENIAL).search(words)
    return None if found is None else found.span()


def _name_of(match: re.Match[str]) -> str:
    return next(name for name, said in match.groupdict().items() if said and name in _NAMES)
