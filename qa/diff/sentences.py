"""Within clauses that belong together: which sentence became which, and where a clause was cut anew.

Clauses are packed of sentences, so that one more sentence may move the cut between two clauses. Whatever
leaves one clause for a neighbour is followed there: it was neither removed nor added.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.fuzz import ratio

from index.document.corpus import Clause, Span
from qa.compare.key import key_of
from qa.diff.match import Pair

# The least likeness (0 to 100, by the longest common subsequence) of two sentences of one clause, and of
# two in neighbouring clauses, where there is less reason to expect it.
_LIKE = 40.0
_LIKE_NEARBY = 75.0
# A sentence of fewer characters recurs by chance.
_TELLING = 6
# A clause that was cut off another stands this close to it.
_NEARBY = 3
# A clause was cut off another when this much of its words came from there.
_MOST = 0.5

# A sentence of the old clause and one of the new; None where it has no counterpart.
SentencePair = tuple[Span | None, Span | None]


@dataclass(frozen=True, slots=True)
class Related:
    """A clause of the old edition and what became of it.

    Attributes:
        old: Its position; None where the new one was added.
        new: The position of the other; None where the old one was removed.
        changed: The sentences that are not the same in both, in the order of the new clause.
    """

    old: int | None
    new: int | None
    changed: tuple[SentencePair, ...] = ()


@dataclass(frozen=True, slots=True)
class _Left:
    """A sentence without a counterpart in the clause that its own was paired with."""

    clause: int
    span: Span
    key: str


_Link = tuple[_Left, _Left]
_Sides = tuple[Sequence[Clause], Sequence[Clause]]
_Lefts = tuple[list[_Left], list[_Left]]
_Partners = tuple[Mapping[int, int], Mapping[int, int]]


def relate(old: Sequence[Clause], new: Sequence[Clause], pairs: Sequence[Pair]) -> list[Related]:
    """Follow every sentence of two editions whose clauses were paired.

    Returns:
        Every clause of both editions, in at least one entry; in more where it was cut or joined. No
        order is kept.
    """
    clauses = (old, new)
    partners = (dict(pairs), {n: o for o, n in pairs})
    left = _left_over(clauses, pairs, partners)
    links = _Links(clauses, partners, left).find(pairs)
    owners = (
        {o: (o, n) for o, n in pairs} | _attached(links, left, partners, 0),
        {n: (o, n) for o, n in pairs} | _attached(links, left, partners, 1),
    )
    changed: dict[Pair, list[SentencePair]] = defaultdict(list)
    followed = _follow(links, owners, changed)
    for side, sentences in enumerate(left):
        for sentence in sentences:
            if sentence not in followed and sentence.clause in owners[side]:
                alone = (sentence.span, None) if side == 0 else (None, sentence.span)
                changed[owners[side][sentence.clause]].append(alone)
    return [
        *(
            Related(*pair, _ordered(changed[pair]))
            for pair in {*owners[0].values(), *owners[1].values()}
        ),
        *(Related(o, None) for o in range(len(old)) if o not in owners[0]),
        *(Related(None, n) for n in range(len(new)) if n not in owners[1]),
    ]


def _left_over(clauses: _Sides, pairs: Sequence[Pair], partners: _Partners) -> _Lefts:
    """Return the sentences of either edition that are not word for word in the other clause of a pair."""
    left: _Lefts = ([], [])
    for pair in pairs:
        before, after = clauses[0][pair[0]], clauses[1][pair[1]]
        if key_of(before.text) != key_of(after.text):
            shared = _keys(before) & _keys(after)
            for side, clause in enumerate((before, after)):
                left[side].extend(_without(clause, pair[side], Counter(shared)))
    for side, all_clauses in enumerate(clauses):
        for position, clause in enumerate(all_clauses):
            if position not in partners[side]:
                left[side].extend(_without(clause, position, Counter()))
    return left


def _keys(clause: Clause) -> Counter[str]:
    return Counter(key_of(span.of(clause.text)) for span in clause.sentences)


def _without(clause: Clause, position: int, shared: Counter[str]) -> Iterator[_Left]:
    """Yield the sentences of a clause but for those that are shared, as often as they are."""
    for span in clause.sentences or (Span(0, len(clause.text)),):
        key = key_of(span.of(clause.text))
        if shared[key]:
            shared[key] -= 1
        else:
            yield _Left(position, span, key)


def _follow(
    links: Sequence[_Link],
    owners: tuple[Mapping[int, Pair], Mapping[int, Pair]],
    changed: dict[Pair, list[SentencePair]],
) -> set[_Left]:
    """Return the sentences that went from clause to clause, and note those that changed on the way."""
    followed: set[_Left] = set()
    for one, other in links:
        if one.clause not in owners[0] or other.clause not in owners[1]:
            continue
        pair = (one.clause, other.clause)
        if one.key == other.key:
            followed |= {one, other}
        elif pair in {owners[0][one.clause], owners[1][other.clause]}:
            followed |= {one, other}
            changed[pair].append((one.span, other.span))
    return followed


def _images(size: int, partner: Mapping[int, int]) -> list[int]:
    """Return where each old clause stands in the new edition, or would stand."""
    images: list[int] = []
    for position in range(size):
        images.append(partner.get(position, images[-1] if images else 0))
    return images


class _Links:
    """Pairs sentences that are left over.

    First the same in a clause nearby, then those alike in the same pair of clauses, last those alike in a
    clause nearby that has no partner.
    """

    def __init__(self, clauses: _Sides, partners: _Partners, left: _Lefts) -> None:
        self._clauses = clauses
        self._partners = partners
        self._left = left
        self._images = _images(len(clauses[0]), partners[0])
        self._waiting: dict[int, list[_Left]] = defaultdict(list)
        for other in left[1]:
            self._waiting[other.clause].append(other)
        self._links: dict[_Left, _Left] = {}

    def find(self, pairs: Sequence[Pair]) -> list[_Link]:
        """Return the pairs, in no order."""
        self._nearby(exact=True)
        mine: dict[int, list[_Left]] = defaultdict(list)
        for one in self._left[0]:
            if one not in self._links:
                mine[one.clause].append(one)
        for o, n in pairs:
            if mine.get(o) and self._waiting.get(n):
                self._within((o, n), mine[o])
        self._nearby(exact=False)
        return list(self._links.items())

    def _link(self, one: _Left, other: _Left) -> None:
        self._links[one] = other
        self._waiting[other.clause].remove(other)

    def _nearby(self, *, exact: bool) -> None:
        for one in self._left[0]:
            if len(one.key) < _TELLING or one in self._links:
                continue
            around = range(
                self._images[one.clause] - _NEARBY, self._images[one.clause] + _NEARBY + 1
            )
            near = [
                other
                for n in around
                for other in self._waiting.get(n, ())
                if len(other.key) >= _TELLING and self._may_go(one.clause, n, exact=exact)
            ]
            found = _nearest(one, near, exact=exact)
            if found is not None:
                self._link(one, found)

    def _may_go(self, old: int, new: int, *, exact: bool) -> bool:
        """Tell whether a sentence may have gone from one clause to another.

        Between clauses that both have another partner only word for word, and within one article: from
        article to article it was taken out of the one and put into the other.
        """
        if old not in self._partners[0] or new not in self._partners[1]:
            return True
        went_to = self._clauses[1][self._partners[0][old]]
        here = self._clauses[1][new]
        return exact and (went_to.doc_id, went_to.article, went_to.inserted) == (
            here.doc_id,
            here.article,
            here.inserted,
        )

    def _within(self, pair: Pair, mine: Sequence[_Left]) -> None:
        """Pair the sentences that are alike in a pair of clauses."""
        from scipy.optimize import linear_sum_assignment

        its = list(self._waiting[pair[1]])
        likeness = np.array([[ratio(one.key, other.key) for other in its] for one in mine])
        # Nothing but these two in a clause that is the same one: they are the same sentence.
        single = all(
            len(clauses[at].sentences) == 1 for clauses, at in zip(self._clauses, pair, strict=True)
        )
        rows, columns = linear_sum_assignment(likeness, maximize=True)
        for row, column in zip(rows, columns, strict=True):
            if single or likeness[row, column] >= _LIKE:
                self._link(mine[row], its[column])


def _nearest(one: _Left, near: Sequence[_Left], *, exact: bool) -> _Left | None:
    """Return the sentence with the same words, or where that will do, the one that is most like them."""
    if exact:
        return next((other for other in near if other.key == one.key), None)
    likeness = [ratio(one.key, other.key, score_cutoff=_LIKE_NEARBY) for other in near]
    best = max(range(len(near)), key=likeness.__getitem__, default=None)
    return near[best] if best is not None and likeness[best] else None


def _attached(
    links: Sequence[_Link],
    left: _Lefts,
    partners: _Partners,
    side: int,
) -> dict[int, Pair]:
    """Return the clauses of one side without a partner that were cut off another, with their pair."""
    sizes: Counter[int] = Counter()
    for sentence in left[side]:
        sizes[sentence.clause] += len(sentence.key)
    shared: dict[int, Counter[int]] = defaultdict(Counter)
    for link in links:
        mine, its = link[side], link[1 - side]
        if mine.clause not in partners[side] and its.clause in partners[1 - side]:
            shared[mine.clause][its.clause] += len(mine.key)
    found: dict[int, Pair] = {}
    for clause, by_other in shared.items():
        other, size = by_other.most_common(1)[0]
        if by_other.total() >= _MOST * sizes[clause] and size:
            found[clause] = (clause, other) if side == 0 else (other, clause)
    return found


def _ordered(pairs: Sequence[SentencePair]) -> tuple[SentencePair, ...]:
    """Put pairs in the order of the new clause; what was removed comes where it stood."""
    return tuple(sorted(pairs, key=lambda pair: (pair[1] or pair[0] or Span(0, 0)).start))
