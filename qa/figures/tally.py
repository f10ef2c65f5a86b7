"""Which documents tell what was counted: of a statistics communiqué every number is one of its figures."""

from __future__ import annotations

from collections.abc import Iterable

from index.runtime.patterns import regex

_AMOUNT = regex(r"[0-9](?:[0-9,.]*[0-9])?\s*(?:[%‰]|个?百分点|[万亿]|[\u3400-\u9fff])")
# Held against the year before, …
_COMPARED = regex("(?:比|较|同)(?:上年|去年|年初|上季|上月)|同比|环比")
# … and not set for one to come.
_AHEAD = regex("到[0-9]{4}年|力争|争取|确保|预期|目标|应当|必须|不得|不低于|不少于|不超过")
# Fewer sentences that compare than this tell nothing of a document.
_FEWEST = 3
# A plan has a chapter of what was; a work report has as much of it, beside what it sets.
_MOST_COMPARED = 0.2
_MOST_AHEAD = 0.1


def tells_what_was(sentences: Iterable[str]) -> bool:
    """Tell whether a document counts what was and aims at nothing.

    Args:
        sentences: Its sentences, in the normal form.
    """
    counted = [sentence for sentence in sentences if _AMOUNT.search(sentence)]
    compared = sum(bool(_COMPARED.search(sentence)) for sentence in counted)
    if compared < _FEWEST:
        return False
    ahead = sum(bool(_AHEAD.search(sentence)) for sentence in counted)
    return compared >= _MOST_COMPARED * len(counted) and ahead <= _MOST_AHEAD * len(counted)
