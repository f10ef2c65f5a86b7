"""The words of the project: document, span, heading, section, clause.

Every other module speaks in these. All offsets count characters of the decoded source text,
with an exclusive end, so that ``document.text[span.start:span.end]`` is the quoted text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from index.document.layout import NO_LAYOUT, Layout
from index.document.span import Span

__all__ = [
    "NO_FACTS",
    "Clause",
    "Document",
    "Facts",
    "Heading",
    "HeadingLevel",
    "Place",
    "Remark",
    "Role",
    "Section",
    "Span",
    "TableRow",
    "Unit",
    "make_clause_id",
]

Place = Literal["stated", "inferred"]
# 篇 and 部分; 编 and 分编; 章; 节; 条; what has none of these numbers.
HeadingLevel = Literal["part", "division", "chapter", "section", "article", "heading"]
Role = Literal[
    "body",  # what the document says
    "preface",  # what stands between its title and its first heading
    "notice",  # the letter by which another document is issued
    "head",  # its number, cover and what stands below its title: 国发〔2019〕4号
    "addressee",  # 各省、自治区、直辖市人民政府：
    "signature",  # who issued it, and when
    "release",  # （此件公开发布）
    "annexes",  # the list of what is annexed
    "annex",  # what stands in an annex
    "copies",  # 抄送, 印发
    "closing",  # what it says of itself behind its last part: 本方案自印发之日起施行
    "note",  # a footnote, a comment, what stands below a table
    "caption",  # the title of a table, or of a group of its rows
    "row",  # a row of a table
]


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence on what was read otherwise than it stands, in the languages that users read.

    Attributes:
        zh: In Chinese.
        en: In English.
    """

    zh: str
    en: str

    def say(self, lang: Literal["zh", "en"]) -> str:
        """Return the sentence in one language."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Document:
    """One source file.

    Attributes:
        doc_id: Its id within the corpus.
        source: Its file name, with folders where two files of a corpus share a name.
        text: The file decoded and otherwise untouched, or what was taken out of a Word, PDF, HTML or
            spreadsheet file; quotes are compared with it.
        kind: The format it was read from: txt, md, docx, pdf, html, xlsx.
        layout: What the format knows of the text.
        remarks: What was read otherwise than it stands.
        read_from: The SHA-256 of its file with the code that reads files; empty where it is of none.
    """

    doc_id: str
    source: str
    text: str
    kind: str = "txt"
    layout: Layout = NO_LAYOUT
    remarks: tuple[Remark, ...] = ()
    read_from: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a document says of itself; None where it does not say it.

    Attributes:
        title: Its title.
        body: Who issued it.
        number: 国发〔2019〕4号.
        date: When it was issued: 2019-01-24, or less where less is said.
        effective: From when it holds.
        until: Until when it holds, or the last year that it plans for.
        area: The area that it is for.
        amended: When it was last amended, as the line below its title says.
    """

    title: str | None = None
    body: str | None = None
    number: str | None = None
    date: str | None = None
    effective: str | None = None
    until: str | None = None
    area: str | None = None
    amended: str | None = None


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, or the number of an article, as it stands in a document.

    Attributes:
        level: What kind of heading it is.
        number: 3 for 第三章, 三、 and 附件3; None where it has none.
        label: Its number as it stands: 第三章, 三、, 附件1; empty where it has none.
        title: What follows the label, on the reader's terms: without the spaces within 总　则.
        doc_id: The document that it stands in.
        start: Where it begins in the source.
        end: Where it ends.
        place: Whether it stands in the text or only a table of contents has it.
        clauses: How many clauses stand below it.
        depth: How many headings stand above it.
        inserted: 1 for 第十二条之一; None for 第十二条.
    """

    level: HeadingLevel
    number: int | None
    label: str
    title: str
    doc_id: str
    start: int
    end: int
    place: Place = "stated"
    clauses: int = 0
    depth: int = 0
    inserted: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A place in the heading tree: chapter 0 is the front matter, section 0 a chapter's opening."""

    chapter: int | None = None
    chapter_title: str | None = None
    section: int | None = None
    section_title: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A numbered part of an article within a clause: a 款, 项 or 目.

    Attributes:
        span: Its words, as a range within the text of the clause; an item is not part of the range
            of the paragraph that leads to it.
        paragraph: Number of its 款, from 1.
        item: Number of its 项; None outside one.
        point: Number of its 目; None outside one.
    """

    span: Span
    paragraph: int
    item: int | None = None
    point: int | None = None


@dataclass(frozen=True, slots=True)
class TableRow:
    """What a row of a table is read with.

    Attributes:
        title: Of the table.
        header: What its columns are called; empty where nothing names them.
        row: Its cells, those included that it shares with other rows.
    """

    title: str | None
    header: tuple[str, ...]
    row: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A passage that can be quoted: one or more whole sentences, contiguous in the source.

    Attributes:
        clause_id: Stable id made from the document and the text, never from a position.
        doc_id: The document that the clause stands in.
        position: Reading order within the corpus, counted from 0.
        section: Where the clause belongs in the heading tree.
        place: Whether ``section`` was read off a heading or worked out.
        text: The quoted words; equal to every span of the source but for what is skipped there.
        spans: Every place where the text stands in the source, in source order, never empty.
        sentences: The sentences of the clause as ranges within ``text``, in order; they tile it
            but for white space.
        topic: The topic line that the clause stands under when it is not part of ``text``.
        near: Places where another copy has nearly the same words (a different dash, a typo).
        path: The headings above it, outermost first.
        article: Number of its 条; None outside one.
        inserted: 1 in 第十二条之一.
        paragraph: Number of its 款 within the article; None where it has several.
        item: Number of its 项; None outside one or where it has several.
        ref: How an official would cite it.
        page: From 1; None where there are no pages.
        table: What the row is read with, of a row of a table.
        pieces: The first of ``spans`` without what is skipped within it; joined they are ``text``.
            Empty: that span itself.
        role: What part of an official document it is.
        units: The 款, 项 and 目 in it.
    """

    clause_id: str
    doc_id: str
    position: int
    section: Section
    place: Place
    text: str
    spans: tuple[Span, ...]
    sentences: tuple[Span, ...]
    topic: str | None = None
    near: tuple[Span, ...] = ()
    path: tuple[Heading, ...] = ()
    article: int | None = None
    inserted: int | None = None
    paragraph: int | None = None
    item: int | None = None
    ref: str = ""
    page: int | None = None
    table: TableRow | None = None
    pieces: tuple[Span, ...] = ()
    role: Role = "body"
    units: tuple[Unit, ...] = ()


def make_clause_id(doc_id: str, text: str) -> str:
    """Return the id of the clause ``text`` of document ``doc_id``: 12 hexadecimal digits.

    Content alone decides, so that dropping one document or clause moves no other id.
    """
    return hashlib.sha256(f"{doc_id}\n{text}".encode()).hexdigest()[:12]
