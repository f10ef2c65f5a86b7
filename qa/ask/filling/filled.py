"""Whether a sentence holds what is asked for, and of the thing that it is asked of, as numbers.

A clause may hold some number of another thing, and in another unit: 至少2个直营店 is near to both
"how many employees" and "how far apart", and answers neither.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.amount import Bound
from qa.amounts.find import find_amounts
from qa.ask.filling.exact import exactly
from qa.ask.filling.fillers import VALUED, Value, fillers, leaves_open, values
from qa.ask.filling.measures import asked_bound
from qa.ask.filling.slots import SLOTS
from qa.ask.filling.wanted import Wanted, covered
from qa.words.align import ContentWords, Matrix, best_matches, content_words

# Characters on either side of a value within which its own words stand: 担保贷款的期限最长不超过3年.
_BESIDE = 9
_PIECE = regex(r"[，,；;。：:、（(）)]")
_OTHER: Mapping[Bound, Bound] = {"at_most": "at_least", "at_least": "at_most"}
_PART = regex(r"[，；。,;\n]")


class Sentence:
    """A sentence beside a question: its words, and how alike each is to each of the question's."""

    def __init__(self, text: str, words: ContentWords, alike: Matrix) -> None:
        """Keep what was compared.

        Args:
            text: The sentence, in its normal form.
            words: Its content words.
            alike: float32 (n, m), how alike each word of the question is to each of them.
        """
        self.text = text
        self.alike = alike
        self._starts = np.asarray([word.at.start for word in words.words], dtype=np.int64)
        self._ends = np.asarray([word.at.end for word in words.words], dtype=np.int64)

    def within(self, start: int, end: int) -> npt.NDArray[np.bool_]:
        """Return which words stand between two places: bool (m,)."""
        return np.asarray((self._starts >= start) & (self._ends <= end))

    def matched(self, words: npt.NDArray[np.bool_]) -> Matrix:
        """Return how alike each word of the question is to the likest of some: float32 (n,)."""
        if not words.any():
            return np.zeros(len(self.alike), dtype=np.float32)
        return np.asarray(self.alike[:, words].max(axis=1), dtype=np.float32)


def slot_signals(asked: Wanted, sentence: Sentence) -> dict[str, float]:
    """Return which slots that are asked for a sentence leaves open, and what stands by what fills others."""
    signals = {"near_filler": 0.0, "filler_focus": 0.0, "noun_of_filler": 0.0}
    question, text = asked.query.normal, sentence.text
    open_slots = 0
    for slot in SLOTS:
        found = fillers(slot, text, question) if slot in asked.slots else []
        lacks = slot in asked.slots and not found
        open_slots += lacks
        signals[f"lacks_{slot}"] = float(lacks)
        for at in found:
            if at.end - at.start < len(text):
                _raise(signals, _around(asked, sentence, at))
    signals["open_slots"] = float(open_slots)
    signals["slots"] = float(len(asked.slots))
    signals |= exactly(question, text)
    return signals | _value_signals(asked, sentence)


def _around(asked: Wanted, sentence: Sentence, at: Span) -> dict[str, float]:
    """Return how much of a question the part of a sentence around something speaks of."""
    start, end = _ends(sentence.text, at, _PART)
    part = sentence.within(start, end)
    near = sentence.matched(part)
    weights = asked.words.weights
    found = {
        "near_filler": covered(weights, near),
        "filler_focus": covered(weights * asked.focus, near),
    }
    if len(asked.noun):
        words = content_words(sentence.text[start:end])
        found["noun_of_filler"] = float(best_matches(asked.noun, [words]).mean())
    return found


def _value_signals(asked: Wanted, sentence: Sentence) -> dict[str, float]:
    """Return whether a number, a date, a body is told where one is asked for, and what stands beside it."""
    slots = [slot for slot in VALUED if slot in asked.slots]
    signals = dict.fromkeys(
        (
            "told",
            "left_open",
            "counted",
            "beside",
            "beside_left",
            "beside_right",
            "part",
            "part_topic",
        ),
        0.0,
    )
    bound = asked_bound(asked.query.normal)
    signals["asks_value"] = float(bool(slots))
    signals["asks_most"] = float(bound == "at_most")
    signals["asks_least"] = float(bound == "at_least")
    signals["other_bound"] = 0.0
    signals["told_values"] = signals["untold_amounts"] = 0.0
    if not slots:
        return signals
    text = sentence.text
    found = {value for slot in slots for value in values(slot, text, asked.query.normal)}
    amounts = {amount.number for amount in find_amounts(text)} - {value.at for value in found}
    signals["told"] = float(bool(found))
    signals["told_values"] = float(np.log1p(len(found)))
    signals["untold_amounts"] = float(np.log1p(len(amounts)))
    signals["left_open"] = float(not found and leaves_open(text))
    if bound is not None and found:
        # 不低于5% tells nothing of the most that there may be.
        signals["other_bound"] = float(all(value.bound == _OTHER[bound] for value in found))
    for value in found:
        _raise(signals, _beside(asked, sentence, value))
    return signals


def _beside(asked: Wanted, sentence: Sentence, value: Value) -> dict[str, float]:
    """Return how much of what is asked stands right beside a value, and in its part of the sentence."""
    at, text = value.at, sentence.text
    start, end = _ends(text, at, _PIECE)
    left = sentence.within(max(start, at.start - _BESIDE), at.start)
    right = sentence.within(at.end, min(end, at.end + _BESIDE))
    part = sentence.within(start, at.start) | sentence.within(at.end, end)
    weights = asked.words.weights
    focused = weights * asked.focus
    signals = {
        "beside": covered(focused, sentence.matched(left | right)),
        "beside_left": covered(focused, sentence.matched(left)),
        "beside_right": covered(focused, sentence.matched(right)),
        "part": covered(weights, sentence.matched(part)),
        "part_topic": covered(weights * (1 - asked.focus), sentence.matched(part)),
    }
    if value.noun and len(asked.noun):
        noun = content_words(value.noun)
        signals["counted"] = float(best_matches(asked.noun, [noun]).mean())
    return signals


def _ends(text: str, at: Span, marks: re.Pattern[str]) -> tuple[int, int]:
    """Return where the part of a sentence begins and ends that something stands in."""
    start = 0
    for match in marks.finditer(text):
        if match.end() <= at.start:
            start = match.end()
        elif match.start() >= at.end:
            return start, match.start()
    return start, len(text)


def _raise(signals: dict[str, float], found: dict[str, float]) -> None:
    """Let the highest of each signal stand."""
    for name, value in found.items():
        signals[name] = max(signals[name], value)
