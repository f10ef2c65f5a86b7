from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

import yinju.cli
import yinju.commands.places
from index.build import build
from index.clause_index import ClauseIndex
from index.document.corpus import Document
from qa.ask.reference.resolve import absent_text, find_place
from qa.show.lookup.outline import document_lines, document_record, outline_lines, place_lines
from tests.fakes import FakeEncoder

LAW = (
    "甲市河道条例\n第一章 总则\n第一条 为了保护河道，制定本条例。\n"
    "第二条 遵循下列原则：\n（一）统一规划；\n（二）分级负责。\n前款由市政府解释。\n"
    "第二章 附则\n第三条 本条例自2024年5月1日起施行。\n"
)


def index() -> ClauseIndex:
    return build([Document("law", "河道.txt", LAW)], FakeEncoder())


def test_the_tree_has_articles_with_how_they_begin() -> None:
    assert list(outline_lines(index(), "zh")) == [
        "甲市河道条例",
        "  第一章 总则",
        "    第一条 为了保护河道，制定本条例。",
        "    第二条 遵循下列原则： （一）统一规划； （二）分级负责。 前款…",
        "  第二章 附则",
        "    第三条 本条例自2024年5月1日起施行。",
    ]
    assert list(outline_lines(index(), "en", {"总则": "General"}))[1] == "  Chapter 1 General"


def test_a_part_of_an_article_is_shown_alone() -> None:
    found = index()
    held = find_place("第二条第一款第（二）项", found).held
    assert list(place_lines(held, found, "zh")) == [
        "甲市河道条例",
        "  第一章 总则",
        "    第二条",
        "      （二）分级负责。",
    ]


def test_what_does_not_exist_names_what_does() -> None:
    found = index()
    assert absent_text(find_place("第九条", found), "zh") == (
        "没有“第九条”这一处，最接近的是第二条、第三条。"
    )
    assert absent_text(find_place("第二编", found), "zh") == (
        "没有“第二编”这一处，最接近的是第一章 总则、第二章 附则。"
    )


def test_a_document_says_what_it_is() -> None:
    found = index()
    record = document_record(found.documents[0], found, "zh")
    assert record["title"] == "甲市河道条例"
    assert (record["effective"], record["area"], record["clauses"]) == ("2024-05-01", "甲市", 3)
    assert list(document_lines(record, "zh")) == [
        "甲市河道条例",
        "  河道.txt",
        "  施行 2024-05-01 · 范围 甲市",
        f"  txt · {len(LAW)}字，3条",
    ]


class Opened:
    """A corpus that is open."""

    clause_index = index()

    def limited_to(self, _docs: object) -> Opened:
        return self


def run(*arguments: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(yinju.cli.cli, [*arguments, "--json"], catch_exceptions=False)
    return [json.loads(line) for line in result.output.splitlines() if line]


def test_commands_print_headings_clauses_and_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yinju.commands.places, "open_corpus", lambda _corpus: Opened())
    headings = run("outline")
    assert [h["label"] for h in headings] == ["第一章", "第一条", "第二条", "第二章", "第三条"]
    assert [h["clauses"] for h in headings] == [2, 1, 1, 1, 1]
    (clause,) = run("show", "第三条")
    assert clause["article"] == 3
    assert [h["title"] for h in clause["path"]] == ["附则", ""]
    (document,) = run("documents")
    assert set(document) == {
        "doc_id", "source", "title", "body", "number", "date", "effective", "until", "area",
            "amended",
        "kind", "characters", "clauses", "sha256", "notes",
    }  # fmt: skip
