"""The command that trains the reader, in miniature: it runs, and two runs agree to the byte."""

from __future__ import annotations

import gzip
import json
import random
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eval.fit.documents import read_rows
from eval.fit.reader.contrast import CONTRAST, contrasted
from eval.fit.reader.corpus import Inputs
from eval.fit.reader.laws import alike, altered
from eval.fit.reader.pairs import Labelled, made, written
from eval.fit.reader.passage import Text, sentences_of
from eval.fit.reader.sources import (
    PASSAGES,
    digest,
    law_texts,
    read_articles,
    written_texts,
)
from eval.fit.readings import UnseenReadings
from index.errors import InputError
from qa.reader.reader import load_reader

# Of each document: what it is about, who answers for it, within how many days, and the fee.
SUBJECTS = (
    ("公园摊位", "市园林局", 15, 30),
    ("河道采砂", "县水务局", 20, 500),
    ("校车运营", "区教育局", 10, 80),
    ("古树移栽", "市林业局", 45, 200),
    ("夜间施工", "区城管局", 7, 120),
    ("农贸市场", "镇政府", 25, 60),
)


def _articles(subject: str, body: str, days: int, fee: int) -> list[str]:
    return [
        f"{subject}的申请由{body}受理，申请人应当提交书面材料和身份证明。",
        f"{body}应当自收到申请之日起{days}日内作出决定，并书面告知申请人。",
        f"{subject}每月收取管理费{fee}元，老年人和残疾人免费。",
        f"未经批准从事{subject}的，由{body}责令限期改正，可以处一千元以上五千元以下的罚款。",
        f"任何单位和个人都有权向{body}举报违反规定的{subject}行为，举报人的信息不得公开。",
    ]


def _write(path: Path, rows: Sequence[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def inputs(tmp_path: Path) -> Inputs:
    laws: list[dict[str, Any]] = []
    passages: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    versions: list[dict[str, Any]] = []
    for number, (subject, body, days, fee) in enumerate(SUBJECTS):
        name, texts = f"doc{number}", _articles(subject, body, days, fee)
        heads = ["第一条", "第二条", "第三条", "第四条", "第五条"]
        text = "\n".join(f"{head} {said}" for head, said in zip(heads, texts, strict=True))
        document = tmp_path / "documents" / f"{name}.txt"
        document.parent.mkdir(exist_ok=True)
        document.write_text(f"{subject}管理办法\n{text}\n", encoding="utf-8")
        folder = tmp_path / "sets" / name
        gold = [[{"key": f"由{body}受理"}], [{"key": f"{days}日内"}], [{"key": f"{fee}元"}]]
        asked = [f"{subject}找谁办？", f"{subject}几天有结果？", f"{subject}一个月交多少钱？"]
        _write(
            folder / "questions.jsonl",
            [
                {"id": f"{number}{at}", "lang": "zh", "question": q, "gold": keys, "need": "any"}
                for at, (q, keys) in enumerate(zip(asked, gold, strict=True))
            ],
        )
        _write(
            folder / "unanswerable.jsonl",
            [{"id": f"{number}u", "lang": "zh", "question": f"{subject}的执照几年换一次？"}],
        )
        claims = [
            (f"{subject}的费用是每月{fee}元。", "supported", gold[2]),
            (f"{subject}的费用是每月{fee * 2}元。", "contradicted", gold[2]),
            (f"{subject}的执照每三年换一次。", "not_mentioned", []),
        ]
        _write(
            folder / "claims.jsonl",
            [{"claim": claim, "label": label, "gold": keys} for claim, label, keys in claims],
        )
        for at, said in enumerate(texts):
            row = {
                "doc": f"{subject}条例",
                "chapter": "第一章 总则",
                "section": "",
                "text": said * 2,
            }
            laws.append(row | {"article": heads[at]})
            of = len(passages) + 1
            kept = {"document": row["doc"], "article": heads[at], "digest": digest(said * 2)}
            passages.append({"of": of} | kept)
            lines += [
                {"of": of, "kind": "q", "text": f"{subject}的事说了什么？", "key": said[:8]},
                {"of": of, "kind": "u", "text": f"{subject}的执照是什么颜色？"},
                {"of": of, "kind": "s", "text": said, "key": said[:8]},
                {"of": of, "kind": "c", "text": said.replace("元", "角"), "key": said[:8]},
                {"of": of, "kind": "n", "text": f"{subject}的执照是蓝色的。"},
            ]
            two = [f"{subject}归省里管。", f"{subject}归县里管。"]
            edit = {"old": said[:4], "new": f"省里的{said[:4]}"}
            versions.append({"of": of, "kind": "edited", "zh": two, "en": two} | edit)
            versions.append({"of": of, "kind": "removed", "zh": two[0], "en": two[1]} | edit)
    (tmp_path / "laws").mkdir()
    (tmp_path / "papers").mkdir()
    with gzip.open(tmp_path / "laws" / "clauses.jsonl.gz", "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in laws)
    _write(tmp_path / "passages.jsonl", passages)
    _write(tmp_path / "lines.jsonl", lines)
    _write(tmp_path / "contrast.jsonl", versions)
    return Inputs(
        tmp_path / "laws",
        tmp_path / "papers",
        tmp_path / "documents",
        tmp_path / "sets",
        tmp_path / "passages.jsonl",
        tmp_path / "lines.jsonl",
        tmp_path / "contrast.jsonl",
        made=3,
        plan=0,
        layers=2,
    )


@pytest.mark.slow
def test_two_runs_of_the_command_agree_to_the_byte(inputs: Inputs, tmp_path: Path) -> None:
    from eval.fit.reader.__main__ import run

    files = []
    for name, trained in (("one", 6), ("two", 4)):
        work = tmp_path / name
        told: list[str] = []
        run(inputs, work, work / "reader.npz", work / "readings.npz", told.append)
        files.append([(work / file).read_bytes() for file in ("reader.npz", "readings.npz")])
        checked = [line for line in told if "held back" in line or "nothing to check" in line]
        assert len(checked) == trained
        # What is finished is not done again: the second run finds two of the thirds.
        (tmp_path / "two").mkdir(exist_ok=True)
        for third in ("without_1.pt", "without_2.pt"):
            shutil.copy(tmp_path / "one" / third, tmp_path / "two" / third)
    assert files[0] == files[1]
    # What is written can be read.
    said = load_reader(tmp_path / "one" / "reader.npz").read("谁受理？", ["由市园林局受理。"])
    assert said.shape == (1, 4)
    with np.load(tmp_path / "one" / "readings.npz") as readings:
        # At least each of six documents' seven lines beside one clause.
        assert len(readings["keys"]) >= 6 * 7
    UnseenReadings.load(tmp_path / "one" / "readings.npz").check("nothing")


def test_a_passage_that_has_changed_is_named(inputs: Inputs) -> None:
    rows = list(read_rows(inputs.passages))
    rows[3]["digest"] = "0" * 12
    _write(inputs.passages, rows)
    with pytest.raises(InputError, match=r"1 of 30 passages .* 《公园摊位条例》第四条"):
        written_texts(read_articles(inputs.laws), inputs.papers, inputs.passages)


def test_a_line_without_its_sentence_is_not_answered(inputs: Inputs) -> None:
    texts = {1: Text(("总则",), ("甲由市局办理。", "乙由县局办理。"))}
    lines = inputs.laws / "lines.jsonl"
    _write(lines, [{"of": 1, "kind": "q", "text": "甲谁办？", "key": "甲由市局办理"}] * 40)
    pairs = list(written(texts, _chance(0), lines))
    assert {(pair.answers, "甲由市局" in pair.passage) for pair in pairs} >= {
        (True, True),
        (False, False),
    }
    assert all(pair.passage.startswith("总则｜") and pair.label is None for pair in pairs)


def test_statements_made_from_law_differ_by_their_label() -> None:
    sentence = "行政机关应当自收到申请之日起二十日内作出决定，不得收取费用。"
    for seed in range(30):
        rng = _chance(seed)
        changed = altered(sentence, rng)
        assert changed is not None
        assert changed != sentence
        assert "二十日" not in alike(sentence, rng)
    texts = [
        Text((), sentences_of(f"申请人可以要求{at}号窗口当面说明所有的理由。"))
        for at in range(10, 70)
    ]
    pairs: list[Labelled] = list(made(texts, 30, _chance(1)))
    assert len(pairs) == 30
    assert {pair.label for pair in pairs} == {0, 1, 2}
    for pair in pairs:
        number = pair.passage[pair.passage.index("号窗口") - 2 :][:2]
        # A neighbour's sentence is of another number; so may an altered one be.
        assert pair.label == 1 or (pair.label == 2) == (number not in pair.first)


def test_a_line_stands_beside_both_versions_of_its_passage() -> None:
    texts = {1: Text(("收费",), ("甲每年交30元。", "乙免费"))}
    edit = {
        "old": "30元",
        "new": "50元",
        "zh": ["甲一年三十块", "甲一年五十块"],
        "en": ["30", "50"],
    }
    added = {"add": "丙每年交80元。", "zh": "丙交八十", "en": "C pays 80"}
    gone = {"old": "每年交30元", "new": "按规定交费", "zh": "甲交多少", "en": "how much"}
    rows = [
        {"of": 1, "kind": "edited"} | edit,
        {"of": 1, "kind": "stated"} | added,
        {"of": 1, "kind": "answered"} | added,
        {"of": 1, "kind": "removed"} | gone,
    ]
    found: dict[str, list[tuple[str, bool | None, int | None]]] = {}
    for row in rows:
        for pair in _pairs_of(row, texts):
            found.setdefault(f"{row['kind']} {pair.first}", []).append(
                (pair.passage, pair.answers, pair.label)
            )
    now, then = "收费｜甲每年交30元。乙免费", "收费｜甲每年交50元。乙免费"
    assert found["edited 甲一年三十块"][:2] == [(now, None, 0), (then, None, 1)]
    assert found["edited 50"][:2] == [(now, None, 1), (then, None, 0)]
    more = "收费｜甲每年交30元。乙免费。丙每年交80元。"
    assert found["stated 丙交八十"][:2] == [(now, None, 2), (more, None, 0)]
    assert found["answered C pays 80"][:2] == [(now, False, None), (more, True, None)]
    less = "收费｜甲按规定交费。乙免费"
    assert found["removed 甲交多少"][:2] == [(now, True, None), (less, False, None)]


def _pairs_of(row: dict[str, Any], texts: dict[int, Text]) -> list[Labelled]:
    with tempfile.TemporaryDirectory() as folder:
        _write(Path(folder) / "lines.jsonl", [row])
        return list(contrasted(texts, _chance(0), Path(folder) / "lines.jsonl"))


def test_laws_that_sets_are_about_make_no_statements() -> None:
    row = {"chapter": "第一章 总则", "section": "", "text": "国家保护地下水。" * 10}
    assert not law_texts([row | {"doc": "地下水管理条例"}])
    assert len(law_texts([row | {"doc": "河道管理条例"}])) == 1


def test_every_line_has_its_passage() -> None:
    from eval.fit.reader.pairs import WRITTEN

    known = {row["of"] for row in read_rows(PASSAGES)}
    rows = list(read_rows(WRITTEN))
    contrast = list(read_rows(CONTRAST))
    assert {row["of"] for row in [*rows, *contrast]} == known
    assert len({(row["of"], row["text"]) for row in rows}) > 0.99 * len(rows)
    for row in rows:
        assert (row["kind"] in "qsc") == ("key" in row)
    for row in contrast:
        assert ("add" in row) == (row["kind"] in {"stated", "answered"})
        assert "add" in row or row["old"] != row["new"]
        for language in ("zh", "en"):
            said = row[language]
            assert (len(set(said)) == 2) if row["kind"] == "edited" else isinstance(said, str)


def test_a_folder_without_laws_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"clauses\.jsonl\.gz is no file of articles"):
        read_articles(tmp_path)
    assert written_texts([], tmp_path, _nothing(tmp_path)) == {}


def _chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  # chance, no secret


def _nothing(folder: Path) -> Path:
    path = folder / "none.jsonl"
    path.write_text("", encoding="utf-8")
    return path
