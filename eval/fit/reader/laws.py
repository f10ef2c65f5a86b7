"""Statements made from sentences of law: said otherwise, altered, or a neighbour's."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from index.runtime.patterns import regex

_FIGURE = regex(
    r"(\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+)"
    r"(个?工作日|日|天|年|个月|万元|元|%|倍|人|名|米|公里|小时|次|岁|周岁)"
)
_DIGITS = "零一二三四五六七八九"
_TENS = {"十": 10, "百": 100, "千": 1000}
_OTHER_UNIT = {
    "日": "个月",
    "年": "个月",
    "个月": "年",
    "工作日": "个月",
    "万元": "元",
    "元": "万元",
}
_BODIES = (
    "国务院",
    "省级人民政府",
    "设区的市级人民政府",
    "县级人民政府",
    "乡镇人民政府",
    "公安机关",
    "市场监督管理部门",
    "财政部门",
    "生态环境主管部门",
    "自然资源主管部门",
    "住房和城乡建设主管部门",
    "交通运输主管部门",
    "卫生健康主管部门",
    "农业农村主管部门",
    "水行政主管部门",
    "应急管理部门",
    "教育行政部门",
    "民政部门",
    "人力资源社会保障部门",
    "人民法院",
    "人民检察院",
    "税务机关",
    "海关",
    "林业主管部门",
    "司法行政部门",
    "审计机关",
    "工业和信息化主管部门",
    "文化和旅游主管部门",
    "发展改革部门",
)
_BODY = regex("|".join(sorted(_BODIES, key=len, reverse=True)))
_OPPOSITES = (
    ("不得少于", "不得多于"),
    ("不低于", "不高于"),
    ("不得超过", "不得低于"),
    ("不少于", "不超过"),
    ("以上", "以下"),
    ("之前", "之后"),
    ("以内", "以后"),
    ("提前", "推迟"),
    ("有权", "无权"),
    ("不予", "予以"),
    ("上级", "下级"),
    ("公开", "不公开"),
    ("免费", "收费"),
    ("增加", "减少"),
    ("从重", "从轻"),
    ("应当经", "无需经"),
    ("书面", "口头"),
    ("连续", "累计"),
    ("全部", "部分"),
    ("可以不", "必须"),
    ("优先", "最后"),
    ("自愿", "强制"),
    ("另行", "一并"),
)
_ACTS = (
    ("应当", ("可以不", "可以自行决定是否", "不必", "无需", "不得")),
    ("不得", ("可以", "有权", "应当")),
    ("可以", ("应当一律", "必须", "不得")),
    ("鼓励", ("强制要求", "限制", "禁止")),
    ("禁止", ("允许", "鼓励")),
    ("支持", ("限制", "不支持")),
)
_SAME = (
    ("应当", ("必须", "要", "得", "需要")),
    ("不得", ("不能", "不准", "不可以", "禁止")),
    ("可以", ("能够", "有权", "允许")),
    ("有关", ("相关",)),
    ("及时", ("尽快", "马上")),
    ("予以", ("给予", "加以")),
    ("按照", ("依照", "根据", "照")),
    ("以及", ("和", "还有")),
    ("或者", ("或", "或是")),
    ("未经", ("没有经过",)),
    ("责令", ("要求", "命令")),
    ("逾期", ("过了期限",)),
    ("处", ("罚",)),
    ("进行", ("开展", "做")),
    ("规定", ("要求",)),
    ("建立健全", ("建立和完善",)),
    ("单位和个人", ("单位、个人",)),
    ("任何", ("所有",)),
    ("本行政区域", ("本地", "当地")),
    ("负责", ("承担", "主管")),
    ("申请人", ("申请的人",)),
    ("提交", ("递交", "交上")),
    ("书面", ("用文字",)),
    ("自收到", ("从收到",)),
    ("之日起", ("那天算起",)),
    ("违法所得", ("非法收入",)),
    ("危害", ("损害",)),
    ("人民政府", ("政府",)),
    ("工作人员", ("办事人员",)),
    ("依法", ("按法律",)),
    ("保护", ("维护",)),
    ("鼓励", ("提倡", "支持")),
)
_LIST = regex(
    r"([\u4e00-\u9fff]{2,8})、([\u4e00-\u9fff]{2,8})(?:、|和|以及|或者)([\u4e00-\u9fff]{2,8})"
)
_JOINED = regex(r"((?:[\u4e00-\u9fff]{2,8}、)+)([\u4e00-\u9fff]{2,8})(以及|和|或者|或)")
_ASIDE = regex(r"（[^）]*）")
_FRAMES = ("{}", "{}", "{}", "按照规定，{}", "规定要求，{}", "{}这是明确的。", "法律上，{}")
# Synonyms that are put in, and how often years are told in months.
_REPLACED, _MONTHS = 0.75, 0.4


def framed(sentence: str, rng: random.Random) -> str:
    """Return a sentence as a person may state it."""
    return rng.choice(_FRAMES).format(sentence)


def alike(sentence: str, rng: random.Random) -> str:
    """Return a sentence that says the same, or less: everyday words, a list cut short."""
    said = sentence
    for word, others in rng.sample(_SAME, len(_SAME)):
        if word in said and rng.random() < _REPLACED:
            said = said.replace(word, rng.choice(others))

    def retold(found: re.Match[str]) -> str:
        value, unit = _value(found[1]), found[2]
        if unit == "年" and 1 <= value <= 5 and rng.random() < _MONTHS:  # noqa: PLR2004  # as people do
            return f"{int(value * 12)}个月"
        return found[0] if found[1][0].isdigit() else f"{value:g}{'天' if unit == '日' else unit}"

    said = _ASIDE.sub("", _FIGURE.sub(retold, said))
    joined = _JOINED.search(said)
    if joined and "不" not in said and "禁" not in said and rng.random() < 1 / 3:
        parts = joined[1].strip("、").split("、")
        rng.shuffle(parts)
        fewer = "、".join(parts[: max(1, len(parts) - 1)])
        said = f"{said[: joined.start()]}{fewer}{joined[3]}{joined[2]}{said[joined.end() :]}"
    return said


def altered(sentence: str, rng: random.Random) -> str | None:
    """Return a sentence that contradicts one; None where nothing in it can be altered."""
    ways: dict[str, list[Callable[[], str]]] = {
        "figure": [lambda m=m: _other_figure(sentence, m, rng) for m in _FIGURE.finditer(sentence)],  # type: ignore[misc]
        "body": [lambda m=m: _other_body(sentence, m, rng) for m in _BODY.finditer(sentence)],  # type: ignore[misc]
        "side": [
            lambda a=a, b=b: _replaced(sentence, a, b, rng)  # type: ignore[misc]
            for one, other in _OPPOSITES
            for a, b in ((one, other), (other, one))
            if a in sentence and (a == one or one not in sentence)
        ],
        "act": [
            lambda a=a, bs=bs: _replaced(sentence, a, rng.choice(bs), rng)  # type: ignore[misc]
            for a, bs in _ACTS
            if a in sentence
        ],
        "member": [
            lambda m=m: (
                f"{sentence[:-1]}，但{m[2]}{rng.choice(('除外', '不在此列', '不包括在内'))}。"
            )  # type: ignore[misc]
            for m in _LIST.finditer(sentence)
        ],
    }
    possible = sorted(kind for kind, found in ways.items() if found)
    return rng.choice(ways[rng.choice(possible)])() if possible else None


def _other_figure(sentence: str, found: re.Match[str], rng: random.Random) -> str:
    value, unit = _value(found[1]), found[2]
    if unit in _OTHER_UNIT and rng.random() < 1 / 5:
        told = f"{found[1]}{_OTHER_UNIT[unit]}"
    else:
        other = value
        while other in {value, 0}:
            other = float(
                round(value * rng.choice((0.5, 2, 3, 1.5, 0.2, 10)) + rng.choice((0, 0, 1, 5)))
            )
        told = f"{int(other) if found[1][0].isdigit() else _told(int(other))}{unit}"
    return f"{sentence[: found.start()]}{told}{sentence[found.end() :]}"


def _other_body(sentence: str, found: re.Match[str], rng: random.Random) -> str:
    other = rng.choice([body for body in _BODIES if body != found[0]])
    return f"{sentence[: found.start()]}{other}{sentence[found.end() :]}"


def _replaced(sentence: str, word: str, other: str, rng: random.Random) -> str:
    start = rng.choice([found.start() for found in re.finditer(re.escape(word), sentence)])
    return f"{sentence[:start]}{other}{sentence[start + len(word) :]}"


def _value(written: str) -> float:
    if written[0].isdigit():
        return float(written)
    value = digit = 0
    for character in written:
        if character in _TENS:
            value += (digit or 1) * _TENS[character]
            digit = 0
        else:
            digit = 2 if character == "两" else _DIGITS.index(character)
    return float(value + digit)


def _told(value: int) -> str:
    if value < 10:  # noqa: PLR2004  # of one digit
        return _DIGITS[value]
    if value < 100:  # noqa: PLR2004  # of two
        tens, ones = divmod(value, 10)
        return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"
    return str(value)
