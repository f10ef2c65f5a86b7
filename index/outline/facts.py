"""What a document says of itself: title, issuing body, number, dates, validity, area.

Each is read where it stands: the title above the text, the number below it, the date in the signature,
the day from which it holds in its last article. What it does not say stays None.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from index.document.corpus import Facts
from index.outline import letterhead as form
from index.outline.adoption import first_act, last_amended, maker, national_name, read_acts
from index.outline.area import area_of
from index.outline.numbering.marks import clean_title
from index.outline.numbering.numerals import fold
from index.outline.structure import Structure
from index.outline.validity import effective_from, iso, valid_until
from index.outline.zones.inner import INNER_RANK
from index.read.imprint import read_imprint
from index.runtime.patterns import regex

_COVER_DATE = regex(r"([12][0-9]{3}-[0-9]{1,2}-[0-9]{1,2})\s*发\s*布")
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
_SHORTEST_BODY = 3
# What is set apart on one line of a head: 丙县〔2026〕2号　|　2026年1月15日.
_PARTS = regex(r"\s*(?:[|｜\t]|\u3000)[|｜\s\u3000]*")


def read_facts(
    *,
    title: str,
    head: Sequence[str],
    signatures: Sequence[str],
    sentences: Iterable[str],
    order: str = "",
    foot: Sequence[str] = (),
) -> Facts:
    """Return what a document says of itself.

    Args:
        title: As it stands, without line breaks; empty where it has none.
        order: What heads the order that puts it into force (海州市人民政府令).
        head: The lines above the text that are no title.
        signatures: Each with the body before the date.
        sentences: Of the text, in order.
        foot: The lines below the text that say who it went to and when.
    """
    bodies = _bodies(title)
    title = clean_title(title)
    head = [part for line in map(fold, head) for part in dict.fromkeys((line, *_PARTS.split(line)))]
    labelled = read_imprint(head)
    dated = next(filter(None, map(form.dated_body, head)), None)
    own = [fold(words) for words in sentences]
    issued, signed = _signed(signatures)
    number = None
    if ordered := form.ORDER_TITLE.fullmatch("".join(fold(order).split())):
        signed = national_name(ordered["body"])
        number = "".join(f"{signed}令{ordered['number'] or _number(head) or ''}".split())
    printed = next(filter(None, map(form.imprint, (*head, *map(fold, foot)))), None)
    acts = read_acts(head)
    first, amended = first_act(acts), last_amended(acts)
    issued = issued or (iso(first.date) if first else _spoken(head)) or _published(head)
    issued = issued or (iso(printed["date"]) if printed else None)
    issued = issued or iso(labelled.get("date", "") or (dated["date"] if dated else ""))
    effective = effective_from(own, head, issued) or iso(labelled.get("effective", ""))
    until = valid_until(own, title, effective) or iso(labelled.get("until", ""))
    lead = _body_of_title(title)
    body = bodies or lead or signed or maker(acts) or _body_of_head(head)
    body = body or (" ".join(printed["body"].split()) if printed else None)
    body = body or (dated["body"].strip() if dated else None) or _named(labelled.get("body", ""))
    return Facts(
        title=title or None,
        body=body,
        number=number
        or _number(head)
        or (first.order if first else None)
        or ("".join(printed["number"].split()) if printed else None)
        or labelled.get("number"),
        date=issued,
        effective=effective,
        until=until,
        area=area_of(title, lead or "", body),
        amended=iso(amended.date) if amended else None,
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
        foot=[p.span.of(text) for p in structure.paragraphs if p.role == "copies"],
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


def _named(words: str) -> str | None:
    """Return what stands under a label for a body, where it is the name of one."""
    return words if len(words) >= _SHORTEST_BODY and form.is_body(words) else None


def _body_of_head(head: Sequence[str]) -> str | None:
    for line in head:
        for pattern in (_PUBLISHED_BY, _OFFICE):
            if match := pattern.search(line.strip()):
                return match["body"]
    # 丙市统计局　国家统计局丙调查队, below the title
    if names := next((n for n in map(str.split, head) if n and all(map(form.is_body, n))), None):
        return " ".join(names)
    order = next((line for line in head if re.search("令.*第", line)), "")
    return order.partition("令")[0].replace("中华人民共和国", "") or None


def _number(head: Sequence[str]) -> str | None:
    for line in head:
        if match := form.NUMBER_LINE.fullmatch(line.strip()):
            return " ".join(match["number"].split())
    return None
