from __future__ import annotations

import pytest

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Heading, Section, Span, Unit
from index.views import SENTENCE, View
from qa.ask.quoting.cite import Citer
from qa.ask.reference.refer import read_references
from qa.ask.reference.resolve import Found, absent_text, find_place
from tests.fakes import clauses_of, index_by_hand

Steps = list[tuple[str, int | str | None]]


def steps(text: str) -> list[Steps]:
    return [
        [(step.level, step.label or step.number) for step in reference.steps]
        for reference in read_references(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("第二十三条第二款第（三）项", [[("article", 23), ("paragraph", 2), ("item", 3)]]),
        ("第三章第二节讲什么？", [[("chapter", 3), ("section", 2)]]),
        ("第 １ 条", [[("article", 1)]]),
        ("第二编第一分编第三章", [[("division", 2), ("division", "分编"), ("chapter", 3)]]),
        ("三、（二）", [[("point", 3), ("subpoint", 2)]]),
        ("第三部分（二）", [[("part", 3), ("subpoint", 2)]]),
        ("第四章和第六章有什么不同", [[("chapter", 4)], [("chapter", 6)]]),
        ("第三章第二节和第三节", [[("chapter", 3), ("section", 2)], [("chapter", 3), ("section", 3)]]),
        ("附件二", [[("annex", 2)]]),
        ("附录A", [[("annex", "A")]]),
        ("A.1.2怎么规定", [[("clause", "A.1.2")]]),
        ("5.1.1", [[("clause", "5.1.1")]]),
        ("chapter 3 section 2", [[("chapter", 3), ("section", 2)]]),
        ("Section Two of Chapter III", [[("chapter", 3), ("section", 2)]]),
        ("What does the third chapter say?", [[("chapter", 3)]]),
        ("Article 12(3)", [[("article", 12), ("paragraph", 3)]]),
        ("paragraph 2 of Article 23", [[("article", 23), ("paragraph", 2)]]),
        ("到2025年增长3.5%，一是加强领导", []),
        ("what is part of the plan", []),
    ],
)  # fmt: skip
def test_what_is_referred_to(text: str, expected: list[Steps]) -> None:
    assert steps(text) == expected


def test_an_inserted_article_and_a_range() -> None:
    (inserted,) = read_references("第十二条之一是什么")
    assert (inserted.steps[0].number, inserted.steps[0].inserted) == (12, 1)
    (ranged,) = read_references("第三条至第五条")
    assert (ranged.steps[0].number, ranged.steps[0].until) == (3, 5)
    assert ranged.text == "第三条至第五条"


def law() -> ClauseIndex:
    """Two chapters; article 3 has two 款, the second with two 项; 第三条之一 follows; an annex."""
    texts = ["甲。", "总则说：", "丙。子：（一）寅；（二）卯。", "丁。", "戊。"]
    made, document = clauses_of(texts)
    first = Heading("chapter", 1, "第一章", "总则", "plan", 0, 0)
    second = Heading("chapter", 2, "第二章", "规划", "plan", 0, 0)
    annex = Heading("heading", 1, "附件1", "名单", "plan", 0, 0)
    units = (
        Unit(Span(0, 2), 1),
        Unit(Span(2, 4), 2),
        Unit(Span(4, 9), 2, 1),
        Unit(Span(9, 14), 2, 2),
    )

    def placed(clause: Clause, **changes: object) -> Clause:
        values = {name: getattr(clause, name) for name in Clause.__dataclass_fields__}
        return Clause(**{**values, **changes})

    clauses = [
        placed(
            made[0], section=Section(1, "总则", 0), path=(first,), article=1, paragraph=1, ref="第一条",
            units=(Unit(Span(0, 2), 1),),
        ),
        placed(
            made[1], section=Section(1, "总则", 0), path=(first,), article=2, paragraph=1, ref="第二条",
            units=(Unit(Span(0, 4), 1),),
        ),
        placed(
            made[2], section=Section(2, "规划", 0), path=(second,), article=3, ref="第三条", units=units
        ),
        placed(
            made[3], section=Section(2, "规划", 0), path=(second,), article=3, inserted=1,
            ref="第三条之一", paragraph=1, units=(Unit(Span(0, 2), 1),),
        ),
        placed(made[4], section=Section(1, "名单", 0), path=(annex,), role="annex", ref="附件1"),
    ]  # fmt: skip
    views = [(View(p, SENTENCE, "", 0), 0.5) for p in range(len(clauses))]
    found = index_by_hand(clauses, [document], views, [()] * len(clauses))
    values = {name: getattr(found, name) for name in ClauseIndex.__dataclass_fields__}
    articles = [
        Heading("article", number, f"第{word}条", "", "plan", 0, 0)
        for number, word in enumerate("一二三", start=1)
    ]
    return ClauseIndex(**{**values, "headings": (first, *articles, second, annex)})


def words(found: Found) -> list[str]:
    return [
        held.part.of(held.clause.text) if held.part else held.clause.text for held in found.held
    ]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("第三条", ["丙。子：（一）寅；（二）卯。"]),
        ("第三条之一", ["丁。"]),
        ("第三条第一款", ["丙。"]),
        ("第三条第二款", ["子：（一）寅；（二）卯。"]),
        ("第三条第二款第（二）项", ["（二）卯。"]),
        ("Article 3, paragraph 2, item 1", ["（一）寅；"]),
        ("第一章", ["甲。", "总则说："]),
        ("chapter 2", ["丙。子：（一）寅；（二）卯。", "丁。"]),
        ("总则", ["甲。", "总则说："]),
        ("第二章 规划", ["丙。子：（一）寅；（二）卯。", "丁。"]),
        ("附件1", ["戊。"]),
        ("第一条和第二条", ["甲。", "总则说："]),
        ("第一条至第三条", ["甲。", "总则说：", "丙。子：（一）寅；（二）卯。", "丁。"]),
    ],
)
def test_the_words_at_a_place(place: str, expected: list[str]) -> None:
    assert words(find_place(place, law())) == expected


def test_a_clause_id_is_a_place() -> None:
    found = law()
    clause = found.clauses[3]
    assert words(find_place(clause.clause_id, found)) == [clause.text]


def test_the_headings_of_the_place() -> None:
    assert [h.title for h in find_place("第二章", law()).headings] == ["规划"]


@pytest.mark.parametrize(
    ("place", "nearest"),
    [
        ("第八条", ("第三条", "第三条之一")),
        ("第三章", ("第一章 总则", "第二章 规划")),
        ("第三条第五款", ("第一款", "第二款")),
        ("附件3", ("附件1 名单",)),
    ],
)
def test_the_nearest_of_what_does_not_exist(place: str, nearest: tuple[str, ...]) -> None:
    found = find_place(place, law())
    assert found.held == ()
    assert found.nearest == nearest
    assert nearest[0] in absent_text(found, "zh")
    assert f"“{place}”" in absent_text(found, "en")


def test_only_the_documents_named() -> None:
    assert find_place("第三条", law(), docs=["other"]).held == ()


def test_a_part_of_a_clause_is_cited_with_its_own_place() -> None:
    found = law()
    (held,) = find_place("第三条第二款第（二）项", found).held
    citation = Citer(found).cite(held.clause, 1, 1.0, part=held.part)
    text = found.documents[0].text
    assert citation.quote == "（二）卯。" == text[citation.start : citation.end]
    assert (citation.article, citation.paragraph, citation.item) == (3, 2, 2)
    assert citation.ref == "第三条第二款第（二）项"
    whole = Citer(found).cite(held.clause, 1, 1.0)
    assert (whole.article, whole.paragraph, whole.item, whole.ref) == (3, None, None, "第三条")
