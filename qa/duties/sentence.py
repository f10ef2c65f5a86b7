"""One sentence to the duties in it: word of force, who, what.

A sentence is read part by part, between its commas. A word of force that governs its part opens a duty,
and so does 由 with a body; the duty goes on until the next one opens. Who it falls on stands before the
word, in an earlier part, or in what the sentence stands under.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.document.corpus import Span
from index.runtime.patterns import regex
from qa.duties.bodies import is_clear_name, leading_body, opens_with_verb
from qa.duties.deadline import deadline_in
from qa.duties.found import FoundDuty, Standing
from qa.duties.govern import So, governing_word
from qa.duties.modality import Modality
from qa.duties.parts import Parts, opens_with_force
from qa.duties.subject import (
    agent,
    assigned_to,
    is_adverbial,
    meant,
    named_before,
    opens_with_preposition,
    subject_of_part,
    thing_before,
    without_adverbs,
)

# The predicate of a body that does nothing: it is, has, is meant.
_STATIVE = regex(
    r"为(?![^，。；]{0,30}(?:提供|配备|办理|创造|安排))|作为|是|有|无|已经?|未|不|均|达到|指|包括|收到|接到|发现|认为|"
    r"属于|需要|取得|面临|形成|发挥(?!好)|应急|还(?!应)|现"
)
# 条件由企业职工参保三年放宽至一年: from what to what.
_FROM_TO = regex(
    r"[^，；]{0,30}(?:放宽|扩展|扩大|提高|降低|调整|增加|减少|延长|缩短|转变|改变|变更|上升|下降|提升|增长)(?:到|至|为|成)"
)
# 本人应当申请，教务处在3日内补发: a second one who has to act, by a time of his own.
_WITHIN = regex(r"(?:在|于|自)[^，；]{2,24}?(?:内|前)[^，；前后]{2}")
_NOT_DONE_BY = regex(r"(?:负责(?:同志|人)|组成|构成|引起|造成|产生|来自|担任|此)")
# 办公厅将于年底前组织验收: it will; in 将…纳入 it takes an object.
_WILL = regex(r"将(?=于|会|在[^，]{1,12}[前后内]|适时|继续|组织)")
_SUBMITS = regex(r"向[^，；]{2,40}(?:提出|提交|申请|报告|申报|报送|反映|备案)")
_SETS_UP = regex(r"(?:建立|成立|组建|设立|形成|实行|构建|健全|完善)$")
_CONDITION = regex(r"的$|(?:时|后|前|外|期间|情况下)$")
# What is only said of something is no duty, whoever is responsible for its paragraph.
_SAYS = regex(r"[^，；]{1,24}?(?:是指|[是归]|属于|包括)(?!好|置)")
_DEFINES = regex(r"是指|所称[^，。]{1,30}，(?:是指|包括|指)")
_FIRST_BY = regex(r"(?:先|首先|统一|依法|分别|另行)?由")
# 投保机构在境外设立的分支机构: the offices are the subject.
_DONE = regex(
    r"(?:设立|注册|登记|成立|开设|居住|工作|就业|印发|制定|生产|进口|购买|取得|提供|存放)的[^的，]{1,14}$"
)
# What is forbidden in general is forbidden to everybody.
_GENERAL = frozenset({"禁止", "严禁", "不准"})


@dataclass(frozen=True, slots=True)
class _Bare:
    """A body with a predicate, while it is open whether a word of force follows.

    Attributes:
        part: The part of the sentence that it opens.
        start: Where the predicate begins.
        body: The body.
        whole: Whether the predicate says at once what is done, rather than on what ground.
    """

    part: int
    start: int
    body: str
    whole: bool


def read_sentence(text: str, standing: Standing) -> list[FoundDuty]:
    """Return the duties of one sentence, in order."""
    return [] if _DEFINES.search(text) else _Reader(text, standing).read()


class _Reader:
    """Reads one sentence."""

    def __init__(self, text: str, standing: Standing) -> None:
        self._parts = Parts(text)
        self._standing = standing
        self._found: list[FoundDuty] = []
        self._subject: str | None = None
        # Whether a duty has been laid on the subject; a later part may then have another.
        self._used = False
        self._bare: _Bare | None = None

    def read(self) -> list[FoundDuty]:
        """Return the duties, in order."""
        for number in range(len(self._parts)):
            if number and self._parts.starts(number):
                self._keep_bare(number)
                if not self._parts.opens_with_force(number):
                    self._subject, self._used = None, False
            self._read_part(number)
        self._keep_bare(len(self._parts))
        self._inherit()
        self._close(len(self._parts))
        for found in self._found:
            found.deadline = self._deadline(found)
        return [found for found in self._found if found.action.of(self._parts.text).strip()]

    def _read_part(self, number: int) -> None:
        if self._parts.is_condition(number):
            self._take_subject(number)
            return
        word = governing_word(self._parts, number, self._so_far(number))
        if word is not None:
            self._open_by_word(number, word)
        elif not self._open_by_agent(number):
            self._take_subject(number)
            self._maybe_bare(number)

    def _so_far(self, number: int) -> So:
        first = number
        while not self._parts.starts(first):
            first -= 1
        last = self._found[-1] if self._found else None
        return So(
            opened=last is not None or self._bare is not None,
            binding=last is not None and last.part >= first and last.binding,
            subject=self._subject,
        )

    def _take_subject(self, number: int) -> None:
        if not self._used or self._parts.opens_with_force(number + 1):
            self._subject = subject_of_part(self._parts, number) or self._subject

    def _open_by_word(self, number: int, word: Modality) -> None:
        words = self._parts.words(number)
        before, after = words[: word.at.start], words[word.at.end :]
        begins = self._parts.spans[number].start
        action = Span(begins + word.at.end, 0)
        thing: str | None = None
        if word.force == "assigned":
            body = assigned_to(before, self._subject)
            if body is not None and not after.strip("、等"):
                # 甲对…负责: what for stands before the word.
                inner = before.find(body) + len(body)
                action = Span(begins + inner, begins + word.at.start)
        elif (by := _FIRST_BY.match(after)) and (length := leading_body(after[by.end() :])):
            body = after[by.end() : by.end() + length]
            thing = without_adverbs(before) or None
            action = Span(action.start + by.end() + length, 0)
        else:
            body, thing = self._subject_of(before, word, number)
        self._settle_bare(number, own=body is not None and body != self._subject)
        binding = word.force in {"must", "must_not"}
        self._open(FoundDuty(number, body, word.words, action, thing, binding))

    def _subject_of(
        self, before: str, word: Modality, number: int
    ) -> tuple[str | None, str | None]:
        """Return the body and, where the subject is a thing, the thing."""
        if (body := named_before(before)) is not None:
            return body, None
        if word.words in _GENERAL:
            return None, None
        if (body := agent(before)) is not None:
            return body, None
        stripped = without_adverbs(before)
        named_above = self._standing.body
        if is_adverbial(stripped):
            if number == 0 and not before:
                named_above = named_above or self._standing.carried
            return self._subject or named_above, None
        if self._subject is not None and not self._used:
            return self._subject, None
        return named_above, thing_before(before)

    def _open_by_agent(self, number: int) -> bool:
        """Open a duty where 由 says who does it."""
        words = self._parts.words(number)
        for match in re.finditer("由", words):
            rest = words[match.end() :]
            length = leading_body(rest)
            done = rest[length:]
            if not length or not done or _NOT_DONE_BY.match(done) or done.endswith("的"):
                continue
            if _FROM_TO.match(done):
                continue
            if _SETS_UP.search(words[: match.start()]):
                continue  # 建立由甲牵头、乙参加的制度
            if meant(done) and self._parts.opens(number + 1):
                continue
            self._settle_bare(number, own=True)
            start = self._parts.spans[number].start + match.end() + length
            thing = words[: match.start()] or None
            self._open(FoundDuty(number, rest[:length], "由", Span(start, 0), thing, binding=True))
            return True
        return False

    def _open(self, found: FoundDuty) -> None:
        self._close(found.part)
        self._found.append(found)
        self._subject = found.body or self._subject
        self._used = True

    def _close(self, number: int) -> None:
        """End the action of the duty that is open before part ``number``."""
        if self._found and number:
            last = self._found[-1]
            if last.action.end <= last.action.start:
                while number - 1 > last.part and self._parts.is_condition(number - 1):
                    number -= 1  # 不足100人的， behind a semicolon is the case of what follows
                end = self._parts.spans[number - 1].end
                last.action = Span(last.action.start, max(end, last.action.start))

    def _maybe_bare(self, number: int) -> None:
        """Remember a body with a predicate and no word of force."""
        words = self._parts.words(number)
        if words.endswith(("时", "后", "前")):
            return
        length = leading_body(words, "authority")
        if not length and (person := leading_body(words)) and _SUBMITS.match(words[person:]):
            length = person
        rest = words[length:]
        if not length or not rest or _STATIVE.match(rest) or opens_with_force(rest):
            return
        if words.startswith("未") or (opens_with_verb(words) and "的" in words[:length]):
            return  # 未经业主大会同意, 执行业主大会的决定: what is done, not who acts
        if self._found and self._found[-1].body == words[:length]:
            return  # part of what that body shall do
        if not (self._comes_first(number) or is_clear_name(words) or _WITHIN.match(rest)):
            return
        prepared = opens_with_preposition(rest)
        if rest.endswith("除外") or (prepared and _DONE.search(rest)):
            return
        self._keep_bare(number)
        start = self._parts.spans[number].start + length
        self._bare = _Bare(number, start, words[:length], whole=not prepared)

    def _comes_first(self, number: int) -> bool:
        """Tell whether nothing but when and on what ground stands before a part."""
        while not self._parts.starts(number):
            number -= 1
            if not is_adverbial(self._parts.words(number)):
                return False
        return True

    def _settle_bare(self, number: int, *, own: bool) -> None:
        """Keep a predicate without a word of force beside the duty that opens now, or drop it."""
        if self._bare is not None and not own:
            between = range(self._bare.part + 1, number)
            if not self._bare.whole or any(self._parts.words(n).endswith("的") for n in between):
                self._bare = None
        self._keep_bare(number)

    def _keep_bare(self, number: int) -> None:
        """Make a duty of the predicate that is remembered; it ends before part ``number``."""
        if self._bare is None:
            return
        bare, self._bare = self._bare, None
        action = Span(bare.start, self._parts.spans[number - 1].end)
        will = _WILL.match(action.of(self._parts.text))
        if will is not None:
            action = Span(action.start + will.end(), action.end)
        self._close(bare.part)
        self._found.append(FoundDuty(bare.part, bare.body, will.group() if will else "", action))
        self._subject, self._used = bare.body, True

    def _inherit(self) -> None:
        """Make a duty of what stands under a lead-in or note and has no word of force of its own."""
        first = self._found[0].part if self._found else len(self._parts)
        opening = self._parts.words(0)
        if self._standing.modality is None or first == 0 or _SAYS.match(opening):
            return
        if self._found:
            if not opens_with_verb(opening) or _CONDITION.search(opening):
                return
            if self._found[0].binding and self._parts.opens_with_force(first):
                return  # what stands before 应当 is its subject
        action = Span(self._parts.spans[0].start, self._parts.spans[first - 1].end)
        self._found.insert(0, FoundDuty(0, self._standing.body, self._standing.modality, action))

    def _deadline(self, found: FoundDuty) -> str | None:
        """Return by when: in the action, before its word of force, or in the part before its own."""
        text, part = self._parts.text, found.part
        before = text[self._parts.spans[part].start : found.action.start]
        places = [found.action.of(text), before.replace(found.body or "\n", "，")]
        taken = {other.part for other in self._found}
        if not self._parts.starts(part) and part - 1 not in taken:
            earlier = self._parts.words(part - 1)
            places.append("" if earlier.endswith("的") else earlier)
        return next((words for place in places if (words := deadline_in(place))), None)
