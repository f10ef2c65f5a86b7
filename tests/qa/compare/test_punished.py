"""What is punished is forbidden."""

from __future__ import annotations

import pytest

from qa.compare.logic.punished import compare_punished

RESALE = "违反本办法第九条规定，倒卖、出借渡船牌照的，由港务部门没收违法所得，处二千元以上五千元以下罚款。"
LISTED = (
    "违反本办法规定，在码头水域有下列行为之一的，由港务部门责令改正，处一千元罚款：（二）倾倒废油；"
)


@pytest.mark.parametrize(
    ("claim", "text", "clashes"),
    [
        ("渡船牌照可以出借给别人。", RESALE, True),
        ("Boat owners may dump waste oil in the harbour waters.", LISTED, True),
        ("渡船牌照不可以出借给别人。", RESALE, False),
        ("港务部门可以没收违法所得。", RESALE, False),
        ("渡船可以停靠码头。", RESALE, False),
        # What needs a permit is not forbidden, and what is only ruled is not punished.
        ("可以驾驶渡船。", "未取得证书驾驶渡船的，由港务部门处一千元罚款。", False),
        ("渡船牌照可以出借给别人。", "渡船牌照由港务部门出借。", False),
    ],
)
def test_a_claim_that_lets_it_be_done_clashes(claim: str, text: str, clashes: bool) -> None:
    found = compare_punished(claim, text)
    assert bool(found) is clashes
    assert all(f.sure and not f.agrees for f in found)
