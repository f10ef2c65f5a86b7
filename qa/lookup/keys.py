"""Texts as words are looked up in them: normal form, lower case, without quotation marks and spaces.

“独角兽”企业 holds 独角兽企业, ＡＩ holds AI, 電動車 holds 电动车. Latin letters are matched as whole words,
so that AI does not stand in MAIN.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from index.document.normal import Normal
from index.document.span import Span

_DROPPED = "“”‘’\"'「」『』〈〉《》·•‧ \t\u3000\n\r-–—*#"
_TABLE = {ord(character): None for character in _DROPPED}


def key_of(text: str) -> str:
    """Return a text that is in its normal form as it is compared."""
    return text.translate(_TABLE).lower()


def keys_of(texts: Iterable[str]) -> str:
    """Return texts in the normal form, which has no line's end, as they are compared, each on a line."""
    joined = "\n".join(texts)
    # Of a library's texts most characters that are dropped are not there, or seldom.
    for character in _DROPPED:
        if character != "\n":
            joined = joined.replace(character, "")
    return joined.lower()


class KeyText:
    """A text, searchable for words whatever their script, width and quotation marks."""

    def __init__(self, source: str) -> None:
        self._normal = Normal(source, strip=False)
        text = self._normal.text
        kept = [
            (at, low)
            for at, character in enumerate(text)
            if character not in _DROPPED and len(low := character.lower()) == 1
        ]
        self._at = [at for at, _ in kept]
        self.key = "".join(low for _, low in kept)

    def find(self, keys: Sequence[str]) -> tuple[Span, ...]:
        """Return where any of the keys stands in the source; of two that overlap the longer."""
        found = sorted(
            (span for key in keys for span in self._places(key)),
            key=lambda span: (span.start, -span.end),
        )
        kept: list[Span] = []
        for span in found:
            if not kept or span.start >= kept[-1].end:
                kept.append(span)
        return tuple(self._source(span) for span in kept)

    def _places(self, key: str) -> Iterator[Span]:
        for match in re.finditer(re.escape(key), self.key):
            if self._whole(match.start(), match.end()):
                yield Span(*match.span())

    def _whole(self, start: int, end: int) -> bool:
        """Tell whether Latin letters or digits end where the key ends."""
        return not (self._joined(start - 1, start) or self._joined(end - 1, end))

    def _joined(self, left: int, right: int) -> bool:
        if left < 0 or right >= len(self.key):
            return False
        touching = self._at[right] == self._at[left] + 1
        one, other = self.key[left], self.key[right]
        letters = one.isascii() and other.isascii() and one.isalpha() and other.isalpha()
        digits = one.isdigit() and other.isdigit()
        return touching and (letters or digits)

    def _source(self, span: Span) -> Span:
        return self._normal.source(Span(self._at[span.start], self._at[span.end - 1] + 1))
