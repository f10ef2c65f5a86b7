"""Bodies and persons that act: where the name of one begins and ends.

Chinese has no spaces, so a name is known by how it ends (部门, 人民政府, 经营者), by what may follow a
subject (a verb, a preposition, a modal word), and by what cannot stand in front of one.
"""

from __future__ import annotations

import csv
import functools
import re
from pathlib import Path
from typing import Literal

from index.document.corpus import Span
from index.runtime.patterns import regex

Kind = Literal["authority", "actor"]

_DATA = Path(__file__).parent / "data"
# Words that begin something else than a subject: 对…, 由…, 经….
_NOT_SUBJECT = regex(
    r"(?:对(?!外)|向|由|经(?![营济办销纪])|给|把|将|从|按|依|根据|通过|除|为了?|在(?![职校编])|于|自(?!治|然|贸)|以|与|和|或|因|并|且|但|"
    r"涉及|包括|违反|属于|作为|要求|报(?!废|名)|送|商(?![务会业品])|未(?!纳|经|成|取|按)|不|无(?!法|人)|是|"
    r"有(?!关|权|条件|资质|资格|能力)|每年|每月|近[0-9]|已|被(?![保征执告申选害]|[\u4e00-\u9fff]{1,3}(?:人|者|单位|企业|机构|的(?:经营者|单位|企业|人)))|所(?!有)|该?条例|本(?:法|条|规定|办法))"
)
# A name that holds one of these is a name with what somebody does, or is.
_INSIDE = regex(
    r"[将把是归《]|通过|作为|已经|享受|并(?=报|[由向将对])|报(?=本级|国务院|上级|省|市|县|同级|请|送|经)|向(?!导)|应当|可以|不得|会同|报送|进行|组织(?=第|实施|开展|对|召开|编)|由|使用(?=的)"
)
# 商务主管部门 does not confer.
_TRADE = regex("商[务会业户标品贩家]")
# 特许人, 招标人, 出租人: whoever a rule is about; a person of no rule is 个人, 家人, 机器人.
_PARTY = (
    r"(?<=[\u4e00-\u9fff]{2})(?<![个何每有无他其别国中老新些几多令由家器动感])人"
    r"(?=应|不得|可|须|必须|要|有权|负|对|向|在|未|拒|违|自|以|凭|按|和|与|、|$)"
)
# 教务处, 医务科, 信访办: a room of a body, where it goes on as a subject does; 各处, 益处 are none.
_ROOM = (
    r"(?<=[\u4e00-\u9fff]{2})(?:(?<![各此何益好坏害用到住出入深远近别相])处|(?<![本专各理文工学百前])科|室|(?<![待承交照代督])办|"
    r"(?<![排团])队|(?<![车])站)"
    r"(?=应(?!急)|不得|可以|须|必须|要|负责|会同|牵头|收到|接到|受理|审核|自收到|(?:在|于)[^，；]{1,16}[内前]|、|和|与|$)"
)
# 辅导员, 家长, 船主, 驾驶员, 商户: who somebody is, where he goes on as a subject does.
_SOMEBODY = (
    r"(?:(?<![动复裁满全超])员|(?<=[家校院园站馆会组班队村市县处科局厂店船])长|(?<=[业船车店雇货房物园场])主|(?<=[教医律厨导牧药])师|"
    r"(?<=[商农用住租客养散])户|(?<=[考新毕研学医])生|(?<=[房股])东|(?<=[游顾旅乘租])客|(?<=[产运应承包])商|家属|亲属|父母|子女|"
    r"法官|司机|班主任)"
    r"(?=应(?!急)|不得|可以|须|必须|要|有权|不能|、|和|与|$)"
)
# 内部, 全部, 干部 are no ministries; 场所, 处所 no bodies; 或者, 前者 no persons.
_MINISTRY = r"(?<![全内外干总局东西中南北上下底顶头])部(?!分|署|位|件|长)"
_PERSON = r"(?<![或再前后二三两记作学])者"
# An apposition in brackets belongs to the name: 乡镇人民政府（街道办事处）.
_BRACKET = r"(?:[（(][^（）()]{1,20}[）)])?"
_LONGEST = 90
_SAYS_WHICH = regex(r"在|经|未|已|依法|从事|本|有|因")
_ALIAS = regex(r"[（(](?:以下|下)[^（）()]{1,24}[）)]$")
# How far behind a changed word its name may end.
_AHEAD = 12
_NO_HAN = regex(r"[^\u4e00-\u9fff、]")
_CLEAR = regex(
    r"各|有关|相关|市|省|自治|区|县|州|国|中央|中国|地方|本级|同级|上级|下级|乡|镇|街道|人民|全国|政府|民政|财政|教育|公安|司法|"
    r"税务|海关|审计|统计|住房|交通|水利|水行政|农业|商务|文化|卫生|应急|生态|自然资源|发展改革|工业|科技|人力|退役|医疗|医保|银行|"
    r"证监|气象|林业|林草|体育|信访|网信|城市|环境|土地|知识产权|药品|粮食|能源|铁路|民航|邮政|消防|外交|主管|监察|检察"
)
# So long a name may be to be taken for a subject whatever follows.
_LOOSE = 10
# The list of names goes on.
_JOINED = regex(r"以及|及|和|与|或|、|等(?!部门|单位|主管|机关|有关|相关)|的|之")
# A date may stand between subject and verb.
_WHEN = regex(r"[0-9]{4}年|每年|每月|每季度|到[0-9]|[0-9]{1,2}月")
# What makes a thing of a body: 企业名称, 机构改革, 学校周边.
_THING = regex(r"名称|改革|周边|内部|之间|信息|数据|网站|负责人|规模|产品|场所|设施|以外|等")
# 国家安全, 国家治理体系: of the state, and not what it does.
_OF_STATE = regex(
    r"治理体系|治理能力|安全|标准|级|利益|秘密|赔偿|规定|法律|战略|政策|公园|机密|财产|主权"
)
# A longer name that begins with another: 人民政府 in 人民政府教育主管部门 is no subject, in
# 人民政府组织教育主管部门 it is. 监督管理 is a verb, but not in 市场监督管理部门.
_LONGER = regex(
    r"[\u4e00-\u9fff、]{1,30}?(?:部门|机关|机构|局|厅|委员会|委(?!托)|办公室|办公厅|办事处)"
)
_NO_VERB = regex(r"监督管理(?=部门|机构|局)|市场监督|质量监督|标准化|建设(?=行政|主管)")
_VERB = regex(
    r"组织|会同|应|可|须|负责|按|根据|依|制定|编制|对|由|向|将|把|委托|指定|授权|要求|责令|督促|指导|协调|协助|配合|"
    r"支持|加强|建立|确定|设立|公布|报|与|在|于|给予|提请|听取|征求|监督|定期|及时|履行|发现|认为|接受|接到|收到|"
    r"通知|统筹|派出|会商|做好|明确|为|是|结合|围绕|通过|针对|参照|遵循|依托|利用|采取|开展|推进|推动|落实|完善|满足|领导"
)


@functools.cache
def _endings() -> dict[Kind, tuple[str, ...]]:
    with (_DATA / "bodies.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    kinds: tuple[Kind, Kind] = ("authority", "actor")
    return {kind: tuple(r["ending"] for r in rows if r["kind"] == kind) for kind in kinds}


@functools.cache
def _ending(kind: Kind | None) -> re.Pattern[str]:
    known = _endings()
    words = known[kind] if kind else (*known["authority"], *known["actor"])
    listed = "|".join(map(_whole, sorted(words, key=len, reverse=True)))
    more = f"{_MINISTRY}|{_ROOM}"
    if kind != "authority":
        more = f"{more}|{_PERSON}|{_PARTY}|{_SOMEBODY}"
    return regex(rf"(?:{listed}|{more}){_BRACKET}")


@functools.cache
def _room() -> re.Pattern[str]:
    return regex(_ROOM)


def _whole(ending: str) -> str:
    """Return the pattern of an ending that does not cut another one short: 民政部 in 民政部门."""
    shorter = {
        "部": "(?!门)",
        "委": "(?![员托])",
        "局": "",
        "单位": "(?!面积)",
        "机构": "(?!改革|编制|代码)",
    }
    rest = next((rest for end, rest in shorter.items() if ending.endswith(end)), "")
    # 布局 and 格局 are no bureaus.
    before = "(?<![布格结全大时])" if ending == "局" else ""
    return before + re.escape(ending) + rest


@functools.cache
def _follow() -> re.Pattern[str]:
    return _any_of("particles.txt", "verbs.txt")


@functools.cache
def _verbs() -> re.Pattern[str]:
    return _any_of("verbs.txt")


def _any_of(*names: str) -> re.Pattern[str]:
    words = [word for name in names for word in (_DATA / name).read_text("utf-8").split()]
    return regex("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def is_body(words: str, kind: Kind | None = None) -> bool:
    """Tell whether ``words`` name a body, or several; of any kind where none is asked for."""
    if not words or len(words) > _LONGEST:
        return False
    # 利用地下水的单位: a verb may say which ones are meant; （以下统称经营者） gives another name.
    words = _ALIAS.sub("", words)
    which = words[: words.rfind("的") + 1]
    if which and not _SAYS_WHICH.match(which) and _NOT_SUBJECT.match(which):
        return False
    words = words[len(which) :]
    if _no_name(words) or _INSIDE.search(words):
        return False
    return any(match.end() == len(words) for match in _ending(kind).finditer(words))


def leading_body(words: str, kind: Kind | None = None, *, loose: bool = False) -> int:
    """Return the length of the body that ``words`` begin with as their subject; 0 where none does.

    Args:
        words: The beginning of a sentence, or of a part of one.
        kind: Of the body; any where left out.
        loose: Take persons for a subject whatever follows, as in 单位和个人取用地下水的.
    """
    if _no_name(words):
        return 0
    for match in _ending(kind).finditer(words):
        rest = words[match.end() :]
        if match.end() > _LONGEST or _INSIDE.search(words[: match.end()]):
            break
        if (
            _JOINED.match(rest)
            or _goes_on(rest)
            or _says_which(rest)
            or _room().match(words, match.end())
        ):
            continue
        if match.group() == "国家" and _OF_STATE.match(rest):
            return 0
        if not rest or rest[0] in "，；。：" or _WHEN.match(rest) or _follow().match(rest):
            return match.end()
        if loose and match.end() <= _LOOSE and _persons(match.group()) and "的" not in rest[:-1]:
            return 0 if _THING.match(rest) else match.end()
    return 0


def is_clear_name(words: str) -> bool:
    """Tell whether words begin as the names of authorities do, so that no verb is taken for part of one."""
    return _CLEAR.match(words) is not None


def opens_with_verb(words: str) -> bool:
    """Tell whether words say at once what is to be done: 加强…, 综合运用…, 着力发展…."""
    return any(_verbs().match(words, at) for at in (0, 2))


def name_end(text: str, span: Span) -> int | None:
    """Return where the name ends that a range of ``text`` is part of; None where it is part of none."""
    words = text[span.start : span.end + _AHEAD]
    for match in _ending(None).finditer(words):
        if match.end() < span.end - span.start:
            continue
        between = words[span.end - span.start : match.start()]
        if _NO_HAN.search(between) or _VERB.search(_NO_VERB.sub("", between)):
            return None
        return span.start + match.end()
    return None


def is_predicate(words: str) -> bool:
    """Tell whether words go on as a subject's predicate does: with a verb, a preposition, an adverb."""
    return words.startswith(("不", "为")) or _follow().match(words) is not None


def verb_length(words: str) -> int:
    """Return the length of the verb that ``words`` begin with; 0 where none is known."""
    verb = _verbs().match(words)
    return verb.end() if verb else 0


def _persons(ending: str) -> bool:
    return _ending("actor").match(ending) is not None


@functools.cache
def _verbs_of_names() -> frozenset[str]:
    return frozenset((_DATA / "name_verbs.txt").read_text("utf-8").split())


def _no_name(words: str) -> bool:
    """Tell whether ``words`` begin as no name does: with a preposition, or a verb no name begins with."""
    if _NOT_SUBJECT.match(words):
        return True
    verb = None if _TRADE.match(words) else _verbs().match(words)
    return verb is not None and verb.group() not in _verbs_of_names()


def _says_which(rest: str) -> bool:
    """Tell whether a verb with 的 goes on with the name: 人民政府确定的机构."""
    verb = _verbs().match(rest)
    return verb is not None and rest.startswith("的", verb.end())


def _goes_on(rest: str) -> bool:
    """Tell whether a name that may have ended is the beginning of a longer one."""
    longer = _LONGER.match(rest)
    return longer is not None and not _VERB.search(_NO_VERB.sub("", longer.group()))
