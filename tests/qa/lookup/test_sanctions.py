"""A deed and what follows from it, which stand at two places of a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.ask.retrieval.query import read_query
from qa.corpora import update_corpus
from qa.intent.structure.sanctions import asks_consequence
from qa.open import open_pipeline
from qa.pipeline import Pipeline

_HOUSE = """# 榆树公寓住宿规定

1 总则

1.1 本规定适用于住户。

2 安全

2.1 房间内禁止使用电热毯、电炉等大功率电器。

2.2 楼道内禁止吸烟。

2.3 楼道每天打扫一次。

3 处理

3.1 违反2.1的，没收电器，并收取二百元押金；再次违反的，取消住宿资格。

3.2 违反2.2的，给予警告。
"""
_NOTE = "榆树公园告示\n公园每天早上六点开门，晚上十点关门。\n园内有两个游泳池。\n"
_LAW = """榆树市集市条例
第一条 为了管理集市，制定本条例。
第二条 摊主应当明码标价，不得缺斤少两。
第三条 开办者应当每日清运垃圾。开办者应当每周消毒。
第四条 开办者应当设置公平秤。
第五条 违反《中华人民共和国计量法》第四条规定的，依照其规定处罚。
第六条 违反本条例第二条规定，缺斤少两的，处二百元以上二千元以下罚款。
第七条 开办者违反第三条、第四条规定的，责令改正；逾期不改正的，处一千元罚款。
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return _opened(tmp_path_factory.mktemp("house"), {"house.md": _HOUSE})


@pytest.fixture(scope="module")
def law(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    # Another document before it: places are those of the document itself.
    return _opened(tmp_path_factory.mktemp("law"), {"a.txt": _NOTE, "law.txt": _LAW})


def _opened(folder: Path, texts: dict[str, str]) -> Pipeline:
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    update_corpus(folder / "corpus", [folder / name for name in texts])
    return open_pipeline(folder / "corpus")


def _refs(asked: Pipeline, question: str, *history: str) -> list[str]:
    return [citation.ref for citation in asked.ask(question, history=history).citations]


@pytest.mark.parametrize(
    "question",
    ["用电热毯会怎么处理？", "What happens if I use an electric blanket?"],
)
def test_what_follows_from_a_deed_stands_before_it(house: Pipeline, question: str) -> None:
    assert _refs(house, question)[:2] == ["3.1", "2.1"]


def test_a_deed_stands_behind_what_punishes_it(law: Pipeline) -> None:
    assert _refs(law, "缺斤少两罚多少钱？")[:2] == ["第六条", "第二条"]
    assert _refs(law, "不清运垃圾有什么后果？")[:2] == ["第七条", "第三条"]


@pytest.mark.parametrize(
    "question", ["违反第二条会怎样？", "What is the penalty for violating Article 2?"]
)
def test_what_follows_from_acting_against_an_article(law: Pipeline, question: str) -> None:
    answer = law.ask(question)
    assert [citation.ref for citation in answer.citations] == ["第六条", "第二条"]
    assert (answer.intent, answer.answered) == ("content", True)


def test_another_article_after_that(law: Pipeline) -> None:
    assert _refs(law, "那第四条呢？", "违反第二条会怎样？") == ["第七条", "第四条"]


@pytest.mark.parametrize(
    "question",
    [
        "第七条处罚的是哪些行为？",
        "第七条处罚违反哪几条的行为",
        "Which articles does Article 7 punish violations of?",
    ],
)
def test_what_an_article_punishes(law: Pipeline, question: str) -> None:
    assert _refs(law, question) == ["第七条", "第三条", "第四条"]


def test_an_article_of_another_law_is_not_its_own(law: Pipeline) -> None:
    assert _refs(law, "第五条处罚的是哪些行为？") == ["第五条"]


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("吸烟会怎样？", True),
        ("楼道吸烟有什么处罚", True),
        ("Is there a fine for smoking?", True),
        ("垃圾怎么处理？", False),
        ("谁负责打扫楼道？", False),
        ("How often are corridors cleaned?", False),
    ],
)
def test_what_asks_for_what_follows(question: str, asks: bool) -> None:
    assert asks_consequence(read_query(question)) is asks


_CAMP = """榆树营地管理办法
第一条 营地内每晚十点熄灯。
第二条 帐篷之间应当留出通道。
第三条 营员应当把餐具洗净，不得把剩饭倒进溪流。
第四条 把剩饭倒进溪流的，处五十元罚款。
第五条 违反本办法其他规定的，给予警告。
"""


@pytest.fixture(scope="module")
def camp(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return _opened(tmp_path_factory.mktemp("camp"), {"camp.txt": _CAMP})


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("违反第二条怎么处罚？", "没有条文写明违反“第二条”如何处罚"),
        ("What is the penalty for violating Article 2?", "No provision says what follows from"),
    ],
)
def test_an_article_that_nothing_punishes(camp: Pipeline, question: str, said: str) -> None:
    answer = camp.ask(question)
    assert not answer.answered
    assert said in answer.answer
    # What follows from acting against any of it, then the article itself
    assert [citation.ref for citation in answer.citations] == ["第五条", "第二条"]


def test_what_punishes_in_words_of_its_own(camp: Pipeline) -> None:
    assert _refs(camp, "违反第三条怎么处罚？") == ["第四条", "第三条"]
