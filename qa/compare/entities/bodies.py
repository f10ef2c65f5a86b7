"""Bodies and people who act: 财政部 against "the Ministry of Agriculture", 基金管理机构 against savers.

A body is known by its names in both languages (``data/bodies.csv``), or by its form: words that end in 部门,
委员会, "commission". Two that are not known are the same where their words mean the same.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.document.span import Span
from index.runtime.patterns import regex
from qa.compare.finding import KEPT_TEXTS, Finding, Kind, is_chinese
from qa.words.align import best_matches, content_words

_FILE = Path(__file__).parents[1] / "data" / "bodies.csv"
_HEAD = (
    "主管部门|管理机构|委员会|办公室|办公厅|指挥部|领导小组|工作小组|联席会议|管理部门|部门|机构|机关|"
    "政府|法院|检察院|事务局|"
    "总局|监管局|管理局|管委会|研究院|研究所|交易所|协会|联合会|公司|集团|单位|理事会|董事会|负责人|"
    "主要负责同志|法定代表人|"
    "所有权人|所有人|管理人|申请人|当事人|信访人|办理人|受理人|工作人员|监督员|裁判员|储户|投保人|"
    "存款人|股东"
)
_ZH_FORM = regex(
    rf"(?:(?![由向经报会同和与及对等的，。、；：被在按依受给让请各应须将把从为以其该本此或于了才到去就要拿得换还也都找给说告请派归听])[\u3400-\u9fff]){{1,9}}?(?:{_HEAD})"
    r"(?![\u3400-\u9fff]{0,1}(?:部门|机构|委员会|办公室|公司|负责人))"
)
_EN_FORM = regex(
    r"\b(?:[A-Za-z'-]+ ){1,3}(?:ministry|department|departments|bureau|commission|administration|"
    r"office|authority|"
    r"authorities|agency|agencies|regulators?|committee|council|court|courts|manager|managers|body|"
    r"bodies|organs?|company|"
    r"companies|firms?|headquarters|command|association|group|owners?|holders?|applicants?|drafters?|"
    r"director|directors|"
    r"head|heads|inspectors?|officials?|staff|unit|units)\b|\b(?P<named>(?:Ministry|Department|Bureau|"
    r"Commission|Administration|Office|Committee) "
    r"(?:of|for|on) (?:the )?(?:[A-Z][A-Za-z-]+(?: (?:and|of) |, | )?)+)"
)
# Words of English before which no name of a body begins: "swaps its director", "from those the authorities".
_EN_SKIP_TEXT = (
    "the a an of by to for in on with and or any each every all some no this that its their his her one two "
    "which who must may shall can will be is are was were has have had as at from into unless if but not "
    "than then those these our whose between beyond under over about within whether when where let own"
)
_EN_SKIP = frozenset(_EN_SKIP_TEXT.split())
# A name may have these within it: "head of office", "development and reform department".
_EN_WITHIN = frozenset({"of", "and"})
SPECIFIC = frozenset({"national", "party", "judicial", "local", "form"})
_ONE_OF_A_KIND = frozenset({"national", "party", "judicial"})
# What names any body, and so none in particular; and what firms, banks and schools are called by laws.
_ANY = regex(
    "^(?:有关|相关|任何|其他|他任何|一个|各个?|那家|是|上述|原)|^(?:主管|政府)?(?:部门|单位|机构|机关)$|^(?:"
    "authorit(?:y|ies)|regulators?|staff|departments?|bod(?:y|ies)|units?|officials?|organs?|agenc(?:y|ies)|"
    "offices?|directors?|heads?|owners?|holders?|managers?|associations?|groups?)$",
    re.IGNORECASE,
)
_ACTORS = ("单位", "机构", "公司", "企业", "人")
# The county of a county health authority is none by itself.
_OF_A_BODY = regex(
    r" (?:[a-z-]+ ){0,3}(?:ministry|department|bureau|commission|administration|office|authority|"
    r"authorities|agency|committee|court|council|government)\b"
)
# What any authority is called, beside what it is of.
_SORT_ZH = regex(
    r"(?<=[\u3400-\u9fff]{2})(?:行政主管部门|主管部门|行政部门|管理部门|管理机构|部门|机构|机关)$"
)
_SORT_EN = regex(
    r" (?:authority|authorities|department|departments|agency|agencies|body|bodies|regulators?|"
    r"administration|bureau|office)$",
    re.IGNORECASE,
)
_ANY_SORT = regex(
    r"(?:监管|主管|监督|管理|行政|执法|审批|登记|受理|有关|相关|政府|.{0,6}级)+|"
    r"(?:supervis\w+|competent|regulat\w+|administrative|government|relevant|local|public)",
    re.IGNORECASE,
)
# Words of two bodies that mean this much the same name one body.
_SAME_BODY = 0.62


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body in a text: what it is, of which sort, and where it stands."""

    key: str
    sort: str
    words: str
    at: Span


def compare_bodies(claim: str, text: str) -> list[Finding]:
    """Compare each body of the claim with those of the text."""
    here, there = find_bodies(claim), find_bodies(text)
    findings: list[Finding] = []
    matched = [_same(mine, there) for mine in here]
    taken = {id(body) for body in matched if body is not None}
    for mine, same in zip(here, matched, strict=True):
        kind: Kind = "body" if mine.sort in SPECIFIC else "actor"
        if same is not None:
            findings.append(Finding(kind, True, mine.words, same.words, same.at))
            continue
        # 公安、交通运输等部门 has the 交通部门 of a claim.
        if _bare(mine.words) != mine.words and _bare(mine.words) in text:
            continue
        others = [its for its in there if id(its) not in taken and may_stand_for(mine, its)]
        if others:
            best = max(others, key=lambda its: (_known_by_name(its), its.sort == mine.sort))
            apart = mine.words not in best.words and best.words not in mine.words
            sure = _known_by_name(mine) and _known_by_name(best) and apart
            findings.append(Finding(kind, False, mine.words, best.words, best.at, sure=sure))
    return findings


def _known_by_name(body: BodyName) -> bool:
    """Tell whether a body is one of the whole country with a name of its own, which no other goes by."""
    return body.sort in _ONE_OF_A_KIND


def may_stand_for(mine: BodyName, its: BodyName) -> bool:
    """Tell whether one body may be said in place of another: an authority for an authority."""
    if _ANY.search(mine.words) or _ANY.search(its.words):
        return False
    if "form" in {mine.sort, its.sort}:
        form, other = (mine, its) if mine.sort == "form" else (its, mine)
        # A firm goes by what it is to the text: 排污单位, 投保机构.
        return other.sort != "other" or not form.words.endswith(_ACTORS)
    return (mine.sort in SPECIFIC) == (its.sort in SPECIFIC)


def one_body(mine: BodyName, its: BodyName) -> bool:
    """Tell whether two names name one body, by their words where one is no known name."""
    return mine.key == its.key or _mean_one(mine, its)


def _same(mine: BodyName, there: Sequence[BodyName]) -> BodyName | None:
    for its in there:
        if mine.key == its.key:
            return its
    return next((its for its in there if _mean_one(mine, its)), None)


def _mean_one(mine: BodyName, its: BodyName) -> bool:
    """Tell whether the words of two names, one of which is no known name, mean one body."""
    if "form" not in {mine.sort, its.sort}:
        return False
    names = mine.words, its.words
    # 监管机关 may be 邮政管理部门: what is nothing in particular is held against the whole name.
    if all(_bare(name) != name for name in names):
        names = _bare(mine.words), _bare(its.words)
        # 区县房地产主管部门 is a 房地产行政主管部门.
        if is_chinese(names[0]) and (names[0] in names[1] or names[1] in names[0]):
            return True
    own, other = (content_words(name) for name in names)
    return bool(len(own) and len(other)) and float(best_matches(own, [other]).mean()) >= _SAME_BODY


def _bare(name: str) -> str:
    """Return what tells an authority from others: 排水 of 排水主管部门, drainage of a drainage authority.

    All of the name where that is nothing in particular: 监管机关.
    """
    bare = (_SORT_ZH if is_chinese(name) else _SORT_EN).sub("", name)
    return name if _ANY_SORT.fullmatch(bare) else bare


@functools.cache
def _known() -> tuple[dict[str, tuple[str, str]], re.Pattern[str], re.Pattern[str]]:
    """Return key and sort by lower-case name, and the patterns of the names of each language."""
    keys: dict[str, tuple[str, str]] = {}
    names: dict[str, list[str]] = {"zh": [], "en": []}
    with _FILE.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            for column, listed in names.items():
                for name in filter(None, row[column].split("|")):
                    listed.append(name)
                    keys.setdefault(name.lower(), (row["zh"].split("|")[0], row["kind"]))
    zh = "|".join(map(re.escape, sorted(names["zh"], key=len, reverse=True)))
    en = "|".join(map(re.escape, sorted(names["en"], key=len, reverse=True)))
    # 国务院卫生行政部门 is a department, and 交通部门 is no 交通部.
    zh = zh.replace("|国务院|", r"|国务院(?![\u3400-\u9fff]{2,8}(?:主管|行政|监督管理)部门)|")
    return keys, regex(rf"(?:{zh})(?!(?<=部)门)"), regex(rf"\b(?:{en})(?![A-Za-z])", re.IGNORECASE)


@functools.lru_cache(maxsize=KEPT_TEXTS)
def find_bodies(text: str) -> tuple[BodyName, ...]:
    """Return the bodies of ``text`` in order; the known ones first where two overlap."""
    keys, zh, en = _known()
    chinese = is_chinese(text)
    found: list[BodyName] = []
    taken: list[tuple[int, int]] = []
    for match in (zh if chinese else en).finditer(text):
        key, sort = keys[match.group().lower()]
        if sort == "local" and _OF_A_BODY.match(text, match.end()):
            continue
        found.append(BodyName(key, sort, match.group(), Span(*match.span())))
        taken.append(match.span())
    for match in (_ZH_FORM if chinese else _EN_FORM).finditer(text):
        words = match.group().rstrip()
        start, end = match.start(), match.start() + len(words)
        if not chinese and not match["named"]:
            words = _without_grammar(words)
            start = end - len(words)
        if not words or any(low < end and start < high for low, high in taken):
            continue
        found.append(BodyName(words.lower(), "form", words, Span(start, end)))
        taken.append((start, end))
    return tuple(sorted(found, key=lambda body: body.at.start))


def _without_grammar(words: str) -> str:
    """Return an English name without what stands before it: "authorities" of "from those the authorities"."""
    kept = words.split(" ")
    last = max((n for n, w in enumerate(kept) if w.lower() in _EN_SKIP - _EN_WITHIN), default=-1)
    kept = kept[last + 1 :]
    while kept and kept[0].lower() in _EN_WITHIN:
        kept.pop(0)
    return " ".join(kept)
