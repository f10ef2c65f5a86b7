"""Other names of a term: abbreviations that the document itself gives, and well-known ones."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path

from index.edition import read_pairs
from index.runtime.patterns import regex
from qa.lookup.keys import key_of

_FILE = Path(__file__).parent / "data" / "abbreviations.csv"
# 中国—新加坡广州知识城（以下简称知识城）; 病案首页、疾病分类编码（以下统称“四统一”）
_CALLED = regex(
    r"(?P<long>[^，,。；;：:！!？?（）()\n]{2,40})[（(](?:以下|下文|下|后文|后|本文)?(?:均|统|简|"
    r"合|或|又)*(?:简称|称|统称|合称|称为)(?:为)?[:：,，]?\s*"
    r"[“\"《「]?(?P<short>[^”\"》」）)，,；;]{1,20})[”\"》」]?[^（()）]{0,4}[）)]"
)
# 抗菌药物使用强度（DDDs）; 技术与创新支持中心（TISC）
_LATIN = regex(
    r"(?P<long>[\u3400-\u9fff]{2,20})[（(]\s*(?P<short>[A-Za-z][A-Za-z0-9&\-/]{1,15})\s*[）)]"
)
# What stands before a name and is no part of it.
_BEFORE_NAME = regex(
    ".*(?:根据|按照|依据|关于|贯彻|落实|成立|设立|组建|建设|推进|推动|实施|构建|加入|为|对|在|由|"
    "将|把|向|与|和|及|或|、|《|“)"
)
_LEADS_TO_NAME = regex(
    "^.*?(?:建设|成立|设立|组建|构建|推进|推动|实施|开展|加入|采用|通过|按照|根据|加强|发展|支持)"
)
_MIN_NAME = 2
# What an abbreviation in Latin letters stands for is a name, not one word.
_MIN_LATIN = 4


def document_names(term: str, text: str) -> tuple[str, ...]:
    """Return the keys of what the document says that ``term`` is also called.

    Args:
        term: A key (see ``keys.key_of``).
        text: All that the document says, in its normal form.
    """
    found: list[str] = []
    for long, short in _pairs(text):
        before, name = key_of(long), key_of(short)
        if term == name:
            latin = name.isascii()
            whole = key_of((_LEADS_TO_NAME if latin else _BEFORE_NAME).sub("", long))
            found.extend([whole] if len(whole) >= (_MIN_LATIN if latin else _MIN_NAME) else [])
        elif before.endswith(term) and len(term) > _MIN_NAME:
            found.append(name)
    if re.fullmatch(r"[a-z&]{2,}s", term):
        found.append(term[:-1])
    return tuple(dict.fromkeys(name for name in found if len(name) >= _MIN_NAME and name != term))


def known_names(term: str) -> tuple[str, ...]:
    """Return the keys of the well-known other names of a term."""
    forms = {term, term.removesuffix("s")} if term.isascii() else {term}
    return tuple(
        dict.fromkeys(name for names in _known() if not forms.isdisjoint(names) for name in names)
    )


@functools.lru_cache(maxsize=16)
def _pairs(text: str) -> Sequence[tuple[str, str]]:
    return [
        (match["long"], match["short"])
        for pattern in (_CALLED, _LATIN)
        for match in pattern.finditer(text)
    ]


@functools.cache
def _known() -> Sequence[tuple[str, ...]]:
    """Return well-known abbreviations, each with all its names, as keys, in the order of the file."""
    return [
        tuple(dict.fromkeys(key_of(name) for name in (short, *names)))
        for short, names in read_pairs(_FILE, "short", "names").items()
    ]
