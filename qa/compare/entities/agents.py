"""Who does what, in a Chinese claim and a Chinese text: 由省级财政安排 against 由中央财政安排.

By whom an act is done, whose approval it takes and to whom something is handed stand in slots of their own.
Where the act of two slots of a sort is one and no body of theirs is, the two clash.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from index.document.span import Span
from index.runtime.patterns import regex
from qa.compare.finding import KEPT_TEXTS, Finding, is_chinese
from qa.words.align import best_matches, content_words, similarities

Slot = Literal["by", "approval", "to"]

# What the name of a body ends in; people who act are too often called by other words.
_HEAD = (
    "部门|机构|机关|政府|委员会|办公室|办公厅|单位|公司|企业|法院|检察院|协会|中心|银行|学校|医院|大会|小组|"
    "集体|财政|总理|秘书长|国务委员|国务院|业主|业委会|市长|省长|县长|书记|农户|局|厅|部|委|院|办|会(?!同)|所|站|村|乡|镇"
)
# Words of grammar that are no part of a name.
_GRAMMAR = "由向经报会同和与及、，。；：被在按依为以把对从给让将应须要可不负"
# 县级以上 is part of a name, though it has a word of grammar.
_WHO = rf"(?:[省市县区乡镇州旗](?:一)?级以上)?(?:(?![{_GRAMMAR}])[\u3400-\u9fff（）A-Z]){{0,20}}(?:{_HEAD})"
_JOINT = "会同|和|与|、|或者?|以?及|或其授权的"
_PROVINCE = "省、自治区、直辖市(?:人民)?政府"
_ALL = rf"(?P<who>{_PROVINCE}|{_WHO}(?:(?:{_JOINT}){_WHO})*)"
_APPROVAL = "批准|拍板|批(?![次量评发改])|同意|核准|审批|审核|审定|许可|认可|备案|点头|签字|审查"
_SLOTS: tuple[tuple[Slot, str], ...] = (
    (
        "by",
        rf"(?<![理缘事因自不非])由{_ALL}(?P<act>(?!们|[的级内外以之为中及和与或、员])[^，。；：]{{1,24}})",
    ),
    (
        "by",
        rf"(?:^|[，。；：]){_ALL}(?P<act>(?:应当?|要|须|必须|可以?|负责|有权|将|会)[^，。；：]{{1,24}})",
    ),
    (
        "approval",
        rf"(?:(?<!未)经过?|报请?|征得|取得){_ALL}(?:的|书面|集体|研究|一致|事先|审核|负责人)*"
        rf"(?P<act>{_APPROVAL})",
    ),
    (
        "approval",
        rf"(?<![理缘事因自不非])由{_ALL}(?:来|去|负责|最后|最终|予以)*(?P<act>{_APPROVAL})",
    ),
    ("to", rf"向{_ALL}(?P<act>(?![的和])[^，。；：]{{1,20}})"),
)
_PATTERNS = tuple((slot, regex(pattern)) for slot, pattern in _SLOTS)
_JOINTS = regex(_JOINT)
# Who leads stands before these, and whom they take in behind.
_WITH = regex("会同")
_TAKING_IN = regex(rf"会同{_WHO}(?:(?:{_JOINT}){_WHO})*")
# What names any of several bodies, and so none in particular.
_ANY = regex("有关|相关|指定|授权|确定的|其他|各级|任何|^(?:主管)?(?:部门|机构|机关|单位)$|本单位")
# What only says of which sort a body is, and the ways to say that it is the whole country's.
_SORT = regex(
    "[（）()]|(?<=[\u3400-\u9fff]{2})(?:行政主管部门|行政部门|主管部门|部门|机构|机关|单位|公司|企业)$"
)
_NATIONAL = regex("^(?:国务院|国家级?|全国|中央)")
# Acts this much alike, as the mean over the claim's words, are one; one that is half as much may be.
_ONE_ACT, _MAYBE = 0.5, 0.4
# Two bodies are others where a word of either is less like any of the other than this.
_OTHER = 0.5


@dataclass(frozen=True, slots=True)
class _Agent:
    slot: Slot
    who: tuple[str, ...]
    act: str
    at: Span


def compare_agents(claim: str, text: str) -> list[Finding]:
    """Compare the bodies of the claim with those of the text that stand in the same slot of the same act."""
    if not (is_chinese(claim) and is_chinese(text)):
        return []
    return [
        Finding("body", False, mine.at.of(claim), its.at.of(text), its.at, sure=True)
        for mine in _agents(claim)
        if (its := _instead(mine, _agents(text))) is not None
    ]


def _instead(mine: _Agent, there: tuple[_Agent, ...]) -> _Agent | None:
    """Return who acts in the text where the claim has another; None where nobody does for certain."""
    act = content_words(mine.act)
    if not len(act):
        return None
    likely: list[tuple[float, _Agent]] = []
    for its in there:
        other = content_words(its.act)
        if its.slot != mine.slot or not len(other):
            continue
        alike = best_matches(act, [other])
        if max(float(alike.mean()), float(alike[0])) >= _MAYBE:
            likely.append((float(alike.mean()), its))
    if len(likely) > 1:
        # 审核 is no 批准, though they are like each other.
        likely = [each for each in likely if set(mine.act) & set(each[1].act)] or likely
    # Of two who do the like the claim may mean either.
    if len(likely) != 1:
        return None
    alike_most, best = likely[0]
    others = all(
        _are_others(one, other) for one in mine.who for other in (*best.who, "".join(best.who))
    )
    return best if alike_most >= _ONE_ACT and others else None


def _are_others(one: str, other: str) -> bool:
    """Tell whether two names surely name two bodies; 环保部门 may be short for 环境保护主管部门."""
    short, long = sorted((_bare(one), _bare(other)), key=len)
    rest = iter(long)
    if _ANY.search(one) or _ANY.search(other) or all(letter in rest for letter in short):
        return False
    mine, its = content_words(one), content_words(other)
    if not len(mine) or not len(its):
        return False
    alike = np.clip(similarities(mine, its), 0.0, 1.0)
    return min(float(alike.max(axis=1).min()), float(alike.max(axis=0).min())) < _OTHER


def _bare(name: str) -> str:
    """Return what tells a name from others of its sort: 物业 of 物业公司 and of 物业企业."""
    bare = _SORT.sub("", name)
    return _NATIONAL.sub("国", bare)


@functools.lru_cache(maxsize=KEPT_TEXTS)
def _agents(text: str) -> tuple[_Agent, ...]:
    return tuple(_find(text))


def _find(text: str) -> Iterator[_Agent]:
    for slot, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            # 由公安机关会同有关部门: the one that leads is the one who does it.
            who = tuple(_JOINTS.split(_WITH.split(match["who"])[0]))
            act = _TAKING_IN.sub("", match["act"])
            yield _Agent(slot, who, act, Span(match.start("who"), match.end("act")))
