"""Rows of the table that a question names come first."""

from __future__ import annotations

import pytest

from index.document.corpus import Clause, Document
from index.read.plain.text import read_text
from index.restore.document import restore
from qa.ask.reference.rows import named_rows_first
from qa.ask.retrieval.query import read_query

TEXT = """岚州市供水规划
一、目标
到2030年，供水能力达到每日50万吨。
表1 水厂
序号\t水厂\t能力
1\t东厂\t20
2\t西厂\t30
表2 管网
序号\t管网\t长度
1\t东网\t120
2\t西网\t80
附件二
主要指标
类别\t指标\t数值
用水\t12.漏损率\t9
用水\t13.普及率\t99
"""


def clauses() -> tuple[Clause, ...]:
    source = read_text(TEXT.encode(), "a.txt")
    return restore(Document("a", "a.txt", source.text, layout=source.layout)).clauses


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("表2里有多长", "东网"),
        ("how long is it in Table 2", "东网"),
        ("表二第2行是什么", "西网"),
        ("附件2第13项指标是什么", "普及率"),
        ("附件二里的漏损率", "漏损率"),
        ("供水能力达到多少", "50万吨"),
        ("表3里有什么", "50万吨"),
    ],
)
def test_what_is_named_comes_first(question: str, first: str) -> None:
    held = clauses()
    wanted = [n for n, c in enumerate(held) if c.role in {"row", "body"}]
    found = named_rows_first(read_query(question), wanted, held)
    assert sorted(found) == wanted
    assert first in held[found[0]].text
