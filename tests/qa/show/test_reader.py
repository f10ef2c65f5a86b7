from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from index.document.corpus import (
    Clause,
    Document,
    Heading,
    Place,
    Section,
    Span,
    TableRow,
    make_clause_id,
)
from qa.result import Language
from qa.show.document import render_document

DOCUMENT = Document("plan", "规划<1>.txt", "")


def clause(
    text: str,
    section: Section,
    place: Place = "stated",
    *,
    places: int = 1,
    topic: str | None = None,
) -> Clause:
    return Clause(
        clause_id=make_clause_id("plan", text),
        doc_id="plan",
        position=0,
        section=section,
        place=place,
        text=text,
        spans=tuple(Span(n, n + len(text)) for n in range(places)),
        sentences=(Span(0, text.index("。") + 1), Span(text.index("。") + 1, len(text))),
        topic=topic,
    )


CLAUSES = [
    clause("各地：照办。完。", Section(0, None, 0, None), places=2),
    clause("建设<b>平台</b>。发展R&D。", Section(1, "总则", 0, None)),
    clause("人才优先。机制完善。", Section(1, "总则", 2, "人才"), "inferred", topic="新高地。"),
]


class Page(HTMLParser):
    """Collects ids, links and the text by tag."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.text: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []
        if tag not in {"meta", "link"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.text[self.open[-1]] = self.text.get(self.open[-1], "") + data


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_clause_is_an_anchor_once(lang: Language) -> None:
    page = Page(render_document(CLAUSES, [DOCUMENT], lang))
    assert page.open == []
    assert len(set(page.ids)) == len(page.ids)
    for item in CLAUSES:
        assert page.ids.count(item.clause_id) == 1
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)


def test_text_is_escaped() -> None:
    html = render_document(CLAUSES, [DOCUMENT], "zh")
    assert "建设&lt;b&gt;平台&lt;/b&gt;。" in html
    assert "规划&lt;1&gt;.txt" in html
    assert "<b>" not in html


def test_nothing_is_fetched() -> None:
    html = render_document(CLAUSES, [DOCUMENT], "zh")
    assert not any(word in html for word in ("http:", "https:", "src=", "@import", "url("))


def test_sentences_are_numbered_and_places_marked() -> None:
    html = render_document(CLAUSES, [DOCUMENT], "en")
    assert '<span class="n">1</span>各地：照办。<span class="n">2</span>完。' in html
    assert '<span class="n">6</span>机制完善。' in html
    assert html.count('class="clause inferred"') == 1
    # The legend, the entry of the contents, and the heading.
    assert html.count('<span class="inferred">inferred</span>') == 3
    assert "stands 2 times in the source" in html
    assert "under the topic 新高地。" in html


def test_headings_and_contents() -> None:
    html = render_document(CLAUSES, [DOCUMENT], "zh")
    assert '<span class="number">1.2</span> 人才' in html
    assert "文前部分" in html
    assert "3条，6句" in html


def test_highlights_may_overlap_and_cross_sentences() -> None:
    marks = {CLAUSES[2].clause_id: [Span(2, 4), Span(3, 7)]}
    html = render_document(CLAUSES, [DOCUMENT], "zh", marks)
    assert "人才<mark>优先。</mark>" in html
    assert "<mark>机制</mark>完善。" in html


def test_a_chapter_without_an_opening_has_a_heading() -> None:
    html = render_document([CLAUSES[0], CLAUSES[2]], [DOCUMENT], "zh")
    assert '<span class="number">1</span> 总则</h2>' in html
    assert html.count("<h2") == 2


def test_articles_and_documents_without_headings() -> None:
    article = clause("第七条 应当办理。完。", Section(1, "总则", 7, "第七条"))
    plain = clause("没有标题。完。", Section())
    html = render_document([article, plain], [DOCUMENT], "zh")
    assert '<span class="number"></span> 第七条' in html
    assert html.count("<h3") == 1
    assert html.count("<h2") == 1


def test_nothing_to_show() -> None:
    assert "没有内容。" in render_document([], [], "zh")


def test_a_law_has_its_article_numbers_and_a_table_is_a_table() -> None:
    chapter = Heading("chapter", 1, "第一章", "总则", "plan", 0, 6)
    article = Heading("article", 2, "第二条", "", "plan", 7, 10, depth=1)
    row = TableRow("表1", ("指标", "2030年"), ("城镇化率<", "66%"))
    whole = Section(1, "总则", 0, None)
    page = Page(
        render_document(
            [
                replace(clause("甲。乙。", whole), path=(chapter, article), article=2),
                replace(clause("城镇化率。66%", whole), path=(chapter,), table=row, role="row"),
            ],
            [DOCUMENT],
            "zh",
        )
    )
    assert "第一章 总则" in page.text["h2"]
    assert "第二条" in page.text["h3"]
    assert "2030年" in page.text["th"]
    assert "城镇化率<" in page.text["td"]
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
