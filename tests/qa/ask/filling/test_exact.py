from __future__ import annotations

import pytest

from qa.ask.filling.exact import exactly

_LACKS = {"asks_exactly": 1.0, "lacks_exactly": 1.0}
_TELLS = {"asks_exactly": 1.0, "lacks_exactly": 0.0}


@pytest.mark.parametrize(
    ("question", "lacking", "telling"),
    [
        ("投诉打哪个电话？", "投诉应当在15日内受理。", "投诉电话：020-12345678。"),
        ("which number do I call to complain", "应当在15日内受理。", "拨打12345热线投诉。"),
        ("在哪个网址报名？", "应当自行报名。", "在市政府门户网站报名。"),
        ("体育馆几点开门？", "体育馆每周开放40小时以上的，给予补贴。", "体育馆上午8时开放。"),
        ("周几办理？", "30日内办理。", "工作日办理。"),
        ("冷库要多少度？", "冷库面积不少于200平方米。", "冷库不高于零下18℃。"),
        ("电动车限速是多少？", "电动车长度不超过2米。", "电动车时速不得超过25公里。"),
        ("及格线是多少？", "考核每年2次。", "考核满60分的为合格。"),
        ("贷款利率是多少？", "贷款最高20万元。", "贷款年利率为3%。"),
        ("What interest rate does the loan carry?", "贷款最高20万元。", "贷款按年利率3%计息。"),
        ("检测费用由谁承担？", "检测由实验室进行。", "检测费用由申请人承担。"),
        ("Who pays for the test?", "检测由实验室进行。", "检测所需费用由申请人承担。"),
        ("要带哪些材料？", "申请应当在3日内提出。", "申请应当提交身份证明。"),
        ("在几号窗口办？", "在政务大厅办理。", "在政务大厅5号窗口办理。"),
        ("在哪个月评？", "2025年起评选。", "每年评选，2025年12月公布。"),
        ("哪一年建成？", "5月建成。", "2025年5月建成。"),
        ("是哪天发布的？", "2025年5月发布。", "2025年5月3日发布。"),
    ],
)
def test_the_very_kind_that_is_asked(question: str, lacking: str, telling: str) -> None:
    assert exactly(question, lacking) == _LACKS
    assert exactly(question, telling) == _TELLS


def test_other_questions_ask_for_none_of_these_kinds() -> None:
    none = {"asks_exactly": 0.0, "lacks_exactly": 0.0}
    assert exactly("谁负责？", "应当在15日内受理。") == none
    assert exactly("Are you interested in a deposit?", "应当在15日内受理。") == none
    # 每年 is no year, and answers which month no worse than a month does.
    assert exactly("哪个月评？", "每年年底评选。") == _TELLS
