"""Encodings."""

from __future__ import annotations

import codecs

import pytest

from index.errors import DocumentError
from index.read.plain.decode import decode

SIMPLIFIED = "第一条 为了加强城市供水管理，保障生活、生产用水，制定本办法。"
TRADITIONAL = "第一條 市民申請公共圖書館借書證，每證最多可借閱圖書八冊，借期三十日。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((SIMPLIFIED, e) for e in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")),
        *((SIMPLIFIED, e) for e in ("gb18030", "gbk", "gb2312", "utf-32")),
        *((TRADITIONAL, e) for e in ("utf-8", "big5", "cp950", "gb18030", "utf-16-le")),
    ],
)
def test_an_encoding_is_told_by_what_people_write(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt").text == text


def test_what_is_not_said_by_the_file_is_told() -> None:
    (remark,) = decode(TRADITIONAL.encode("big5"), "a.txt").remarks
    assert "Big5" in remark.zh
    assert "Big5" in remark.en
    assert decode(SIMPLIFIED.encode(), "a.txt").remarks == ()
    assert decode(SIMPLIFIED.encode("gbk"), "a.txt").remarks == ()


def test_a_file_that_was_cut_off_is_read_and_told() -> None:
    data = (SIMPLIFIED * 30).encode()[:-1]
    found = decode(data, "a.txt")
    assert found.text.startswith(SIMPLIFIED)
    assert "1处" in found.remarks[0].zh


@pytest.mark.parametrize(
    "data",
    [
        b"caf\xe9 \xff\xff.",
        b"PK\x03\x04\x00\x00",
        codecs.BOM_UTF16_LE + b"a",
        bytes(range(256)),
    ],
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"^a\.txt "):
        decode(data, "a.txt")
