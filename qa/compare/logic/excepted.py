"""What a text excepts from its rule: 不得携带犬只进入，但导盲犬除外 lets guide dogs in.

A claim on what is excepted agrees where it says the contrary of the rule, and clashes where it repeats it.
What needs a consent (经…同意的，可以) clashes with a claim that none is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.limits import limits
from qa.compare.finding import Finding, Kind, is_chinese
from qa.compare.logic.modality import Mode, reaches
from qa.words.align import content_words, share_said

_EXCEPTED = regex(
    r"[，；。（](?:但(?:是|对)?)?(?P<what>[^，。；（）但]{2,30}?)(?:的)?(?:除外|例外|不在此限|不受此限|不适用)"
)
# 除国防需要外，禁止…; 除…外，还… adds to it.
_BUT = regex(
    "除(?:了)?(?P<what>[^。；]{2,60}?)(?:以外|之外|(?<!国)(?<!境)(?<!海)(?<!对)(?<!户)(?<!省)(?<!市)外)[，、]?(?![^，。；]{0,6}(?:还|也|另|又))"
)
# A claim that makes the exception itself, or speaks of what it is not.
_MADE = regex(
    "除了|除[^，。；]{1,30}?(?:以外|之外|外)|(?:没有|不是|并非|不属于|未发生|又无)[^，。；]{1,16}的?[，]"
)
_GRAMMAR = regex(
    "除外|例外|不在此限|不受此限|不适用|^除了?|(?:以|之)?外[，、]?$|等(?:有)?(?:特殊)?(?:要求|情况|情形)?"
)
_MEMBERS = regex("、|和|与|以及|及|或者?")
# So much of what is excepted the claim has to say.
_SAID, _ALIKE = 0.7, 0.6
# What no rule holds for, in the words of a claim.
_UNBOUND = regex(
    "不受[^，。；]{0,20}?(?:限制|约束|规定|影响)|(?:不在|不属于)[^，。；]{0,16}?(?:之列|范围)|除外|例外"
)
_CONTRARY: dict[Mode, frozenset[Mode]] = {
    "forbidden": frozenset({"permitted", "exempt", "plain"}),
    "denied": frozenset({"permitted", "plain"}),
    "required": frozenset({"exempt", "denied", "forbidden"}),
    "permitted": frozenset({"forbidden", "denied"}),
}
# What an exception bears out, the words of the rule do not clash with.
_BORNE_OUT: frozenset[Kind] = frozenset(
    {"modality", "negation", "exception", "opposite", "contrast", "scope"}
)
_STRENGTH = 2.0
_CONSENT = "(?:同意|批准|许可|审批|核准|认可|准许|审核|备案)"
_NEEDS = regex(
    rf"(?<!未)(?<!不)(?:须|应当?|需要?|必须)?(?:依法)?经(?!营|济|费|办|常|验)(?:过)?[^，。；]{{0,30}}?{_CONSENT}"
    "(?:的|后|并|，)[^。；]{0,30}?(?:可以|可|方可|方能|才能|才可|不得(?!不))"
    rf"|未经[^，。；]{{0,30}}?{_CONSENT}[^。；]{{0,20}}?(?:不得|不能|不可|不准|禁止)"
)
# "No one may … without approval" needs it.
_DENIED = regex(r"\b(?:no|not|never|nobody|cannot|none)\b[^.;]*$", re.IGNORECASE)
_NEEDS_NONE = regex(
    rf"(?:无需|无须|毋须|不用|不必|不需要?|用不着)[^，。；]{{0,20}}?{_CONSENT}"
    rf"|(?:没有|未经|不经|不经过|即使未经)[^，。；]{{0,20}}?{_CONSENT}[^。；]{{0,6}}?(?:也|即|就|亦)[^。；]{{0,4}}?(?:可|能)"
    r"|\b(?:without (?:any |the |prior )*|no )(?:[\w-]+ ){0,3}?(?:consent|approval|permission|permit|authoris"
    r"ation|authorization)\b|\bneeds? nobody's (?:consent|approval|permission)\b",
    re.IGNORECASE,
)


def excepted(claim: str, text: str) -> Finding | None:
    """Return whether a claim says of what a text excepts what the exception says; None where it is silent."""
    if not (is_chinese(claim) and is_chinese(text)) or _MADE.search(claim) is not None:
        return None
    for what, rule in _exceptions(text):
        contrary = _CONTRARY.get(rule)
        if contrary is None or not _speaks_of(claim, what.of(text)):
            continue
        mine: Mode = "permitted" if _UNBOUND.search(claim) else _mode(claim)
        agrees = mine in contrary or (
            rule == "required" and mine == "permitted" and "可以不" in claim
        )
        if not agrees and mine != rule:
            continue
        return Finding("exception", agrees, claim, what.of(text), what, _STRENGTH, sure=True)
    return None


def _exceptions(text: str) -> Iterator[tuple[Span, Mode]]:
    """Yield what a text excepts, with the mode of the rule that it is excepted from."""
    for match in _EXCEPTED.finditer(text):
        aside = text[match.start()] == "（"
        rule = text[match.end() :] if aside else text[: match.start()]
        yield Span(match.start("what"), match.end()), _mode(rule)
    for match in _BUT.finditer(text):
        end = text.find("。", match.end())
        rule = text[match.end() : end if end >= 0 else len(text)]
        yield Span(match.start(), match.end()), _mode(rule)


def _speaks_of(claim: str, what: str) -> bool:
    """Tell whether a claim speaks of something that is excepted, or of one of several such things."""
    here = content_words(claim)
    for member in (what, *_MEMBERS.split(what)):
        there = content_words(_GRAMMAR.sub("", member))
        if not len(there) or not len(here):
            continue
        if share_said(there, here, _ALIKE) >= _SAID:
            return True
    return False


def compare_consent(claim: str, text: str) -> list[Finding]:
    """Compare a claim that no consent is needed with what a text makes depend on one."""
    mine, its = _NEEDS_NONE.search(claim), _NEEDS.search(text)
    if mine is None or its is None or _NEEDS_NONE.search(text) is not None:
        return []
    if _DENIED.search(claim, 0, mine.start()) is not None:
        return []
    at = Span(*its.span())
    return [Finding("modality", False, mine.group(), its.group(), at, _STRENGTH, sure=True)]


def with_exceptions(claim: str, text: str, found: Sequence[Finding]) -> Iterator[Finding]:
    """Yield what was found, less the clashes with a rule from which the claim's thing is excepted."""
    own = excepted(claim, text)
    for each in found:
        if own is None or each.agrees is own.agrees or each.kind not in _BORNE_OUT:
            yield each
    if own is not None:
        yield own


def _mode(text: str) -> Mode:
    """Return the mode of the last act of a text that is not plain: a lead-in stands before its items."""
    told = [reach for reach in reaches(text) if reach.mode != "plain"]
    if told:
        return max(told, key=lambda reach: reach.start).mode
    # A limit demands: 不少于5个工作日.
    return "required" if limits(text) else "plain"
