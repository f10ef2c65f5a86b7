"""From what a question asks for to what was found: one small lookup for each kind of question."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Heading
from index.document.normal import normal_text
from qa.ask.reference.resolve import Found
from qa.ask.retrieval.retrieve import Ranking
from qa.figures.collect import FoundFigure, all_figures, figures_of
from qa.intent.request import ROWS, Request
from qa.lookup.about import KNOWABLE, read_about
from qa.lookup.concordance.mention import Mentions
from qa.lookup.concordance.mentioned import mentioned
from qa.lookup.keys import key_of
from qa.lookup.quantities.figures import Finder, select_figures
from qa.lookup.quantities.ranked import ranked
from qa.lookup.reply import Passage, Reply
from qa.lookup.structure.gathered import Gatherer
from qa.lookup.structure.joined import joined
from qa.lookup.structure.listing import items_in, marks_of
from qa.lookup.structure.outline import headings_of
from qa.lookup.structure.places import find_asked, passages_at, within
from qa.lookup.structure.sanctions import Sanctions
from qa.lookup.structure.texts import headings_in, named_text, only_in
from qa.lookup.structure.told import told_at
from qa.lookup.table import cells_of, column_asked, name_of_row
from qa.lookup.titled import likeness
from qa.lookup.variants.same import Same

# So many places of a part are shown where a list is asked for in it.
_NEAR = 3
_LISTS = frozenset({"annex", "table", "box"})
# So much of English words a heading has to mean to be what they call it.
_CALLED = 0.8
# What is only near in meaning to what figures are asked of may be something else.
_NEAREST = 0.7
# What is gathered by words may hold one that only sounds like it.
_GATHERED = 0.9
Rank = Callable[[], Ranking]


class Lookup:
    """Answers questions on one index that need no search."""

    def __init__(self, clause_index: ClauseIndex, same: Same | None = None) -> None:
        """Look in ``clause_index``; nothing is read before a question needs it; see ``Mentions``."""
        self._clause_index = clause_index
        self._mentions = Mentions(clause_index, same)
        self._sanctions = Sanctions(clause_index)
        self._gatherer = Gatherer(clause_index, self._mentions.names_of)

    def holds(self, words: str) -> bool:
        """Tell whether words stand in the documents by the letter."""
        return self._mentions.holds(words)

    def reply(self, request: Request, rank: Rank) -> Reply | None:
        """Return what was found, or None where the question has to be searched for.

        Args:
            request: What is asked for.
            rank: Ranks the clauses for the question, if that is needed.
        """
        handler = self._handlers.get(request.intent)
        return None if handler is None else handler(request, rank)

    @functools.cached_property
    def _handlers(self) -> Mapping[str, Callable[[Request, Rank], Reply | None]]:
        return {
            "mention": lambda request, rank: mentioned(
                request, self._mentions, self._clause_index, rank
            ),
            "outline": self._outline,
            "section": self._section,
            "figures": self._figures,
            "about": self._about,
            "list": self._list,
        }

    def _outline(self, request: Request, rank: Rank) -> Reply | None:
        if request.column == ROWS:
            return self._rows(request)
        if request.column:
            cells = cells_of(request.column, self._clause_index.clauses)
            passages = tuple(Passage(clause, None, marks) for clause, marks in cells.values())
            return Reply(
                request, answered=True, passages=passages, total=len(cells), cells=tuple(cells)
            )
        headings, place = headings_of(request, self._clause_index)
        if (text := self._text(request)) is not None:
            inside = headings_in(headings, text, self._clause_index.headings)
            headings = inside or headings
        if place is not None and not place.held:
            return Reply(request, answered=False, confidence=0.0, absent=place)
        listed = replace(request, intent="about", facets=("annex",))
        if not headings and (request.places or request.level == "annex"):
            # Which annexes there are, a line may say.
            return self._section(request, rank) if request.places else self._about(listed, rank)
        without = None
        if not headings:
            # A law of articles alone has no chapters, and that is the answer.
            headings = [h for h in self._clause_index.headings if h.level == "article"]
            without = request.level
        if not headings:
            return None
        articles = 0
        if not request.places and all(heading.level != "article" for heading in headings):
            articles = sum(h.level == "article" for h in self._clause_index.headings)
        return Reply(
            request,
            answered=True,
            outline=tuple(headings),
            articles=articles,
            without=without,
            total=len(headings),
        )

    def _rows(self, request: Request) -> Reply | None:
        """Return the rows at a place, or of all tables, each by what it is called."""
        held: Sequence[Clause] = self._clause_index.table_rows()
        if request.places:
            held = [one.clause for one in find_asked(request.places, self._clause_index).held]
        rows = {name: clause for clause in held if (name := name_of_row(clause))}
        if not rows:
            return None
        passages = tuple(Passage(clause) for clause in rows.values())
        return Reply(request, answered=True, passages=passages, total=len(rows), cells=tuple(rows))

    def _section(self, request: Request, rank: Rank) -> Reply | None:
        del rank
        place = find_asked(request.places, self._clause_index)
        # A box is short and the document's own: what is asked of it is in it.
        boxed = any(step.level == "box" for asked in request.places for step in asked.steps)
        if (text := self._text(request)) is not None:
            place = only_in(place, text)
        if not place.held:
            # Another document's article may be named: what is asked of it is searched for.
            absent = Reply(request, answered=False, confidence=0.0, absent=place)
            return None if request.topic and not boxed else absent
        passages = passages_at(place)
        if request.joined is not None:
            return joined(request, passages, self._sanctions)
        if request.topic:
            told = told_at(
                request.topic, passages, self._mentions.names_of, counted=request.counted
            )
            passages = told or (passages if boxed else ())
            if not passages:
                # What the place does not say may be said elsewhere, or nowhere.
                return None
        return Reply(
            request,
            answered=True,
            passages=passages,
            total=len(passages),
            outline=() if request.intent == "section" else place.headings,
        )

    def _text(self, request: Request) -> Heading | None:
        """Return the text of a file with several that a question names."""
        return named_text(request.words, self._clause_index) if request.words else None

    def _figures(self, request: Request, rank: Rank) -> Reply | None:
        inside: frozenset[str] | None = None
        if request.places:
            place = find_asked(request.places, self._clause_index)
            if not place.held:
                return Reply(request, answered=False, confidence=0.0, absent=place)
            inside = within(place)
        figures = self.figures
        if request.outside:
            left_out = within(find_asked(request.outside, self._clause_index))
            figures = [one for one in figures if one.clause.clause_id not in left_out]
        selected = select_figures(request, figures, self._finder, rank, inside)
        if request.open and (selected.nearest or not selected.figures):
            return None
        found = selected.figures
        if request.ranked is not None:
            found = ranked(found, request.ranked)
        by_clause: dict[str, list[FoundFigure]] = {}
        for one in found:
            by_clause.setdefault(one.clause.clause_id, []).append(one)
        passages = tuple(
            Passage(
                held[0].clause,
                None,
                tuple(sorted({one.mark for one in held}, key=attrgetter("start"))),
            )
            for held in by_clause.values()
        )
        return Reply(
            request,
            answered=bool(found),
            passages=passages,
            total=len(found),
            confidence=_NEAREST if selected.nearest else 1.0 if found else 0.0,
            figures=tuple(one.figure for one in found),
            nearest=selected.nearest,
            untold=selected.untold,
        )

    @functools.cached_property
    def _finder(self) -> Finder:
        return Finder(self._clause_index, lambda term: self._mentions.other_keys([term]))

    @functools.cached_property
    def figures(self) -> Sequence[FoundFigure]:
        """Every amount of the documents, targets marked."""
        return all_figures(self._clause_index)

    def figures_in(self, doc_id: str) -> Sequence[FoundFigure]:
        """Return the amounts of one document; of a library no others are read."""
        own = [self._clause_index.document_by_id[doc_id]]
        return figures_of(own, self._clause_index.clauses_of(doc_id))

    def _about(self, request: Request, rank: Rank) -> Reply | None:
        del rank
        about = read_about(request.facets, self._clause_index)
        if not about.passages and not about.said:
            # Why it was made and where it holds may be said anywhere: that is searched for.
            unsaid = KNOWABLE.issuperset(request.facets)
            return (
                Reply(request, answered=False, confidence=0.0, unsaid=request.facets)
                if unsaid
                else None
            )
        return Reply(
            request,
            answered=True,
            passages=about.passages,
            total=len(about.passages),
            confidence=0.9,
            said=about.said,
            unsaid=about.unsaid,
        )

    def _list(self, request: Request, rank: Rank) -> Reply | None:
        """Return what is to be gathered, or the members at a place; others have to be searched for."""
        held: tuple[Passage, ...] = ()
        if request.gathered:
            held = self._gatherer.gather(request.gathered, request.terms, request.topic)
        sure = _GATHERED if held else 1.0
        named = request.terms and not request.gathered
        if held := held or (self._defined(request.terms[0]) if named else ()):
            return Reply(request, answered=True, passages=held, total=len(held), confidence=sure)
        if not request.places:
            return None
        place = find_asked(request.places, self._clause_index)
        title = request.places[0].title
        if title.isascii() and title and not self._is_meant(title, place):
            return None
        if not place.held:
            return Reply(request, answered=False, confidence=0.0, absent=place)
        passages = tuple(
            replace(one, marks=marks_of(one.clause.text) or tuple(items_in(one.clause.text)))
            for one in passages_at(place)
        )
        query = rank().query
        column = column_asked(query.normal, [one.clause for one in passages])
        if column:
            cells = cells_of(column, [one.clause for one in passages])
            rows = tuple(Passage(clause, None, marks) for clause, marks in cells.values())
            return Reply(
                request, answered=True, passages=rows, total=len(cells), cells=tuple(cells)
            )
        # An annex or a table is a list by itself.
        own = any(step.level in _LISTS for asked in request.places for step in asked.steps)
        if not title and not own:
            scores = rank().scores
            best = sorted(passages, key=lambda one: -float(scores[one.clause.position]))
            passages = tuple(best[:_NEAR])
        return Reply(request, answered=True, passages=passages, total=len(passages))

    def _is_meant(self, title: str, place: Found) -> bool:
        """Tell whether a heading is what English words call it, not merely the nearest."""
        return bool(place.held) and any(
            likeness(title, heading, self._clause_index) >= _CALLED for heading in place.headings
        )

    def _defined(self, name: str) -> tuple[Passage, ...]:
        """Return where the documents say what they call by a name: …（以下统称“三项制度”）."""
        key = key_of(name)
        found = []
        for passage in self._mentions.find([key]):
            text = key_of(normal_text(passage.clause.text))
            if re.search(f"(?:统称|合称|简称|称为){re.escape(key)}", text):
                marks = marks_of(passage.clause.text)
                found.append(replace(passage, marks=marks or passage.marks))
        return tuple(found)

    def clause(self, clause_id: str) -> Clause:
        """Return a clause by its id."""
        return self._clause_index.clause_by_id[clause_id]
