"""The area that a document is for."""

from __future__ import annotations

import re

from index.runtime.patterns import regex

_ISSUES = regex(r"^.*?(?:关于)?(?:印发|转发|批转|发布|公布|同意|支持|批准)?\s*")
_PLACE_END = "省|自治区|自治州|特别行政区|直辖市|市|新区|开发区|自贸区|示范区|合作区|县|区|旗|镇|乡"
_AREA_START = regex(
    rf"(?![全本各我该城超夜集闹股楼门都在对就把从向为以])[\u4e00-\u9fff]{{1,14}}?(?:{_PLACE_END})"
)
# 海州、岚山高新技术产业开发区: several places that one kind of area ends.
_AREA_LIST = regex(
    r"(?:[\u4e00-\u9fff]{2,8}、){1,8}[\u4e00-\u9fff]{2,14}?(?:开发区|新区|示范区|合作区|自治州|市|县|区)"
)
# The kind of an area without its name is no area: all of that kind are meant.
_KIND_ALONE = regex(
    r"(?:自由贸易|综合保税|保税|出口加工|高新技术产业|经济技术|国家自主创新|自主创新|国家级|跨境经济|边境经济|先行|试验|城市)+"
    r"(?:试验区|示范区|开发区|合作区|新区|区)?"
)
_AREA_OF_PLAN = regex(
    r"(?P<area>[\u4e00-\u9fff—－-]{2,20}?)(?:国土空间|总体发展|总体|国民经济|区域|空间|城市总体|建设|发展|生态保护|"
    r"一体化|保护|协同)[\u4e00-\u9fff]{0,20}(?:规划|纲要|方案|法|条例)"
)
_AREA_END = regex(
    rf"(?:{_PLACE_END}|新城|知识城|科学城|湾区|高原|流域|经济带|城市群|都市圈|三角洲|半岛|岛|港|平原|山脉|黑土地)$"
)
_DOES = regex(
    "促进|加快|推进|支持|加强|深化|推动|进一步|深入|做好|开展|全面|切实|建立|完善|规范|优化|构建|实施|"
    "调整|征求|举办|组织|召开|发放|申报|认定|启用|公开|取消|废止|修改"
)
_NATIONAL = regex("^(?:国务院|中共中央|中央|全国|中华人民共和国|国家)")


def area_of(title: str, lead: str, body: str | None) -> str | None:
    """Return the area that a document is for: what its title names, or where its body governs.

    Args:
        title: As it stands.
        lead: The body that it begins with; empty where it begins with none.
        body: What issued the document.
    """
    subject = _ISSUES.sub("", title[len(lead) :], count=1) if lead else title
    subject = subject.removeprefix("关于").lstrip("《“").removeprefix("中华人民共和国")
    if _DOES.match(subject):
        subject = ""  # it says what is to be done, not where
    if listed := _AREA_LIST.match(subject):
        return listed.group()
    plan = _AREA_OF_PLAN.match(subject)
    if plan and _AREA_END.search(plan["area"]):
        return plan["area"]
    start = _AREA_START.match(subject)
    if start and not _NATIONAL.match(subject) and not _is_common(start.group()):
        return start.group()
    if body and not _NATIONAL.match(body):
        local = _AREA_START.match(body)
        return local.group() if local and not _is_common(local.group()) else None
    return None


def _is_common(words: str) -> bool:
    """Tell whether words that end like a place are none: 城镇, 社区, 城市."""
    return bool(
        _KIND_ALONE.fullmatch(words)
        or re.search(
            "(?:城市|城镇|社区|市场|小区|园区|地区|灾区|山区|牧区|库区|景区|辖区|农村地区)$", words
        )
    )
