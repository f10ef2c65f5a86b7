"""A follow-up question understood from the ones before it, without generating anything.

A later turn often lacks its subject: 那到2035年呢？ And how reliable should it be? Where a question
shows that it leans on the last one, it is also searched together with that one, and clauses near
what the last one found are preferred. Where it stands on its own, the topic has changed and the
history is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from index.runtime.patterns import regex
from qa.ask.retrieval.query import Query, read_query
from qa.ask.retrieval.retrieve import Ranking, Retriever

# Words that point back, and beginnings that go on from what was said.
_POINTS_BACK = {
    "zh": regex(
        "它|他们|她|他|这|那|其中|其|此|该|上述|里头|里面|两边|双方|呢|也|还|同样|哪些|具体"
    ),
    "en": regex(
        r"\b(?:it|its|they|them|their|that|this|those|these|he|she|her|his|there|ones?|same|also|"
        r"too|else|such)\b",
        re.IGNORECASE,
    ),
}
_GOES_ON = {
    "zh": regex("^(?:那|还|另外|然后|再|而|所以|要是|如果|具体|都|也)"),
    "en": regex(r"^(?:and|so|but|what about|how about|or|then|also|what else)\b", re.IGNORECASE),
}
# A question this short hardly names its subject.
_SHORT = {"zh": 10, "en": 6}
# Weights of the joint question and of nearness to what was found before, in standard deviations
# of the score; from the training dialogs (docs/retrieval.md).
_JOINT_WEIGHT = 0.5
_NEAR_BONUS = 0.5
_SAME_SECTION_BONUS = 1.0
# Two long questions together may pass the encoder's limit; the end is what is asked now.
_MAX_JOINED = 2000


def leans_on_history(query: Query) -> bool:
    """Tell whether a question shows that it leans on the one before it."""
    words = query.normal if query.lang == "zh" else query.normal.split()
    return bool(
        _POINTS_BACK[query.lang].search(query.normal)
        or _GOES_ON[query.lang].search(query.normal)
        or len(words) <= _SHORT[query.lang]
    )


def rank_in_dialog(retriever: Retriever, query: Query, history: Sequence[str]) -> Ranking:
    """Rank clauses for ``query``, with the earlier questions in mind where it leans on them.

    Args:
        retriever: Ranks single questions.
        query: The question.
        history: Earlier questions, oldest first.

    Raises:
        QuestionError: The last question of the history is no question.
    """
    alone = retriever.rank(query)
    if not history or not leans_on_history(query):
        return alone
    before = retriever.rank(read_query(history[-1]))
    joint = retriever.rank(_joined(before.query, query))
    anchor = int(before.order[0])
    near = np.zeros_like(alone.scores)
    near[max(0, anchor - 1) : anchor + 2] = _NEAR_BONUS
    near[retriever.same_section(anchor)] += _SAME_SECTION_BONUS
    # The same spread as one question's scores has, so that thresholds mean the same.
    total = alone.scores + _JOINT_WEIGHT * joint.scores + near
    ranking = alone.with_scores(np.asarray(total / (1 + _JOINT_WEIGHT), dtype=np.float32))
    return replace(ranking, asked=_joined(before.query, query))


def _joined(before: Query, query: Query) -> Query:
    return Query(
        query.text,
        f"{before.normal} {query.normal}"[-_MAX_JOINED:],
        query.lang,
        (*before.terms, *query.terms),
    )
