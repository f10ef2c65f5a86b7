from __future__ import annotations

import errno
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embed.log import VectorLog
from index.embed.remember import remembered
from tests.fakes import FakeEncoder


class Counting(FakeEncoder):
    def __init__(self, name: str = "fake/1", dim: int = 8) -> None:
        super().__init__(name, dim)
        self.asked: list[str] = []

    def encode_passages(self, texts: Sequence[str], progress: Any = None) -> Any:
        self.asked.extend(texts)
        return super().encode_passages(texts, progress)


def encode(path: Path | None, texts: Sequence[str], encoder: Counting | None = None) -> list[str]:
    """Encode, compare with the encoder itself, and return what it was asked."""
    encoder = encoder or Counting()
    with remembered(encoder, path) as remembering:
        np.testing.assert_array_equal(remembering.encode(texts), encoder.encode_queries(texts))
    return encoder.asked


def test_once_and_never_again(tmp_path: Path) -> None:
    path = tmp_path / "vectors.log"
    assert encode(path, ["甲", "乙", "甲"]) == ["甲", "乙"]
    assert encode(path, ["乙", "丙"]) == ["丙"]
    assert encode(path, ["丙", "甲"]) == []
    assert encode(path, ["甲"], Counting("fake/2")) == ["甲"]
    assert encode(path, []) == []
    assert encode(None, ["甲"]) == ["甲"]


def test_progress_counts_what_is_known_too(tmp_path: Path) -> None:
    encode(tmp_path / "v", ["甲"])
    steps: list[int] = []
    with remembered(Counting(), tmp_path / "v") as remembering:
        remembering.encode(["甲", "乙", "甲"], steps.append)
    assert sum(steps) == 3


@pytest.mark.parametrize("cut", [1, 20, 51])  # within a record of 16 + 8 × 4 + 4 bytes
def test_a_record_half_written_is_made_again(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "vectors.log"
    encode(path, ["甲", "乙"])
    path.write_bytes(path.read_bytes()[:-cut])
    assert encode(path, ["甲", "乙"]) == ["乙"]
    assert encode(path, ["甲", "乙", "丙"]) == ["丙"]


def test_an_altered_record_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "vectors.log"
    encode(path, ["甲", "乙"])
    data = bytearray(path.read_bytes())
    data[40] ^= 1
    path.write_bytes(data)
    assert encode(path, ["甲", "乙"]) == ["甲"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"yinjuvectors", b"\0" * 500])
def test_another_file_is_written_anew(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "vectors.log"
    path.write_bytes(data)
    assert encode(path, ["甲"]) == ["甲"]
    assert encode(path, ["甲"]) == []


def test_vectors_of_another_length_are_no_use(tmp_path: Path) -> None:
    path = tmp_path / "vectors.log"
    encode(path, ["甲"])
    assert encode(path, ["甲"], Counting(dim=16)) == ["甲"]
    assert encode(path, ["甲"], Counting(dim=16)) == []


def test_what_is_no_use_any_more_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "vectors.log"
    encode(path, [str(number) for number in range(10)])
    whole = path.stat().st_size
    encode(path, ["3", "4", "5", "6", "7"])  # half of it: kept
    assert path.stat().st_size == whole
    encode(path, ["3", "4"])
    assert path.stat().st_size == 16 + 2 * (16 + 8 * 4 + 4)
    assert encode(path, ["3", "4"]) == []


def test_a_full_disk_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(log: VectorLog) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(VectorLog, "_writing", full)
    with caplog.at_level(logging.WARNING):
        assert encode(tmp_path / "vectors.log", ["甲", "乙"]) == ["甲", "乙"]
    assert "No space left" in caplog.text


def test_the_file_of_an_earlier_version_is_taken_over(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    encode(tmp_path / "new.log", ["甲", "乙"])
    record = 16 + 8 * 4 + 4
    data = (tmp_path / "new.log").read_bytes()[16:]
    keys = b"".join(data[at : at + 16] for at in (0, record))
    vectors = Counting().encode_queries(["甲", "乙"])
    np.savez(tmp_path / "vectors.npz", keys=np.frombuffer(keys, dtype=np.uint8), vectors=vectors)
    assert encode(tmp_path / "vectors.log", ["乙", "甲", "丙"]) == ["丙"]
    (tmp_path / "vectors.log").unlink()
    assert encode(tmp_path / "vectors.log", ["甲"], Counting(dim=16)) == ["甲"]
    (tmp_path / "vectors.log").unlink()
    (tmp_path / "vectors.npz").write_bytes(b"PK\x03\x04")
    assert encode(tmp_path / "vectors.log", ["甲"]) == ["甲"]
    assert "made anew" in caplog.text
