"""What punishes a deed that another place lays down: by the cross reference, 违反4.1的，没收电器."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Span
from index.document.normal import normal_text
from index.runtime.patterns import regex
from qa.ask.reference.refer import Reference, read_references
from qa.ask.reference.resolve import Held, resolve
from qa.lookup.structure.deeds import deeds_in, is_catch_all
from qa.lookup.structure.told import how_much_told
from qa.words.align import content_words

# What opens the deed that is punished, up to where it is told in words.
_AGAINST = regex(
    "(?:违反|违背|触犯|不履行|未履行|不遵守|未遵守|不按照?|未按照?|有|属于?)"
    "(?:了)?(?:本|该)?[\u4e00-\u9fff]{0,10}?(?=第|[0-9]|[（(][一二三四五六七八九十])(?P<places>[^，。；：《》]{1,60})"
)
_OF_ANOTHER = regex("《|法律|条约|合同|协议")
_FOLLOWS = regex(
    "罚款|处分|处罚|处理|处以|处[一二三四五六七八九十百千万0-9]|没收|吊销|暂扣|取消|责令|警告|记过|通报|追究|承担|赔偿|"
    "扣[分除减罚发]|停[课职业工电]|开除|约谈|收回|退还|退回|不予|不得|给予|拘留|清退|辞退|解除|列入|批评|检讨|检查"
)
# A deed that names its article is of no other.
_NUMBERED = regex("第[一二三四五六七八九十百0-9]+条")
# So much of the words of a deed has to stand in what is acted against, and within this of the likest: the
# subject alone, which most articles of a law share, comes to .6 to .9.
_LIKE = 0.9
_AS_LIKE = 0.04
# More places than these are no deed but a chapter.
_MOST = 6


@dataclass(frozen=True, slots=True)
class _Sanction:
    """A clause that punishes, with what it punishes."""

    clause: Clause
    deeds: tuple[Held, ...]


class Sanctions:
    """Finds what punishes what, in the documents of one index."""

    def __init__(self, clause_index: ClauseIndex) -> None:
        """Look in ``clause_index``; a document is read when it is first asked for."""
        self._clause_index = clause_index
        self._known: dict[str, tuple[_Sanction, ...]] = {}

    def on(self, clause: Clause, within: Span | None = None) -> list[Clause]:
        """Return the clauses of its document that punish acting against a clause, in reading order.

        Args:
            clause: What lays down what shall be done or not.
            within: The sentence of it that is meant; all of it where left out.
        """
        return [
            one.clause
            for one in self._of(clause.doc_id)
            if any(
                held.clause.clause_id == clause.clause_id and _meets(held.part, within)
                for held in one.deeds
            )
        ]

    def like(self, clause: Clause, within: Span | None = None) -> list[Clause]:
        """Return the clauses of its document that punish, in words of their own, what a clause forbids."""
        text = normal_text(clause.text if within is None else within.of(clause.text))
        shares: dict[str, float] = {}
        whole = self._clause_index.clauses_of(clause.doc_id)
        for one in whole:
            deeds = (normal_text(deed.of(one.text)) for deed in deeds_in(one))
            told = [how_much_told(content_words(d), text) for d in deeds if not _NUMBERED.search(d)]
            shares[one.clause_id] = max(told, default=0.0)
        shares.pop(clause.clause_id, None)
        least = max(_LIKE, max(shares.values(), default=0.0) - _AS_LIKE)
        return [one for one in whole if shares.get(one.clause_id, 0.0) >= least]

    def for_all(self, doc_id: str) -> list[Clause]:
        """Return the clauses of a document that say what follows from acting against any of it."""
        return [one for one in self._clause_index.clauses_of(doc_id) if is_catch_all(one)]

    def deeds_of(self, clause: Clause) -> list[Held]:
        """Return the places that a clause punishes acting against, in the order in which it names them."""
        named = (
            one.deeds for one in self._of(clause.doc_id) if one.clause.clause_id == clause.clause_id
        )
        return list(dict.fromkeys(held for deeds in named for held in deeds))

    def beside(self, clause: Clause, within: Span | None = None) -> list[Clause]:
        """Return a clause with what punishes it before it, else with what it punishes behind it."""
        if found := self.on(clause, within):
            return [*found, clause]
        return [clause, *dict.fromkeys(held.clause for held in self.deeds_of(clause))]

    def _of(self, doc_id: str) -> tuple[_Sanction, ...]:
        if doc_id not in self._known:
            self._known[doc_id] = tuple(_sanctions(doc_id, self._clause_index))
        return self._known[doc_id]


def _meets(part: Span | None, within: Span | None) -> bool:
    return part is None or within is None or (part.start < within.end and within.start < part.end)


def _sanctions(doc_id: str, clause_index: ClauseIndex) -> Iterator[_Sanction]:
    # Of a library only the document itself is looked through; its clauses are those of the library.
    alone = clause_index.limited_to(frozenset({doc_id}))
    whole = clause_index.clauses_of(doc_id)
    for clause in whole:
        deeds = [
            replace(held, clause=whole[held.clause.position])
            for reference in _against(clause)
            if len(found := resolve(reference, alone).held) <= _MOST
            for held in found
            if held.clause.clause_id != clause.clause_id
        ]
        if deeds:
            yield _Sanction(clause, tuple(deeds))


def _against(clause: Clause) -> Iterator[Reference]:
    """Yield the places of its document that a clause names as acted against, where something follows."""
    for match in _AGAINST.finditer(clause.text):
        if _FOLLOWS.search(clause.text, match.end()) and not _OF_ANOTHER.search(match.group()):
            yield from read_references(match["places"])
