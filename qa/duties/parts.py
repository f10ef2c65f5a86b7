"""A sentence as it is read for duties: its parts, between commas, semicolons and colons."""

from __future__ import annotations

from index.document.corpus import Span
from qa.duties.modality import modalities

_MARKS = "，；：,;"
_SEMICOLONS = "；;"
_BRACKETS = {"（": "）", "(": ")", "“": "”", "《": "》", "「": "」"}
_ENDS = "。！？；;：:，, \n"


class Parts:
    """The parts of one sentence; what stands in brackets is not cut.

    Attributes:
        text: The sentence.
        spans: Where each part stands in it.
        end: Where its last word ends.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.end = len(text.rstrip(_ENDS))
        self.spans: list[Span] = []
        closers: list[str] = []
        start = 0
        for at, character in enumerate(text[: self.end]):
            if character in _BRACKETS:
                closers.append(_BRACKETS[character])
            elif closers and character == closers[-1]:
                closers.pop()
            elif character in _MARKS and not closers:
                self.spans.append(Span(start, at))
                start = at + 1
        self.spans.append(Span(start, self.end))

    def __len__(self) -> int:
        return len(self.spans)

    def words(self, number: int) -> str:
        """Return the words of a part; none of one that does not exist."""
        return self.spans[number].of(self.text) if number < len(self.spans) else ""

    def starts(self, number: int) -> bool:
        """Tell whether a part begins the sentence, or follows a semicolon."""
        return number == 0 or self.text[self.spans[number - 1].end] in _SEMICOLONS

    def opens_with_force(self, number: int) -> bool:
        """Tell whether the first word of a part is a word of force."""
        return opens_with_force(self.words(number))

    def opens(self, number: int) -> bool:
        """Tell whether a part opens with a word of force, or with 由."""
        return self.opens_with_force(number) or self.words(number).startswith("由")

    def is_condition(self, number: int) -> bool:
        """Tell whether a part says of which case the next ones speak: 未按照规定报送的，."""
        return number + 1 < len(self.spans) and self.words(number).endswith("的")


def opens_with_force(words: str) -> bool:
    """Tell whether ``words`` begin with a word of force."""
    first = next(modalities(words), None)
    return first is not None and first.at.start == 0
