"""What the lines of a document are known to be, and what can be asked of them while they are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from index.document.corpus import Role
from index.outline import letterhead as form
from index.outline.numbering.lines import Line
from index.outline.numbering.marks import Mark
from index.outline.numbering.nodes import Opening

TITLE_LINES = 5


@dataclass(slots=True)
class Zones:
    """What the lines of a document belong to.

    Attributes:
        roles: Of each line.
        titles: Numbers of the lines that are the title of the document, in order.
        openings: Titles of inner documents and annexes, by the number of the line.
        dropped: Numbers of lines that are no words: titles.
        body: Number of the first line that is not part of the head.
    """

    roles: list[Role]
    titles: tuple[int, ...] = ()
    openings: dict[int, Opening] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    body: int = 0


class Zoning:
    """The lines of one document and the zones that were found so far.

    Attributes:
        lines: Of the document.
        marks: What opens each line.
        opened: By number, the lines that open a chapter or an article.
        skipped: Numbers of the lines of tables of contents.
        zones: What the lines belong to.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        marks: Sequence[Mark | None],
        opened: Mapping[int, object],
        skipped: frozenset[int],
    ) -> None:
        self.lines = lines
        self.marks = marks
        self.opened = opened
        self.skipped = skipped
        self.zones = Zones(["body"] * len(lines))

    def words(self, number: int) -> str:
        """Return the words of a line; empty beyond the last, and of what is no line of words."""
        if number >= len(self.lines) or number in self.skipped:
            return ""
        return self.lines[number].words

    def joined(self, group: Sequence[int]) -> str:
        """Return the words of several lines as one line has them."""
        return "".join(self.words(number).strip() for number in group)

    def worded(self) -> Iterator[int]:
        """Yield the numbers of the lines that are neither of a table nor of a table of contents."""
        return (
            n for n, line in enumerate(self.lines) if line.table is None and n not in self.skipped
        )

    def is_plain(self, number: int) -> bool:
        """Tell whether a line has words and opens nothing."""
        return bool(self.words(number)) and number not in self.opened and self.marks[number] is None

    def title_below(self, number: int) -> tuple[int, ...]:
        """Return the lines of a title that begins at a line; what stands in brackets is passed over."""
        while number < len(self.lines) and _is_in_brackets(self.words(number)):
            number += 1
        group: list[int] = []
        while (
            len(group) < TITLE_LINES
            and self.is_plain(number + len(group))
            and form.may_be_title(self.words(number + len(group)))
            and (not form.is_head(self.words(number + len(group))) or self._adds(group))
        ):
            group.append(number + len(group))
            following = self.words(group[-1] + 1)
            if form.ends_as_title(self.joined(group)) and not form.starts_suffix(following):
                return tuple(group)
        return tuple(group[:1])

    def _adds(self, group: Sequence[int]) -> bool:
        """Tell whether the line below the lines of a title is part of it: （2026—2028年）, （试行）."""
        return bool(group) and form.qualifies(self.words(group[-1] + 1))


def letters(words: str) -> str:
    """Return the letters and digits of words: two titles are one where these are the same."""
    return "".join(character for character in words if character.isalnum())


def _is_in_brackets(words: str) -> bool:
    """Tell whether a line stands in brackets, as （规范性） below the label of an annex."""
    return bool(re.fullmatch(r"\s*[（(][^（()）]{1,12}[）)]\s*", words))
