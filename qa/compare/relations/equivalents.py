"""What a text says in other words than a claim: 不收取任何费用 for 免费, 不得向业主收取 for 不由业主承担.

A denial that one side puts into a word of its own, and a body that has a short and a long name, differ in
every character and say the same. The text is put into the claim's words before the two are compared.
"""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.document.span import Span
from index.runtime.patterns import regex
from qa.compare.finding import is_chinese

_FILE = Path(__file__).parents[1] / "data" / "short_forms.csv"
_NOT = "(?:不得|不能|不会|不应当?|不予|不再|不|免予|免于|免|无需|无须|不用|不必|不需要?)"
_WHO = r"(?P<who>[\u3400-\u9fff]{2,8}?)"
# That nothing is to be paid.
_FREE = regex(
    "免费|无偿|不收费|"
    f"{_NOT}(?:收取|收|缴纳|交纳|缴|交|支付|付)(?:任何|一切|其他|其它|相关)?的?(?:费用|费(?!用)|钱)"
)
# By whom nothing is to be paid.
_NOT_BORNE = (
    regex(f"{_NOT}(?:由|让|要求|叫){_WHO}(?:来)?(?:承担|负担|支付|缴纳|交纳|分摊|出钱|买单)"),
    regex(f"{_NOT}向{_WHO}(?:收取|收费|转嫁|摊派|分摊|征收)(?!押)(?:任何|一切)?(?:费用)?"),
    regex(
        rf"(?:^|[，。；、]){_WHO}{_NOT}(?:承担|负担|分摊)(?!责任|义务|法律|[^，。；]{{0,8}}(?:责任|义务))"
    ),
)


@dataclass(frozen=True, slots=True)
class Equivalent:
    """Words of a text, and those that a claim has for the same.

    Attributes:
        at: Where they stand in the text.
        mine: The claim's words.
    """

    at: Span
    mine: str


def said_otherwise(claim: str, text: str) -> tuple[Equivalent, ...]:
    """Return what ``text`` says in other words than ``claim``, in order."""
    if not (is_chinese(claim) and is_chinese(text)):
        return ()
    found = sorted([*_phrases(claim, text), *_bodies(claim, text)], key=lambda said: said.at.start)
    kept: list[Equivalent] = []
    for said in found:
        if not kept or kept[-1].at.end <= said.at.start:
            kept.append(said)
    return tuple(kept)


def in_words_of(claim: str, text: str) -> str:
    """Return ``text`` with the claim's words where it says the same in others."""
    parts: list[str] = []
    last = 0
    for said in said_otherwise(claim, text):
        parts += [text[last : said.at.start], said.mine]
        last = said.at.end
    return "".join([*parts, text[last:]])


def _phrases(claim: str, text: str) -> Iterator[Equivalent]:
    mine = _FREE.search(claim)
    if mine is not None:
        for its in _FREE.finditer(text):
            yield from _unlike(mine.group(), its.group(), its.start())
    for who, words in _not_borne(claim):
        for other, at in _not_borne(text):
            if who.endswith(other) or other.endswith(who):
                yield from _unlike(words.of(claim), at.of(text), at.start)


def _not_borne(text: str) -> Iterator[tuple[str, Span]]:
    """Yield who bears nothing, with the words that say so."""
    for pattern in _NOT_BORNE:
        for match in pattern.finditer(text):
            start = min(match.start("who"), match.start())
            start += text[start] in "，。；、"
            yield match["who"], Span(start, match.end())


def _bodies(claim: str, text: str) -> Iterator[Equivalent]:
    """Yield the bodies of the text for which the claim has another form of the same name."""
    here = {group: name for group, name, _ in _named(claim)}
    there = list(_named(text))
    # A text that has the claim's form too has both for a reason.
    both = {group for group, name, _ in there if here.get(group) == name}
    for group, name, start in there:
        if group in here and group not in both:
            yield from _unlike(here[group], name, start)


def _named(text: str) -> Iterator[tuple[int, str, int]]:
    groups, pattern = _forms()
    for match in pattern.finditer(text):
        yield groups[match.group()], match.group(), match.start()


def _unlike(mine: str, its: str, start: int) -> Iterator[Equivalent]:
    if mine != its:
        yield Equivalent(Span(start, start + len(its)), mine)


@functools.cache
def _forms() -> tuple[dict[str, int], re.Pattern[str]]:
    """Return the number of the body by each of its forms, and what finds them, the longest first."""
    groups: dict[str, int] = {}
    with _FILE.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.DictReader(stream)):
            groups |= dict.fromkeys(row["names"].split("|"), number)
    longest = sorted(groups, key=len, reverse=True)
    return groups, regex("|".join(map(re.escape, longest)))
