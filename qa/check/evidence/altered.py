"""What kind of thing differs where a claim repeats a sentence and alters it: a number, a name, a denial."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.document.corpus import Span
from index.runtime.patterns import regex
from qa.compare.entities.names import find_names
from qa.compare.finding import Finding, Kind
from qa.compare.relations.opposites import compare_opposites
from qa.compare.words import KnownNames

_NUMERIC = regex(
    r"[0-9].*|[零〇一二两三四五六七八九十百千万亿半%‰]|percent|per|cent|hundred|thousand|million|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|"
    r"fifty|sixty|seventy|eighty|ninety",
    re.IGNORECASE,
)
# 一 in these counts nothing: 每一步, 统一, 一起, 一律.
_NO_NUMBER = regex(r"(?<=[每统唯同单专])一|一(?=[起样律般定致切旦些直并贯经道味概]|系列|体化|方面)")
# What may stand between a number and the word that bounds it or names its unit.
_NEAR_NUMBER = 3
_BOUND = regex(
    r"超|过|(?:不得?)?(?:低|高|少|多)于?|以上|以下|以内|至少|至多|左右|不足|约|于|least|most|more|less|fewer|over|"
    r"under|above|below|exceed|within|than|up",
    re.IGNORECASE,
)
_UNIT = regex(
    r"[%‰年月日号天周时分秒元米里吨人名位家个件项座所条级星成倍岁亩处次批大类种层期]|公里|小时|分钟|"
    r"minutes?|hours?|days?|weeks?|months?|years?|metres?|kilometres?|stars?|percent|per|cent|yuan|"
    r"people|tiers?|levels?|hectares?",
    re.IGNORECASE,
)
_DENIAL = regex(
    r"不(?!断|仅|同)|未|没|无|非|禁|勿|拒|取消|停止|放弃|暂停|推迟|暂缓|反对|避免|撤销|"
    r"\b(?:not|no|never|without|cannot)\b|n't|"
    r"\b(?:abolish|cancel|abandon|scrap|postpone|halt|stop|reject|oppose|avoid|refuse)(?:e?s|e?d|ing)?\b",
    re.IGNORECASE,
)
# A replaced word right before one of these is a body or a place: 商务|厅, 白云|区; none before 市场 or 国家.
_NAME_END = regex(
    r"[\u3400-\u9fff]{0,3}?(?:部(?![分署])|委(?!托)|厅|局(?!部)|院|署|办(?![理法事])|处(?![理罚分置于])|政府|委员会|交易所|"
    r"法院|大学|学院|公司|银行|协会|联盟|中心|区(?![域别分])|市(?![场民值])|省(?!略)|镇|街|县|"
    r"国(?![家务际内外民有])|湖|山|江|河|港|路|集团|海关|人大|政协)"
    r"|\s*(?:Ministry|Department|Bureau|Commission|University|Exchange|Court|City|District|Province|Town|Lake|"
    r"Mountain|Centre|Center)",
)
# What tells of which of several bodies there is talk, and names none.
_WHICH = regex("(?:其[他它余]|各类?型?|有关|相关|本|该|所有|全部|任何|每个?|的|等|及|和|与|或)+")
# What ends in a preposition or a date leads up to a name and is no part of it.
_LEADS_UP = regex("(?:[由向经报被与和同]|[0-9一二三四五六七八九十][日月年])$")
_CHINESE_BODY = regex(
    r"[\u3400-\u9fff]{2}(?:部|委|厅|局|院|署|政府|委员会|交易所|法院|大学|学院|公司|银行|协会|区|市|省|镇|县|湖|海关)$"
)
_ENGLISH_NAME = regex(r"[A-Z][a-z]+|[A-Z]{2,}")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Tokens ``first`` to ``last`` of a text, none where they are equal."""

    text: str
    tokens: Sequence[re.Match[str]]
    first: int
    last: int

    @property
    def words(self) -> str:
        """The words as they stand in the text."""
        if self.first == self.last:
            return ""
        return self.text[self.tokens[self.first].start() : self.tokens[self.last - 1].end()]

    @property
    def each(self) -> list[str]:
        """The words one by one."""
        return [token.group() for token in self.tokens[self.first : self.last]]

    def around(self, before: int, after: int) -> Stretch:
        """Return the piece with so many more tokens on either side."""
        return Stretch(
            self.text,
            self.tokens,
            max(0, self.first - before),
            min(len(self.tokens), self.last + after),
        )

    @property
    def rest(self) -> str:
        """What follows in the text."""
        if self.last == 0:
            return self.text
        return self.text[self.tokens[self.last - 1].end() :]

    def has_number(self) -> bool:
        """Tell whether one of the words is a number or part of one."""
        return any(_is_number(self.text, token) for token in self.tokens[self.first : self.last])

    def near_number(self) -> bool:
        """Tell whether a number stands in it or close to it."""
        return self.around(_NEAR_NUMBER, _NEAR_NUMBER).has_number()

    def goes_on_in_number(self) -> bool:
        """Tell whether it and a token right beside it are one number."""
        for left, right in ((self.first - 1, self.first), (self.last - 1, self.last)):
            if left < 0 or right >= len(self.tokens):
                continue
            before, after = self.tokens[left], self.tokens[right]
            if before.end() == after.start() and all(
                _NUMERIC.fullmatch(token.group()) is not None for token in (before, after)
            ):
                return True
        return False


def _is_number(text: str, token: re.Match[str]) -> bool:
    """Tell whether a token is a number, or part of one, and no 一 of another word."""
    return (
        _NUMERIC.fullmatch(token.group()) is not None
        and _NO_NUMBER.match(text, token.start()) is None
    )


def kind_of(  # noqa: PLR0911  # a ladder of kinds, the surest first
    one: Stretch, other: Stretch, names: KnownNames
) -> Kind | None:
    """Return what kind of thing differs, or None where it does not matter."""
    mine, its = one.words, other.words
    if one.has_number() or other.has_number():
        another = _is_another_number(one, other)
        # 新三板 in place of 北交所 is no number; what was only added or left out is nothing.
        if another or not (mine and its):
            return "number" if another else None
    beside = one.near_number() and other.near_number()
    if beside and (_BOUND.search(mine) or _BOUND.search(its)) and _bound_touched(mine, its):
        return "bound"
    if beside and mine and its and _UNIT.search(its) and _UNIT.search(mine):
        return "unit"
    # 债务资金 without 等非自有资金 behind it denies no less.
    denied = bool(_DENIAL.search(its)) and bool(mine or not its.startswith("等"))
    if bool(_DENIAL.search(mine)) != denied:
        return "bound" if beside else "negation"
    if mine and (_name_brought_in(one, other.text) or _known_brought_in(one, other, names)):
        return "name"
    if not mine or not its:
        return None
    if _name_touched(one, other) or _known_replaced(one, other, names):
        return "name"
    if compare_opposites(one.around(2, 2).words, other.around(2, 2).words):
        return "opposite"
    return None


def _is_another_number(one: Stretch, other: Stretch) -> bool:
    """Tell whether two pieces, one of which has a number, are two numbers, or parts of two.

    A number where the sentence has none clashes with nothing; 一万 is not 一万二千.
    """
    if one.has_number() and other.has_number():
        return True
    return (one if one.has_number() else other).goes_on_in_number()


def _bound_touched(mine: str, its: str) -> bool:
    """Tell whether the bound itself changed, rather than the words beside it."""
    return [m.group() for m in _BOUND.finditer(mine)] != [m.group() for m in _BOUND.finditer(its)]


def _name_brought_in(piece: Stretch, text: str) -> bool:
    """Tell whether the claim's words hold a name that the sentence has nowhere."""
    known = {name.key for name in find_names(text)}
    words = piece.around(1, 1).words
    new = [name for name in find_names(words) if name.key not in known]
    if any(_touches(name.words, piece.words) for name in new):
        return True
    if _CHINESE_BODY.search(piece.words) and piece.words not in text:
        return True
    start = piece.first or 1  # every sentence begins with a capital
    folded = text.lower()
    return any(
        _ENGLISH_NAME.fullmatch(token.group()) and token.group().lower() not in folded
        for token in piece.tokens[start : piece.last]
    )


def _known_brought_in(one: Stretch, other: Stretch, names: KnownNames) -> bool:
    """Tell whether the claim has a name that the corpus knows and the sentence has nowhere."""
    return any(
        word in names
        and word not in other.text
        and not names.is_empty(word)
        and not names.same(word, other.words)
        for word in one.each
    )


def _known_replaced(one: Stretch, other: Stretch, names: KnownNames) -> bool:
    """Tell whether the claim has other words where the sentence has a name that the corpus knows."""
    return any(word in names and not names.same(word, one.words) for word in other.each)


def _touches(name: str, words: str) -> bool:
    """Tell whether one of two strings holds a word or character of the other."""
    return any(part in words for part in (name.split() if name.isascii() else name))


def _name_touched(one: Stretch, other: Stretch) -> bool:
    mine, its = one.words, other.words
    if any(_ENGLISH_NAME.fullmatch(word) for word in re.findall(r"[A-Za-z]+", its)) and (
        _ENGLISH_NAME.search(mine) is not None
    ):
        return True
    wide = other.around(4, 4).words, one.around(4, 4).words
    known, claimed = ({name.key for name in find_names(words)} for words in wide)
    if known - claimed and claimed - known:
        return True
    if _WHICH.fullmatch(mine) and _WHICH.fullmatch(its):
        return False
    led = any(_LEADS_UP.search(words) for words in (mine, its))
    if not led and _NAME_END.match(other.rest) and _NAME_END.match(one.rest):
        return True
    return bool(_NAME_END.search(mine[-3:]) and _NAME_END.search(its[-3:]))


def as_finding(kind: Kind, one: Stretch, other: Stretch) -> Finding:
    """Return the clash with enough words around it to be read."""
    shown_one, shown_other = one.around(1, 2), other.around(1, 2)
    at = None
    if shown_other.words:
        at = Span(
            shown_other.tokens[shown_other.first].start(),
            shown_other.tokens[shown_other.last - 1].end(),
        )
    return Finding(kind, False, shown_one.words, shown_other.words, at)
