"""A claim to a verdict: what the plan backs, what it contradicts, what it is silent on.

The clauses closest to the claim are compared with it, thing by thing (``qa.check.evidence.compared``). A
claim that repeats a sentence is decided by what differs. Any other is decided by a small model over what the
comparers and the retrieval found. A claim of several parts is supported only if every part is.
"""

from __future__ import annotations

import functools
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.clause_index import ClauseIndex
from index.document.corpus import Span
from qa.ask.confidence.signals import SignalReader
from qa.ask.quoting.cite import Citer
from qa.ask.quoting.excerpt import ExcerptReader
from qa.ask.retrieval.query import read_query
from qa.ask.retrieval.retrieve import Ranking, Retriever
from qa.cells.near import NearGrids
from qa.cells.value import check_cells
from qa.check.choose import choose_clash, clashes_exactly, nameable
from qa.check.entail import CrossEncoderNli, pool
from qa.check.evidence.compared import Evidence, EvidenceReader
from qa.check.evidence.read import deciding, read_signals
from qa.check.evidence.signals import by_language
from qa.check.judged import JudgedPart, decisive
from qa.check.model import LABELS, MODEL_FILE, GenericModel, VerdictModel, load_check_model
from qa.check.parts import between_semicolons, joined_by_and, sentences
from qa.check.reasons import telling
from qa.check.sure import with_sure
from qa.compare.words import known_names
from qa.result import Citation, Language, Part, Verdict, VerdictLabel

# Clauses cited for a verdict.
_CITED = 3
# How sure a verdict is that rests on a repetition.
_REPEATED_CONFIDENCE = 0.97
# A clash on one of these, or on a figure of the very thing that the claim speaks of, makes a contradiction
# so many times as likely as the model alone holds it: the best of 3, 4 and 6 by leaving out one author's
# training claims at a time. Of use with an edition alone: on documents that no model has seen it gains
# nothing, and makes what is sure less right (docs/checking.md).
_EXACT_ODDS = 4.0
# How sure a part of a sentence must be of its own verdict to count beside the sentence.
_OVERRULES = 0.9


def _settled_otherwise(evidence: Evidence) -> bool:
    """Tell whether something settles that a claim does not say what the sentence that it repeats says.

    基金不少于210万美元 has all but one word of 基金不少于210万元人民币.
    """
    return any(
        not found.agrees and (found.sure or found.kind == "unit")
        for found in evidence.findings[evidence.repeated_at]
    )


class Checker:
    """Checks claims against one corpus."""

    def __init__(
        self,
        clause_index: ClauseIndex,
        retriever: Retriever,
        signal_reader: SignalReader,
        citer: Citer,
        edition_folder: Path | None,
        *,
        grids: NearGrids,
        nli: CrossEncoderNli | None = None,
        reader: ExcerptReader | None = None,
    ) -> None:
        self._clause_index = clause_index
        self._retriever = retriever
        self._signal_reader = signal_reader
        self._citer = citer
        self._nli = nli
        self._reader = reader
        self._evidence = EvidenceReader(clause_index, known_names(edition_folder, clause_index))
        self._edition_folder = edition_folder
        self._grids = grids

    @functools.cached_property
    def _model(self) -> VerdictModel:
        """What decides; loaded with the first verdict, since training observes before there is one."""
        own = self._edition_folder / MODEL_FILE if self._edition_folder else None
        return load_check_model(own, self._clause_index.manifest.encoder)

    @functools.cached_property
    def _is_generic(self) -> bool:
        """Whether the model for any document decides; an edition's own was fitted without a reader."""
        return self._edition_folder is None or isinstance(self._model, GenericModel)

    def check(self, claim: str, *, lang: Language | None = None) -> Verdict:
        """Return what the corpus says about ``claim``.

        Args:
            claim: In Chinese or English.
            lang: Language of the reasons; that of the claim where left out.

        Raises:
            QuestionError: The claim is empty, too long, or no text.
            QuoteError: A quote is not what the source says.
        """
        started = time.perf_counter()
        whole = read_query(claim)
        parts = [part for text in sentences(whole.normal) for part in self._judge_sentence(text)]
        deciding = decisive(parts)
        words = lang or whole.lang
        citations = self._cite(deciding)
        labels = {part.label for part in parts}
        return Verdict(
            claim=claim,
            lang=words,
            verdict=deciding.label,
            confidence=round(deciding.confidence, 4),
            citations=citations,
            reasons=tuple(deciding.reasons(words)),
            focus=deciding.focus(claim),
            unsure=deciding.confidence < self._model.sure,
            partly=labels == {"supported", "not_mentioned"},
            parts=tuple(self._told(part, claim, citations) for part in parts),
            timings_ms={"total": round((time.perf_counter() - started) * 1000, 2)},
        )

    def _told(self, part: JudgedPart, claim: str, citations: Sequence[Citation]) -> Part:
        """Return a part with the citations that it rests on."""
        start = claim.find(part.text)
        rests_on = {self._clause_index.clauses[p].clause_id for p in self._positions(part)[:1]}
        return Part(
            text=part.text,
            start=start,
            end=start + len(part.text) if start >= 0 else -1,
            verdict=part.label,
            n=tuple(c.n for c in citations if c.clause_id in rests_on),
        )

    def read_ahead(self, claims: Iterable[str]) -> None:
        """Encode the sentences of claims that are about to be checked together, to take less time."""
        parts = [part for claim in claims for part in sentences(read_query(claim).normal)]
        self._retriever.encode_ahead([read_query(part) for part in parts])

    def observe(self, claim: str) -> tuple[dict[str, float], npt.NDArray[np.float64]]:
        """Return what the model sees of a claim of one part: its signals and its vector."""
        ranking = self._retriever.rank(read_query(claim))
        return self._see(ranking, self._as_read(ranking, self._evidence.gather(ranking)))

    def _as_read(self, ranking: Ranking, evidence: Evidence) -> Evidence:
        """Return evidence with the verdict resting on what the reader takes for the clause that decides."""
        if self._reader is None or not self._is_generic:
            return evidence
        at = deciding(ranking.query.text, evidence, self._reader)
        return (
            evidence if at == evidence.closest else self._evidence.resting_on(ranking, evidence, at)
        )

    def _see(
        self, ranking: Ranking, evidence: Evidence
    ) -> tuple[dict[str, float], npt.NDArray[np.float64]]:
        retrieved = self._signal_reader.signals(ranking)
        signals = {f"retrieved_{name}": value for name, value in retrieved.items()}
        if self._reader is not None and self._is_generic:
            signals |= read_signals(ranking.query.text, evidence, self._reader)
        signals |= evidence.signals
        signals |= by_language(signals, ranking.query.lang)
        query = self._retriever.centred(ranking.query)
        vector = self._signal_reader.vector(ranking, query)
        row = evidence.readings[evidence.closest].row if evidence.readings else -1
        sentence = self._clause_index.dense.vector(row) if row >= 0 else np.zeros_like(query)
        return signals, np.concatenate([vector, query - sentence])

    def _judge_sentence(self, text: str) -> list[JudgedPart]:
        """Judge a sentence, and its parts where it has any and does not repeat the plan as a whole.

        What "and" joins has lost its context alone: such a part only overrules when it is sure.
        """
        pieces = between_semicolons(text)
        if len(pieces) > 1:
            whole = self._judge(text)
            if whole.repeats:
                return [whole]
            return [part for piece in pieces for part in self._judge_sentence(piece)]
        whole = self._judge(text)
        joined = [] if whole.repeats else joined_by_and(text)
        parts = [self._judge(piece) for piece in joined]
        return [whole, *(part for part in parts if part.confidence >= _OVERRULES)]

    def _judge(self, text: str) -> JudgedPart:
        ranking = self._retriever.rank(read_query(text))
        claim, clauses = ranking.query.normal, self._clause_index.clauses
        evidence = self._evidence.gather(ranking)
        repeated = evidence.repeated
        cells = check_cells(claim, self._grids.near(ranking.order))
        if cells is not None and not (cells.clashes and self._stands_in_prose(evidence)):
            label: VerdictLabel = "contradicted" if cells.clashes else "supported"
            return JudgedPart(
                text, label, _REPEATED_CONFIDENCE, ranking, evidence, repeats=True, cells=cells
            )
        if repeated is not None and repeated.clashes:
            return JudgedPart(
                text,
                "contradicted",
                _REPEATED_CONFIDENCE,
                ranking,
                evidence,
                repeats=True,
                clashes=repeated.clashes,
                clashes_at=evidence.repeated_at,
                clash=choose_clash(claim, evidence, evidence.repeated_at, clauses),
            )
        if repeated is not None and repeated.says_the_same and not _settled_otherwise(evidence):
            return JudgedPart(
                text, "supported", _REPEATED_CONFIDENCE, ranking, evidence, repeats=True
            )
        evidence = self._as_read(ranking, evidence)
        probabilities = self._model.probabilities(*self._see(ranking, evidence))
        if self._edition_folder is not None and clashes_exactly(evidence):
            probabilities[LABELS.index("contradicted")] *= _EXACT_ODDS
            probabilities /= probabilities.sum()
        probabilities = with_sure(probabilities, evidence, claim)
        opinion = None
        if self._nli is not None and evidence.readings:
            opinion = self._nli.read([reading.text for reading in evidence.readings], text)
            probabilities = pool(probabilities, opinion.probabilities)
        # An edition's own model was fitted with every whole piece that can be set against another.
        likely = float(probabilities[LABELS.index("contradicted")]) if self._is_generic else 1.0
        at, clashes = nameable(claim, evidence, likely)
        if not clashes:
            # A contradiction that nothing can be named for is none. What it took stays lost: the next
            # label is no likelier for it.
            probabilities[LABELS.index("contradicted")] = 0.0
        best = int(probabilities.argmax())
        clash = None
        if LABELS[best] == "contradicted":
            clash = choose_clash(claim, evidence, at, clauses)
        return JudgedPart(
            text,
            LABELS[best],
            float(probabilities[best]),
            ranking,
            evidence,
            opinion,
            clashes=clashes,
            clashes_at=at,
            clash=clash,
        )

    def _stands_in_prose(self, evidence: Evidence) -> bool:
        """Tell whether a claim has the words of a sentence that is no row: what a table has is beside it."""
        repeated = evidence.repeated
        if repeated is None or repeated.clashes or repeated.loose:
            return False
        position = evidence.readings[evidence.repeated_at].position
        return self._clause_index.clauses[position].table is None

    def _cite(self, part: JudgedPart) -> tuple[Citation, ...]:
        """Cite the clauses that show the verdict, first the one that it rests on."""
        cited = []
        for n, position in enumerate(self._positions(part), start=1):
            clause, score = (
                self._clause_index.clauses[position],
                float(part.ranking.scores[position]),
            )
            focus = self._focus(part, position)
            # Words that agree or clash are marked; that a sentence is close marks nothing.
            words = {place for place in focus if isinstance(place, Span)}
            marks = sorted(words, key=lambda place: (place.start, place.end))
            cited.append(self._citer.cite(clause, n, score, focus=focus, marks=marks))
        return tuple(cited)

    def _positions(self, part: JudgedPart) -> list[int]:
        """Return the clauses that show the verdict, first the one that it rests on."""
        positions = [int(position) for position in part.ranking.order[:_CITED]]
        evidence = part.evidence
        if part.cells is not None or (evidence.readings and part.label != "not_mentioned"):
            if part.cells is not None:
                first = part.cells.row.position
            elif part.clash is not None:
                first = part.clash.position
            else:
                first = evidence.readings[part.rests_on].position
            positions = [first, *(p for p in positions if p != first)][:_CITED]
        return positions

    def _focus(self, part: JudgedPart, position: int) -> list[int | Span]:
        """Return the words of a clause that agree or clash; its closest sentence where none do."""
        clause = self._clause_index.clauses[position]
        if part.cells is not None and part.cells.row.position == position:
            places = [f.at for f in telling(part.label, part.cells.findings) if f.at is not None]
            return [*places] or [0]
        if part.clash is not None and part.clash.position == position:
            return [part.clash.at or 0]
        found: list[int | Span] = []
        for at, reading in enumerate(part.evidence.readings):
            if reading.position != position:
                continue
            start = clause.sentences[reading.sentence].start
            found.extend(
                Span(start + place.start, start + place.end)
                for f in telling(part.label, part.findings(at))
                if f.at is not None and (place := reading.source(f.at)) is not None
            )
        return found or [self._retriever.best_sentence(part.ranking, position)]
