"""An NLI cross-encoder that a user names: real models, tiny, made here."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from index.errors import EncoderError
from qa.check.entail import CrossEncoderNli, pool
from qa.check.model import LABELS
from qa.open import open_pipeline
from qa.pipeline import Pipeline
from tests.cross_encoder import make_cross_encoder
from yinju.cli import cli

# A claim that the model of the plan judges without an opinion beside it.
CLAIM = "知识城要为初次创业的人提供指导。"


def make_model(folder: Path, classes: tuple[str, ...], leaning: str) -> Path:
    """Save a cross-encoder of random weights that leans towards one of its classes."""
    import torch

    model = make_cross_encoder(
        folder,
        "知识城产权创业指导的人",
        seed=0,
        room=64,
        id2label=dict(enumerate(classes)),
        label2id={name: number for number, name in enumerate(classes)},
    )
    with torch.no_grad():
        model.classifier.bias.zero_()
        model.classifier.bias[classes.index(leaning)] = 12.0
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two models whose classes stand in different orders, and one that is no NLI model."""
    root = tmp_path_factory.mktemp("nli")
    return {
        "supported": make_model(
            root / "a", ("contradiction", "ENTAILMENT", "neutral"), "ENTAILMENT"
        ),
        "contradicted": make_model(
            root / "b", ("entailment", "neutral", "contradiction"), "contradiction"
        ),
        "sentiment": make_model(root / "c", ("bad", "good", "so-so"), "good"),
    }


@pytest.mark.parametrize("verdict", ["supported", "contradicted"])
def test_classes_are_found_by_their_names(folders: dict[str, Path], verdict: str) -> None:
    opinion = CrossEncoderNli(folders[verdict]).read(["知识城", "创业的人"], CLAIM)
    assert LABELS[int(opinion.probabilities.argmax())] == verdict
    assert opinion.probabilities.sum() == pytest.approx(1.0)
    assert opinion.at in {0, 1}


@pytest.mark.parametrize("verdict", ["supported", "contradicted"])
def test_an_opinion_has_a_say_and_is_told(folders: dict[str, Path], verdict: str) -> None:
    pipeline = open_pipeline(None, {"nli": str(folders[verdict])})
    found = pipeline.check(CLAIM)
    assert found.verdict == verdict
    assert "蕴含模型" in found.reasons[-1]
    english = pipeline.check(CLAIM, lang="en")
    assert "entailment model" in english.reasons[-1]


def test_a_repetition_needs_no_opinion(folders: dict[str, Path]) -> None:
    pipeline = open_pipeline(None, {"nli": str(folders["contradicted"])})
    grid = "加快建设全国首个花瓣式智能电网，实现供电可靠率达到99.999%。"
    assert pipeline.check(grid).verdict == "supported"


def test_without_the_setting_there_is_none(pipeline: Pipeline) -> None:
    assert not any("蕴含模型" in reason for reason in pipeline.check(CLAIM).reasons)


def test_other_models_are_refused(folders: dict[str, Path], tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="natural language inference"):
        CrossEncoderNli(folders["sentiment"])
    with pytest.raises(EncoderError, match="No model folder"):
        CrossEncoderNli(tmp_path / "none")
    (tmp_path / "empty").mkdir()
    with pytest.raises(EncoderError, match="cannot be loaded"):
        CrossEncoderNli(tmp_path / "empty")


def test_on_the_command_line(folders: dict[str, Path], tmp_path: Path) -> None:
    run = CliRunner().invoke(cli, ["check", CLAIM, "--nli", str(folders["contradicted"]), "--json"])
    assert json.loads(run.stdout)["verdict"] == "contradicted"
    missing = CliRunner().invoke(cli, ["check", CLAIM, "--nli", str(tmp_path / "none")])
    assert isinstance(missing.exception, EncoderError)


def test_pooling() -> None:
    own, other = np.array([0.6, 0.3, 0.1]), np.array([0.1, 0.8, 0.1])
    pooled = pool(own, other)
    assert pooled.sum() == pytest.approx(1.0)
    assert int(pooled.argmax()) == 1
    assert pool(own, np.full(3, 1 / 3)) == pytest.approx(np.sqrt(own) / np.sqrt(own).sum())
    assert pool(np.array([1.0, 0.0, 0.0]), other)[0] == pytest.approx(1.0)
