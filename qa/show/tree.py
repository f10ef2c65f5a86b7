"""The clauses of a document below its own headings: a law with its articles, a table as a table."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape

from index.document.corpus import Clause, Heading
from qa.result import Language
from qa.show.text import heading_label

# h1 is the document; nothing below h6 exists.
_FIRST, _LAST = 2, 6


def tree_parts(
    clauses: Sequence[Clause],
    lang: Language,
    inferred: str,
    render: Callable[[Clause], str],
    titles: Mapping[str, str] | None = None,
) -> tuple[list[str], list[str]]:
    """Return the entries of the table of contents and the body of one document, as HTML.

    Args:
        clauses: In reading order, with the headings above them.
        lang: Language of the words around the text.
        inferred: What marks a heading whose place was worked out.
        render: Makes the HTML of a clause that is no row of a table.
        titles: English by Chinese title.
    """
    english = (titles or {}) if lang == "en" else {}
    contents: list[str] = []
    body: list[str] = []
    last: tuple[Heading, ...] = ()
    seen: dict[Heading, str] = {}
    for (path, in_table), run in itertools.groupby(clauses, key=_place):
        held = list(run)
        for depth, heading in enumerate(path):
            if heading in last[: depth + 1]:
                continue
            anchor = f"h-{heading.doc_id}-{heading.start}-{len(seen)}"
            mark = inferred if heading.place == "inferred" else ""
            label = escape(heading_label(heading, lang, english))
            level = min(_FIRST + depth, _LAST)
            body.append(f'<h{level} id="{escape(anchor)}">{label}{mark}</h{level}>')
            if heading not in seen and heading.level != "article":
                kind = "chapter" if not depth else "section"
                contents.append(
                    f'<li class="{kind}"><a href="#{escape(anchor)}">{label}</a>{mark}</li>'
                )
            seen[heading] = anchor
        last = path
        body.extend(_table(held) if in_table else map(render, held))
    return contents, body


def _place(clause: Clause) -> tuple[tuple[Heading, ...], tuple[str, ...] | None]:
    return clause.path, None if clause.table is None else clause.table.header


def _table(rows: Sequence[Clause]) -> Iterator[str]:
    header = rows[0].table.header if rows[0].table else ()
    yield '<div class="table"><table>'
    if header:
        cells = "".join(f"<th>{escape(name)}</th>" for name in header)
        yield f"<thead><tr>{cells}</tr></thead>"
    yield "<tbody>"
    done: set[tuple[str, ...]] = set()
    for clause in rows:
        row = clause.table.row if clause.table else ()
        if row in done:  # a long row is several clauses
            yield f'<tr id="{escape(clause.clause_id)}" hidden></tr>'
            continue
        done.add(row)
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in row)
        yield f'<tr class="clause" id="{escape(clause.clause_id)}">{cells}</tr>'
    yield "</tbody></table></div>"
