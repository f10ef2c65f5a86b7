from __future__ import annotations

from dataclasses import replace

import pytest

from index.document.corpus import Heading, Place, Section, Span
from qa.result import Citation, Language, Verdict
from qa.show.cited.place import steps
from qa.show.text import (
    answer_text,
    innermost,
    place_label,
    refusal_text,
    section_label,
    verdict_label,
    verdict_text,
)


def citation(
    n: int = 1,
    *,
    section: Section | None = None,
    english: str | None = None,
    topic: str | None = None,
    place: Place = "stated",
) -> Citation:
    at = section or Section(7, "绿色", 2, "低碳")
    return Citation(
        n=n,
        clause_id="c",
        doc_id="plan",
        source="plan.txt",
        quote=f"第{n}条。",
        start=0,
        end=4,
        also_at=(Span(9, 13),),
        chapter=at.chapter,
        chapter_title=at.chapter_title,
        section=at.section,
        section_title=at.section_title,
        place=place,
        score=1.0,
        english=english,
        topic=topic,
        sentence=12,
    )


@pytest.mark.parametrize(
    ("section", "lang", "label"),
    [
        (Section(7, "绿色", 2, "低碳"), "zh", "第七章 绿色 · 第二节 低碳"),
        (Section(7, "绿色", 2, "低碳"), "en", "Chapter 7 Green · Section 2 低碳"),
        (Section(7, "绿色", 0, None), "zh", "第七章 绿色"),
        (Section(7, None, 2, None), "en", "Chapter 7 · Section 2"),
        (Section(0, None, 0, None), "zh", "正文之前"),
        (Section(0, None, 0, None), "en", "Before the first chapter"),
        (Section(1, "总则", 7, "第七条"), "zh", "第一章 总则 · 第七条"),
        (Section(1, "总则", 7, "第七条"), "en", "Chapter 1 总则 · Article 7"),
        (Section(), "zh", ""),
    ],
)
def test_places(section: Section, lang: Language, label: str) -> None:
    assert section_label(section, "stated", lang, {"绿色": "Green"}) == label


def test_a_place_that_was_worked_out_is_said_so() -> None:
    assert section_label(Section(7), "inferred", "zh") == "第七章（所属章节系推断）"
    assert "heading lost" in section_label(Section(7), "inferred", "en")


def test_a_quote_without_headings_names_its_file() -> None:
    assert place_label(citation(section=Section()), "zh") == "plan.txt · 第12句"
    assert place_label(citation(), "en") == "Chapter 7 绿色 · Section 2 低碳 · sentence 12"


def test_quotes_are_numbered_each_with_its_place() -> None:
    text = answer_text([citation(1, topic="主题。"), citation(2)], "zh", None, "前言")
    assert text == (
        "前言\n\n"
        "    主题。\n[1] “第1条。”\n    —— 第七章 绿色 · 第二节 低碳 · 第12句\n\n"
        "[2] “第2条。”\n    —— 第七章 绿色 · 第二节 低碳 · 第12句"
    )
    assert answer_text([], "en") == ""


def test_english_is_beneath_the_quote_for_english_readers_only() -> None:
    shown = answer_text([citation(english="One.")], "en")
    assert shown.index("第1条。") < shown.index("Unofficial English: One.")
    assert "One." not in answer_text([citation(english="One.")], "zh")


@pytest.mark.parametrize(
    ("lang", "correction", "nearest", "text"),
    [
        ("zh", False, False, "文件没有回答这个问题。"),
        ("zh", False, True, "文件没有回答这个问题。最接近的条文如下，仅供参考："),
        ("en", False, False, "The document does not answer this question."),
        (
            "en",
            False,
            True,
            "The document does not answer this question. The nearest clauses, for reference only:",
        ),
        ("zh", True, True, "问题的前提与原文不符。原文是："),
        (
            "en",
            True,
            True,
            "The question rests on something that the document contradicts. It says:",
        ),
    ],
)
def test_refusals(lang: Language, correction: bool, nearest: bool, text: str) -> None:
    assert refusal_text(lang, correction=correction, nearest=nearest) == text


def test_verdicts() -> None:
    assert verdict_label("not_mentioned", "en") == "Not mentioned"
    verdict = Verdict("说法", "zh", "contradicted", 0.9, (citation(),), ("90%，规划为82%",))
    assert verdict_text(verdict).startswith("与原文相矛盾\n- 90%，规划为82%\n\n[1] “第1条。”")


def test_places_of_a_law_and_of_numbered_headings() -> None:
    part = Heading("division", 2, "第二编", "分则", "plan", 0, 0)
    chapter = Heading("chapter", 3, "第三章", "责任", "plan", 0, 0)
    article = Heading("article", 23, "第二十三条", "", "plan", 0, 0)
    law = replace(
        citation(),
        path=(part, chapter, article),
        article=23,
        paragraph=2,
        item=3,
        ref="第二十三条第二款第（三）项",
    )
    assert place_label(law, "zh") == "第二编 分则 · 第三章 责任 · 第二十三条第二款第（三）项"
    assert place_label(law, "en", {"责任": "Liability"}) == (
        "Division 2 分则 · Chapter 3 Liability · Article 23, paragraph 2, item 3"
    )
    first = Heading("chapter", 1, "一、", "总体要求", "plan", 0, 0)
    second = Heading("section", 2, "（二）", "目标", "plan", 0, 0)
    assert place_label(replace(citation(), path=(first, second)), "zh") == (
        "一、总体要求 · （二）目标 · 第12句"
    )
    lost = replace(citation(place="inferred"), path=(first,))
    assert place_label(lost, "zh") == "一、总体要求（所属章节系推断） · 第12句"


def test_numbered_paragraphs_and_parts_around_the_text_are_told_apart() -> None:
    first = Heading("chapter", 2, "二、", "任务", "plan", 0, 0)
    second = replace(citation(), path=(first,), ref="二、2")
    assert place_label(second, "zh") == "二、任务 · 二、2"
    assert place_label(second, "en") == "二、任务 · item 2"
    later = replace(second, ref="二、2第4句")
    assert place_label(later, "zh") == "二、任务 · 二、2第4句"
    assert place_label(later, "en", {"任务": "Tasks"}) == "二、Tasks · item 2, sentence 4"
    assert place_label(replace(second, ref="二、第4句"), "zh") == "二、任务 · 第4句"
    assert steps(second, "zh") == ("二、 任务", "二、2")
    signed = replace(citation(section=Section()), ref="落款", role="signature")
    assert (place_label(signed, "zh"), place_label(signed, "en")) == ("落款", "signature")
    head = replace(citation(section=Section(0, None, 0, None)), ref="版头第1句", role="head")
    assert place_label(head, "zh") == "版头第1句"
    assert place_label(head, "en") == "head, sentence 1"


def test_documents_of_one_title_are_told_apart_by_their_files() -> None:
    cited = [
        replace(citation(n), doc_id=folder, source=f"{folder}/细则.txt", document="补贴细则")
        for n, folder in ((1, "2025"), (2, "2026"))
    ]
    text = answer_text(cited, "zh")
    assert "—— 2025/细则.txt · " in text
    assert "—— 2026/细则.txt · " in text
    named = answer_text([replace(cited[0], document="甲办法"), cited[1]], "zh")
    assert "—— 甲办法 · " in named
    assert "细则.txt" not in answer_text(cited[:1], "zh")
    # Where others were asked too, the one that is quoted is named.
    assert "—— 补贴细则 · " in answer_text(cited[:1], "zh", among_many=True)


@pytest.mark.parametrize(
    ("labels", "ref", "zh", "en"),
    [
        (("5",), "5.3", "5.3", "item 5.3"),
        (("5",), "5.3第2句", "5.3第2句", "item 5.3, sentence 2"),
        (("2", "2.1"), "2.1.4", "2.1.4", "item 2.1.4"),
        (("2", "2.1"), "2.1第3句", "第3句", "sentence 3"),
        (("附件2",), "附件2·1", "附件2·1", "item 1"),
        (("第二章", "专栏1"), "第二章·专栏1·1至2", "专栏1·1至2", "items 1 to 2"),
    ],
)
def test_a_numbered_paragraph_goes_by_its_own_number(
    labels: tuple[str, ...], ref: str, zh: str, en: str
) -> None:
    path = tuple(Heading("heading", None, label, "要求", "plan", 0, 0) for label in labels)
    own = replace(citation(), path=path, ref=ref)
    assert (innermost(own, "zh"), innermost(own, "en")) == (zh, en)
