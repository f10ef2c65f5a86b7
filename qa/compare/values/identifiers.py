"""Numbers that name and count nothing: telephone numbers, windows, floors, rooms, doors.

The two sides clash where both have one of a sort and the claim's is none of the text's. 当场 is as much of a
limit as N日内 is, and another.
"""

from __future__ import annotations

from collections.abc import Iterator

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.find import find_amounts
from qa.amounts.numerals import chinese_value
from qa.compare.finding import Finding, piece_around, term_set

_PHONE = regex(
    r"(?<![0-9])(?:0[0-9]{2,3}[-—－ ]?[0-9]{7,8}|1[3-9][0-9]{9}|[48]00[-—－ ]?[0-9]{3}[-—－ ]?[0-9]{4})"
    r"(?![0-9])"
)
# A number without the code of its area has at least so many digits.
_LOCAL = 7
_PLACE = regex(
    "(?P<value>[0-9]+|[一二三四五六七八九十百]+)(?P<sort>号?(?:窗口|柜台|诊室|会议室|办公室)|号楼|号院|号门|楼(?=[0-9一二三四五六七八九十]|$|[，。；、（]|大厅|会议)|室)"
)
_AT_ONCE = regex("当场|即时|立即|即刻|当即|马上|随到随办|立等可取|at once|immediately|on the spot")
_LIMITS = frozenset({"at_most"})


def compare_identifiers(claim: str, text: str) -> list[Finding]:
    """Compare the telephone numbers and the numbers of places of a claim with those of a text."""
    return [*_phones(claim, text), *_places(claim, text), *_at_once(claim, text)]


def _phones(claim: str, text: str) -> Iterator[Finding]:
    there = list(_PHONE.finditer(text))
    for mine in _PHONE.finditer(claim):
        own = _digits(mine.group())
        same = [its for its in there if _one_line(own, _digits(its.group()))]
        for its in (same or there)[:1]:
            at = Span(*its.span())
            yield Finding("number", bool(same), mine.group(), its.group(), at, sure=not same)


def _one_line(one: str, other: str) -> bool:
    """Tell whether two numbers are one, where one may lack the code of its area."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _LOCAL and long.startswith("0") and long.endswith(short))


def _digits(words: str) -> str:
    return "".join(filter(str.isdigit, words))


def _places(claim: str, text: str) -> Iterator[Finding]:
    there = list(_PLACE.finditer(text))
    for mine in _PLACE.finditer(claim):
        its = [other for other in there if other["sort"].lstrip("号") == mine["sort"].lstrip("号")]
        same = [other for other in its if _value(other["value"]) == _value(mine["value"])]
        for other in (same or its)[:1]:
            at = Span(*other.span())
            yield Finding("number", bool(same), mine.group(), other.group(), at, sure=not same)


def _value(words: str) -> float | None:
    return float(words) if words.isdigit() else chinese_value(words)


def _at_once(claim: str, text: str) -> Iterator[Finding]:
    """Yield what is done at once on one side and within some days on the other."""
    now, then = _AT_ONCE.search(claim), _AT_ONCE.search(text)
    if (now is None) is (then is None):
        return
    mine = [Span(*now.span())] if now is not None else _terms_of(claim)
    its = [Span(*then.span())] if then is not None else _terms_of(text)
    for one in mine:
        for other in its:
            said, there = (
                piece_around(whole, at).replace(at.of(whole), " ")
                for whole, at in ((claim, one), (text, other))
            )
            if term_set(said) & term_set(there):
                yield Finding("bound", False, one.of(claim), other.of(text), other, sure=True)
                return


def _terms_of(text: str) -> list[Span]:
    """Return the limits of time of a text, where it has one alone."""
    found = [a.at for a in find_amounts(text) if a.is_duration and a.bound in _LIMITS]
    return found if len(found) == 1 else []
