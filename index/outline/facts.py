"""What a document says of itself: title, issuing body, number, dates, validity, area.

Each is read where it stands: the title above the text, the number below it, the date in the signature,
the day from which it holds in its last article. What it does not say stays None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from index.corpus import Facts
from index.outline import letterhead as form
from index.outline.marks import clean_title
from index.outline.numerals import chinese_number, fold
from index.outline.structure import Structure
from index.outline.zones.inner import INNER_RANK
from index.patterns import regex

_ISO = regex(r"([12][0-9]{3})-([0-9]{1,2})-([0-9]{1,2})")
_DAY = regex(
    r"(?P<year>[0-9]{4}|[一二三四五六七八九〇零○]{4})\s*年"
    r"(?:\s*(?P<month>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*月"
    r"(?:\s*(?P<day>[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*日)?)?"
)
_HOLDS = r"(?:起\s*(?:施行|实施|执行|生效|试行)|(?:施行|实施|执行|生效))"
_OWN = r"本\s*(?:[\u4e00-\u9fff]{1,8}|《[^》]{1,40}》|[\u4e00-\u9fff]{0,4}（[^）]{1,10}）)"
_FROM = regex(rf"{_OWN}[^。；]{{0,30}}?自\s*(?P<when>{form.DATE}|[^。；，]{{1,12}}之日)\s*{_HOLDS}")
_FROM_ANY = regex(rf"自\s*(?P<when>{form.DATE})\s*{_HOLDS}")
_COVER_FROM = regex(r"([12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2})\s*(?:起\s*)?实\s*施")
_COVER_DATE = regex(r"([12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2})\s*发\s*布")
_FROM_ISSUE = regex(r"(?:印发|发布|公布|批准|颁布|通过|签发|下发)之日")
_UNTIL = regex(
    rf"(?:有效期|执行期限|实施期限|试点期限?|规划期限?|适用期限)[^。；]{{0,20}}?(?:至|到|—|–|-)\s*(?P<when>{form.DATE}|[0-9]{{4}}年)"
)
_PERIOD = regex(
    rf"(?:有效期|执行期限|实施期限|适用期限|试点期限?)[^。；，]{{0,6}}?(?P<when>{form.DATE})\s*(?:起\s*)?(?:至|到|—|–|-)"
)
_YEARS = regex(r"有效期\s*(?:为|是)?\s*(?P<years>[0-9]{1,2}|[一二三四五六七八九十两]{1,3})\s*年")
_SPAN_IN_TITLE = regex(r"[（(]\s*[0-9]{4}\s*年?\s*[—–\-－~～至到]+\s*([0-9]{4})\s*年?\s*[）)]")
_ADOPTED = regex(
    rf"(?P<when>{form.DATE})\s*(?:由|经|在)?\s*(?P<body>[\u4e00-\u9fff]{{4,40}}?)(?:第[^次]{{1,12}}次[^会]{{0,6}}会议)?"
    r"(?:审议|修订|表决)?(?:通过|批准|公布|发布|颁布)"
)
_SPOKEN = regex(rf"[—─-]{{1,2}}\s*(?P<when>{form.DATE})\s*在")
_TERM = regex(r"第[一二三四五六七八九十百]{1,4}届")
_PUBLISHED_BY = regex(r"(?P<body>[\u4e00-\u9fff]{4,40}?)[\s\u3000]*发\s*布$")
_OFFICE = regex(
    r"(?P<body>[\u4e00-\u9fff]{2,30}?(?:政府|法院|检察院|委员会))(?:代?省长|代?市长|代?县长|代?区长|州长|院长|检察长|"
    r"主席|主任|总理)"
)
_ABOUT = regex("关于|转发|印发|批转|发布|公布")
_ISSUES = regex(r"^.*?(?:关于)?(?:印发|转发|批转|发布|公布|同意|支持|批准)?\s*")
_PLACE_END = "省|自治区|自治州|特别行政区|直辖市|市|新区|开发区|自贸区|示范区|合作区|县|区|旗|镇|乡"
_AREA_START = regex(
    rf"(?![全本各我该城超夜集闹股楼门都在对就把从向为以])[\u4e00-\u9fff]{{1,14}}?(?:{_PLACE_END})"
)
# 海州、岚山高新技术产业开发区: several places that one kind of area ends.
_AREA_LIST = regex(
    r"(?:[\u4e00-\u9fff]{2,8}、){1,8}[\u4e00-\u9fff]{2,14}?(?:开发区|新区|示范区|合作区|自治州|市|县|区)"
)
# The kind of an area without its name is no area: all of that kind are meant.
_KIND_ALONE = regex(
    r"(?:自由贸易|综合保税|保税|出口加工|高新技术产业|经济技术|国家自主创新|自主创新|国家级|跨境经济|边境经济|先行|试验|城市)+"
    r"(?:试验区|示范区|开发区|合作区|新区|区)?"
)
_AREA_OF_PLAN = regex(
    r"(?P<area>[\u4e00-\u9fff—－-]{2,20}?)(?:国土空间|总体发展|总体|国民经济|区域|空间|城市总体|建设|发展|生态保护|"
    r"一体化|保护|协同)[\u4e00-\u9fff]{0,20}(?:规划|纲要|方案|法|条例)"
)
_AREA_END = regex(
    rf"(?:{_PLACE_END}|新城|知识城|科学城|湾区|高原|流域|经济带|城市群|都市圈|三角洲|半岛|岛|港|平原|山脉|黑土地)$"
)
# What of a title stands right before the number: …的通知粤府函〔2020〕272号.
_GLUED_NUMBER = regex(
    r"^.*(?:通知|意见|决定|批复|方案|规划|办法|条例|规定|公告|报告)(?=[\u4e00-\u9fff]{2})"
)
_DOES = regex(
    "促进|加快|推进|支持|加强|深化|推动|进一步|深入|做好|开展|全面|切实|建立|完善|规范|优化|构建|实施"
)
# The beginning of a text whose lines were lost, in which its head is looked for.
_HEAD_SIZE = 600
_MIN_TITLE = 6
_NATIONAL = regex("^(?:国务院|中共中央|中央|全国|中华人民共和国|国家)")


def read_facts(
    *,
    title: str,
    head: Sequence[str],
    signatures: Sequence[str],
    sentences: Iterable[str],
    order: str = "",
) -> Facts:
    """Return what a document says of itself.

    Args:
        title: As it stands, without line breaks; empty where it has none.
        order: What heads the order that puts it into force (海州市人民政府令).
        head: The lines above the text that are no title.
        signatures: Each with the body before the date.
        sentences: Of the text, in order.
    """
    bodies = _bodies(title)
    title = clean_title(title)
    head = [fold(line) for line in head]
    own = [fold(words) for words in sentences]
    issued, signed = _signed(signatures)
    number = None
    if ordered := form.ORDER_TITLE.fullmatch("".join(fold(order).split())):
        signed = _national_name(ordered["body"])
        number = "".join(f"{signed}令{ordered['number'] or _number(head) or ''}".split())
    adopted, adopter = _adopted(head)
    issued = issued or adopted or _published(head)
    effective = _effective(own, head, issued)
    until = _until(own, title, effective)
    body = bodies or _body_of_title(title) or signed or adopter or _body_of_head(head)
    return Facts(
        title=title or None,
        body=body,
        number=number or _number(head),
        date=issued,
        effective=effective,
        until=until,
        area=_area(title, body),
    )


def structure_facts(text: str, structure: Structure) -> Facts:
    """Return what a document says of itself that is in its own order."""
    signatures: list[str] = []
    open_lines: list[str] = []
    for paragraph in structure.paragraphs:
        if paragraph.role != "signature":
            open_lines = []
            continue
        open_lines.append(paragraph.span.of(text))
        if re.search(form.DATE, fold(open_lines[-1])):
            signatures.append(" ".join(open_lines))
            open_lines = []
    lines = [span.of(text).strip() for span in structure.title]
    # Where bodies stand on lines of their own, a space parts them.
    title = "".join(f"{line} " if form.is_body(line) else line for line in lines[:-1])
    title += lines[-1] if lines else ""
    order = title if form.ORDER_TITLE.fullmatch("".join(fold(title).split())) else ""
    inner = next((node.title for node in structure.nodes if node.rank == INNER_RANK), "")
    return read_facts(
        title=(inner or title) if order else title,
        order=order,
        head=[p.span.of(text) for p in structure.paragraphs if p.role == "head"],
        signatures=signatures,
        sentences=(s.of(text) for p in structure.paragraphs for s in p.sentences),
    )


def read_glued_facts(text: str) -> Facts:
    """Return what a text says of itself whose line breaks were lost."""
    head = text[:_HEAD_SIZE]
    title = ""
    for match in re.finditer(r"[\u4e00-\u9fff）)]", head[: form.LONGEST_TITLE]):
        words = head[: match.end()].strip()
        if len(words) >= _MIN_TITLE and form.ends_as_title(words):
            rest = head[match.end() :]
            if not form.starts_suffix(rest[: rest.find("）") + 1]):
                title = words
                break
    number = re.search(form.NUMBER, head[len(title) :])
    body = _body_of_title(title) or ""
    signed = [
        match.group()
        for match in re.finditer(rf"[\u4e00-\u9fff]{{2,30}}{form.DATE}", text)
        if body and body in match.group()
    ]
    sentences = re.split("[。；\n]", text)
    lines = [_GLUED_NUMBER.sub("", number.group())] if number else []
    return read_facts(title=title, head=lines, signatures=signed[:1], sentences=sentences)


def iso(words: str) -> str | None:
    """Return 2026-05-01 for 2026年5月1日 or 二〇二六年五月一日; less where less is said."""
    if match := _ISO.search(words):
        return f"{int(match[1]):04}-{int(match[2]):02}-{int(match[3]):02}"
    match = _DAY.search("".join(fold(words).split()))
    if match is None:
        return None
    parts = [f"{chinese_number(match['year']):04}"]
    parts.extend(f"{chinese_number(match[n]):02}" for n in ("month", "day") if match[n])
    return "-".join(parts)


def _signed(signatures: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the date and the body of the first signature that has both."""
    for words in signatures:
        flat = " ".join(words.split())
        found = re.search(form.DATE, fold(flat))
        if found is not None:
            names = flat[: found.start()].split()
            several = len(names) > 1 and all(map(form.is_body, names))
            body = " ".join(names) if several else next(iter(names), None)
            return iso(found.group()), body
    return None, None


def _adopted(head: Sequence[str]) -> tuple[str | None, str | None]:
    """Return when and by whom a document was passed: 2022年3月29日 …会议通过."""
    for line in head:
        if match := _ADOPTED.search("".join(line.split())):
            return iso(match["when"]), _TERM.sub("", match["body"])
        if match := _SPOKEN.search(line):
            return iso(match["when"]), None
    return None, None


def _published(head: Sequence[str]) -> str | None:
    for line in head:
        if match := _COVER_DATE.search(line):
            return iso(match[1])
    return next((iso(line) for line in head if form.is_date(line)), None)


def _bodies(title: str) -> str | None:
    """Return the bodies that a title begins with, where they are several: 财政部 海关总署关于…."""
    match = _ABOUT.search(title)
    names = re.split(r"[\s\u3000、]+", title[: match.start()].strip()) if match else []
    return " ".join(names) if len(names) > 1 and all(map(form.is_body, names)) else None


def _national_name(body: str) -> str:
    """Return a body without the name of the state, which a person is not named without."""
    return body if body.endswith("主席") else body.removeprefix("中华人民共和国")


def _body_of_title(title: str) -> str | None:
    """Return the body that a title begins with (国务院办公厅关于…)."""
    match = _ABOUT.search(title)
    lead = title[: match.start()] if match else ""
    return lead if lead and form.is_body(lead) else None


def _body_of_head(head: Sequence[str]) -> str | None:
    for line in head:
        for pattern in (_PUBLISHED_BY, _OFFICE):
            if match := pattern.search(line.strip()):
                return match["body"]
    order = next((line for line in head if re.search("令.*第", line)), "")
    return order.partition("令")[0].replace("中华人民共和国", "") or None


def _number(head: Sequence[str]) -> str | None:
    for line in head:
        if match := form.NUMBER_LINE.fullmatch(line.strip()):
            return " ".join(match["number"].split())
    return None


def _effective(sentences: Sequence[str], head: Sequence[str], issued: str | None) -> str | None:
    """Return from when a document holds, as its last sentence on it says."""
    for pattern in (_FROM, _FROM_ANY):
        for sentence in reversed(sentences):
            match = pattern.search(sentence)
            if match is None or (pattern is _FROM_ANY and not _is_about_itself(sentence)):
                continue
            if _FROM_ISSUE.search(match["when"]):
                return issued
            return iso(match["when"])
    for line in head:
        if match := _COVER_FROM.search(line):
            return iso(match[1])
    spans = (match for sentence in sentences if (match := _PERIOD.search(sentence)))
    return next((iso(match["when"]) for match in spans), None)


def _is_about_itself(sentence: str) -> bool:
    return "本" in sentence[:6] and len(sentence) <= 120  # noqa: PLR2004  # a closing sentence


def _until(sentences: Sequence[str], title: str, effective: str | None) -> str | None:
    """Return until when a document holds, or the last year that it plans for."""
    for sentence in reversed(sentences):
        if match := _UNTIL.search(sentence):
            return iso(match["when"])
        match = _YEARS.search(sentence)
        if match and effective and "本" in sentence:
            return _years_later(effective, chinese_number(match["years"]))
    match = _SPAN_IN_TITLE.search(title)
    return match[1] if match else None


def _years_later(start: str, years: int) -> str:
    """Return the last day of ``years`` years that begin on ``start``."""
    try:
        begins = date.fromisoformat(start)
        return (begins.replace(year=begins.year + years) - timedelta(days=1)).isoformat()
    except ValueError:  # a month alone, or the 29th of February
        return f"{int(start[:4]) + years}{start[4:]}"


def _area(title: str, body: str | None) -> str | None:
    """Return the area that a document is for: what its title names, or where its body governs."""
    subject = title
    lead = _body_of_title(title)
    if lead:
        subject = _ISSUES.sub("", title[len(lead) :], count=1)
    subject = subject.lstrip("《“").removeprefix("中华人民共和国")
    if _DOES.match(subject):
        subject = ""  # it says what is to be done, not where
    if listed := _AREA_LIST.match(subject):
        return listed.group()
    plan = _AREA_OF_PLAN.match(subject)
    if plan and _AREA_END.search(plan["area"]):
        return plan["area"]
    start = _AREA_START.match(subject)
    if start and not _NATIONAL.match(subject) and not _is_common(start.group()):
        return start.group()
    if body and not _NATIONAL.match(body):
        local = _AREA_START.match(body)
        return local.group() if local and not _is_common(local.group()) else None
    return None


def _is_common(words: str) -> bool:
    """Tell whether words that end like a place are none: 城镇, 社区, 城市."""
    return bool(
        _KIND_ALONE.fullmatch(words)
        or re.search(
            "(?:城市|城镇|社区|市场|小区|园区|地区|灾区|山区|牧区|库区|景区|辖区|农村地区)$", words
        )
    )
