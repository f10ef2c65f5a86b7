"""The Chinese words of a corpus with their English: what an English name is looked up in.

Only words that stand in the documents are kept, with what they mean: a question needs no
dictionary, and a name none of whose words is here is not there.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.runtime.patterns import regex
from index.search.terms import stop_words

_GOVERNMENT = Path(__file__).parents[1] / "data" / "government_english.csv"
_HAN = regex("[\u3400-\u9fff]+")
_LONGEST = 12
# A dictionary may list a dozen senses; those after these are rare or of old books.
_SENSES = 8
_PARTS = regex("[;,/]")
_ABBREVIATED = regex(r"\b(?:sb|sth|esp|etc|e\.g\.)\b.*")
_VERB = regex(r"^to ")
_TOKEN = regex(r"[a-z0-9][a-z0-9'’-]*")
# Of two alone, to bring or take, the dictionary has each.
_OR = regex(r"(?P<before>(?:\S+ )+)(?P<one>\S+) or (?P<other>\S+)(?P<behind>(?: \S+)*)")
# Qinghai province in northwest China is Qinghai.
_NAME = regex(
    r"^((?:[A-Z][\w'’-]+ ?)+?) (?:[Pp]rovince|[Cc]ity|[Cc]ounty|[Dd]istrict|[Rr]egion|[Pp]refecture|"
    r"[Aa]utonomous|[Mm]unicipality)\b"
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A sense of a word.

    Attributes:
        tokens: Its English words in lower case, those without a meaning left out.
        verb: Whether the dictionary has it as a verb.
        listed: Whether it is a term of the corpus's glossary or of the language of government.
    """

    tokens: tuple[str, ...]
    verb: bool = False
    listed: bool = False


class Words:
    """Meanings by Chinese word, read when they are first asked for."""

    def __init__(self, data: bytes = b"{}") -> None:
        """Take the words as ``data`` has them: by word the senses, + before a term, ~ before a verb."""
        self.data = data

    @functools.cached_property
    def senses(self) -> Mapping[str, Sequence[str]]:
        """The senses of every word as they are kept."""
        found: dict[str, list[str]] = json.loads(self.data)
        return found

    @functools.cached_property
    def meanings(self) -> Mapping[str, Sequence[Meaning]]:
        """The senses of every word; of a library's fifty thousand words those that are asked for are read."""
        return _Meanings(self.senses)

    @functools.cached_property
    def by_token(self) -> Mapping[str, Sequence[str]]:
        """The words that have a token in one of their senses."""
        found: dict[str, dict[str, None]] = {}
        for word, senses in self.senses.items():
            for sense in senses:
                for token in _tokens(sense):
                    found.setdefault(token, {})[word] = None
        return {token: list(words) for token, words in found.items()}


class _Meanings(Mapping[str, Sequence[Meaning]]):
    """Senses, each read when it is asked for."""

    def __init__(self, senses: Mapping[str, Sequence[str]]) -> None:
        self._senses = senses

    def __getitem__(self, word: str) -> Sequence[Meaning]:
        return [_meaning(sense) for sense in self._senses[word]]

    def __contains__(self, word: object) -> bool:
        return word in self._senses

    def __iter__(self) -> Iterator[str]:
        return iter(self._senses)

    def __len__(self) -> int:
        return len(self._senses)


def tokens_of(english: str) -> tuple[str, ...]:
    """Return the words of an English name that mean something, in lower case."""
    return tuple(t for t in _TOKEN.findall(english.lower()) if t not in stop_words())


def document_words(
    texts: Iterable[str], glossary: Mapping[str, Sequence[str]], before: Words | None = None
) -> Words:
    """Return the words of ``texts`` that a dictionary, or a list of terms, has in English.

    Args:
        texts: In the normal form.
        glossary: English renderings by Chinese term, of the corpus's edition.
        before: Words that were found earlier, to which those of ``texts`` are added.
    """
    from index.dictionary.cedict import definitions, longest_by_first
    from index.edition import read_pairs

    listed = {**read_pairs(_GOVERNMENT, "zh", "en"), **glossary}
    known = definitions()
    longest = longest_by_first(listed)
    found: dict[str, list[str]] = {} if before is None else json.loads(before.data)
    for text in texts:
        for run in set(_HAN.findall(text)):
            for start in range(len(run)):
                most = max(known.longest(run[start]), longest.get(run[start], 0))
                for end in range(start + 1, min(start + min(_LONGEST, most), len(run)) + 1):
                    word = run[start:end]
                    if word in found or not (word in known or word in listed):
                        continue  # as most are
                    if senses := _senses(word, known, listed):
                        found[word] = senses
        for term in listed:
            if term not in found and term in text:
                found[term] = _senses(term, known, listed)
    return Words(json.dumps(found, ensure_ascii=False, sort_keys=True).encode())


def _senses(
    word: str, known: Mapping[str, Sequence[str]], listed: Mapping[str, Sequence[str]]
) -> list[str]:
    senses = [f"+{' '.join(tokens_of(name))}" for name in listed.get(word, ())]
    parts = [
        part
        for definition in known.get(word, ())
        # Of a place only its name is a name: a county in Tibet is not Tibet.
        for piece in _PARTS.split(definition)[: 1 if _NAME.match(definition) else None]
        for either in _either(piece)
        if (part := _ABBREVIATED.sub("", either).strip()) and part.isascii()
    ]
    for part in parts[:_SENSES]:
        name = _NAME.match(part)
        english = _VERB.sub("", name.group(1) if name else part)
        tokens = tokens_of(english)
        # As well as says nothing of wells: little is left of it.
        if tokens and 2 * len(tokens) >= len(english.split()):
            senses.append(("~" if _VERB.match(part) else "") + " ".join(tokens))
    return list(dict.fromkeys(senses))


def _either(gloss: str) -> tuple[str, ...]:
    """Return what a gloss with an or in it says: a mangrove forest or swamp is either of them."""
    match = _OR.fullmatch(gloss.strip())
    if match is None:
        return (gloss,)
    return tuple(f"{match['before']}{match[one]}{match['behind']}" for one in ("one", "other"))


def _meaning(sense: str) -> Meaning:
    return Meaning(_tokens(sense), sense[0] == "~", sense[0] == "+")


def _tokens(sense: str) -> tuple[str, ...]:
    return tuple(sense.lstrip("+~").split())
