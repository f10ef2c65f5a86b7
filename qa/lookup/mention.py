"""Where words stand: by the letter, in whatever script and width, or under another name of theirs."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from index.clause_index import ClauseIndex, reading_of
from index.corpus import Clause, Span
from index.normal import normal_text
from index.views import CLAUSE
from qa.lookup.english import Translator
from qa.lookup.keys import KeyText, key_of
from qa.lookup.names import other_names
from qa.lookup.reply import Docs, Passage

_HAN = re.compile("[\u3400-\u9fff]")
# 区块链技术 is 区块链: these add nothing to what they follow.
_LIGHT = re.compile("(?:技术|领域|问题|方面|概念|事项|话题|情况|现象|理念)$")
_MIN_CORE = 2


class Mentions:
    """Finds where words stand in the clauses of an index."""

    def __init__(
        self,
        clause_index: ClauseIndex,
    ) -> None:
        """Make it for an index."""
        self._clause_index = clause_index

    def forms(self, terms: Sequence[str]) -> tuple[str, ...]:
        """Return the keys that stand for the asked terms: their own first, then their other names."""
        own = [key_of(normal_text(term)) for term in terms]
        found = list(own)
        for term in terms:
            if not _HAN.search(term):
                found.extend(key_of(form) for form in self._translator.forms(term))
        for key in own:
            found.extend(other_names(key, self.text))
        core = [_LIGHT.sub("", key) for key in own]
        found.extend(key for key in core if len(key) >= _MIN_CORE)
        return tuple(dict.fromkeys(key for key in found if key))

    @functools.cached_property
    def _translator(self) -> Translator:
        return Translator(self._clause_index.words, self.text)

    def find(self, keys: Sequence[str], docs: Docs = None) -> list[Passage]:
        """Return the clauses that hold any of the keys, in reading order, the words marked."""
        found: list[Passage] = []
        for position in self._candidates(keys):
            clause = self._clause_index.clauses[position]
            if docs is not None and clause.doc_id not in docs:
                continue
            spans = _key_text(clause.text).find(keys)
            if spans:
                found.append(Passage(clause, None, spans))
        return found

    def elsewhere(self, keys: Sequence[str], docs: Docs = None) -> bool:
        """Tell whether any of the keys stands in a document, in a clause or not."""
        return any(
            _key_text(text).find(keys)
            for doc_id, text in self._texts.items()
            if docs is None or doc_id in docs
        )

    def count(self, passages: Sequence[Passage]) -> int:
        """Return how often the words stand there, the other places of the same clause included."""
        return sum(len(passage.marks) * len(passage.clause.spans) for passage in passages)

    def _candidates(self, keys: Sequence[str]) -> list[int]:
        return [
            position
            for position, text in enumerate(self._keys)
            if any(key in text for key in keys)
        ]

    @functools.cached_property
    def _keys(self) -> Sequence[str]:
        """The clauses as they are compared, by position; their normal form is a view already."""
        keys = [""] * len(self._clause_index.clauses)
        for view in self._clause_index.views:
            if view.kind == CLAUSE:
                keys[view.position] = key_of(view.text)
        return [key or _key_text(self._text_of(at)).key for at, key in enumerate(keys)]

    def _text_of(self, position: int) -> str:
        clause: Clause = self._clause_index.clauses[position]
        return clause.text

    @functools.cached_property
    def _texts(self) -> Mapping[str, str]:
        return {d.doc_id: reading_of(d).text for d in self._clause_index.documents}

    @functools.cached_property
    def text(self) -> str:
        """All that the documents say, in the normal form."""
        return "\n".join(normal_text(text) for text in self._texts.values())


@functools.lru_cache(maxsize=512)
def _key_text(text: str) -> KeyText:
    return KeyText(text)


def whole(passage: Passage) -> Span:
    """Return the range of a clause that a passage quotes."""
    return passage.part or Span(0, len(passage.clause.text))
