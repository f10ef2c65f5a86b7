"""Which documents are asked: those of the server, and a visitor's own."""

from __future__ import annotations

import itertools
import threading
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from index.clause_index import ClauseIndex
from index.document.corpus import NO_FACTS, Clause, Document, Facts
from index.embed.encoder import BATCH
from index.errors import InputError
from qa.check.draft import ChecksEach
from qa.open import open_pipeline
from qa.pipeline import Pipeline
from qa.result import Answer, Language, Verdict
from qa.show.cited.reference import SourceFacts
from qa.show.text import answer_text
from serve.documents.originals import find_original
from serve.documents.visitors import OwnDocument, Visitors

# Corpora of visitors that are kept open; each holds a few megabytes.
_OPEN = 16


class UnknownDocumentError(InputError):
    """A document was asked for that is not here, or is somebody else's."""


@dataclass(frozen=True, slots=True)
class Book:
    """A document that can be asked.

    Attributes:
        document: The document.
        title: What it calls itself, else its file name.
        own: Whether it is the visitor's own.
        clauses: Its clauses, in reading order.
        source: What it says of itself.
        titles: English by Chinese title.
        file: The PDF file that it was read from, where that is kept.
    """

    document: Document
    title: str
    own: bool
    clauses: tuple[Clause, ...]
    source: SourceFacts
    titles: Mapping[str, str]
    file: Path | None = None

    @property
    def pages(self) -> int:
        """How many pages can be shown as they look."""
        return 0 if self.file is None else len(self.document.layout.pages)


class Library:
    """All documents of a server. A visitor is a token, or None for one who has nothing."""

    def __init__(
        self, get_pipeline: Callable[[], Pipeline], visitors: Visitors, files: Path | None = None
    ) -> None:
        """Make a library.

        Args:
            get_pipeline: Gives the pipeline over the server's own documents.
            visitors: Who may have documents of their own.
            files: Folder of the files that the server's documents were read from.
        """
        self._files = files
        self._get_pipeline = get_pipeline
        self._visitors = visitors
        self._opened: OrderedDict[str, Pipeline] = OrderedDict()
        self._books: weakref.WeakKeyDictionary[Pipeline, list[Book]] = weakref.WeakKeyDictionary()
        self._lock = threading.Lock()

    @property
    def public(self) -> Pipeline:
        """The pipeline over the server's own documents."""
        return self._get_pipeline()

    def books(self, visitor: str | None) -> list[Book]:
        """Return every document that the visitor can ask, the server's first."""
        found = self._books_of(self.public, self._files, own=False)
        for own in self._visitors.documents(visitor):
            found = found + self._books_of(self._open(own), own.file.parent, own=True)
        return found

    def book(self, doc_id: str, visitor: str | None) -> Book:
        """Return one document.

        Raises:
            UnknownDocumentError: The visitor has no such document.
        """
        for book in self.books(visitor):
            if book.document.doc_id == doc_id:
                return book
        raise UnknownDocumentError("There is no such document.")

    def holder(self, clause_id: str, visitor: str | None) -> str | None:
        """Return the document that has a clause; None where there is none."""
        for pipeline in self._pipelines((), visitor, everything=True):
            clause = pipeline.clause_index.clause_by_id.get(clause_id)
            if clause is not None:
                return clause.doc_id
        return None

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        docs: Sequence[str] = (),
        k: int = 5,
        lang: Language | None = None,
        visitor: str | None = None,
    ) -> Answer:
        """Return the answer of the documents chosen; the server's where none is.

        Raises:
            YinjuError: See ``Pipeline.ask``.
            UnknownDocumentError: The visitor has no such document.
        """
        answers = [
            pipeline.ask(question, history=history, k=k, lang=lang)
            for pipeline in self._pipelines(docs, visitor)
        ]
        return answers[0] if len(answers) == 1 else merged(answers, k)

    def chosen(self, docs: Sequence[str], visitor: str | None) -> list[Pipeline]:
        """Return the pipelines over the documents chosen; see ``ask``."""
        return self._pipelines(docs, visitor)

    def several(self, docs: Sequence[str], visitor: str | None) -> ChecksEach:
        """Return what checks a draft against the documents chosen; see ``ask``."""
        pipelines = self._pipelines(docs, visitor)
        return pipelines[0] if len(pipelines) == 1 else Several(pipelines)

    def check(
        self,
        claim: str,
        *,
        docs: Sequence[str] = (),
        lang: Language | None = None,
        visitor: str | None = None,
    ) -> Verdict:
        """Return the verdict of the documents chosen: of several, what one says over silence."""
        verdicts = [p.check(claim, lang=lang) for p in self._pipelines(docs, visitor)]
        return strongest(verdicts)

    def _books_of(self, pipeline: Pipeline, files: Path | None, *, own: bool) -> list[Book]:
        found = self._books.get(pipeline)
        if found is None:
            found = self._books[pipeline] = _books(pipeline, files, own=own)
        return found

    def _pipelines(
        self, docs: Sequence[str], visitor: str | None, *, everything: bool = False
    ) -> list[Pipeline]:
        public = self.public
        if not docs and not everything:
            return [public]
        wanted = set(docs)
        found: list[Pipeline] = []
        here = {document.doc_id for document in public.clause_index.documents}
        if everything or here <= wanted:
            found.append(public)
        elif here & wanted:
            found.append(limited(public, here & wanted))
        wanted -= here
        for own in self._visitors.documents(visitor):
            if everything or own.doc_id in wanted:
                found.append(self._open(own))
                wanted.discard(own.doc_id)
        if wanted and not everything:
            raise UnknownDocumentError("There is no such document.")
        return found

    def _open(self, own: OwnDocument) -> Pipeline:
        key = str(own.folder)
        with self._lock:
            if key in self._opened:
                self._opened.move_to_end(key)
                return self._opened[key]
        opened = open_pipeline(own.corpus)
        with self._lock:
            self._opened[key] = opened
            while len(self._opened) > _OPEN:
                self._opened.popitem(last=False)
        return opened


@dataclass(frozen=True, slots=True)
class _Joined:
    """The clauses of several corpora, one after the other."""

    clauses: tuple[Clause, ...]
    titles: dict[str, str]


class Several:
    """Checks against several corpora at once."""

    def __init__(self, pipelines: Sequence[Pipeline]) -> None:
        self._pipelines = pipelines

    @property
    def clause_index(self) -> ClauseIndex:
        """The clauses and titles of all; nothing else of an index."""
        indexes = [pipeline.clause_index for pipeline in self._pipelines]
        titles = {name: title for found in indexes for name, title in found.titles.items()}
        clauses = tuple(clause for found in indexes for clause in found.clauses)
        return cast("ClauseIndex", _Joined(clauses, titles))

    def check_each(
        self, claims: Iterable[str], *, lang: Language | None = None, window: int = BATCH
    ) -> Iterator[Verdict]:
        """Yield the verdict on each claim, in order."""
        each = [p.check_each(held, lang=lang, window=window) for p, held in self._tee(claims)]
        for verdicts in zip(*each, strict=True):
            yield strongest(verdicts)

    def _tee(self, claims: Iterable[str]) -> Iterable[tuple[Pipeline, Iterable[str]]]:
        return zip(self._pipelines, itertools.tee(claims, len(self._pipelines)), strict=True)


def limited(pipeline: Pipeline, docs: Iterable[str]) -> Pipeline:
    """Return a pipeline over some of its documents."""
    return pipeline.limited_to(sorted(docs))


def merged(answers: Sequence[Answer], k: int) -> Answer:
    """Return one answer of several documents': what answers, best first in turns.

    A document that has nothing to say is passed over where another answers or corrects.
    """
    speaking = (
        [a for a in answers if a.answered] or [a for a in answers if a.correction] or list(answers)
    )
    speaking.sort(key=lambda answer: answer.confidence, reverse=True)
    best = speaking[0]
    turns = itertools.zip_longest(*(answer.citations for answer in speaking))
    cited = [citation for turn in turns for citation in turn if citation is not None][:k]
    citations = tuple(replace(citation, n=n) for n, citation in enumerate(cited, start=1))
    text = answer_text(
        citations, best.lang, None, best.answer.split("\n\n", 1)[0] if not best.answered else ""
    )
    return replace(best, citations=citations, answer=text)


def strongest(verdicts: Sequence[Verdict]) -> Verdict:
    """Return the verdict that says most: a document's word over another's silence, then the surest."""
    return max(verdicts, key=lambda v: (v.verdict != "not_mentioned", v.confidence))


def _books(pipeline: Pipeline, files: Path | None, *, own: bool) -> list[Book]:
    clause_index = pipeline.clause_index
    return [
        Book(
            document,
            clause_index.name_of(document.doc_id),
            own,
            clause_index.clauses_of(document.doc_id),
            source_of(clause_index.facts.get(document.doc_id, NO_FACTS)),
            clause_index.titles,
            find_original(document, files),
        )
        for document in clause_index.documents
    ]


def source_of(facts: Facts) -> SourceFacts:
    """Return what a reference says of a document beside its title."""
    return SourceFacts(facts.body, facts.number, facts.date)
