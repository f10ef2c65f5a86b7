"""Pairs of editions made by random edits of articles, with what became of each: tests and benchmarks."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from index.outline.numbering.numerals import chinese_numeral

# What is put in the place of words when an article is reworded in no special way.
_SYNONYMS = (
    ("加强", "强化"),
    ("建立", "设立"),
    ("规定", "要求"),
    ("情况", "情形"),
    ("开展", "进行"),
    ("以及", "和"),
    ("有关", "相关"),
    ("制定", "编制"),
    ("保障", "保证"),
    ("根据", "按照"),
    ("提供", "给予"),
    ("工作", "事务"),
    ("处理", "处置"),
    ("管理", "监管"),
    ("及时", "尽快"),
    ("活动", "行为"),
    ("申请", "请求"),
)
_INSERTED = ("按照国家有关规定", "经充分论证", "结合本地区实际", "在各自职责范围内", "通过公开方式")
_ADDED_SENTENCES = (
    "具体办法由主管部门在{days}日内另行公布。", "相关记录应当妥善保存{days}日，以备查阅。",
    "前述事项每{days}日向社会公开一次。",
)  # fmt: skip
_MODALITY = (("应当", "可以"), ("可以", "应当"), ("不得", "可以"), ("必须", "可以"))
_BODIES = (
    ("县级以上地方人民政府", "设区的市级人民政府"),
    ("国务院", "省级人民政府"),
    ("县级", "市级"),
    ("公安机关", "司法行政机关"),
    ("人民法院", "仲裁机构"),
)
_BOUNDS = (
    ("以上", "以下"),
    ("以下", "以上"),
    ("不超过", "不少于"),
    ("不少于", "不超过"),
    ("不低于", "不超过"),
)
_NUMBER = re.compile(
    r"(?<![0-9第〔])([1-9][0-9]{0,3}|[二三四五六七八九])(?=(?:个工作日|日|天|个月|年以|倍|万元|元|人|%|小时))"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}(?=年)")


@dataclass(frozen=True)
class Article:
    """An article of an edition.

    Attributes:
        origin: Number of the article of the old edition that it came from; None for an added one.
        text: Its words.
        kind: What became of it.
        words: Of a reworded one, the kind of its change; empty where any may be named.
    """

    origin: int | None
    text: str
    kind: str = "kept"
    words: str = ""


@dataclass(frozen=True)
class Pair:
    """Two editions and how they belong together.

    Attributes:
        old: The articles of the old one.
        new: The articles of the new one.
        removed: Numbers of the articles of the old one that are gone.
    """

    old: tuple[str, ...]
    new: tuple[Article, ...]
    removed: frozenset[int]


Way = Callable[[str, random.Random], tuple[str, str]]


def edit(
    articles: Sequence[str], others: Sequence[str], rng: random.Random, rate: float = 0.08
) -> Pair:
    """Return the articles and an edition in which each was edited with a chance of ``rate`` per kind.

    Args:
        articles: Of the old edition.
        others: Articles of other laws, to be added.
        rng: Where chance comes from.
        rate: Chance of each of: removing, rewording, adding after, moving.
    """
    kept: list[Article] = []
    removed: set[int] = set()
    for number, text in enumerate(articles):
        chance = rng.random()
        if chance < rate and len(articles) > 2:
            removed.add(number)
        elif chance < 3 * rate:
            words, kind = reword(text, rng)
            kept.append(
                Article(number, words, "reworded", kind) if words else Article(number, text)
            )
        else:
            kept.append(Article(number, text))
        if rng.random() < rate and others:
            kept.append(Article(None, rng.choice(others), "added"))
    for _ in range(round(rate * len(kept) / 2)):
        _move(kept, rng)
    return Pair(tuple(articles), tuple(kept), frozenset(removed))


def _move(kept: list[Article], rng: random.Random) -> None:
    """Move an unchanged article far enough that nothing else can be said to have moved."""
    places = [place for place, article in enumerate(kept) if article.kind == "kept"]
    if len(kept) < 8 or not places:
        return
    place = rng.choice(places)
    article = kept.pop(place)
    far = [p for p in range(len(kept) + 1) if abs(p - place) >= 4]
    kept.insert(rng.choice(far), replace(article, kind="moved"))


def reword(text: str, rng: random.Random) -> tuple[str, str]:
    """Return a text with one or more changes and the kind of the change; empty where none fits."""
    ways = [_number, _year, _swap(_MODALITY, "modality"), _swap(_BODIES, "body"), _swap(_BOUNDS, "bound"),
            _synonyms, _insert, _cut, _add_sentence, _heavily]  # fmt: skip
    rng.shuffle(ways)
    for way in ways:
        words, kind = way(text, rng)
        if words and words != text:
            return words, kind
    return "", ""


def _number(text: str, rng: random.Random) -> tuple[str, str]:
    found = list(_NUMBER.finditer(text))
    if not found:
        return "", ""
    match = rng.choice(found)
    old = match.group()
    new = (
        str(int(old) + rng.randint(1, 9))
        if old.isdigit()
        else rng.choice("二三四五六七八九".replace(old, ""))
    )
    return text[: match.start()] + new + text[match.end() :], "number"


def _year(text: str, rng: random.Random) -> tuple[str, str]:
    found = list(_YEAR.finditer(text))
    if not found:
        return "", ""
    match = rng.choice(found)
    return text[: match.start()] + str(int(match.group()) + 2) + text[match.end() :], "date"


def _swap(pairs: Sequence[tuple[str, str]], kind: str) -> Way:
    def way(text: str, rng: random.Random) -> tuple[str, str]:
        fitting = [(one, other) for one, other in pairs if one in text]
        if kind == "bound":
            fitting = [
                (one, other)
                for one, other in fitting
                if re.search(rf"[0-9十万元日年%]{one}|{one}[0-9]", text)
            ]
        if not fitting:
            return "", ""
        one, other = rng.choice(fitting)
        return text.replace(one, other, 1), kind

    return way


def _synonyms(text: str, rng: random.Random) -> tuple[str, str]:
    fitting = [pair for pair in _SYNONYMS if pair[0] in text]
    for one, other in rng.sample(fitting, min(len(fitting), 3)):
        text = text.replace(one, other, 1)
    return text, ""


def _insert(text: str, rng: random.Random) -> tuple[str, str]:
    marks = [match.end() for match in re.finditer("，", text)]
    if not marks:
        return "", ""
    at = rng.choice(marks)
    return f"{text[:at]}{rng.choice(_INSERTED)}，{text[at:]}", ""


def _cut(text: str, rng: random.Random) -> tuple[str, str]:
    parts = text.split("，")
    if len(parts) < 4:
        return "", ""
    del parts[rng.randrange(1, len(parts) - 1)]
    return "，".join(parts), ""


def _add_sentence(text: str, rng: random.Random) -> tuple[str, str]:
    days = rng.randint(2, 400)  # so that no two articles get the very same sentence
    sentence = rng.choice(_ADDED_SENTENCES).format(days=days)
    return (text + sentence, "") if text.endswith("。") else ("", "")


def _heavily(text: str, rng: random.Random) -> tuple[str, str]:
    """Change several things at once: synonyms, an insertion, a cut, a sentence more."""
    changed = text
    for way in (_synonyms, _insert, _cut, _add_sentence):
        changed = way(changed, rng)[0] or changed
    return changed, ""


def as_text(title: str, articles: Sequence[str], chapters: int = 4) -> str:
    """Return articles as the text of a law: numbered, in chapters."""
    size = max(1, -(-len(articles) // chapters))
    lines = [title, ""]
    for number, text in enumerate(articles, start=1):
        if (number - 1) % size == 0:
            chapter = (number - 1) // size + 1
            lines += [
                "",
                f"第{chinese_numeral(chapter)}章　{_TITLES[(chapter - 1) % len(_TITLES)]}",
                "",
            ]
        lines.append(f"第{chinese_numeral(number)}条　{text}")
    return "\n".join(lines) + "\n"


_TITLES = ("总则", "规划与建设", "监督管理", "法律责任", "附则")


_WHO = ("市人民政府", "县级以上地方人民政府", "城市管理部门", "经营者", "单位和个人", "公安机关")
_FORCE = ("应当", "可以", "不得", "必须", "应当依法", "应当及时")
_DO = (
    "建立",
    "制定",
    "公布",
    "报送",
    "检查",
    "维护",
    "登记",
    "改造",
    "评估",
    "储备",
    "开放",
    "采购",
)
_WHAT = (
    "排水设施", "应急预案", "停车信息", "消防通道", "档案材料", "水质监测数据", "农贸市场", "老旧电梯",
    "道路照明", "古树名木", "非机动车道", "垃圾收集点", "公共厕所", "户外广告", "校车线路", "防汛物资",
)  # fmt: skip
_WHERE = (
    "在本行政区域内",
    "在规定的期限内",
    "每年至少2次",
    "于15日内",
    "按照国家有关规定",
    "会同有关部门",
)


def make_article(rng: random.Random) -> str:
    """Return the words of an article that nobody enacted."""
    sentences = []
    for _ in range(rng.randint(1, 3)):
        parts = [
            f"{rng.choice(_WHO)}{rng.choice(_FORCE)}{rng.choice(_WHERE)}{rng.choice(_DO)}{rng.choice(_WHAT)}"
        ]
        parts += [
            f"{rng.choice(_DO)}{rng.choice(_WHAT)}和{rng.choice(_WHAT)}"
            for _ in range(rng.randint(0, 3))
        ]
        sentences.append("，".join(parts) + "。")
    return "".join(sentences)
