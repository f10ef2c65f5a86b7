"""Whether the documents mention what is asked, by its words, by its names, else in other words for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from index.clause_index import ClauseIndex
from index.document.corpus import Span
from qa.ask.retrieval.retrieve import Ranking
from qa.intent.request import Request
from qa.lookup.concordance.apart import alternatives, parts_of, same_heads
from qa.lookup.concordance.mention import Mentions
from qa.lookup.reply import Counted, Passage, Reply
from qa.lookup.structure.places import find_asked, within

# So many clauses are offered where the asked words stand nowhere, of those whose cosine with the question
# is so high: of 24 terms that two papers have nothing like, none reaches it, of 24 under another name 11.
_NEAR = 3
_ALIKE = 0.25
# Parts of a document that say nothing of any subject.
_NO_TEXT = frozenset({"head", "addressee", "signature", "release", "copies", "annexes"})


@dataclass(frozen=True, slots=True)
class _Places:
    """Where a term stands.

    Attributes:
        passages: The clauses that hold it.
        others: Other names that stand there too, with the number of clauses of each.
        slip: Whether what stands there is what a slip was typed for.
        apart: Whether the words of the term stand there, in one sentence, but not side by side.
    """

    passages: Sequence[Passage]
    others: tuple[tuple[str, int], ...] = ()
    slip: bool = False
    apart: bool = False


def mentioned(
    request: Request,
    mentions: Mentions,
    clause_index: ClauseIndex,
    rank: Callable[[], Ranking],
) -> Reply | None:
    """Return where the documents mention what a request asks for, or None where it has to be searched for.

    Args:
        request: What is asked for.
        mentions: Finds words.
        clause_index: The index.
        rank: Ranks the clauses for the question, if that is needed.
    """
    inside: frozenset[str] | None = None
    if request.places:
        place = find_asked(request.places, clause_index)
        if not place.held and not mentions.find(mentions.own_keys(request.terms)):
            return Reply(request, answered=False, confidence=0.0, absent=place)
        # What looks like a place that is not there belongs to the asked words, or is a slip.
        inside = within(place) if place.held else None
    return _stands(request, mentions, inside) or _stands_nowhere(
        request, mentions, clause_index, rank
    )


def _stands(request: Request, mentions: Mentions, inside: frozenset[str] | None) -> Reply | None:
    """Return where the terms stand, of several each by itself; None where none does."""
    term = request.terms[0] if len(request.terms) == 1 else ""
    # A或B asks for each of them, even where the two stand side by side once.
    if (several := _several(request, alternatives(term), mentions, inside)) is not None:
        return several
    found = _find(request.terms, mentions, inside)
    if not found.passages:
        parts = parts_of(term) or mentions.all_held(same_heads(term))
        return _several(request, parts, mentions, inside)
    return Reply(
        request,
        answered=True,
        passages=tuple(found.passages),
        total=len(found.passages),
        names=mentions.written(found.passages),
        times=mentions.count(found.passages),
        others=found.others,
        slip=found.slip,
        apart=found.apart,
    )


def _stands_nowhere(
    request: Request,
    mentions: Mentions,
    clause_index: ClauseIndex,
    rank: Callable[[], Ranking],
) -> Reply | None:
    """Return that the terms stand in no clause: in headings alone, or that others are near."""
    if request.open and not mentions.lacks_head(request.terms[0]):
        return None
    keys = (*mentions.own_keys(request.terms), *mentions.other_keys(request.terms))
    titled = () if request.places else mentions.titled(keys)
    if titled:
        return Reply(request, answered=True, outline=titled, confidence=1.0)
    near = _near(rank(), clause_index)
    return Reply(request, answered=False, passages=near, confidence=0.0)


def _find(terms: Sequence[str], mentions: Mentions, inside: frozenset[str] | None) -> _Places:
    """Return where terms stand: by the letter, else by a name, else in other words for them."""
    own, others = mentions.own_keys(terms), mentions.other_keys(terms)
    if passages := mentions.find(own, inside):
        counted = ((key, len(mentions.find([key], inside))) for key in others)
        return _Places(passages, tuple((key, n) for key, n in counted if n))
    if passages := mentions.find(others, inside):
        return _Places(passages)
    if passages := mentions.find(mentions.official_keys(terms), inside):
        return _Places(passages)
    for term in terms:
        if passages := mentions.find_together(term, inside):
            return _Places(passages, apart=True)
    return _Places(mentions.find(mentions.meant_keys(terms), inside), slip=True)


def _several(
    request: Request, parts: Sequence[str], mentions: Mentions, inside: frozenset[str] | None
) -> Reply | None:
    """Return where each of several things stands that are asked for together; None where none does."""
    found = [(part, _find([part], mentions, inside).passages) for part in parts]
    by_clause = {one.clause.clause_id: one for _, passages in found for one in passages}
    if not by_clause:
        return None
    counted = tuple(
        Counted(part, mentions.written(passages), len(passages), mentions.count(passages))
        for part, passages in found
    )
    spans: dict[str, set[Span]] = {}
    for _, passages in found:
        for one in passages:
            spans.setdefault(one.clause.clause_id, set()).update(one.marks)
    passages = tuple(
        replace(one, marks=tuple(sorted(spans[one.clause.clause_id], key=attrgetter("start"))))
        for one in sorted(by_clause.values(), key=lambda one: one.clause.position)
    )
    return Reply(request, answered=True, passages=passages, total=len(passages), each=counted)


def _near(ranking: Ranking, clause_index: ClauseIndex) -> tuple[Passage, ...]:
    """Return the clauses that a term which stands nowhere may have meant; none where all are far."""
    found = []
    for at in ranking.order[:_NEAR]:
        own = clause_index.columns.views_of(int(at))
        closest = float(ranking.similar[own.start : own.stop].max(initial=-1.0))
        clause = clause_index.clauses[int(at)]
        if closest >= _ALIKE and clause.role not in _NO_TEXT:
            found.append(Passage(clause, score=float(ranking.scores[at])))
    return tuple(found)
