"""One corpus, to ask and to check: the only module that knows the order of the steps."""

from __future__ import annotations

import functools
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Document
from index.document.names import named_documents
from index.document.normal import normal_text
from index.embed.encoder import BATCH, Encoder
from qa.ahead import prepared, with_docs
from qa.ask.reference.named import documents_named_in, moved
from qa.ask.retrieval.query import Query, read_query
from qa.ask.retrieval.retrieve import Ranking, Retriever, ScoredClause
from qa.ask.told import told_and_asked
from qa.components import Components
from qa.content import ContentAnswerer, observe
from qa.intent.follow import goes_on_from
from qa.intent.request import CONTENT
from qa.requests import RequestReader
from qa.result import Answer, Citation, Language, Verdict
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.ask.confidence.candidates import CandidateReader
    from qa.ask.quoting.excerpt import ExcerptReader, Reads
    from qa.check.checker import Checker
    from qa.figures.collect import FoundFigure
    from qa.intent.request import Request
    from qa.lookup.answer import Lookup

# Pipelines over some of the documents that are kept: one a document that keeps answering.
_KEPT_LIMITS = 64


class Pipeline:
    """Asks and checks over one corpus. Safe to share between threads."""

    def __init__(
        self,
        clause_index: ClauseIndex,
        encoder: Encoder,
        settings: Settings | None = None,
        *,
        editions: Mapping[str, Path] | None = None,
        beside: Retriever | None = None,
        reads: Reads | None = None,
    ) -> None:
        """Make a pipeline over an index that is open.

        Args:
            clause_index: What is searched.
            encoder: The encoder that made it.
            settings: The defaults where left out.
            editions: By document, the folder of its edition, which may bring models of its own; they
                are used where every document has the same.
            beside: A retriever of the same encoder, whose vectors of questions are shared.
            reads: What reads clauses beside questions; the reader that comes with yinju where left out.
        """
        self._editions = editions or {}
        self._parts = Components(
            clause_index,
            encoder,
            settings or Settings(),
            editions=self._editions,
            beside=beside,
            reads=reads,
        )
        self._requests = RequestReader(self._parts)
        self._content = ContentAnswerer(
            self._parts,
            lambda doc_id: self.limited_to([doc_id])._parts,  # noqa: SLF001  # of this class
            lambda claim, lang: self.check(claim, lang=lang),
        )
        self._limited: OrderedDict[frozenset[str], Pipeline] = OrderedDict()

    def limited_to(self, names: Iterable[str]) -> Pipeline:
        """Return a pipeline over some of the documents, as though there were no others.

        Args:
            names: Ids or names of documents (``index.document.names``); all documents where there is none.

        Raises:
            InputError: A name names no document.
        """
        wanted = named_documents(self.documents, names)
        if not wanted or len(wanted) == len(self.documents):
            return self
        found = self._limited.get(wanted)
        if found is None:
            found = Pipeline(
                self.clause_index.limited_to(wanted),
                self._parts.encoder,
                self._parts.settings,
                editions={key: path for key, path in self._editions.items() if key in wanted},
                beside=self.retriever,
                reads=self._parts.reads,
            )
            self._limited[wanted] = found
            while len(self._limited) > _KEPT_LIMITS:
                self._limited.popitem(last=False)
        return found

    @property
    def clause_index(self) -> ClauseIndex:
        """What is searched."""
        return self._parts.clause_index

    @property
    def clauses(self) -> Sequence[Clause]:
        """Every clause of the corpus, in reading order."""
        return self.clause_index.clauses

    @property
    def documents(self) -> Sequence[Document]:
        """The documents of the corpus."""
        return self.clause_index.documents

    @property
    def settings(self) -> Mapping[str, object]:
        """What decides the results; recorded with an evaluation run."""
        return {
            **asdict(self._parts.settings),
            "threshold": self.threshold,
            "encoder": self.clause_index.manifest.encoder,
            "corpus_sha256": self.clause_index.manifest.corpus_sha256,
        }

    @property
    def threshold(self) -> float:
        """The least confidence that counts as an answer."""
        return self._parts.threshold

    @property
    def retriever(self) -> Retriever:
        """Ranks clauses for questions."""
        return self._parts.retriever

    @property
    def candidates(self) -> CandidateReader:
        """Reads the sentences that may answer, where no edition brings a model of its own."""
        return self._parts.candidates

    @property
    def reader(self) -> ExcerptReader:
        """Reads clauses beside questions and claims."""
        return self._parts.reader

    @property
    def lookup(self) -> Lookup:
        """Answers what needs no search: places, words, headings, figures, facts."""
        return self._parts.lookup

    @property
    def checker(self) -> Checker:
        """Checks claims."""
        return self._parts.checker

    @functools.cached_property
    def _titles(self) -> Mapping[str, str]:
        """The titles that documents give themselves, in the normal form, by id."""
        facts = self.clause_index.facts
        return {doc_id: normal_text(own.title) for doc_id, own in facts.items() if own.title}

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        k: int = 5,
        lang: Language | None = None,
        docs: Sequence[str] = (),
    ) -> Answer:
        """Return the quotes that answer ``question``, or a refusal.

        Args:
            question: In Chinese or English.
            history: Earlier questions, oldest first.
            k: At most so many quotes.
            lang: Language of the words around the quotes; that of the question where left out.
            docs: Ids or names of the documents to look in; all of them where there is none.

        Raises:
            QuestionError: The question is empty, too long, or no text.
            QuoteError: A quote is not what the source says.
            InputError: A name in ``docs`` names no document.
        """
        query = read_query(question)
        limited, rest = self._limited_by(query, docs, bare=True)
        if limited is self and history and goes_on_from(query):
            # 那第四十条呢 after 劳动法第三十九条 is asked of that law.
            limited, _ = self._limited_by(read_query(history[-1]), docs, bare=True)
        answer = limited._ask(rest, history, k, lang or rest.lang)  # noqa: SLF001  # of this class
        return replace(answer, question=question)

    def check(
        self, claim: str, *, lang: Language | None = None, docs: Sequence[str] = ()
    ) -> Verdict:
        """Return what the documents say about ``claim``; see ``Checker.check`` and ``ask``."""
        limited, rest = self._limited_by(read_query(claim), docs)
        if rest.text == claim:
            return limited.checker.check(claim, lang=lang)
        verdict = limited.checker.check(rest.text, lang=lang)
        return replace(verdict, claim=claim, focus=moved(verdict.focus, claim, rest.text))

    def ask_each(
        self,
        questions: Iterable[tuple[str, Sequence[str]]],
        *,
        k: int = 5,
        lang: Language | None = None,
        docs: Iterable[Sequence[str]] = (),
    ) -> Iterator[Answer]:
        """Yield the answer to each (question, earlier questions), in order; see ``ask``.

        Args:
            questions: What is asked.
            k: See ``ask``.
            lang: See ``ask``.
            docs: For each question the documents to look in; all of them where it ends early.
        """

        def encode(window: list[tuple[tuple[str, Sequence[str]], Sequence[str]]]) -> None:
            alone = [question for (question, history), _ in window if not history]
            self.retriever.encode_ahead([self.corrected(read_query(q)) for q in alone])

        for (question, history), limit in prepared(with_docs(questions, docs), encode):
            yield self.ask(question, history=history, k=k, lang=lang, docs=limit)

    def check_each(
        self,
        claims: Iterable[str],
        *,
        lang: Language | None = None,
        docs: Iterable[Sequence[str]] = (),
        window: int = BATCH,
    ) -> Iterator[Verdict]:
        """Yield the verdict on each claim, in order; see ``Checker.check`` and ``ask_each``.

        Args:
            claims: What is checked.
            lang: See ``check``.
            docs: See ``ask_each``.
            window: So many claims are encoded together; many at a time take less time each, and their
                vectors differ from those of a claim alone in the last digits.
        """

        def encode(window: list[tuple[str, Sequence[str]]]) -> None:
            self.checker.read_ahead([claim for claim, _ in window])

        for claim, limit in prepared(with_docs(claims, docs), encode, window):
            yield self.check(claim, lang=lang, docs=limit)

    def figures(self) -> list[FoundFigure]:
        """Return every quantitative target of the documents, in reading order."""
        return [found for found in self.lookup.figures if found.target]

    def cite_clause(self, clause_id: str) -> Citation:
        """Return a clause as a quote.

        Raises:
            KeyError: There is no such clause.
        """
        return self._parts.citer.cite(self.clause_index.clause_by_id[clause_id], 1, 0.0)

    def corrected(self, query: Query) -> Query:
        """Return a query with its typing slips put right."""
        return self._parts.speller.correct(query)

    def rank(self, question: str, depth: int) -> list[ScoredClause]:
        """Return the ``depth`` best clauses for ``question``, best first, with their signals."""
        ranking = self.retriever.rank(self.corrected(read_query(question)))
        return [self.retriever.scored(ranking, int(position)) for position in ranking.order[:depth]]

    def observe(self, ranking: Ranking) -> tuple[dict[str, float], npt.NDArray[np.float64]]:
        """Return what the refusal model sees of a ranking: its signals and its vector."""
        return observe(self._parts, ranking)

    def _limited_by(
        self, query: Query, docs: Sequence[str], *, bare: bool = False
    ) -> tuple[Pipeline, Query]:
        """Return a pipeline over what is asked for and what a query names, and the query without that.

        Args:
            query: A question or a claim.
            docs: See ``ask``.
            bare: Whether a title names its document without 《》 too; a claim may be of what it names.
        """
        limited = self.limited_to(docs)
        known = limited._titles  # noqa: SLF001  # of this class
        named, rest = documents_named_in(query, limited.documents, known, bare=bare)
        return limited.limited_to(named), rest

    def _ask(self, query: Query, history: Sequence[str], k: int, lang: Language) -> Answer:
        started = time.perf_counter()
        query, told = told_and_asked(self.corrected(query))
        request = self._requests.read(query, [read_query(text) for text in history])

        def looked_up(request: Request) -> Answer | None:
            reply = self.lookup.reply(request, lambda: self.retriever.rank(query))
            if reply is None:
                return None
            from qa.looked_up import answer_of

            citer, titles = self._parts.citer, self.clause_index.titles
            return answer_of(
                reply, query, citer=citer, titles=titles, k=k, lang=lang, started=started
            )

        if request.intent != CONTENT.intent and (answer := looked_up(request)) is not None:
            return answer
        # What was looked up in vain is searched for like any content.
        lists = request.intent == "list"
        before = [*history, told] if told else history
        answer = self._content.answer(query, before, k=k, lang=lang, lists=lists, started=started)
        vague = answer.unsure or not answer.answered
        if request.open and request.intent == "mention" and vague and not answer.correction:
            # Are marathons covered? Where nothing surely is on them, they are mentioned nowhere.
            return looked_up(replace(request, open=False)) or answer
        return answer
