"""Which question words of English ask: those of the question itself, not those of a clause within it.

"Will the person *who* reports a firm learn *what* came of it?" asks neither who nor what, and "must I give
security *when* I borrow?" no date. A question word asks where a clause of its own begins with it.
"""

from __future__ import annotations

import functools

from index.runtime.patterns import regex

_WORD = regex(r"\b(?:who(?:m|se)?|which|what|when|where|why|how)\b")
_OPENER = (
    r"^(?:please |so |and |but |then |also,? )*"
    r"(?:is|are|can|could|does|do|did|will|would|may|must|has|have|should|shall|was|were|am|need)\b"
)
_YES_NO = regex(_OPENER)
# "Is there a limit?" asks for the limit as well.
_THERE = regex(rf"{_OPENER}(?: there| it (?:say|state|set|give|name|specify))\b")
# A clause begins: with the text, behind a mark or a word that joins, or behind a verb of telling.
_BEGINS = regex(
    r"(?:^|[,.;:?!—–(“\"-]|\b(?:and|or|but|then|so|plus|tell me|tell us|know|say|says|state|states|specify|"
    r"specifies|explain|mention|define|lay down|set out|set|give|fix)\b)\s*"
    r"(?:(?:exactly|roughly|about|just|precisely|approximately|please)\s+)?"
    r"(?:(?:by|since|to|from|until|till|at|in|on|for|of|with|within|under|after|before|against|over|"
    r"through|into|up to|at most|at least|on to)\s+)?$"
)
_ENDS = regex(r"\s*[?.!]*\s*$")


@functools.lru_cache(maxsize=256)
def asking_part(question: str) -> str:
    """Return an English question, in lower case, with the question words that do not ask dashed out."""
    found = list(_WORD.finditer(question))
    asking = [
        word
        for word in found
        if _BEGINS.search(question[: word.start()]) or _ENDS.match(question, word.end())
    ]
    if not asking and not _YES_NO.match(question):
        return question
    characters = list(question)
    for word in found:
        if word not in asking:
            characters[word.start() : word.end()] = "-" * (word.end() - word.start())
    return "".join(characters)


def is_yes_or_no(question: str) -> bool:
    """Tell whether yes or no answers an English question, in lower case, and nothing else is asked in it."""
    if not _YES_NO.match(question) or _THERE.match(question):
        return False
    return not _WORD.search(asking_part(question))
