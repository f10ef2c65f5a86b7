"""Which amounts are targets: not what was reached, not a count of what is named."""

from __future__ import annotations

from index.runtime.patterns import regex
from qa.figures.sentence import Quantity

# A section that looks back tells what was, not what shall be.
_LOOKS_BACK = regex(
    "回顾|成就|成效|(?:发展|工作|现实|良好|坚实)的?基础$|基础和|现状|背景|形势|"
    "(?:发展|宏观|外部|国际|国内|面临的?)环境|总结|工作进展|(?:工作|完成|执行|实施)情况|发展条件|过去"
)
_LOOKS_AHEAD = regex("目标|安排|打算|任务|计划|展望|要求")
_PAST = regex(
    "(?<!不得)已(?!经济)|以来|上年(?!度)|(?:比|较|同)上年|去年|前年|同比|截至|目前|现有|现已|原有|奠基|"
    "连续[0-9一二三四五六七八九十两多几]+年(?:位居|保持|获)|圆满|超额|成功(?:举办|创建|入选)|"
    "[五四三两]年来|多年来|比[0-9]{4}年(?:增长|提高|增加|下降)了|(?:增长|提高|增加|下降|达到|完成|"
    "实现|建成|新增)了"
)
# What may be done from now on is no more past than what shall be: 可返还其上年度缴纳的50%.
_MAY = "可(?:以|按|申请|享受|给予|返还|适当|由|减|免|凭|在|向|处|并处)"
_AHEAD = regex(f"到[0-9]{{4}}年|力争|争取|确保|将|预期|目标|要|应|必须|不得|计划|拟|{_MAY}")
# A year in which a thing was so: 2020年底达到, without 到.
_BY_YEAR = regex("(?:到|至|力争|争取|确保|预计|展望)(?:[^，。；]{0,6})?[0-9]{4}年")
_FORMULA = regex("[×/÷＝=]\\s*$")
# 三年行动, 五年规划, 10年来: a length of time in a name or behind us.
_PERIOD_NAME = regex(
    "^(?:行动|规划|计划|方案|来|以来|累计|间|目标|时期|纲要|攻坚|倍增|提升(?:行动|计划)|周期|期(?!限|间内)|级|制|代|后的|前的|义务教育|一贯制)"
)
# 拨打12345热线: a number that is dialled counts nothing.
_DIALLED = regex("(?:拨打|热线|电话|号码)(?:为|是|[:：])?$")
# 今后五年, 近三年: a time to come or gone by, not one that is set.
_PERIOD_LEAD = regex("(?:今后|未来|过去|近|最近|这|前|后|头|连续|经过|历时|用|再用|力争用)$")
# 由58%提高到63.5%: the first of the two is what was.
_FROM = regex("(?:由|从)(?:目前的|现有的|现在的|[0-9]{4}年的)?$")
_TO = regex("(?:左右)?(?:逐步|稳步)?[\u3400-\u9fff]{1,3}(?:到|至|为)")
# 3岁以下婴幼儿, 80周岁以上老年人: whom it is about, not how old they shall become.
_AGED = regex("[\u3400-\u9fff]")
# 打造三个集群: a count in characters is an aim where a verb makes it.
_MADE = regex(
    "(?:推出|打造|建设|建成|新建|新增|改造|培育|引进|创建|创成|设立|组建|建立|完成|实施|形成|增至|达到)[^，。；、]{0,3}$"
)
# Fewer than this are more often the parts of something than an aim.
_MANY = 10
_DESCRIBES = regex("[^，。；]{0,12}(?:组成|构成|为|是)")
_COUNTED = frozenset("个家座条所项处套件名支对场部")
# 北京、天津、上海、重庆4个直辖市: counts what was just named.
_NAMED_BEFORE = regex("[\u3400-\u9fff]{2,12}(?:、[\u3400-\u9fff]{2,12})+(?:等)?$")
_MEASURED = frozenset({"percent", "point", "times"})
_MAKES = regex(
    "(?:推出|打造|建设|建成|新建|新增|改建|扩建|改造|培育|培养|培训|引进|引育|创建|创成|形成|布局|"
    "实施|完成|开展|举办|承办|设立|新设|增设|组建|认定|发展|建立|支持|遴选|选派|安排|投入|推广|"
    "孵化|"
    "落地|开工|竣工|筹集|配备|提供|种植|营造|治理|修复|整治|更新|铺设|开通|吸引|集聚|带动|压减|"
    "淘汰|减少|增加|办好|抓好|拥有|制定|制修订|发布|谋划|储备|签约|招引|获评|争取|壮大|"
    "不少于|不低于|不超过|不多于|至少|最多|超过|达到|达|增至|突破)[^，。；]{0,30}$"
)


def is_target(
    quantity: Quantity, sentence: str, titles: str, year: int | None, written: int | None
) -> bool:
    """Tell whether an amount is a target.

    Args:
        quantity: The amount.
        sentence: Where it stands, in the normal form.
        titles: The headings above it.
        year: By or in which it holds.
        written: When the document was issued; None where it does not say.
    """
    return is_amount_of(quantity) and not _is_past(sentence, titles, year, written)


def is_counted(quantity: Quantity) -> bool:
    """Tell whether an amount is a figure of a document that tells what was counted."""
    bare = not quantity.what or quantity.before.endswith(("[", "〔"))  # [2] is a note
    few = quantity.figures and bool(quantity.unit or quantity.reached)
    return not bare and not _sets_nothing(quantity) and (few or is_amount_of(quantity))


def is_amount_of(quantity: Quantity) -> bool:
    """Tell whether an amount measures something, or counts what is made, not what is named."""
    if _sets_nothing(quantity):
        return False
    counts = _counts(quantity)
    if not quantity.figures:
        # 两级, 四组团, 三大空间: numerals in characters count parts far more often than they set aims.
        made = quantity.amount.unit in _COUNTED and _MADE.search(quantity.before)
        measured = not counts and quantity.amount.unit != "level"
        return quantity.amount.bound != "exact" or measured or bool(made)
    if counts and _NAMED_BEFORE.search(quantity.before):
        return False
    if counts and quantity.amount.bound == "exact":
        many = (quantity.number or 0) >= _MANY and not _DESCRIBES.match(quantity.after)
        return quantity.reached or many or bool(_MAKES.search(quantity.before))
    return bool(quantity.unit) or quantity.reached


def _sets_nothing(quantity: Quantity) -> bool:
    """Tell whether an amount says from where, of whom, how often or how long, and sets no aim."""
    named = quantity.amount.is_duration and (
        _PERIOD_NAME.match(quantity.after) or _PERIOD_LEAD.search(quantity.before)
    )
    often = quantity.amount.unit == "frequency" or _FORMULA.search(quantity.before)
    start = _FROM.search(quantity.before) and _TO.match(quantity.after)
    aged = quantity.amount.unit == "age" and not quantity.reached and _AGED.match(quantity.after)
    dialled = not quantity.unit and _DIALLED.search(quantity.before)
    return bool(named or often or start or aged or dialled)


def _counts(quantity: Quantity) -> bool:
    """Tell whether it counts things: 100个, not 82% or 15分钟."""
    unit = quantity.amount.unit
    return unit not in _MEASURED and (
        not unit.isascii() or unit in {"", "level", "star", "occasion"}
    )


def _is_past(sentence: str, titles: str, year: int | None, written: int | None) -> bool:
    if year is not None and written is not None:
        if year < written:
            return True
        if year > written:
            return False
    if _BY_YEAR.search(sentence):
        return False
    if _LOOKS_BACK.search(titles) and not _LOOKS_AHEAD.search(titles):
        return True
    return bool(_PAST.search(sentence)) and not _AHEAD.search(sentence)
