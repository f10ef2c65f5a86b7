"""An answer that something else wrote, against a corpus: quotes by letter, statements as claims."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Document, Span
from index.document.reading import Reading, reading_of
from index.runtime.patterns import regex
from qa.check.draft import ChecksEach
from qa.check.statements import states
from qa.diff.words import WordChange, changes_between
from qa.result import Language, Verdict
from qa.trace.answer import AnswerPiece

# What a quotation leaves out is marked so; the pieces must stand in this order.
_LEFT_OUT = regex(r"(?:…+|\.{3,}|⋯+|\[…\]|\[\.\.\.\])")
# Quotation marks within a quotation are turned by the rules of Chinese typesetting.
_INNER = str.maketrans("‘’『』", "“”「」")
# How much of a quote that is not there some other words must have (0 to 100) to be shown beside it.
_LIKE = 60.0


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """Where a quote stands.

    Attributes:
        document: The document.
        span: Its range of the source.
        clause: The clause that holds its beginning; None outside any.
    """

    document: Document
    span: Span
    clause: Clause | None


@dataclass(frozen=True, slots=True)
class Verified:
    """A quote or a statement, and what the corpus says of it.

    Attributes:
        piece: What was checked.
        ok: Whether the corpus has the quote, or backs the statement.
        found: Every place of a quote.
        misplaced: Whether the quote is there, but not where the answer says.
        near: Of a quote that is not there, the clause that holds what is most like it.
        near_words: What that is.
        words: What differs between those words and the quote.
        verdict: On a statement; None of a quote.
    """

    piece: AnswerPiece
    ok: bool
    found: tuple[QuotePlace, ...] = ()
    misplaced: bool = False
    near: Clause | None = None
    near_words: str = ""
    words: tuple[WordChange, ...] = ()
    verdict: Verdict | None = None


def verify(
    pieces: Sequence[AnswerPiece],
    pipeline: ChecksEach,
    *,
    lang: Language | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> list[Verified]:
    """Check the quotes and statements of an answer; what states nothing is passed over.

    Args:
        pieces: Of the answer.
        pipeline: The corpus.
        lang: Language of the reasons; that of each statement where left out.
        progress: Called with how many pieces are done, and how many there are.
    """
    kept = [piece for piece in pieces if piece.kind == "quote" or states(piece.text)]
    claims = [piece.text for piece in kept if piece.kind == "statement"]
    verdicts = pipeline.check_each(claims, lang=lang)
    finder = QuoteFinder(pipeline.clause_index)
    found: list[Verified] = []
    for piece in kept:
        if piece.kind == "quote":
            found.append(finder.verify(piece))
        else:
            verdict = next(verdicts)
            found.append(Verified(piece, verdict.verdict == "supported", verdict=verdict))
        if progress is not None:
            progress(len(found), len(kept))
    return found


class QuoteFinder:
    """Finds the words of quotes in the documents of a corpus: every letter, whatever the line breaks."""

    def __init__(self, clause_index: ClauseIndex) -> None:
        self._clauses = clause_index.clauses
        self._texts = [_Text(document) for document in clause_index.documents]
        self._begins: dict[str, list[tuple[int, Clause]]] = {}
        for clause in clause_index.clauses:
            for span in clause.spans:
                self._begins.setdefault(clause.doc_id, []).append((span.start, clause))
        for begins in self._begins.values():
            begins.sort(key=lambda one: one[0])

    def verify(self, piece: AnswerPiece) -> Verified:
        """Return where the words of a quote stand, or what is most like them."""
        for words in dict.fromkeys((piece.text, piece.text.translate(_INNER))):
            places = tuple(self._places(words))
            if places:
                said = piece.start is not None and piece.end is not None
                there = any(
                    place.document.doc_id == (piece.doc_id or place.document.doc_id)
                    and (place.span.start, place.span.end) == (piece.start, piece.end)
                    for place in places
                )
                return Verified(piece, ok=True, found=places, misplaced=said and not there)
        near = self._near(piece.text)
        if near is None:
            return Verified(piece, ok=False)
        clause, words = near
        apart = tuple(changes_between(words, piece.text))
        return Verified(piece, ok=False, near=clause, near_words=words, words=apart)

    def _places(self, words: str) -> Iterator[QuotePlace]:
        pieces = [
            squeezed for part in _LEFT_OUT.split(words) if (squeezed := "".join(part.split()))
        ]
        if not pieces:
            return
        for text in self._texts:
            for span in text.places(pieces):
                yield QuotePlace(
                    text.document, span, self._clause_at(text.document.doc_id, span.start)
                )

    def _clause_at(self, doc_id: str, start: int) -> Clause | None:
        begins = self._begins.get(doc_id, [])
        at = bisect.bisect_right(begins, start, key=lambda one: one[0]) - 1
        if at < 0:
            return None
        clause = begins[at][1]
        return clause if any(span.start <= start < span.end for span in clause.spans) else None

    def _near(self, words: str) -> tuple[Clause, str] | None:
        """Return the clause that holds what is most like some words, and what that is."""
        texts = [clause.text for clause in self._clauses]
        found = process.extractOne(words, texts, scorer=fuzz.partial_ratio, score_cutoff=_LIKE)
        if found is None:
            return None
        text, _, place = found
        at = fuzz.partial_ratio_alignment(words, text)
        # Of a quote longer than the clause all of the clause is compared.
        window = text[at.dest_start : at.dest_end] if at and len(words) < len(text) else text
        return self._clauses[place], window


class _Text:
    """The letters of a document without white space, and the way back."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._reading: Reading = reading_of(document)
        own = self._reading.text
        self._at = [place for place, character in enumerate(own) if not character.isspace()]
        self._letters = "".join(own[place] for place in self._at)

    def places(self, pieces: Sequence[str]) -> Iterator[Span]:
        """Yield the ranges of the source that begin with the first piece and hold the others in order."""
        start = self._letters.find(pieces[0])
        while start >= 0:
            end = start + len(pieces[0])
            for piece in pieces[1:]:
                following = self._letters.find(piece, end)
                if following < 0:
                    return
                end = following + len(piece)
            yield self._reading.outer(Span(self._at[start], self._at[end - 1] + 1))
            start = self._letters.find(pieces[0], start + 1)
