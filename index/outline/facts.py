"""What a document says of itself: title, issuing body, number, dates, validity, area.

Each is read where it stands: the title above the text, the number below it, the date in the signature,
the day from which it holds in its last article. What it does not say stays None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.corpus import Facts
from index.outline import letterhead as form
<<<<<<< HEAD
from index.outline.area import area_of
=======
from index.outline.adoption import first_act, last_amended, maker, national_name, read_acts
>>>>>>> 212c781 (Read how a law came about from the line below its title, and answer who and when together)
from index.outline.marks import clean_title
from index.outline.numerals import fold
from index.outline.structure import Structure
from index.outline.validity import effective_from, iso, valid_until
from index.outline.zones.inner import INNER_RANK
from index.patterns import regex

_COVER_DATE = regex(r"([12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2})\s*发\s*布")
<<<<<<< HEAD
_ADOPTED = regex(
    rf"(?P<when>{form.DATE})\s*(?:由|经|在)?\s*(?P<body>[\u4e00-\u9fff]{{4,40}}?)(?:第[^次]{{1,12}}次[^会]{{0,6}}会议)?"
    r"(?:审议|修订|表决)?(?:通过|批准|公布|发布|颁布)"
)
=======
_FROM_ISSUE = regex(r"(?:印发|发布|公布|批准|颁布|通过|签发|下发)之日")
_UNTIL = regex(
    rf"(?:有效期|执行期限|实施期限|试点期限?|规划期限?|适用期限)[^。；]{{0,20}}?(?:至|到|—|–|-)\s*(?P<when>{form.DATE}|[0-9]{{4}}年)"
)
_PERIOD = regex(
    rf"(?:有效期|执行期限|实施期限|适用期限|试点期限?)[^。；，]{{0,6}}?(?P<when>{form.DATE})\s*(?:起\s*)?(?:至|到|—|–|-)"
)
_YEARS = regex(r"有效期\s*(?:为|是)?\s*(?P<years>[0-9]{1,2}|[一二三四五六七八九十两]{1,3})\s*年")
_SPAN_IN_TITLE = regex(r"[（(]\s*[0-9]{4}\s*年?\s*[—–\-－~～至到]+\s*([0-9]{4})\s*年?\s*[）)]")
>>>>>>> 212c781 (Read how a law came about from the line below its title, and answer who and when together)
_SPOKEN = regex(rf"[—─-]{{1,2}}\s*(?P<when>{form.DATE})\s*在")
_PUBLISHED_BY = regex(r"(?P<body>[\u4e00-\u9fff]{4,40}?)[\s\u3000]*发\s*布$")
_OFFICE = regex(
    r"(?P<body>[\u4e00-\u9fff]{2,30}?(?:政府|法院|检察院|委员会))(?:代?省长|代?市长|代?县长|代?区长|州长|院长|检察长|"
    r"主席|主任|总理)"
)
_ABOUT = regex("关于|转发|印发|批转|发布|公布")
# What of a title stands right before the number: …的通知粤府函〔2020〕272号.
_GLUED_NUMBER = regex(
    r"^.*(?:通知|意见|决定|批复|方案|规划|办法|条例|规定|公告|报告)(?=[\u4e00-\u9fff]{2})"
)
# The beginning of a text whose lines were lost, in which its head is looked for.
_HEAD_SIZE = 600
_MIN_TITLE = 6


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
        signed = national_name(ordered["body"])
        number = "".join(f"{signed}令{ordered['number'] or _number(head) or ''}".split())
<<<<<<< HEAD
    adopted, adopter = _adopted(head)
    issued = issued or adopted or _published(head)
    effective = effective_from(own, head, issued)
    until = valid_until(own, title, effective)
    body = bodies or _body_of_title(title) or signed or adopter or _body_of_head(head)
=======
    acts = read_acts(head)
    first, amended = first_act(acts), last_amended(acts)
    issued = issued or (iso(first.date) if first else _spoken(head)) or _published(head)
    effective = _effective(own, head, issued)
    until = _until(own, title, effective)
    body = bodies or _body_of_title(title) or signed or maker(acts) or _body_of_head(head)
>>>>>>> 212c781 (Read how a law came about from the line below its title, and answer who and when together)
    return Facts(
        title=title or None,
        body=body,
        number=number or _number(head) or (first.order if first else None),
        date=issued,
        effective=effective,
        until=until,
<<<<<<< HEAD
        area=area_of(title, _body_of_title(title) or "", body),
=======
        area=_area(title, body),
        amended=iso(amended.date) if amended else None,
>>>>>>> 212c781 (Read how a law came about from the line below its title, and answer who and when together)
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


def _spoken(head: Sequence[str]) -> str | None:
    """Return when a report was given: ——2026年3月5日在…会议上."""
    return next((iso(match["when"]) for line in head if (match := _SPOKEN.search(line))), None)


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
<<<<<<< HEAD
=======


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
        if match := _FROM_ANY.search(line):
            return iso(match["when"])
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
>>>>>>> 212c781 (Read how a law came about from the line below its title, and answer who and when together)
