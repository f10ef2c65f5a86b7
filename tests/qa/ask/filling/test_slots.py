"""What a question asks for, and what of a sentence would fill it."""

from __future__ import annotations

import pytest

from qa.ask.filling.fillers import fillers
from qa.ask.filling.slots import Slot, asked_noun, asked_slots, interrogatives
from qa.result import Language


@pytest.mark.parametrize(
    ("question", "lang", "slot"),
    [
        ("滞纳金每天收多少钱？", "zh", "money"),
        ("保费多久交一次", "zh", "frequency"),
        ("几天内要答复？", "zh", "duration"),
        ("什么时候开始施行", "zh", "date"),
        ("这件事归哪个部门管？", "zh", "who"),
        ("水质达标率要到百分之几？", "zh", "share"),
        ("为啥要这么做？", "zh", "why"),
        ("符合哪些条件可以申请？", "zh", "condition"),
        ("资料费收不收？", "zh", "whether"),
        ("How often do members meet?", "en", "frequency"),
        ("within how many working days must it reply", "en", "duration"),
        ("Which authority approves the plan?", "en", "who"),
        ("What percentage is recycled?", "en", "share"),
        ("How big is the fine?", "en", "money"),
        ("Are visitors admitted?", "en", "whether"),
    ],
)
def test_what_is_asked(question: str, lang: Language, slot: Slot) -> None:
    assert slot in asked_slots(question, lang)


def test_the_kind_of_number_is_told() -> None:
    assert "number" not in asked_slots("罚多少钱？", "zh")
    assert "duration" not in asked_slots("多久检查一次？", "zh")
    assert "number" not in asked_slots("什么时候？", "zh")


@pytest.mark.parametrize(
    ("slot", "sentence", "question", "words"),
    [
        ("money", "处二万元以上五万元以下罚款", "罚多少钱？", ["二万元以上五万元"]),
        ("duration", "应当在十五日内答复", "几天内答复？", ["十五日"]),
        ("duration", "收费标准为每户六元", "几天内答复？", []),
        ("number", "设检测员三名", "有多少检测员？", ["三名"]),
        ("number", "全长三公里", "有多少检测员？", []),
        ("date", "自2027年3月1日起施行", "什么时候施行？", ["2027年3月1日"]),
        ("who", "由财政部门审核", "谁来审核？", ["财政部门"]),
    ],
)
def test_what_fills_it(slot: Slot, sentence: str, question: str, words: list[str]) -> None:
    found = [sentence[at.start : at.end] for at in fillers(slot, sentence, question)]
    assert found[: len(words)] == words if words else not found


def test_where_a_question_asks() -> None:
    question = "一共有多少家企业？"
    assert [question[at.start : at.end] for at in interrogatives(question, "zh")] == ["多少"]
    assert asked_noun(question, "zh") == "企业"
    assert asked_noun("Which banks take part?", "en") == "banks take part"
    assert asked_noun("为什么？", "zh") == ""


@pytest.mark.parametrize(
    ("sentence", "who"),
    [
        ("区园林局负责全区公园的日常管理。", "区园林局"),
        ("渡船的燃油费由包船方负担。", "包船方"),
        ("船长应当每日填写航行日志。", "船长"),
    ],
)
def test_who_acts_need_be_no_known_body(sentence: str, who: str) -> None:
    assert who in {span.of(sentence) for span in fillers("who", sentence, "谁？")}


def test_what_is_done_to_a_thing_names_nobody() -> None:
    assert fillers("who", "渡口每日开放时间不少于十二小时。", "谁？") == []
