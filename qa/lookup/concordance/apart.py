"""Several things that one question asks for: 地震和台风, drones or robots, 微博微信."""

from __future__ import annotations

import re

from index.dictionary.sounds import sounds
from index.runtime.patterns import regex
from qa.lookup.keys import key_of
from qa.lookup.variants.everyday import official_names
from qa.lookup.variants.names import known_names
from qa.words.align import content_words, similarities

_ZH_JOINTS = regex("以及|或者|还是|或是|[、,，/和与及或跟]|\\s+")
_EN_JOINTS = regex(r"\s*(?:,\s*(?:and|or)?|/|\band/or\b|\band\b|\bor\b|\bnor\b|&)\s+")
# What joins things that are asked for one by one; 和 may stand within a name.
_ZH_OR = regex("或者|还是|或是|[、，,或]")
_EN_OR = regex(r"\s*(?:,\s*(?:or\s)?|/|\band/or\b|\bor\b|\bnor\b)\s*")
_TOGETHER = regex("[,，]?(?:这)?(?:两者|[两几三四](?:个词?|样|项|种|件事?|类)|二者)(?:东西|事)?$")
_OTHER = regex(r"^(?:(?:any )?other |别的|其他|其它)")
# One body or law may have a joint in its name: 住房和城乡建设部, the ministry of science and technology.
_ONE_NAME = regex(r"(?:[部局委院署法厅]|条例|办法|规定|公约)$|\bof\b|\b(?:act|law|code|bureau)s?$")
# Drones for search and rescue: what is joined is what the drones are for.
_OF_BOTH = regex(r"\b(?:for|on|to|in|with|by|from|at|against|between)\b.*\b(?:and|or)\b")
# One character is no word of its own: 和平 is not what 和 joins.
_SHORTEST = 2
_PAIR = 2
# So alike are two words that stand side by side as members of one list, 地震台风, and not as what and of
# what: of eleven pairs of names the least alike has .48 but for two, of nine compounds all but one less.
_ALIKE = 0.45


def alternatives(term: str) -> tuple[str, ...]:
    """Return the things that a term asks for one by one, 地震或台风; nothing where it is one."""
    return () if known_names(key_of(term)) else _split(term, _EN_OR if term.isascii() else _ZH_OR)


def parts_of(term: str) -> tuple[str, ...]:
    """Return the things that a term names beside each other, however joined; nothing where it is one."""
    if known_names(key_of(term)):
        return ()
    english = term.isascii()
    parts = _split(term, _EN_JOINTS if english else _ZH_JOINTS)
    return parts or (() if english else _side_by_side(_TOGETHER.sub("", term)))


def _split(term: str, joints: re.Pattern[str]) -> tuple[str, ...]:
    plain = _TOGETHER.sub("", term)
    if _ONE_NAME.search(plain) or _OF_BOTH.search(plain):
        return ()
    parts = tuple(_OTHER.sub("", part.strip()) for part in joints.split(plain) if part.strip())
    return parts if len(parts) >= _PAIR and all(len(part) >= _SHORTEST for part in parts) else ()


def _side_by_side(term: str) -> tuple[str, ...]:
    """Return the two words of a term without a joint between them, where they are of one kind."""
    for at in range(_SHORTEST, len(term) - _SHORTEST + 1):
        one, other = term[:at], term[at:]
        # 微博 and 微信 are both of 两微一端.
        if not set(official_names(one)).isdisjoint(official_names(other)):
            return one, other
    words = content_words(term)
    texts = tuple(word.text for word in words.words)
    if len(texts) != _PAIR or "".join(texts) != term or min(map(len, texts)) < _SHORTEST:
        return ()
    return texts if float(similarities(words, words)[0, 1]) >= _ALIKE else ()


def same_heads(term: str) -> tuple[str, ...]:
    """Return the two words of a term that end alike, 军车救护车: members of one kind; nothing else."""
    heard = sounds()
    for at in range(_SHORTEST, len(term) - _SHORTEST + 1):
        one, other = term[:at], term[at:]
        if one[-1] == other[-1] and one != other and {one, other} <= heard.words:
            return one, other
    return ()
