"""The words by which figures are asked for, in both languages."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.intent.words import EN_NOUNS
from qa.result import Language

# These alone say that numbers are wanted …
ZH_STRONG = (
    "(?:可量化|量化|定量|数量化|数字化|带数字|有数字|含数字|带数|约束性|预期性)的?(?:主要|"
    "具体)?(?:指标|目标|要求|任务|数值|数据|结果)|"
    "(?:主要|具体|核心|关键|所有|全部|各项|各类|各种|哪些|的)?(?:指标数值|指标值|目标数值|目标值|"
    "数字目标|数字指标|指标数字|数值|数目|数据指标|硬指标)|"
    "(?:哪些|所有)(?:年份|日期)|(?:年份|日期)(?=有哪|都|列|分别有)|时间节点|时间点|截止时间|截止日期|时限|要数字|要数|(?:哪些|所有|全部|具体)数据|数据(?=有哪些|"
    "都|列)|百分比|(?:几个|哪些|什么)数(?![据字量目额值])|"
    "(?:罚|收|交|补|奖|赔)(?:多少|几)钱?的?(?=都?有哪|都列|列|各是|[,，]\\s*(?:一条条|一个个|逐))|"
    "(?:硬性|具体|明确)?的?时间(?:要求|规定|限制)|"
    "(?:多少|几)(?:天|日|个?工作日|个月|小时)(?:之内|以内|内)(?=.*(?:列|哪些|所有|全部|都有|汇总))|"
    "(?<=的)数(?=有哪|都|列|是哪|有多)|(?<=要)达到的(?=有哪|都)|数字(?!经济|化|政府|中国|社会|技术|贸易|素养|乡村|城市|孪生|产业|文化|生活|治理|基础|平台|孪生|人民币|化)"
)
# … and these only where all of them are asked for.
ZH_WEAK = (
    "(?:主要|具体|核心|关键|所有|全部|各项|发展|规划|建设|预期)*(?:指标|目标)|"
    "总?(?:金额|数额|额度|钱数|投资额|投资|罚款|天数|时长|期限|比例|占比|倍数|人数|面积|数量|规模|"
    "产值|费用)|补[贴助](?=[^?？]{0,6}(?:分别|各|都)[^?？]{0,4}多少)|(?:钱|款)(?=都|分别|各是|各有)|幅度|区间|档|上下限|上限|下限|总量|速度|增速|价格|百分数"
)
# 指标 alone may be things that are measured by; with one of these its values are meant.
ZH_VALUED = regex("(?:具体|主要|各项|所有|全部|核心|关键|预期)(?:的)?(?:指标|目标)(?!体系)")
ZH_EVERY = regex("列|所有|全部|逐|一一|一览|都|汇总|各项")
ZH_ALL = regex(
    "哪些|有关的.*多少|相关的.*多少|哪几|列|所有|全部|都|逐|一一|有没有|有无|几个|几项|多少个|多少项|多少的|汇总|整理|清单|"
    "要数|有什么|有啥|给我|一览|全"
)
ZH_TOPIC = regex(
    r"(?:关于|有关|涉及|针对|在|对于|对|跟)?(?P<topic>[^,，。关于有针对跟]{1,20}?)(?:这方面|方面|"
    r"(?<![各几些大0-9一二三四五六七八九十])(?:这|那)?一?部分|板块|领域|这一块|这块|一块|这类|相关|有关)|"
    r"(?:关于|有关|涉及|针对)(?P<about>[^,，。]{1,20}?)的"
)
ZH_MORE = (
    r"各种|各类|各个|从|自|起|每年|到|至|底|年底|年末|前|之前|以前|为止|年|要|达到|实现|完成|"
    r"十五五|十四五|十三五|给出|期间|时间|定了|定|设了|设定|设|确定|提出|规定|逐个|逐项|逐一|一一|"
    r"列全|全|"
    # 几日、几小时、几个工作日的都要
    r"几个工作日|几个小时|几小时|几分钟|几日|几天|几周|几个月|几月|几年|多少个工作日|多少小时|多少日|多少天|"
    r"多少个月|多少月|多少年|"
    r"多少钱|罚多少|收多少|交多少|补多少|发多少|给多少|所有|全部|各项|各|每个|每|多少|几个|几项|几|个|项|汇总|整理|清单|一览|具体|主要|核心|关键|"
    r"量化|定量|指标|目标|数值|数字|数据|数目|数|"
    r"方面|领域|相关|有关|关于|哪些|哪几|哪|一共|总共|共|时候|期间|期末|末|初|月|日|十四五|十五五|"
    r"十三五|近期|远期|中期|分别|有没有|没有|没|"
    r"写明|载明|办理|要办|办|附注|注释|表格|表|脚注|专栏|里头|涉及|出现|提到|提|只|光|就|时间节点|时间点|截止|任务|约束性|"
    r"预期性|写到|写的|写|逐条|条|上下限|上限|下限|硬性|上|为|所|按|能(?![源力耗量见效])|硬|带|含|以|出来|拉|"
    r"做|弄|整|罚款|金额|数额|额度|期限|时限|违反|违规|比如|例如|包括|到期|标准"
)
EN_STRONG = (
    r"(?:numerical|numeric|quantitative|quantified|quantifiable|measurable|concrete|hard|binding|"
    r"anticipated|statistical|specific)\s+"
    r"(?:\w+\s+)?(?:targets?|goals?|indicators?|figures?|values?|objectives?|requirements?|data|"
    r"numbers?|limits?)|"
    r"figures|numbers|deadlines|kpis|percentages|statistics|target (?:values|figures|numbers)|"
    r"metrics|time limits|quotas|milestones|"
    r"(?:every|each)\s+(?:\w+\s+)?(?:figure|number|deadline|target|percentage|time limit|indicator|"
    r"date|value)|"
    r"any (?:number|figure|percentage|amount|deadline)s?(?= (?:in|at|anywhere|there|here|given|set|of)\b)|"
    r"(?:which|what|all(?: of)?(?: the)?) dates(?= (?:in|at|there|here|given|set|of|named|mentioned)\b|"
    r"(?: \w+){1,3} (?:mention(?:ed)?|name[ds]?|given?|set|gives|sets|list(?:ed|s)?)\b| are there\b)|"
    r"what (?:number|figure|percentage|value)"
    r"(?= (?:does|do|is|are|has|have|was)\b.*\b(?:set|given|fixed|named)\b)|"
    # what is to be reached by a year
    r"what (?:should|must|shall|will|has to|have to|needs? to|is to|are to)(?= (?:be )?(?:reached?|"
    r"achieved?|attained?|met)\b)"
)
EN_WEAK = (
    r"targets|indicators|amounts|fines|sums|penalt(?:y|ies) amounts|ratios|thresholds|percentages|"
    r"fees|prices|subsidies|"
    r"investments?|durations|periods|ranges|limits|caps|ceilings|minimums|maximums|sizes|"
    r"quantities|rates|shares|dates|distances|areas|lengths|costs|time frames|timeframes"
)
EN_ALL = regex(
    r"\b(?:all|every|each|list|which|what|give|any|are there|how many|full|complete|show|get|extract|table|"
    r"only|just|as well as)\b"
)
EN_TOPIC = regex(
    r"\b(?:on|about|regarding|concerning|related to|relating to|for|in the (?:area|field) of|in|of|"
    r"given for|set for|around|to do with|concern(?:s|ing)?|cover(?:s|ing)?|touch(?:es|ing)? on|"
    r"relates? to|appl(?:y|ies) to|deal(?:s|ing)? with)\s+"
    r"(?P<topic>(?!(?:the |this |that |these )?(?:(?:" + EN_NOUNS + r")|20[0-9]{2})\b)[^,;:()–—]+?)"
    # GDP, jobs and prices: several, the last of them joined by a word
    r"(?=\s*(?:[,;:()–—]|$|\b(?:in|by|for|until|from|set|please|pls|does|do|is|are)\b(?:\s|$)))"
    r"(?P<others>(?:, [a-z][a-z -]*)*,? and [a-z][a-z -]*$)?"
)
EN_MORE = (
    rf"\b(?:{EN_STRONG}|{EN_WEAK}|date|kw|km|rmb|numerical|quantitative|quantified|numeric|target|"
    rf"indicator|figure|number|deadline|values?|all|every|each|list|"
    r"set|sets|by|until|up|before|from|since|onwards|end|year|years|achieve|achieved|reach|reached|"
    r"met|meet|fix|fixed|laid|"
    r"there|them|those|ones?|numbers|together|complete|exhaustive|extract|table|data|aim|aims|goal|"
    r"goals|given|gives|mentioned|appear|money|laid|down|values|key|"
    r"appears|found|specified|specific|stated|expected|required|defined|pick|collect|many|much|"
    r"fall|falls|falling|due|task|none|missing|money|times|frequencies|also|ones|minimum|maximum|percentage|tasks?|requirements?|reached|only|just|but|those|meet|shall|should|must|total|long-term|short-term|of|no|period)\b"
)
# What is given is a sum where it is over or under one.
ZH_GIVEN = regex("补[贴助]|奖励|资助")
_ZH_FIGURES = f"(?:{ZH_STRONG}|{ZH_WEAK}|{ZH_GIVEN.pattern})"
# 哪些罚款, fines that …: figures themselves are asked for, not what holds for them.
WHICH_ONES: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        rf"(?:哪些|哪几.?|所有|全部)[^,，。]{{0,6}}{_ZH_FIGURES}|{_ZH_FIGURES}[^,，。]{{0,8}}(?:有|是)哪些$"
    ),
    "en": regex(
        rf"\b(?:which|what|list|all|every)(?: (?!are|is|do|does)\w+){{0,3}}? (?:{EN_STRONG}|{EN_WEAK})\b"
    ),
}
