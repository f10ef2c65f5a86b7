"""A reranker that a user names: a real model, tiny, made here."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from index.errors import EncoderError
from qa.ask.confidence.judge import Judged
from qa.ask.confidence.rerank import DEPTH, Opinion, Reranker, pool_chances
from qa.ask.retrieval.query import read_query
from qa.corpora import choose_models, update_corpus
from qa.open import open_pipeline
from qa.pipeline import Pipeline
from qa.settings import load_settings, save_threshold
from tests.cross_encoder import make_cross_encoder

QUESTION = "知识城怎样保护知识产权？"
_TEXT = "第一条　产权归创业的人。\n第二条　知识城设指导站。\n第三条　本办法自印发之日起施行。\n"


def make_reranker(folder: Path, scores: int = 1) -> Path:
    """Save a cross-encoder of random weights."""
    characters = "知识城产权保护创新中心发展人"
    model = make_cross_encoder(
        folder, characters, seed=1, room=512, initializer_range=0.5, num_labels=scores
    )
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_reranker(tmp_path_factory.mktemp("reranker"))


def test_the_nearest_are_put_in_the_order_of_the_model(folder: Path, pipeline: Pipeline) -> None:
    from sentence_transformers import CrossEncoder
    from torch.nn import Sigmoid

    ranking = pipeline.retriever.rank(read_query(QUESTION))
    opinion = Reranker(folder).read(ranking, pipeline.clauses)
    nearest = ranking.order[:DEPTH].tolist()
    alone = CrossEncoder(str(folder), device="cpu").predict(
        [(QUESTION, pipeline.clauses[at].text) for at in nearest], activation_fn=Sigmoid()
    )
    expected = [nearest[at] for at in np.argsort(-alone, kind="stable")]
    assert list(opinion.positions) == expected
    assert expected != nearest  # else nothing was shown
    assert opinion.chances == pytest.approx(sorted(map(float, alone), reverse=True))
    ordered = opinion.first_in(ranking)
    assert ordered.order[:DEPTH].tolist() == expected
    assert sorted(ordered.order.tolist()) == sorted(ranking.order.tolist())
    scores = ordered.scores[ordered.order]
    assert (np.diff(scores) <= 0).all()


def test_it_has_a_say_in_what_is_shown_and_how_sure_that_is(
    folder: Path, pipeline: Pipeline
) -> None:
    with_it = open_pipeline(None, {"reranker": str(folder), "threshold": 0.0})
    ranking = pipeline.retriever.rank(read_query(QUESTION))
    opinion = Reranker(folder).read(ranking, pipeline.clauses)
    answer, plain = with_it.ask(QUESTION), pipeline.ask(QUESTION)
    first = pipeline.clauses[opinion.positions[0]].clause_id
    assert answer.citations[0].clause_id == first
    assert answer.confidence == pytest.approx(
        pool_chances(plain.confidence, opinion.chances[0]), abs=1e-3
    )


def test_opinions_are_pooled() -> None:
    # The odds 4 and 1/4 make 1; 9 and 1 make 3.
    assert pool_chances(0.8, 0.2) == pytest.approx(0.5)
    assert pool_chances(0.9, 0.5) == pytest.approx(0.75)
    assert pool_chances(1.0, 0.5) < 1
    judged = Judged(positions=(4, 7), chances=(0.6, 0.5), sentences=(1, 0), confidence=0.7)
    told = Opinion(positions=(7, 9), chances=(0.9, 0.2)).beside(judged)
    assert told.positions == (7, 4)
    assert told.sentences == (0, 1)
    # 7: the odds 1 and 9 make 3; of 4 nothing else is known.
    assert told.chances == pytest.approx((0.75, 0.6))


def test_models_are_kept_with_the_corpus(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(_TEXT, encoding="utf-8")
    corpus = tmp_path / "corpus"
    update_corpus(corpus, [tmp_path / "a.txt"], reranker=str(folder))
    assert load_settings(corpus).reranker == str(folder.resolve())
    # A threshold that is fitted beside the model is kept with it.
    save_threshold(corpus, 0.4)
    opened = open_pipeline(corpus)
    assert opened.settings["reranker"] == str(folder.resolve())
    assert opened.threshold == pytest.approx(0.4)
    assert opened.ask("产权归谁？").citations
    choose_models(corpus, reranker="")
    assert load_settings(corpus).reranker == ""
    assert load_settings(corpus).threshold == pytest.approx(0.4)


def test_other_models_are_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="3 scores"):
        Reranker(make_reranker(tmp_path / "three", scores=3))
    with pytest.raises(EncoderError, match="No model folder"):
        Reranker(tmp_path / "none")
    (tmp_path / "b.txt").write_text(_TEXT, encoding="utf-8")
    with pytest.raises(EncoderError, match="natural language inference"):
        update_corpus(tmp_path / "corpus", [tmp_path / "b.txt"], nli=str(folder))
    assert not (tmp_path / "corpus" / "settings.json").exists()


def test_without_the_library_one_sentence_says_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(EncoderError, match="needs the package sentence-transformers: pip install"):
        Reranker(folder)
