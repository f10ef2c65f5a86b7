from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.document.corpus import Document
from index.restore.document import restore
from qa.diff.change import Change, EditionText, compare_editions
from qa.diff.editions import read_edition
from qa.show.diff.text import change_words
from tests.editions import as_text, edit, make_article

_ARTICLES = (
    "为了规范公共停车场管理，制定本办法。",
    "市人民政府应当安排专项资金，支持停车设施建设。",
    "经营者应当在入口处公示收费标准，保持消防设施完好。",
    "任何单位和个人不得擅自设置障碍物，妨碍车辆通行。",
    "违反本办法第三条规定的，处1000元以上5000元以下罚款。",
    "停车信息应当每日上传至市级平台，保存期限不少于三年。",
    "本办法自2025年7月1日起施行。",
)


def _edition(articles: Sequence[str], name: str = "办法.txt") -> EditionText:
    document = Document(name, name, as_text("公共停车场管理办法", articles, chapters=2))
    return EditionText(name, (document,), restore(document, None).clauses)


def _changes(new: Sequence[str], old: Sequence[str] = _ARTICLES) -> list[Change]:
    return compare_editions(_edition(old), _edition(new))


def _told(changes: Sequence[Change]) -> list[tuple[str, str]]:
    """The changes that are none left out: kind and a word of the clause."""
    return [
        (change.kind, clause.text[-12:])
        for change in changes
        if change.kind != "kept"
        for clause in (change.new or change.old,)
        if clause is not None
    ]


def test_the_same_text_is_kept() -> None:
    changes = _changes(_ARTICLES)
    assert {change.kind for change in changes} == {"kept"}
    assert not any(change.renumbered or change.moved or change.words for change in changes)


def test_an_article_more_renumbers_those_after_it() -> None:
    new = [*_ARTICLES[:2], "市城市管理部门建立停车诚信档案，记录违法停车行为。", *_ARTICLES[2:]]
    changes = _changes(new)
    assert [kind for kind, _ in _told(changes)] == ["added"]
    by_words = {change.new.text[-8:]: change for change in changes if change.new is not None}
    assert not by_words[_ARTICLES[1][-8:]].renumbered
    assert by_words[_ARTICLES[2][-8:]].renumbered


def test_an_article_less_is_told_where_it_stood() -> None:
    changes = _changes([*_ARTICLES[:2], *_ARTICLES[3:]])
    assert [kind for kind, _ in _told(changes)] == ["removed"]
    at = next(n for n, change in enumerate(changes) if change.kind == "removed")
    before = changes[at - 1].new
    assert before is not None
    assert before.text.endswith(_ARTICLES[1][-8:])


def test_an_article_elsewhere_was_moved_and_the_others_were_not() -> None:
    new = [_ARTICLES[0], *_ARTICLES[2:6], _ARTICLES[1], _ARTICLES[6]]
    assert _told(_changes(new)) == [("moved", _ARTICLES[1][-12:])]


@pytest.mark.parametrize(
    ("article", "words", "kind", "old", "new"),
    [
        (4, "违反本办法第三条规定的，处2000元以上5000元以下罚款。", "number",
         "1000元以上5000元以下", "2000元以上5000元以下"),
        (5, "停车信息应当每日上传至市级平台，保存期限不超过三年。", "bound", "不少于三年", "不超过三年"),
        (6, "本办法自2026年7月1日起施行。", "date", "2025年7月1日", "2026年7月1日"),
        (2, "经营者可以在入口处公示收费标准，保持消防设施完好。", "modality", "应当", "可以"),
        (1, "县级人民政府应当安排专项资金，支持停车设施建设。", "body", "市人民政府", "县级人民政府"),
        (3, "有关单位和个人不得擅自设置障碍物，妨碍车辆通行。", "scope", "任何", "有关"),
        (2, "经营者应当在入口处公示收费标准，保持照明设施完好。", "words", "消防", "照明"),
    ],
)  # fmt: skip
def test_what_changed_in_a_clause_is_named(
    article: int, words: str, kind: str, old: str, new: str
) -> None:
    edited = [*_ARTICLES[:article], words, *_ARTICLES[article + 1 :]]
    (change,) = [c for c in _changes(edited) if c.kind != "kept"]
    assert change.kind == "reworded"
    assert change.old is not None
    assert change.new is not None
    found = [(w.kind, w.old.of(change.old.text), w.new.of(change.new.text)) for w in change.words]
    assert found == [(kind, old, new)]


def test_a_reference_that_follows_its_article_conforms() -> None:
    added = "市城市管理部门建立停车诚信档案，记录违法停车行为。"
    fine = _ARTICLES[4].replace("第三条", "第四条")
    new = [*_ARTICLES[:2], added, *_ARTICLES[2:4], fine, *_ARTICLES[5:]]
    (change,) = [c for c in _changes(new) if c.kind == "reworded"]
    assert change.conforming
    wrong = [*new[:5], _ARTICLES[4].replace("第三条", "第二条"), *new[6:]]
    (change,) = [c for c in _changes(wrong) if c.kind == "reworded"]
    assert not change.conforming


def test_widths_quotes_and_spaces_are_no_change() -> None:
    odd = [article.replace("，", ", ").replace("1000", "１０００") for article in _ARTICLES]
    assert {change.kind for change in _changes(odd)} == {"kept"}


def test_a_sentence_that_only_changed_its_clause_is_not_told() -> None:
    sentences = [
        f"第{n}项工程由建设单位在{n}月底前完成验收并移交养护单位管理。" for n in range(10, 24)
    ]
    old = "".join(sentences)
    new = "".join([sentences[0], "新增的工程另行安排。", *sentences[1:]])
    editions = [
        EditionText("d", (document,), restore(document, None).clauses)
        for text in (old, new)
        for document in (Document("d", "d.txt", text),)
    ]
    changes = compare_editions(editions[0], editions[1])
    told = [w for c in changes for w in c.words] + [c for c in changes if c.kind == "added"]
    assert len(told) == 1


def test_words_that_recur_once_less_are_told() -> None:
    twice = "甲项目由市财政局安排资金并按季度拨付。"
    lines = [
        "乙项目另行规定办法并公开征求意见。",
        "丙项目由各区自行组织并报市里备案。",
        "丁项目暂缓实施。",
    ]
    old = Document("d", "d.txt", "\n\n".join([twice, *lines, twice]))
    new = Document("d", "d.txt", "\n\n".join([twice, *lines]))
    editions = [EditionText("d", (d,), restore(d, None).clauses) for d in (old, new)]
    (gone,) = [c for c in compare_editions(*editions) if c.kind != "kept"]
    assert gone.kind == "removed"
    assert gone.old is not None
    assert gone.old.spans[0].start == old.text.rindex(twice)
    (come,) = [c for c in compare_editions(*editions[::-1]) if c.kind != "kept"]
    assert come.kind == "added"


def test_nothing_becomes_something_and_the_other_way_round() -> None:
    empty = EditionText("leer", (), ())
    whole = _edition(_ARTICLES)
    assert {c.kind for c in compare_editions(empty, whole)} == {"added"}
    assert {c.kind for c in compare_editions(whole, empty)} == {"removed"}
    assert compare_editions(empty, empty) == []


def test_documents_belong_together_by_name_or_by_words(tmp_path: Path) -> None:
    for folder, names in (("old", ("甲.txt", "乙.txt")), ("new", ("甲.txt", "丙.txt"))):
        (tmp_path / folder).mkdir()
        for name, articles in zip(names, (_ARTICLES[:4], _ARTICLES[4:]), strict=True):
            (tmp_path / folder / name).write_text(as_text(name[0], articles), encoding="utf-8")
    changes = compare_editions(read_edition(tmp_path / "old"), read_edition(tmp_path / "new"))
    assert not any(change.moved for change in changes)
    kept = "".join(c.new.text for c in changes if c.kind == "kept" and c.new is not None)
    assert all(article in kept for article in _ARTICLES)


def test_the_same_change_in_several_places_is_told_once_for_a_person() -> None:
    old = "经营者应当登记进货，应当公示价目，应当保存凭证二年。"
    (change,) = compare_editions(_edition([old]), _edition([old.replace("应当", "可以")]))
    assert change_words(change, "zh") == ["约束力：应当 → 可以（3处）"]
    assert change_words(change, "en") == ["force: 应当 → 可以 (3 times)"]


@given(st.integers(0, 2**32), st.floats(0.02, 0.4))
@settings(max_examples=200, deadline=None)
def test_nothing_is_lost_in_any_edit(seed: int, rate: float) -> None:
    rng = random.Random(seed)  # noqa: S311  # no secret
    articles = [make_article(rng) for _ in range(rng.randint(0, 14))]
    pair = edit(articles, [make_article(rng) for _ in range(3)], rng, rate)
    old, new = _edition(pair.old), _edition([article.text for article in pair.new])
    changes = compare_editions(old, new)
    assert {c.old.clause_id for c in changes if c.old} == {c.clause_id for c in old.clauses}
    positions = [c.new.position for c in changes if c.new is not None]
    assert positions == sorted(positions)
    assert set(positions) == {clause.position for clause in new.clauses}
    for change in changes:
        assert (change.kind == "reworded") == bool(change.words)
        assert (change.old is None) == (change.kind == "added")
        assert (change.new is None) == (change.kind == "removed")
