"""From a question or a claim to a result: the only module that knows the order of the steps."""

from __future__ import annotations

import functools
import itertools
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import numpy.typing as npt

from index.clause_index import ClauseIndex
from index.corpus import Clause
from index.embed.encoder import BATCH, Encoder
from qa.ask.answer import choose, nearest
from qa.ask.cite import Citer
from qa.ask.dialog import rank_in_dialog
from qa.ask.query import read_query
from qa.ask.refusal import MODEL_FILE, load_refusal_model
from qa.ask.retrieve import Ranking, Retriever, ScoredClause
from qa.ask.signals import SignalReader
from qa.ask.spelling import Speller
from qa.result import Answer, Citation, Language, Verdict
from qa.settings import Settings
from qa.show.text import answer_text, refusal_text

if TYPE_CHECKING:
    from concurrent.futures import Future

    from qa.check.checker import Checker

Item = TypeVar("Item")

# How sure the check of a question must be that the plan contradicts it: at this probability 51 of 80
# false premises of the project's own sets are set right, and 8 of 200 other questions taken for one.
_SURE_CORRECTION = 0.7


class Pipeline:
    """Asks and checks over one corpus. Safe to share between threads."""

    def __init__(
        self,
        clause_index: ClauseIndex,
        encoder: Encoder,
        settings: Settings | None = None,
        *,
        edition_folder: Path | None = None,
    ) -> None:
        """Make a pipeline over an index that is open.

        Args:
            clause_index: What is searched.
            encoder: The encoder that made it.
            settings: The defaults where left out.
            edition_folder: Where the corpus's own refusal model may be.
        """
        self._settings = settings or Settings()
        self._refusal = load_refusal_model(
            edition_folder / MODEL_FILE if edition_folder else None, encoder.name
        )
        self.clause_index = clause_index
        self.retriever = Retriever(clause_index, encoder, self._settings)
        self._reader = SignalReader(clause_index)
        self._speller = Speller(clause_index)
        self._citer = Citer(clause_index)
        self._edition_folder = edition_folder

    @property
    def clauses(self) -> Sequence[Clause]:
        """Every clause of the corpus, in reading order."""
        return self.clause_index.clauses

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
        return self._refusal.threshold if own is None else own

    def ask(
        self,
        question: str,
        *,
        history: Sequence[str] = (),
        k: int = 5,
        lang: Language | None = None,
    ) -> Answer:
        """Return the quotes that answer ``question``, or a refusal.

        Args:
            question: In Chinese or English.
            history: Earlier questions, oldest first.
            k: At most so many quotes.
            lang: Language of the words around the quotes; that of the question where left out.

        Raises:
            QuestionError: The question is empty, too long, or no text.
            QuoteError: A quote is not what the source says.
        """
        started = time.perf_counter()
        query = self._speller.correct(read_query(question))
        ranking = rank_in_dialog(self.retriever, query, history)
        ranked = time.perf_counter()
        confidence = self._refusal.confidence(*self.observe(ranking))
        words = lang or query.lang
        answered = confidence >= self.threshold
        # A question that is not answered may rest on what the plan contradicts; say so then.
        contradicted = None if answered else self._contradiction(query.normal, words)
        if contradicted is not None:
            citations = contradicted.citations[:k]
        else:
            positions = choose(ranking, self._settings, k) if answered else nearest(ranking, k)
            citations = self._cite(ranking, positions)
        preface = (
            ""
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
            timings_ms={
                "total": _ms(started, finished),
                "retrieve": _ms(started, ranked),
                "answer": _ms(ranked, finished),
            },
        )

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
            from qa.check.entail import CrossEncoderNli

            nli = CrossEncoderNli(self._settings.nli)
        return Checker(
            self.clause_index,
            self.retriever,
            self._reader,
            self._citer,
            self._edition_folder,
            nli=nli,
        )

    def check(self, claim: str, *, lang: Language | None = None) -> Verdict:
        """Return what the plan says about ``claim``; see ``Checker.check``."""
        return self.checker.check(claim, lang=lang)

    def ask_each(
        self,
        questions: Iterable[tuple[str, Sequence[str]]],
        *,
        k: int = 5,
        lang: Language | None = None,
    ) -> Iterator[Answer]:
        """Yield the answer to each (question, earlier questions), in order; see ``ask``."""
        for window in _windows(questions):
            self.retriever.encode_ahead(
                [
                    self._speller.correct(read_query(question))
                    for question, history in window
                    if not history
                ]
            )
            for question, history in window:
                yield self.ask(question, history=history, k=k, lang=lang)

    def check_each(
        self, claims: Iterable[str], *, lang: Language | None = None
    ) -> Iterator[Verdict]:
        """Yield the verdict on each claim, in order; see ``Checker.check``."""
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(1) as pool:
            ready: Future[None] | None = None
            current: list[str] = []
            # While one window is compared, which is Python's work, the next is encoded, which is not.
            for window in (*_windows(claims), []):
                if ready is not None:
                    ready.result()
                ready = pool.submit(self.checker.read_ahead, window)
                for claim in current:
                    yield self.check(claim, lang=lang)
                current = window

    def _contradiction(self, question: str, lang: Language) -> Verdict | None:
        """Return what the plan has against what a question takes for granted, if anything."""
        verdict = self.check(question, lang=lang)
        sure = verdict.verdict == "contradicted" and verdict.confidence >= _SURE_CORRECTION
        return verdict if sure else None

    def _cite(self, ranking: Ranking, positions: Sequence[int]) -> tuple[Citation, ...]:
        return tuple(
            self._citer.cite(
                self.clauses[position],
                n,
                float(ranking.scores[position]),
                focus=[self.retriever.best_sentence(ranking, position)],
            )
            for n, position in enumerate(positions, start=1)
        )


def _windows(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the items in lists that are encoded together."""
    rest = iter(items)
    while window := list(itertools.islice(rest, BATCH)):
        yield window


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1000, 2)
