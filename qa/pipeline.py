"""From a question or a claim to a result: the only module that knows the order of the steps."""

from __future__ import annotations

import functools
import itertools
import time
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from index.clause_index import ClauseIndex
from index.corpus import Clause, Document
from index.embed.encoder import BATCH, Encoder
from index.names import named_documents
from index.span import Span
from qa.ask.answer import choose, likeliest, nearest
from qa.ask.cite import Citer
from qa.ask.dialog import rank_in_dialog
from qa.ask.marks import answering
from qa.ask.named import documents_named_in, moved
from qa.ask.query import Query, read_query
from qa.ask.refusal import MODEL_FILE, load_refusal_model
from qa.ask.retrieve import Ranking, Retriever, ScoredClause
from qa.ask.signals import SignalReader
from qa.ask.spelling import Speller
from qa.ask.tabled import asked_cell, is_sure, named_rows_first
from qa.cells.near import LOOKED_AT, NearGrids
from qa.intent.read import read_request
from qa.intent.request import CONTENT
from qa.lookup.contents import contents_of
from qa.result import Answer, Citation, Intent, Language, Verdict, milliseconds
from qa.settings import Settings
from qa.show.text import answer_text, refusal_text, unsure_text

if TYPE_CHECKING:
    from concurrent.futures import Future

    from qa.ask.candidates import CandidateReader
    from qa.ask.context import ContextReader
    from qa.ask.excerpt import ExcerptReader, Reads
    from qa.ask.judge import AnswerModel, Judged
    from qa.ask.rerank import Reranker
    from qa.cells.address import Address
    from qa.check.checker import Checker
    from qa.figures.collect import FoundFigure
    from qa.intent.question import Contents
    from qa.intent.read import Guess
    from qa.intent.request import Request
    from qa.lookup.answer import Lookup

Item = TypeVar("Item")

# Pipelines over some of the documents that are kept: one a document that keeps answering.
_KEPT_LIMITS = 64
# How sure it is that a cell answers which a question names by row and column and asks nothing beside: of
# such questions on tables that no rule was made on, all were answered by it (docs/retrieval.md).
_NAMED_CELL = 0.9
# So many of the best clauses are looked through for words that another document has too.
_TOLD_APART = 50
# 公园数量2030年指标值, 附表2里的泊位总数: what asks for figures or a place by its form may name one cell.
_MAY_BE_A_CELL = frozenset({"figures", "section"})


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
        self._settings = settings or Settings()
        self._encoder = encoder
        self._editions = editions or {}
        folders = {self._editions.get(document.doc_id) for document in clause_index.documents}
        self._edition_folder = folders.pop() if len(folders) == 1 else None
        self._refusal = (
            load_refusal_model(self._edition_folder / MODEL_FILE, encoder.name)
            if self._edition_folder is not None
            else None
        )
        self.clause_index = clause_index
        self.retriever = Retriever(clause_index, encoder, self._settings, beside)
        self._reader = SignalReader(clause_index)
        self._speller = Speller(clause_index)
        self._citer = Citer(clause_index)
        self._reads = reads
        self._grids = NearGrids(clause_index)
        self._limited: OrderedDict[frozenset[str], Pipeline] = OrderedDict()

    def limited_to(self, names: Iterable[str]) -> Pipeline:
        """Return a pipeline over some of the documents, as though there were no others.

        Args:
            names: Ids or names of documents (``index.names``); all documents where there is none.

        Raises:
            InputError: A name names no document.
        """
        documents = self.clause_index.documents
        wanted = named_documents(documents, names)
        if not wanted or len(wanted) == len(documents):
            return self
        found = self._limited.get(wanted)
        if found is None:
            found = Pipeline(
                self.clause_index.limited_to(wanted),
                self._encoder,
                self._settings,
                editions={key: path for key, path in self._editions.items() if key in wanted},
                beside=self.retriever,
                reads=self._reads,
            )
            self._limited[wanted] = found
            while len(self._limited) > _KEPT_LIMITS:
                self._limited.popitem(last=False)
        return found

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
            **asdict(self._settings),
            "threshold": self.threshold,
            "encoder": self.clause_index.manifest.encoder,
            "corpus_sha256": self.clause_index.manifest.corpus_sha256,
        }

    @property
    def threshold(self) -> float:
        """The least confidence that counts as an answer."""
        own = self._settings.threshold
        if own is not None:
            return own
        return self._answers.threshold if self._refusal is None else self._refusal.threshold

    @functools.cached_property
    def _answers(self) -> AnswerModel:
        from qa.ask.judge import load_answer_model

        return load_answer_model()

    @functools.cached_property
    def _contexts(self) -> ContextReader:
        from qa.ask.context import ContextReader

        return ContextReader(self.clause_index)

    @functools.cached_property
    def reader(self) -> ExcerptReader:
        """Reads clauses beside questions and claims; its network is loaded with the first of them."""
        from qa.ask.excerpt import ExcerptReader

        return ExcerptReader(self.clause_index, self._contexts, self._reads)

    @functools.cached_property
    def _reranker(self) -> Reranker | None:
        """What reads the nearest clauses once more, where the settings name it."""
        if not self._settings.reranker:
            return None
        from qa.ask.rerank import load_reranker

        return load_reranker(self._settings.reranker)

    @functools.cached_property
    def candidates(self) -> CandidateReader:
        """Reads the sentences that may answer, where no edition brings a model of its own."""
        from qa.ask.candidates import CandidateReader

        return CandidateReader(self.clause_index, self._contexts, self.retriever.expander)

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
        limited = self.limited_to(docs)
        named, rest = documents_named_in(query, limited.clause_index.documents)
        limited = limited.limited_to(named)
        answer = limited._ask(rest, history, k, lang)  # noqa: SLF001  # of this class
        return replace(answer, question=question)

    def _ask(self, query: Query, history: Sequence[str], k: int, lang: Language | None) -> Answer:
        started = time.perf_counter()
        question = query.text
        query = self._speller.correct(query)
        earlier = [read_query(text) for text in history]
        request = read_request(query, self._contents, earlier, self._guess)
        if self._asks_for_cell(request, query):
            request = CONTENT
        if request.intent != CONTENT.intent:
            reply = self.lookup.reply(request, lambda: self.retriever.rank(query))
            if reply is not None:
                from qa.looked_up import answer_of

                titles = self.clause_index.titles
                return answer_of(
                    reply,
                    query,
                    citer=self._citer,
                    titles=titles,
                    k=k,
                    lang=lang or query.lang,
                    started=started,
                )
        self._load_ahead()
        ranking = rank_in_dialog(self.retriever, query, history)
        ranked = time.perf_counter()
        judged = self._judge(ranking)
        cell = self._cell(ranking)
        confidence, threshold = self._confidence(ranking, history, judged, cell)
        if self._reranker is not None:
            opinion = self._reranker.read(ranking, self.clauses)
            ranking = opinion.first_in(ranking)
            judged = opinion.beside(judged) if judged is not None else None
            confidence = opinion.confidence(confidence)
        words = lang or query.lang
        answered = confidence >= threshold
        # A question that is not answered may rest on what the plan contradicts; say so then.
        contradicted = None if answered else self._contradiction(query, words)
        if contradicted is not None:
            citations = contradicted.citations[:k]
        else:
            if judged is not None:
                ranking = judged.first_in(ranking)
            positions = self._positions(ranking, judged, k, answered=answered)
            if answered:
                positions = named_rows_first(query, positions, self.clauses)
                if cell is not None:
                    positions = list(dict.fromkeys([cell.row.position, *positions]))
                if request.intent == "list":
                    positions = self.lookup.with_members(positions)
            citations = self._cite(ranking, positions[:k], query if answered else None, cell)
        unsure = answered and self._is_unsure(confidence)
        preface = (
            unsure_text(words) * unsure
            if answered
            else refusal_text(words, correction=contradicted is not None, nearest=bool(citations))
        )
        finished = time.perf_counter()
        return Answer(
            question=question,
            lang=words,
            answered=answered,
            confidence=round(confidence, 4),
            answer=answer_text(citations, words, self.clause_index.titles, preface),
            citations=citations,
            correction=contradicted is not None,
            unsure=unsure,
            # What was looked up in vain was searched for like any content.
            intent="list" if request.intent == "list" else "content",
            total=len(citations),
            timings_ms={
                "total": milliseconds(started, finished),
                "retrieve": milliseconds(started, ranked),
                "answer": milliseconds(ranked, finished),
            },
        )

    def _load_ahead(self) -> None:
        """Begin to load what reads clauses, beside the search, where it will be needed."""
        if self._refusal is None and self._reads is None:
            from qa.reader.reader import load_ahead

            load_ahead()

    def figures(self) -> list[FoundFigure]:
        """Return every quantitative target of the documents, in reading order."""
        return [found for found in self.lookup.figures if found.target]

    def cite_clause(self, clause_id: str) -> Citation:
        """Return a clause as a quote.

        Raises:
            KeyError: There is no such clause.
        """
        return self._citer.cite(self.clause_index.clause_by_id[clause_id], 1, 0.0)

    @functools.cached_property
    def lookup(self) -> Lookup:
        """Answers what needs no search: places, words, headings, figures, facts."""
        from qa.lookup.answer import Lookup

        return Lookup(self.clause_index)

    @functools.cached_property
    def _contents(self) -> Contents:
        """What tells a question of this corpus for what it asks."""

        def holds(words: str) -> bool:
            return self.lookup.holds(words)  # loaded when it is asked

        return contents_of(self.clause_index, holds)

    @functools.cached_property
    def _guess(self) -> Guess | None:
        """Tells the kind of a question that no rule knows; None with an encoder it was not made for."""
        from qa.intent.guess import SURE, load_kind_model

        model = load_kind_model()
        if model.encoder != self._encoder.name:
            return None

        def guess(frame: str) -> Intent:
            kind, chance = model.kind(self._encoder.encode_queries([frame])[0])
            return kind if chance >= SURE else "content"

        return guess

    def _judge(self, ranking: Ranking) -> Judged | None:
        """Return how likely each clause answers; None where an edition brings a model of its own."""
        if self._refusal is not None:
            return None
        asked = (ranking.asked or ranking.query).text
        return self._answers.judge(
            self.candidates.read(ranking), lambda places: self.reader.read(asked, places)[:, 0]
        )

    def _positions(
        self, ranking: Ranking, judged: Judged | None, k: int, *, answered: bool
    ) -> list[int]:
        """Return the places of the clauses that answer, or are offered beside a refusal, best first."""
        told = replace(ranking, order=self._citer.distinct(ranking.order, _TOLD_APART))
        if not answered:
            return list(nearest(told, k))
        if judged is None:
            return choose(told, self._settings, k)
        shown = set(told.order[:_TOLD_APART].tolist())
        return [at for at in likeliest(judged, k) if at in shown]

    def _cell(self, ranking: Ranking) -> Address | None:
        """Return the cell of a table near to a question that it names, if it names one."""
        if self._refusal is not None:
            return None
        grids = self._grids.of(map(int, ranking.order[:LOOKED_AT]))
        return asked_cell(ranking.asked or ranking.query, grids)

    def _asks_for_cell(self, request: Request, query: Query) -> bool:
        """Tell whether a question, read as one for figures or a place, names one cell and nothing else."""
        if request.intent not in _MAY_BE_A_CELL or self._grids.none:
            return False
        cell = self._cell(self.retriever.rank(query))
        return cell is not None and is_sure(cell)

    def _is_unsure(self, confidence: float) -> bool:
        return self._refusal is None and confidence < self._answers.sure

    def _confidence(
        self,
        ranking: Ranking,
        history: Sequence[str],
        judged: Judged | None,
        cell: Address | None,
    ) -> tuple[float, float]:
        """Return how sure it is that the best clause answers, and how sure is sure enough.

        Among many documents the one with the best clause judges, as though it were alone: what its
        scores mean was learned on single documents.
        """
        first = int(ranking.order[0]) if judged is None else judged.positions[0]
        judge = self.limited_to([self.clauses[first].doc_id])
        if judge is not self:
            ranking = rank_in_dialog(judge.retriever, ranking.query, history)
            judged = judge._judge(ranking)  # noqa: SLF001  # of this class
        if judged is not None:
            named = _NAMED_CELL if cell is not None and is_sure(cell) else 0.0
            return max(judged.confidence, named), judge.threshold
        refusal = judge._refusal  # noqa: SLF001  # of this class
        if refusal is None:
            return 0.0, judge.threshold
        return refusal.confidence(*judge.observe(ranking)), judge.threshold

    def corrected(self, query: Query) -> Query:
        """Return a query with its typing slips put right."""
        return self._speller.correct(query)

    def rank(self, question: str, depth: int) -> list[ScoredClause]:
        """Return the ``depth`` best clauses for ``question``, best first, with their signals."""
        ranking = self.retriever.rank(self._speller.correct(read_query(question)))
        return [self.retriever.scored(ranking, int(position)) for position in ranking.order[:depth]]

    def observe(self, ranking: Ranking) -> tuple[dict[str, float], npt.NDArray[np.float64]]:
        """Return what the refusal model sees of a ranking: its signals and its vector."""
        vector = self.retriever.centred(ranking.query)
        return self._reader.signals(ranking), self._reader.vector(ranking, vector)

    @functools.cached_property
    def checker(self) -> Checker:
        """Checks claims; loads its model and word lists with the first claim."""
        from qa.check.checker import Checker

        nli = None
        if self._settings.nli:
            from qa.check.entail import load_nli

            nli = load_nli(self._settings.nli)
        # A claim is a sentence and is held against sentences; parts of them are for questions.
        whole = replace(self._settings, piece_weight=0.0)
        return Checker(
            self.clause_index,
            Retriever(self.clause_index, self._encoder, whole, self.retriever),
            self._reader,
            self._citer,
            self._edition_folder,
            nli=nli,
            reader=self.reader,
        )

    def check(
        self, claim: str, *, lang: Language | None = None, docs: Sequence[str] = ()
    ) -> Verdict:
        """Return what the documents say about ``claim``; see ``Checker.check`` and ``ask``."""
        limited = self.limited_to(docs)
        named, rest = documents_named_in(read_query(claim), limited.clause_index.documents)
        limited = limited.limited_to(named)
        if not named:
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
        limits = itertools.chain(docs, itertools.repeat(()))
        for window in _windows(zip(questions, limits, strict=False)):
            self.retriever.encode_ahead(
                [
                    self._speller.correct(read_query(question))
                    for (question, history), _ in window
                    if not history
                ]
            )
            for (question, history), limit in window:
                yield self.ask(question, history=history, k=k, lang=lang, docs=limit)

    def check_each(
        self,
        claims: Iterable[str],
        *,
        lang: Language | None = None,
        docs: Iterable[Sequence[str]] = (),
    ) -> Iterator[Verdict]:
        """Yield the verdict on each claim, in order; see ``Checker.check`` and ``ask_each``."""
        from concurrent.futures import ThreadPoolExecutor

        limits = itertools.chain(docs, itertools.repeat(()))
        with ThreadPoolExecutor(1) as pool:
            ready: Future[None] | None = None
            current: list[tuple[str, Sequence[str]]] = []
            # While one window is compared, which is Python's work, the next is encoded, which is not.
            for window in (*_windows(zip(claims, limits, strict=False)), []):
                if ready is not None:
                    ready.result()
                ready = pool.submit(self.checker.read_ahead, [claim for claim, _ in window])
                for claim, limit in current:
                    yield self.check(claim, lang=lang, docs=limit)
                current = window

    def _contradiction(self, query: Query, lang: Language) -> Verdict | None:
        """Return what the documents have against what a question takes for granted, if anything."""
        from qa.check.premise import is_wrong_premise

        verdict = self.check(query.normal, lang=lang)
        return verdict if is_wrong_premise(verdict, query) else None

    def _cite(
        self,
        ranking: Ranking,
        positions: Sequence[int],
        answered: Query | None,
        cell: Address | None,
    ) -> tuple[Citation, ...]:
        """Return clauses as quotes; what answers is marked in them where a question is answered."""
        citations = []
        for n, position in enumerate(positions, start=1):
            clause = self.clauses[position]
            best = self.retriever.best_sentence(ranking, position)
            if answered is None:
                marks: tuple[Span, ...] = ()
            elif cell is not None and cell.row is clause:
                marks = () if cell.at is None else (cell.at,)
            else:
                marks = answering(clause, best, answered)
            score = float(ranking.scores[position])
            citations.append(self._citer.cite(clause, n, score, focus=[best], marks=marks))
        return tuple(citations)


def _windows(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the items in lists that are encoded together."""
    rest = iter(items)
    while window := list(itertools.islice(rest, BATCH)):
        yield window
