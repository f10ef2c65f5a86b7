"""Where words stand: by the letter, in whatever script and width, or under another name of theirs."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Container, Sequence

import numpy as np

from index.clause_index import ClauseIndex
from index.document.corpus import Heading
from index.document.normal import normal_text
from index.runtime.patterns import regex
from qa.lookup.concordance.together import PREPOSITION, together
from qa.lookup.concordance.wording import Wording
from qa.lookup.keys import KeyText, key_of
from qa.lookup.reply import Passage
from qa.lookup.variants.aligned import Aligned, is_apart
from qa.lookup.variants.apposition import name_in
from qa.lookup.variants.english import Translator
from qa.lookup.variants.everyday import everyday_chinese, official_names
from qa.lookup.variants.misspelt import meant_by
from qa.lookup.variants.names import document_names, known_names
from qa.lookup.variants.prefixes import DERIVED, prefixes
from qa.lookup.variants.same import Same
from qa.lookup.variants.shortened import full_names
from qa.lookup.variants.spelling import as_known

# Words that a dictionary may have; not R&D, TISC or 5G.
_ENGLISH = regex(r"(?=.*[a-zA-Z]{3})[a-zA-Z][a-zA-Z'’ -]*")
# The abbreviation in HPV疫苗 or R&D spending
_SHORT = regex(r"(?<![a-z0-9])[a-z][a-z0-9&.-]{1,6}(?![a-z0-9])")
# 区块链技术 is 区块链: these add nothing to what they follow.
_LIGHT = regex("(?:技术|领域|问题|方面|概念|事项|话题|情况|现象|理念)$")
_MIN_CORE = 2
_FEW = 2000
# Prefabricated construction is 装配式: nor do these, where the whole has no Chinese of its own.
_EN_LIGHT = regex(
    " (?:technolog(?:y|ies)|techniques?|construction|issues?|matters?|fields?|areas?|sectors?|topics?|"
    "projects?|work|methods?|concepts?|measures|facilities)$"
)


class Mentions:
    """Finds where words stand in the clauses of an index."""

    def __init__(self, clause_index: ClauseIndex, same: Same | None = None) -> None:
        """Make it for an index; ``same`` tells which phrases translate a term, where that is known."""
        self._clause_index = clause_index
        self._same = same
        self._wording = Wording(clause_index)

    def own_keys(self, terms: Sequence[str]) -> tuple[str, ...]:
        """Return the keys of the asked terms and of what the document itself calls them."""
        own = [key_of(normal_text(term)) for term in terms]
        others = (name for key in own for name in document_names(key, self._wording.around(key)))
        return tuple(dict.fromkeys(key for key in (*own, *others) if key))

    def other_keys(self, terms: Sequence[str]) -> tuple[str, ...]:
        """Return the keys of what others call them: well-known names, the Chinese of an English name."""
        own = [key_of(normal_text(term)) for term in terms]
        found = [name for key in own for name in (*known_names(key), *everyday_chinese(key))]
        for term in terms:
            if not self._any(found) and (derived := DERIVED.match(term)):
                # Counter-guarantees are no guarantees: the whole word, or nothing.
                found.extend(self._derived(derived))
            elif not self._any(found) and _ENGLISH.fullmatch(term):
                forms: Sequence[str] = self._translator.forms(term)
                if not forms and (core := _EN_LIGHT.sub("", term)) != term:
                    forms = self._translator.forms(core)
                forms = [form for form in forms if not is_apart(term, form)]
                found.extend(key_of(form) for form in forms or self._near_in_meaning(term))
        if not self._any(found):
            found.extend(name for term in terms for name in self._spelled_out(term))
        if not self._any(found):
            text = self._wording.text
            found.extend(name for key in own for name in full_names(key, text))
            found.extend(name_in(key, text, self.holds) for key in own if not self._any([key]))
        cores = [_LIGHT.sub("", key) for key in own]
        found.extend(key for key in cores if len(key) >= _MIN_CORE)
        return tuple(key for key in dict.fromkeys(found) if key and key not in own)

    def _near_in_meaning(self, term: str) -> Sequence[str]:
        """Return the words of the documents that say a term, though no dictionary has it."""
        term = as_known(term)
        forms = self._aligned.forms(term)
        if self._same is None:
            return forms
        # To compare all words of a library takes long.
        few = len(self._clause_index.clauses) <= _FEW
        return self._same(term, forms, False) or (
            self._same(term, self._aligned.forms(term, roughly=True), True) if few else ()
        )

    def _any(self, keys: Sequence[str]) -> bool:
        """Tell whether any of the keys stands in the documents."""
        return any(map(self._wording.holds, keys))

    def official_keys(self, terms: Sequence[str]) -> tuple[str, ...]:
        """Return the keys of what official documents say for everyday words, those that stand there."""
        names = (name for term in terms for name in official_names(key_of(normal_text(term))))
        return tuple(filter(self._wording.holds, dict.fromkeys(names)))

    def names_of(self, word: str) -> tuple[str, ...]:
        """Return the keys of all other names of a word."""
        return (*self.other_keys([word]), *self.official_keys([word]))

    def meant_keys(self, terms: Sequence[str]) -> tuple[str, ...]:
        """Return the keys of what stands there that the asked terms are typing slips of."""
        own = (key_of(normal_text(term)) for term in terms)
        lines = self._wording.key_lines
        return tuple(dict.fromkeys(name for key in own for name in meant_by(key, lines)))

    def _spelled_out(self, term: str) -> list[str]:
        """Return the keys that stand there of a term with an abbreviation in it: HPV疫苗, R&D spending."""
        text = normal_text(term).lower()
        found = []
        for short in _SHORT.finditer(text):
            names = [name for name in known_names(key_of(short.group())) if not name.isascii()]
            before, behind = text[: short.start()].strip(), text[short.end() :].strip()
            if not names or not (before or behind):
                continue
            heads = self._translator.forms(behind) if _ENGLISH.fullmatch(behind) else [behind]
            found += [key_of(before + name + head) for name in names for head in heads]
        return list(filter(self._wording.holds, dict.fromkeys(found)))

    def _derived(self, term: re.Match[str]) -> list[str]:
        """Return the Chinese of an English word with a prefix, where it stands in the documents."""
        stems = self._translator.forms(term["stem"]) or self._aligned.forms(term["stem"])
        heads = prefixes()[term["prefix"].lower()]
        names = [key_of(head + stem) for stem in stems for head in heads]
        return list(filter(self._wording.holds, names))

    @functools.cached_property
    def _translator(self) -> Translator:
        return Translator(self._clause_index.words, self._wording.text)

    @functools.cached_property
    def _aligned(self) -> Aligned:
        return Aligned(self._wording.clauses)

    def find(self, keys: Sequence[str], inside: Container[str] | None = None) -> list[Passage]:
        """Return the clauses that hold any of the keys, in reading order, the words marked.

        Args:
            keys: What to look for.
            inside: Ids of the clauses to look in; None for all.
        """
        found: list[Passage] = []
        for position in self._wording.having(keys):
            clause = self._clause_index.clauses[position]
            if inside is not None and clause.clause_id not in inside:
                continue
            spans = _key_text(clause.text).find(keys)
            if spans:
                found.append(Passage(clause, None, spans))
        return found

    def lacks_head(self, term: str) -> bool:
        """Tell whether the documents have nothing of what an English phrase is about: drones for rescue."""
        head, *behind = PREPOSITION.split(term)
        head = head.strip()
        names = self.other_keys([head]) if behind and _ENGLISH.fullmatch(head) else ()
        return bool(names) and not self._any((*names, *self.official_keys([head]), key_of(head)))

    def find_together(self, term: str, inside: Container[str] | None = None) -> list[Passage]:
        """Return the clauses that have every word of a term in one sentence; see ``together``."""
        clauses = self._clause_index.clauses
        found = together(term, clauses, self.names_of, self.holds)
        return [one for one in found if inside is None or one.clause.clause_id in inside]

    def all_held(self, parts: Sequence[str]) -> tuple[str, ...]:
        """Return parts of a term if the documents have every one of them; else none."""
        return tuple(parts) if all(map(self.holds, parts)) else ()

    def holds(self, words: str) -> bool:
        """Tell whether the documents have words, in a clause or not."""
        return self._wording.holds(key_of(words))

    def titled(self, keys: Sequence[str]) -> tuple[Heading, ...]:
        """Return the headings whose title holds any of the keys."""
        rows = np.flatnonzero(self._clause_index.columns.titled).tolist()
        there = self._wording.titled(keys)
        headings = (self._clause_index.headings[rows[number]] for number in there)
        return tuple(h for h in headings if _key_text(h.title).find(keys))

    def written(self, passages: Sequence[Passage]) -> tuple[str, ...]:
        """Return the words as the documents write them, the most frequent first."""
        counts = Counter(
            key_of(normal_text(mark.of(one.clause.text))) for one in passages for mark in one.marks
        )
        return tuple(word for word, _ in counts.most_common())

    def count(self, passages: Sequence[Passage]) -> int:
        """Return how often the words stand there, the other places of the same clause included."""
        return sum(len(passage.marks) * len(passage.clause.spans) for passage in passages)


@functools.lru_cache(maxsize=512)
def _key_text(text: str) -> KeyText:
    return KeyText(text)
