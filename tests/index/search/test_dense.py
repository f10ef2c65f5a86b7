from __future__ import annotations

import numpy as np
import pytest

from index.errors import InputError
from index.search.dense import DenseIndex, Vectors


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
