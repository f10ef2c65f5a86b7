"""Who has which role and what lies where: led by X, X as backbone, to the west is X.

Each set of roles divides a text into pieces, one a role. What the claim puts under one role is looked
for among the pieces: where it fits another role better, the two clash.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.document.corpus import Span
from index.runtime.patterns import regex
from qa.compare.finding import KEPT_TEXTS, Finding, term_set
from qa.compare.lexicon import Group, roles

_SEGMENT = regex(r"[^，,；;。:：\n]+")
_SMALLER = regex(r"[^、]+")
_TOO_COMMON = frozenset(["知识", "识城", "knowledg", "citi"])


@dataclass(frozen=True, slots=True)
class _Piece:
    role: str
    words: str
    content: frozenset[str]
    at: Span


def compare_roles(claim: str, text: str) -> list[Finding]:
    """Compare what stands under each role of each set that both texts use."""
    findings: list[Finding] = []
    for name in dict.fromkeys(group.kind for group in roles()):
        theirs = _pieces(text, name)
        if not theirs:
            continue
        for mine in _pieces(claim, name):
            finding = _compare(mine, theirs)
            if finding is not None:
                findings.append(finding)
    return findings


def _compare(mine: _Piece, theirs: Sequence[_Piece]) -> Finding | None:
    best = max(
        theirs, key=lambda piece: (len(mine.content & piece.content), piece.role == mine.role)
    )
    shared = len(mine.content & best.content)
    if not shared:
        return None
    fits = [piece for piece in theirs if len(mine.content & piece.content) == shared]
    agrees = any(piece.role == mine.role for piece in fits)
    return Finding("role", agrees, mine.words, best.words, best.at)


@functools.lru_cache(maxsize=4 * KEPT_TEXTS)  # one for each set of roles
def _pieces(text: str, name: str) -> tuple[_Piece, ...]:
    """Return the pieces of ``text`` under the roles of the set ``name``."""
    groups = [group for group in roles() if group.kind == name]
    if not any(group.pattern.search(text) for group in groups):
        return ()
    return tuple(_cut(text, groups))


def _cut(text: str, groups: list[Group]) -> Iterator[_Piece]:
    for segment in _SEGMENT.finditer(text):
        start = segment.start()
        found = _roles_in(segment.group(), groups)
        if len(found) == 1:
            yield _piece(segment.group(), start, found[0])
            continue
        for smaller in _SMALLER.finditer(segment.group()):
            inner = _roles_in(smaller.group(), groups)
            previous = 0
            for role, match in inner:
                # "trams as the backbone and taxis as a supplement": a role ends its piece.
                end = match.end() if len(inner) > 1 else len(smaller.group())
                words = smaller.group()[previous:end]
                yield _piece(words, start + smaller.start() + previous, (role, match))
                previous = end


def _piece(words: str, start: int, found: tuple[str, re.Match[str]]) -> _Piece:
    role, match = found
    content = term_set(words.replace(match.group(), "，")) - _TOO_COMMON
    return _Piece(role, words.strip(), content, Span(start, start + len(words)))


def _roles_in(text: str, groups: list[Group]) -> list[tuple[str, re.Match[str]]]:
    found = [
        (group.key, match) for group in groups if (match := group.pattern.search(text)) is not None
    ]
    return sorted(found, key=lambda pair: pair[1].start())
