"""The parts of an official document: its head, title, notice, signature, annexes and foot.

They are named for what they are, so that nobody quotes a title, an annex is not taken for the last
chapter, and what issues a document is not taken for what it says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from index.corpus import Role
from index.outline import letterhead as form
from index.outline.headings import PROSE
from index.outline.lines import Line
from index.outline.marks import Mark, clean_title, read_mark
from index.outline.nodes import Node, Opening
from index.patterns import regex
from index.span import Span

# A head of more lines than this is no head.
_LONGEST_HEAD = 40
_TITLE_LINES = 5
_MOST_BODIES = 8
_NAMED = regex("《([^《》]{3,80}(?:〈[^〉]*〉[^《》]*)?)》")
_NOTE = regex(r"(?:注|备注)\s*[：:0-9]")
_NOTE_FAMILIES = frozenset({"counted", "enclosed", "circled"})
_ANNEX_REFERRED = regex(r"\s*(?:[中的所，、和及]|规定|列)")
INNER_RANK = -1.0
_MIN_TITLE = 5
# The name and office of a person, or a short title, has hardly more characters.
_LONGEST_PERSON = 30


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


class _Reader:
    """Reads the zones of one document."""

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
        self._named: dict[str, None] = {}

    def read(self) -> Zones:
        self._read_head()
        for line in self.lines:
            for named in _NAMED.findall(line.words):
                self._named.setdefault(_key(named))
        signatures = self._read_signatures()
        annexes = self._read_annexes()
        self._read_inner_titles(signatures, annexes)
        self._read_foot()
        return self.zones

    def words(self, number: int) -> str:
        """Return the words of a line; empty beyond the last, and of what is no line of words."""
        if number >= len(self.lines) or number in self.skipped:
            return ""
        return self.lines[number].words

    def _is_plain(self, number: int) -> bool:
        """Tell whether a line has words and opens nothing."""
        return bool(self.words(number)) and number not in self.opened and self.marks[number] is None

    # The head

    def _read_head(self) -> None:
        roles = self.zones.roles
        candidates: list[int] = []
        number = 0
        while number < min(len(self.lines), _LONGEST_HEAD):
            line = self.lines[number]
            if number in self.skipped:
                number += 1
                continue
            if line.table is not None or line.caption or number in self.opened:
                break
            if form.is_head(line.words):
                roles[number] = "head"
            elif form.is_addressee(line.words) and self.marks[number] is None:
                roles[number] = "addressee"
                number += 1
                break
            elif form.may_be_title(line.words) and (self.marks[number] is None or line.level == 1):
                candidates.append(number)
            else:
                break
            number += 1
        self.zones.body = number
        title = self._choose_title(candidates)
        if not title:
            # Lines without a full stop are what the document says, unless something is its title.
            self.zones.body = next((c for c in candidates), number)
            self._forget_head(self.zones.body)
            return
        self.zones.titles = title
        self._name_head(candidates, title)

    def _forget_head(self, end: int) -> None:
        for number in range(end, len(self.lines)):
            if self.zones.roles[number] in {"head", "addressee"}:
                self.zones.roles[number] = "body"

    def _name_head(self, candidates: Sequence[int], title: Sequence[int]) -> None:
        """Say what the lines of the head are that are neither number nor title."""
        key = _key(self._join(title))
        for start in candidates:
            for size in range(_TITLE_LINES, 0, -1):
                group = list(range(start, start + size))
                if set(group) <= set(candidates) and _key(self._join(group)) == key:
                    self.zones.dropped.update(group)
        self.zones.dropped.update(title)
        if len(key) > _MIN_TITLE:  # the title once more, above the text itself
            again = (n for n in self._worded() if self._is_plain(n) and _key(self.words(n)) == key)
            self.zones.dropped.update(again)
        behind = [c for c in candidates if c > title[-1] and c not in self.zones.dropped]
        for number in candidates:
            if number not in self.zones.dropped:
                self.zones.roles[number] = "head"
        # Behind the title, only what a head has there belongs to it: a body, a person, a date.
        loose = [
            c
            for c in behind
            if self.lines[c].level is not None
            or (
                not form.is_body(self.words(c))
                and len(self.words(c)) > _LONGEST_PERSON
                and not _is_foreign(self.words(c))
            )
        ]
        if loose:
            self.zones.body = loose[0]
            for number in range(loose[0], len(self.lines)):
                if self.zones.roles[number] == "head":
                    self.zones.roles[number] = "body"

    def _choose_title(self, candidates: Sequence[int]) -> tuple[int, ...]:
        """Return the lines of the title among the candidates, or nothing where none looks like it."""
        best: tuple[float, tuple[int, ...]] = (0.0, ())
        groups = self._groups(candidates)
        levels = [line.level for line in self.lines]
        counts = Counter(_key(self.words(number)) for number in self._worded())
        counts.update(_key(self._join(group)) for group in groups if len(group) > 1)
        for group in groups:
            words = self._join(group)
            score = 3.0 * form.ends_as_title(words) + 1.0 * ("关于" in words)
            score += 4.0 * (self.lines[group[0]].level == 1 and levels.count(1) == 1)
            score += 3.0 * (len(_key(words)) > _MIN_TITLE and counts[_key(words)] > 1)
            score -= 2.0 * (form.is_body(words) and not form.ends_as_title(words))
            score += 0.5 * (len(group) > 1 and form.ends_as_title(words))
            if len(_key(words)) < _MIN_TITLE and self.lines[group[0]].level != 1:
                score -= 2.0
            if score > best[0]:
                best = (score, group)
        return best[1] or self._first_line(candidates)

    def _groups(self, candidates: Sequence[int]) -> list[tuple[int, ...]]:
        """Return the lines that may form a title together, each beginning with one candidate."""
        known = set(candidates)
        groups: list[tuple[int, ...]] = []
        for start in candidates:
            group = [start]
            while len(group) < _TITLE_LINES and group[-1] + 1 in known:
                following = self.words(group[-1] + 1)
                whole = form.ends_as_title(self._join(group))
                if whole and not form.starts_suffix(following):
                    break
                if self.lines[start].level != self.lines[group[-1] + 1].level:
                    break
                group.append(group[-1] + 1)
            while len(group) > 1 and not form.ends_as_title(self._join(group)):
                group.pop()
            groups.append(tuple(group))
        return groups

    def _first_line(self, candidates: Sequence[int]) -> tuple[int, ...]:
        """Return the first line where it stands over longer ones as a title does."""
        if not candidates or candidates[0] != min(self._worded(), default=-1):
            return ()
        first = self.lines[candidates[0]]
        others = [line for line in self.lines[candidates[0] + 1 :] if line.table is None]
        longer = sum(len(line.words) > len(first.words) for line in others)
        short = len(first.words) <= _LONGEST_PERSON and not re.search("[，,]", first.words)
        prose = any(PROSE.search(line.words) for line in others)
        if short and prose and len(candidates) == 1 and 2 * longer > len(others):
            return (candidates[0],)
        return ()

    def _worded(self) -> Iterator[int]:
        return (
            n for n, line in enumerate(self.lines) if line.table is None and n not in self.skipped
        )

    def _join(self, group: Sequence[int]) -> str:
        return "".join(self.words(number).strip() for number in group)

    # Signatures

    def _read_signatures(self) -> list[int]:
        """Name the signatures; return the numbers of the lines behind each."""
        ends: list[int] = []
        issuer = self._join(self.zones.titles)
        number = self.zones.body
        while number < len(self.lines):
            first = self._signature_start(number, issuer)
            if first is None:
                number += 1
                continue
            for held in range(first, number + 1):
                self.zones.roles[held] = "signature"
            number += 1
            while number < len(self.lines) and form.is_release(self.words(number)):
                self.zones.roles[number] = "release"
                number += 1
            ends.append(number)
        return ends

    def _signature_start(self, number: int, issuer: str) -> int | None:
        """Return where the signature begins that ends with the line ``number``, if one does."""
        words = self.words(number).strip()
        if not words or number in self.opened:
            return None
        signed = form.SIGNED.fullmatch(words)
        if signed and not PROSE.search(words) and form.is_body(signed["body"]):
            return number
        if not form.is_date(words):
            return None
        ordered = form.ORDER_TITLE.fullmatch("".join(issuer.split()))
        first = number
        while first > self.zones.body and number - first < _MOST_BODIES:
            above = self.words(first - 1).strip()
            known = len(above) > 1 and issuer.startswith("".join(above.split()))
            known = known or bool(ordered and form.OFFICER.fullmatch(above))
            if not self._is_plain(first - 1) or not (form.is_body(above) or known):
                break
            first -= 1
        return first if first < number else None

    # Annexes

    def _read_annexes(self) -> list[int]:
        """Open the annexes, and name the lists of them; return where each begins."""
        starts: list[int] = []
        number = self.zones.body
        while number < len(self.lines):
            mark = self.marks[number]
            if not self._is_annex(number, mark):
                number += 1
                continue
            end = self._list_end(number)
            if self._ends_text(end):
                for held in range(number, end):
                    self.zones.roles[held] = "annexes"
                number = end
                continue
            starts.append(number)
            number = self._open_annex(number)
        for start in starts:
            self._name_annex(start, starts)
        return starts

    def _is_annex(self, number: int, mark: Mark | None) -> bool:
        if mark is None or mark.family != "annex" or number in self.opened:
            return False
        if self.lines[number].caption:
            return False
        rest = self.words(number)[mark.end :]
        rest = rest.lstrip("：: \u3000")
        return not _ANNEX_REFERRED.match(rest) and (
            form.may_be_title(rest) or not rest or read_mark(rest) is not None
        )

    def _list_end(self, number: int) -> int:
        """Return where the list of annexes that may begin here would end."""
        mark = self.marks[number]
        rest = self.words(number)[mark.end :] if mark else ""
        own = read_mark(rest.lstrip("：: \u3000"))
        end = number + 1
        while end < len(self.lines):
            following = self.marks[end]
            same = following is not None and (
                following.family == "annex"
                or (own is not None and following.family == own.family and following.number > 1)
            )
            if not same or PROSE.search(self.words(end)):
                break
            if following is not None and following.family == "annex" and not self._titled(end):
                break
            end += 1
        return end

    def _titled(self, number: int) -> bool:
        mark = self.marks[number]
        return mark is not None and bool(self.words(number)[mark.end :].strip())

    def _ends_text(self, number: int) -> bool:
        """Tell whether the text is over at a line: the end, a signature, the foot, or an annex."""
        while number in self.skipped:
            number += 1
        if number >= len(self.lines):
            return True
        words = self.words(number)
        return (
            self.zones.roles[number] in {"signature", "release"}
            or form.is_copies(words)
            or form.is_release(words)
            or self._is_annex(number, self.marks[number])
        )

    def _open_annex(self, number: int) -> int:
        """Open the annex that begins at a line; return the number of the line behind its title."""
        mark = self.marks[number]
        if mark is None:
            return number + 1
        line = self.lines[number]
        rest = line.text[mark.end :].strip().lstrip("：:. ")
        label = "".join(line.words[: mark.end].split()).rstrip("：:．.、")
        span = line.span
        taken = 1
        if not rest:
            group = self._title_below(number + 1)
            rest = "".join(self.lines[held].text.strip() for held in group)
            if group:
                span = Span(span.start, self.lines[group[-1]].span.end)
                taken = group[-1] + 1 - number
        node = Node("heading", 0.0, "annex", mark.number, label, clean_title(rest), span)
        self.zones.openings[number] = Opening(node, taken)
        return number + taken

    def _title_below(self, number: int) -> tuple[int, ...]:
        """Return the lines of a title that begins at a line; what stands in brackets is passed over."""
        while number < len(self.lines) and starts_in_brackets(self.words(number)):
            number += 1
        group: list[int] = []
        while (
            len(group) < _TITLE_LINES
            and self._is_plain(number + len(group))
            and form.may_be_title(self.words(number + len(group)))
            and not form.is_head(self.words(number + len(group)))
        ):
            group.append(number + len(group))
            following = self.words(group[-1] + 1)
            if form.ends_as_title(self._join(group)) and not form.starts_suffix(following):
                return tuple(group)
        return tuple(group[:1])

    def _name_annex(self, start: int, starts: Sequence[int]) -> None:
        end = next((other for other in starts if other > start), len(self.lines))
        for number in range(start, end):
            if self.zones.roles[number] == "body":
                self.zones.roles[number] = "annex"

    # Inner documents

    def _read_inner_titles(self, signatures: Sequence[int], annexes: Sequence[int]) -> None:
        """Open the documents that a letter brings with it, and call the letter a notice."""
        first_annex = min(annexes, default=len(self.lines))
        begun = False
        for number in signatures:
            if number >= first_annex:
                continue
            group = self._title_below(number)
            behind = group[-1] + 1 if group else 0
            named = _key(self._join(group)) in self._named
            while behind in self.skipped:
                behind += 1
            titled = named or form.ends_as_title(self._join(group))
            if group and titled and behind < len(self.lines):
                self._open_inner(group)
                if not begun:
                    self._name_notice(number)
                begun = True
        if not begun:
            return
        for number in range(self.zones.body, first_annex):
            if number in self.zones.openings or not self._is_plain(number):
                continue
            group = self._title_below(number)
            inside = any(o <= number < o + p.lines for o, p in self.zones.openings.items())
            if group and not inside and _key(self._join(group)) in self._named:
                self._open_inner(group)

    def _open_inner(self, group: Sequence[int]) -> None:
        span = Span(self.lines[group[0]].span.start, self.lines[group[-1]].span.end)
        title = clean_title("".join(self.lines[held].text.strip() for held in group))
        node = Node("heading", INNER_RANK, None, 0, "", title, span)
        self.zones.openings[group[0]] = Opening(node, group[-1] + 1 - group[0])
        behind = group[-1] + 1
        while (
            behind < len(self.lines) and self._is_plain(behind) and form.is_head(self.words(behind))
        ):
            self.zones.roles[behind] = "head"
            behind += 1

    def _name_notice(self, end: int) -> None:
        for number in range(self.zones.body, end):
            if self.zones.roles[number] == "body":
                self.zones.roles[number] = "notice"

    # The foot

    def _read_foot(self) -> None:
        last: Role = "body"
        for number in range(self.zones.body, len(self.lines)):
            words = self.words(number)
            mark = self.marks[number]
            if form.is_copies(words):
                self.zones.roles[number] = "copies"
            elif _NOTE.match(words) or (
                last == "note" and mark is not None and mark.family in _NOTE_FAMILIES
            ):
                self.zones.roles[number] = "note"
            last = self.zones.roles[number]


def starts_in_brackets(words: str) -> bool:
    """Tell whether a line stands in brackets, as （规范性） below the label of an annex."""
    return bool(re.fullmatch(r"\s*[（(][^（()）]{1,12}[）)]\s*", words))


def read_zones(
    lines: Sequence[Line],
    marks: Sequence[Mark | None],
    opened: Mapping[int, object],
    skipped: frozenset[int],
) -> Zones:
    """Return what each line belongs to.

    Args:
        lines: Of the document.
        marks: What opens each line.
        opened: By number, the lines that open a chapter or an article.
        skipped: Numbers of the lines of tables of contents.
    """
    return _Reader(lines, marks, opened, skipped).read()


def _key(words: str) -> str:
    return "".join(character for character in words if character.isalnum())


def _is_foreign(words: str) -> bool:
    """Tell whether a line is in another script, as the English title on the cover of a standard."""
    letters = [character for character in words if character.isalpha()]
    return bool(letters) and 2 * sum(letter.isascii() for letter in letters) > len(letters)
