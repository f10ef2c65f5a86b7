"""What two editions of the same words share: no number before them, no white space, one form."""

from __future__ import annotations

import functools
import unicodedata

from index.runtime.patterns import regex

_NUMERAL = "一二三四五六七八九十百零〇两"
# What numbers a line and changes when a line before it is added or removed.
_LABEL = regex(
    rf"(?:第[{_NUMERAL}0-9]{{1,6}}(?:条|款|项)(?:之[{_NUMERAL}]{{1,2}})?(?![{_NUMERAL}的规、和])"
    rf"|[（(][{_NUMERAL}0-9]{{1,3}}[）)]|[{_NUMERAL}]{{1,3}}、|[0-9]{{1,2}}[.．、](?![0-9]))\s*"
)
_QUOTES = str.maketrans("“”„‟«»「」『』‘’‛", '""""""""""\'\'\'')
_DASHES = str.maketrans("–—―－﹣−", "------")
# A list that gets another member ends in 。 where it ended in ；.
_END = "。；;.，,、：: "
KEPT_KEYS = 1 << 16


@functools.lru_cache(maxsize=KEPT_KEYS)
def key_of(text: str) -> str:
    """Return what is equal of two sentences or clauses that have the same words.

    Numbers in front of a line, white space, widths, forms of quotes and dashes, and the mark at the
    end make no difference; every other mark does.
    """
    folded = unicodedata.normalize("NFKC", "\n".join(map(without_label, text.splitlines())))
    folded = folded.translate(_QUOTES).translate(_DASHES)
    return "".join(folded.split()).rstrip(_END)


def without_label(line: str) -> str:
    """Return a line without the number in front of it: （一）, 2., 第三条."""
    stripped = line.lstrip()
    label = _LABEL.match(stripped)
    return stripped[label.end() :] if label else stripped


def label_of(line: str) -> str:
    """Return the number in front of a line, without space; empty where there is none."""
    label = _LABEL.match(line.lstrip())
    return label.group().strip() if label else ""
