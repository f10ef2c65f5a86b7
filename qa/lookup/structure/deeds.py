"""The deeds that a clause punishes, in its own words: 擅自占用起降点的，由县级应急管理部门处…罚款."""

from __future__ import annotations

from collections.abc import Iterator

from index.document.corpus import Clause, Span
from index.runtime.patterns import regex

# What an offence costs; what an authority merely orders is no punishment.
_PUNISHES = regex(
    "罚款|罚金|滞纳金|处罚|处分|没收|吊销|暂扣|拘留|警告|通报批评|责令停|追究[^，。；]{0,12}责任|赔偿责任|记过|开除|"
    "取消[^，。；]{1,12}(?:资格|登记|星级|称号)|暂停[^，。；]{1,16}(?:[0-9]|[一二三四五六七八九十])+个?[年月日]|列入[^，。；]{0,12}名单"
)
FINED = regex("罚款|罚金|滞纳金")
_SENTENCE = regex(r"[^。\n]+[。：:]?")
# …的，由…处…罚款; 逾期不恢复的处…
_DEED = regex(r"\s*(?P<deed>[^。\n]{4,}?)的(?=[，,：:]|处|由)")
# 违反本条例规定的行为 is no deed of its own.
_CATCH_ALL = regex(
    "(?:违反|不遵守)本[^，。；第]{1,6}?的?(?:其他|其它|有关)?规定(?:的(?:其他)?行为)?的?[，,]"
    "(?=法律|有关|由|依|给予|按|应|处|责令|追究|构成|视)"
)


def deeds_in(clause: Clause, *, fined: bool = False) -> tuple[Span, ...]:
    """Return the deeds that a clause punishes, its items among them.

    Args:
        clause: The clause.
        fined: Whether only what costs a fine counts.
    """
    return tuple(_deeds(clause, fined=fined))


def is_catch_all(clause: Clause) -> bool:
    """Tell whether a clause says what follows from acting against the document, whatever is done."""
    return bool(_CATCH_ALL.search(clause.text))


def _deeds(clause: Clause, *, fined: bool) -> Iterator[Span]:
    costs = FINED if fined else _PUNISHES
    for sentence in _SENTENCE.finditer(clause.text):
        deed = _DEED.match(sentence.group())
        if deed is None or not costs.search(sentence.group(), deed.end()):
            continue
        if _CATCH_ALL.match(sentence.group().strip()):
            continue
        if sentence.group().rstrip().endswith(("：", ":")):  # the deeds are the items below
            yield from (
                unit.span
                for unit in clause.units
                if unit.item is not None and unit.span.start >= sentence.end()
            )
            continue
        yield Span(sentence.start() + deed.start("deed"), sentence.start() + deed.end("deed"))
