"""What a site or a cover says of its document beside it: 索引号, 发文字号, 成文日期, each with its label."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from index.runtime.patterns import regex

Field = Literal["body", "number", "date", "effective", "until"]
# The more telling label first: a paper may be put on a site long after it was written.
LABELS: Mapping[Field, tuple[str, ...]] = {
    "body": (r"发文机关|制发机关|发文单位|发布机构|发布机关|发布单位",),
    "number": (r"发文字号|发文号|文\s*号|文件编号",),
    "date": (r"成文日期|成文时间", r"发文日期|发文时间|印发日期|签发日期|公布日期", r"发布日期|发布时间"),
    "effective": (r"生效日期|生效时间|施行日期|实施日期",),
    "until": (r"失效日期|失效时间|废止日期|废止时间",),
}  # fmt: skip
_OTHERS = (
    r"索\s*引\s*号|主题分类|主题词|关键词|关键字|公开类型|公开方式|公开形式|公开范围|体裁分类|组配分类|"
    r"信息分类|服务对象分类|公文种类|信息名称|文件名称|名\s*称|标\s*题|有\s*效\s*性|时\s*效\s*性|效力状态|"
    r"责任部门|来\s*源|信息来源|作\s*者|编\s*辑|责任编辑|浏览次数|浏览量|点击数|点击量|阅读次数|访问次数|"
    r"内容概述|统一编号|统一登记号|规范性文件编号"
)
LABEL = "|".join((*(one for several in LABELS.values() for one in several), _OTHERS))
_LABEL = regex(rf"[\s\u3000【\[]*(?:{LABEL})[\s\u3000】\]]*[：:]?[\s\u3000]*")
_FEWEST = 3
# The words of a table of labels are short.
_LONGEST = 120


def imprint_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a table of labels as lines, a label and what it says in each; nothing for other tables."""
    cells = [" ".join(cell.split()) for row in rows for cell in row]
    labels = sum(bool(_LABEL.match(cell)) for cell in cells)
    if labels < _FEWEST or 3 * labels < len(cells) or max(map(len, cells)) > _LONGEST:
        return []
    lines: list[str] = []
    for cell in cells:
        if lines and _LABEL.fullmatch(lines[-1]) and not _LABEL.fullmatch(cell):
            lines[-1] = f"{lines[-1]} {cell}".strip()
        elif cell:
            lines.append(cell)
    return lines


def read_imprint(head: Sequence[str]) -> Mapping[Field, str]:
    """Return what the lines of a head say under a label, by what it is."""
    found: dict[Field, str] = {}
    for field, several in LABELS.items():
        for labels in several:
            value = next(_values(labels, head), None)
            if value and field not in found:
                found[field] = value
    return found


def _values(labels: str, head: Sequence[str]) -> Iterator[str]:
    pattern = regex(
        rf"(?:^|[\s\u3000|｜【\[])(?:{labels})[】\]]?\s*[：:\s]\s*(?P<value>[^\s\u3000|｜】\]]+)"
    )
    return (match["value"] for line in head if (match := pattern.search(line)))
