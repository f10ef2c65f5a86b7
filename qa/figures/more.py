"""Words that say more of a thing that was named before: how it grew, for when and what it is counted."""

from __future__ import annotations

from index.runtime.patterns import regex
from qa.amounts.amount import Amount

# How fast something grows says nothing without what it is: …突破5000亿元，年均增长6%.
GROWS = regex(
    "(?:(?:比|较|同)(?:上年|去年|年初|上季度?|上月)(?:末|底|同期)?|年均|每年|平均|累计|同比|环比|总计|人均|[五三四]年|期末|"
    "实际|名义)*(?:增长率?|增速|提高|提升|增加|下降|降低|减少|压减|降幅|增幅|递增|上涨|上升|下跌|回落|缩小|扩大)"
)
# Nor does how much of another it is: 民间投资增长1.6%，占固定资产投资的比重为53.4%.
_SHARE_OF = regex("占[^，,；;。]{2,24}")
# When and for each of what: 第一年每只, 以后每年每只.
_PER = regex("(?:以后|此后|其后|之后|首年|第[一二三四五六七八九十]年|每[\u3400-\u9fff]{1,2})+")
# What is given, not to whom: 新建的，一次性补助20万元.
GIFT = regex("(?:一次性|分别|再|另|可|最高|给予|每年)*(?:补助|补贴|奖励|奖补|资助)")
# 建设补助420万元: a verb that says what the money is for.
AID = regex(
    r"(?:建设|改造|改建|扩建|新建|培训|培育|培养|引进|创建|运营|种植|治理|修复|购置|购买|开展|推广|举办|拆除)"
    r"(?:补助|补贴|奖励|奖补|资助|费用?|投资|资金)"
)
SAYS_MORE = regex(f"{GROWS.pattern}|{_SHARE_OF.pattern}|{_PER.pattern}")


def is_size(amount: Amount) -> bool:
    """Tell whether an amount says how much, and not how often."""
    return amount.unit != "frequency"


def bare(what: str) -> str:
    """Return a thing without how it grew or for when and what it is counted: 税收收入 of 税收收入下降."""
    grown = next((m for m in GROWS.finditer(what) if m.end() == len(what)), None)
    per = next((m for m in _PER.finditer(what) if m.end() == len(what)), None)
    end = min(match.start() if match else len(what) for match in (grown, per))
    return what[:end] or what
