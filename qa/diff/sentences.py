"""Within clauses that belong together: which sentence became which, and where a clause was cut anew.

Clauses are packed of sentences, so that one more sentence may move the cut between two clauses. Whatever
leaves one clause for a neighbour is followed there: it was neither removed nor added.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.fuzz import ratio

from index.corpus import Clause, Span
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


def relate(old: Sequence[Clause], new: Sequence[Clause], pairs: Sequence[Pair]) -> list[Related]:
    """Follow every sentence of two editions whose clauses were paired.

    Returns:
        Every clause of both editions, in at least one entry; in more where it was cut or joined. No
        order is kept.
    """
    clauses = (old, new)
    partners = (dict(pairs), {n: o for o, n in pairs})
    changed, left = _compare(clauses, pairs, partners)
    links = _links(left, partners, _images(len(old), partners[0]))
    owners = (
        {o: (o, n) for o, n in pairs} | _attached(links, left, partners, 0),
        {n: (o, n) for o, n in pairs} | _attached(links, left, partners, 1),
    )
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


def _compare(
    clauses: _Sides, pairs: Sequence[Pair], partners: tuple[Mapping[int, int], Mapping[int, int]]
) -> tuple[dict[Pair, list[SentencePair]], tuple[list[_Left], list[_Left]]]:
    """Return by pair of clauses the sentences that differ, and the sentences that are left over."""
    changed: dict[Pair, list[SentencePair]] = defaultdict(list)
    left: tuple[list[_Left], list[_Left]] = ([], [])
    for pair in pairs:
        before, after = clauses[0][pair[0]], clauses[1][pair[1]]
        if key_of(before.text) != key_of(after.text):
            differ, *alone = _sentence_pairs(before, after)
            changed[pair].extend(differ)
            for side, clause in enumerate((before, after)):
                left[side].extend(_Left(pair[side], s, _key(clause, s)) for s in alone[side])
    for side, all_clauses in enumerate(clauses):
        for position, clause in enumerate(all_clauses):
            if position not in partners[side]:
                spans = clause.sentences or (Span(0, len(clause.text)),)
                left[side].extend(_Left(position, span, _key(clause, span)) for span in spans)
    return changed, left


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


def _key(clause: Clause, span: Span) -> str:
    return key_of(span.of(clause.text))


def _sentence_pairs(old: Clause, new: Clause) -> tuple[list[SentencePair], list[Span], list[Span]]:
    """Return the pairs whose words differ, and the sentences of either clause that are in no pair."""
    mine, its = list(old.sentences), list(new.sentences)
    same = Counter(_key(new, span) for span in its)
    kept: Counter[str] = Counter()
    for span in list(mine):
        key = _key(old, span)
        if kept[key] < same[key]:
            kept[key] += 1
            mine.remove(span)
    for span in list(its):
        key = _key(new, span)
        if kept[key]:
            kept[key] -= 1
            its.remove(span)
    if not mine or not its:
        return [], mine, its
    from scipy.optimize import linear_sum_assignment

    likeness = np.array([[ratio(_key(old, a), _key(new, b)) for b in its] for a in mine])
    # Nothing but these two changed in a clause that is the same one: they are the same sentence.
    least = 0.0 if len(mine) == len(its) == len(old.sentences) == 1 else _LIKE
    likeness[likeness < least] = 0
    rows, columns = linear_sum_assignment(likeness, maximize=True)
    chosen = [(r, c) for r, c in zip(rows, columns, strict=True) if likeness[r, c] or not least]
    pairs: list[SentencePair] = [(mine[r], its[c]) for r, c in chosen]
    gone, come = {r for r, _ in chosen}, {c for _, c in chosen}
    return (
        pairs,
        [span for r, span in enumerate(mine) if r not in gone],
        [span for c, span in enumerate(its) if c not in come],
    )


def _images(size: int, partner: Mapping[int, int]) -> list[int]:
    """Return where each old clause stands in the new edition, or would stand."""
    images: list[int] = []
    for position in range(size):
        images.append(partner.get(position, images[-1] if images else 0))
    return images


def _links(
    left: tuple[Sequence[_Left], Sequence[_Left]],
    partners: tuple[Mapping[int, int], Mapping[int, int]],
    images: Sequence[int],
) -> list[_Link]:
    """Pair the sentences that are left over with the same, or nearly the same, in a clause nearby."""
    waiting: dict[int, list[_Left]] = defaultdict(list)
    for other in left[1]:
        if len(other.key) >= _TELLING:
            waiting[other.clause].append(other)
    links: dict[_Left, _Left] = {}
    for exact in (True, False):
        for one in left[0]:
            if len(one.key) < _TELLING or one in links:
                continue
            around = range(images[one.clause] - _NEARBY, images[one.clause] + _NEARBY + 1)
            near = [other for n in around for other in waiting.get(n, ())]
            if not exact and one.clause in partners[0]:
                # Words that changed as well are followed only to and from a clause without a partner.
                near = [other for other in near if other.clause not in partners[1]]
            found = _nearest(one, near, exact=exact)
            if found is not None:
                links[one] = found
                waiting[found.clause].remove(found)
    return list(links.items())


def _nearest(one: _Left, near: Sequence[_Left], *, exact: bool) -> _Left | None:
    """Return the sentence with the same words, or where that will do, the one that is most like them."""
    if exact:
        return next((other for other in near if other.key == one.key), None)
    likeness = [ratio(one.key, other.key, score_cutoff=_LIKE_NEARBY) for other in near]
    best = max(range(len(near)), key=likeness.__getitem__, default=None)
    return near[best] if best is not None and likeness[best] else None


def _attached(
    links: Sequence[_Link],
    left: tuple[Sequence[_Left], Sequence[_Left]],
    partners: tuple[Mapping[int, int], Mapping[int, int]],
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
