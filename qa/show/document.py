"""The restored corpus as a document to read: one HTML page that needs no network.

Table of contents on the left (on top in a narrow window and on paper), chapters and sections, each
clause once. The id of a clause is its anchor, so that a citation can link to the words it quotes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from importlib.resources import files

from index.document.corpus import Clause, Document, Section, Span
from qa.result import Language
from qa.show.tree import tree_parts

_TEXTS: dict[Language, dict[str, str]] = {
    "zh": {
        "lang": "zh-CN",
        "title": "还原后的文本",
        "contents": "目录",
        "front": "文前部分",
        "inferred": "推断",
        "legend": "标有此记号的章节，其标题在原文中缺失，位置是按目录顺序和内容推断出来的。",
        "stated": "没有记号的章节，标题见于原文。",
        "places": "原文中有{n}处",
        "near": "另有{n}处仅个别字不同",
        "under": "所属主题：",
        "counts": "{clauses}条，{sentences}句",
        "link": "此条的链接",
        "empty": "没有内容。",
        "numbers": "小号数字是句子的序号。",
    },
    "en": {
        "lang": "en",
        "title": "Restored text",
        "contents": "Contents",
        "front": "Front matter",
        "inferred": "inferred",
        "legend": "The heading of a section with this mark is missing in the source; its place was "
        "worked out from the order of the table of contents and from what the text says.",
        "stated": "Headings without it stand in the source.",
        "places": "stands {n} times in the source",
        "near": "{n} more with small differences",
        "under": "under the topic ",
        "counts": "{clauses} clauses, {sentences} sentences",
        "link": "Link to this clause",
        "empty": "Nothing to show.",
        "numbers": "Small numbers count the sentences.",
    },
}


def render_document(
    clauses: Sequence[Clause],
    documents: Sequence[Document],
    lang: Language,
    highlight: Mapping[str, Sequence[Span]] | None = None,
) -> str:
    """Return an HTML page with the clauses in reading order.

    Args:
        clauses: Of one or more documents, in reading order.
        documents: Where their names come from; one that has no clause is left out.
        lang: Language of everything but the text itself.
        highlight: By clause id, ranges within the clause's text to mark; ranges may overlap.
    """
    texts = _TEXTS[lang]
    names = {document.doc_id: document.source for document in documents}
    numbers = itertools.count(1)
    marked = highlight or {}
    contents: list[str] = []
    body: list[str] = []
    for doc_id, of_document in itertools.groupby(clauses, key=lambda clause: clause.doc_id):
        held = list(of_document)
        body.append(_document_head(names.get(doc_id, doc_id), held, texts))
        if any(clause.path for clause in held):
            listed, words = tree_parts(
                held,
                lang,
                _mark(texts, inferred=True),
                lambda clause: _clause(clause, numbers, texts, marked.get(clause.clause_id)),
            )
            contents.extend(listed)
            body.extend(words)
            continue
        chapter: int | None = None
        for position, (section, run) in enumerate(_by_section(held)):
            if section.section and section.chapter != chapter:
                # A chapter without an opening of its own still has a heading.
                opening = Section(section.chapter, section.chapter_title, 0, None)
                anchor = f"s-{doc_id}-{position}-0"
                contents.extend(_contents_entry(opening, anchor, texts, inferred=False))
                body.extend(_heading(opening, anchor, texts, inferred=False))
            chapter = section.chapter
            anchor = f"s-{doc_id}-{position}"
            inferred = run[0].place == "inferred"
            contents.extend(_contents_entry(section, anchor, texts, inferred=inferred))
            body.extend(_heading(section, anchor, texts, inferred=inferred))
            body.extend(_clause(c, numbers, texts, marked.get(c.clause_id)) for c in run)
    title = f"{', '.join(names.values())} · {texts['title']}" if names else texts["title"]
    return _PAGE.format(
        lang=texts["lang"],
        title=escape(title),
        style=files("qa.show").joinpath("data", "reader.css").read_text("utf-8"),
        contents_label=escape(texts["contents"]),
        contents="\n".join(contents),
        legend=_legend(texts),
        body="\n".join(body) if body else f"<p>{escape(texts['empty'])}</p>",
    )


_PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<nav aria-label="{contents_label}">
<details open><summary>{contents_label}</summary>
<ol>
{contents}
</ol></details>
</nav>
<main lang="zh-CN">
{legend}
{body}
</main>
</body>
</html>
"""


def _by_section(clauses: Iterable[Clause]) -> Iterator[tuple[Section, list[Clause]]]:
    for section, run in itertools.groupby(clauses, key=lambda clause: clause.section):
        yield section, list(run)


def _label(section: Section, texts: Mapping[str, str]) -> tuple[str, str]:
    """Return number and title of the innermost place, either of which may be empty."""
    if section.chapter is None:
        return "", section.section_title or ""
    if section.section:
        title = section.section_title or ""
        # The title of an article is its number (第七条).
        own_number = title.startswith("第") and title.endswith("条")
        return "" if own_number else f"{section.chapter}.{section.section}", title
    if not section.chapter:
        return "", texts["front"]
    return str(section.chapter), section.chapter_title or ""


def _mark(texts: Mapping[str, str], *, inferred: bool) -> str:
    return f' <span class="inferred">{escape(texts["inferred"])}</span>' if inferred else ""


def _contents_entry(
    section: Section, anchor: str, texts: Mapping[str, str], *, inferred: bool
) -> Iterator[str]:
    number, title = _label(section, texts)
    if not (number or title):
        return
    level = "section" if section.section else "chapter"
    yield (
        f'<li class="{level}"><a href="#{escape(anchor)}"><span class="number">{number}</span> '
        f"{escape(title)}</a>{_mark(texts, inferred=inferred)}</li>"
    )


def _heading(
    section: Section, anchor: str, texts: Mapping[str, str], *, inferred: bool
) -> Iterator[str]:
    number, title = _label(section, texts)
    level = 3 if section.section else 2
    if number or title:
        yield (
            f'<h{level} id="{escape(anchor)}"><span class="number">{number}</span> {escape(title)}'
            f"{_mark(texts, inferred=inferred)}</h{level}>"
        )


def _document_head(name: str, clauses: Sequence[Clause], texts: Mapping[str, str]) -> str:
    sentences = sum(len(clause.sentences) for clause in clauses)
    counts = texts["counts"].format(clauses=len(clauses), sentences=sentences)
    return f'<h1>{escape(name)}</h1>\n<p class="small" lang="{texts["lang"]}">{counts}</p>'


def _legend(texts: Mapping[str, str]) -> str:
    return (
        f'<p class="legend small" lang="{texts["lang"]}">{_mark(texts, inferred=True)} '
        f"{escape(texts['legend'])} {escape(texts['stated'])} {escape(texts['numbers'])}</p>"
    )


def _clause(
    clause: Clause,
    numbers: Iterator[int],
    texts: Mapping[str, str],
    marked: Sequence[Span] | None,
) -> str:
    inside = set().union(*(range(span.start, span.end) for span in marked or ()))
    words: list[str] = []
    end = 0
    for sentence in clause.sentences:
        words.append(escape(clause.text[end : sentence.start]))
        words.append(f'<span class="n">{next(numbers)}</span>')
        words.append(_with_marks(clause.text, sentence, inside))
        end = sentence.end
    words.append(escape(clause.text[end:]))
    notes = [texts["places"].format(n=len(clause.spans))] if len(clause.spans) > 1 else []
    if clause.near:
        notes.append(texts["near"].format(n=len(clause.near)))
    note = f' <span class="small note">{escape("; ".join(notes))}</span>' if notes else ""
    topic = ""
    if clause.topic:
        topic = f'<span class="small topic">{escape(texts["under"] + clause.topic)}</span>'
    anchor = escape(clause.clause_id)
    return (
        f'<p class="clause {clause.place}" id="{anchor}">{topic}{"".join(words)}'
        f'<a class="link" href="#{anchor}" aria-label="{escape(texts["link"])}">¶</a>{note}</p>'
    )


def _with_marks(text: str, sentence: Span, inside: set[int]) -> str:
    pieces: list[str] = []
    positions = range(sentence.start, sentence.end)
    for marked, run in itertools.groupby(positions, key=inside.__contains__):
        piece = escape("".join(text[position] for position in run))
        pieces.append(f"<mark>{piece}</mark>" if marked else piece)
    return "".join(pieces)
