"""A question prepared for reading: lower case, references found, and what the document is made of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from index.runtime.patterns import regex
from qa.ask.retrieval.query import Query
from qa.intent.reason import without_reasons
from qa.intent.references import FoundReference, find_references
from qa.intent.slips import without_slips
from qa.intent.words import residue
from qa.result import Language

# So many characters that no document has may be a slip or a way of speaking: 捋捋, 聊了些.
_SLIP = 3
_YEAR = regex(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_END = regex(r"[\s?？。.!！~～…、,，;；:：]+$")


def _always(_: str) -> bool:
    return True


def _never(_: str) -> bool:
    return False


@dataclass(frozen=True)
class Contents:
    """What of a corpus the words of a question are compared with.

    Attributes:
        names: Titles of the documents, in the normal form.
        headings: Titles of the headings, in the normal form.
        columns: Headers of the tables' columns.
        texts: Whether a document holds several texts, one of which a question may name.
        holds: Tells whether words stand in the documents by the letter.
        knows: Tells whether the documents have a word, in either language.
    """

    names: Sequence[str] = ()
    headings: Sequence[str] = ()
    columns: Sequence[str] = ()
    texts: bool = False
    holds: Callable[[str], bool] = field(default=_never, repr=False)
    knows: Callable[[str], bool] = field(default=_always, repr=False)


@dataclass(frozen=True)
class Question:
    """A question as the readers of ``qa.intent`` see it.

    Attributes:
        text: Normal form in lower case, without what ends it.
        lang: Its language.
        found: The references in it.
        contents: What it is compared with.
    """

    text: str
    lang: Language
    found: Sequence[FoundReference]
    contents: Contents

    @property
    def places(self) -> tuple[FoundReference, ...]:
        """The references, in order."""
        return tuple(self.found)

    @property
    def bare(self) -> str:
        """The question without its references."""
        text = self.text
        for found in reversed(self.found):
            text = f"{text[: found.span.start]} {text[found.span.end :]}"
        return text

    @property
    def years(self) -> tuple[int, ...]:
        """The years that it names, in order."""
        return tuple(dict.fromkeys(int(year) for year in _YEAR.findall(self.text)))

    def left(self, text: str | None = None, more: str = "") -> str:
        """Return what is left once words without a subject are taken away; see ``residue``."""
        return residue(self.bare if text is None else text, self.lang, self.contents.names, more)

    def subject(self, text: str | None = None, more: str = "") -> str:
        """Return of ``left`` what may be a subject: what the documents have, or what is long."""
        runs = self.left(text, more).split()
        return " ".join(
            run
            for run in runs
            if len(run) > 1
            and (self.contents.knows(run) or (not run.isascii() and len(run) > _SLIP))
        )


def prepare(query: Query, contents: Contents) -> Question:
    """Return a query as the readers see it."""
    text = without_reasons(query.normal.lower().strip(), query.lang)
    text = without_slips(_END.sub("", text).strip(), query.lang, contents.knows)
    return Question(text, query.lang, find_references(text, query.lang), contents)


def without_asker(question: Question) -> Question:
    """Return a question without what somebody tells of oneself; itself where nothing of that is told."""
    text = _END.sub("", without_reasons(question.text, question.lang, own=True))
    if text == question.text:
        return question
    return replace(question, text=text, found=find_references(text, question.lang))
