from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest

from index.document.corpus import Span
from index.document.split import comparison_key
from index.edition import Aid, Edition, load_edition, read_pairs
from index.errors import DocumentError
from index.restore.document import restore
from index.shipped import SHIPPED_PLAN, shipped_plan
from tests.fakes import clauses_of


def write(folder: Path, name: str, *rows: object) -> Path:
    path = folder / name
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_no_folder_and_an_empty_one_are_no_edition(tmp_path: Path) -> None:
    assert load_edition(tmp_path / "none") == Edition()
    assert replace(load_edition(tmp_path), folder=None) == Edition()


def test_all_files(tmp_path: Path) -> None:
    write(
        tmp_path,
        "sentences.jsonl",
        {
            "zh": "建设“电网”。",
            "en": "Build a grid.",
            "plain_zh": ["拉电线"],
            "plain_en": ["wires"],
        },
        {"zh": "第一行\u2028第二行。", "plain_zh": ["两行"]},
    )
    write(tmp_path, "titles.jsonl", {"zh": "总则", "en": "General"})
    (tmp_path / "glossary.csv").write_text(
        "\ufeffzh,en,kind\n电网,grid | power grid |,thing\n空,,\n", encoding="utf-8"
    )
    edition = load_edition(tmp_path)
    # Quotes, dashes and spaces make no difference; words do.
    assert edition.aid_of("建设 「电网」。") == Aid("Build a grid.", ("拉电线",), ("wires",))
    assert edition.aid_of("第一行\u2028第二行。").plain_zh == ("两行",)
    assert edition.aid_of("建设水网。") == Aid()
    assert edition.titles == {"总则": "General"}
    assert edition.glossary == {"电网": ("grid", "power grid")}
    assert len(edition.sha256) == 64


def test_the_sha_follows_every_file(tmp_path: Path) -> None:
    seen = {load_edition(tmp_path).sha256}
    write(tmp_path, "sentences.jsonl", {"zh": "一。"})
    seen.add(load_edition(tmp_path).sha256)
    write(tmp_path, "titles.jsonl", {"zh": "一", "en": "One"})
    seen.add(load_edition(tmp_path).sha256)
    (tmp_path / "glossary.csv").write_text("zh,en\n一,one\n", encoding="utf-8")
    seen.add(load_edition(tmp_path).sha256)
    assert len(seen) == 4


def test_english_of_a_clause_only_where_every_sentence_has_it() -> None:
    (clause,), _ = clauses_of(["甲。乙。"])
    clause = replace(clause, sentences=(Span(0, 2), Span(2, 4)))
    half = Edition({comparison_key("甲。"): Aid("A.")})
    whole = Edition({**half.aids, comparison_key("乙。"): Aid("B.")})
    assert half.english_of(clause) == ""
    assert whole.english_of(clause) == "A. B."
    assert [aid.english for aid in half.aids_of(clause)] == ["A.", ""]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", r"line 1: not a JSON object"),
        ('{"zh": "一。"}\n\n[]', r"line 3: expected a JSON object, got list"),
        ("{}", "expected text for 'zh', got None"),
        ('{"zh": "一。", "en": 3}', "expected text for 'en', got 3"),
        ('{"zh": "一。", "plain_zh": "x"}', "expected a list of texts for 'plain_zh'"),
        ('{"zh": "一。", "plain_en": [1]}', "expected a list of texts for 'plain_en'"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "sentences.jsonl").write_text(content, encoding="utf-8")
    with pytest.raises(DocumentError, match=message):
        load_edition(tmp_path)


def test_a_title_needs_its_english(tmp_path: Path) -> None:
    write(tmp_path, "titles.jsonl", {"zh": "总则"})
    with pytest.raises(DocumentError, match=r"titles\.jsonl, line 1: expected text for 'en'"):
        load_edition(tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a,b\n1,2\n", r"has the columns \['a', 'b'\]; expected zh and en"),
        (b"", "has the columns None"),
        (b"zh,en\n\xff,x\n", "cannot be read as CSV in UTF-8"),
        (b"zh,en\n" + b"x" * 200_000 + b",y\n", "cannot be read as CSV"),
    ],
)
def test_a_glossary_that_is_none(tmp_path: Path, content: bytes, message: str) -> None:
    assert csv.field_size_limit() < 200_000
    (tmp_path / "glossary.csv").write_bytes(content)
    with pytest.raises(DocumentError, match=message):
        load_edition(tmp_path)


def test_other_encodings_are_named(tmp_path: Path) -> None:
    (tmp_path / "sentences.jsonl").write_bytes('{"zh": "一。"}'.encode("gb18030"))
    with pytest.raises(DocumentError, match=r"sentences\.jsonl is not UTF-8"):
        load_edition(tmp_path)


def test_short_rows_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "pairs.csv").write_text("zh,en\n一\n二,two,more\n", encoding="utf-8")
    assert read_pairs(tmp_path / "pairs.csv", "zh", "en") == {"二": ("two",)}
    assert read_pairs(tmp_path / "none.csv", "zh", "en") == {}


def test_the_shipped_edition_has_every_sentence_and_title_of_the_plan() -> None:
    edition = load_edition(SHIPPED_PLAN.parent / "edition")
    document = shipped_plan()[0]
    clauses = restore(document, None).clauses
    sentences = [span.of(clause.text) for clause in clauses for span in clause.sentences]
    assert [s for s in sentences if not edition.aid_of(s).english] == []
    assert len(edition.aids) == len(set(map(comparison_key, sentences)))
    titles = {
        title
        for clause in clauses
        for title in (clause.section.chapter_title, clause.section.section_title)
        if title
    }
    assert titles <= edition.titles.keys()
