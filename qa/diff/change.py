"""Two editions to a list of changes, clause by clause."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from index.document.corpus import Clause, Document, Span
from index.runtime.patterns import regex
from qa.compare.key import key_of, label_of, without_label
from qa.diff.match import Side, match
from qa.diff.order import heaviest_rising
from qa.diff.recurring import recurring, surplus
from qa.diff.sentences import Related, relate
from qa.diff.words import WordChange, changes_between

Kind = Literal["kept", "moved", "reworded", "added", "removed"]
KINDS: tuple[Kind, ...] = ("kept", "moved", "reworded", "added", "removed")

_ARTICLE = regex("第([一二三四五六七八九十百零〇两0-9]+)条(之[一二三四五六七八九十]+)?")


@dataclass(frozen=True, slots=True)
class EditionText:
    """One edition: a document, or several that belong together.

    Attributes:
        name: What was given: a file or folder.
        documents: Its documents.
        clauses: Their clauses, in reading order.
    """

    name: str
    documents: tuple[Document, ...]
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a clause.

    Attributes:
        kind: ``moved``: the same words elsewhere in the order. ``reworded``: the same clause in other words.
        old: The clause of the old edition; None where it was added.
        new: The clause of the new one; None where it was removed.
        renumbered: Whether it stands under another number.
        moved: Whether it stands elsewhere in the order, reworded or not.
        conforming: Whether nothing changed but references, each to where its article went.
        words: Of a reworded one, what changed; ranges of the texts of the two clauses.
    """

    kind: Kind
    old: Clause | None
    new: Clause | None
    renumbered: bool = False
    moved: bool = False
    conforming: bool = False
    words: tuple[WordChange, ...] = field(default=())


def compare_editions(old: EditionText, new: EditionText) -> list[Change]:
    """Return every change from one edition to the other, those that are none included.

    Every clause of both editions is in at least one change: in several where it was cut in two, or
    joined with another. In the order of the new edition; what was removed comes after what it followed.
    """
    groups = _groups(old, new)
    sides = (
        Side([key_of(c.text) for c in old.clauses], [groups[0][c.doc_id] for c in old.clauses]),
        Side([key_of(c.text) for c in new.clauses], [groups[1][c.doc_id] for c in new.clauses]),
    )
    pairs = match(*sides)
    related = relate(old.clauses, new.clauses, pairs)
    moved = _moved(pairs, sides)
    articles = _articles(old.clauses, new.clauses, pairs)
    changes = [
        _change(old.clauses, new.clauses, one, moved=(one.old, one.new) in moved, articles=articles)
        for one in related
    ]
    order = _order(related, sides)
    counted = (recurring(old.clauses), recurring(new.clauses))
    found: list[Change] = []
    for place in sorted(range(len(changes)), key=order.__getitem__):
        found.append(changes[place])
        found.extend(_places(changes[place], counted))
    return found


def _places(change: Change, counted: tuple[frozenset[str], frozenset[str]]) -> Iterator[Change]:
    """Yield what came or went of the places where the words of a change stand."""
    old, new = change.old, change.new
    if old is None or new is None or old.doc_id not in counted[0] or new.doc_id not in counted[1]:
        return
    yield from (Change("removed", clause, None) for clause in surplus(old, new))
    yield from (Change("added", None, clause) for clause in surplus(new, old))


def _groups(old: EditionText, new: EditionText) -> tuple[dict[str, int], dict[str, int]]:
    """Number the documents so that those of both editions that belong together share a number.

    By name; one document on each side belongs together whatever its name; else by the words they share.
    """
    ids = ([d.doc_id for d in old.documents], [d.doc_id for d in new.documents])
    partner: dict[str, str] = {}
    if len(ids[0]) == len(ids[1]) == 1:
        partner[ids[1][0]] = ids[0][0]
    else:
        partner.update((doc_id, doc_id) for doc_id in ids[1] if doc_id in ids[0])
        _pair_by_words(old, new, partner)
    mine = {doc_id: number for number, doc_id in enumerate(ids[0])}
    its: dict[str, int] = {}
    for doc_id in ids[1]:
        its[doc_id] = mine[partner[doc_id]] if doc_id in partner else len(mine) + len(its)
    return mine, its


def _pair_by_words(old: EditionText, new: EditionText, partner: dict[str, str]) -> None:
    """Pair the documents that are left by how many characters of theirs are the same clauses."""
    taken = set(partner.values())
    places: dict[str, set[str]] = defaultdict(set)
    for clause in old.clauses:
        if clause.doc_id not in taken:
            places[key_of(clause.text)].add(clause.doc_id)
    shared: Counter[tuple[str, str]] = Counter()
    for clause in new.clauses:
        if clause.doc_id not in partner:
            key = key_of(clause.text)
            for doc_id in places.get(key, ()):
                shared[doc_id, clause.doc_id] += len(key)
    for (mine, its), _ in shared.most_common():
        if mine not in taken and its not in partner:
            partner[its] = mine
            taken.add(mine)


def _moved(
    pairs: Sequence[tuple[int, int]], sides: tuple[Side, Side]
) -> set[tuple[int | None, int | None]]:
    """Return the pairs that are not in the heaviest run of those that kept their order."""
    moved: set[tuple[int | None, int | None]] = set()
    by_group: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for o, n in pairs:
        if sides[0].groups[o] == sides[1].groups[n]:
            by_group[sides[0].groups[o]].append((o, n))
        else:
            moved.add((o, n))
    for group in by_group.values():
        weights = [len(sides[0].keys[o]) + 1 for o, _ in group]
        kept = set(heaviest_rising([n for _, n in group], weights))
        moved.update(pair for place, pair in enumerate(group) if place not in kept)
    return moved


def _change(
    old: Sequence[Clause],
    new: Sequence[Clause],
    related: Related,
    *,
    moved: bool,
    articles: Mapping[str, str],
) -> Change:
    if related.old is None or related.new is None:
        if related.old is not None:
            return Change("removed", old[related.old], None)
        return Change("added", None, new[related.new or 0])
    before, after = old[related.old], new[related.new]
    renumbered = _renumbered(before, after)
    words: list[WordChange] = []
    for one, other in related.changed:
        words.extend(_word_changes(before.text, after.text, one, other))
    if not words:
        kind: Kind = "moved" if moved else "kept"
        return Change(kind, before, after, renumbered=renumbered, moved=moved)
    conforming = all(
        articles.get(change.old.of(before.text)) == change.new.of(after.text) for change in words
    )
    return Change(
        "reworded",
        before,
        after,
        renumbered=renumbered,
        moved=moved,
        conforming=conforming,
        words=tuple(words),
    )


def _word_changes(old: str, new: str, one: Span | None, other: Span | None) -> list[WordChange]:
    """Return the changes of a sentence as ranges of the two clauses."""
    if one is None or other is None:
        at = Span(0, 0)
        return [WordChange("words", one or at, other or at)]
    # The number in front of either is told by where the clause stands.
    one, other = _without_label(old, one), _without_label(new, other)
    found = changes_between(one.of(old), other.of(new))
    if not found:
        # The words are the same but for a mark within them.
        return [WordChange("words", one, other)]
    return [
        WordChange(
            change.kind,
            Span(change.old.start + one.start, change.old.end + one.start),
            Span(change.new.start + other.start, change.new.end + other.start),
        )
        for change in found
    ]


def _without_label(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(span.end - len(without_label(words)), span.end)


def _renumbered(old: Clause, new: Clause) -> bool:
    """Tell whether a clause stands under another number: of its article, else of its headings."""
    if old.article is not None and new.article is not None:
        if (old.article, old.inserted) != (new.article, new.inserted):
            return True
        told = ((old.paragraph, new.paragraph), (old.item, new.item))
        return any(one is not None and other is not None and one != other for one, other in told)
    return _numbers(old) != _numbers(new) or label_of(old.text) != label_of(new.text)


def _numbers(clause: Clause) -> list[int | None]:
    return [heading.number for heading in clause.path]


def _articles(
    old: Sequence[Clause], new: Sequence[Clause], pairs: Sequence[tuple[int, int]]
) -> dict[str, str]:
    """Return where each article went, by its name: 第三十二条 to 第三十三条."""
    went: dict[str, Counter[str]] = defaultdict(Counter)
    for o, n in pairs:
        before, after = article_name(old[o]), article_name(new[n])
        if before and after:
            went[before][after] += len(old[o].text)
    return {name: found.most_common(1)[0][0] for name, found in went.items()}


def article_name(clause: Clause) -> str | None:
    """Return the name of the article that a clause stands in; None outside one."""
    found = _ARTICLE.match(clause.ref)
    return found.group() if found and clause.article is not None else None


def _order(related: Sequence[Related], sides: tuple[Side, Side]) -> list[tuple[int, int, int, int]]:
    """Return what the changes are sorted by: their place in the new edition.

    Of removed ones that of what they followed, else the front of their document.
    """
    image: dict[int, int] = {}
    for one in related:
        if one.old is not None and one.new is not None:
            image[one.old] = max(image.get(one.old, -1), one.new)
    first: dict[int, int] = {}
    for n, group in enumerate(sides[1].groups):
        first.setdefault(group, n)
    followed: list[int] = []
    last = -1
    for o, group in enumerate(sides[0].groups):
        if o and group != sides[0].groups[o - 1]:
            last = first.get(group, len(sides[1].keys)) - 1
        if o in image:
            last = image[o]
        followed.append(last)
    keys: list[tuple[int, int, int, int]] = []
    for one in related:
        if one.new is not None:
            keys.append((one.new, 0, -1 if one.old is None else one.old, 0))
        else:
            keys.append((followed[one.old or 0], 1, one.old or 0, 0))
    return keys
