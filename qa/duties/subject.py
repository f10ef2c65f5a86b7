"""Who a duty falls on, as the words before its word of force tell."""

from __future__ import annotations

from index.runtime.patterns import regex
from qa.duties.bodies import is_body, leading_body
from qa.duties.modality import modalities
from qa.duties.parts import Parts

# What may stand between a subject and its verb.
_BEFORE_VERB = regex(
    r"(?:都|均|也|还|又|则|即|并|且|但|依法|一律|不仅|同时|共同|分别|各自|按照?职责分工|根据职责分工|依职责|主要|具体|"
    r"统一|牵头|直接|一般|通常|(?:按照|根据|依照|按|依据)[^，]{2,40}?(?:规定|要求|权限|分工|需要|约定|原则)|"
    r"(?:在|于|自)[^，]{1,30}?(?:时|前|后|内|中|期间|之日起|以前|以后)|因地制宜|定期|及时|切实|原则上)+$"
)
# When, where or of what, and no subject.
_ADVERBIAL = regex(
    r"(?:(?:时|前|后|中|内|期间|起|的|外|上|下|以前|以后|之前|之后|情况下|过程中|必要时|对此|因此|确需)$)|"
    r"^(?:在|于|对|自|从|按|按照|根据|依照|除|因|经|对于|针对|为|为了|通过)"
)
_PREPOSITION = regex(
    r"(?:按照?|依照|依据|根据|结合|围绕|针对|对|对于|在|于|以|自|从|通过|为|就|因|经|与|向|会同|将|把)"
)
# 企业进口的货物: the goods are meant.
_MEANT = regex(r"的[^的]{1,14}$")
# 催缴后车主应当: when, before who.
_WHEN = regex(r"[^，的]{2,12}?(?:之?后|时|期间)")
# 合同期满可以续签: the contract is what it is about, not its end.
_ENDS = regex(
    r"(?P<thing>[\u4e00-\u9fff]{2,12}?)(?:的?(?:有效|合同)?期限?)?(?:届满|期满|到期|已满)后?[^，]{0,12}"
)


def without_adverbs(before: str) -> str:
    """Return the words before a word of force without what may stand between it and its subject."""
    return _BEFORE_VERB.sub("", before)


def is_adverbial(words: str) -> bool:
    """Tell whether words say when, where or of what, and name no subject."""
    return not words or _ADVERBIAL.search(words) is not None


def opens_with_preposition(words: str) -> bool:
    """Tell whether words say first on what ground, with whom, or to whom."""
    return _PREPOSITION.match(words) is not None


def meant(words: str) -> bool:
    """Tell whether words end in a thing that the words before say more of: 国务院部门制定的文件."""
    return _MEANT.search(words) is not None


def named_before(before: str) -> str | None:
    """Return the body that the words before a word of force name as its subject."""
    stripped = without_adverbs(before)
    when = _WHEN.match(stripped)
    for words in (stripped[when.end() :] if when else "", stripped):
        if words and is_body(words):
            return words
    length = leading_body(before)
    if length and meant(before[length:]) and not opens_with_preposition(before[length:]):
        return None  # 各地已经建成的平台要: the platforms are the subject
    return before[:length] if length else None


def thing_before(before: str) -> str:
    """Return the thing that the words before a word of force name as its subject."""
    stripped = without_adverbs(before)
    ends = _ENDS.fullmatch(stripped)
    return ends["thing"] if ends else stripped


def agent(words: str) -> str | None:
    """Return the body of the last 由 in ``words``: 根据需要由甲进行."""
    by = words.rfind("由")
    if by < 0:
        return None
    length = leading_body(words[by + 1 :])
    return words[by + 1 : by + 1 + length] if length else None


def assigned_to(before: str, subject: str | None) -> str | None:
    """Return who 负责 falls on: 由甲, 甲, 甲对…, or the subject of the parts before."""
    if (by := agent(before)) is not None:
        return by
    stripped = without_adverbs(before)
    if is_body(stripped):
        return stripped
    if length := leading_body(before):
        rest = before[length:]
        fits = opens_with_preposition(rest) or not without_adverbs(rest)
        return before[:length] if fits else None
    return None if stripped else subject


def subject_of_part(parts: Parts, number: int) -> str | None:
    """Return the body that a part without a word of force names as the subject of what follows."""
    words = parts.words(number)
    if is_body(words):
        return words
    if parts.opens_with_force(number + 1) and meant(words) and not leading_body(words, "authority"):
        length = leading_body(words)
        return words[:length] if length and words.startswith("是", length) else None
    # 经营者标示价格，应当使用…: a verb that is not known may follow a body that shall do something.
    loose = words.endswith("的") or _goes_on_with_force(parts.words(number + 1))
    length = leading_body(words, loose=loose)
    return words[:length] if length else None


def _goes_on_with_force(words: str) -> bool:
    """Tell whether a part begins with a word of force, or with adverbs before one: 一般应当."""
    first = next(modalities(words), None)
    return first is not None and not without_adverbs(words[: first.at.start])
