"""Documents made up for tests: plans with chapters, cut into copies and interleaved."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_WORDS = [
    "创新",
    "生态",
    "数据",
    "港口",
    "教育",
    "医疗",
    "人才",
    "金融",
    "交通",
    "能源",
    "农业",
    "海洋",
    "文化",
    "旅游",
    "制造",
    "物流",
    "社区",
    "知识",
    "产权",
    "贸易",
    "科研",
    "平台",
    "园区",
    "标准",
    "水务",
    "气象",
    "城市",
    "乡村",
    "企业",
    "院校",
    "档案",
    "设备",
    "材料",
    "芯片",
    "软件",
    "药品",
    "养老",
    "体育",
    "林业",
    "河湖",
]
_VERBS = [
    "推进",
    "完善",
    "建设",
    "健全",
    "强化",
    "支持",
    "引导",
    "培育",
    "优化",
    "深化",
    "落实",
    "规范",
]
_NOUNS = [
    "体系",
    "机制",
    "能力",
    "服务",
    "工程",
    "制度",
    "基地",
    "网络",
    "试点",
    "合作",
    "管理",
    "布局",
]
_DIGITS = "一二三四五六七八九十"
BOILERPLATE = ("各有关部门按照职责分工负责。", "具体办法由主管部门另行制定并公布实施。")


def seeded(seed: int) -> random.Random:
    """Return a source of the same draws for the same seed."""
    return random.Random(seed)  # noqa: S311  # made-up documents, no secrets


def numeral(number: int) -> str:
    """Return a Chinese numeral for 1 to 99, an Arabic one above."""
    if number > 99:
        return str(number)
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[number - 1]
    return (_DIGITS[tens - 1] if tens > 1 else "") + "十" + (_DIGITS[ones - 1] if ones else "")


@dataclass(frozen=True)
class Head:
    """A heading: its mark and title."""

    level: str
    mark: str
    title: str
    place: tuple[int, int]


@dataclass(frozen=True)
class Made:
    """A made document: ``items`` are headings and sentences in order."""

    items: tuple[Head | str, ...]
    places: dict[str, tuple[int, int]]
    contents: bool = False
    style: str = "章"
    repeated: frozenset[str] = field(default=frozenset())

    @property
    def sentences(self) -> list[str]:
        """The sentences that occur once in the clean document, in order."""
        return [item for item in self.items if isinstance(item, str) and item not in self.repeated]

    def table(self, gap: str) -> str:
        """The table of contents, or nothing."""
        heads = [item for item in self.items if isinstance(item, Head)]
        return "目录" + gap + gap.join(h.mark + h.title for h in heads) + "\n"


def make_document(
    rng: random.Random,
    *,
    style: str = "章",
    contents: bool = False,
    chapters: int | None = None,
    sections: int | None = None,
    boilerplate: float = 0.05,
) -> Made:
    """Make up a document; all sentences but the boilerplate differ."""
    used: set[str] = set()
    tails: set[str] = set()
    items: list[Head | str] = []
    places: dict[str, tuple[int, int]] = {}

    def phrase() -> str:
        return rng.choice(_VERBS) + rng.choice(_WORDS) + rng.choice(_WORDS) + rng.choice(_NOUNS)

    def fresh(make: Callable[[], str]) -> str:
        while True:
            text = make()
            # All end in 。, so that one is part of another only as its ending.
            endings = {text[position + 1 :] for position, c in enumerate(text) if c == "，"}
            if text not in used and text not in tails and not endings & used:
                used.add(text)
                tails.update(endings)
                return text

    def sentence() -> str:
        if rng.random() < 0.15:
            return fresh(lambda: f"{phrase()}。")
        size = rng.choice((2, 3, 4, 6))
        year = f"到{rng.randint(2021, 2039)}年，" if rng.random() < 0.2 else ""
        return fresh(lambda: year + "，".join(phrase() for _ in range(size)) + "。")

    def add(head: Head | None, place: tuple[int, int], low: int, high: int) -> None:
        if head:
            items.append(head)
        for _ in range(rng.randint(low, high)):
            words = rng.choice(BOILERPLATE) if rng.random() < boilerplate else sentence()
            items.append(words)
            places.setdefault(words, place)

    wanted = 5 * (chapters or 8) + 5
    pool = [a + b for a in _WORDS for b in _NOUNS]
    if wanted > len(pool):
        pool = [a + b + c for a in _WORDS for b in _WORDS for c in _NOUNS]
    titles = rng.sample(pool, max(wanted, 300))
    add(None, (0, 0), 1, 3)
    for chapter in range(1, (chapters or rng.randint(2, 8)) + 1):
        mark = f"第{numeral(chapter)}章" if style == "章" else f"{numeral(chapter)}、"
        count = rng.choice((0, 2, 3, 4)) if sections is None else sections
        head = Head("chapter", mark, "总体" + titles.pop(), (chapter, 0))
        add(head, (chapter, 0), 0 if count else 2, 2 if count else 8)
        for section in range(1, count + 1):
            mark = f"第{numeral(section)}节" if style == "章" else f"（{numeral(section)}）"
            head = Head("section", mark, titles.pop(), (chapter, section))
            add(head, (chapter, section), 2, 8)
    counts = [item for item in items if isinstance(item, str)]
    repeated = frozenset(item for item in BOILERPLATE if counts.count(item))
    return Made(tuple(items), places, contents, style, repeated)


def render(rng: random.Random, items: Sequence[Head | str], glue: float, breaks: float) -> str:
    """Write items as text; ``glue`` is the share of headings that run into the next sentence."""
    parts: list[str] = []
    for item in items:
        if isinstance(item, Head):
            glued = rng.random() < glue
            before = "" if glued else "\n"
            gap = "" if rng.random() < 0.5 else " "
            parts.append(before + item.mark + gap + item.title + ("" if glued else "\n"))
        else:
            parts.append(item + ("\n" if rng.random() < breaks else ""))
    return "".join(parts)


def drop(rng: random.Random, made: Made, share: float) -> list[Head | str]:
    """Return the items without ``share`` of the sentences."""
    return [item for item in made.items if isinstance(item, Head) or rng.random() >= share]


def interleave(
    rng: random.Random, copies: Sequence[Sequence[Head | str]], longest: int, *, alternate: bool
) -> list[Head | str]:
    """Cut copies into pieces of 1 to ``longest`` items and shuffle them together in order."""
    at = [0] * len(copies)
    merged: list[Head | str] = []
    turn = 0
    while any(a < len(copy) for a, copy in zip(at, copies, strict=True)):
        turn = (turn + 1) % len(copies) if alternate else rng.randrange(len(copies))
        size = rng.randint(1, longest)
        merged.extend(copies[turn][at[turn] : at[turn] + size])
        at[turn] += size
    return merged


def kendall_tau(order: Sequence[int]) -> float:
    """Return Kendall's tau of ``order`` against 0, 1, 2 …; by counting inversions."""
    total = len(order) * (len(order) - 1) // 2
    swapped = sum(a > b for i, a in enumerate(order) for b in order[i + 1 :])
    return 1.0 - 2.0 * swapped / total if total else 1.0
