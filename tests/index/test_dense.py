from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import pytest

import index.dense
from index.dense import DenseIndex, Vectors
from index.errors import IndexDamagedError, InputError


def rows(*values: list[float]) -> Vectors:
    return np.array(values, dtype=np.float32)


AXES = rows([1, 0], [0, 1], [0.6, 0.8])


def test_cosines_best_first() -> None:
    scores, found = DenseIndex.build(AXES).search(rows([1, 0]), 3)
    assert found.tolist() == [[0, 2, 1]]
    assert found.dtype == np.int64
    assert scores.dtype == np.float32
    # 1·1 + 0·0, 1·0.6 + 0·0.8, 1·0 + 0·1
    np.testing.assert_allclose(scores, [[1.0, 0.6, 0.0]], atol=1e-6)


def test_k_beyond_the_rows_gives_all_of_them() -> None:
    scores, found = DenseIndex.build(AXES).search(AXES, 10)
    assert scores.shape == found.shape == (3, 3)


def test_ties_give_both_rows() -> None:
    scores, found = DenseIndex.build(rows([1, 0], [1, 0])).search(rows([1, 0]), 2)
    assert sorted(found[0].tolist()) == [0, 1]
    np.testing.assert_allclose(scores, [[1, 1]])


def test_single_row_no_query_and_k_zero() -> None:
    dense = DenseIndex.build(rows([0, 1]))
    assert (len(dense), dense.dim) == (1, 2)
    assert dense.search(rows([0, 1]), 1)[1].tolist() == [[0]]
    assert dense.search(np.empty((0, 2), dtype=np.float32), 5)[0].shape == (0, 1)
    assert dense.search(rows([0, 1]), 0)[0].shape == (1, 0)


def test_empty_index() -> None:
    dense = DenseIndex.build(np.empty((0, 4), dtype=np.float32))
    assert len(dense) == 0
    assert dense.vectors().shape == (0, 4)
    assert dense.search(np.ones((2, 4), dtype=np.float32), 5)[1].shape == (2, 0)


def test_cosines_never_pass_one() -> None:
    vectors = np.random.default_rng(0).standard_normal((200, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    scores, found = DenseIndex.build(vectors).search(vectors, 1)
    assert scores.max() <= 1.0
    assert found[:, 0].tolist() == list(range(200))


@pytest.mark.parametrize("wrong", [rows([2, 0]), rows([0, 0]), rows([np.nan, 0])])
def test_vectors_that_are_not_normalised_are_refused(wrong: Vectors) -> None:
    with pytest.raises(InputError, match="row 0 has norm"):
        DenseIndex.build(wrong)


def test_wrong_shapes_name_both_numbers() -> None:
    with pytest.raises(InputError, match=r"\(q, 2\), got \(1, 3\)"):
        DenseIndex.build(AXES).search(rows([1, 0, 0]), 1)
    with pytest.raises(InputError, match=r"\(n, dim\), got \(2,\)"):
        DenseIndex.build(np.array([1, 0], dtype=np.float32))
    with pytest.raises(InputError, match="got -1"):
        DenseIndex.build(AXES).search(AXES, -1)


def test_save_then_load_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "向量 index.faiss"
    DenseIndex.build(AXES).save(path)
    loaded = DenseIndex.load(path)
    assert (loaded.vectors() == AXES).all()
    assert loaded.search(AXES, 3)[1].tolist() == DenseIndex.build(AXES).search(AXES, 3)[1].tolist()


def unit(n: int, dim: int) -> Vectors:
    vectors = np.random.default_rng(n).standard_normal((n, dim)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


@pytest.mark.parametrize("k", [1, 7, 300])
def test_small_and_large_are_searched_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, k: int
) -> None:
    vectors, queries = unit(300, 16), unit(5, 16)
    small = DenseIndex.build(vectors)
    small.save(tmp_path / "dense.faiss")
    monkeypatch.setattr(index.dense, "_SMALL", 299)  # now FAISS searches
    for large in (DenseIndex.build(vectors), DenseIndex.load(tmp_path / "dense.faiss")):
        np.testing.assert_array_equal(large.vectors(), vectors)
        np.testing.assert_array_equal(large.vector(4), vectors[4])
        scores, found = small.search(queries, k)
        other_scores, other_found = large.search(queries, k)
        np.testing.assert_allclose(scores, other_scores, atol=1e-6)
        np.testing.assert_array_equal(found, other_found)
        large.save(tmp_path / "again.faiss")
        assert (tmp_path / "again.faiss").read_bytes() == (tmp_path / "dense.faiss").read_bytes()


def test_the_file_is_one_that_faiss_reads(tmp_path: Path) -> None:
    DenseIndex.build(AXES).save(tmp_path / "dense.faiss")
    faiss_index = faiss.read_index(str(tmp_path / "dense.faiss"))
    assert isinstance(faiss_index, faiss.IndexFlatIP)
    np.testing.assert_array_equal(faiss_index.reconstruct_n(0, 3), AXES)


def test_what_is_no_index_is_named(tmp_path: Path) -> None:
    path = tmp_path / "dense.faiss"
    with pytest.raises(IndexDamagedError, match=r"dense\.faiss"):
        DenseIndex.load(path)
    DenseIndex.build(AXES).save(path)
    whole = path.read_bytes()
    for damaged in (b"", b"not faiss", whole[:-1], whole[:20]):
        path.write_bytes(damaged)
        with pytest.raises(IndexDamagedError, match=r"dense\.faiss"):
            DenseIndex.load(path)
    path.write_bytes(faiss.serialize_index(faiss.IndexFlatL2(2)).tobytes())
    with pytest.raises(IndexDamagedError, match="inner products"):
        DenseIndex.load(path)
    path.write_bytes(faiss.serialize_index(faiss.IndexHNSWFlat(2, 4)).tobytes())
    with pytest.raises(IndexDamagedError, match="flat index"):
        DenseIndex.load(path)
