"""A question in the document's own words, with a hole where the answer stands (…比例超过多少？).

Such a question is answered by the sentence that has all of its words in a run and, right behind them, what
fills the hole, whatever models hold of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.document.corpus import Clause
from index.document.normal import normal_of
from index.document.span import Span
from index.runtime.patterns import regex
from qa.ask.filling.fillers import fillers
from qa.ask.filling.slots import Slot, asked_slots, interrogatives
from qa.ask.retrieval.query import Query
from qa.words.align import content_words

# Shorter runs stand in a sentence by chance.
_SHORTEST = 6
# What may stand between the words and what fills the hole: 控制率为82%.
_LINK = regex(r"(?:为|是|达到?|到|[：:，])?")
# What a number, a date, a body fills; a list or a reason goes on and may begin anywhere.
_TOLD: frozenset[Slot] = frozenset(
    {"number", "money", "share", "duration", "frequency", "date", "who"}
)
_NUMERAL = regex(r"[0-9一二三四五六七八九十]")
_MARKS = "？?。！! "
# What may stand behind the hole and asks nothing more: 多少钱, 几个百分点.
_MOST_BEHIND = 4


@dataclass(frozen=True, slots=True)
class Hole:
    """What a question leaves open.

    Attributes:
        question: The question in its normal form.
        before: Its words before the hole.
        slots: What may fill it.
    """

    question: str
    before: str
    slots: tuple[Slot, ...]

    def filled(self, sentence: str) -> Span | None:
        """Return where a sentence, in its normal form, has what fills the hole; None if it has not.

        All that stands before the hole has to stand there in one run, but for words that say nothing.
        """
        run = _longest_run(self.before, sentence)
        rest = self.before[: len(self.before) - len(run)]
        if len(run) < _SHORTEST or len(content_words(rest)) or _NUMERAL.search(rest):
            return None
        end = sentence.find(run) + len(run)
        link = _LINK.match(sentence, end)
        places = {end, end if link is None else link.end()}
        for slot in self.slots:
            for found in fillers(slot, sentence, self.question):
                if found.start in places:
                    return found
        return None


def hole_of(query: Query) -> Hole | None:
    """Return the hole that a Chinese question ends with; None where it has none, or several."""
    question = query.normal
    asking = interrogatives(question, query.lang) if query.lang == "zh" else []
    if len(asking) != 1 or len(question[asking[0].end :].strip(_MARKS)) > _MOST_BEHIND:
        return None
    slots = sorted(asked_slots(question, query.lang) & _TOLD)
    return Hole(question, question[: asking[0].start], tuple(slots)) if slots else None


def _longest_run(before: str, sentence: str) -> str:
    """Return the longest end of some words that stands in a sentence as it is."""
    for start in range(len(before)):
        if before[start:] in sentence:
            return before[start:]
    return ""


def clause_that_fills(
    query: Query, positions: Iterable[int], clauses: Sequence[Clause]
) -> int | None:
    """Return the first of some clauses that has what fills the hole of a question; None where none has.

    Args:
        query: The question.
        positions: Of the clauses that may answer, best first.
        clauses: All of them.
    """
    hole = hole_of(query)
    if hole is None:
        return None
    for position in positions:
        clause = clauses[position]
        for span in clause.sentences:
            if hole.filled(normal_of(span.of(clause.text)).text) is not None:
                return position
    return None
