"""A talk as a file: Markdown or Word with every quote and its citation; figures as a table."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from index.runtime.patterns import regex
from qa.result import Answer, Citation, Language
from qa.sheet import Sheet
from qa.show.cited.place import document_name, steps
from qa.show.cited.reference import cite, escape_markdown
from qa.show.lookup.figures import figure_cells
from qa.show.strings import word
from qa.show.text import refusal_text
from qa.tables import book_bytes, csv_bytes

# What XML, of which a Word file is made, has no way to hold.
_NOT_XML = regex("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class ExportedTurn:
    """A question and what it got."""

    question: str
    answer: Answer


def as_markdown(turns: Sequence[ExportedTurn], lang: Language) -> str:
    """Return a talk in Markdown; words that Markdown would obey are escaped."""
    parts = [f"# {word('page.title', lang)}", _stamp(lang)]
    for turn in turns:
        parts.append(f"## {escape_markdown(' '.join(turn.question.split()))}")
        parts.append(escape_markdown(said(turn.answer)))
        headings = ((depth, escape_markdown(title)) for depth, title in _outline(turn.answer))
        parts.append("\n".join(f"{'  ' * depth}- {title}" for depth, title in headings))
        parts += [
            f"**[{citation.n}]**\n\n{cite(citation, 'markdown', turn.answer.lang)}"
            for citation in turn.answer.citations
        ]
    return "\n\n".join(part for part in parts if part) + "\n"


def as_docx(turns: Sequence[ExportedTurn], lang: Language) -> bytes:
    """Return a talk as a Word file."""
    import docx

    document = docx.Document()
    document.core_properties.title = word("page.title", lang)
    document.core_properties.author = ""
    document.add_heading(word("page.title", lang), 0)
    document.add_paragraph(_stamp(lang))
    for turn in turns:
        document.add_heading(_xml(turn.question), 1)
        if told := said(turn.answer):
            document.add_paragraph(_xml(told))
        for depth, title in _outline(turn.answer):
            document.add_paragraph(_xml(f"{'  ' * depth}{title}"))
        for citation in turn.answer.citations:
            quote = document.add_paragraph(style="Intense Quote")
            quote.add_run(_xml(f"[{citation.n}] “{citation.quote}”"))
            document.add_paragraph(_xml(_place(citation, turn.answer.lang)))
            if citation.english and "en" in (lang, turn.answer.lang):
                aid = f"{word('ask.unofficial', lang)}: {citation.english}"
                document.add_paragraph(_xml(aid))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def figures_table(
    turns: Sequence[ExportedTurn], lang: Language, form: Literal["xlsx", "csv"]
) -> bytes:
    """Return the figures of a talk as a table that no spreadsheet runs formulas of."""
    columns = ("what", "value", "number", "unit", "bound", "year", "body")
    heads = [word(f"found.{column}", lang) for column in columns]
    heads += [word("ask.place", lang), word("ask.original", lang)]
    rows = [row for turn in turns for row in _figures(turn.answer, lang)]
    if form == "csv":
        return csv_bytes(heads, rows)
    return book_bytes([Sheet(word("found.figures", lang), heads, rows)])


def said(answer: Answer) -> str:
    """Return what is said around the quotes: what was looked up, or that nothing was found."""
    if answer.answered or answer.lead:
        return answer.lead
    nearest = bool(answer.citations) and not answer.correction
    return refusal_text(answer.lang, correction=answer.correction, nearest=nearest)


def _outline(answer: Answer) -> Iterator[tuple[int, str]]:
    """Yield the headings of an answer on the structure, each with its depth."""
    for heading in answer.outline if answer.intent != "section" else ():
        yield heading.depth, f"{heading.label} {heading.title}".strip()


def _figures(answer: Answer, lang: Language) -> Iterator[list[object]]:
    cited = {citation.n: citation for citation in answer.citations}
    for figure in answer.figures:
        citation = cited.get(figure.n or 0)
        yield [
            *figure_cells(figure, lang),
            _place(citation, answer.lang) if citation else None,
            citation.quote if citation else None,
        ]


def _place(citation: Citation, lang: Language) -> str:
    return f"—— {document_name(citation)} · {' · '.join(steps(citation, lang))}"


def _stamp(lang: Language) -> str:
    now = datetime.now(UTC).astimezone()
    return word("ask.exported", lang, date=now.strftime("%Y-%m-%d %H:%M"))


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
