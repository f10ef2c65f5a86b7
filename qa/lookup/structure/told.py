"""What the clauses at a place say of what a question asks of that place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from index.document.normal import normal_text
from index.runtime.patterns import regex
from qa.lookup.keys import key_of
from qa.lookup.reply import Passage
from qa.words.align import ContentWords, best_matches, content_words

# So much of what is asked, word by word, has to be said there in the same or other words.
_SAID = 0.6
_NUMBER = regex(
    "[0-9]|[百千万]分之|[一二两三四五六七八九十百千]+(?:以上|以下)?个?(?:工作)?[日天年月周倍次人名元万成小]"
)


def told_at(
    topic: str,
    passages: Sequence[Passage],
    names: Callable[[str], Sequence[str]],
    *,
    counted: bool,
) -> tuple[Passage, ...]:
    """Return those of the passages at a place that say what is asked there; none where none does.

    Args:
        topic: What is asked there: the question without the place and without words of asking.
        passages: What stands at the place.
        names: Gives the keys of other names of a word.
        counted: Whether a number is asked for.
    """
    asked = content_words(topic)
    told = []
    for one in passages:
        text = normal_text(one.clause.text if one.part is None else one.part.of(one.clause.text))
        if counted and not _NUMBER.search(text):
            continue
        if how_much_told(asked, text, names) >= _SAID:
            told.append(one)
    return tuple(told)


def how_much_told(
    asked: ContentWords, text: str, names: Callable[[str], Sequence[str]] = lambda _: ()
) -> float:
    """Return how much of some words a text says, in the same or other words, 0 to 1; of none, all."""
    said = best_matches(asked, [content_words(text)])
    for at, word in enumerate(asked.words):
        if said[at] < _SAID and any(name in key_of(text) for name in names(word.text)):
            said[at] = 1.0
    weight = float(asked.weights.sum())
    return float(said @ asked.weights) / weight if weight else 1.0
