from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.restore.anchors import find_anchors, longest_increasing, recurring
from index.restore.copies import find_copies, merge_copies
from index.restore.near import near_copies


def merged(keys: Sequence[int]) -> list[int]:
    return [keys[place] for place in merge_copies(keys).order]


@pytest.mark.parametrize(
    ("values", "length"), [([], 0), ([3], 1), ([1, 2, 3], 3), ([3, 2, 1], 1), ([2, 5, 3, 7, 1], 3)]
)
def test_longest_increasing(values: list[int], length: int) -> None:
    chain = longest_increasing(values)
    assert len(chain) == length
    assert chain == sorted(chain)
    assert [values[i] for i in chain] == sorted({values[i] for i in chain})


def test_what_recurs_too_often_anchors_nothing() -> None:
    keys = [0, 9, 1, 9, 0, 9, 1, 9, 2, 3, 2, 3, 4, 5, 4, 5, 6, 7, 6, 7]
    assert (1, 3) not in recurring(keys)
    assert (0, 4) in recurring(keys)


def test_evidence() -> None:
    assert not find_copies([]).interleaved
    assert not find_copies([0, 1, 2, 3]).interleaved
    evidence = find_copies([0, 1, 0, 1, 2, 2])
    assert (evidence.repeated, evidence.in_order) == (1.0, 1.0)
    # 2 of 22 places belong to a sentence that recurs.
    assert find_copies([*range(20), 0, 20]).repeated == pytest.approx(2 / 22)


def test_repeated_text() -> None:
    assert merged([0, 1, 2, 3, 4, 0, 1, 2, 3, 4]) == [0, 1, 2, 3, 4]


def test_the_lead_may_change_hands() -> None:
    #       A     B  A  B       B        A
    keys = [0, 1, 0, 2, 1, 2, 3, 3, 4, 5, 4, 5]
    assert merged(keys) == [0, 1, 2, 3, 4, 5]


def test_one_whole_copy_gives_the_order() -> None:
    # The copy ahead lost 3 and 7; they stand in the copy behind only.
    keys = [0, 1, 2, 4, 5, 6, 0, 1, 2, 3, 4, 8, 9, 10, 11, 5, 6, 7, 8, 12, 13, 9, 10, 11, 12, 13]
    assert merged(keys) == list(range(14))
    (separation,) = merge_copies(keys).separations
    assert separation.one_whole


@given(st.lists(st.integers(0, 12), max_size=60))
def test_every_identity_once(keys: list[int]) -> None:
    assert sorted(merged(keys)) == sorted(set(keys))


def test_anchors() -> None:
    anchors = find_anchors([0, 1, 5, 0, 1, 2, 2], [None] * 7)
    assert anchors.twin == {0: 3, 3: 0, 1: 4, 4: 1, 5: 6, 6: 5}
    assert 2 not in anchors.fixed
    assert anchors.level == {0, 5}


def test_near_copies_agree_in_numbers() -> None:
    sentences = [
        "到2022年，知识城建设初见成效，交通网络便捷高效。",
        "到2035年，知识城建设初见成效，交通网络便捷高效。",
        "知识城位于广州市黄埔区、广州开发区北部，区位优势明显。",
        "知识城位于广州市黄浦区、广州开发区北部，区位优势明显。",
        "短句。",
        "短语。",
    ]
    assert near_copies(sentences) == [(2, 3)]
