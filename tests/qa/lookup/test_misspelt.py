"""Typing slips in what is asked for: what stands there is found, and what does not stand there is not."""

from __future__ import annotations

import pytest

from index.dictionary.sounds import sounds
from qa.lookup.variants.misspelt import meant_by

TEXT = (
    "街道应当建设社区服务站和图书馆\n"
    "保障性租赁住房的租金由街道公布\n"
    "每周工作时间不超过四十小时\n"
    "劳务派遣单位应当签订合同\n"
    "乡镇卫生院负责接种\n"
    "对院士给予津贴\n"
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("图书管", "图书馆"),  # of like sound
        ("劳务派谴", "劳务派遣"),  # of like shape
        ("租凭住房", "租赁住房"),
        ("图馆书", "图书馆"),  # swapped
        ("社区服务务站", "社区服务站"),  # one too many
        ("劳派遣单位", "劳务派遣单位"),  # one too few
        ("院仕", "院士"),  # two characters, read alike
    ],
)
def test_a_slip_is_what_stands_there(typed: str, meant: str) -> None:
    assert meant_by(typed, TEXT)[:1] == (meant,)


@pytest.mark.parametrize(
    "asked",
    [
        "工作室",  # a word; 工作时 is half of another
        "工作试",  # what stands there is half of another
        "卫生员",  # made as words are made
        "远视",  # two characters, a word
        "院子",
        "托儿所",
        "馆",
        "5g基站",
    ],
)
def test_what_is_not_there_is_no_slip(asked: str) -> None:
    assert meant_by(asked, TEXT) == ()


def test_sounds_that_are_merged_are_like_and_not_the_same() -> None:
    heard = sounds()
    assert heard.same("工", "公")
    assert heard.like("零", "林")
    assert not heard.same("零", "林")
    assert not heard.like("工", "林")
