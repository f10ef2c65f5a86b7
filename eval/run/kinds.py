"""Is the answer to a question about a document right for its kind?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from eval.dataset.gold import squeeze
from eval.dataset.kinds import INTENTS, Expected, Kind
from qa.result import Answer, Citation

# Of the figures that are expected, how many the quotes must hold: a list may leave a doubtful one out.
FIGURES_SHARE = 0.85
# Quotes that such a question may have: all of a section, every mention.
KIND_K = 50


def intent_right(expected: Expected, answer: Answer) -> bool:
    """Say whether the question was taken for what it is."""
    return answer.intent == INTENTS[expected.kind]


def kind_right(expected: Expected, answer: Answer) -> bool:
    """Say whether an answer is right for what was asked."""
    return _RIGHT[expected.kind](expected, answer)


def _outline(expected: Expected, answer: Answer) -> bool:
    said = squeeze(answer.answer)
    named = all(squeeze(title) in said for title in expected.titles)
    counted = expected.count is None or re.search(rf"(?<!\d){expected.count}(?!\d)", answer.answer)
    return answer.answered and named and bool(counted)


def _place(expected: Expected, answer: Answer) -> bool:
    def there(citation: Citation) -> bool:
        wanted = ("chapter", "section", "article", "paragraph", "item")
        return all(getattr(expected, name) in {None, getattr(citation, name)} for name in wanted)

    return answer.answered and bool(answer.citations) and all(map(there, answer.citations))


def _absent(_: Expected, answer: Answer) -> bool:
    return not answer.answered and not answer.correction


def _mention(expected: Expected, answer: Answer) -> bool:
    if not expected.present:
        return _absent(expected, answer)
    terms = [_bare(term) for term in expected.terms]
    quotes = [_bare(citation.quote) for citation in answer.citations]
    return answer.answered and bool(quotes) and all(any(t in q for t in terms) for q in quotes)


def _bare(text: str) -> str:
    return re.sub("[“”‘’\"']", "", squeeze(text)).lower()


def _figures(expected: Expected, answer: Answer) -> bool:
    if expected.none:
        return not answer.answered and not answer.figures
    hits = _hits(expected, answer)
    return answer.answered and sum(hits) >= FIGURES_SHARE * len(hits)


def _quoted(expected: Expected, answer: Answer) -> bool:
    if expected.none:
        return _absent(expected, answer)
    hits = _hits(expected, answer)
    return answer.answered and (all(hits) if expected.need == "all" else any(hits))


def _hits(expected: Expected, answer: Answer) -> list[bool]:
    quotes = [_cells(citation.quote) for citation in answer.citations]
    return [any(_cells(key) in quote for quote in quotes) for key in expected.keys]


def _cells(text: str) -> str:
    """Return a text without white space and the bars of a Markdown table, which no quoted row has."""
    return squeeze(text).replace("|", "")


_RIGHT: Mapping[Kind, Callable[[Expected, Answer], bool]] = {
    "outline": _outline,
    "section": _place,
    "article": _place,
    "section_absent": _absent,
    "article_absent": _absent,
    "mention": _mention,
    "figures": _figures,
    "list": _quoted,
    "about": _quoted,
    "content": _quoted,
}
