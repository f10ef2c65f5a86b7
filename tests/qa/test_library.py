"""Several documents in one corpus, with the real default encoder over small ones."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from index.document.corpus import Document
from index.errors import InputError
from index.store.folder import stored_documents, stored_editions
from index.views import GLOSS
from qa.ask.reference.named import documents_named_in
from qa.ask.retrieval.query import read_query
from qa.corpora import Changes, update_corpus
from qa.open import open_pipeline
from qa.pipeline import Pipeline
from qa.result import to_json

PARKS = "公园管理规定\n第一条 公园每天早上六点开门，晚上十点关门。\n第二条 园内禁止吸烟。\n"
POOLS = "泳池管理规定\n第一条 泳池水温不低于二十六摄氏度。\n第二条 园内禁止吸烟。\n"
COURTS = "球场管理规定\n第一条 球场每天早上八点开门，晚上九点关门。\n"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library")
    documents = folder / "in"
    documents.mkdir()
    for name, text in (("公园规定", PARKS), ("泳池规定", POOLS), ("球场规定", COURTS)):
        (documents / f"{name}.txt").write_text(text, encoding="utf-8")
    update_corpus(folder / "corpus", [documents])
    return folder / "corpus"


@pytest.fixture(scope="module")
def library(corpus: Path) -> Pipeline:
    return open_pipeline(corpus)


@pytest.mark.parametrize(
    ("question", "docs", "source", "words"),
    [
        ("几点开门？", ["公园规定"], "公园规定.txt", "六点"),
        ("几点开门？", ["球场规定.txt"], "球场规定.txt", "八点"),
        ("在《球场规定》里，几点开门？", [], "球场规定.txt", "八点"),
        ("根据《公园规定》，几点开门？", [], "公园规定.txt", "六点"),
        ("When do they open, according to 《球场规定》?", [], "球场规定.txt", "八点"),
        ("球场几点开门？", [], "球场规定.txt", "八点"),
        ("公园几点开门？", [], "公园规定.txt", "六点"),
    ],
)
def test_the_document_that_is_asked(
    library: Pipeline, question: str, docs: list[str], source: str, words: str
) -> None:
    answer = library.ask(question, docs=docs)
    assert answer.question == question
    assert answer.citations[0].source == source
    assert words in answer.citations[0].quote
    if docs or "《" in question:
        assert {citation.source for citation in answer.citations} == {source}


def test_limited_is_as_though_alone(library: Pipeline, tmp_path: Path) -> None:
    (tmp_path / "公园规定.txt").write_text(PARKS, encoding="utf-8")
    update_corpus(tmp_path / "alone", [tmp_path / "公园规定.txt"])
    alone = open_pipeline(tmp_path / "alone")
    limited = library.limited_to(["公园规定"])
    assert limited.clauses == alone.clauses
    assert limited is library.limited_to(["公园规定.txt"])
    assert library.limited_to([]) is library
    tokens = read_query("公园几点开门？").terms
    assert (
        limited.clause_index.lexical.scores(tokens).tolist()
        == alone.clause_index.lexical.scores(tokens).tolist()
    )


def test_the_same_words_are_one_quote(library: Pipeline) -> None:
    answer = library.ask("园内可以吸烟吗？")
    smoking = [c for c in answer.citations if "吸烟" in c.quote]
    assert len(smoking) == 1
    other = {"公园规定.txt": "泳池规定.txt", "泳池规定.txt": "公园规定.txt"}[smoking[0].source]
    assert [elsewhere.source for elsewhere in smoking[0].also_in] == [other]
    assert f"另见：{other}" in answer.answer
    cited = next(c for c in to_json(answer)["citations"] if "吸烟" in c["quote"])  # type: ignore[attr-defined]
    (record,) = cited["also_in"]
    text = library.clause_index.document_by_id[record["doc_id"]].text
    assert text[record["start"] : record["end"]] == smoking[0].quote
    limited = library.ask("园内可以吸烟吗？", docs=["公园规定"])
    assert all(not citation.also_in for citation in limited.citations)


def test_one_quote_of_many_documents_names_its_own(library: Pipeline) -> None:
    question = "泳池的水温不低于多少？"
    answer = library.ask(question, k=1)
    assert "—— 泳池管理规定 · 第一条" in answer.answer
    assert "—— 泳池管理规定 · 第一条" in library.ask("水温在哪里提到？", k=1).answer
    limited = library.ask(question, k=1, docs=["泳池规定"])
    assert "—— 第一条" in limited.answer


def test_claims_and_batches(library: Pipeline) -> None:
    verdict = library.check("球场早上八点开门", docs=["公园规定"])
    assert {citation.source for citation in verdict.citations} == {"公园规定.txt"}
    claim = "在《球场规定》里，球场每天早上八点开门，晚上九点关门"
    verdict = library.check(claim)
    assert (verdict.claim, verdict.verdict) == (claim, "supported")
    asked = [("几点开门？", ())] * 3
    answers = list(library.ask_each(asked, docs=[["球场规定"], ["公园规定"]]))
    assert [answer.citations[0].source for answer in answers[:2]] == [
        "球场规定.txt",
        "公园规定.txt",
    ]
    verdicts = list(library.check_each(["八点开门"] * 2, docs=[["公园规定"]]))
    assert {citation.source for citation in verdicts[0].citations} == {"公园规定.txt"}
    with pytest.raises(InputError, match="No document 渔业法 in the corpus"):
        library.ask("几点？", docs=["渔业法"])


TWO = [Document("a", "渔业法.txt", "一。"), Document("b", "知识产权保护条例.txt", "二。")]


@pytest.mark.parametrize(
    ("question", "ids", "rest"),
    [
        ("在《渔业法》里，谁负责？", ("a",), "谁负责？"),
        ("《渔业法》第三条是什么？", ("a",), "第三条是什么？"),
        ("请问《渔业法》的施行日期是？", ("a",), "施行日期是？"),
        ("按照《知识产权保护条例》的规定，罚多少？", ("b",), "罚多少？"),
        ("罚多少，根据《渔业法》？", ("a",), "罚多少， ？"),
        ("Who pays under the 《渔业法》?", ("a",), "Who pays  ?"),
        ("What does 《渔业法》 say about boats?", ("a",), "What does it say about boats?"),
        ("规划提到《渔业法》了吗？", (), "规划提到《渔业法》了吗？"),
        ("在《农业法》里，谁负责？", (), "在《农业法》里，谁负责？"),
        ("《渔业法》？", ("a",), "《渔业法》？"),
        ("谁负责？", (), "谁负责？"),
    ],
)
def test_a_document_named_in_a_question(question: str, ids: tuple[str, ...], rest: str) -> None:
    named, query = documents_named_in(read_query(question), TWO)
    assert (named, query.text) == (ids, rest)
    assert documents_named_in(read_query(question), TWO[:1])[0] == ()


TITLED = [
    Document("a", "0098_劳动合同法_2012.txt", "一。"),
    Document("b", "0476_劳动合同法实施条例_2008.txt", "二。"),
    Document("c", "计划.txt", "三。"),
    Document("d", "0001_刑法.txt", "四。"),
]
TITLES = {
    "a": "中华人民共和国劳动合同法（2012修正）",
    "b": "中华人民共和国劳动合同法实施条例",
    "c": "规划",
    "d": "中华人民共和国刑法",
}


@pytest.mark.parametrize(
    ("question", "ids", "rest"),
    [
        ("劳动合同法第十条", ("a",), "第十条"),
        ("劳动合同法第十条说了什么", ("a",), "第十条说了什么"),
        ("请问中华人民共和国劳动合同法第10条是什么？", ("a",), "第10条是什么？"),
        ("勞動合同法第十條", ("a",), "第十条"),
        ("我想知道劳动合同法实施条例第十条", ("b",), "第十条"),
        ("按照劳动合同法，试用期最长多久", ("a",), "试用期最长多久"),
        ("根据劳动合同法试用期最长多久", ("a",), "试用期最长多久"),
        ("没签合同，劳动合同法第八十二条怎么说", ("a",), "没签合同， 第八十二条怎么说"),
        ("劳动合同法里试用期最长多久", ("a",), "试用期最长多久"),
        ("刑法提到区块链吗", ("d",), "提到区块链吗"),
        ("《劳动合同法》第十条", ("a",), "第十条"),
        # Another law of which that is a part of the name, a word that begins like it, no name at all.
        ("根据劳动合同法司法解释，试用期多久", (), ""),
        ("刑法学是什么", (), ""),
        ("规划第三章讲什么", (), ""),
        # What is asked about is no place to look in.
        ("有没有提到劳动合同法", (), ""),
        ("劳动合同法和刑法有什么不同", (), ""),
    ],
)
def test_a_document_named_by_its_title_alone(
    question: str, ids: tuple[str, ...], rest: str
) -> None:
    query = read_query(question)
    named, found = documents_named_in(query, TITLED, TITLES, bare=True)
    assert (named, found.text) == (ids, rest or query.text)
    if "《" not in question:
        assert documents_named_in(query, TITLED, TITLES) == ((), query)


def test_what_is_written_beside_a_document_stays_with_it(tmp_path: Path) -> None:
    mine, other = tmp_path / "mine", tmp_path / "other"
    for folder, text in (
        (mine, "公园开门。\n园内禁止吸烟。\n"),
        (other, "泳池水温。\n园内禁止吸烟。\n"),
    ):
        folder.mkdir()
        (folder / f"{folder.name}.txt").write_text(text, encoding="utf-8")
    (mine / "edition").mkdir()
    row = {"zh": "园内禁止吸烟。", "en": "No smoking in the park.", "plain_zh": ["不能抽烟"]}
    (mine / "edition" / "sentences.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (mine / "edition" / "glossary.csv").write_text(
        "zh,en\n水温,lake heat\n开门,unlocking\n", "utf-8"
    )
    update_corpus(tmp_path / "corpus", [mine, other])
    assert set(stored_editions(tmp_path / "corpus")) == {"mine.txt"}
    pipeline = open_pipeline(tmp_path / "corpus")
    found = pipeline.clause_index
    of = {view: found.clauses[view.position].doc_id for view in found.views}
    assert {of[view] for view in found.views if view.text in {row["en"], "不能抽烟"}} == {
        "mine.txt"
    }
    glosses = {of[view] for view in found.views if view.kind == GLOSS and "unlocking" in view.text}
    assert glosses == {"mine.txt"}
    assert not any("lake heat" in view.text for view in found.views)
    # A new version of the document keeps it; with the document it goes.
    (mine / "mine.txt").write_text("园内禁止吸烟。\n另行通知。\n", encoding="utf-8")
    update_corpus(tmp_path / "corpus", [mine / "mine.txt"])
    assert set(stored_editions(tmp_path / "corpus")) == {"mine.txt"}
    update_corpus(tmp_path / "corpus", [], remove=["mine"])
    assert stored_editions(tmp_path / "corpus") == {}
    assert list((tmp_path / "corpus" / "editions").iterdir()) == []


def counted(changes: Changes) -> tuple[int, int, int, int]:
    return (changes.added, changes.changed, changes.removed, changes.unchanged)


def test_updates(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    corpus = tmp_path / "corpus"

    def put(name: str, text: str) -> Path:
        (folder / name).write_text(text, encoding="utf-8")
        return folder / name

    put("a.txt", PARKS)
    put("b.txt", POOLS)
    assert counted(update_corpus(corpus, [folder])) == (2, 0, 0, 0)
    before = {clause.clause_id: clause for clause in open_pipeline(corpus).clauses}
    put("a.txt", PARKS + "第三条 另行通知。\n")
    assert counted(update_corpus(corpus, [folder])) == (0, 1, 0, 1)
    after = open_pipeline(corpus).clauses
    assert len([clause for clause in after if clause.clause_id not in before]) == 1
    assert counted(update_corpus(corpus, [put("c.txt", COURTS)], remove=["b"])) == (1, 0, 1, 1)
    assert [document.doc_id for document in stored_documents(corpus)] == ["a.txt", "c.txt"]
    with pytest.raises(InputError, match=r"No document b\.txt"):
        update_corpus(corpus, [], remove=["b.txt"])
    with pytest.raises(InputError, match="Nothing would be left"):
        update_corpus(corpus, [], remove=["a.txt", "c.txt"])
    with pytest.raises(InputError, match="No corpus at"):
        update_corpus(tmp_path / "none", [], remove=["a.txt"])
    assert len(stored_documents(corpus)) == 2


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    paths = []
    for name, text in (("a", PARKS), ("b", POOLS), ("c", COURTS)):
        paths.append(tmp_path / f"{name}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    writers = [threading.Thread(target=update_corpus, args=(corpus, [path])) for path in paths]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert {document.doc_id for document in stored_documents(corpus)} == {"a.txt", "b.txt", "c.txt"}
