"""A sentence as a claim is held against it: below its lead-in, a row with the names of its columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.document.corpus import Clause, Span
from index.document.normal import normal_of
from index.runtime.patterns import regex
from qa.compare.finding import Finding
from qa.compare.relations.equivalents import in_words_of, said_otherwise

# What numbers an item of a list: （一）, (2), 1.
_ITEM = regex(r"\s*(?:[（(][一二三四五六七八九十百0-9]{1,3}[）)]|[0-9]{1,2}[.．、](?![0-9]))")
# What numbers a row within a cell of words: "54.住院患者满意度" is no 54 of anything.
_NUMBERED = regex(r"^\s*[0-9]{1,3}[.．、](?=[\s\u3400-\u9fffA-Za-z])\s*")
# How a sentence sets a time for itself and those after it.
_TIME = regex(
    r"\s*(?:[（(][一二三四五六七八九十]{1,3}[）)][^。]{0,12}。)?((?:到|至|截至|力争到)?(?:19|20)[0-9]{2}年(?:年?[底末初前])?)[，,]"
)
# More clauses of one paragraph are not looked back over.
_PARAGRAPH = 6
_LEADS_IN = "：:"
_BUT = regex("但|确[需因]|特殊情况|因特殊|[^，。；]{1,30}除外")
_UNIT_IN_NAME = regex(r"[（(]\s*(?:单位\s*[：:]\s*)?([^（）()]{1,8})\s*[）)]$")


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence in the language of a claim.

    Attributes:
        position: ``Clause.position`` of its clause.
        sentence: Its number within the clause.
        original: The source's words.
        text: The words to compare: the source's in their normal form, or their English.
        aids: The same content in everyday words.
        row: The view of ``text`` in the index, or -1 where it has none.
        below: The source's words with what they stand under: a lead-in, the names of columns; in the
            normal form. Empty where they stand under nothing.
        time: The words by which a sentence before it in the same paragraph sets its time: 到2025年.
        but: The sentence after it in its clause, where it makes an exception: 但观鸟塔可以….
        worded: The source's words with those of the claim where it says the same in others; empty where
            it does not.
    """

    position: int
    sentence: int
    original: str
    text: str
    aids: tuple[str, ...]
    row: int = -1
    below: str = ""
    time: str = ""
    worded: str = ""
    but: str = ""

    @property
    def words(self) -> str:
        """The text and its aids, a line each."""
        return "\n".join((self.text, *self.aids))

    @property
    def compared(self) -> str:
        """What a clash is named in: the text, with what it stands under."""
        return self.whole if self.worded else self.below or self.text

    @property
    def whole(self) -> str:
        """The source's words in their normal form, with what they stand under."""
        return (
            f"{self.lead}{self.worded}"
            if self.worded
            else self.below or normal_of(self.original).text
        )

    @property
    def lead(self) -> str:
        """What the source's words stand under; empty for nothing, and for the cells of a row."""
        own = normal_of(self.original).text
        return self.below.removesuffix(own) if self.below.endswith(own) else ""

    def in_words_of(self, claim: str) -> ReadSentence:
        """Return it as it is held against a claim that says the same in other words."""
        own = normal_of(self.original).text
        said = in_words_of(claim, own)
        if said == own or (self.below and not self.below.endswith(own)):
            return self
        return replace(self, worded=said, text=said if self.text == own else self.text)

    def as_it_stands(self, found: Finding, claim: str) -> Finding | None:
        """Return what was found in ``whole`` with the source's own words; None where it has none for it."""
        own = normal_of(self.original).text
        if not self.worded or not found.text or found.text in f"{self.lead}{own}":
            return found
        words = found.text
        # One form once, however often it stands there: 政府 is in 人民政府 too.
        forms = ((said.mine, said.at.of(own)) for said in said_otherwise(claim, own))
        for mine, its in dict.fromkeys(forms):
            words = words.replace(mine, its)
        start = own.find(words)
        if start < 0:
            return None
        return replace(found, text=words, at=None)

    def source(self, at: Span) -> Span | None:
        """Return where a place in ``text`` or ``whole`` stands in ``original``; None where it is English."""
        normal = normal_of(self.original)
        if self.below or self.worded:
            words = at.of(self.whole)
            # What stands in the lead-in alone, or was found in other words, is not in the original.
            start = normal.text.find(words) if words else -1
            return normal.source(Span(start, start + len(words))) if start >= 0 else None
        return normal.source(at) if normal.text == self.text else None


def below(clause: Clause, sentence: int) -> str:
    """Return a sentence of a clause with what it stands under, in its normal form; empty for nothing."""
    words = clause.sentences[sentence].of(clause.text)
    if clause.table is not None:
        header = clause.table.header
        pairs = zip(header or ("",) * len(clause.table.row), clause.table.row, strict=False)
        joined = "，".join(_cell(name, cell) for name, cell in pairs if cell)
        return normal_of(joined).text
    lead = clause.topic or ""
    if not lead and _ITEM.match(words):
        lead = _lead_in(clause, sentence)
    return normal_of(f"{lead}{words}").text if lead else ""


def exception_after(clause: Clause, sentence: int) -> str:
    """Return the sentence that makes an exception to one of a clause, right after it; empty for none."""
    if clause.table is not None or sentence + 1 >= len(clause.sentences):
        return ""
    following = normal_of(clause.sentences[sentence + 1].of(clause.text)).text.strip()
    return following if _BUT.match(following) else ""


def time_of(clauses: Sequence[Clause], position: int, sentence: int) -> str:
    """Return the words that set the time of a sentence where it names none itself; empty for none.

    "到2025年，" at the head of a sentence holds for those after it in the paragraph.
    """
    for back in range(_PARAGRAPH):
        at = position - back
        if at < 0 or (back and not _goes_on(clauses[at], clauses[at + 1])):
            return ""
        earlier = clauses[at].sentences[: sentence if back == 0 else None]
        for span in reversed(earlier):
            found = _TIME.match(normal_of(span.of(clauses[at].text)).text)
            if found is not None:
                return found.group(1)
    return ""


def _goes_on(one: Clause, following: Clause) -> bool:
    """Tell whether a clause goes on where another ends, in one paragraph."""
    return (
        one.doc_id == following.doc_id
        and one.table is None
        and following.table is None
        and one.spans[0].end == following.spans[0].start
    )


def _lead_in(clause: Clause, sentence: int) -> str:
    """Return the sentence before the items that one of them stands under."""
    for span in reversed(clause.sentences[:sentence]):
        words = span.of(clause.text).strip()
        if words and words[-1] in _LEADS_IN and not _ITEM.match(words):
            return words
    return ""


def _cell(name: str, cell: str) -> str:
    """Return a cell with the name of its column, and the unit that stands in it: 农村980元/月."""
    unit = _UNIT_IN_NAME.search(name)
    said = _UNIT_IN_NAME.sub("", name).strip()
    cell = _NUMBERED.sub("", cell)
    return f"{said}{cell}{unit[1] if unit and cell[-1:].isdigit() else ''}"
