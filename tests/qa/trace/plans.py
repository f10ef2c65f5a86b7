"""A corpus whose verdicts are made by hand, for tests of the matrix: no encoder, no model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Document
from index.restore.document import restore
from index.views import SENTENCE, View
from qa.result import Citation, Language, Verdict, VerdictLabel
from tests.editions import as_text
from tests.fakes import index_by_hand


def cite(clause: Clause, n: int = 1) -> Citation:
    return Citation(
        n=n, clause_id=clause.clause_id, doc_id=clause.doc_id, source="plan.txt", quote=clause.text,
        start=clause.spans[0].start, end=clause.spans[0].end, also_at=(), chapter=1,
        chapter_title="总则", section=0, section_title=None, place="stated", score=1.0, ref=clause.ref,
    )  # fmt: skip


class HandMade:
    """Backs a statement that a clause holds word for word, and contradicts one with another number."""

    def __init__(self, articles: Sequence[str], name: str = "plan.txt") -> None:
        document = Document(name, name, as_text("阅读规划", articles, chapters=2))
        self._index = over(document)

    @property
    def clause_index(self) -> ClauseIndex:
        return self._index

    def check(self, claim: str, *, lang: Language | None = None) -> Verdict:
        letters = _letters(claim)
        for clause in self._index.clauses:
            if claim.rstrip("。") in clause.text:
                return self._verdict(claim, "supported", clause, lang)
        for clause in self._index.clauses:
            if letters and letters in _letters(clause.text):
                return self._verdict(claim, "contradicted", clause, lang)
        return self._verdict(claim, "not_mentioned", self._index.clauses[0], lang)

    def check_each(
        self, claims: Iterable[str], *, lang: Language | None = None, window: int = 1
    ) -> Iterator[Verdict]:
        for claim in claims:
            yield self.check(claim, lang=lang)

    def _verdict(
        self, claim: str, label: VerdictLabel, clause: Clause, lang: Language | None
    ) -> Verdict:
        return Verdict(claim, lang or "zh", label, 0.9, (cite(clause),), ("理由",))


def over(*documents: Document) -> ClauseIndex:
    """An index of documents that nothing is searched in."""
    clauses: list[Clause] = []
    for document in documents:
        clauses.extend(
            replace(clause, position=len(clauses) + at)
            for at, clause in enumerate(restore(document, None).clauses)
        )
    view = View(0, SENTENCE, clauses[0].text)
    return index_by_hand(clauses, documents, [(view, 1.0)], [["甲"] for _ in clauses])


def _letters(text: str) -> str:
    return "".join(c for c in text.rstrip("。") if not c.isdigit())
