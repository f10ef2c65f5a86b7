from __future__ import annotations

import sys
from itertools import pairwise

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document.normal import Normal, normal_text
from index.document.span import Span


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("知識城的戰略定位是什麼？", "知识城的战略定位是什么？"),
        ("臺灣與廣東", "台湾与广东"),
        ("５Ｇ　ＶＣ", "5G VC"),
        ("百分之八十二", "82%"),
        ("控制率百分之八十二点五吗", "控制率82.5%吗"),
        ("百分之百", "100%"),
        ("百分之〇点五", "0.5%"),
        ("百分之一百二十", "120%"),
        ("百分之99.999", "99.999%"),
        # No shares, so nothing is made of them.
        ("百分之点", "百分之点"),
        ("百分之一千万", "百分之一千万"),
        ("百分之" + "九" * 1000, "百分之" + "九" * 1000),
        # An English sentence has no script to simplify and no Chinese numeral.
        ("  Is it\t82 % \n? ", "Is it 82 % ?"),
        ("供\u200b电\u202e可\ufeff靠\x00率", "供电可靠 率"),
        ("⼈均公园绿地⾯积", "人均公园绿地面积"),
        ("⻓江⻔户", "长江门户"),
        # Circled numbers count items; NFKC would make amounts of them.
        ("①Ａ级绿道３６０公里；②驿站", "①A级绿道360公里；②驿站"),
    ],
)
def test_one_form(text: str, normal: str) -> None:
    assert normal_text(text) == normal


@pytest.mark.parametrize(
    ("source", "words", "there"),
    [
        ("絕對不低於百分之八十二。", "82%", "百分之八十二"),
        ("⾯积不低于⼗五平⽅⽶", "十五平方米", "⼗五平⽅⽶"),
        ("绿\u200b道\u3000\u3000３６０公里", "道 360", "道\u3000\u3000３６０"),
        ("plain words", "words", "words"),
    ],
)
def test_a_place_is_found_in_the_source(source: str, words: str, there: str) -> None:
    normal = Normal(source)
    at = normal.text.index(words)
    assert normal.source(Span(at, at + len(words))).of(source) == there


def test_an_english_sentence_is_not_read_character_by_character(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "index.document.normal._plain", lambda _: pytest.fail("a character was read")
    )
    normal = Normal("Pay the fee, 20 yuan, at the counter.")
    assert normal.text == "Pay the fee, 20 yuan, at the counter."
    assert normal.source(Span(8, 11)) == Span(8, 11)


def test_white_space_at_the_ends() -> None:
    assert Normal(" 水 ").text == "水"
    assert Normal(" 水 ").source(Span(0, 1)) == Span(1, 2)
    assert Normal(" 水  ", strip=False).text == " 水 "
    assert Normal("").text == ""


TEXT = st.one_of(
    st.text(), st.text(alphabet="百分之零八十二点5.%水電⼈\u200b\u3000 ５Ａ，。", max_size=60)
)


@given(TEXT)
def test_every_character_has_a_place_in_order(source: str) -> None:
    normal = Normal(source)
    places = [normal.source(Span(at, at + 1)) for at in range(len(normal.text))]
    assert all(0 <= place.start < place.end <= len(source) for place in places)
    assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(places))


@given(TEXT)
def test_the_normal_form_is_its_own(source: str) -> None:
    assert normal_text(normal_text(source)) == normal_text(source)


def test_what_gb_2312_has_is_simplified_but_for_a_few() -> None:
    convert = opencc.OpenCC("t2s").convert
    for character in map(chr, range(sys.maxunicode + 1)):
        try:
            character.encode("gb2312")
        except UnicodeEncodeError:
            if character not in "—·":
                continue
        assert normal_text(character) == normal_text(convert(character))
    # Words that change though none of their characters does by itself.
    for word in ("反覆", "深沈", "毛坏", "藉口", "英哩"):
        assert normal_text(f"他{word}过") == convert(f"他{word}过") != f"他{word}过"
