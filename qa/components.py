"""What works on one index to answer and to check: each part is made when it is first needed."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.clause_index import ClauseIndex
from index.embed.encoder import Encoder
from qa.ask.confidence.refusal import MODEL_FILE, load_refusal_model
from qa.ask.confidence.signals import SignalReader
from qa.ask.quoting.cite import Citer
from qa.ask.retrieval.retrieve import Retriever
from qa.ask.retrieval.spelling import Speller
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.ask.confidence.candidates import CandidateReader
    from qa.ask.confidence.judge import AnswerModel
    from qa.ask.confidence.rerank import Reranker
    from qa.ask.quoting.context import ContextReader
    from qa.ask.quoting.excerpt import ExcerptReader, Reads
    from qa.cells.near import NearGrids
    from qa.check.checker import Checker
    from qa.lookup.answer import Lookup
    from qa.lookup.completed import Completer


class Components:
    """The parts over one index. Safe to share between threads."""

    def __init__(
        self,
        clause_index: ClauseIndex,
        encoder: Encoder,
        settings: Settings,
        *,
        editions: Mapping[str, Path],
        beside: Retriever | None = None,
        reads: Reads | None = None,
    ) -> None:
        """Make the parts over an index that is open; see ``Pipeline`` for the arguments."""
        self.clause_index = clause_index
        self.encoder = encoder
        self.settings = settings
        self.reads = reads
        folders = {editions.get(document.doc_id) for document in clause_index.documents}
        self.edition_folder = folders.pop() if len(folders) == 1 else None
        # Where an edition brings a model of its own, it judges; else the models for any document do.
        self.refusal = (
            load_refusal_model(self.edition_folder / MODEL_FILE, encoder.name)
            if self.edition_folder is not None
            else None
        )
        self.retriever = Retriever(clause_index, encoder, settings, beside)
        self.signal_reader = SignalReader(clause_index)
        self.speller = Speller(clause_index)
        self.citer = Citer(clause_index)

    @property
    def threshold(self) -> float:
        """The least confidence that counts as an answer."""
        own = self.settings.threshold
        if own is not None:
            return own
        return self.answers.threshold if self.refusal is None else self.refusal.threshold

    @functools.cached_property
    def grids(self) -> NearGrids:
        """Finds the tables near to what a question or a claim is about."""
        from qa.cells.near import NearGrids

        return NearGrids(self.clause_index)

    @functools.cached_property
    def answers(self) -> AnswerModel:
        """Judges which clauses answer, where no edition brings a model of its own."""
        from qa.ask.confidence.judge import load_answer_model

        return load_answer_model()

    @functools.cached_property
    def candidates(self) -> CandidateReader:
        """Reads the sentences that may answer, where no edition brings a model of its own."""
        from qa.ask.confidence.candidates import CandidateReader

        return CandidateReader(self.clause_index, self._contexts, self.retriever.expander)

    @functools.cached_property
    def reader(self) -> ExcerptReader:
        """Reads clauses beside questions and claims; its network is loaded with the first of them."""
        from qa.ask.quoting.excerpt import ExcerptReader

        return ExcerptReader(self.clause_index, self._contexts, self.reads)

    @functools.cached_property
    def _contexts(self) -> ContextReader:
        from qa.ask.quoting.context import ContextReader

        return ContextReader(self.clause_index)

    @functools.cached_property
    def reranker(self) -> Reranker | None:
        """What reads the nearest clauses once more, where the settings name it."""
        if not self.settings.reranker:
            return None
        from qa.ask.confidence.rerank import load_reranker

        return load_reranker(self.settings.reranker)

    @functools.cached_property
    def lookup(self) -> Lookup:
        """Answers what needs no search: places, words, headings, figures, facts."""
        from qa.lookup.answer import Lookup
        from qa.lookup.variants.same import same_with

        return Lookup(self.clause_index, same_with(self.encoder))

    @functools.cached_property
    def completer(self) -> Completer:
        """Completes what answers with what belongs to it."""
        from qa.lookup.completed import Completer

        return Completer(self.clause_index)

    @functools.cached_property
    def checker(self) -> Checker:
        """Checks claims; loads its model and word lists with the first claim."""
        from qa.check.checker import Checker

        nli = None
        if self.settings.nli:
            from qa.check.entail import load_nli

            nli = load_nli(self.settings.nli)
        # A claim is a sentence and is held against sentences; parts of them are for questions.
        whole = replace(self.settings, piece_weight=0.0)
        return Checker(
            self.clause_index,
            Retriever(self.clause_index, self.encoder, whole, self.retriever),
            self.signal_reader,
            self.citer,
            self.edition_folder,
            grids=self.grids,
            nli=nli,
            reader=self.reader,
        )
