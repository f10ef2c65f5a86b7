"""A quote as it is copied: plain, in Markdown, or with a reference after GB/T 7714-2015."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from index.runtime.patterns import regex
from qa.result import Citation, Language
from qa.show.cited.place import document_name, steps

Form = Literal["plain", "markdown", "gbt"]
FORMS: tuple[Form, ...] = get_args(Form)

# What Markdown or the HTML within it would read as its own.
_MARKDOWN = regex(r"([\\`*_{}\[\]<>#|~])")


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What a reference says of a document beside its title; None where it does not say it itself."""

    body: str | None = None
    number: str | None = None
    date: str | None = None


NO_SOURCE = SourceFacts()


def cite(
    citation: Citation,
    form: Form,
    lang: Language,
    *,
    source: SourceFacts = NO_SOURCE,
    titles: Mapping[str, str] | None = None,
) -> str:
    """Return a quote with its reference.

    Args:
        citation: The quote.
        form: ``plain``: the quote and its place. ``markdown``: the same as a block quote. ``gbt``: the
            quote and a numbered reference after GB/T 7714-2015, kind Z (other), with the place where
            the page would stand.
        lang: Language of the place.
        source: What the document says of itself.
        titles: English by Chinese title.
    """
    name = document_name(citation)
    place = " · ".join(steps(citation, lang, titles))
    if form == "plain":
        return f"“{citation.quote}”\n—— {name} · {place}"
    if form == "markdown":
        quote = "\n".join(f"> {escape_markdown(line)}" for line in citation.quote.split("\n"))
        return f"{quote}\n>\n> —— {escape_markdown(name)} · {escape_markdown(place)}"
    title = f"{name}: {source.number}" if source.number else name
    body = f"{source.body}. " if source.body else ""
    date = f" {source.date}" if source.date else ""
    where = citation.page or citation.ref or place
    return f"“{citation.quote}” [{citation.n}]\n\n[{citation.n}] {body}{title}[Z].{date}: {where}."


def escape_markdown(text: str) -> str:
    """Return ``text`` so that Markdown shows it letter by letter."""
    escaped = _MARKDOWN.sub(r"\\\1", text)
    # A list, a quote or a rule only begins a line.
    return re.sub(r"(?m)^(\s*)([-+=]|\d+[.)](?=\s))", r"\1\\\2", escaped)
