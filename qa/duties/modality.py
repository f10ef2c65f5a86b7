"""Words that lay a duty on somebody, forbid or allow something: 应当, 不得, 可以, 鼓励."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.document.corpus import Span
from index.runtime.patterns import regex
from qa.duties.bodies import is_predicate

Force = Literal["must", "must_not", "may", "encouraged", "assigned"]

# 应缴纳保费的50%, 应缴纳的保费从基金列支: how much is due, and no word of who shall pay it.
_DUE = (
    r"(?:缴纳?|交纳?|享受|支付|征收?|补缴?|退还?)[^，。；]{0,24}的"
    r"(?:标准|部分|数额|金额|总额|比例|份额|[\u4e00-\u9fff]{2,12}(?:从|由|按|不再|予以|给予|全额|一并))"
)
# The words of each force, the longest first where one holds another. What stands around a word of one
# character tells it from longer words that hold it: 需要, 要求, 许可, 可持续, 相应.
_WORDS: tuple[tuple[Force, str], ...] = (
    (
        "must_not",
        "不得(?!已)|严禁|禁止|请勿|切勿|不准|不许(?!可)|不允许|不应当|不应(?!有)|不可以|"
        "不能(?!满足|正常|自理|够)",
    ),
    ("may", "不需要|无需|无须|不必|可不(?!仅)|免于|可以(?!及)|允许|准予|有权"),
    ("must", "应当|必须|务必|不予"),
    ("encouraged", "(?:鼓励|支持|引导)(?:、|和|并|与)(?:鼓励|支持|引导)|鼓励|支持"),
    ("assigned", "负总责|负责(?!人|任|的|制|同志)"),
    (
        "must",
        rf"(?<![响相适供反对效感回答顺理])应(?!.[必尽]|知|{_DUE})(?![用急对该届邀有收付税变力激聘允声答季运诉纳])",
    ),
    ("must", r"(?<![必所无])须(?!知|要)|宜(?![居昌宾春兴业])"),
    (
        "must",
        r"(?<![需主重必只摘纲概首次简扼紧不仍纪提险显])要(?!看到|清醒|认识到)(?![求素点领闻塞害地旨是件务诀义员么约紧强冲挟])",
    ),
    ("may", r"(?<![许认不即均皆未])可(?![持续行能靠再视比控信见选用溯爱开贵燃回逆操])"),
)  # fmt: skip
_PATTERN = regex("|".join(f"(?P<_{number}>{words})" for number, (_, words) in enumerate(_WORDS)))
# A word within a phrase that is spoken of: 法律规定禁止…的, 依法应当…的, 未经允许.
_SPOKEN_OF = regex(r"(?:规定|约定|认为|未经?|确需|限期|是否|没有|不|所|而|违反|其他依法)$")
_NAMES = regex(
    r"(?:大力的|金融|政策|技术|资金|加大|加强|重点|给予|提供|获得|得到|予以|人才|服务|法律|财政|组织|智力|信贷|对口|科技|经费|"
    r"投入|的|需要?|要求|经|有力|相应|必要|优先|重点)$"
)
# What may stand in front of a word that begins its phrase: 鼓励 and 禁止 have no subject of their own.
_OPENING = regex(
    r"(?:(?:在|于)[^，。；：]{1,60}?(?:内|中|上|下|期间|时|前|后|里|间|外)|(?:对|除|向|为)[^，。；：]{1,60}?|依法|国家|大力|积极|重点|优先|继续|进一步|重视和|重视|严格|严|"
    r"全面|坚决|一律|明令|并|但|但是|也|还|且|同时|依法|逐步|加强|充分|切实|稳妥|有序|探索)*$"
)
_ALONE = frozenset({"encouraged"})
_FORBIDDING = ("严禁", "禁止", "允许", "准予")
# 园内水域禁止游泳: where, or what, something is forbidden; 法律禁止, 限制或者禁止 speak of it.
_PLACE = regex(
    r"(?!.*(?:违反|规定|按照|根据|要求|属于|关于|通知|涉及))[^，。；：]{1,24}"
    r"(?<!法律)(?<!法规)(?<!国家)(?<!明文)(?<!命令)(?<!措施)(?<!予以)(?<!采取)(?<!有关)(?<!限制)(?<!行政)(?<!责令)"
    r"(?<![或者和及与、被所列入的])$"
)


@dataclass(frozen=True, slots=True)
class Modality:
    """A word of force in a text."""

    words: str
    force: Force
    at: Span


def modalities(text: str) -> Iterator[Modality]:
    """Yield every word of force in ``text``, in order, wherever it stands."""
    for match in _PATTERN.finditer(text):
        number = int(str(match.lastgroup)[1:])
        yield Modality(match.group(), _WORDS[number][0], Span(*match.span()))


def governs(text: str, word: Modality) -> bool:
    """Tell whether a word lays the duty itself, rather than speaks of one that others lay.

    Args:
        text: The part of a sentence between two commas.
        word: A word of force in it.
    """
    before = text[: word.at.start]
    if _SPOKEN_OF.search(before) or text.startswith("的", word.at.end):
        return False
    if word.words in {"可", "宜"}:
        return is_predicate(text[word.at.end :])
    if word.force in _ALONE and before.endswith(("优先", "重点")):
        return True
    if word.force in _ALONE and (_NAMES.search(before) or _ends_there(text, word)):
        return False
    if word.force not in _ALONE and word.words not in _FORBIDDING:
        return True
    placed = word.force == "must_not" and _PLACE.fullmatch(before)
    return bool(placed or _OPENING.fullmatch(before))


def _ends_there(text: str, word: Modality) -> bool:
    """Tell whether a word is a noun that its phrase, or a list, ends with: 提供场地支持、指导服务."""
    after = text[word.at.end :].strip("。；")
    return not after or after.startswith("、")
