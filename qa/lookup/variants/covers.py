"""How well the meanings of Chinese words say English ones: exactly, in another form, as a kind of it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.dictionary.words import Meaning
from index.edition import read_pairs
from index.runtime.patterns import regex
from index.search.terms import stem
from qa.words.align import is_meant

_SYNONYMS = Path(__file__).parents[3] / "index" / "data" / "synonyms_en.csv"
# Meanings that say how, not what: a degree of satisfaction, the rate of mortality.
_EMPTY = frozenset(
    [
        "degree",
        "level",
        "rate",
        "system",
        "state",
        "condition",
        "act",
        "quality",
        "ability",
        "thing",
        "kind",
        "type",
        "class",
    ]
)
# Who does it is not what is done: a farmer is no farm, a customer no custom.
_AGENT = frozenset({"er", "r", "or", "ist", "ian", "ee"})
# 日间 is daytime where the term says day; 转基因 is genetic modification of modified crops.
_ENDINGS = tuple(
    frozenset(pair)
    for pair in (("", "time"), ("ied", "ication"), ("", "al"), ("", "ity"), ("", "ian"))
)
_NOUN_OF_VERB = regex("(?:[ts]ion|ment|al|[ae]nce|ure)s?$")
_IRREGULAR = {
    "women": "woman", "men": "man", "children": "child", "lives": "life", "wives": "wife",
    "feet": "foot", "teeth": "tooth", "mice": "mouse", "geese": "goose", "leaves": "leaf",
}  # fmt: skip
_COMMON = 3
_PAIR = 2
# A verb under another word form (发挥, to exhibit, for exhibitions) is too far.
LOOSEST = 2


@dataclass(frozen=True, slots=True)
class Cover:
    """Which words of the term a Chinese word covers, and how well: 0 best."""

    tokens: frozenset[str]
    rank: int


def cover_of(
    meaning: Meaning,
    wanted: frozenset[str],
    near: Mapping[str, Mapping[str, int]],
    *,
    first: bool,
) -> Cover | None:
    """Return what of the term a meaning covers; None where it says more than the term."""
    covered: set[str] = set()
    strange, looseness = 0, 0
    for token in meaning.tokens:
        of = [asked for asked in wanted if token in near[asked]]
        covered.update(of)
        if of:
            looseness = max(looseness, min(near[asked][token] for asked in of))
        elif token not in _EMPTY:
            strange += 1
    # The Belt and Road Initiative is the Belt and Road; a lottery ticket is of the lottery.
    whole = covered == wanted and strange == 1 and (len(wanted) > 1 or _begins(meaning, near))
    # Raw coal is coal.
    kind = covered == wanted and strange == 1 and _ends(meaning, near)
    if not covered or (strange and not whole and not kind):
        return None
    if meaning.listed and covered == wanted and not strange:
        return Cover(frozenset(covered), -1)
    far = 0
    if meaning.verb and not any(asked.endswith(("ing", "ed")) for asked in covered):
        # Confiscation is to confiscate, where that is the first thing that a word says.
        far = 1 if first and any(_NOUN_OF_VERB.search(asked) for asked in covered) else 2
    # More than what is asked is said by new energy cars, of cars, and by a lottery ticket.
    narrower = LOOSEST if kind and not whole else int(bool(strange) and len(wanted) == 1)
    return Cover(frozenset(covered), looseness + max(far, narrower))


def is_likely(cover: Cover, wanted: frozenset[str], word: str) -> bool:
    """Tell whether what a word may mean is what is likeliest meant; two words that agree say so."""
    (token, *more) = cover.tokens
    return bool(more) or is_meant(token, word, beside=len(wanted) > 1)


def _begins(meaning: Meaning, near: Mapping[str, Mapping[str, int]]) -> bool:
    """Tell whether a name, no verb, of two words begins with the one that is wanted."""
    begins = any(meaning.tokens[0] in tokens for tokens in near.values())
    return not meaning.verb and len(meaning.tokens) == _PAIR and begins


def _ends(meaning: Meaning, near: Mapping[str, Mapping[str, int]]) -> bool:
    """Tell whether a name, no verb, of two words is of a kind of what is wanted."""
    ends = any(tokens.get(meaning.tokens[-1]) == 0 for tokens in near.values())
    return not meaning.verb and len(meaning.tokens) == _PAIR and ends


def likeness(one: str, other: str) -> int | None:
    """Return 0 for one word, its plural included, 1 for another form of it, None for another word."""
    short, long = sorted((singular(one), singular(other)), key=len)
    if short == long:
        return 0
    common = 0
    while common < len(short) and short[common] == long[common]:
        common += 1
    rests = frozenset({short[common:], long[common:]})
    if rests & _AGENT and "" in rests:
        return None
    if stem(one) == stem(other):
        return 1
    return 1 if common >= _COMMON and any(rests == ending for ending in _ENDINGS) else None


def is_agent_of(one: str, other: str) -> bool:
    """Tell whether a word is who does what another says: a tourist is not what tourism is."""
    ending = next((end for end in ("ist", "er", "or", "ee", "ian") if one.endswith(end)), "")
    root = one.removesuffix(ending)
    return bool(ending) and len(root) >= _COMMON and other.startswith(root)


def singular(word: str) -> str:
    """Return an English word without the ending of a plural."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for ending, instead in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ches", "ch"),
        ("shes", "sh"),
        ("xes", "x"),
    ):
        if word.endswith(ending):
            return word.removesuffix(ending) + instead
    return word.removesuffix("s") if len(word) > _COMMON and not word.endswith("ss") else word


@functools.cache
def synonyms() -> Mapping[str, frozenset[str]]:
    """Return, by word, the single words that say the same."""
    found: dict[str, set[str]] = {}
    for word, names in read_pairs(_SYNONYMS, "word", "same").items():
        if " " in word:
            continue
        for other in names:
            if " " not in other:
                found.setdefault(word, set()).add(other)
                found.setdefault(singular(other), set()).add(word)
    return {word: frozenset(same) for word, same in found.items()}
