"""Words of a claim and of a text that may be said of one thing, and differ: all that may be their clash."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.amount import Amount, Relation, comparable
from qa.amounts.dates import find_dates
from qa.amounts.find import find_amounts
from qa.check.clash.acts import find_acts
from qa.check.clash.beside import Beside
from qa.check.clash.pair import ClashPair
from qa.compare.entities.bodies import SPECIFIC, BodyName, find_bodies, may_stand_for, one_body
from qa.compare.finding import Finding, Kind, is_chinese, term_set
from qa.compare.values.cases import breaks_rule, is_case
from qa.compare.values.dates import is_within, of_others
from qa.compare.values.numbers import claimed, is_no_other, other_years, settled
from qa.words.align import content_words, stop_words
from qa.words.table import word_table

# Words of one run stand this close together, in characters, and are no more.
_CLOSE = 1
_MOST_WORDS = 2
# Of a claim with more of one kind than this, which is a list rather than a statement, the first are looked
# at, and of a clause this many.
_MOST_MINE, _MOST_ITS = 12, 40
# What the text says alike in a place that speaks this little less of the same is what the claim means.
_AS_WELL = 0.25
# What a date begins is not what another ends.
_OTHER_END = 0.8
_BEFORE = 14
_BEGINS = regex(r"(?:自|从|\b(?:since|from|on|as of)(?: the)?) ?$", re.IGNORECASE)
_ENDS = regex(
    r"(?:至|到|截至|前|—|-|\b(?:to|till|until|by|before|through)(?: the)?(?: (?:end|middle|close) of)?) ?$",
    re.IGNORECASE,
)
# From this on two places are of one thing.
_ONE_THING = 0.5
# Amounts of one unit and with one bound are rather of one thing than others.
_OTHER_BOUND = 0.95
_BORNE = frozenset({"same", "implied"})
_KINDS: Mapping[Relation, Kind] = {"bound": "bound", "unit": "unit", "apart": "number"}
# What is paired here anew: of several in a sentence a comparer tells one.
_OWN = frozenset({"number", "bound", "unit", "date", "body", "actor", "modality", "word"})
_MARK = regex(r"[，；。：！？、,;:.!?“”（）()]")
# 由三年放宽至一年: what was before is not what holds.
_FORMER = regex(
    r"(?:由|从)(?P<former>[^，；。]{1,40}?)(?:放宽|提高|降低|下调|上调|下降|上升|调整|调减|调增|扩大|扩展|延长|缩短|增加|增长|减少|"
    r"压缩|提升|变更|修改|改)(?:至|到|为)"
)


def find_pairs(beside: Beside, findings: Sequence[Finding]) -> list[ClashPair]:
    """Return all pairs of words that may clash, of each kind."""
    return [
        *amount_pairs(beside),
        *_dates(beside),
        *_bodies(beside),
        *find_acts(beside),
        *_found(beside, findings),
        *_instead(beside),
    ]


def amount_pairs(beside: Beside) -> Iterator[ClashPair]:
    """Yield the amounts that both sides have of one sort, with different values.

    What the claim has too, or another amount of the claim is rather told of, is taken.
    """
    former = [Span(*m.span("former")) for m in _FORMER.finditer(beside.text)]
    there = [
        its
        for its in find_amounts(beside.text)
        if not any(at.start <= its.at.start < at.end for at in former)
    ][:_MOST_ITS]
    here = claimed(beside.claim)[:_MOST_MINE]
    found = {(mine.at, its.at): settled(mine, its, beside.claim) for mine in here for its in there}
    for mine in here:
        if is_no_other(mine, beside.claim, there, beside.text) or any(
            breaks_rule(mine, its, beside.claim, beside.text) for its in there
        ):
            continue
        borne = [its.at for its in there if found[mine.at, its.at] in _BORNE]
        for its in there:
            kind = _KINDS.get(found[mine.at, its.at])
            others = [other for other in here if other is not mine and comparable(other, its)]
            if kind is None or not comparable(mine, its) or not _like(mine, its):
                continue
            if is_case(mine, beside.claim, [its], beside.text):
                continue
            alike = mine.bound == its.bound and mine.unit == its.unit
            pair = ClashPair(kind, mine.at, its.at, 1.0 if alike else _OTHER_BOUND)
            spoken = beside.spoken(mine.at, its.at)
            taken = any(
                found[other.at, its.at] == "same" or beside.spoken(other.at, its.at) > spoken
                for other in others
            )
            if not taken and not _said_there(beside, pair, borne):
                yield pair


def _like(mine: Amount, its: Amount) -> bool:
    """Tell whether two amounts are of like units and years: 二十万 is no clash with 四层."""
    unsaid = bool(mine.unit) is not bool(its.unit) and all(is_chinese(a.words) for a in (mine, its))
    return not other_years(mine, its) and (
        not unsaid or bool(term_set(mine.noun) & term_set(its.noun))
    )


def same_amounts(beside: Beside) -> list[Amount]:
    """Return the amounts of the claim that the text has too, of the same thing as far as can be told."""
    there = find_amounts(beside.text)[:_MOST_ITS]
    return [
        mine
        for mine in claimed(beside.claim)[:_MOST_MINE]
        if any(
            settled(mine, its, beside.claim) == "same"
            and beside.spoken(mine.at, its.at) >= _ONE_THING
            for its in there
        )
    ]


def _dates(beside: Beside) -> Iterator[ClashPair]:
    others, own = of_others(beside.text), bool(of_others(beside.claim))
    dates = find_dates(beside.text)[:_MOST_ITS]
    there = [date for date in dates if own or not is_within(date, others)]
    for mine in find_dates(beside.claim)[:_MOST_MINE]:
        borne = [its.at for its in there if mine.told_by(its)]
        for its in there:
            if its.at in borne:
                continue
            one, other = _end_of(beside.claim, mine.at), _end_of(beside.text, its.at)
            pair = ClashPair(
                "date", mine.at, its.at, _OTHER_END if one and other and one != other else 1.0
            )
            if not _said_there(beside, pair, borne):
                yield pair


def _end_of(text: str, at: Span) -> str:
    """Return whether a date begins or ends something; empty where nothing tells."""
    before, after = text[max(0, at.start - _BEFORE) : at.start], text[at.end : at.end + 1]
    if _BEGINS.search(before) or after in {"起", "至", "到"}:
        return "begins"
    return "ends" if _ENDS.search(before) or after in {"前", "止"} else ""


def _bodies(beside: Beside) -> Iterator[ClashPair]:
    """Yield the bodies of the claim, each beside the bodies of the text that are others."""
    there = [_without_grammar(its) for its in find_bodies(beside.text)[:_MOST_ITS]]
    for mine in map(_without_grammar, find_bodies(beside.claim)[:_MOST_MINE]):
        borne = [its.at for its in there if one_body(mine, its)]
        for its in there:
            if its.at in borne:
                continue
            if not may_stand_for(mine, its):
                continue
            known = mine.sort in SPECIFIC and its.sort in SPECIFIC
            pair = ClashPair("body" if known else "actor", mine.at, its.at)
            if not _said_there(beside, pair, borne):
                yield pair


def _without_grammar(body: BodyName) -> BodyName:
    """Return a body without words of grammar before it: 根据投保机构 is 投保机构."""
    if body.sort != "form" or not is_chinese(body.words):
        return body
    start = body.at.start
    for word in word_table().split(body.words):
        if word.text not in stop_words() or body.at.start + word.at.end >= body.at.end:
            break
        start = body.at.start + word.at.end
    cut = start - body.at.start
    return replace(body, words=body.words[cut:], at=Span(start, body.at.end))


def _said_there(beside: Beside, pair: ClashPair, borne: Sequence[Span]) -> bool:
    """Tell whether the text says the same in a place that speaks as much of what the claim speaks of."""
    here = beside.spoken(pair.mine, pair.its)
    return any(beside.spoken(pair.mine, at) >= here - _AS_WELL for at in borne)


def _found(beside: Beside, findings: Sequence[Finding]) -> Iterator[ClashPair]:
    """Yield the clashes that comparers found, with both sides."""
    for found in findings:
        if found.agrees or not (found.claim and found.text) or found.kind in _OWN:
            continue
        start = beside.claim.find(found.claim)
        at = found.at
        if at is None or at.of(beside.text) != found.text:
            begin = beside.text.find(found.text)
            at = Span(begin, begin + len(found.text)) if begin >= 0 else None
        if start >= 0 and at is not None:
            yield ClashPair(found.kind, Span(start, start + len(found.claim)), at)


def _instead(beside: Beside) -> Iterator[ClashPair]:
    """Yield runs of words that only one side has, each beside each of the other's."""
    free, there = beside.free()
    mine = _runs(beside.claim, [w.at for w, f in zip(beside.mine.words, free, strict=True) if f])
    its = _runs(beside.text, [w.at for w, f in zip(beside.its.words, there, strict=True) if f])
    others = [(at, content_words(at.of(beside.text))) for at in its[: 2 * _MOST_ITS]]
    for one in mine[: 2 * _MOST_MINE]:
        own = content_words(one.of(beside.claim))
        for other, theirs in others:
            if not len(own) or not len(theirs):
                continue
            alike = float(np.clip(own.vectors @ theirs.vectors.T, 0.0, 1.0).max())
            yield ClashPair("word", one, other, alike)


def _runs(text: str, places: Sequence[Span]) -> list[Span]:
    """Return places as they are, and those that stand close together as one besides."""
    runs: list[Span] = []
    for first, at in enumerate(places):
        runs.append(at)
        end = at.end
        for following in places[first + 1 : first + _MOST_WORDS]:
            between = text[end : following.start]
            if len(between) > _CLOSE or _MARK.search(between):
                break
            end = following.end
            runs.append(Span(at.start, end))
    return runs
