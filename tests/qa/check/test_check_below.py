"""Claims on items below a lead-in, rows of tables and amounts in other spellings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.build import build
from index.document.corpus import Span
from index.embed.encoder import Encoder
from index.read.load import load_documents
from qa.check.evidence.reading import ReadSentence, below, time_of
from qa.pipeline import Pipeline

RULES = """岭口县渡口管理规定

第二条 渡口经营者应当履行下列义务：\
（一）每月检查一次救生设备；（二）每年至少开展三次落水演练；（三）对渡船每二十日清洗一次。
第三条 有下列情形之一的，不予发放渡运证：
（一）船龄超过十年的；
（二）未配备救生衣的。
第四条 渡口改造资金为2.4亿元，新建趸船一千五百座。
第五条 候船区配备长椅不少于十四条、遮阳伞不少于五把。
"""
TABLE = """# 岭口县渡运补贴

## 一、标准

| 船型 | 夏季（元/月） | 冬季（元/月） |
| --- | ---: | ---: |
| 木船 | 710 | 530 |
| 铁船 | 1260 | 940 |
"""


@pytest.fixture(scope="module")
def open_text(
    encoder: Encoder, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str, str], Pipeline]:
    def opened(name: str, text: str) -> Pipeline:
        path = Path(tmp_path_factory.mktemp("below")) / name
        path.write_text(text, encoding="utf-8")
        return Pipeline(build(load_documents([path]), encoder), encoder)

    return opened


@pytest.fixture(scope="module")
def rules(open_text: Callable[[str, str], Pipeline]) -> Pipeline:
    return open_text("渡口.txt", RULES)


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("渡口经营者应当每月检查一次救生设备。", "supported"),
        ("渡口经营者应当每年至少开展三次落水演练。", "supported"),
        ("渡口经营者应当对渡船每四十日清洗一次。", "contradicted"),
        ("未配备救生衣的，不予发放渡运证。", "supported"),
        ("船龄超过十年的，应当发放渡运证。", "contradicted"),
        ("渡口改造资金为24000万元。", "supported"),
        ("新建趸船1500座。", "supported"),
        ("新建趸船1800座。", "contradicted"),
        ("候船区配备遮阳伞不少于九把。", "contradicted"),
    ],
)
def test_verdicts(rules: Pipeline, claim: str, verdict: str) -> None:
    found = rules.check(claim)
    assert found.verdict == verdict, found.reasons


def test_a_contradiction_names_both_sides(rules: Pipeline) -> None:
    found = rules.check("渡口经营者应当对渡船每四十日清洗一次。")
    assert any("四十日" in reason and "二十日" in reason for reason in found.reasons)


def test_no_contradiction_without_a_name(rules: Pipeline) -> None:
    claims = [
        "渡口夜间不收停车费。",
        "The ferry may not carry dogs.",
        "渡口由私人经营。",
        "渡船没有空调。",
    ]
    for claim in claims:
        found = rules.check(claim)
        if found.verdict == "contradicted":
            assert all("”" in reason or "where the document" in reason for reason in found.reasons)
        assert "最接近的条文说法相反" not in found.reasons
        assert "The closest clause says otherwise" not in found.reasons


def test_the_column_of_a_row_counts(open_text: Callable[[str, str], Pipeline]) -> None:
    table = open_text("补贴.md", TABLE)
    assert table.check("铁船冬季补贴每月940元。").verdict != "contradicted"
    wrong = table.check("铁船冬季补贴每月1260元。")
    assert wrong.verdict != "supported"


def test_a_place_that_the_source_does_not_have_is_none() -> None:
    row = ReadSentence(0, 0, "北区\t限高24米", "北区\t限高24米", (), below="地段 北区；限高 24米")
    assert row.source(Span(90, 95)) is None
    found = row.source(Span(3, 5))
    assert found is not None
    assert found.of(row.original) == "北区"


def test_the_time_of_a_paragraph_holds_for_its_sentences(
    open_text: Callable[[str, str], Pipeline],
) -> None:
    text = (
        "岭口县渡口规划\n\n到2025年，渡口改造全部完成。渡船更新率达到六成。\n渡口管理由乡镇负责。\n"
    )
    clauses = open_text("规划.txt", text).clauses
    times = {
        span.of(clause.text).strip(): time_of(clauses, clause.position, number)
        for clause in clauses
        for number, span in enumerate(clause.sentences)
    }
    assert times["渡船更新率达到六成。"] == "到2025年"
    assert times["渡口管理由乡镇负责。"] == ""
    assert times["到2025年，渡口改造全部完成。"] == ""


def test_the_number_of_a_row_is_no_number_of_anything(
    open_text: Callable[[str, str], Pipeline],
) -> None:
    table = "# 指标\n\n| 名称 | 来源 |\n| --- | --- |\n| 54.旅客满意度 | 县渡口办 |\n"
    (row,) = [clause for clause in open_text("指标.md", table).clauses if clause.table]
    assert below(row, 0) == "名称旅客满意度，来源县渡口办"
