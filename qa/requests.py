"""What a question asks of one corpus: its content, a place, a word, figures, the members of a list."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qa.ask.retrieval.query import Query
from qa.components import Components
from qa.intent.read import read_request
from qa.intent.request import CONTENT
from qa.lookup.contents import contents_of
from qa.result import Intent

if TYPE_CHECKING:
    from qa.intent.question import Contents
    from qa.intent.request import Request

# 公园数量2030年指标值, 附表2里的泊位总数: what asks for figures or a place by its form may name one cell.
_MAY_BE_A_CELL = frozenset({"figures", "section"})
# What asks for a document as a whole is short; to encode a page twice would take seconds.
_LONGEST_FRAME = 200


class RequestReader:
    """Tells what questions ask for."""

    def __init__(self, components: Components) -> None:
        self._components = components

    def read(self, query: Query, earlier: Sequence[Query]) -> Request:
        """Return what a question asks for.

        Args:
            query: The question, its slips put right.
            earlier: The questions before it, oldest first.
        """
        request = read_request(query, self._contents, earlier, self._guess)
        return CONTENT if self._asks_for_cell(request, query) else request

    @functools.cached_property
    def _contents(self) -> Contents:
        """What tells a question of this corpus for what it asks."""

        def holds(words: str) -> bool:
            return self._components.lookup.holds(words)  # loaded when it is asked

        return contents_of(self._components.clause_index, holds)

    def _guess(self, frame: str) -> Intent:
        """Return the kind of a question that no rule knows; content with another encoder than the model's."""
        from qa.intent.guess import SURE, load_kind_model

        if len(frame) > _LONGEST_FRAME or not any(map(str.isalpha, frame)):
            return "content"
        encoder = self._components.encoder
        model = load_kind_model()
        if model.encoder != encoder.name or not model.may_be_other(frame):
            return "content"
        kind, chance = model.kind(frame, encoder.encode_queries([frame])[0])
        return kind if chance >= SURE else "content"

    def _asks_for_cell(self, request: Request, query: Query) -> bool:
        """Tell whether a question, read as one for figures or a place, names one cell and nothing else."""
        parts = self._components
        if parts.refusal is not None or request.intent not in _MAY_BE_A_CELL or parts.grids.none:
            return False
        from qa.ask.reference.tabled import cell_near, is_sure

        cell = cell_near(parts.retriever.rank(query), parts.grids)
        return cell is not None and is_sure(cell)
