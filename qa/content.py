"""A question for the content of the documents to its answer: search, judge, then quote or refuse."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.document.span import Span
from index.runtime.patterns import regex
from qa.ask.answer import choose, likeliest, nearest
from qa.ask.filling.hole import clause_that_fills
from qa.ask.quoting.marks import answering
from qa.ask.reference.rows import named_rows_first
from qa.ask.retrieval.dialog import rank_in_dialog
from qa.ask.retrieval.query import Query
from qa.ask.retrieval.retrieve import Ranking
from qa.components import Components
from qa.intent.quantities.amounts import asks_amounts, things_asked
from qa.intent.structure.listing import asks_members, asks_several, members_called
from qa.intent.structure.sanctions import asks_consequence
from qa.lookup.structure.listing import listed
from qa.result import Answer, Citation, Figure, Language, Verdict, milliseconds
from qa.show.text import answer_text, members_text, refusal_text, unsure_text

if TYPE_CHECKING:
    from qa.ask.confidence.judge import Judged
    from qa.cells.address import Address
    from qa.lookup.structure.listing import Enumeration

# How sure it is that a cell answers which a question names by row and column and asks nothing beside: of 30
# questions written before the rules 27 were given the very cell and none another (docs/reading.md).
_NAMED_CELL = 0.9
# As sure is what fills the hole that a question in the document's own words leaves open.
_OWN_WORDS = 0.9
# Clauses that are looked through for that.
_NEAR = 10
# So many of the clauses that answer are looked at for an enumeration of what is asked.
_MAY_LIST = 4
# So many of the best clauses are looked through for words that another document has too.
_TOLD_APART = 50

# What asks which annexes there are is answered by the list of them.
_OF_ANNEXES = regex("附件|附录|附表|(?i:annex|appendi|attach)")


class ContentAnswerer:
    """Answers from one corpus."""

    def __init__(
        self,
        components: Components,
        alone: Callable[[str], Components],
        check: Callable[[str, Language], Verdict],
    ) -> None:
        """Make an answerer.

        Args:
            components: The parts over the corpus.
            alone: Gives the parts over one document of it, by its id.
            check: Checks a claim, in a language.
        """
        self._parts = components
        self._alone = alone
        self._check = check

    def answer(
        self,
        query: Query,
        history: Sequence[str],
        *,
        k: int,
        lang: Language,
        lists: bool,
        started: float,
    ) -> Answer:
        """Return the quotes that answer a question, or a refusal with what is near.

        Args:
            query: The question, its slips put right.
            history: Earlier questions, oldest first.
            k: At most so many quotes.
            lang: Language of the words around the quotes.
            lists: Whether the members of an enumeration are asked for.
            started: When the question came, by ``time.perf_counter``.
        """
        parts = self._parts
        if parts.refusal is None and parts.reads is None:
            from qa.reader.reader import load_ahead

            load_ahead()
        ranking = rank_in_dialog(parts.retriever, query, history)
        ranked = time.perf_counter()
        judged = _judge(parts, ranking)
        cell = _named_cell(parts, ranking)
        confidence, threshold, own = self._of_best(ranking, history, judged, cell, k)
        near = map(int, ranking.order[:_NEAR])
        told = clause_that_fills(ranking.asked or query, near, parts.clause_index.clauses)
        if told is not None:
            confidence = max(confidence, _OWN_WORDS)
        if parts.reranker is not None:
            opinion = parts.reranker.read(ranking, parts.clause_index.clauses)
            ranking = opinion.first_in(ranking)
            judged = opinion.beside(judged) if judged is not None else None
            confidence = opinion.confidence(confidence)
        answered = confidence >= threshold
        # A question that is not answered may rest on what the plan contradicts; say so then.
        contradicted = None if answered else self._contradiction(query, lang)
        enumeration = None
        if contradicted is not None:
            citations = contradicted.citations[:k]
        else:
            if judged is not None:
                ranking = judged.first_in(ranking)
            positions = self._positions(ranking, judged, k, answered=answered)
            if answered:
                every = np.asarray(list(dict.fromkeys([*positions, *own])))
                positions = parts.citer.distinct(every, len(every)).tolist() if own else positions
                positions = named_rows_first(query, positions, parts.clause_index.clauses)
                first = told if cell is None else cell.row.position
                if first is not None:
                    # A question that names a cell and asks nothing beside has one answer.
                    alone = cell is not None and cell.at is not None and _is_sure(cell)
                    positions = [first] if alone else list(dict.fromkeys([first, *positions]))
                if positions and not _OF_ANNEXES.search(query.normal):
                    positions = parts.completer.with_annex(positions, query.normal, ranking.scores)
                positions, enumeration = self._with_list(ranking, query, positions, lists=lists)
                lists = lists or enumeration is not None
                if positions and not lists and asks_consequence(query):
                    best = parts.retriever.best_sentence(ranking, positions[0])
                    positions = parts.completer.with_sanctions(positions, best)
            asked = (ranking.asked or query) if answered else None
            citations = self._cite(ranking, positions[:k], asked, cell, lists=lists)
        figures = self._figures(query, citations, enumeration) if answered else ()
        unsure = answered and parts.refusal is None and confidence < parts.answers.sure
        preface = (
            unsure_text(lang) * unsure
            or members_text(lang, enumeration.count if enumeration else None)
            if answered
            else refusal_text(lang, correction=contradicted is not None, nearest=bool(citations))
        )
        finished = time.perf_counter()
        return Answer(
            question=query.text,
            lang=lang,
            answered=answered,
            confidence=round(confidence, 4),
            answer=answer_text(
                citations,
                lang,
                parts.clause_index.titles,
                preface,
                among_many=parts.citer.among_many,
            ),
            citations=citations,
            correction=contradicted is not None,
            unsure=unsure,
            # What was looked up in vain was searched for like any content.
            intent="figures" if figures else "list" if lists else "content",
            figures=figures,
            total=max(len(citations), len(enumeration.clauses) if enumeration else 0),
            timings_ms={
                "total": milliseconds(started, finished),
                "retrieve": milliseconds(started, ranked),
                "answer": milliseconds(ranked, finished),
            },
        )

    def _of_best(
        self,
        ranking: Ranking,
        history: Sequence[str],
        judged: Judged | None,
        cell: Address | None,
        k: int,
    ) -> tuple[float, float, list[int]]:
        """Return how sure it is that the best clause answers, how sure is enough, and what else to quote.

        Among many documents the one with the best clause judges, as though it were alone: what its
        scores mean was learned on single documents. Where an edition brings a model for that, what it
        quotes is quoted behind what the models for any document do.
        """
        first = int(ranking.order[0]) if judged is None else judged.positions[0]
        columns = self._parts.clause_index.columns
        judge = self._alone(self._parts.clause_index.clauses[first].doc_id)
        if judge is not self._parts:
            ranking = rank_in_dialog(judge.retriever, ranking.query, history)
            judged = _judge(judge, ranking)
        if judged is not None:
            confidence = judged.confidence
            if cell is not None and _is_sure(cell):
                confidence = max(confidence, _NAMED_CELL)
            return confidence, judge.threshold, []
        own: list[int] = []
        if judge is not self._parts:
            start = columns.clauses_of(columns.document_of(first)).start
            own = [start + at for at in choose(ranking, judge.settings, k)]
        if judge.refusal is None:
            return 0.0, judge.threshold, own
        return judge.refusal.confidence(*observe(judge, ranking)), judge.threshold, own

    def _contradiction(self, query: Query, lang: Language) -> Verdict | None:
        """Return what the documents have against what a question takes for granted, if anything."""
        from qa.check.premise import is_wrong_premise

        verdict = self._check(query.normal, lang)
        return verdict if is_wrong_premise(verdict, query) else None

    def _with_list(
        self, ranking: Ranking, query: Query, positions: Sequence[int], *, lists: bool
    ) -> tuple[list[int], Enumeration | None]:
        """Return positions with the rest of the list that answers, and that list.

        Args:
            ranking: What was found.
            query: The question.
            positions: Of the clauses that answer, best first.
            lists: Whether its words alone say that members are asked for; else they have to be answered
                by an enumeration too.
        """
        if not positions:
            return [], None
        found = None
        if asks_amounts(query):
            found = self._parts.completer.tabled(positions[0], query.normal)
        elif lists or asks_members(query):
            best = self._parts.retriever.best_sentence
            places = [(position, best(ranking, position)) for position in positions[:_MAY_LIST]]
            found = self._parts.completer.enumeration_at(
                places, members_called(query), query.normal
            )
        if found is not None and found.count is not None:
            whole = [one.position for one in found.clauses]
            return list(dict.fromkeys([*whole, *positions])), found
        if lists:
            return self._parts.completer.with_members(positions), found
        several = asks_several(query)
        return self._parts.completer.with_rest(positions) if several else list(positions), found

    def _figures(
        self, query: Query, citations: Sequence[Citation], enumeration: Enumeration | None
    ) -> tuple[Figure, ...]:
        """Return the amounts that a question for several asks for.

        They are those of the first quote where it has several, else one of each thing that is named.
        """
        if not citations or not asks_amounts(query):
            return ()
        if enumeration is not None:  # of each of the rows that are asked for
            rows = {clause.clause_id for clause in enumeration.clauses}
            own = [self._figures_of(one) for one in citations if one.clause_id in rows]
            return tuple(figure for each in own for figure in each)
        found = self._figures_of(citations[0])
        if len(found) > 1:
            return found
        shown = [figure for citation in citations for figure in self._figures_of(citation)]
        each = [[one for one in shown if name in one.what][:1] for name in things_asked(query)]
        return tuple(one for of_name in each for one in of_name) if all(each) else ()

    def _figures_of(self, citation: Citation) -> tuple[Figure, ...]:
        """Return the amounts in a quote."""
        return tuple(
            replace(one.figure, n=citation.n)
            for one in self._parts.lookup.figures_in(citation.doc_id)
            if one.clause.clause_id == citation.clause_id and one.figure.value in citation.quote
        )

    def _positions(
        self, ranking: Ranking, judged: Judged | None, k: int, *, answered: bool
    ) -> list[int]:
        """Return the places of the clauses that answer, or are offered beside a refusal, best first."""
        told = replace(ranking, order=self._parts.citer.distinct(ranking.order, _TOLD_APART))
        if not answered:
            return list(nearest(told, k))
        if judged is None:
            return choose(told, self._parts.settings, k)
        shown = set(told.order[:_TOLD_APART].tolist())
        return [at for at in likeliest(judged, k) if at in shown]

    def _cite(
        self,
        ranking: Ranking,
        positions: Sequence[int],
        answered: Query | None,
        cell: Address | None,
        *,
        lists: bool,
    ) -> tuple[Citation, ...]:
        """Return clauses as quotes; what answers is marked in them where a question is answered."""
        citations = []
        for n, position in enumerate(positions, start=1):
            clause = self._parts.clause_index.clauses[position]
            best = self._parts.retriever.best_sentence(ranking, position)
            if answered is None:
                marks: tuple[Span, ...] = ()
            elif cell is not None and cell.row is clause:
                marks = () if cell.at is None else (cell.at,)
            else:
                marks = listed(clause, best) if lists else ()
                marks = marks or answering(clause, best, answered)
            score = float(ranking.scores[position])
            citations.append(self._parts.citer.cite(clause, n, score, focus=[best], marks=marks))
        return tuple(citations)


def observe(
    components: Components, ranking: Ranking
) -> tuple[dict[str, float], npt.NDArray[np.float64]]:
    """Return what the refusal model sees of a ranking: its signals and its vector."""
    vector = components.retriever.centred(ranking.query)
    reader = components.signal_reader
    return reader.signals(ranking), reader.vector(ranking, vector)


def _named_cell(components: Components, ranking: Ranking) -> Address | None:
    """Return the cell of a table that a question names; an edition's own model knows nothing of cells."""
    if components.refusal is not None:
        return None
    from qa.ask.reference.tabled import cell_near

    return cell_near(ranking, components.grids)


def _is_sure(cell: Address) -> bool:
    from qa.ask.reference.tabled import is_sure

    return is_sure(cell)


def _judge(components: Components, ranking: Ranking) -> Judged | None:
    """Return how likely each clause answers; None where an edition brings a model of its own."""
    if components.refusal is not None:
        return None
    asked = (ranking.asked or ranking.query).text
    return components.answers.judge(
        components.candidates.read(ranking),
        lambda places: components.reader.read(asked, places)[:, 0],
    )
