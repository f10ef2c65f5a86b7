"""A document as it is read beside the conversation: its tree of headings and its text.

The id of a clause is part of its element's id, so that a quote can be shown where it stands. Numbers
of sentences stand in attributes: the text of an element is the text of the clause and nothing else.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from index.document.corpus import Clause, Document, Section
from qa.result import Language
from qa.show.page.markup import HTML_LANG, inferred, say
from qa.show.text import section_label

# A tree of more headings than this is first shown with its branches closed.
_OPEN_TREE = 60
# Articles stand in the tree where the document has no chapters, or only so many articles.
_MAX_ARTICLES = 60
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class ShownHeading:
    """A heading as it is shown.

    Attributes:
        key: What makes it this heading and no other.
        depth: 0 for the outermost.
        text: Its label and title.
        article: Whether it is the number of an article, which stands before its text.
        inferred: Whether its place was worked out.
    """

    key: object
    depth: int
    text: str
    article: bool = False
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class ReaderParts:
    """The parts of a document that is shown."""

    tree: str
    text: str


def read_document(
    clauses: Sequence[Clause],
    document: Document,
    lang: Language,
    *,
    title: str = "",
    titles: Mapping[str, str] | None = None,
) -> ReaderParts:
    """Return tree and text of a document.

    Args:
        clauses: All clauses of the document, in reading order.
        document: Whose they are.
        lang: Language of everything but the text itself.
        title: What the document calls itself.
        titles: English by Chinese title, for the tree.
    """
    body: list[str] = []
    nodes: list[tuple[ShownHeading, str]] = []
    shown: tuple[ShownHeading, ...] = ()
    numbers: dict[Section, Iterator[int]] = {}
    page: int | None = None
    for group, run in itertools.groupby(clauses, key=_group):
        held = list(run)
        path = _path(held[0], lang, titles)
        label = ""
        for number, node in enumerate(path):
            if shown[: number + 1] == path[: number + 1]:
                continue
            anchor = f"h-{document.doc_id}-{len(nodes)}"
            nodes.append((node, anchor))
            if node.article:
                label = (
                    f'<strong class="yj-article" id="{escape(anchor)}">{escape(node.text)}</strong>'
                )
            else:
                body.append(_heading(node, anchor, lang))
        shown = path
        if held[0].page is not None and held[0].page != page:
            page = held[0].page
            body.append(
                f'<p class="yj-pageno" data-page="{page}">{say("ask.page", lang, n=page)}</p>'
            )
        if isinstance(group, _Table):
            body.append(_rows(group, held, lang))
            continue
        for clause in held:
            count = numbers.setdefault(clause.section, itertools.count(1))
            body.append(_clause(clause, count, label, lang))
            label = ""
    sentences = sum(len(clause.sentences) for clause in clauses)
    counts = say("read.counts", lang, clauses=len(clauses), sentences=sentences)
    guessed = any(clause.place == "inferred" for clause in clauses)
    legend = say("read.legend" if guessed else "read.legend_stated", lang)
    head = (
        f'<h2 class="yj-doc-title">{escape(title or document.source)}</h2>'
        f'<p class="yj-small" lang="{HTML_LANG[lang]}">{counts}</p>'
        f'<p class="yj-small yj-legend" lang="{HTML_LANG[lang]}">{legend}</p>'
    )
    return ReaderParts(_tree(nodes, lang), f'<div lang="zh-CN">{head}{"".join(body)}</div>')


@dataclass(frozen=True, slots=True)
class _Table:
    """What the rows of one table have in common."""

    title: str | None
    header: tuple[str, ...]


def _group(clause: Clause) -> _Table | str:
    """Return the table of a row; a clause of the text is a group of its own."""
    table = clause.table
    return clause.clause_id if table is None else _Table(table.title, tuple(table.header))


def _path(
    clause: Clause, lang: Language, titles: Mapping[str, str] | None
) -> tuple[ShownHeading, ...]:
    if clause.path:
        return tuple(
            ShownHeading(
                (heading.start, heading.label, heading.title),
                depth,
                f"{heading.label} {heading.title}".strip(),
                heading.level == "article",
                heading.place == "inferred",
            )
            for depth, heading in enumerate(clause.path)
        )
    section = clause.section
    if section.chapter is None:
        return (
            (ShownHeading(section.section_title, 0, section.section_title),)
            if section.section_title
            else ()
        )
    outer = Section(section.chapter, section.chapter_title, 0, None)
    nodes = [ShownHeading(outer, 0, section_label(outer, "stated", lang, titles))]
    if section.section:
        inner = Section(None, None, section.section, section.section_title)
        nodes.append(
            ShownHeading(
                section,
                1,
                section_label(inner, "stated", lang, titles),
                article=(section.section_title or "").endswith("条"),
                inferred=clause.place == "inferred",
            )
        )
    return tuple(nodes)


def _heading(node: ShownHeading, anchor: str, lang: Language) -> str:
    level = min(node.depth + 3, _DEEPEST)
    mark = f" {inferred(lang)}" if node.inferred else ""
    opening = f'<h{level} class="yj-h{min(node.depth, 3)}" id="{escape(anchor)}">'
    return f"{opening}{escape(node.text)}{mark}</h{level}>"


def _tree(nodes: Sequence[tuple[ShownHeading, str]], lang: Language) -> str:
    articles = sum(node.article for node, _ in nodes)
    chapters = any(not node.article for node, _ in nodes)
    if chapters and articles > _MAX_ARTICLES:
        nodes = [(node, anchor) for node, anchor in nodes if not node.article]
    if not nodes:
        return ""
    return _branch(list(nodes), nodes[0][0].depth, lang, is_open=len(nodes) <= _OPEN_TREE)


def _branch(
    rest: list[tuple[ShownHeading, str]], depth: int, lang: Language, *, is_open: bool
) -> str:
    """Take the headings of this depth, with all below them, off the front of ``rest``."""
    items: list[str] = []
    while rest and rest[0][0].depth >= depth:
        node, anchor = rest.pop(0)
        mark = f" {inferred(lang)}" if node.inferred else ""
        link = (
            f'<button type="button" data-goto="{escape(anchor)}">{escape(node.text)}</button>{mark}'
        )
        if rest and rest[0][0].depth > node.depth:
            inner = _branch(rest, node.depth + 1, lang, is_open=is_open)
            toggle = (
                f'<button type="button" class="yj-twist" aria-expanded="{str(is_open).lower()}" '
                f'aria-label="{say("read.toggle", lang)}"></button>'
            )
            items.append(f"<li>{toggle}{link}{inner}</li>")
        else:
            items.append(f"<li>{link}</li>")
    return f"<ul>{''.join(items)}</ul>"


def _clause(clause: Clause, numbers: Iterator[int], label: str, lang: Language) -> str:
    words: list[str] = []
    end = 0
    for sentence in clause.sentences:
        words.append(escape(clause.text[end : sentence.start]))
        words.append(f'<span data-n="{next(numbers)}">{escape(sentence.of(clause.text))}</span>')
        end = sentence.end
    words.append(escape(clause.text[end:]))
    topic = ""
    if clause.topic:
        topic = f'<span class="yj-topic" title="{say("ask.topic", lang)}">{escape(clause.topic)}</span> '
    return (
        f'<p class="yj-clause yj-{clause.place}" id="c-{escape(clause.clause_id)}" '
        f'data-clause="{escape(clause.clause_id)}">{label}{topic}'
        f'<span class="yj-words">{"".join(words)}</span>{_anchor(clause, lang)}{_note(clause, lang)}</p>'
    )


def _anchor(clause: Clause, lang: Language) -> str:
    # Not a stop of the tab key, of which there would be a thousand: the panel has a button for the
    # clause that is open.
    return (
        f'<a class="yj-anchor" href="?at={escape(clause.clause_id)}" tabindex="-1" '
        f'aria-label="{say("read.link", lang)}">¶</a>'
    )


def _note(clause: Clause, lang: Language) -> str:
    notes = [say("read.places", lang, n=len(clause.spans))] if len(clause.spans) > 1 else []
    if clause.near:
        notes.append(say("read.near", lang, n=len(clause.near)))
    if not notes:
        return ""
    return f' <span class="yj-small yj-note" lang="{HTML_LANG[lang]}">{"; ".join(notes)}</span>'


def _rows(table: _Table, rows: Sequence[Any], lang: Language) -> str:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in table.header)
    head = f"<thead><tr>{heads}<td></td></tr></thead>" if table.header else ""
    body = "".join(
        f'<tr class="yj-clause" id="c-{escape(row.clause_id)}" data-clause="{escape(row.clause_id)}">'
        f"{''.join(f'<td>{escape(cell)}</td>' for cell in row.table.row)}"
        f"<td>{_anchor(row, lang)}</td></tr>"
        for row in rows
    )
    caption = f"<caption>{escape(table.title)}</caption>" if table.title else ""
    return (
        f'<div class="yj-wide" tabindex="0"><table class="yj-plain">{caption}{head}'
        f"<tbody>{body}</tbody></table></div>"
    )
