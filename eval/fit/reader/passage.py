"""A passage of official text, and what the reader is given of it."""

from __future__ import annotations

from dataclasses import dataclass

from index.runtime.patterns import regex
from qa.ask.quoting.excerpt import around

_SENTENCE = regex(r"[^。；;！？\n]+[。；;！？\n]?")
_SPACE = regex(r"[\s|]")
# Titles above a passage, as ``qa.ask.quoting.excerpt`` has them.
_TITLE, _TITLES = 24, 50


@dataclass(frozen=True)
class Text:
    """A passage of official text that questions and statements were written about."""

    titles: tuple[str, ...]
    sentences: tuple[str, ...]

    def around(self, at: int) -> str:
        """Return what is read for one of its sentences."""
        start, end = around(list(self.sentences), at)
        head = "｜".join(t.strip()[:_TITLE] for t in self.titles if t.strip())[-_TITLES:]
        body = "".join(self.sentences[start:end])
        return f"{head}｜{body}" if head else body

    def without(self, at: int) -> Text | None:
        """Return it without one of its sentences; None if it has no other."""
        rest = self.sentences[:at] + self.sentences[at + 1 :]
        return Text(self.titles, rest) if rest else None

    def place(self, key: str) -> int:
        """Return the sentence that a piece of the text begins in; the first for none."""
        wanted, read = _SPACE.sub("", key), ""
        ends = []
        for sentence in self.sentences:
            read += _SPACE.sub("", sentence)
            ends.append(len(read))
        start = read.find(wanted)
        return next((n for n, end in enumerate(ends) if 0 <= start < end), 0)


def sentences_of(text: str) -> tuple[str, ...]:
    """Return the sentences of a text."""
    return tuple(found[0] for found in _SENTENCE.finditer(text) if found[0].strip())
