"""A term under other words, several terms at once, and what is trusted to be absent."""

from __future__ import annotations

import numpy as np
import pytest

from index.build import build
from index.clause_index import ClauseIndex
from index.corpus import Document
from qa.ask.query import read_query
from qa.ask.retrieve import Ranking
from qa.intent.read import read_request
from qa.lookup.answer import Lookup
from qa.lookup.apart import parts_of
from qa.lookup.contents import contents_of
from qa.lookup.everyday import official_names
from qa.lookup.reply import Reply
from qa.show.lookups import lookup_said
from tests.fakes import FakeEncoder

RULES = (
    "岚州市渡运管理规定\n"
    "第一条　渡运企业应当公布票款标准。\n"
    "第二条　乘客拒不支付票款的，船员可以拒绝其上船。\n"
    "第三条　渡口应当设置视频监控，并做好防汛、抗旱期间的停航工作。\n"
    "第四条　渡运企业应当在渡口公布域名和两微一端账号。\n"
)


@pytest.fixture(scope="module")
def held() -> ClauseIndex:
    return build([Document("d", "d.txt", RULES)], FakeEncoder())


def reply(question: str, held: ClauseIndex) -> Reply:
    lookup = Lookup(held)
    request = read_request(read_query(question), contents_of(held, lookup.holds))
    assert request.intent == "mention"

    def ranked() -> Ranking:
        scores = np.ones(len(held.clauses), dtype=np.float32)
        cosines = np.zeros(len(held.views), dtype=np.float32)
        order = np.arange(len(held.clauses))
        return Ranking(read_query(question), scores, scores, {}, cosines, order)

    found = lookup.reply(request, ranked)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("规定提到逃票了吗", "拒不支付票款"),
        ("有没有提到摄像头", "视频监控"),
        ("說沒說到網址", "域名"),
        ("Does it mention fare dodgers?", "拒不支付票款"),
    ],
)
def test_everyday_words_are_found_under_the_official_ones(
    question: str, words: str, held: ClauseIndex
) -> None:
    found = reply(question, held)
    assert found.answered
    assert all(words in one.clause.text for one in found.passages)
    said = lookup_said(found, (), 0, "zh" if "e" not in question else "en", {}).text
    assert words in said
    assert ("没有出现" in said) == ("e" not in question)


def test_what_is_said_in_no_words_is_absent(held: ClauseIndex) -> None:
    for question in ("规定提到网约车了吗", "提到地铁没有", "Is ride-hailing mentioned?"):
        assert not reply(question, held).answered


def test_several_things_are_counted_each(held: ClauseIndex) -> None:
    found = reply("有没有提到防汛和台风", held)
    assert [(one.asked, one.clauses) for one in found.each] == [("防汛", 1), ("台风", 0)]
    said = lookup_said(found, (), 0, "zh", {}).text
    assert said.startswith("“防汛”在 1 条条文中出现，共 1 次。没有提到“台风”。")
    none = reply("有没有提到地震和台风", held)
    assert (none.answered, none.each) == (False, ())


@pytest.mark.parametrize(
    ("term", "parts"),
    [
        ("地震和台风", ("地震", "台风")),
        ("飞机、火车", ("飞机", "火车")),
        ("drones or robots", ("drones", "robots")),
        ("住房和城乡建设部", ()),
        ("ministry of science and technology", ()),
        ("和平", ()),
        ("共和国", ()),
        ("噪声", ()),
    ],
)
def test_what_stands_beside_each_other(term: str, parts: tuple[str, ...]) -> None:
    assert parts_of(term) == parts


def test_of_two_things_that_stand_together_once_each_is_counted(held: ClauseIndex) -> None:
    assert reply("提到防汛、抗旱没有", held).each
    assert not reply("提到两微一端没有", held).each


def test_two_words_of_one_kind_stand_without_a_joint() -> None:
    assert parts_of("微博微信") == ("微博", "微信")
    assert parts_of("地震台风") == ("地震", "台风")
    assert parts_of("手机软件") == ()


def test_plurals_of_everyday_english() -> None:
    assert official_names("ferries") == official_names("ferry")
    assert "防洪" in official_names("flood")
    assert official_names("xyzzy") == ()
