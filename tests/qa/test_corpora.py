"""Corpora of one's own, with the real default encoder over small documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.errors import DocumentError, EncoderError, InputError
from index.store.folder import stored_documents
from qa.corpora import choose_models, merge_corpora, update_corpus
from qa.open import open_pipeline
from qa.passages import build_engine
from qa.settings import Settings, load_settings, save_settings, save_threshold

PARKS = "公园章程。\n公园每天早上六点开门，晚上十点关门。\n园内禁止吸烟。\n"
POOLS = "泳池规定。\n泳池水温不低于二十六摄氏度。\n儿童须有成人陪同。\n"


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def sources(corpus: Path) -> list[str]:
    return [document.doc_id for document in stored_documents(corpus)]


def test_build_then_ask(tmp_path: Path) -> None:
    steps: list[str] = []
    corpus = tmp_path / "corpus"
    update_corpus(
        corpus,
        [write(tmp_path / "in", parks=PARKS, pools=POOLS)],
        progress=lambda step, _done, _total: steps.append(step),
    )
    assert {"read", "restore", "embed"} == set(steps)
    assert sources(corpus) == ["parks.txt", "pools.txt"]
    pipeline = open_pipeline(corpus)
    for question, words in [("泳池的水要多热？", "二十六"), ("When does the park open?", "六点")]:
        citation = pipeline.ask(question).citations[0]
        assert words in citation.quote
        text = pipeline.clause_index.document_by_id[citation.doc_id].text
        assert text[citation.start : citation.end] == citation.quote


def test_update_adds_and_replaces_in_place_and_anew_forgets(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    folder = write(tmp_path / "in", a=PARKS, b=POOLS)
    update_corpus(corpus, [folder / "a.txt", folder / "b.txt"])
    write(folder, a="公园改为全天开放。\n", c="球场规定。\n")
    update_corpus(corpus, [folder / "c.txt", folder / "a.txt"])
    assert sources(corpus) == ["a.txt", "b.txt", "c.txt"]
    assert stored_documents(corpus)[0].text == "公园改为全天开放。\n"
    update_corpus(corpus, [folder / "c.txt"], anew=True)
    assert sources(corpus) == ["c.txt"]


def test_a_corpus_that_does_without_kinds_of_views(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    folder = write(tmp_path / "in", parks=PARKS)
    update_corpus(corpus, [folder])
    kinds = open_pipeline(corpus).clause_index.columns.kinds_there()
    assert {"gloss", "piece"} <= set(kinds)
    update_corpus(corpus, [write(tmp_path / "in", pools=POOLS)], without=["gloss", "piece"])
    steps: list[str] = []
    pipeline = open_pipeline(corpus, progress=lambda step, _done, _total: steps.append(step))
    assert not steps  # it is what is wanted
    assert set(pipeline.clause_index.columns.kinds_there()) == set(kinds) - {"gloss", "piece"}
    assert "二十六" in pipeline.ask("泳池的水要多热？").citations[0].quote
    # It stays so, whatever is added.
    update_corpus(corpus, [write(tmp_path / "more", courts="球场规定。球场八点开门。\n")])
    found = open_pipeline(corpus).clause_index
    assert "gloss" not in found.columns.kinds_there()
    # Weights of one question alone rebuild nothing.
    assert open_pipeline(corpus, {"clause_weight": 0}).clause_index.views == found.views


def test_an_edition_beside_the_documents_is_taken_over(tmp_path: Path) -> None:
    corpus, folder = tmp_path / "corpus", write(tmp_path / "in", pools=POOLS)
    edition = folder / "edition"
    edition.mkdir()
    row = {"zh": "儿童须有成人陪同。", "en": "Children must come with an adult."}
    (edition / "sentences.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (edition / "private.jsonl").write_text("mine", encoding="utf-8")
    update_corpus(corpus, [folder])
    kept = [path.name for path in (corpus / "editions").glob("*/*")]
    assert kept == ["sentences.jsonl"]
    pipeline = open_pipeline(corpus)
    assert row["en"] in {view.text for view in pipeline.clause_index.views}
    # It stays when documents are added, and can be left out of a run.
    update_corpus(corpus, [write(tmp_path / "more", parks=PARKS)])
    assert row["en"] in {view.text for view in open_pipeline(corpus).clause_index.views}
    without = open_pipeline(corpus, {"edition": False})
    assert len(without.clauses) == len(open_pipeline(corpus).clauses)
    assert row["en"] not in {view.text for view in without.clause_index.views}


def test_a_mistake_in_an_edition_changes_nothing(tmp_path: Path) -> None:
    corpus, folder = tmp_path / "corpus", write(tmp_path / "in", pools=POOLS)
    update_corpus(corpus, [folder])
    (folder / "edition").mkdir()
    (folder / "edition" / "sentences.jsonl").write_text('{"en": "no Chinese"}\n', "utf-8")
    with pytest.raises(DocumentError, match=r"sentences\.jsonl, line 1: expected text for 'zh'"):
        update_corpus(corpus, [folder])
    assert not (corpus / "editions").exists()
    assert sources(corpus) == ["pools.txt"]


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", pools=POOLS)
    (folder / "edition").mkdir()
    foreign = write(tmp_path / "photos", notes="mine")
    before = sorted(foreign.rglob("*"))
    with pytest.raises(InputError, match=r"holds notes\.txt, which is no part of an index"):
        update_corpus(foreign, [folder])
    assert sorted(foreign.rglob("*")) == before


def test_no_corpus(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No corpus at"):
        open_pipeline(tmp_path / "none")
    assert not (tmp_path / "none").exists()
    with pytest.raises(DocumentError, match="No file or folder"):
        update_corpus(tmp_path / "corpus", [tmp_path / "none"])
    with pytest.raises(InputError, match="is no corpus"):
        open_pipeline(tmp_path)


def test_another_encoder_and_back(
    tmp_path: Path, model_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "corpus"
    # A relative path means the same wherever the corpus is asked from.
    monkeypatch.chdir(model_folder.parent)
    update_corpus(corpus, [write(tmp_path / "in", pools=POOLS)], encoder=model_folder.name)
    monkeypatch.chdir(tmp_path)
    pipeline = open_pipeline(corpus)
    assert load_settings(corpus).encoder == str(model_folder)
    assert pipeline.clause_index.dense.dim == 16
    # The model trained on the default encoder's vectors is not used with another.
    assert pipeline.ask("儿童可以自己来吗？").citations
    choose_models(corpus, encoder="default")
    assert open_pipeline(corpus).clause_index.dense.dim == 384
    with pytest.raises(EncoderError):
        choose_models(corpus, encoder=str(tmp_path / "no-model"))
    assert load_settings(corpus).encoder == "default"


def test_settings_are_kept_and_checked(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == Settings()
    assert save_threshold(tmp_path, 0.25) == str(tmp_path / "settings.json")
    assert json.loads((tmp_path / "settings.json").read_text("utf-8")) == {"threshold": 0.25}
    assert load_settings(tmp_path).threshold == 0.25
    save_settings(tmp_path, Settings())
    assert json.loads((tmp_path / "settings.json").read_text("utf-8")) == {}
    for content, message in [
        ("{", "is not JSON"),
        ("[]", "holds no JSON object"),
        ('{"coverge": 1}', "coverge.*settings are encoder, edition"),
        ('{"coverage": 2}', "coverage: input should be less than or equal to 1"),
    ]:
        (tmp_path / "settings.json").write_text(content, encoding="utf-8")
        with pytest.raises(InputError, match=message):
            load_settings(tmp_path)


def test_passages_in_memory() -> None:
    engine = build_engine([("a", "公园六点开门。\n十点关门。"), ("b", "泳池水温二十六度。")])
    assert [clause.doc_id for clause in engine.clauses] == ["a", "b"]
    assert engine.clauses[0].text == "公园六点开门。\n十点关门。"
    assert engine.rank("水有多热？", 5)[0].clause.doc_id == "b"
    assert engine.ask("公园几点关门？").citations[0].doc_id == "a"


def test_what_machines_indexed_apart_is_put_together(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a=PARKS, b=POOLS, c="球场规定。\n球场每周一休息。\n")
    for number in (1, 2):
        update_corpus(tmp_path / str(number), [folder], shard=(number, 2))
    assert sources(tmp_path / "1") == ["a.txt", "c.txt"]
    parts = [tmp_path / "1", tmp_path / "2"]
    found = merge_corpora(tmp_path / "whole", parts)
    assert sources(tmp_path / "whole") == ["a.txt", "b.txt", "c.txt"]
    assert len(found.clauses) == sum(
        len(open_pipeline(part).clause_index.clauses) for part in parts
    )
    assert "二十六" in open_pipeline(tmp_path / "whole").ask("泳池的水要多热？").citations[0].quote
    with pytest.raises(InputError, match="There is a corpus in"):
        merge_corpora(tmp_path / "whole", parts)
    with pytest.raises(InputError, match="No corpus at"):
        merge_corpora(tmp_path / "new", [tmp_path / "none"])
