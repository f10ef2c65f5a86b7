"""A name without what leads to it: its number in a list, 力争实现, 其中; and without how it is set: 可按."""

from __future__ import annotations

import re

from index.document.span import Span
from index.runtime.patterns import regex

_LEADING = regex(
    r"^(?:[（(][一二三四五六七八九十0-9]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、．.]|[0-9]{1,2}(?:\.[0-9]{1,2})*[、．.](?![0-9])|"
    r"[0-9]{1,2}(?:\.[0-9]{1,2})+(?=\s|[\u3400-\u9fff])|[①-⑳]|"
    r"可以|可(?![再持行靠能视见燃])|或者?|并处|处以|用于|"
    # 从业人员, 应急物资, 保证金: what leads elsewhere begins a word here.
    "到(?![位岗期账访场])|至(?![少今])|力争|争取|确保|保证(?!金)|实现|推动|推进|促进|全面|加快|积极|努力|着力|大力|继续|进一步|"
    "稳步|逐步|有序|使(?![用命馆])|将(?![来军])|把(?![握关])|要(?![素点件闻])|应当|应(?![用急届收付缴纳税])|须|必须|其中|并且|"
    "并(?![网购联轨])|且|同时|以及|和(?![谐平])|及(?![时格])|与(?!会)|对(?![外口象接策])|由|从(?![业事属众政教医])|"
    "在(?![校园册岗编职读押库院籍建役])|"
    r"全年|今年|当年|年内|预计|预期|主要目标是|目标是|按照|以(?![后前上下内外])|原则上|一般(?![企居民公])|每年|[0-9]{4}年底?前?|\s|、|“|”)+"
)
# 返还标准可按, 减按: by how much, and not what.
_BY = regex("(?:可以|可|应当?|须|减|并|统一)*按照?$")


def trimmed(text: str, start: int, end: int) -> Span:
    """Return a range without what leads to its thing: 力争实现, 其中."""
    words = text[start:end]
    opening = re.search(r"[（(][^（()）]*$", words)
    if opening:
        end = start + opening.start()
        words = text[start:end]
    if by := _BY.search(words):
        end -= len(by.group())
        words = text[start:end]
    lead = _LEADING.match(words)
    start += len(lead.group()) if lead else 0
    return Span(start, max(start, end))
