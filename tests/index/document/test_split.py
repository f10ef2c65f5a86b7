from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document.corpus import Span
from index.document.split import comparison_key, has_word, split_sentences

TEXTS = st.text(alphabet="知识城。！？：；，”“（）一、2.5%a \n\r\u2028?!.")


def pieces(text: str) -> list[str]:
    return [span.of(text) for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n ", []),
        ("一句。两句！三句？", ["一句。", "两句！", "三句？"]),
        ("他说：“好。”又走了。", ["他说：“好。”", "又走了。"]),
        ("增长3.5%。达到1.2万。", ["增长3.5%。", "达到1.2万。"]),
        ("没有句号\n另一行", ["没有句号", "另一行"]),
        ("通知如下：一、加强领导。", ["通知如下：", "一、加强领导。"]),
        ("重点：（一）教育；（二）医疗。", ["重点：", "（一）教育；（二）医疗。"]),
        ("It grew by 3.5 points. So it did.", ["It grew by 3.5 points.", "So it did."]),
        ("It reaches 90%. A ticket is 5.5 yuan.", ["It reaches 90%.", "A ticket is 5.5 yuan."]),
        ("见https://a.cn/x?y=1。完。", ["见https://a.cn/x?y=1。", "完。"]),
        ("好。。。再见。", ["好。。。", "再见。"]),
        ("好。\n”\n再见。", ["好。\n”", "再见。"]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@given(TEXTS)
def test_spans_are_in_order_and_leave_only_white_space(text: str) -> None:
    spans = split_sentences(text)
    edges = [Span(0, 0), *spans, Span(len(text), len(text))]
    for before, after in itertools.pairwise(edges):
        assert before.end <= after.start
        assert not text[before.end : after.start].strip()
    assert all(span.of(text) == span.of(text).strip() for span in spans)


@given(TEXTS)
def test_only_the_first_may_hold_no_word(text: str) -> None:
    assert all(has_word(piece) for piece in pieces(text)[1:])


def test_copies_compare_equal_in_spite_of_punctuation() -> None:
    assert comparison_key("中国－新加坡（ＡＢ）") == comparison_key("中国—新加坡(ab)")
    assert comparison_key("不低于82%") != comparison_key("不低于83%")
    assert comparison_key("1.5") != comparison_key("15")
