"""What a sentence is read with: the words that lead in to it, those right before it, and the titles above.

An item （二）… says nothing without 有下列情形之一的，不予核发：, nor a row of a table without its columns; a
year or a body may be named one sentence earlier.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from index.clause_index import ClauseIndex
from index.document.normal import normal_of, normal_text
from index.runtime.patterns import regex

_ITEM = regex(
    r"\s*(?:[（(][一二三四五六七八九十百0-9]{1,3}[）)]|[0-9]{1,2}[.、．](?![0-9])|[①-⑳]|[—-]{1,2}|[一二三四五六七八九十]{1,3}、)"
)
_LEADS = regex(r"[：:]\s*$")
# No list of an official document is longer, in clauses, than this.
_FURTHEST = 20
_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence in its normal form, with what it is read with.

    Attributes:
        text: The sentence.
        lead: What leads in to it, of an item; else empty.
        before: The sentence before it in the same place; empty at the beginning.
        titles: The titles above it, and of a row the names of its columns.
    """

    text: str
    lead: str
    before: str
    titles: str

    @property
    def around(self) -> str:
        """Everything but the sentence itself."""
        return "\n".join(filter(None, (self.lead, self.before, self.titles)))


class ContextReader:
    """Reads the contexts of one index."""

    def __init__(self, clause_index: ClauseIndex) -> None:
        self._clause_index = clause_index
        self._known: OrderedDict[int, tuple[Context, ...]] = OrderedDict()

    def of(self, position: int) -> tuple[Context, ...]:
        """Return the contexts of the sentences of a clause, in order."""
        found = self._known.get(position)
        if found is None:
            found = self._known[position] = self._read(position)
            while len(self._known) > _KEPT:
                self._known.popitem(last=False)
        return found

    def _read(self, position: int) -> tuple[Context, ...]:
        clause = self._clause_index.clauses[position]
        texts = self._sentences(position)
        header = (clause.table.title or "", *clause.table.header) if clause.table else ()
        titles = (*(heading.title for heading in clause.path), clause.topic or "", *header)
        joined = normal_text("\n".join(dict.fromkeys(filter(None, titles))))
        contexts: list[Context] = []
        for number, text in enumerate(texts):
            before = texts[number - 1] if number else self._last_of(position - 1, position)
            lead = self._lead(position, number) if _ITEM.match(text) else ""
            contexts.append(Context(text, lead, "" if before == lead else before, joined))
        return tuple(contexts)

    def _lead(self, position: int, number: int) -> str:
        """Return the last sentence before an item that ends in a colon and is itself no other item."""
        doc_id = self._clause_index.clauses[position].doc_id
        for at in range(position, max(-1, position - _FURTHEST), -1):
            if self._clause_index.clauses[at].doc_id != doc_id:
                break
            texts = self._sentences(at)
            for text in reversed(texts[:number] if at == position else texts):
                if _LEADS.search(text):
                    return text
                if not _ITEM.match(text) and not text.endswith(("；", ";")):
                    return ""
        return ""

    def _last_of(self, before: int, position: int) -> str:
        """Return the last sentence of the clause before one, where both stand in one place."""
        if before < 0:
            return ""
        one, other = (self._clause_index.clauses[at] for at in (before, position))
        if (
            one.doc_id != other.doc_id
            or one.section != other.section
            or one.article != other.article
        ):
            return ""
        return self._sentences(before)[-1]

    def _sentences(self, position: int) -> list[str]:
        clause = self._clause_index.clauses[position]
        return [normal_of(span.of(clause.text)).text for span in clause.sentences]
