"""Finding repeated copies of one text, and merging them into one reading order.

The sentences that two copies share anchor the merge, and each copy keeps its own order. Which
sentence belongs to which copy is decided in ``index.restore.separate``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.restore.anchors import longest_increasing, recurring
from index.restore.likeness import Likeness
from index.restore.separate import Separation, separate

# Two copies are assumed only where at least this share of the sentences recurs ...
_MIN_REPEATED = 0.2
# ... and the second occurrences keep the order of the first ones to this extent.
_MIN_IN_ORDER = 0.8


@dataclass(frozen=True, slots=True)
class CopyEvidence:
    """What was found about copies in a text.

    Attributes:
        repeated: Share of sentence occurrences that belong to a sentence occurring again, 0 to 1.
        in_order: Share of repeated sentences whose second occurrences keep the order, 0 to 1.
    """

    repeated: float
    in_order: float

    @property
    def interleaved(self) -> bool:
        """Whether the text is to be treated as copies of one text."""
        return self.repeated >= _MIN_REPEATED and self.in_order >= _MIN_IN_ORDER


def find_copies(keys: Sequence[int]) -> CopyEvidence:
    """Measure how far ``keys``, sentence identities in source order, look like two copies."""
    pairs = recurring(keys)
    if not keys or not pairs:
        return CopyEvidence(0.0, 1.0)
    kept = longest_increasing([second for _, second in pairs])
    return CopyEvidence(2 * len(pairs) / len(keys), len(kept) / len(pairs))


@dataclass(frozen=True, slots=True)
class Merged:
    """Copies in one reading order.

    Attributes:
        order: For each distinct sentence the place of one occurrence, in reading order.
        separations: How the copies were told apart; more than one where there are three copies.
    """

    order: tuple[int, ...]
    separations: tuple[Separation, ...]


def merge_copies(
    keys: Sequence[int],
    ranks: Sequence[int | None] | None = None,
    marks: Sequence[tuple[int, ...]] | None = None,
    likeness: Likeness | None = None,
) -> Merged:
    """Return the distinct sentences of interleaved copies in one reading order.

    Args:
        keys: Identity of the sentence at each place of the source; equal numbers, equal words.
        ranks: For each place, the rank in the document's table of contents of the heading that
            stands right before it, or None.
        marks: For each place, identities of the headings right before it, disjoint from ``keys``.
        likeness: What the sentences mean; None decides by structure alone.

    Returns:
        Every identity exactly once, as places: positions into ``keys``.
    """
    nothing = [None] * len(keys)
    text = _Text(keys, ranks or nothing, marks or [()] * len(keys), likeness)
    separations: list[Separation] = []
    order = _merge(list(range(len(keys))), text, separations)
    return Merged(tuple(order), tuple(separations))


@dataclass(frozen=True, slots=True)
class _Text:
    keys: Sequence[int]
    ranks: Sequence[int | None]
    marks: Sequence[tuple[int, ...]]
    likeness: Likeness | None


def _merge(places: Sequence[int], text: _Text, separations: list[Separation]) -> list[int]:
    keys, likeness = text.keys, text.likeness
    local = [keys[place] for place in places]
    if not find_copies(local).interleaved:
        return _first_of_each(places, keys)
    meaning = None if likeness is None else likeness.at(places)
    ranks = [text.ranks[place] for place in places]
    separation = separate(local, ranks, [text.marks[place] for place in places], meaning)
    copies = [
        [p for p, label in zip(places, separation.labels, strict=True) if label == n]
        for n in (0, 1)
    ]
    if not all(copies):
        return _first_of_each(places, keys)
    separations.append(separation)
    # Of three copies, two are still one through the other in what a round leaves.
    one, other = (_merge(copy, text, separations) for copy in copies)
    return _zip_at_anchors(one, other, keys, likeness)


def _first_of_each(places: Sequence[int], keys: Sequence[int]) -> list[int]:
    first: dict[int, int] = {}
    for place in places:
        first.setdefault(keys[place], place)
    return list(first.values())


def _zip_at_anchors(
    ahead: Sequence[int], behind: Sequence[int], keys: Sequence[int], likeness: Likeness | None
) -> list[int]:
    """Merge two orderings of places; sentences that both have are the fixed points."""
    position_behind = {keys[place]: position for position, place in enumerate(behind)}
    common = [
        (position, position_behind[keys[place]])
        for position, place in enumerate(ahead)
        if keys[place] in position_behind
    ]
    anchors = [common[i] for i in longest_increasing([b for _, b in common])]
    anchored = {keys[ahead[a]] for a, _ in anchors}
    in_ahead = {keys[place] for place in ahead}
    result: list[int] = []
    last_ahead = last_behind = -1
    for a, b in [*anchors, (len(ahead), len(behind))]:
        run_ahead = list(ahead[last_ahead + 1 : a])
        run_behind = [
            place
            for place in behind[last_behind + 1 : b]
            if keys[place] not in in_ahead or keys[place] in anchored
        ]
        before = (ahead[last_ahead], behind[last_behind]) if last_ahead >= 0 else None
        result.extend(_order_runs(run_ahead, run_behind, before, likeness))
        if a < len(ahead):
            result.append(ahead[a])
        last_ahead, last_behind = a, b
    return result


def _order_runs(
    ahead: list[int],
    behind: list[int],
    anchor: tuple[int, int] | None,
    likeness: Likeness | None,
) -> list[int]:
    """Order what each copy alone has after an anchor: first what directly follows the anchor."""
    if not ahead or not behind:
        return [*ahead, *behind]
    if anchor is None:
        return [*behind, *ahead]  # the copy behind still holds what the other one lost at its head
    ahead_follows = ahead[0] == anchor[0] + 1
    behind_follows = behind[0] == anchor[1] + 1
    if ahead_follows == behind_follows and likeness is not None:
        ahead_follows = likeness.between(anchor[0], ahead[0]) >= likeness.between(
            anchor[0], behind[0]
        )
    return [*ahead, *behind] if ahead_follows or not behind_follows else [*behind, *ahead]
