"""How an official would cite a clause: 第三章第二节第4句, 第二十三条第二款第（三）项, 表1·中心食堂."""

from __future__ import annotations

from collections.abc import Sequence

from index.document.corpus import Role, Unit
from index.outline.numbering.nodes import Node
from index.outline.numbering.numerals import chinese_numeral
from index.outline.numbering.refs import unit_ref
from index.runtime.patterns import regex

_NAMES: dict[Role, str] = {
    "preface": "导言", "notice": "印发通知", "head": "版头", "addressee": "主送机关", "signature": "落款",
    "release": "附注", "annexes": "附件说明", "copies": "版记", "note": "注",
    "closing": "结尾",
}  # fmt: skip
_MARK = regex(r"第|[（(]|[0-9]+[.．、)）]|[一二三四五六七八九十百]+、|[①-⑳]")
_MARK_ENDS = tuple("、）)章节编篇分.")
_WHOLE: frozenset[Role] = frozenset(
    {"addressee", "signature", "release", "annexes", "copies", "closing"}
)


def place_name(stack: Sequence[Node], role: Role) -> str:
    """Return the name of the place below the nodes of ``stack``, outermost first."""
    parts: list[str] = []
    for node in stack:
        if node.kind == "article" or node.rank < 0:
            continue
        if node.family == "dotted":
            parts = [part for part in parts if not part[:1].isascii()]
            parts.append(node.label)
        elif node.label:
            parts.append(node.label)
        elif node.title:
            parts.append(node.title)
    name = ""
    for part in parts:
        # Marks follow each other as they are; a word is set off by a dot.
        joins = _MARK.match(part) and name.endswith(_MARK_ENDS)
        name += part.rstrip(".．") if not name or joins else f"·{part.rstrip('.．')}"
    if role in _NAMES and not (role == "preface" and name):
        name = f"{name}·{_NAMES[role]}" if name else _NAMES[role]
    return name


def sentence_ref(place: str, role: Role, number: int, *, own: bool) -> str:
    """Return the reference to a sentence of a place.

    Args:
        place: Its name.
        role: What part of the document it is.
        number: Of the sentence within the place, from 1.
        own: Whether the place is a numbered paragraph, whose first sentence its number names.
    """
    if (role in _WHOLE or own) and number == 1:
        return place
    return f"{place}第{number}句"


def article_ref(label: str, units: Sequence[Unit], *, several: bool) -> str:
    """Return the reference to a clause of an article that holds ``units``.

    Args:
        label: Of the article.
        units: The 款, 项 and 目 in the clause, in order; empty for the whole article.
        several: Whether the article has several 款.
    """
    paragraphs = {unit.paragraph for unit in units}
    if not units or len(paragraphs) > 1:
        if not units:
            return label
        first, last = min(paragraphs), max(paragraphs)
        return f"{label}第{chinese_numeral(first)}款至第{chinese_numeral(last)}款"
    held = [unit for unit in units if unit.item is not None]
    if held and len(held) < len(units):
        units = held  # the lead-in is cited with the items that stand behind it
    items = [unit.item for unit in units]
    if len(set(items)) == 1:
        points = {unit.point for unit in units}
        whole = Unit(units[0].span, units[0].paragraph, items[0], units[0].point)
        if len(points) > 1:
            whole = Unit(units[0].span, units[0].paragraph, items[0])
        return unit_ref(label, whole, several=several)
    bare = unit_ref(label, Unit(units[0].span, units[0].paragraph), several=several)
    if items[0] is None or items[-1] is None:
        return bare
    first_item, last_item = chinese_numeral(items[0]), chinese_numeral(items[-1])
    return f"{bare}第（{first_item}）项至第（{last_item}）项"
