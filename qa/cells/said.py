"""How much of a name a text says, and which of its words are those of another text.

Words of one language have to be the same; those of two have to mean the same (``qa.words.align``).
"""

from __future__ import annotations

import numpy as np

from index.runtime.patterns import regex
from qa.compare.finding import is_chinese
from qa.words.align import ContentWords, Matrix, content_words, similarities

# From here on two words are one: of the same language, and of two.
_SAME = 0.85
_MEANS = 0.55
# A name whose words stand here and there is never said as much as one that stands as it is.
_NEARLY = 0.95
# By so much the row or the column that is meant is said better than the next.
AHEAD = 0.05
# What every row counts or aims at says nothing of which.
GENERAL = regex(
    "数量|总量|总数|个数|数额|金额|数目|目标值?|指标值?|标准|情况|达到|实现|提高|增加|降低|下降|减少|控制|完成|"
    "为|是|有|共|数|约|由|每|要|到|在|"
    r"\b(?:number|total|targets?|indicators?|values?|reach\w*|is|are|be|to|many|much|what|planned|plan)\b"
)
# 5G of 5G基站: no word, but part of the name.
_CODE = regex(r"[A-Za-z]*[0-9]+[A-Za-z0-9.]*")
SPACE = regex(r"\s+")
TINY = 1e-6
# What names a thing in two characters at least.
SHORTEST = 2


def said(name: str, text: str) -> float:
    """Return how much of a name a text says, 0 to 1: by characters, across languages by weight."""
    plain = SPACE.sub("", name)
    if not plain:
        return 0.0
    if plain.lower() in SPACE.sub("", text).lower():
        return 1.0
    core = SPACE.sub("", GENERAL.sub("", name))
    if len(core) >= SHORTEST and core.lower() in SPACE.sub("", text).lower():
        return 1.0
    mine = content_words(GENERAL.sub(" ", name))
    theirs = content_words(text)
    if not len(mine) or not len(theirs):
        return 0.0
    alike = likest(mine, theirs)
    if is_chinese(name) and not is_chinese(text):
        share = float(mine.weights @ alike) / max(float(mine.weights.sum()), TINY)
        return min(_NEARLY, share)
    matched = sum(len(w.text) * float(v) for w, v in zip(mine.words, alike, strict=True))
    if is_chinese(name):
        matched += sum(len(code) for code in _CODE.findall(core) if code in text)
    return min(_NEARLY, matched / max(1, len(core)))


def likest(mine: ContentWords, theirs: ContentWords) -> Matrix:
    """Return how alike each word is to its likest of others, where that is enough to be it; else 0."""
    if not len(theirs):
        return np.zeros(len(mine), dtype=np.float32)
    alike = similarities(mine, theirs)
    for r, word in enumerate(mine.words):
        for c, other in enumerate(theirs.words):
            across = word.text.isascii() != other.text.isascii()
            # A single character within a word says little of it: 高 in 高标准.
            apart = not across and word.text != other.text
            short = min(len(word.text), len(other.text)) < SHORTEST
            if alike[r, c] < (_MEANS if across else _SAME) or (apart and short):
                alike[r, c] = 0.0
    return np.asarray(np.clip(alike.max(axis=1), 0.0, 1.0), dtype=np.float32)
