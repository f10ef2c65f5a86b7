"""The lines that every official document has around its words, told by their form.

Numbers, dates, issuing bodies, those addressed, and what titles look like.
"""

from __future__ import annotations

import re

from index.outline.headings.headings import PROSE, ends_sentence
from index.read.imprint import LABEL
from index.runtime.patterns import regex

_CN_DIGIT = "[一二三四五六七八九〇零○0-9]"
_CN_DAY = "[一二三四五六七八九十0-9]{1,3}"
DATE = rf"(?:{_CN_DIGIT}{{4}})\s*年\s*{_CN_DAY}\s*月(?:\s*{_CN_DAY}\s*日)?"
DATE_LINE = regex(rf"[（(]?\s*{DATE}\s*[）)]?")
SIGNED = regex(rf"(?P<body>\S.{{1,40}}?)[\s　]*(?P<date>{DATE})")
# 国发〔2019〕4号, with any brackets; 国务院令第732号; the numbers of standards.
NUMBER = r"[\u4e00-\u9fffA-Z]{1,14}\s*[〔\[［（(【]\s*[12][0-9]{3}\s*[〕\]］）)】]\s*第?\s*[0-9]{1,5}\s*号"
ORDER = (
    r"(?:[\u4e00-\u9fff]{2,30}令)?\s*[（(]?\s*(?:[12][0-9]{3}\s*年\s*)?"
    r"第\s*[0-9一二三四五六七八九十百〇零]{1,6}\s*号\s*[）)]?"
)
STANDARD = r"(?:GB|GA|DB|T/|Q/|[A-Z]{2})[A-Z0-9/]{0,12}\s*[0-9]{1,5}(?:\.[0-9]{1,3})?\s*[—–-]\s*[12][0-9]{3}"
# 〔2026〕7号, without a word before it: minutes are counted so.
_YEAR_AND_NUMBER = r"[〔\[［（(【]\s*[12][0-9]{3}\s*[〕\]］）)】]\s*第?\s*[0-9]{1,5}\s*号"
# Beside the number of a document that goes up stands who signed it off.
_SIGNER = r"(?:[\s\u3000]*签\s*发\s*人?\s*[：:].{0,20})?"
NUMBER_LINE = regex(rf"(?P<number>{NUMBER}|{ORDER}|{STANDARD}|{_YEAR_AND_NUMBER}){_SIGNER}")
# 海州市人民政府令, with or without its number: what puts a regulation into force.
ORDER_TITLE = regex(rf"(?P<body>[\u4e00-\u9fff]{{2,30}}?)令\s*(?P<number>{ORDER})?")
# 市长　王某: who signs an order.
OFFICER = regex(
    r"代?(?:总理|主席|委员长|[省市州县区旗]长|部长|主任|局长|署长|行长|院长|检察长|会长|秘书长)"
    r"\s*[\u4e00-\u9fff·×\s]{2,12}"
)
_HEAD = regex(
    rf"https?://|www\.|[【\[]?(?:{LABEL})[】\]]?\s*(?:[：:\s]|$)|(?:时间|日期)\s*[：:]\s*[0-9]|"
    r"ICS|CCS|—{2,}|──|密\s*级|[（(].*[）)]$|[0-9]{4}-[0-9]{2}-[0-9]{2}"
)
# 江东省地方标准, and DB32 alone: the cover of a standard, whose title stands below.
_COVER = regex(
    r"(?:中华人民共和国)?[\u4e00-\u9fff]{0,8}(?:国家|行业|地方|团体|企业)标准|(?:GB|DB|T/|Q/)[A-Z0-9/]{0,8}"
)
# Who issues: the last words of a body's name.
_BODY = regex(
    r"(?:国务院|政府|办公厅|办公室|委员会|人大|常委|党委|市委|省委|县委|区委|部|委|厅|局|署|院|会|社|"
    r"行|处|司|中心|公司|集团|大学|学院|学校|中学|小学|高中|职校|党校|幼儿园|医院|卫生院|图书馆|博物馆|文化馆|研究所|派出所|工作专班|法院|检察院|总工会|领导小组|指挥部|联合会|协会|"
    r"管理局|管委会|银行|税务|海关|军区|支队|大队|总队|调查队|街道)$"
)
_ADDRESSED = regex(
    r"政府|委员会|[各诸]|机构|部门|厅|局|部|委|院|公司|单位|代表|同志|先生|女士|企业|学校|银行|集团"
)
# 现将有关事项公告如下： leads in to the text.
_LEADS_IN = regex(r"(?:如下|以下|下列)[^，。]{0,8}[：:]\s*$")
_RELEASE = regex(r"[（(](?:此件|此文|本文|本件|信息公开|联系人|公开方式|主动公开|依申请).*[）)]")
_CONTACT = regex(
    r"(?:联系(?:人|电话|方式|地址)|(?:咨询|监督|举报)?电话|传\s*真|邮\s*箱|电子邮箱|地\s*址|邮\s*编)\s*[：:].{2,80}"
)
_COPIES = regex(r"(?:抄\s*送|抄\s*报|分\s*送|主\s*送|发\s*送)\s*[：:]")
_PRINTED = regex(rf".{{0,40}}{DATE}\s*印\s*发")
# 岚州市人民政府办公室　岚政办发〔2024〕7号　2024年3月1日印发: who, under what number and when, in one
# line, as below a title or at the foot.
IMPRINT = regex(
    rf"(?P<body>[\u4e00-\u9fff、\s\u3000]{{4,60}}?)[\s\u3000]+(?P<number>{NUMBER})"
    rf"[\s\u3000]+(?P<date>{DATE})[\s\u3000]*(?:印\s*发|发\s*布|公\s*布|下\s*发)?"
)
_LETTER = (
    "通知|通告|公告|公报|通报|意见|决定|决议|命令|令|函|复函|批复|请示|报告|纪要|议案|答复|"
    "解释|说明|建议"
)
_WORK = (
    "法|条例|办法|规定|细则|规则|规章|章程|准则|制度|方案|预案|规划|计划|纲要|要点|规范|标准|指南|指引|"
    "导则|规程|目录|清单|名单|措施|总结|宣言|协议|合同|白皮书|手册|须知|政策|大纲|讲话|致辞|安排|表"
)
_SUFFIX = r"(?:\s*[（(][^（()）]{1,30}[）)])*"
_LETTER_END = regex(rf"(?:{_LETTER}){_SUFFIX}$")
_ABOUT_END = regex(
    rf"(?:{_LETTER}|规定|办法|方案|措施|细则|安排|条例|政策|规则|讲话|纲要){_SUFFIX}$"
)
_TITLE_END = regex(rf"(?:{_LETTER}|{_WORK}){_SUFFIX}$")
_LETTER_ABOUT = regex("关于(?:印发|转发|批转|发布|公布|颁发|下发|同意|废止|修改)")
_OPEN = (("《", "》"), ("“", "”"), ("（", "）"), ("(", ")"))
_QUALIFIES = regex(
    r"[（(](?:试行|暂行|修订|修正|草案|征求意见|送审|讨论|(?:20|19)?[0-9]{2}年?(?:版|[-—–~～至]{1,2}[0-9]{4}年?))[^（()）日]{0,6}[）)]"
)
LONGEST_TITLE = 120
_LONGEST_LINE = 70
_SHORTEST = 2
_LONGEST_BODY = 40
_LONGEST_ADDRESS = 200
# Letterheads of bodies: 临河市人民政府办公室文件.
_LETTERHEAD = regex(r"(?!.*关于)[\u4e00-\u9fff\s]{4,40}文\s*件")
# 2022年3月29日 …会议通过: how a law came about, below its title.
_ADOPTED = regex(
    rf"[（(]?\s*(?:{DATE}|根据).*(?:通过|公布|发布|批准|修订|修正|修改|施行|印发)[^。]{{0,30}}"
)


def is_date(words: str) -> bool:
    """Tell whether a line is a date and nothing else."""
    return bool(DATE_LINE.fullmatch(words.strip()))


def is_number(words: str) -> bool:
    """Tell whether a line is the number of a document and nothing else."""
    return bool(NUMBER_LINE.fullmatch(words.strip()))


def is_head(words: str) -> bool:
    """Tell whether a line at the top belongs to the head of a document and is no title."""
    return (
        is_number(words)
        or is_date(words)
        or imprint(words) is not None
        or dated_body(words) is not None
        or bool(_HEAD.match(words))
        or bool(_COVER.fullmatch("".join(words.split())))
        or bool(_ADOPTED.fullmatch(words.strip()))
        or bool(_LETTERHEAD.fullmatch(words))
    )


def imprint(words: str) -> re.Match[str] | None:
    """Return body, number and date of a line that says all three, or None."""
    match = IMPRINT.fullmatch(words.strip())
    return match if match is not None and is_body(match["body"]) else None


def dated_body(words: str) -> re.Match[str] | None:
    """Return body and date of a line that has both and nothing else, or None."""
    match = SIGNED.fullmatch(words.strip())
    return match if match is not None and is_body(match["body"]) else None


def is_body(words: str) -> bool:
    """Tell whether a line is the name of an issuing body."""
    bare = "".join(words.split())
    return (
        _SHORTEST <= len(bare) <= _LONGEST_BODY
        and not PROSE.search(bare)
        and bool(_BODY.search(bare))
    )


def is_addressee(words: str) -> bool:
    """Tell whether a line names those to whom a letter is addressed (各省人民政府：)."""
    return (
        len(words) <= _LONGEST_ADDRESS
        and words.rstrip().endswith(("：", ":"))
        and not PROSE.search(words)
        and not _LEADS_IN.search(words)
        and bool(_ADDRESSED.search(words))
    )


def is_release(words: str) -> bool:
    """Tell whether a line below a signature says how a document may be made known, or whom to ask."""
    return bool(_RELEASE.fullmatch(words.strip()) or _CONTACT.fullmatch(words.strip()))


def is_copies(words: str) -> bool:
    """Tell whether a line belongs to the foot of a document: 抄送, 印发."""
    return bool(_COPIES.match(words) or _PRINTED.fullmatch(words.strip()))


def may_be_title(words: str) -> bool:
    """Tell whether a line may be a title, or part of one over several lines."""
    bare = "".join(words.split())
    return (
        _SHORTEST <= len(bare) <= _LONGEST_LINE
        and not PROSE.search(bare)
        and not ends_sentence(bare)
    )


def ends_as_title(words: str) -> bool:
    """Tell whether words end as the whole title of an official document does."""
    bare = "".join(words.split())
    if any(bare.count(opening) != bare.count(closing) for opening, closing in _OPEN):
        return False
    if _LETTER_ABOUT.search(bare):
        return bool(_LETTER_END.search(bare))
    if "关于" in bare:
        return bool(_ABOUT_END.search(bare))
    return bool(_TITLE_END.search(bare))


def starts_suffix(words: str) -> bool:
    """Tell whether a line only adds to the title above it (试行, 2020—2035年)."""
    return bool(re.fullmatch(r"\s*[（(][^（()）]{1,20}[）)](?:\s*的?通知)?\s*", words))


def qualifies(words: str) -> bool:
    """Tell whether a line says of the title above it for which years, or that it is on trial."""
    return bool(_QUALIFIES.fullmatch("".join(words.split())))
