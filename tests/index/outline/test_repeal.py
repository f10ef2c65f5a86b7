"""What a document does away with."""

from __future__ import annotations

import pytest

from index.outline.repeal import ended, ended_titles


@pytest.mark.parametrize(
    ("text", "what", "titles"),
    [
        (
            "本办法自2026年3月1日起施行，有效期五年。《集市暂行办法》（清政发〔2018〕12号）同时废止。",
            "《集市暂行办法》（清政发〔2018〕12号）同时废止",
            ("《集市暂行办法》（清政发〔2018〕12号）",),
        ),
        (
            "《新守则》自2026年3月1日起施行，《旧守则》停止执行。",
            "《旧守则》停止执行",
            ("《旧守则》",),
        ),
        (
            "此前印发的《控烟办法》《文明公约》同时作废。",
            "此前印发的《控烟办法》《文明公约》同时作废",
            ("《控烟办法》", "《文明公约》"),
        ),
        (
            "原有规定与本办法不一致的，不再执行。",
            "原有规定与本办法不一致的，不再执行",
            (),
        ),
        ("本标准代替DB99/T 100—2015。", "代替DB99/T 100—2015", ()),
    ],
)
def test_what_ends(text: str, what: str, titles: tuple[str, ...]) -> None:
    assert [span.of(text) for span in ended(text)] == [what]
    assert ended_titles(text) == titles


@pytest.mark.parametrize(
    "text", ["执照遗失的，声明作废。", "设备有故障的，停止使用。", "天然气替代率逐年提高。"]
)
def test_what_is_no_document_is_not_done_away_with(text: str) -> None:
    assert not list(ended(text))
