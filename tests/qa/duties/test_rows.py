from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest

from index.read.load import load_documents
from index.restore.document import restore
from qa.duties.find import find_duties

_HEAD = ("序号", "工作任务", "牵头单位", "配合单位", "完成时限")
_ROWS = (
    ("1", "普查渡口", "市交通运输局", "市水务局、各县区", "2024年6月底前"),
    ("2", "改造渡口", "各县区人民政府", "", "2025年底前"),
)
_WANTED = [
    ("市交通运输局", "牵头单位", "普查渡口", "2024年6月底前"),
    ("市水务局、各县区", "配合单位", "普查渡口", "2024年6月底前"),
    ("各县区人民政府", "牵头单位", "改造渡口", "2025年底前"),
]


def _markdown(path: Path) -> None:
    lines = [
        "# 渡口改造分工表",
        "",
        *(f"| {' | '.join(row)} |" for row in (_HEAD, ["---"] * 5, *_ROWS)),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _bars(path: Path) -> None:
    lines = ["渡口改造方案", "附件", "任务分工表", *(" | ".join(row) for row in (_HEAD, *_ROWS))]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _word(path: Path) -> None:
    document = docx.Document()
    document.add_heading("渡口改造分工表", 0)
    table = document.add_table(rows=3, cols=5)
    for at, row in enumerate((_HEAD, *_ROWS)):
        for column, words in enumerate(row):
            table.cell(at, column).text = words
    document.save(str(path))


def _sheet(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("渡口改造分工表",), _HEAD, *_ROWS):
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    book.save(path)


def _found(path: Path) -> list[tuple[str | None, str, str, str | None]]:
    documents = load_documents([path])
    duties = find_duties(restore(documents[0], None).clauses, documents)
    return [(duty.body, duty.modality, duty.action, duty.deadline) for duty in duties]


@pytest.mark.parametrize(
    ("name", "write"),
    [("t.md", _markdown), ("t.txt", _bars), ("t.docx", _word), ("t.xlsx", _sheet)],
)
def test_a_table_of_tasks_says_who_shall_do_what_by_when(
    name: str, write: object, tmp_path: Path
) -> None:
    assert callable(write)
    write(tmp_path / name)
    assert _found(tmp_path / name) == _WANTED


def test_the_last_filled_column_of_what_is_to_be_done_says_it(tmp_path: Path) -> None:
    text = (
        "# 整改清单\n\n| 问题 | 整改措施 | 整改时限 | 责任人 |\n| --- | --- | --- | --- |\n"
        "| 护栏破损 | 更换护栏 | 3月底前 | 张甲 |\n"
    )
    (tmp_path / "t.md").write_text(text, encoding="utf-8")
    assert _found(tmp_path / "t.md") == [("张甲", "责任人", "更换护栏", "3月底前")]


def test_a_unit_that_is_counted_in_is_nobody(tmp_path: Path) -> None:
    text = (
        "# 主要指标\n\n| 指标名称 | 单位 | 目标 |\n| --- | --- | --- |\n| 渡口数量 | 个 | 12 |\n\n"
        "| 单位 | 工作内容 | 时间 |\n| --- | --- | --- |\n| 市水务局 | 清理河道 | 4月30日 |\n"
    )
    (tmp_path / "t.md").write_text(text, encoding="utf-8")
    assert _found(tmp_path / "t.md") == [("市水务局", "单位", "清理河道", "4月30日")]


def test_deadlines_of_an_annex_count(tmp_path: Path) -> None:
    text = (
        "渡口改造方案\n一、任务\n各县区要做好改造。\n附件1\n渡船登记要求\n"
        "1.船主应当于9月30日前办理登记。\n2.登记机关应在5个工作日内办结。\n"
    )
    (tmp_path / "t.txt").write_text(text, encoding="utf-8")
    assert [(who, when) for who, _, _, when in _found(tmp_path / "t.txt")] == [
        ("各县区", None),
        ("船主", "于9月30日前"),
        ("登记机关", "5个工作日内"),
    ]
