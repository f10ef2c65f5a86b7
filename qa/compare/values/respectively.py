"""Lists told by 分别: 初级、中级、高级的，分别给予一百元、二百元、三百元.

Each of the amounts is one member's. A claim that names one member has its amount in the list, and no other.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.runtime.patterns import regex
from qa.amounts.amount import Amount, comparable
from qa.amounts.find import find_amounts
from qa.compare.finding import piece_around
from qa.words.align import ContentWords, best_matches, content_words, similarities

_EACH = regex("分别|依次")
_BETWEEN = regex(r"[、，,和及与或以\s]{1,3}")
_JOINTS = regex("、|以及|或者|和|与|及|或")
# Two members in one word.
_BOTH = regex("城乡")
_PIECE = regex("[^，。；：]+")
_SENTENCE = regex("[。；]")
_FEWEST = 2
# From this on a claim names a member, by so much rather than another.
_NAMED, _AHEAD = 0.6, 0.1


def respective(mine: Amount, claim: str, text: str) -> Amount | None:
    """Return the amount of a text that is the one of the member of a list that a claim names; None for none.

    Args:
        mine: An amount of the claim.
        claim: The claim.
        text: The sentence.
    """
    best: tuple[float, Amount] | None = None
    piece = piece_around(claim, mine.at).replace(mine.words, " ")
    rest = claim[: mine.at.start] + " " + claim[mine.at.end :]
    own = content_words(rest)
    for each in _EACH.finditer(text):
        told = _row(text, each.end())
        if len(told) < _FEWEST or not all(comparable(mine, its) for its in told):
            continue
        of, heads = _members(text, each.start(), len(told))
        # What stands beside the number comes before what the claim names elsewhere.
        at = _named(content_words(piece), heads)
        at = _named(own, heads) if at is None else at
        if at is None:
            continue
        # Of several lists the one of what the claim speaks of.
        shared = float((own.weights * (best_matches(own, [of]) >= _NAMED)).sum())
        if best is None or shared > best[0]:
            best = shared, told[at]
    return None if best is None else best[1]


def _row(text: str, start: int) -> list[Amount]:
    """Return the first run of amounts of one unit behind a place, with nothing but marks between."""
    row: list[Amount] = []
    for amount in find_amounts(text):
        if amount.at.start < start or amount.unit == "frequency":
            continue
        if not row:
            if _SENTENCE.search(text, start, amount.at.start):
                return []
            row = [amount]
        elif row[-1].unit == amount.unit and _BETWEEN.fullmatch(
            text, row[-1].at.end, amount.at.start
        ):
            row.append(amount)
        else:
            break
    return row


def _members(text: str, end: int, count: int) -> tuple[ContentWords, list[ContentWords]]:
    """Return what lists so many members before a place, and of each the words that tell it from the others.

    What all have in common stands before the first or behind the last: 花生种植、收获机械化率.
    """
    start = max((m.end() for m in _SENTENCE.finditer(text, 0, end)), default=0)
    for piece in reversed(list(_PIECE.finditer(text, start, end))):
        members = _JOINTS.split(_BOTH.sub("城市、农村", piece.group()))
        if len(members) == count:
            words = [content_words(member) for member in members]
            heads = [_part(words[0], -1), *words[1:-1], _part(words[-1], 0)]
            return content_words(piece.group()), heads
    return content_words(""), []


def _part(words: ContentWords, at: int) -> ContentWords:
    """Return the first or the last of some words; none of none."""
    kept = slice(at, at + 1 or None)
    return ContentWords(words.words[kept], words.weights[kept], words.vectors[kept])


def _named(own: ContentWords, heads: Sequence[ContentWords]) -> int | None:
    """Return which of some members words of a claim name; None for none, or for several."""
    alike = [_alike(own, words) for words in heads]
    if not alike or max(alike) < _NAMED or sorted(alike)[-2] > max(alike) - _AHEAD:
        return None
    return alike.index(max(alike))


def _alike(own: ContentWords, words: ContentWords) -> float:
    """Return how alike some words of a claim and some of a member are at most, 0 to 1."""
    return float(similarities(own, words).max()) if len(own) and len(words) else 0.0
