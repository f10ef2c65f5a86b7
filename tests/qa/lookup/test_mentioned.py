"""A term under other words, several terms at once, and what is trusted to be absent."""

from __future__ import annotations

import numpy as np
import pytest

from index.build import build
from index.clause_index import ClauseIndex
from index.document.corpus import Document
from qa.ask.retrieval.query import read_query
from qa.ask.retrieval.retrieve import Ranking
from qa.intent.read import read_request
from qa.lookup.answer import Lookup
from qa.lookup.concordance.apart import parts_of
from qa.lookup.contents import contents_of
from qa.lookup.reply import Reply
from qa.lookup.variants.everyday import official_names
from qa.show.lookup.lookups import lookup_said
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
    either = reply("有没有提到地震或者台风", held)
    assert lookup_said(either, (), 0, "zh", {}).text.strip() == "全文没有提到“地震”、“台风”。"


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


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("规定提不提票款", "票款"),
        ("视频间控的提到了没", "视频监控"),  # a slip, and a 的 without what it belongs to
        ("渡口，也就是码头，写了没写", "渡口"),
        ("有没有写域名这件事", "域名"),
        ("Is there a word on domain names?", "域名"),
        ("does it mention pasengers", "乘客"),
    ],
)
def test_however_it_is_asked_the_words_are_found(
    question: str, words: str, held: ClauseIndex
) -> None:
    found = reply(question, held)
    assert found.answered
    assert words in found.names


def test_a_slip_is_said_to_be_one(held: ClauseIndex) -> None:
    found = reply("有没有提到视频间控", held)
    assert found.slip
    assert "“视频间控”没有出现；出现的是“视频监控”" in lookup_said(found, (), 0, "zh", {}).lead


NAMES = (
    "岚州市便民服务办法\n"
    "第一条　市民可以通过渡乘易预约船票。\n"
    "第二条　对警车、救护车免收渡费，执行任务的军车随到随渡。\n"
    "第三条　公园内的红树林由管理单位养护，小程序应当公布开放时间。\n"
)


@pytest.fixture(scope="module")
def named() -> ClauseIndex:
    return build([Document("d", "d.txt", NAMES)], FakeEncoder())


def test_a_name_is_found_without_what_it_is_a_name_of(named: ClauseIndex) -> None:
    assert reply("提没提到小程序渡乘易", named).names == ("渡乘易",)
    assert reply("提没提到渡乘易平台", named).names == ("渡乘易",)
    # 开放 is no name: an open platform is not there.
    assert not reply("提没提到开放平台", named).answered


def test_two_words_of_one_kind_are_looked_for_each(named: ClauseIndex) -> None:
    assert [one.asked for one in reply("军车救护车有讲吗", named).each] == ["军车", "救护车"]
    assert not reply("军属家属有讲吗", named).answered


def test_either_of_two_in_a_gloss_is_what_a_word_means(named: ClauseIndex) -> None:
    assert reply("any mention of mangroves", named).names == ("红树林",)
    # 的 is a taxi too.
    assert not reply("any mention of taxis", named).answered


YARD = (
    "岚州市船坞管理规定\n"
    "第一条　船坞应当购买原煤，建设在线安全课程，并培训检查人员。\n"
    "第二条　征用船坞的财产，应当给予补偿；贷款由银行发放。\n"
    "第三条　不得垄断船坞经营。检查由工会参加。\n"
    "第四条　船坞应当照顾孕妇，并指导船员用餐。\n"
)


@pytest.fixture(scope="module")
def yard() -> ClauseIndex:
    return build([Document("y", "y.txt", YARD)], FakeEncoder())


@pytest.mark.parametrize(
    ("question", "words"),
    [
        # A kind of it, an irregular plural, the word beside its official name, two words that agree.
        ("Is coal mentioned?", "原煤"),
        ("Are pregnant women mentioned?", "孕妇"),
        ("Does it mention monopoly?", "垄断"),
        ("Are trade unions mentioned?", "工会"),
        # All words of it in one sentence, of a compound in one phrase.
        ("Is compensation for property mentioned?", "补偿"),
        ("Does it mention online courses?", "在线"),
        ("有没有提到船坞的财产", "船坞的财产"),
        ("提到财产的补偿没有", "补偿"),
    ],
)
def test_english_and_compounds_are_found_by_their_words(
    question: str, words: str, yard: ClauseIndex
) -> None:
    found = reply(question, yard)
    assert found.answered
    marked = {mark.of(one.clause.text) for one in found.passages for mark in one.marks}
    assert words in marked


@pytest.mark.parametrize(
    "question",
    [
        # 指导 may be tuition in a dictionary; 课程 and 检查 stand in one sentence, not in one phrase.
        "Is tuition mentioned?",
        "Does it mention inspection courses?",
        "Does it touch on drones for search and rescue?",
    ],
)
def test_what_only_a_dictionary_brings_near_is_absent(question: str, yard: ClauseIndex) -> None:
    assert not reply(question, yard).answered


def test_words_that_stand_apart_are_said_to_do_so(yard: ClauseIndex) -> None:
    found = reply("Is compensation for property mentioned?", yard)
    said = lookup_said(found, (), 0, "en", {}).text
    assert "does not stand there in one piece" in said
    assert "in 1 clause, 2 times in all" in said
