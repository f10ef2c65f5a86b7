"""Whether a question takes for granted what the documents contradict."""

from __future__ import annotations

from qa.ask.filling.slots import interrogatives
from qa.ask.retrieval.query import Query
from qa.result import Verdict

# How sure the check of a question must be that the plan contradicts it: at this probability 51 of 80
# false premises of the project's own sets are set right, and 8 of 200 other questions taken for one.
_SURE = 0.7


def is_wrong_premise(verdict: Verdict, query: Query) -> bool:
    """Tell whether the verdict on a question, taken as a claim, is one on what it takes for granted.

    The words that ask claim nothing: 超过多少 is no other value than 超过4.5%.
    """
    if verdict.verdict != "contradicted" or verdict.confidence < _SURE:
        return False
    asking = interrogatives(query.normal, query.lang)
    claimed = [span for span in verdict.focus if not any(span.overlaps(word) for word in asking)]
    return bool(claimed) or not verdict.focus
