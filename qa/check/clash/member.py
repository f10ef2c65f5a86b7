"""One of a class in place of another in the same slot: 每季度 beside 每半年, 县级以上 beside 省级以上.

The classes stand in ``data/classes.csv``: members of each exclude one another where one may be said in place
of another. What the text has too is none that clashes.
"""

from __future__ import annotations

import csv
import functools
from pathlib import Path

from index.document.span import Span
from qa.check.clash.beside import lay_beside
from qa.check.clash.name import how_sure
from qa.check.clash.pair import ClashPair
from qa.compare.finding import Finding
from qa.compare.lexicon import WordFinder

_FILE = Path(__file__).parents[1] / "data" / "classes.csv"
# From this on the two surely stand in one slot: of 42 documents 18 such claims are contradicted and none
# supported.
_SURE = 0.65


def other_member(claim: str, text: str) -> Finding | None:
    """Return the member of a class in a text that surely stands where a claim has another; None for none."""
    best: tuple[float, ClashPair] | None = None
    for finders in _classes():
        mine = _members(finders, claim)
        its = _members(finders, text) if mine else {}
        if not its or mine.keys() & its.keys():
            continue
        beside = lay_beside(claim, text)
        for pair in (
            ClashPair("contrast", one, other)
            for one in (at for found in mine.values() for at in found)
            for other in (at for found in its.values() for at in found)
        ):
            sure = how_sure(beside, pair, 0.0)
            if sure >= _SURE and (best is None or sure > best[0]):
                best = sure, pair
    if best is None:
        return None
    pair = best[1]
    return Finding("contrast", False, pair.mine.of(claim), pair.its.of(text), pair.its, sure=True)


def _members(finders: tuple[WordFinder, ...], text: str) -> dict[int, list[Span]]:
    """Return where each member of a class stands in a text; the longest words at each place."""
    found = [
        (number, Span(*match.span()))
        for number, finder in enumerate(finders)
        for match in finder.finditer(text)
    ]
    kept: dict[int, list[Span]] = {}
    for number, at in found:
        if not any(at.start >= o.start and at.end <= o.end and at != o for _, o in found):
            kept.setdefault(number, []).append(at)
    return kept


@functools.cache
def _classes() -> tuple[tuple[WordFinder, ...], ...]:
    with _FILE.open(encoding="utf-8", newline="") as stream:
        return tuple(
            tuple(WordFinder(words) for words in row["members"].split(";"))
            for row in csv.DictReader(stream)
        )
