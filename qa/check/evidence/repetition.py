"""A claim that nearly repeats a sentence: word by word, what of it differs, and whether that matters.

A sentence that was copied and then altered says something else wherever a number, its unit or bound,
a name, a denial or a word of opposite meaning was touched. What was only left out, or reworded
without touching any of these, decides nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz.distance import LCSseq

from index.document.corpus import Span
from index.runtime.patterns import regex
from qa.amounts.amount import Amount, relation
from qa.amounts.bounds import whole_of
from qa.amounts.dates import find_dates
from qa.amounts.find import find_amounts
from qa.check.evidence.altered import Stretch, as_finding, kind_of
from qa.compare.finding import Finding
from qa.compare.relations.opposites import denies
from qa.compare.values.dates import is_within, of_others
from qa.compare.words import KnownNames

# How a claim says where it is from: 规划提出, 根据通知的要求, according to the plan.
_FRAME = regex(
    r"(?:根据|按照|按|依据)?(?:本|该|这份)?(?:总体)?(?:发展)?(?:规划|方案|通知|文件)(?:里|中)?(?:的?要求)?"
    r"(?:提出|要求|明确|指出|规定|写明|说)?(?:[，：,:]|要|将|应|须)*"
    r"|(?:according to the (?:plan|notice)|under the plan|the (?:plan|notice) (?:says|states|provides) that)"
    r"[,:]?\s*(?:it is to |they are to )?",
    re.IGNORECASE,
)
_WHOLE = regex(r".+", re.DOTALL)
COVERED = 0.7
# More loose words than a claim may have that says the same: whether it does is for others to tell.
_UNDECIDED = 2
_LEAST_TOKENS = 4
# A claim that adds at most this many words of its own, none in place of words of the sentence, says the same,
# where the rest covers it by this much.
_LOOSE = 1
_ALL_BUT = 0.9
# A claim whose words stand further apart in the sentence than this, or than half its own length, takes
# them from different things.
_LONGEST_GAP = 8


@dataclass(frozen=True, slots=True)
class Repetition:
    """How a claim repeats a sentence.

    Attributes:
        cover: Share of the claim's words that the sentence has in this order, 0 to 1.
        clashes: The differences that matter.
        loose: Number of the claim's words that are neither in the sentence nor grammar.
        replaced: How many of the loose ones stand in the place of words of the sentence.
    """

    cover: float
    clashes: tuple[Finding, ...]
    loose: int
    replaced: int

    @property
    def says_the_same(self) -> bool:
        """Whether a claim without a clash says what the sentence says."""
        added = self.loose <= _LOOSE and not self.replaced and self.cover >= _ALL_BUT
        return not self.loose or added

    def under(self, lead: str, claim: str) -> Repetition:
        """Return it for a sentence under a lead-in: what that denies, its items need not deny again.

        不得有下列情形：（一）超过五万元 says what 不得超过五万元 says, and not what 超过五万元 does.
        """
        if not denies(lead):
            return self
        kept = tuple(clash for clash in self.clashes if not _only_claim_denies(clash))
        same = len(kept) == len(self.clashes) and denies(claim)
        return self if same else replace(self, clashes=kept, loose=self.loose + _UNDECIDED)


def _only_claim_denies(clash: Finding) -> bool:
    return clash.kind in {"negation", "bound"} and denies(clash.claim) and not denies(clash.text)


_NO_NAMES = KnownNames({})


def repetition(claim: str, text: str, names: KnownNames = _NO_NAMES) -> Repetition | None:
    """Return how ``claim`` repeats ``text``, or None where it does not nearly do so.

    Args:
        claim: A claim.
        text: A sentence in the claim's language.
        names: Bodies and places that the corpus knows.
    """
    framed = _FRAME.match(claim)
    mine = [token for token in names.tokens(claim) if not framed or token.start() >= framed.end()]
    its = names.tokens(text)
    mine, its, values = _with_amounts(claim, mine, text, its)
    if len(mine) < _LEAST_TOKENS:
        return None
    if values:
        said, stated = (
            [values.get(m.group(), names.identity(m.group())) for m in found]
            for found in (mine, its)
        )
    else:
        said, stated = names.identities(claim)[-len(mine) :], names.identities(text)
    codes = LCSseq.opcodes(said, stated)
    same = sum(code.src_end - code.src_start for code in codes if code.tag == "equal")
    cover = same / len(mine)
    if cover < COVERED:
        return None
    differences = _merged(codes, len(its))
    longest = min(_LONGEST_GAP, len(mine) // 2)
    if any(last - first - (b - a) > longest for a, b, first, last in differences):
        return None
    others = of_others(text)
    if others and not of_others(claim):
        # A date of the claim in the place of that of another document: it repeats another sentence.
        own = {date.words for date in find_dates(claim)}
        dated = [date for date in find_dates(text) if is_within(date, others)]
        if own and not own & {date.words for date in dated}:
            return None
    clashes: list[Finding] = []
    loose = replaced = 0
    for code in differences:
        one = Stretch(claim, mine, code[0], code[1])
        other = Stretch(text, its, code[2], code[3])
        kind = kind_of(one, other, names)
        if kind is None:
            new = sum(not names.is_empty(m.group()) for m in mine[code[0] : code[1]])
            loose += new
            if one.has_number() or any(
                not names.is_empty(m.group()) for m in its[code[2] : code[3]]
            ):
                replaced += new
            continue
        clashes.append(as_finding(kind, one, other))
    return _of_one_thing(Repetition(cover, tuple(clashes), loose, replaced))


def _of_one_thing(found: Repetition) -> Repetition:
    """Return a repetition; undecided where another number is one of another thing.

    入境游客12万人次 does not repeat 国内游客4236万人次.
    """
    numbers = bool(found.clashes) and all(clash.kind == "number" for clash in found.clashes)
    if not (numbers and found.replaced):
        return found
    return replace(found, clashes=(), loose=found.loose + _UNDECIDED)


def _with_amounts(
    claim: str, mine: list[re.Match[str]], text: str, its: list[re.Match[str]]
) -> tuple[list[re.Match[str]], list[re.Match[str]], dict[str, str]]:
    """Return the tokens with each amount that both have in other spellings as one, and what it is.

    36000万元 and 3.6亿元 are one amount, letter by letter they are two.
    """
    values: dict[str, str] = {}
    there = find_amounts(text)
    for one in find_amounts(claim):
        if one.words in text:
            continue  # 两组 has the 两组 of the text, and not its 两个
        for other in there:
            if one.bound != other.bound or relation(one, other) != "same":
                continue
            # 至少 says what 不得低于 does, of the same whole.
            places = (one.at, other.at) if _one_whole(one, other) else (one.number, other.number)
            own, its_own = (at.of(whole) for at, whole in zip(places, (claim, text), strict=True))
            if own == its_own:
                continue
            values[own] = values[its_own] = values.get(its_own, own)
            mine = _as_one(mine, claim, places[0])
            its = _as_one(its, text, places[1])
            break
    return mine, its, values


def _one_whole(one: Amount, other: Amount) -> bool:
    """Tell whether two limits may be shares of one whole, as far as their words name it."""
    if one.bound not in {"at_least", "at_most"} or one.strict != other.strict:
        return False
    mine, its = (whole_of(a.words[: a.number.start - a.at.start]) for a in (one, other))
    return mine.endswith(its) or its.endswith(mine)


def _as_one(tokens: list[re.Match[str]], text: str, at: Span) -> list[re.Match[str]]:
    """Return tokens with those at a place as one; as they are where a token goes beyond it."""
    within = [n for n, t in enumerate(tokens) if at.start <= t.start() and t.end() <= at.end]
    whole = _WHOLE.match(text, at.start, at.end)
    if not within or whole is None:
        return tokens
    return [*tokens[: within[0]], whole, *tokens[within[-1] + 1 :]]


def _merged(codes: Iterable[Any], size: int) -> list[tuple[int, int, int, int]]:
    """Return the differences; what the text has before and after all that is shared is none."""
    joined: list[list[int]] = []
    ordered = list(codes)
    for code in ordered:
        if code.tag == "equal":
            continue
        row = [code.src_start, code.src_end, code.dest_start, code.dest_end]
        if joined and joined[-1][1] == row[0] and joined[-1][3] == row[2]:
            joined[-1][1], joined[-1][3] = row[1], row[3]
        else:
            joined.append(row)
    merged: list[tuple[int, int, int, int]] = []
    for a, b, c, d in joined:
        # At either end only what stands in place of the claim's words counts, not what it leaves out.
        first, last = c, d
        if first == 0:
            first = max(c, d - (b - a))
        if last == size:
            last = min(d, first + (b - a))
        if a != b or first != last:
            merged.append((a, b, first, last))
    return merged
