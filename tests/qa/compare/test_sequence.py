"""What comes first and what after."""

from __future__ import annotations

import itertools

import pytest

from qa.compare.relations.sequence import compare_sequence

_STEPS = ("交押金", "领钥匙", "验血样", "贴标签", "签合同")


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("先检测、后放行。", "对进口苗木实行“先放行、后检测”。"),
        ("等施工结束以后再去备案。", "建设单位应当于施工前报主管部门备案。"),
        ("先寄给秘书，再由秘书转交会长。", "来信由会长拆阅后，转给秘书。"),
        ("Inspection is the foundation and credit the supplement.", "以信用为基础、以检查为补充。"),
        ("The goods are released after they have been tested.", "货物先放行、后检测。"),
        ("Relief first, and then prevention.", "坚持先预防、后救济。"),
        ("先把旧灯塔拆掉，然后再盖新的。", "灯塔应当先建后拆。"),
        ("先去注销，欠船员的钱过后再还。", "应当在申请注销前清偿拖欠船员的钱。"),
        ("账目由船东会先审议完，再送财政所审核。", "账目经财政所审核后，提交船东会审议。"),
    ],
)
def test_turned_round(claim: str, text: str) -> None:
    assert [found.agrees for found in compare_sequence(claim, text)] == [False]


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("先放行、后检测。", "对进口苗木实行“先放行、后检测”。"),
        ("施工以前要去备案。", "建设单位应当于施工前报主管部门备案。"),
        ("2025年底前完成备案。", "备案工作在2025年底前完成。"),
        ("The goods are released before they are tested.", "货物先放行、后检测。"),
        ("备案不收费。", "建设单位应当于施工前报主管部门备案。"),
        ("先盖新灯塔，然后再把旧的拆掉。", "灯塔应当先建后拆。"),
        ("开航后的检查不得少于两次。", "渡船开航后，船长应当报告。"),
    ],
)
def test_same_order_or_none(claim: str, text: str) -> None:
    assert compare_sequence(claim, text) == []


def test_any_two_steps() -> None:
    for one, other in itertools.permutations(_STEPS, 2):
        text = f"申请人应当先{one}，再{other}。"
        assert compare_sequence(f"先{one}，然后{other}。", text) == []
        found = compare_sequence(f"先{other}，然后{one}。", text)
        assert len(found) == 1
        assert found[0].at is not None
        assert found[0].at.of(text) == found[0].text
