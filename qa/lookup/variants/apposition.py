"""A name with what it is a name of: 小程序澄才通, 澄才通平台; where no text has both, it has the name."""

from __future__ import annotations

from collections.abc import Callable

from index.runtime.patterns import regex
from qa.words.table import word_table

_KIND = (
    "微信小程序|小程序|公众号|应用程序|手机应用|应用|app|客户端|服务平台|平台|信息系统|系统|软件|网站|热线|"
    "品牌|商标|工程|项目|计划|行动|专项|模式|制度|机制|公园|园区|基地|中心|实验室|企业|公司|集团|银行|基金|"
    "大赛|比赛|赛事|活动|节日|展会|论坛|奖项|奖|称号|证书|卡|券|村庄|村|镇|街道|社区|小区|城市|区县|河流|江|河|湖泊|"
    "湖|岛屿|岛|山|港口|港区|码头|车站|机场|道路|高速|铁路|线路|大桥|水库|电站|学校|大学|医院|博物馆|地名|人名|地区"
)
_BEFORE = regex(rf"(?:{_KIND})(?P<name>.{{2,}})")
_BEHIND = regex(rf"(?P<name>.{{2,}}?)(?P<kind>{_KIND})")


def name_in(term: str, text: str, holds: Callable[[str], bool]) -> str:
    """Return the name in a term of a kind and a name of it; nothing where it is none.

    Args:
        term: A key (see ``keys.key_of``) that stands nowhere.
        text: All that the documents say, in the normal form.
        holds: Tells whether a key stands in the documents.
    """
    for pattern, kind_first in ((_BEFORE, True), (_BEHIND, False)):
        match = pattern.fullmatch(term)
        # 互联网 is a word, and 互联网医院 another thing.
        if match is None or not holds(name := match["name"]) or word_table().row(name) >= 0:
            continue
        kind = term.removesuffix(name) if kind_first else match["kind"]
        # 澄才通 is a name, 经理 of 项目经理 none: no words make it up, or it is written as a name.
        turned = name + kind if kind_first else kind + name
        if _is_coined(name) or holds(turned) or any(f"{q}{name}" in text for q in "“「《‘"):
            return name
    return ""


def _is_coined(name: str) -> bool:
    return all(len(word.text) == 1 for word in word_table().split(name))
